"""The table as a page, read back with a parser."""

from html.parser import HTMLParser

import pytest

from curate.core.table import EvidenceTable
from curate.formats.html import to_html

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Collects tags, texts by enclosing tag, and whether every tag is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def within(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


@pytest.fixture
def page(table: EvidenceTable) -> Page:
    return Page(to_html(table))


def test_page_is_well_formed_and_needs_nothing_else(page: Page) -> None:
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "svg", "form"})
    assert [m["content"] for m in page.named("meta") if m.get("http-equiv")] == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    assert not any(key.startswith("on") for _, attrs in page.tags for key in attrs)


def test_style_loads_nothing(page: Page) -> None:
    (style,) = page.within("style")
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style
    assert '"Segoe UI"' in style


def test_table_has_a_caption_and_scopes(page: Page) -> None:
    assert len(page.named("caption")) == 1
    scopes = [th.get("scope") for th in page.named("th")]
    assert scopes == ["col", "col", "col", "rowgroup", "row", "rowgroup", "row"]


def test_cells_open_to_marked_sentences(page: Page) -> None:
    assert len(page.named("details")) == 2
    assert page.within("mark").count("MK-801") == 5
    assert {m["class"] for m in page.named("mark")} >= {"agent", "phenomenon", "exposure"}
    assert len(page.within("code")) == 5


def test_citations_lead_to_pubmed(page: Page) -> None:
    addresses = {a["href"] for a in page.named("a")}
    assert "https://pubmed.ncbi.nlm.nih.gov/900000004/" in addresses
    assert "https://doi.org/10.9999/%3Ca%3E%231" in addresses
    assert all(str(a).startswith("https://") for a in addresses)


def test_hostile_text_comes_back_as_text(page: Page) -> None:
    label = "=1+1 <script>alert('1')</script> & \"=1+1\" | 痛覚 κ-receptor next\ufffd[31m"
    assert label in page.within("th")
    quoted = "".join(page.within("blockquote"))
    assert "<script>alert('1')</script> & \"=1+1\" | 痛覚 κ-receptor" in quoted


def test_marks_and_words_stand_beside_signs(page: Page) -> None:
    assert {a["title"] for a in page.named("abbr")} == {"restates others' findings", "hedged"}
    assert "⇅ contested; ± null findings too" in page.within("p")
    assert "○ no effect found:" in page.within("b")
    assert [s for s in page.named("span") if s.get("aria-label")] == [
        {"role": "img", "aria-label": "nothing found", "title": "nothing found"}
    ] * 2


def test_notice_provenance_and_retraction_are_there(page: Page) -> None:
    assert "Invented <records>." in page.within("p")
    assert "Search of 2026-11-20" in page.within("dt")
    assert page.within("strong") == ["[retracted]"]


def test_no_control_character_is_written(table: EvidenceTable) -> None:
    source = to_html(table)
    assert source.endswith("</html>\n")
    assert [c for c in source if ord(c) < 32 and c != "\n"] == []


def test_empty_table(empty_table: EvidenceTable) -> None:
    page = Page(to_html(empty_table))
    assert page.named("table") == []
    assert "No claim stands, so there is no evidence to show." in page.within("p")
