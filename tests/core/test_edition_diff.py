"""What differs between two editions: nothing is lost, and each change has one cause."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.asked import Asked
from curate.core.claim import State, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.edition import (
    Cited,
    CitedClaim,
    Edition,
    HeldRecord,
    LastWord,
    Place,
    Versions,
    check_name,
)
from curate.core.edition_diff import Cause, Change, Kind, changes
from curate.core.review import Verdict
from curate.core.signs import Role
from curate.core.source_standing import Standing
from curate.core.wording import Mark

VERSIONS = Versions(tool="curate 1", pack="test 1 (0)", model="small-1", identity="a")
WORD = LastWord(
    decision_id="d1",
    reviewer="ada",
    decided_at="2026-11-20T10:00:00.000000Z",
    verdict=Verdict.REJECT,
)


def claim(number: int = 1, **fields: object) -> CitedClaim:
    values: dict[str, object] = {
        "claim_id": f"c{number}",
        "section": 1,
        "start": 0,
        "sentence": f"Invented sentence {number}.",
        "state": State.UNREVIEWED,
        "tier": Tier.BOTH,
    }
    return CitedClaim(**values | fields)  # type: ignore[arg-type]


def cited(
    pmid: str = "1", role: Role = Role.PROMOTES, *claims: CitedClaim, **fields: object
) -> Cited:
    values: dict[str, object] = {
        "mechanism": "NMDA",
        "phenomenon": "Tolerance",
        "label": f"L{pmid}",
    }
    place = Place("nmda", "tolerance", role, pmid)
    return Cited(place=place, claims=claims or (claim(),), **values | fields)  # type: ignore[arg-type]


def edition(*of: Cited, name: str = "old", **fields: object) -> Edition:
    values: dict[str, object] = {
        "saved_at": "2026-11-22T00:00:00Z",
        "title": "T",
        "versions": VERSIONS,
        "asked": Asked(),
        "searches": (),
        "records": {str(n): HeldRecord(digest="x") for n in range(1, 6)},
        "rejected": {},
    }
    return Edition(name=name, cited=of, **values | fields)  # type: ignore[arg-type]


def only(old: Edition, new: Edition) -> tuple[Kind, Cause]:
    (change,) = changes(old, new)
    return change.kind, change.cause


RECORDS = edition().records


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (edition(records={}), edition(cited()), (Kind.APPEARED, Cause.PAPER)),
        (edition(cited()), edition(records={}), (Kind.GONE, Cause.DELETED)),
        (
            edition(cited()),
            edition(records={**RECORDS, "1": HeldRecord(digest="x", standing=Standing.RETRACTED)}),
            (Kind.GONE, Cause.STANDING),
        ),
        (
            edition(cited()),
            edition(
                cited(marks=(Mark.CORRECTED,)),
                records={**RECORDS, "1": HeldRecord(digest="y", standing=Standing.CORRECTED)},
            ),
            (Kind.MARKED, Cause.STANDING),
        ),
        (
            edition(cited()),
            edition(records={**RECORDS, "1": HeldRecord(digest="x", excluded=True)}),
            (Kind.GONE, Cause.SCREENING),
        ),
        (edition(cited()), edition(rejected={"c1": WORD}), (Kind.GONE, Cause.DECISION)),
        (edition(rejected={"c1": WORD}), edition(cited()), (Kind.APPEARED, Cause.DECISION)),
        (
            edition(cited()),
            edition(cited("1", Role.INHIBITS, claim(state=State.CORRECTED, word=WORD))),
            (Kind.TURNED, Cause.DECISION),
        ),
        (
            edition(cited()),
            edition(cited("1", Role.PROMOTES, claim(state=State.ACCEPTED, word=WORD))),
            (Kind.MARKED, Cause.DECISION),
        ),
        (
            edition(records={**RECORDS, "1": HeldRecord(digest="x", read=False)}),
            edition(cited()),
            (Kind.APPEARED, Cause.TAGGED),
        ),
        (
            edition(cited()),
            edition(records={**RECORDS, "1": HeldRecord(digest="y")}),
            (Kind.GONE, Cause.RECORD),
        ),
        (
            edition(cited()),
            edition(
                cited("1", Role.NONE), versions=replace(VERSIONS, pack="test 2", identity="b")
            ),
            (Kind.TURNED, Cause.PACK),
        ),
        (
            edition(cited()),
            edition(versions=replace(VERSIONS, tool="curate 2", identity="b")),
            (Kind.GONE, Cause.TAGGER),
        ),
        (
            edition(cited()),
            edition(asked=Asked(wanted=ClaimFilter(role=Role.NONE))),
            (Kind.GONE, Cause.ASKED),
        ),
        (edition(cited()), edition(), (Kind.GONE, Cause.UNKNOWN)),
        (
            edition(cited()),
            edition(cited("1", Role.PROMOTES, claim(2)), versions=replace(VERSIONS, identity="b")),
            (Kind.RESTS, Cause.TAGGER),
        ),
    ],
)
def test_each_change_has_its_cause(
    old: Edition, new: Edition, expected: tuple[Kind, Cause]
) -> None:
    assert only(old, new) == expected


def test_a_new_tagger_and_a_decision_that_agrees() -> None:
    found = cited("1", Role.PROMOTES, claim(state=State.ACCEPTED, word=WORD))
    new = edition(found, versions=replace(VERSIONS, identity="b"))
    assert only(edition(), new) == (Kind.APPEARED, Cause.TAGGER)


def test_a_decision_taken_back_says_whose_it_was() -> None:
    judged = cited("1", Role.PROMOTES, claim(state=State.ACCEPTED, word=WORD))
    (change,) = changes(edition(judged), edition(cited()))
    assert change.cause is Cause.DECISION
    assert change.detail == "ada took back: reject of 2026-11-20"


def test_a_claim_that_goes_to_another_cell_is_one_change() -> None:
    moved = replace(
        cited("1", Role.PROMOTES, claim(state=State.CORRECTED, word=WORD)),
        place=Place("cck", "tolerance", Role.PROMOTES, "1"),
    )
    assert only(edition(cited()), edition(moved)) == (Kind.MOVED, Cause.DECISION)


def test_another_letter_is_no_change() -> None:
    assert changes(edition(cited(label="Mao, 1995a")), edition(cited(label="Mao, 1995b"))) == ()


PLACES = st.builds(
    Place,
    st.sampled_from(["nmda", "cck"]),
    st.sampled_from(["tolerance", "pain"]),
    st.sampled_from(list(Role)),
    st.sampled_from("123"),
)
CLAIMS = st.lists(
    st.builds(claim, st.integers(1, 6), state=st.sampled_from([State.UNREVIEWED, State.ACCEPTED])),
    min_size=1,
    max_size=2,
).map(tuple)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    places = draw(st.lists(PLACES, unique=True, max_size=8))
    found = [
        replace(cited(), place=place, claims=draw(CLAIMS), marks=draw(MARKS)) for place in places
    ]
    held = draw(st.sets(st.sampled_from("123")))
    records = {pmid: HeldRecord(digest=draw(st.sampled_from("xy"))) for pmid in sorted(held)}
    return edition(*found, records=records)


MARKS = st.sampled_from([(), (Mark.HEDGED,), (Mark.CONCERN,)])


def applied(cited: Mapping[Place, Cited], made: Iterable[Change]) -> dict[Place, Cited]:
    result = dict(cited)
    changed = list(made)
    for change in changed:
        if change.before is not None:
            del result[change.before.place]
    result.update((c.after.place, c.after) for c in changed if c.after is not None)
    return result


@given(editions(), editions())
def test_the_changes_lead_from_one_to_the_other(old: Edition, new: Edition) -> None:
    made = changes(old, new)
    reached = applied(old.places, made)
    assert {p: c.rests_on for p, c in reached.items()} == {
        p: c.rests_on for p, c in new.places.items()
    }
    assert changes(old, old) == ()


@pytest.mark.parametrize("name", ["", "a/b", "..", "x" * 65, "ä", "-a"])
def test_a_name_that_can_stand_in_no_file_name(name: str) -> None:
    with pytest.raises(ValueError, match="no edition's name"):
        check_name(name)
