"""Lists of claims."""

import csv
import io
from dataclasses import replace

from rich.cells import cell_len

from curate.core.claim import Certainty, Origin, Tier
from curate.formats.claims import CSV_FIELDS, claims_csv, claims_text
from tests.evidence import HOSTILE, PROMOTES, Said, by_pmid, record

RECORDS = by_pmid(record(1, "Orrin", "Veld", "Zhou", year=1995))


def listed(said: Said, *, width: int = 100) -> str:
    return "".join(claims_text([said.claim()], RECORDS, width=width))


def test_block_of_a_claim() -> None:
    claim = PROMOTES.claim()
    assert listed(PROMOTES).splitlines() == [
        f"{claim.claim_id}  NMDA receptor ↑ promotes: tolerance",
        "  Orrin et al., 1995 · PMID 900000001 · RESULTS · animal · both (0.75)",
        "    MK-801 changed morphine tolerance in our test.",
        "",
    ]


def test_standing_is_said() -> None:
    restated = replace(PROMOTES, certainty=Certainty.HEDGED, origin=Origin.BACKGROUND)
    assert " · hedged · background · " in listed(restated)
    candidate = replace(PROMOTES, tier=Tier.COOCCURRENCE)
    assert "candidate: the two merely share a sentence" in listed(candidate, width=140)


def test_record_that_is_not_here_is_named_by_pmid() -> None:
    assert "  PMID 900000009 · PMID 900000009 · title" in listed(
        replace(PROMOTES, number=9, section=0)
    )


def test_long_sentences_wrap() -> None:
    long = replace(PROMOTES, sentence=f"MK-801 changed morphine tolerance {'痛覚' * 80}.")
    lines = listed(long, width=60).splitlines()
    assert len(lines) > 6
    assert max(map(cell_len, lines)) <= 60


def test_hostile_text_is_harmless() -> None:
    hostile = replace(PROMOTES, label=HOSTILE, sentence=f"MK-801 morphine tolerance {HOSTILE}")
    text = listed(hostile)
    assert "\x1b" not in text
    assert "\ufffd[31m" in text


def test_csv_reads_back() -> None:
    hostile = replace(PROMOTES, agent="=1+1", label="-gene", sentence="")
    claim = hostile.claim()
    text = "".join(claims_csv([claim], RECORDS))
    assert text.count("\n") == 2
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(row) == CSV_FIELDS
    assert row["claim_id"] == claim.claim_id
    assert row["agent_text"] == "'=1+1"
    assert row["mechanism"] == "'-gene"
    assert row["mechanism_id"] == "nmda_receptor"
    assert row["mechanism_text"] == ""
    assert (row["effect"], row["basis"], row["role"]) == ("decreases", "blockade", "promotes")
    assert (row["tier"], row["confidence"], row["section"]) == ("both", "0.75", "RESULTS")
    assert (row["exposure_text"], row["sentence_start"]) == ("morphine", "0")
    assert (row["citation"], row["source_kind"]) == ("Orrin et al., 1995", "animal")
