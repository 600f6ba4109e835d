from dataclasses import replace

from curate.core.claim import State
from curate.core.flat import FlatRow, FlatTable
from curate.core.long_table import judged, long_table, observed
from curate.core.signs import Effect
from curate.core.tabulate import build_table
from curate.core.traits import TraitReader
from curate.formats.flat_cells import line_words
from tests.core.views import RECORDS, table
from tests.evidence import LEXICON, PROMOTES


def shown(flat: FlatTable, row: FlatRow) -> dict[str, str]:
    cells = ("; ".join(map(line_words, cell)) for cell in row.cells)
    return dict(zip((c.key for c in flat.columns), cells, strict=True))


def made() -> FlatTable:
    return long_table(table(), RECORDS, TraitReader(LEXICON))


def test_every_claim_that_stands_has_one_row() -> None:
    source, flat = table(), made()
    expected = sorted(
        claim.claim_id
        for cell in source.cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for claim in citation.claims
    )
    assert sorted(c.claim_id for row in flat.rows for c in row.claims) == expected
    assert all(len(row.claims) == 1 for row in flat.rows)
    assert flat.overview == "7 claims of 2 mechanisms from 4 papers."


def test_a_row_tells_the_study_and_what_became_of_the_claim() -> None:
    flat = made()
    assert [g.heading for g in flat.groups] == ["NMDA receptor", "Cholecystokinin"]
    assert flat.groups[0].values == ("Receptors", "NMDA receptor")
    assert shown(flat, flat.groups[0].rows[0]) == {
        "phenomenon": "Tolerance",
        "study": "Orrin et al., 1995",
        "population": "rats (male)",
        "manipulation": "MK-801 (blockade); exposure: morphine; intraperitoneal; 1 mg/kg",
        "finding": "MK-801 decreases Tolerance",
        "direction": "↑ promotes",
        "certainty": "asserted",
        "quotation": "MK-801 changed morphine tolerance at 1 mg/kg i.p. in rats.",
        "pmid": "900000001",
        "decision": "accepted",
        "reviewers": "Ada, Ben; settled by Cem",
    }


def test_the_claims_of_a_mechanism_stand_by_phenomenon_and_direction() -> None:
    flat = made()
    rows = [shown(flat, row) for row in flat.groups[0].rows]
    assert [(r["phenomenon"], r["direction"], r["certainty"]) for r in rows] == [
        ("Tolerance", "↑ promotes", "asserted"),
        ("Tolerance", "↓ inhibits", "asserted"),
        ("Tolerance", "○ no effect found", "hedged"),
        ("Tolerance", "~ involved", "asserted, background"),
        ("Hyperalgesia", "↑ promotes", "asserted"),
    ]


def test_notes_explain_the_signs_that_are_there_and_no_others() -> None:
    notes = made().notes
    assert [n.symbol for n in notes if n.symbol] == ["↑", "↓", "○", "~", "†", "‡", "°"]
    texts = " ".join(n.text for n in notes)
    assert "retracted: Tamm, 2001" in texts
    assert "MeSH" in texts


def test_references_are_those_cited_and_the_retracted_one() -> None:
    assert {r.pmid for r in made().references} == set(RECORDS)


def test_no_claim_gives_an_empty_table_that_says_so() -> None:
    flat = long_table(build_table([], {}, lexicon=LEXICON), {}, TraitReader(LEXICON))
    assert flat.groups == ()
    assert "No claim stands" in flat.empty


def test_words_for_an_observation_and_a_state() -> None:
    assert observed(replace(PROMOTES, effect=Effect.NONE).claim(), "tolerance") == (
        "MK-801 has no effect on tolerance"
    )
    assert judged(PROMOTES.claim()) == (State.UNREVIEWED, "")
