"""The evidence table as a LaTeX document of its own, for pdfLaTeX, LuaLaTeX and XeLaTeX."""

from collections.abc import Iterator, Sequence

from curate.core.citing import Reference, doi_url, pubmed_url
from curate.core.flat import Framed
from curate.core.table import EvidenceTable, Group
from curate.formats.cells import cell_lines, column_counts, counts_line, overview
from curate.formats.latex_rows import ACROSS, page_sized, row_cell
from curate.formats.latex_text import PREAMBLE, latex_text
from curate.formats.plain import printable

LANDSCAPE_FROM = 5
_URL_SPECIAL = str.maketrans({"%": r"\%", "#": r"\#", "\\": r"\%5C", "{": r"\%7B", "}": r"\%7D"})


def to_latex(table: EvidenceTable) -> str:
    """
    Return a document with the matrix as a ``longtable`` whose heading is repeated on every page,
    and its notes and references behind it.
    """
    wide = len(table.columns) >= LANDSCAPE_FROM
    return "\n".join([*opening(wide=wide), *_body(table), *closing(table), ""])


def opening(*, wide: bool) -> Iterator[str]:
    """Yield the lines up to the table; ``wide`` turns the pages on their side."""
    yield rf"\documentclass[a4paper,9pt{',landscape' if wide else ''}]{{extarticle}}"
    yield PREAMBLE.rstrip()
    yield r"\usepackage[margin=18mm]{geometry}"
    yield r"\usepackage{array,booktabs,longtable}"
    yield r"\usepackage[hidelinks]{hyperref}"
    yield r"\setlength{\parindent}{0pt}\setlength{\LTcapwidth}{\linewidth}"
    yield r"\begin{document}"


def _body(table: EvidenceTable) -> Iterator[str]:
    mechanisms = sum(1 for _ in table.rows)
    yield from notice_above(table)
    if mechanisms:
        yield from _grid(table, mechanisms)
    else:
        yield rf"\section*{{{latex_text(table.title)}}}"
        yield "No claim stands, so there is no evidence to show."


def closing(table: Framed) -> Iterator[str]:
    """Yield the lines from the notes to the end of the document."""
    yield r"\subsection*{Notes}"
    yield r"\begin{itemize}\raggedright\setlength{\itemsep}{0pt}"
    yield from _notes(table)
    yield r"\end{itemize}"
    if table.references:
        yield r"\subsection*{References}"
        yield r"\begin{list}{}{\setlength{\leftmargin}{1.5em}\setlength{\itemindent}{-1.5em}%"
        yield r"\setlength{\itemsep}{2pt}\setlength{\parsep}{0pt}}\raggedright"
        yield from map(_entry, table.references)
        yield r"\end{list}"
    yield r"\end{document}"


def notice_above(table: Framed) -> Iterator[str]:
    """Yield a table's notice, where there is one."""
    if table.provenance.notice:
        yield rf"\textbf{{{latex_text(table.provenance.notice)}}}\par\medskip"


def _grid(table: EvidenceTable, mechanisms: int) -> Iterator[str]:
    count = len(table.columns) + 1
    width = rf"\dimexpr({{\linewidth}}-{2 * count}\tabcolsep)/{count}\relax"
    column = rf">{{\raggedright\arraybackslash}}p{{{width.replace('{', '').replace('}', '')}}}"
    headings = ["" if table.split else "Mechanism"]
    headings += [_heading(c.part or c.label, column_counts(c)) for c in table.columns]
    heading = _spans(table) + " & ".join(rf"\textbf{{{h}}}" for h in headings)
    size = latex_text(overview(table.counts, mechanisms, table.phenomena))
    yield rf"\begin{{longtable}}{{@{{}}{column * count}@{{}}}}"
    yield rf"\caption{{{latex_text(table.title)}. {size}}}\\"
    yield rf"\toprule {heading} \\ \midrule \endfirsthead"
    yield rf"\toprule {heading} \\ \midrule \endhead"
    yield r"\bottomrule \endfoot"
    signs = [int(ACROSS[len(table.columns) >= LANDSCAPE_FROM] / count)] * count
    for group in table.groups:
        yield from _rows(group, signs)
    yield r"\end{longtable}"


def _spans(table: EvidenceTable) -> str:
    """Return the upper of two heading rows, with a rule under each phenomenon; or nothing."""
    if not table.split:
        return ""
    count = len(table.columns) + 1
    cells, rules, start = [r"\textbf{Mechanism}"], [], 2
    for span in table.spans:
        across = len(span.columns)
        end = start + across - 1
        # As wide as its columns and what lies between them, so that a long name breaks.
        width = (
            rf"\dimexpr(\linewidth-{2 * count}\tabcolsep)/{count}*{across}"
            rf"+{2 * (across - 1)}\tabcolsep\relax"
        )
        cells.append(
            rf"\multicolumn{{{across}}}{{p{{{width}}}}}"
            rf"{{\raggedright\textbf{{{latex_text(span.label)}}}}}"
        )
        rules.append(rf"\cmidrule(lr){{{start}-{end}}}")
        start = end + 1
    return " & ".join(cells) + r" \\ " + "".join(rules) + " "


def _heading(label: str, counts: str) -> str:
    return rf"{latex_text(label)} {{\mdseries\footnotesize {latex_text(counts)}}}"


def _rows(group: Group, signs: Sequence[int]) -> Iterator[str]:
    count = len(signs)
    # A star keeps the heading of a group with its first row.
    yield (
        rf"\multicolumn{{{count}}}{{@{{}}p{{\linewidth}}@{{}}}}"
        rf"{{\raggedright\textbf{{{latex_text(group.heading)}}}}} \\*"
    )
    for row in group.rows:
        named = [[(row.label, False), (counts_line(row.counts), True)]]
        cells = [[(line, False) for line in cell_lines(cell)] for cell in row.cells]
        for piece in page_sized([*named, *cells], signs):
            yield " & ".join(map(row_cell, piece)) + r" \\"
        yield r"\addlinespace"


def _notes(table: Framed) -> Iterator[str]:
    for note in table.notes:
        label = f"[{{{latex_text(note.symbol)}}}]" if note.symbol else ""
        yield rf"\item{label} {latex_text(note.text)}"
    for heading, text in table.provenance.entries:
        yield rf"\item \textbf{{{latex_text(heading)}:}} {latex_text(text)}"


def _entry(reference: Reference) -> str:
    parts = [r"\item " + latex_text(reference.lead + reference.entry)]
    if reference.doi:
        parts.append(_link(doi_url(reference.doi)))
    address = pubmed_url(printable(reference.pmid))
    parts.append(rf"\href{{{_address(address)}}}{{PMID {latex_text(reference.pmid)}}}")
    if reference.tag:
        parts.append(rf"\textbf{{{latex_text(reference.tag)}}}")
    return " ".join(parts)


def _link(address: str) -> str:
    return rf"\href{{{_address(address)}}}{{{latex_text(address)}}}"


def _address(address: str) -> str:
    return printable(address).translate(_URL_SPECIAL)
