# ruff: noqa: RUF001 - signs that look alike are what these tests are about
"""LaTeX: every sign set, none that acts; compiled where an engine is installed."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from curate.core.table import EvidenceTable
from curate.formats.latex import to_latex
from curate.formats.latex_text import latex_text

GREEK = "κB, μ-opioid, Δ9, α2δ, ΔFosB"
WILD = (
    "1994–1996 “a” ‘b’ `c` 50% & $5 #1 a_b {x} \\input{/etc/passwd} ~x ^y <<z>> -- --- "
    "Ca²⁺ H₂O é Ł ß"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% & $5 #1", r"50\% \& \$5 \#1"),
        ("a_b {x}", r"a\_b {$\lbrace$}x{$\rbrace$}"),
        ("\\x", r"{\textbackslash}x"),
        ("κB", r"{$\kappa$}B"),
        ("Ca²⁺", r"Ca{$^{2+}$}"),
        ("H₂O", r"H{$_{2}$}O"),
        ("<<", r"{$<$}{$<$}"),
        ("--", r"-{}-"),
        ("↑ ○", r"{$\uparrow$} {$\circ$}"),
        ("疼", r"\unisign{75BC}{疼}"),
    ],
)
def test_signs(text: str, expected: str) -> None:
    assert latex_text(text) == expected


def test_nothing_that_acts_is_left() -> None:
    assert latex_text("a\nb\x1bc") == latex_text("a b\ufffdc")


def test_no_special_sign_is_left_bare() -> None:
    written = latex_text(WILD + GREEK)
    bare = re.sub(r"\\(?:[a-zA-Z]+|[^a-zA-Z])", "", written)
    bare = re.sub(r"\{\$[^$]*\$\}", "", bare)
    assert not re.search(r"[%&$#_~^\\]", bare)
    assert bare.count("{") == bare.count("}")


def test_the_heading_is_repeated(table: EvidenceTable) -> None:
    written = to_latex(table)
    assert written.count(r"\textbf{Mechanism}") == 2
    assert r"\endfirsthead" in written
    assert r"\endhead" in written


def _compiled(engine: str, source: str, folder: Path) -> Path:
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    (folder / "table.tex").write_text(source, "utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "table"]
    for _ in range(2):
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=folder, timeout=120, text=True
        )
    log = (folder / "table.log").read_text("utf-8", errors="replace")
    if "pzdr" in log:
        pytest.skip("TeX's recommended fonts are not installed")
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Missing character" not in log
    return folder / "table.pdf"


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
def test_an_engine_sets_it_and_drops_nothing(
    table: EvidenceTable, tmp_path: Path, engine: str
) -> None:
    wild = replace(table, title=f"{GREEK} {WILD} 疼痛 \U0001f9e0")
    pdf = _compiled(engine, to_latex(wild), tmp_path)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    flat = re.sub(r"\s+", "", text)
    for part in (
        "κB",
        "[U+75BC]",
        r"\input{/etc/passwd}",
        "<<z>>",
        "50%&$5#1a_b{x}",
        "---Ca",
        "2+",
    ):
        assert part in flat.replace("疼", "[U+75BC]"), part


def test_a_cell_of_a_hundred_citations_is_on_the_pages_whole(
    table: EvidenceTable, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (group, *others) = table.groups
    (row, *more) = group.rows
    (cell, *cells) = row.cells
    (evidence, *rest) = cell.evidence
    many = tuple(
        evidence.citations[0]._replace(label=f"Cited{n} et al., 2001") for n in range(100)
    )
    crowded = replace(cell, evidence=(replace(evidence, citations=many), *rest))
    wide = replace(row, cells=(crowded, *cells))
    full = replace(table, groups=(replace(group, rows=(wide, *more)), *others))
    pdf = _compiled("pdflatex", to_latex(full), tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"],  # noqa: S607
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert [n for n in range(100) if not re.search(rf"Cited{n}\b", text)] == []
