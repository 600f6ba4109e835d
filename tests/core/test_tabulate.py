"""The evidence table that claims give."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Relation
from curate.core.claim import Certainty, Claim, Origin, Review, SourceKind, State, Tier
from curate.core.layout import CiteStyle, Layout, RowOrder
from curate.core.provenance import Provenance
from curate.core.signs import Basis, Effect, Role
from curate.core.source_standing import Standing
from curate.core.table import Cell, Counts, EvidenceTable
from curate.core.tabulate import OUTSIDE_PACK, build_table
from curate.core.wording import GAPS, Gap, Mark
from curate.formats.delimited import to_csv
from curate.formats.latex import to_latex
from curate.formats.markdown import to_markdown
from curate.formats.text import to_text
from tests.evidence import (
    INHIBITS,
    INVOLVED,
    LEXICON,
    NULL,
    PROMOTES,
    Said,
    by_pmid,
    claims,
    record,
    short,
)

RECORDS = by_pmid(
    record(1, "Orrin", "Veld", "Zhou", year=1995),
    record(2, "Orrin", "Veld", "Kim", year=1995),
    record(3, "Petrov", year=2003),
    record(4, "Quill", "Ruiz", year=1991),
    record(5, "Sato", year=None),
)


def build(*said: Said) -> EvidenceTable:
    return build_table(claims(said), RECORDS, lexicon=LEXICON)


def only_cell(*said: Said) -> Cell:
    (cell,) = build(*said).cells
    return cell


def notes_of(table: EvidenceTable) -> str:
    return "\n".join(f"{n.symbol} {n.text}" for n in table.notes)


def test_directions_are_told_apart() -> None:
    cell = only_cell(
        PROMOTES,
        replace(INHIBITS, number=2),
        replace(NULL, number=3),
        replace(INVOLVED, number=4),
    )
    found = {e.role: [c.label for c in e.citations] for e in cell.evidence}
    assert found == {
        Role.PROMOTES: ["Orrin et al., 1995a"],
        Role.INHIBITS: ["Orrin et al., 1995b"],
        Role.NONE: ["Petrov, 2003"],
        Role.INVOLVED: ["Quill & Ruiz, 1991"],
    }
    assert cell.contested


def test_paper_stands_under_each_direction_and_counts_once() -> None:
    cell = only_cell(PROMOTES, replace(NULL, start=90))
    assert [c.pmid for c in cell.citations(Role.PROMOTES)] == ["900000001"]
    assert [c.pmid for c in cell.citations(Role.NONE)] == ["900000001"]
    assert cell.counts == Counts(papers=1, groups=1, animal=1)
    assert not cell.contested


def test_cell_leads_back_to_its_claims() -> None:
    first, second = replace(PROMOTES, section=0), replace(PROMOTES, start=300, agent="APV")
    (citation,) = only_cell(second, first).citations(Role.PROMOTES)
    assert citation.claims == (first.claim(), second.claim())
    assert [c.sentence.text for c in citation.claims] == [
        "MK-801 changed morphine tolerance in our test.",
        "APV changed morphine tolerance in our test.",
    ]


def test_same_claim_twice_is_one() -> None:
    (citation,) = only_cell(PROMOTES, PROMOTES).citations(Role.PROMOTES)
    assert len(citation.claims) == 1


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (replace(PROMOTES, number=3, certainty=Certainty.QUESTION), "hypothesis): 1 claim."),
        (replace(PROMOTES, number=3, tier=Tier.COOCCURRENCE), "share a sentence): 1 pair."),
    ],
)
def test_what_is_no_evidence_is_left_out_and_counted(said: Said, note: str) -> None:
    table = build(PROMOTES, said)
    assert table.counts.papers == 1
    assert [r.pmid for r in table.references] == ["900000001"]
    assert note in notes_of(table)


def test_retracted_record_is_left_out_and_named() -> None:
    retracted = replace(
        RECORDS["900000003"], relations=(Relation(ref_type="RetractionIn", pmid="900000099"),)
    )
    table = build_table(
        claims([PROMOTES, replace(PROMOTES, number=3)]),
        {**RECORDS, retracted.pmid: retracted},
        lexicon=LEXICON,
    )
    assert table.counts.papers == 1
    assert "the paper was retracted: Petrov, 2003 [retracted]." in notes_of(table)
    assert [r.line.endswith("[retracted]") for r in table.references] == [False, True]


def test_what_notices_tell_of_a_record_counts_more_than_its_own_word() -> None:
    said = [PROMOTES, *(replace(PROMOTES, number=n) for n in (2, 3, 4, 5))]
    standings = {
        "900000002": Standing.CONCERN,
        "900000003": Standing.RETRACTED,
        "900000004": Standing.NOTICE,
        "900000005": Standing.CORRECTED,
    }
    table = build_table(claims(said), RECORDS, lexicon=LEXICON, standings=standings)
    (cell,) = table.cells
    marks = {c.pmid: c.marks for c in cell.citations(Role.PROMOTES)}
    assert marks == {
        "900000001": (),
        "900000002": (Mark.CONCERN,),
        "900000005": (Mark.CORRECTED,),
    }
    notes = notes_of(table)
    assert "the paper was retracted: Petrov, 2003 [retracted]." in notes
    assert "a notice about another paper: Quill & Ruiz, 1991 [notice]." in notes
    assert "§ of concern: the journal published" in notes
    assert "¶ corrected: a correction" in notes
    assert sorted(r.tag for r in table.references) == [
        "", "[corrected]", "[expression of concern]", "[notice]", "[retracted]",
    ]  # fmt: skip


def test_deleted_and_missing_records_are_left_out_and_named() -> None:
    said = [PROMOTES, replace(PROMOTES, number=2), replace(PROMOTES, number=77)]
    table = build_table(
        claims(said), RECORDS, lexicon=LEXICON, standings={"900000002": Standing.DELETED}
    )
    assert table.counts.papers == 1
    assert "not held: PMID 900000002, PMID 900000077." in notes_of(table)
    assert [r.label for r in table.references] == ["Orrin et al., 1995"]


def test_nothing_of_an_excluded_record_is_in_it_but_its_number() -> None:
    aim = replace(PROMOTES, number=3, certainty=Certainty.QUESTION)
    pair = replace(PROMOTES, number=3, tier=Tier.COOCCURRENCE)
    said = claims([PROMOTES, replace(PROMOTES, number=2), INHIBITS, aim, pair])
    plain = build_table(claims([PROMOTES, INHIBITS]), RECORDS, lexicon=LEXICON)
    left_out = {"900000002", "900000003", "900000099"}
    table = build_table(said, RECORDS, lexicon=LEXICON, excluded=left_out)
    assert "screening excluded the record: claims of 1 record." in notes_of(table)
    assert "question" not in notes_of(table)
    assert replace(table, notes=()) == replace(plain, notes=())
    assert "screening" not in notes_of(plain)


@pytest.mark.parametrize(
    "restating",
    [
        replace(PROMOTES, number=4, origin=Origin.BACKGROUND),
        replace(PROMOTES, number=4, kind=SourceKind.REVIEW),
    ],
)
def test_restatement_is_shown_marked_and_counted_apart(restating: Said) -> None:
    table = build(PROMOTES, restating)
    (cell,) = table.cells
    own, restated = cell.citations(Role.PROMOTES)
    assert (own.pmid, own.marks) == ("900000001", ())
    assert (restated.pmid, restated.marks) == ("900000004", (Mark.RESTATED,))
    assert cell.counts == Counts(papers=1, restating=1, groups=1, animal=1)
    assert "† restates others' findings" in notes_of(table)


def test_own_finding_outweighs_a_restatement_of_the_same_paper() -> None:
    cell = only_cell(PROMOTES, replace(PROMOTES, origin=Origin.BACKGROUND, start=90))
    (citation,) = cell.citations(Role.PROMOTES)
    assert citation.marks == ()
    assert cell.counts == Counts(papers=1, groups=1, animal=1)


def test_hedged_only_is_marked() -> None:
    hedged = replace(PROMOTES, certainty=Certainty.HEDGED)
    only = only_cell(hedged).citations(Role.PROMOTES)[0]
    both = only_cell(hedged, replace(PROMOTES, start=90)).citations(Role.PROMOTES)[0]
    assert only.marks == (Mark.HEDGED,)
    assert both.marks == ()


def test_animal_and_human_papers_are_counted() -> None:
    table = build(
        PROMOTES,
        replace(PROMOTES, number=2, kind=SourceKind.HUMAN),
        replace(NULL, number=3, kind=SourceKind.HUMAN, phenomenon="hyperalgesia"),
        replace(PROMOTES, number=4, kind=SourceKind.IN_VITRO),
    )
    tolerance, hyperalgesia = table.cells
    assert tolerance.counts == Counts(papers=3, groups=2, animal=1, human=1)
    assert hyperalgesia.counts == Counts(papers=1, groups=1, human=1)
    assert next(table.rows).counts == table.counts == Counts(papers=4, groups=3, animal=1, human=2)
    assert [c.counts.papers for c in table.columns] == [3, 1]


def test_groups_and_columns_stand_in_the_packs_order() -> None:
    peptide = replace(PROMOTES, mechanism="cck", phenomenon="allodynia")
    unknown = replace(PROMOTES, mechanism="curcumin", label="Curcumin", agent="curcumin")
    table = build(unknown, peptide, replace(PROMOTES, phenomenon="hyperalgesia"))
    assert [(g.category, g.heading) for g in table.groups] == [
        ("receptor", "Receptors"),
        ("peptide", "Peptides"),
        (None, OUTSIDE_PACK),
    ]
    assert [r.label for r in table.rows] == ["NMDA receptor", "Cholecystokinin", "Curcumin"]
    assert [c.label for c in table.columns] == ["Tolerance", "Hyperalgesia", "Allodynia"]
    assert [c.empty for c in next(table.rows).cells] == [True, False, True]


def test_rows_stand_by_papers_then_name() -> None:
    dynorphin = replace(PROMOTES, mechanism="dynorphin")
    cck = replace(PROMOTES, mechanism="cck")
    equal = build(dynorphin, cck)
    more = build(dynorphin, cck, replace(dynorphin, number=2))
    assert [r.mechanism for r in equal.rows] == ["cck", "dynorphin"]
    assert [r.mechanism for r in more.rows] == ["dynorphin", "cck"]


def test_unknown_mechanism_takes_its_most_used_name() -> None:
    names = ["curcumin", "Curcumin", "Curcumin"]
    table = build(
        *(
            replace(PROMOTES, number=n, mechanism="curcumin", label=name)
            for n, name in enumerate(names, start=1)
        )
    )
    assert next(table.rows).label == "Curcumin"


def test_columns_can_all_be_kept_and_unknown_ones_come_last() -> None:
    strange = replace(PROMOTES, phenomenon="dependence")
    kept = build_table(
        claims([strange]),
        RECORDS,
        lexicon=LEXICON,
        layout=Layout(all_columns=True, title="Mine"),
    )
    assert [c.phenomenon for c in kept.columns] == [
        "tolerance",
        "hyperalgesia",
        "allodynia",
        "dependence",
    ]
    assert kept.title == "Mine"
    assert [c.phenomenon for c in build(strange).columns] == ["dependence"]


def test_citations_stand_by_year_and_the_undated_last() -> None:
    cell = only_cell(*(replace(PROMOTES, number=n) for n in (5, 3, 2, 4, 1)))
    assert [c.label for c in cell.citations(Role.PROMOTES)] == [
        "Quill & Ruiz, 1991",
        "Orrin et al., 1995a",
        "Orrin et al., 1995b",
        "Petrov, 2003",
        "Sato, n.d.",
    ]


def test_notes_explain_only_what_is_used() -> None:
    symbols = [n.symbol for n in build(PROMOTES).notes]
    assert symbols == ["↑", "n", ""]
    full = build(
        PROMOTES,
        replace(INHIBITS, number=2),
        replace(NULL, mechanism="cck", phenomenon="allodynia", origin=Origin.BACKGROUND),
        replace(INVOLVED, number=3, certainty=Certainty.HEDGED),
    )
    assert [n.symbol for n in full.notes] == [
        *("↑", "↓", "○", "~", "⇅", "∅", "†", "‡", "·", "n", "", "")
    ]


def test_table_without_evidence() -> None:
    table = build()
    assert (table.groups, table.columns, table.references) == ((), (), ())
    assert table.counts == Counts()
    assert table.title == "Opioid tolerance"


def test_provenance_goes_with_the_table() -> None:
    provenance = Provenance(tool="curate 0")
    assert build_table([], {}, lexicon=LEXICON, provenance=provenance).provenance == provenance


SAID = st.builds(
    Said,
    number=st.integers(1, 7),
    mechanism=st.sampled_from(["nmda_receptor", "cck", "dynorphin", "curcumin"]),
    label=st.sampled_from(["A name", "another"]),
    phenomenon=st.sampled_from(["tolerance", "allodynia", "dependence"]),
    agent=st.sampled_from(["MK-801", "APV", "naloxone"]),
    effect=st.sampled_from(Effect),
    basis=st.sampled_from(Basis),
    certainty=st.sampled_from(Certainty),
    origin=st.sampled_from(Origin),
    kind=st.sampled_from(SourceKind),
    tier=st.sampled_from(Tier),
    section=st.integers(0, 2),
)


@given(st.data())
def test_order_of_claims_and_records_makes_no_difference(data: st.DataObject) -> None:
    said = data.draw(st.lists(SAID, max_size=12))
    unique: list[Claim] = list({c.claim_id: c for c in claims(said)}.values())
    shuffled = data.draw(st.permutations(unique))
    records = dict(data.draw(st.permutations(list(RECORDS.items()))))
    expected = build_table(unique, RECORDS, lexicon=LEXICON)
    assert build_table(shuffled, records, lexicon=LEXICON) == expected


@given(st.lists(SAID, max_size=12))
def test_every_standing_claim_is_in_exactly_one_cell(said: list[Said]) -> None:
    made = {c.claim_id: c for c in claims(said)}.values()
    table = build_table(made, RECORDS, lexicon=LEXICON)
    shown = [
        claim.claim_id
        for cell in table.cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for claim in citation.claims
    ]
    standing = [c.claim_id for c in made if c.counts and c.pmid in RECORDS]
    assert sorted(shown) == sorted(standing)


def test_marks_of_a_whole_cell() -> None:
    null_too = only_cell(PROMOTES, replace(NULL, number=2))
    assert null_too.marks == (Mark.NULL_TOO,)
    assert only_cell(NULL).marks == (Mark.NULL_ONLY,)
    hedged = replace(PROMOTES, certainty=Certainty.HEDGED)
    assert only_cell(hedged).marks == (Mark.HEDGED_ONLY,)
    assert only_cell(hedged, replace(PROMOTES, number=2)).marks == ()
    assert only_cell(PROMOTES, replace(INHIBITS, number=2)).marks == (Mark.CONTESTED,)


def test_cell_that_nobody_reviewed_is_marked_once_people_review() -> None:
    seen = replace(PROMOTES.claim(), review=Review(state=State.ACCEPTED, reviewers=("Ada",)))
    unseen = replace(PROMOTES, number=2, phenomenon="hyperalgesia").claim()
    first, second = build_table([seen, unseen], RECORDS, lexicon=LEXICON).cells
    assert first.marks == ()
    assert second.marks == (Mark.UNCHECKED,)


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        (replace(PROMOTES, number=3, certainty=Certainty.QUESTION), Gap.HYPOTHESISED),
        (replace(PROMOTES, number=3, tier=Tier.COOCCURRENCE), Gap.CANDIDATE),
        (replace(PROMOTES, number=4), Gap.RETRACTED),
        (None, Gap.UNSEARCHED),
        (replace(PROMOTES, number=3, mechanism="dynorphin"), Gap.NOTHING),
    ],
)
def test_kinds_of_empty_cell(said: Said | None, gap: Gap) -> None:
    more = [] if said is None else [replace(said, phenomenon="allodynia")]
    table = build_table(
        claims([PROMOTES, *more]),
        RECORDS,
        lexicon=LEXICON,
        layout=Layout(columns=("tolerance", "allodynia")),
        standings={"900000004": Standing.RETRACTED},
    )
    assert next(table.rows).cells[1].gap is gap
    assert f"{GAPS[gap].symbol} {GAPS[gap].word}: " in notes_of(table)


def test_rejected_claims_leave_a_gap_of_their_own() -> None:
    rejected = replace(
        replace(PROMOTES, phenomenon="hyperalgesia").claim(),
        review=Review(state=State.REJECTED, reviewers=("Ada",)),
    )
    table = build_table(
        [PROMOTES.claim(), rejected],
        RECORDS,
        lexicon=LEXICON,
        layout=Layout(columns=("tolerance", "hyperalgesia")),
    )
    assert [c.gap for c in table.cells if c.empty] == [Gap.REJECTED]


def test_split_loses_no_paper() -> None:
    said = [
        PROMOTES,
        replace(PROMOTES, number=2, kind=SourceKind.HUMAN),
        replace(PROMOTES, number=3, kind=SourceKind.IN_VITRO),
        replace(PROMOTES, number=4, kind=SourceKind.REVIEW),
        replace(PROMOTES, number=5, kind=SourceKind.UNKNOWN),
        replace(PROMOTES, number=1, phenomenon="hyperalgesia"),
    ]
    table = build_table(claims(said), RECORDS, lexicon=LEXICON, layout=Layout(split=True))
    assert [c.heading for c in table.columns] == [
        *("Tolerance, animal", "Tolerance, human", "Tolerance, other"),
        *("Hyperalgesia, animal", "Hyperalgesia, human"),
    ]
    assert [(s.label, len(s.columns)) for s in table.spans] == [
        ("Tolerance", 3),
        ("Hyperalgesia", 2),
    ]
    cited = [{c.pmid[-1] for e in cell.evidence for c in e.citations} for cell in table.cells]
    assert cited == [{"1"}, {"2"}, {"3", "4", "5"}, {"1"}, set()]
    assert "other holds what is neither" in notes_of(table)


def test_comments_and_second_publications_are_no_evidence_of_their_own() -> None:
    again = replace(RECORDS["900000001"], pmid="900000011", year=1996)
    comment = replace(
        RECORDS["900000003"], relations=(Relation(ref_type="CommentOn", pmid="900000001"),)
    )
    records = {**RECORDS, again.pmid: again, comment.pmid: comment}
    said = [PROMOTES, replace(PROMOTES, number=11), replace(PROMOTES, number=3)]
    table = build_table(claims(said), records, lexicon=LEXICON)
    (cell,) = table.cells
    assert cell.counts == Counts(papers=1, restating=1, groups=1, animal=1)
    marks = {c.pmid: c.marks for c in cell.citations(Role.PROMOTES)}
    assert marks == {
        "900000001": (),
        "900000011": (Mark.REPEATED,),
        "900000003": (Mark.COMMENT,),
    }


def test_layout_chooses_rows_and_their_order() -> None:
    said = [
        PROMOTES,
        replace(PROMOTES, number=2),
        replace(PROMOTES, number=3, mechanism="dynorphin"),
        replace(PROMOTES, number=4, mechanism="dynorphin"),
        replace(PROMOTES, number=3, mechanism="cck"),
    ]

    def rows(layout: Layout) -> list[str]:
        built = build_table(claims(said), RECORDS, lexicon=LEXICON, layout=layout)
        return [row.mechanism for row in built.rows]

    assert rows(Layout()) == ["nmda_receptor", "dynorphin", "cck"]
    assert rows(Layout(order=RowOrder.NAME)) == ["nmda_receptor", "cck", "dynorphin"]
    assert rows(Layout(categories=("peptide", "receptor"))) == [
        "dynorphin",
        "cck",
        "nmda_receptor",
    ]
    assert rows(Layout(categories=("peptide",))) == ["dynorphin", "cck"]
    assert rows(Layout(mechanisms=("cck", "nmda_receptor"))) == ["cck", "nmda_receptor"]
    assert rows(Layout(min_evidence=2)) == ["nmda_receptor", "dynorphin"]


def test_too_little_evidence_is_counted_and_its_papers_are_not_listed() -> None:
    said = [PROMOTES, replace(PROMOTES, number=3), replace(PROMOTES, number=4, mechanism="cck")]
    layout = Layout(min_evidence=2)
    table = build_table(claims(said), RECORDS, lexicon=LEXICON, layout=layout)
    assert "because n is below 2: 1 mechanism." in notes_of(table)
    assert [r.pmid for r in table.references] == ["900000001", "900000003"]


def test_chosen_mechanism_without_evidence_has_its_row() -> None:
    layout = Layout(mechanisms=("cck", "nmda_receptor"), columns=("tolerance",))
    table = build_table(claims([PROMOTES]), RECORDS, lexicon=LEXICON, layout=layout)
    assert [(r.label, r.cells[0].empty) for r in table.rows] == [
        ("Cholecystokinin", True),
        ("NMDA receptor", False),
    ]


def test_as_of_leaves_out_later_papers_and_says_so() -> None:
    said = [replace(PROMOTES, number=n) for n in (1, 3, 5)]
    layout = Layout(as_of="1999-06-30", notes=("Ours.",))
    table = build_table(claims(said), RECORDS, lexicon=LEXICON, layout=layout)
    assert [r.pmid for r in table.references] == ["900000001"]
    notes = notes_of(table)
    assert "published after 1999-06-30: claims of 1 record." in notes
    assert "tells no date: claims of 1 record." in notes
    assert table.notes[-1].text == "Ours."


def _shown(table: EvidenceTable) -> str:
    return "\n".join([to_text(table), to_csv(table), to_markdown(table), to_latex(table)])


LAYOUTS = [Layout(), Layout(split=True), Layout(cite=CiteStyle.NUMBERS), Layout(min_evidence=2)]


@given(st.lists(SAID, max_size=12), st.sampled_from(LAYOUTS))
def test_bare_findings_make_the_same_table(said: list[Said], layout: Layout) -> None:
    made = list({c.claim_id: c for c in claims(said)}.values())
    whole = build_table(made, RECORDS, lexicon=LEXICON, layout=layout)
    bare = build_table([short(c) for c in made], RECORDS, lexicon=LEXICON, layout=layout)
    assert _shown(bare) == _shown(whole)
    assert bare.counts == whole.counts


def test_bare_findings_have_no_sentences_to_lead_to() -> None:
    (claim,) = claims([PROMOTES])
    (cell,) = (
        c for c in build_table([short(claim)], RECORDS, lexicon=LEXICON).cells if not c.empty
    )
    (citation,) = cell.evidence[0].citations
    assert citation.findings == (short(claim),)
    with pytest.raises(TypeError, match=claim.pmid):
        _ = citation.claims
