from dataclasses import replace

import pytest

from curate.core.annotation import (
    CLAIM_FIELDS,
    RECORD_FIELDS,
    Annotation,
    annotation_of,
    annotation_record,
    claim_record,
)
from curate.core.claim import Certainty, SourceKind
from curate.core.signs import Basis, Effect, Role
from tests.core.scoring_samples import CHAIN, Item

BLOCKED = Item(agent="zetalin", effect=Effect.DECREASES, basis=Basis.BLOCKADE)


def test_a_claim_becomes_what_a_reader_would_write() -> None:
    annotation = annotation_of(BLOCKED.found())
    assert annotation == BLOCKED.gold(source_kind=SourceKind.ANIMAL)
    assert annotation.role is Role.PROMOTES
    assert not annotation.is_question
    assert replace(annotation, certainty=Certainty.QUESTION).is_question


def test_records_have_the_fields_in_their_order() -> None:
    record = claim_record(BLOCKED.found())
    assert tuple(record) == CLAIM_FIELDS
    assert tuple(annotation_record(BLOCKED.gold())) == RECORD_FIELDS
    assert record["mechanism_text"] == "quorin receptors"
    assert record["agent_text"] == "zetalin"
    assert record["exposure_text"] is None
    assert record["role"] == "promotes"
    assert record["section"] == "abstract"
    assert record["sentence_start"] == 0
    assert record["confidence"] == 0.9
    assert record["tier"] == "both"
    assert record["source_kind"] == "animal"
    assert record["claim_id"] == BLOCKED.found().claim_id
    # Plain text, not members of an enumeration.
    assert {type(value) for value in record.values()} == {str, int, float, bool, list, type(None)}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mechanism_text": "elsewhere"}, "mechanism_text 'elsewhere' is not a piece"),
        ({"phenomenon_text": ""}, "phenomenon_text '' is not a piece"),
        ({"exposure_text": "Morphine"}, "exposure_text 'Morphine' is not a piece"),
        ({"mechanism_text": None}, "neither mechanism_text nor agent_text"),
        ({"role": Role.INHIBITS}, "role inhibits does not follow from increases by direct"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    change: dict[str, object], words: str
) -> None:
    fields = {name: getattr(Item().gold(), name) for name in RECORD_FIELDS}
    with pytest.raises(ValueError, match=words):
        Annotation(**(fields | change))
    assert Annotation(**fields).sentence == CHAIN
