"""What kind of study a record reports."""

import pytest

from curate.core.article import Article, MeshHeading, Section
from curate.core.claim import SourceKind
from curate.nlp.source import kind_of


def record(
    text: str = "",
    *,
    title: str = "",
    types: tuple[str, ...] = (),
    mesh: tuple[str, ...] = (),
) -> Article:
    return Article(
        pmid="1",
        title=title,
        sections=(Section(text=text),) if text else (),
        publication_types=types,
        mesh=tuple(MeshHeading(descriptor=d) for d in mesh),
    )


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (("Journal Article", "Review"), SourceKind.REVIEW),
        (("Meta-Analysis",), SourceKind.REVIEW),
        (("Randomized Controlled Trial",), SourceKind.HUMAN),
        (("Case Reports",), SourceKind.HUMAN),
    ],
)
def test_publication_types_decide(types: tuple[str, ...], kind: SourceKind) -> None:
    assert kind_of(record("Rats were tested.", types=types, mesh=("Animals", "Rats"))) is kind


@pytest.mark.parametrize(
    ("mesh", "text", "kind"),
    [
        (("Animals", "Rats"), "Tolerance developed.", SourceKind.ANIMAL),
        (("Humans",), "Patients were given ketamine.", SourceKind.HUMAN),
        (("Animals", "Humans"), "Rats were tested.", SourceKind.ANIMAL),
        (("Animals", "CHO Cells"), "CHO cells were cultured in vitro.", SourceKind.IN_VITRO),
    ],
)
def test_headings_decide(mesh: tuple[str, ...], text: str, kind: SourceKind) -> None:
    assert kind_of(record(text, mesh=mesh)) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Male Wistar rats received morphine.", SourceKind.ANIMAL),
        ("Mutant mice were tested with the tail-flick test.", SourceKind.ANIMAL),
        ("Sixty patients undergoing surgery were randomized.", SourceKind.HUMAN),
        ("Healthy volunteers took part.", SourceKind.HUMAN),
        ("HEK293 cells were transfected; cultured neurons were used too.", SourceKind.IN_VITRO),
        ("We review the literature on tolerance.", SourceKind.REVIEW),
        ("Tolerance developed.", SourceKind.UNKNOWN),
        ("", SourceKind.UNKNOWN),
    ],
)
def test_words_decide_where_nothing_is_indexed(text: str, kind: SourceKind) -> None:
    assert kind_of(record(text)) is kind


def test_a_title_can_tell_a_review() -> None:
    title = "Opioid tolerance: an overview"
    assert kind_of(record("Rats and mice become tolerant.", title=title)) is SourceKind.REVIEW
