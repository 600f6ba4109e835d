"""One claim in full."""

from dataclasses import replace

from curate.core.article import Relation
from curate.core.claim import Certainty, Claim, Span
from curate.core.source_standing import Standing
from curate.formats.claim_card import claim_text
from tests.evidence import HOSTILE, PROMOTES, record

ARTICLE = record(1, "Orrin", "Veld", year=1995)


def full_claim() -> Claim:
    claim = replace(PROMOTES, certainty=Certainty.HEDGED).claim()
    grounds = replace(
        claim.grounds,
        cues=(Span(7, 14, "changed"),),
        chain=("blocked", "the effect of", "inhibited"),
    )
    return replace(claim, grounds=grounds)


def test_claim_in_full() -> None:
    claim = full_claim()
    lines = claim_text(claim, ARTICLE, width=110).splitlines()
    assert lines == [
        f"Claim {claim.claim_id}",
        "NMDA receptor ↑ promotes: tolerance",
        "Sentence     [agent: MK-801] changed [exposure: morphine] [phenomenon: tolerance] in our "
        "test.",
        "Section      RESULTS",
        "Observation  MK-801 → decreases → tolerance (exposure morphine, hedged, own)",
        "Inference    NMDA receptor: promotes tolerance (basis blockade: the cause is less of the "
        "mechanism)",
        "Chain        blocked → the effect of → inhibited",
        "Rule         subject-verb-object",
        "Cues         “changed”",
        "Found by     both, confidence 0.75",
        "Study        animal",
        "Standing     hedged",
        "Citation     Orrin, A., & Veld, A. (1995). An invented study, number 1. Journal of "
        "Invented Results, 7(2),",
        "             113\N{EN DASH}121. PMID: 900000001",
        "PubMed       https://pubmed.ncbi.nlm.nih.gov/900000001/",
    ]


def test_spans_are_coloured_when_asked() -> None:
    text = claim_text(full_claim(), ARTICLE, color=True)
    assert "\x1b[1;35mMK-801\x1b[0m changed \x1b[1;32mmorphine\x1b[0m" in text
    assert "[agent:" not in text


def test_retracted_record_is_warned_of() -> None:
    retracted = replace(ARTICLE, relations=(Relation(ref_type="RetractionIn"),))
    text = claim_text(full_claim(), retracted)
    assert "Warning      retracted: the paper was retracted; its claims count for nothing." in text
    assert "In tables    left out, and named in a note" in text


def test_a_correction_is_told_with_its_notice() -> None:
    link = Relation(ref_type="ErratumIn", pmid="900000099", source="J Invent Res 2002")
    text = claim_text(full_claim(), replace(ARTICLE, relations=(link,)))
    assert "Warning      corrected: a correction was published" in text
    assert "Notices      ErratumIn J Invent Res 2002 (PMID 900000099)" in text
    assert "In tables" not in text
    told = claim_text(
        full_claim(),
        ARTICLE,
        standing=Standing.RETRACTED,
        notices=[Relation(ref_type="RetractionOf", pmid="900000098")],
    )
    assert "Notices      RetractionOf in PMID 900000098" in told
    assert "Warning      deleted:" in claim_text(full_claim(), ARTICLE, standing=Standing.DELETED)


def test_hostile_text_is_harmless() -> None:
    hostile = replace(PROMOTES, sentence=f"MK-801 morphine tolerance {HOSTILE}").claim()
    plain = claim_text(hostile, ARTICLE)
    colour = claim_text(hostile, ARTICLE, color=True)
    assert "\x1b" not in plain
    assert "\x1b[31m" not in colour
    assert "\ufffd[31m" in colour
