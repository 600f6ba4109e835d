"""A reviewer's way through a queue, over a real store and journal."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curate.core.act import Act
from curate.core.audit import Audit
from curate.core.claim import Reading, State
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import BadFile, NotFound, UsageError
from curate.core.queue import Choice, Item, Order
from curate.core.review import ReasonCode, Verdict
from curate.core.signs import Effect, Role
from curate.core.standing import in_force
from curate.formats.journal import FileJournal
from curate.store.database import SqliteStore
from curate.workflow.desk import ReviewDesk
from curate.workflow.queueing import Plan
from curate.workflow.reviewing import ReviewSession
from tests.decided import at as at_second
from tests.evidence import LEXICON
from tests.store import made

IN_ORDER = Plan(order=Order.RECORD)
COUNT = 4


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """Yield a store of four records with a claim each."""
    with SqliteStore(None) as store:
        records = [made.article(n) for n in range(COUNT)]
        store.save_records(records)
        store.save_readings(made.IDENTITY, [made.reading(r) for r in records])
        yield store


@pytest.fixture
def journal(tmp_path: Path) -> FileJournal:
    return FileJournal(tmp_path / "annotations")


Sit = Callable[..., ReviewDesk]


@pytest.fixture
def sit(store: SqliteStore, journal: FileJournal) -> Sit:
    """Return a function that sits somebody down at a desk."""

    def down(reviewer: str = "ada", plan: Plan = IN_ORDER) -> ReviewDesk:
        session = ReviewSession(store, LEXICON, journal, reviewer=reviewer)
        return ReviewDesk(store, session, plan)

    return down


def at(desk: ReviewDesk) -> Item:
    item = desk.item()
    assert item is not None
    return item


def pmids(desk: ReviewDesk) -> list[int]:
    """Return which records are ahead, from 0, by going through them."""
    found = []
    while (item := desk.item()) is not None:
        found.append(int(item.claim.pmid) - made.FIRST)
        desk.skip()
    return found


def test_each_act_is_kept_before_the_next_claim_is_shown(
    store: SqliteStore, journal: FileJournal, sit: Sit
) -> None:
    desk = sit()
    assert (desk.number, desk.total, desk.left) == (1, 4, 4)
    first = at(desk)
    assert first.claim.sentence.text == "Microglia drove the tolerance."
    assert first.before is not None
    assert first.before.text == "Rats had morphine for a week."
    assert first.after is None
    assert first.article == made.article(0)
    desk.decide(Verdict.ACCEPT)
    assert store.claim(first.claim.claim_id).state is State.ACCEPTED
    assert [d.verdict for d in journal.decisions()] == [Verdict.ACCEPT]
    desk.decide(Verdict.REJECT, reason=ReasonCode.DIRECTION, note="the other way")
    desk.decide(Verdict.COMMENT, note="a remark")
    assert (desk.number, desk.left) == (3, 2)
    desk.decide(Verdict.CORRECT, changes={"effect": "decreases"})
    desk.decide(Verdict.UNSURE)
    assert desk.item() is None
    assert desk.decide(Verdict.ACCEPT) is None
    assert journal.decisions() == list(store.decisions())
    assert dict(desk.tally) == dict.fromkeys(
        (Verdict.ACCEPT, Verdict.REJECT, Verdict.COMMENT, Verdict.CORRECT, Verdict.UNSURE), 1
    )
    assert desk.pace.done == 4


def test_a_second_sitting_goes_on_where_the_first_stopped(sit: Sit) -> None:
    desk = sit()
    desk.decide(Verdict.ACCEPT)
    desk.skip()
    desk.decide(Verdict.UNSURE)
    assert pmids(sit()) == [1, 3]
    assert pmids(sit(plan=replace(IN_ORDER, choice=Choice.MINE))) == [0, 2]
    assert pmids(sit(plan=replace(IN_ORDER, choice=Choice.AGAIN))) == [2]
    assert pmids(sit("bob")) == [0, 1, 2, 3]
    assert pmids(sit("bob", replace(IN_ORDER, choice=Choice.NEW))) == [1, 3]


def test_what_another_rejected_is_in_the_queue_of_a_second_reviewer(sit: Sit) -> None:
    sit().decide(Verdict.REJECT, reason=ReasonCode.ENTITY)
    assert pmids(sit("bob")) == [0, 1, 2, 3]
    (seen,) = at(sit("bob")).decisions
    assert (seen.reviewer, seen.verdict) == ("ada", Verdict.REJECT)


def test_a_blind_reviewer_sees_the_taggers_claim_and_nobody(sit: Sit, store: SqliteStore) -> None:
    sit().decide(Verdict.CORRECT, changes={"effect": "decreases"})
    item = at(sit("bob"))
    assert item.claim.inference.role is Role.INHIBITS
    assert item.other is not None
    blind = sit("bob", replace(IN_ORDER, blind=True))
    item = at(blind)
    assert (item.claim.inference.role, item.other, item.decisions) == (Role.PROMOTES, None, ())
    assert item.claim.review is None
    assert not blind.switch()
    blind.decide(Verdict.ACCEPT)
    assert store.claim(item.claim.claim_id).state is State.DISPUTED
    assert pmids(sit("bob", replace(IN_ORDER, blind=True))) == [1, 2, 3]
    # One's own verdict is no secret.
    own = at(sit("bob", replace(IN_ORDER, blind=True, choice=Choice.MINE)))
    assert [d.reviewer for d in own.decisions] == ["bob"]


def test_a_blind_reviewer_may_not_choose_by_what_others_decided() -> None:
    for plan in (
        Plan(choice=Choice.AGAIN),
        Plan(wanted=ClaimFilter(state=State.REJECTED)),
        Plan(wanted=ClaimFilter(reviewed=True)),
    ):
        with pytest.raises(UsageError, match="blind"):
            replace(plan, blind=True)


def test_a_claim_that_the_tagger_reads_otherwise_now_comes_up_again(
    sit: Sit, store: SqliteStore
) -> None:
    sit().decide(Verdict.ACCEPT)
    store.save_readings("another", [made.reading(made.article(0), effect=Effect.DECREASES)])
    desk = sit()
    item = at(desk)
    assert item.claim.inference.role is Role.PROMOTES
    assert item.other is not None
    assert not item.tagger
    assert desk.switch()
    assert at(desk).claim.inference.role is Role.INHIBITS
    assert at(desk).tagger
    desk.decide(Verdict.ACCEPT)
    assert store.claim(item.claim.claim_id).inference.role is Role.INHIBITS
    assert pmids(sit()) == [1, 2, 3]


def test_to_keep_ones_word_against_the_tagger_settles_it(sit: Sit, store: SqliteStore) -> None:
    sit().decide(Verdict.ACCEPT)
    store.save_readings("another", [made.reading(made.article(0), effect=Effect.DECREASES)])
    desk = sit()
    claim_id = at(desk).claim.claim_id
    desk.decide(Verdict.ACCEPT)
    assert store.claim(claim_id).inference.role is Role.PROMOTES
    assert pmids(sit()) == [1, 2, 3]


def test_only_who_is_out_of_date_is_asked_again(sit: Sit, store: SqliteStore) -> None:
    sit().decide(Verdict.ACCEPT)
    sit("bob").decide(Verdict.ACCEPT)
    store.save_readings("another", [made.reading(made.article(0), effect=Effect.DECREASES)])
    sit().decide(Verdict.ACCEPT)
    assert pmids(sit()) == [1, 2, 3]
    assert pmids(sit("bob")) == [0, 1, 2, 3]


def test_undo_takes_back_one_act_after_the_other(sit: Sit, store: SqliteStore) -> None:
    desk = sit()
    desk.decide(Verdict.ACCEPT)
    desk.decide(Verdict.COMMENT, note="hm")
    desk.decide(Verdict.UNSURE)
    assert (desk.number, desk.left) == (3, 2)
    assert [desk.undo().verdict for _ in range(3)] == [
        Verdict.UNSURE,
        Verdict.COMMENT,
        Verdict.ACCEPT,
    ]
    assert (desk.number, desk.left, +desk.tally) == (1, 4, {})
    assert in_force(store.decisions()) == []
    assert len(list(store.decisions())) == 6
    with pytest.raises(NotFound, match="ada has no decision"):
        desk.undo()


def test_undo_goes_on_with_an_earlier_sitting(sit: Sit) -> None:
    sit().decide(Verdict.ACCEPT)
    desk = sit()
    assert (desk.total, at(desk).claim.pmid) == (3, made.pmid(1))
    assert desk.undo().verdict is Verdict.ACCEPT
    assert (desk.number, desk.total, at(desk).claim.pmid) == (1, 4, made.pmid(0))


def test_back_and_a_second_thought(sit: Sit, store: SqliteStore) -> None:
    desk = sit()
    desk.back()
    assert desk.number == 1
    desk.decide(Verdict.ACCEPT)
    desk.back()
    own = at(desk).own
    assert own is not None
    assert own.verdict is Verdict.ACCEPT
    desk.decide(Verdict.REJECT, reason=ReasonCode.OTHER, note="on second thought")
    assert (desk.number, desk.left) == (2, 3)
    assert store.claim(own.claim_id).state is State.REJECTED


def test_what_all_agree_on_is_accepted_together_and_undone_together(
    sit: Sit, store: SqliteStore
) -> None:
    for name in ("bob", "cem"):
        other = sit(name)
        other.decide(Verdict.CORRECT, changes={"effect": "decreases"})
        other.decide(Verdict.ACCEPT)
        other.decide(Verdict.ACCEPT if name == "bob" else Verdict.UNSURE)
        other.decide(Verdict.ACCEPT if name == "bob" else Verdict.REJECT)
    desk = sit()
    agreed = desk.agreed()
    assert agreed.reviewers == {"bob": 2, "cem": 2}
    assert desk.accept_agreed(agreed) == 2
    assert (desk.number, desk.left, desk.done, desk.pace.done) == (3, 2, 2, 0)
    mine = list(store.decisions(reviewer="ada"))
    assert [d.verdict for d in mine] == [Verdict.CORRECT, Verdict.ACCEPT]
    assert desk.agreed().claim_ids == ()
    desk.undo()
    assert (desk.number, desk.left, in_force(store.decisions(reviewer="ada"))) == (1, 4, [])
    assert sit("ada", replace(IN_ORDER, blind=True)).agreed().claim_ids == ()


def draw_all(store: SqliteStore) -> None:
    """Draw an audit of every claim that stands."""
    claims = tuple(replace(c, review=None) for c in store.claims(ClaimFilter()))
    drawn = Audit(
        name="spring",
        seed=1,
        drawn_at=at_second(0),
        identity=made.IDENTITY,
        population=len(claims),
        claims=claims,
    )
    store.keep_audits([drawn])


def test_an_audit_goes_through_its_sample_blind_and_decides_nothing_else(
    sit: Sit, store: SqliteStore
) -> None:
    ids = [c.claim_id for c in store.claims(ClaimFilter())]
    draw_all(store)
    sit().decide(Verdict.REJECT, reason=ReasonCode.ENTITY)
    plan = Plan(audit="spring", sample=(ids[2], ids[0]))
    desk = sit(plan=plan)
    assert [at(desk).claim.claim_id, at(desk).decisions] == [ids[2], ()]
    desk.decide(Verdict.ACCEPT)
    assert [d.audit for d in store.decisions(claim_id=ids[2])] == ["spring"]
    assert store.claim(ids[2]).state is State.UNREVIEWED
    assert [at(sit(plan=plan)).claim.claim_id] == [ids[0]]
    # Undo stays within the audit, and outside of it an audit's acts do not show.
    assert sit(plan=plan).undo().audit == "spring"
    assert at(sit(plan=replace(IN_ORDER, choice=Choice.ALL))).decisions[0].audit is None


def test_an_audit_is_of_what_stands_and_names_nobody(sit: Sit, store: SqliteStore) -> None:
    sit("bob").decide(Verdict.CORRECT, changes={"effect": "decreases"})
    claim = next(iter(store.claims(ClaimFilter())))
    draw_all(store)
    desk = sit(plan=Plan(audit="spring", sample=(claim.claim_id,)))
    shown = at(desk).claim
    assert shown.inference.role is Role.INHIBITS
    assert (shown.review, "bob" in str(shown.grounds)) == (None, False)
    made_of_it = desk.decide(Verdict.ACCEPT)
    assert made_of_it is not None
    assert made_of_it.corrected is not None
    assert made_of_it.corrected.inference.role is Role.INHIBITS


def test_a_claim_that_is_gone_meanwhile_is_passed_over_and_counted(
    sit: Sit, store: SqliteStore
) -> None:
    desk = sit()
    gone = [Reading(pmid=made.pmid(n), sentences=(), claims=()) for n in (0, 1)]
    store.save_readings("another", gone)
    assert at(desk).claim.pmid == made.pmid(2)
    assert (desk.total, desk.gone) == (2, 2)


def test_a_verdict_is_on_what_was_shown_and_on_nothing_else(sit: Sit, store: SqliteStore) -> None:
    desk = sit()
    seen = at(desk).claim
    sit("bob").decide(Verdict.CORRECT, changes={"effect": "decreases"})
    with pytest.raises(UsageError, match="while you looked at it"):
        desk.decide(Verdict.ACCEPT)
    assert list(store.decisions(reviewer="ada")) == []
    assert at(desk).claim.inference.role is not seen.inference.role
    desk.decide(Verdict.ACCEPT)
    assert store.claim(seen.claim_id).state is State.CORRECTED
    at(desk)
    store.save_readings("another", [Reading(pmid=made.pmid(1), sentences=(), claims=())])
    with pytest.raises(UsageError):
        desk.decide(Verdict.ACCEPT)
    assert (at(desk).claim.pmid, desk.gone) == (made.pmid(2), 1)
    assert len(list(store.decisions(reviewer="ada"))) == 1


def test_what_another_decides_the_same_way_meanwhile_is_no_hindrance(sit: Sit) -> None:
    desk = sit()
    at(desk)
    sit("bob").decide(Verdict.ACCEPT)
    assert desk.decide(Verdict.ACCEPT) is not None


def test_an_act_that_makes_no_sense_leaves_the_desk_as_it_was(
    sit: Sit, store: SqliteStore
) -> None:
    desk = sit()
    with pytest.raises(UsageError):
        desk.decide(Verdict.CORRECT, changes={"agent_text": "not in the sentence"})
    assert (desk.number, desk.left, list(store.decisions())) == (1, 4, [])


def test_a_journal_that_cannot_be_written_loses_nothing(
    sit: Sit, store: SqliteStore, journal: FileJournal, tmp_path: Path
) -> None:
    desk = sit()
    desk.decide(Verdict.UNSURE)
    path = journal.path("ada")
    path.rename(tmp_path / "aside")
    path.mkdir()
    with pytest.raises(BadFile):
        desk.decide(Verdict.ACCEPT)
    assert (desk.number, desk.left) == (3, 2)
    with pytest.raises(BadFile):
        desk.undo()
    assert (desk.number, desk.left) == (2, 3)
    path.rmdir()
    (tmp_path / "aside").rename(path)
    assert desk.undo().verdict is Verdict.UNSURE
    sit()
    assert journal.decisions() == list(store.decisions())
    assert [d.verdict for d in store.decisions()] == [
        Verdict.UNSURE,
        Verdict.ACCEPT,
        Verdict.WITHDRAW,
        Verdict.WITHDRAW,
    ]


ACTS = st.sampled_from(
    ["accept", "reject", "unsure", "correct", "comment", "undo", "skip", "back", "agreed"]
)


def play(desk: ReviewDesk, act: str) -> None:
    """Do one thing at a desk; where nothing can be undone, nothing is."""
    match act:
        case "skip":
            desk.skip()
        case "back":
            desk.back()
        case "agreed":
            desk.accept_agreed(desk.agreed())
        case "undo":
            with suppress(NotFound):
                desk.undo()
        case "correct":
            desk.decide(Verdict.CORRECT, changes={"certainty": "hedged"})
        case "comment":
            desk.decide(Verdict.COMMENT, note="a remark")
        case _:
            desk.decide(Verdict(act))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["ada", "bob"]), ACTS), max_size=25))
def test_whatever_two_reviewers_do_nothing_is_lost(acts: list[tuple[str, str]]) -> None:
    with SqliteStore(None) as store, TemporaryDirectory() as folder:
        records = [made.article(n) for n in range(COUNT)]
        store.save_records(records)
        store.save_readings(made.IDENTITY, [made.reading(r) for r in records])
        journal = FileJournal(Path(folder))
        desks = {
            name: ReviewDesk(
                store, ReviewSession(store, LEXICON, journal, reviewer=name), IN_ORDER
            )
            for name in ("ada", "bob")
        }
        kept: list[str] = []
        for name, act in acts:
            desk = desks[name]
            play(desk, act)
            now = [d.decision_id for d in store.decisions()]
            assert set(kept) <= set(now)
            kept = now
            assert 1 <= desk.number <= desk.total + 1
            assert desk.done + desk.left == desk.total
        assert [d.decision_id for d in journal.decisions()] == kept
        for name, desk in desks.items():
            stands = in_force(store.decisions(reviewer=name))
            judged = {d.claim_id for d in stands if d.verdict is not Verdict.COMMENT}
            assert len(judged) == desk.done
            assert sum(desk.tally.values()) == len(stands)


def test_the_order_is_over_all_claims_and_the_limit_over_the_order(sit: Sit) -> None:
    plan = Plan(order=Order.RECORD, reverse=True, wanted=ClaimFilter(limit=2))
    assert pmids(sit(plan=plan)) == [3, 2]


def test_a_claim_that_another_session_judged_shows_it_at_once(sit: Sit) -> None:
    desk = sit()
    assert at(desk).decisions == ()
    sit("bob").decide(Verdict.ACCEPT)
    assert [d.reviewer for d in at(desk).decisions] == ["bob"]


def test_the_session_refuses_acts_on_claims_that_are_not_there(
    store: SqliteStore, journal: FileJournal
) -> None:
    session = ReviewSession(store, LEXICON, journal, reviewer="ada")
    with pytest.raises(NotFound):
        session.decide(Act(claim="0123456789abcdef", verdict=Verdict.ACCEPT))
