import json
from dataclasses import replace
from pathlib import Path

import pytest

from curate.core.annotation import Annotation, NoClaim
from curate.core.baselines import baselines
from curate.core.claim import Certainty, Claim, Span
from curate.core.coverage import SentenceMentions
from curate.core.lexicon import Kind
from curate.core.scoring import ScoreReport, score_gold, shown
from curate.core.scoring_relations import score_directions, score_relations
from curate.core.scoring_scopes import score_scopes
from curate.core.signs import Effect
from curate.formats.annotations import read_annotations
from curate.formats.score import as_json, as_text
from curate.formats.score_labelled import labelled_json, labelled_text
from tests.core.scoring_samples import CHAIN, TWO, Item

RAISED = Item()
QUORIN = Item(sentence=TWO, mechanism="quorin", phenomenon="allodynia")
LOST = Item(sentence=TWO, mechanism="velidase", phenomenon="allodynia")


def report(*, resamples: int = 20) -> ScoreReport:
    """Score one right claim, one with the wrong role, a miss, and a false claim."""
    gold: list[Annotation | NoClaim] = [
        RAISED.gold(),
        QUORIN.gold(),
        LOST.gold(),
        NoClaim(pmid="900000002"),
    ]
    found = [
        RAISED.found(),
        replace(QUORIN, effect=Effect.NONE, certainty=Certainty.HEDGED).found(),
        replace(RAISED, pmid="900000002", rule="noun").found(),
    ]
    at = CHAIN.index("quorin")
    seen = SentenceMentions(
        pmid="900000001", sentence=CHAIN, mentions=((Kind.MECHANISM, Span(at, at + 6, "quorin")),)
    )
    return score_gold(
        {"ours": found, **baselines(found)}, gold, mentions=[seen], resamples=resamples
    )


def test_the_text_shows_every_system_and_the_figures() -> None:
    text = as_text(report(resamples=0))
    lines = [line.split() for line in text.splitlines()]
    assert lines[0][:4] == ["2", "abstracts", "(1", "without"]
    assert ["link", ".667", ".667", ".667", "2/3/3"] in lines
    assert ["strict", ".333", ".333", ".333", "1/3/3"] in lines
    assert ["direction,", "gold", "has", "a", "sign", ".500", "1/2"] in lines
    assert ["mechanisms", "or", "agents", ".333", "1/3"] in lines
    assert ["noun", "0", "1", ".000", "-", ".000", "-", "-"] in lines
    headings = [line for line in text.splitlines() if line.startswith("co-occurrence")]
    assert headings == [
        "co-occurrence: 3 claims, 0 questions",
        "co-occurrence, aim filter: 3 claims, 0 questions",
    ]
    assert text.endswith("\n")
    assert "no intervals" in text


def test_intervals_stand_in_brackets() -> None:
    text = as_text(report())
    assert "20 resamples, seed 0" in text
    row = next(line for line in text.splitlines() if line.split()[:1] == ["link"])
    assert row.count("[") == row.count("]") == 3


def test_details_and_errors_are_there_when_asked_for() -> None:
    plain = as_text(report(), details=False)
    assert "by rule" not in plain
    full = as_text(report(), errors=True)
    assert "ours by rule" in full
    assert "missed: 1\n  another claim in the sentence  [900000001]\n    " + TWO in full
    assert "false: 1\n  abstract without claims  [900000002]\n    " + CHAIN in full
    assert "wrong role: 1" in full
    assert "wrong certainty: 1" in full
    assert "found  quorin > allodynia (allodynia): none, direct, none, hedged" in full
    assert "  cause: velidase  [900000001]" in full
    assert "missed:" not in as_text(report())


def test_json_holds_the_same_figures_and_stable_bytes() -> None:
    text = as_json(report(), errors=True)
    assert text == as_json(report(), errors=True)
    content = json.loads(text)
    ours = content["systems"][0]
    assert ours["link"] | {"precision_interval": 0, "recall_interval": 0, "f1_interval": 0} == {
        "matched": 2,
        "found": 3,
        "gold": 3,
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0.6667,
        "precision_interval": 0,
        "recall_interval": 0,
        "f1_interval": 0,
    }
    low, high = ours["link"]["f1_interval"]
    assert 0 <= low <= high <= 1
    assert ours["direction"]["value"] == 0.5
    assert [m["gold"]["mechanism"] for m in ours["confusions"]["misses"]] == ["velidase"]
    assert ours["confusions"]["false_claims"][0]["found"]["pmid"] == "900000002"
    assert ours["confusions"]["wrong_roles"][0]["found"]["role"] == "none"
    assert content["coverage"]["causes"]["hits"] == 1
    assert len(content["coverage"]["uncovered"]) == 4
    assert "confusions" not in json.loads(as_json(report()))["systems"][0]


def test_no_system_is_a_short_report() -> None:
    text = as_text(score_gold({}, []))
    assert text.startswith("0 abstracts (0 without claims), 0 claims, 0 questions\n")


def test_labelled_sets_are_reported() -> None:
    directions = score_directions([], lambda _: 1, split=lambda _: [])
    relations = score_relations([], lambda _: 1, split=lambda _: [])
    scopes = score_scopes([], lambda _: [])
    assert labelled_text("set", directions).startswith("set: 0 unbound\n")
    assert list(labelled_json(directions)) == [
        *("unbound", "accuracy", "signed_accuracy", "positive", "negative")
    ]
    assert labelled_text("set", relations).splitlines()[2].split()[:2] == ["sentence", "bound"]
    assert list(labelled_json(relations)) == ["candidates", "sentence_bound", "all_gold"]
    assert labelled_text("set", scopes).count("\n") == 8
    assert labelled_json(scopes)["sentences"] == 0


def _named(item: Item, phenomenon: str) -> Claim:
    claim = item.found()
    return replace(claim, observation=replace(claim.observation, phenomenon=phenomenon))


@pytest.mark.realdata
def test_the_development_gold_scores_itself_perfectly(shared_data: Path) -> None:
    gold = read_annotations(shared_data / "gold" / "dev.jsonl")
    claims = [
        _named(
            Item(
                pmid=a.pmid,
                sentence=a.sentence,
                mechanism=a.mechanism_text,
                agent=a.agent_text,
                phenomenon=a.phenomenon_text,
                effect=a.effect,
                basis=a.basis,
                certainty=a.certainty,
                variant=number,
            ),
            a.phenomenon,
        )
        for number, a in enumerate(gold)
        if isinstance(a, Annotation)
    ]
    got = score_gold({"gold": shown(claims)}, gold, resamples=0)
    assert (got.abstracts, got.gold_findings, got.gold_questions) == (87, 249, 44)
    assert got.systems[0].strict.tally.f1 == 1
    assert got.systems[0].full.tally.f1 == 1
