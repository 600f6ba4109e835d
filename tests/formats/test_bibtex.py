"""BibTeX, read back by bibtexparser, which knows nothing of how it was written."""

# ruff: noqa: RUF001, E501 - what looks alike is tested, a case a line

from collections.abc import Iterable
from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser import Library
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    NameParts,
    SeparateCoAuthors,
    SplitNameParts,
)
from bibtexparser.middlewares.middleware import Middleware
from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Article, Author
from curate.core.bibliography import bibliography
from curate.formats.bibtex import title, to_bibtex
from curate.formats.plain import printable
from curate.formats.tex_text import tex
from tests.evidence import HOSTILE, record
from tests.formats.references import RETRACTED, a_hundred_authors


def parsed(articles: Iterable[Article], *middleware: Middleware) -> Library:
    """Return what a reader makes of the records; it has nothing to complain of."""
    text = to_bibtex(bibliography(articles))
    library = bibtexparser.parse_string(text, append_middleware=middleware)
    assert library.failed_blocks == []
    return library


def read_back(*articles: Article) -> dict[str, dict[str, str]]:
    """Return the fields of each entry by key, LaTeX decoded."""
    library = parsed(articles, LatexDecodingMiddleware(keep_math_mode=False))
    return {
        entry.key: {f.key: str(f.value).replace("\N{NO-BREAK SPACE}", " ") for f in entry.fields}
        | {"type": entry.entry_type}
        for entry in library.entries
    }


def one(article: Article) -> dict[str, str]:
    (fields,) = read_back(article).values()
    return fields


def names(article: Article) -> list[NameParts]:
    """Return the names in their parts; braces keep what belongs together until they are split."""
    decoded = LatexDecodingMiddleware(keep_braced_groups=True, keep_math_mode=False)
    library = parsed([article], decoded, SeparateCoAuthors(), SplitNameParts())
    value = library.entries[0]["author"]
    assert isinstance(value, list)
    return value


def plain(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def written(text: str) -> str:
    """Return a text as one title that was written and read back."""
    return one(record(1, "Orrin", title=text))["title"].replace("ˆ", "^")


def test_an_article() -> None:
    article = replace(
        record(1, "Orrin", "Veld", title="NMDA receptors and morphine."),
        doi="10.9999/inv_1(2)",
        journal="Acta inventa (Nowhere, Land)",
        journal_abbreviation="Acta Inv.",
        month=7,
        issn="9999-9994",
    )
    fields = read_back(article)["Orrin-Veld-2001"]
    assert [n.merge_last_name_first for n in names(article)] == ["Orrin, A.", "Veld, A."]
    del fields["author"]
    assert fields == {
        "type": "article",
        "title": "NMDA receptors and morphine",
        "journal": "Acta Inventa",
        "shortjournal": "Acta Inv",
        "year": "2001",
        "month": "jul",
        "volume": "7",
        "number": "2",
        "pages": "113\N{EN DASH}121",
        "issn": "9999-9994",
        "doi": "10.9999/inv_1(2)",
        "pmid": "900000001",
        "eprint": "900000001",
        "eprinttype": "pubmed",
    }


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (Author(last_name="van der Berg", fore_name="Jan"), (["Jan"], ["van", "der"], ["Berg"], [])),
        (Author(last_name="Orrin", initials="JR", suffix="Jr"), (["J.", "R."], [], ["Orrin"], ["Jr"])),
        (Author(last_name="Ørstad", fore_name="Åse"), (["Åse"], [], ["Ørstad"], [])),
        (Author(last_name="Yıldız Núñez", initials="A"), (["A."], [], ["Yıldız", "Núñez"], [])),
        (Author(collective_name="Pain and Sleep Group, Ltd"), ([], [], ["Pain and Sleep Group, Ltd"], [])),
        (Author(last_name="Solo"), ([], [], ["Solo"], [])),
        (Author(last_name="Odd, Name", fore_name="X"), (["X"], [], ["Odd, Name"], [])),
        (Author(last_name="王", fore_name="小明"), (["小明"], [], ["王"], [])),
    ],
)  # fmt: skip
def test_names(author: Author, expected: tuple[list[str], ...]) -> None:
    (name,) = names(replace(record(1), authors=(author,)))
    parts = (name.first, name.von, name.last, name.jr)
    assert [plain(" ".join(p)) for p in parts] == [" ".join(p) for p in expected]


