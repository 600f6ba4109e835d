from curate.core.bootstrap import Bootstrap
from curate.core.claim import Span
from curate.core.coverage import SentenceMentions, coverage
from curate.core.lexicon import Kind
from curate.core.measures import Interval, Share
from tests.core.scoring_samples import CHAIN, TWO, Item


def mentions(sentence: str, *found: tuple[Kind, str], pmid: str = "900000001") -> SentenceMentions:
    spans = [
        (kind, Span(sentence.index(text), sentence.index(text) + len(text), text))
        for kind, text in found
    ]
    return SentenceMentions(pmid=pmid, sentence=sentence, mentions=tuple(spans))


def test_coverage_by_hand() -> None:
    gold = [
        Item(agent="zetalin").gold(),
        Item(sentence=TWO, mechanism="quorin", phenomenon="allodynia").gold(),
        Item(sentence=TWO, mechanism="velidase", phenomenon="allodynia").gold(),
    ]
    found = [
        # The agent alone covers the cause; a phenomenon's mention covers no cause.
        mentions(CHAIN, (Kind.AGENT, "zetalin"), (Kind.EXPOSURE, "morphine")),
        mentions(
            f"Quorin is made up. {TWO}",
            (Kind.PHENOMENON, "allodynia"),
            (Kind.PHENOMENON, "velidase"),
            (Kind.MECHANISM, "Both quorin"),
        ),
        mentions(TWO, (Kind.MECHANISM, "velidase"), pmid="900000009"),
    ]
    got = coverage(gold, found, Bootstrap(["900000001"], resamples=10))
    assert got.causes == Share(hits=2, total=3, interval=Interval(2 / 3, 2 / 3))
    # The two claims on allodynia share one phenomenon span.
    assert (got.phenomena.hits, got.phenomena.total) == (1, 2)
    assert [(u.part, u.text) for u in got.uncovered] == [
        ("cause", "velidase"),
        ("phenomenon", "tolerance"),
    ]


def test_nothing_found_covers_nothing() -> None:
    got = coverage([Item().gold()], [], Bootstrap(["900000001"], resamples=0))
    assert got.causes.value == got.phenomena.value == 0
