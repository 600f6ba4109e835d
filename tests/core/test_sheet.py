"""A record as one text: where its sentences stand, and what a claim says there."""

import pytest
from hypothesis import given

from curate.core.article import Article, Section
from curate.core.claim import Reading, Sentence, Span
from curate.core.sheet import Content, Stamp, content_of, first_difference, render
from tests.evidence import PROMOTES
from tests.exchanged import read_records, sheet_of

RECORD = Article(
    pmid="900000001",
    title="A title.",
    sections=(
        Section(text="One. Two.", label="RESULTS"),
        Section(text=""),
        Section(text="Three. Three."),
    ),
)


def test_a_record_is_its_title_and_a_line_a_section() -> None:
    assert render(RECORD).text == "A title.\nRESULTS: One. Two.\nThree. Three.\n"
    assert render(RECORD).text == f"{RECORD.title}\n{RECORD.abstract}\n"


@pytest.mark.parametrize(
    ("section", "start", "text", "place"),
    [
        (0, 0, "A title.", 0),
        (1, 5, "Two.", 23),
        (3, 7, "Three.", 35),
        (1, 2, "Two.", 23),
        (3, 99, "Three.", None),
        (1, 0, "Four.", None),
        (9, 0, "One.", 18),
    ],
)
def test_a_sentence_is_found_where_it_stands_or_stands_once(
    section: int, start: int, text: str, place: int | None
) -> None:
    sentence = Sentence(section=section, start=start, end=start + len(text), text=text)
    assert render(RECORD).place(sentence) == place


@given(read_records())
def test_marks_lie_on_their_words(drawn: tuple[Article, Reading]) -> None:
    sheet = sheet_of(*drawn)
    assert sheet.text is not None
    assert len(sheet.claims) == len(drawn[1].claims)
    for claim in sheet.claims:
        for span in (*claim.spans.values(), *claim.cues):
            assert sheet.text[span.start : span.end] == span.text


def test_content_tells_what_to_set() -> None:
    content = content_of(PROMOTES.claim())
    fields = {**content.fields, "effect": "increases"}
    spans = {part: span for part, span in content.spans.items() if part != "exposure"}
    spans["mechanism"] = Span(0, 2, "MK")
    other = Content(fields=fields, spans=spans)
    assert other.against(content) == {
        "effect": "increases",
        "mechanism_text": "MK",
        "exposure_text": "",
    }
    assert other.starts["mechanism_text"] == 0
    assert content.against(content) == {}


def test_a_role_follows_where_only_what_is_observed_was_changed() -> None:
    content = content_of(PROMOTES.claim())
    before = content.stamp("unreviewed")
    assert Stamp.of(str(before)) == before

    def with_(**fields: str) -> str:
        changed = Content(fields={**content.fields, **fields}, spans=content.spans)
        return changed.follows(before).fields["role"]

    assert with_(effect="increases") == "inhibits"
    assert with_(basis="activation") == "inhibits"
    assert with_(role="involved") == "involved"
    assert with_(effect="increases", role="involved") == "involved"
    assert with_(effect="sideways") == "promotes"
    assert with_() == "promotes"


def test_what_is_no_stamp_is_refused() -> None:
    with pytest.raises(ValueError, match="not what curate writes"):
        Stamp.of("unreviewed.increases")


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [("", "", None), ("ab", "ab", None), ("ab", "ac", 1), ("ab", "abc", 2), ("x", "", 0)],
)
def test_the_first_difference(one: str, other: str, at: int | None) -> None:
    assert first_difference(one, other) == at