def test_an_incomplete_byline_and_a_hundred_authors() -> None:
    cut = replace(record(1, "Orrin"), authors_complete=False)
    assert [plain(n.merge_last_name_first) for n in names(cut)] == ["Orrin, A.", "others"]
    assert len(names(a_hundred_authors())) == 100


@pytest.mark.parametrize(
    "text",
    [
        r"100% of A&B, $5 #1 a_b c^d e~f \cmd {open",
        "lone } brace and \\ at the end \\",
        "P <0.05 | a>b",
        "=1+1",
        "éèêëñçãõüöäåøæœßłđşğıİőűčšžțșāēůýĝ",
        "αβγδεκμπσω and ΔΓΩΣ",
        "Ca²⁺, H₂O₂, 10⁻⁶ M, CO₂",
        "5±2 × 3 ≤ 4 ≥ 1 → 2",
        "痛覚とモルヒネ",
        "Боль",
        "a-b, a--b, a''b, ,,c",
    ],
)
def test_special_characters_come_back(text: str) -> None:
    expected = text.translate(str.maketrans("²⁺⁻⁶₂", "2+-62"))
    back = written(text)
    assert (back if "^" in text else back.replace("^", "").replace("_", "")) == expected


def test_hostile_text_breaks_nothing() -> None:
    evil = replace(
        record(1, HOSTILE, title=HOSTILE + "word " * 2000 + "\n}\n@article{x,"),
        journal=HOSTILE,
        doi='10.1/%{}\\"_',
        volume=HOSTILE,
    )
    found = read_back(evil, record(2, "Veld"))
    assert len(found) == 2
    title_back = next(f["title"] for f in found.values() if "script" in f["title"])
    assert title_back.startswith("<script>alert('1')</script> & \"=1+1\" | 痛覚 κ-receptor next")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_every_ascii_title_comes_back(text: str) -> None:
    back = written(f"A{text}")
    assert back.rstrip(". ") == printable(f"A{text}").rstrip(". ")


@given(st.text(max_size=40))
def test_braces_are_balanced_whatever_the_text(text: str) -> None:
    depth = 0
    for character in tex(text):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("given_title", "expected"),
    [
        ("NMDA and morphine", "{NMDA} and morphine"),
        ("Effect of MK-801: A trial in Sweden.", "Effect of {MK-801}: A trial in {Sweden}."),
        ("The mRNA (cAMP) level", "The {mRNA} ({cAMP}) level"),
        ("Mechanisms Of Opioid Tolerance In NMDA Mice", "Mechanisms Of Opioid Tolerance In {NMDA} Mice"),
        ("[Morphine in rats]", "[{Morphine} in rats]"),
        ("ALL SHOUTED", "ALL SHOUTED"),
        ("Role of \N{GREEK CAPITAL LETTER DELTA}9-THC", r"Role of {{$\Delta$}9-THC}"),
    ],
)  # fmt: skip
def test_capitals_that_must_stay_are_protected(given_title: str, expected: str) -> None:
    assert title(given_title) == expected


def test_translated_retracted_ahead_and_books() -> None:
    translated = replace(
        record(1, "Orrin", title="On pain."),
        title_translated=True,
        vernacular_title="Über Schmerz.",
        languages=("ger",),
    )
    fields = one(translated)
    assert fields["title"] == "[On pain]"
    assert (fields["origtitle"], fields["language"]) == ("Über Schmerz.", "German")
    assert one(RETRACTED)["note"] == "[retracted]"
    ahead = replace(record(1, "Orrin"), publication_status="aheadofprint", volume=None)
    assert one(ahead)["note"] == "Advance online publication"
    assert one(replace(record(1, "Orrin"), kind="book"))["type"] == "incollection"
    bare = one(Article(pmid="900000001", title="", kind="book"))
    assert (bare["type"], bare["title"]) == ("book", "[No title]")
    assert "year" not in bare
