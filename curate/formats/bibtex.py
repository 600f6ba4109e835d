"""A bibliography as BibTeX, for BibTeX with pdfLaTeX and for biber with any engine."""

import re
from collections.abc import Iterable, Iterator, Sequence

from curate.core.article import Article, Author
from curate.core.bibliography import Entry
from curate.core.citing import (
    advance,
    bare_title,
    expand_pages,
    generation,
    given_names,
    journal_title,
)
from curate.core.vancouver import ENGLISH, LANGUAGES, nlm_abbreviation
from curate.formats.plain import printable
from curate.formats.tex_text import tex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"([(\[\"'\u2018\u201c]*)(.*?)([)\].,:;?!\"'\u2019\u201d]*)")
_NOT_VERBATIM = str.maketrans(
    {"%": r"\%", "{": r"\%7B", "}": r"\%7D", "\\": r"\%5C", " ": r"\%20"}
)
# A title is set in title case where more of its longer words than this begin with a capital.
_TITLE_CASE = 0.6
_LONG_WORD = 4


def to_bibtex(entries: Iterable[Entry]) -> str:
    """
    Return an entry a record; text is LaTeX, ``doi`` is as it is, as biber wants it.

    Capitals that a style may not lower stand in braces.
    """
    return "\n".join(map(_entry, entries))


def _entry(entry: Entry) -> str:
    lines = [f"  {name} = {value}," for name, value in _fields(entry)]
    return "\n".join([f"@{_kind(entry.article)}{{{entry.key},", *lines, "}\n"])


def _kind(article: Article) -> str:
    if article.kind == "book":
        return "incollection" if article.journal else "book"
    return "article"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    article = entry.article
    journal = journal_title(article)
    short = nlm_abbreviation(article)
    pages = expand_pages(article.pages or "")
    texts = {
        "author": _authors(article),
        "title": title(bare_title(article)),
        "origtitle": tex(article.vernacular_title or "") if article.title_translated else "",
        "booktitle" if article.kind == "book" else "journal": tex(journal),
        "shortjournal": tex(short) if article.kind != "book" and short != journal else "",
        "year": str(article.year or ""),
        "month": _MONTHS[article.month - 1] if article.month else "",
        "volume": tex(article.volume or ""),
        "number": tex(article.issue or ""),
        "pages": tex(pages),
        "language": _language(article),
        "issn": tex(article.issn or ""),
        "doi": printable(article.doi or "").translate(_NOT_VERBATIM),
        "pmid": article.pmid,
        "eprint": article.pmid,
        "eprinttype": "pubmed",
        "note": _note(entry),
    }
    for name, value in texts.items():
        if value:
            yield name, value if name == "month" else f"{{{value}}}"


def title(text: str) -> str:
    """Return a title as LaTeX, with braces around the words whose capitals must stay."""
    words = printable(text).split()
    title_case = _in_title_case(words)
    shouted = not any(c.islower() for c in text)
    pieces = []
    for number, word in enumerate(words):
        # BibTeX leaves the first letter of a title and that after a colon alone, brackets not.
        kept = number == 0 or words[number - 1].endswith(":")
        free = title_case or (kept and not word.startswith(("[", "(", '"', "\u201c")))
        pieces.append(tex(word) if shouted or not _has_capitals(word, free=free) else _kept(word))
    return " ".join(pieces)


def _in_title_case(words: Sequence[str]) -> bool:
    long = [w for w in words[1:] if len(w) >= _LONG_WORD and w[0].isalpha() and w[1:].islower()]
    return sum(w[0].isupper() for w in long) > max(2, len(long) * _TITLE_CASE)


def _has_capitals(word: str, *, free: bool) -> bool:
    """Say whether a word has capitals that are its own; ``free`` lets the first of a part go."""
    parts = [p for p in re.split(r"[^\w]+", word) if p]
    first = parts[0][0].isupper() if parts and not free else False
    return first or any(c.isupper() for part in parts for c in part[1:])


def _kept(word: str) -> str:
    found = _WORD.fullmatch(word)
    before, core, after = found.groups() if found else ("", word, "")
    return f"{tex(before)}{{{tex(core)}}}{tex(after)}"


def _authors(article: Article) -> str:
    names = [_author(a) for a in article.authors if a.name]
    if names and not article.authors_complete:
        names.append("others")
    return " and ".join(names)


def _author(author: Author) -> str:
    """Return a name as ``von Last, Jr, First``; what is no such name stands in braces."""
    if not author.last_name:
        return f"{{{tex(author.collective_name or author.fore_name)}}}"
    given = given_names(author)
    parts = [author.last_name, generation(author), given]
    if not given:
        return f"{{{tex(' '.join(p for p in parts if p))}}}"
    return ", ".join(_name_part(p) for p in parts if p)


def _name_part(text: str) -> str:
    splits = "," in text or {"and", "others"} & set(text.casefold().split())
    return f"{{{tex(text)}}}" if splits else tex(text)


def _language(article: Article) -> str:
    foreign = [LANGUAGES.get(code, code) for code in article.languages if code != ENGLISH]
    return tex(", ".join(foreign))


def _note(entry: Entry) -> str:
    notes = [entry.reference.tag] if entry.reference.tag else []
    notes += ["Advance online publication"] if advance(entry.article) else []
    return ". ".join(notes)
