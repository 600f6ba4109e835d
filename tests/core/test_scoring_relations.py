from curate.core.labelled import EntityMention, EntityRelation, RelationDocument, Stretch
from curate.core.measures import Share, Tally
from curate.core.scoring_relations import (
    BoundPair,
    bound_pairs,
    score_directions,
    score_relations,
    sentences_of,
)

TITLE = "Zetalin and quorin."
ABSTRACT = "Zetalin raises fictitis. Quorin lowers fictitis. Velidase is idle."


def split(text: str) -> list[Stretch]:
    """Cut after each period."""
    spans, start = [], 0
    while (period := text.find(".", start)) >= 0:
        left = start + len(text[start:]) - len(text[start:].lstrip())
        spans.append((left, period + 1))
        start = period + 1
    return spans


def mention(text: str, kind: str, *ids: str, nth: int = 0) -> EntityMention:
    whole = f"{TITLE} {ABSTRACT}"
    start = -1
    for _ in range(nth + 1):
        start = whole.index(text, start + 1)
    return EntityMention(start=start, end=start + len(text), text=text, kind=kind, entity_ids=ids)


def document(*relations: tuple[str, str, str]) -> RelationDocument:
    return RelationDocument(
        document_id="900000001",
        title=TITLE,
        abstract=ABSTRACT,
        mentions=(
            mention("Zetalin", "Chemical", "C1"),
            mention("quorin", "Chemical", "C2"),
            mention("Zetalin", "Chemical", "C1", nth=1),
            mention("fictitis", "Disease", "D1"),
            mention("Quorin", "Chemical", "C2"),
            mention("fictitis", "Disease", "D1", "D2", nth=1),
            mention("Velidase", "Chemical", "C3"),
        ),
        relations=tuple(EntityRelation(kind=k, first=a, second=b) for k, a, b in relations),
    )


def test_sentences_are_stretches_of_the_whole_text() -> None:
    given = document()
    assert [given.text[start:end] for start, end in sentences_of(given, split)] == [
        "Zetalin and quorin.",
        "Zetalin raises fictitis.",
        "Quorin lowers fictitis.",
        "Velidase is idle.",
    ]


def test_bound_pairs_share_a_sentence() -> None:
    any_kind = bound_pairs(document(), split)
    assert list(any_kind) == [("C1", "C2"), ("C1", "D1"), ("C2", "D1"), ("C2", "D2"), ("D1", "D2")]
    directed = bound_pairs(document(), split, first="Chemical", second="Disease")
    assert list(directed) == [("C1", "D1"), ("C2", "D1"), ("C2", "D2")]
    bound = directed["C1", "D1"]
    (place,) = bound.places
    assert [m.text for m in bound.mentions("C1", place)] == ["Zetalin"]
    assert bound.mentions("C2", place) == ()


def by_verb(bound: BoundPair) -> int | None:
    """Answer by the verb of the first sentence that holds the pair."""
    start, end = bound.places[0]
    text = bound.document.text[start:end]
    return 1 if "raises" in text else -1 if "lowers" in text else None


def test_directions_by_hand() -> None:
    given = document(
        ("Positive_Correlation", "D1", "C1"),
        ("Positive_Correlation", "C2", "D1"),
        ("Negative_Correlation", "C2", "D2"),
        ("Negative_Correlation", "C1", "C2"),
        ("Positive_Correlation", "C3", "D1"),
        ("Association", "D1", "D2"),
    )
    got = score_directions([given], by_verb, split=split, resamples=0)
    assert got.accuracy == Share(hits=2, total=4)
    assert got.signed_accuracy == Share(hits=2, total=3)
    assert got.positive == Share(hits=1, total=2)
    assert got.negative == Share(hits=1, total=2)
    assert got.unbound == 1


def test_a_pair_with_both_signs_is_left_out() -> None:
    given = document(("Positive_Correlation", "C1", "D1"), ("Negative_Correlation", "D1", "C1"))
    assert score_directions([given], by_verb, split=split).accuracy.total == 0


def test_relations_by_hand() -> None:
    given = document(("CID", "C1", "D1"), ("CID", "C2", "D2"), ("CID", "C3", "D1"))
    got = score_relations([given], by_verb, split=split, resamples=0)
    assert got.candidates == 3
    assert got.bound.tally == Tally(matched=1, found=1, gold=2)
    assert got.whole.tally == Tally(matched=1, found=1, gold=3)


def test_the_caller_says_which_answers_count() -> None:
    given = document(("CID", "C1", "D1"), ("CID", "C2", "D2"), ("CID", "C3", "D1"))
    got = score_relations(
        [given], by_verb, split=split, related=lambda answer: answer is not None, resamples=0
    )
    assert got.bound.tally == Tally(matched=2, found=3, gold=2)
    assert got.whole.tally == Tally(matched=2, found=3, gold=3)
