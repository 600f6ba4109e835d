"""What an annotator changed becomes decisions; what nobody touched becomes none."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curate.core.article import Article
from curate.core.claim import Claim, Reading, Span, State
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import BadFile
from curate.core.review import ReasonCode, Verdict
from curate.core.sheet import MarkedClaim, Sheet, content_of
from curate.core.signs import Basis, Effect, Role
from curate.formats import exchange
from curate.formats.exchange import ExchangeFormat
from curate.formats.journal import FileJournal
from curate.store.database import SqliteStore
from curate.workflow.exchanging import WrittenOut, sheets
from curate.workflow.returning import REMOVED, Returned, take_in
from curate.workflow.reviewing import ReviewSession
from tests.evidence import LEXICON
from tests.exchanged import PHENOMENA, read_records
from tests.store import made

Take = Callable[..., Returned]


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """Return a store of two records with a claim each."""
    with SqliteStore(None) as store:
        records = [made.article(n) for n in range(2)]
        store.save_records(records)
        store.save_readings(made.IDENTITY, [made.reading(r) for r in records])
        yield store


@pytest.fixture
def take(store: SqliteStore, tmp_path: Path) -> Take:
    """Return a function that takes sheets in as a reviewer's."""

    def run(*back: Sheet, reviewer: str = "ann", **options: bool) -> Returned:
        session = ReviewSession(store, LEXICON, FileJournal(tmp_path), reviewer=reviewer)
        return take_in(session, store, LEXICON, back, **options)

    return run


def out(store: SqliteStore) -> list[Sheet]:
    done = WrittenOut()
    found = list(sheets(store, ClaimFilter(candidates=True), done, empty=True))
    assert done.failures == []
    return found


def first(store: SqliteStore) -> Sheet:
    return out(store)[0]


def changed(sheet: Sheet, *claims: MarkedClaim) -> Sheet:
    return replace(sheet, claims=claims, where="900000001.txt")


def with_fields(claim: MarkedClaim, **fields: str) -> MarkedClaim:
    return replace(claim, fields={**claim.fields, **fields}, where="900000001.ann line 7")


def drawn(sheet: Sheet, **words: str) -> MarkedClaim:
    """Return a claim that an annotator drew, with nothing but an effect and words."""
    assert sheet.text is not None
    marks = {}
    for part, text in words.items():
        start = sheet.text.index(text)
        marks[part] = Span(start, start + len(text), text)
    where = "900000001.ann line 9"
    return MarkedClaim(fields={"effect": "increases"}, spans=marks, where=where)


def verdicts(found: Returned) -> list[Verdict]:
    return [decided.decision.verdict for decided in found.decided]


def standing(store: SqliteStore, claim_id: str) -> Claim:
    return store.claim(claim_id)


def test_what_was_not_touched_makes_no_decision(store: SqliteStore, take: Take) -> None:
    found = take(*out(store))
    assert (found.decided, found.unchanged, found.removed) == ((), 2, ())
    assert store.reviewers() == {}


def test_a_changed_effect_is_a_correction_and_the_role_follows(
    store: SqliteStore, take: Take
) -> None:
    sheet = first(store)
    (claim,) = sheet.claims
    back = changed(sheet, with_fields(claim, effect="decreases"))
    (decided,) = take(back).decided
    assert decided.decision.verdict is Verdict.CORRECT
    assert decided.claim is not None
    assert decided.claim.inference.role is Role.INHIBITS
    assert not decided.claim.inference.overruled
    again = take(back)
    assert (again.decided, again.unchanged) == ((), 1)


def test_a_role_set_by_hand_overrules(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    back = changed(sheet, with_fields(sheet.claims[0], role="involved"))
    (decided,) = take(back).decided
    assert decided.claim is not None
    assert decided.claim.inference.overruled
    assert take(back).decided == ()


def test_a_moved_mark_is_a_correction(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    (claim,) = sheet.claims
    old = claim.spans["phenomenon"]
    span = Span(old.start, old.end - 1, old.text[:-1])
    (decided,) = take(
        changed(sheet, replace(claim, spans={**claim.spans, "phenomenon": span}))
    ).decided
    assert decided.claim is not None
    assert decided.claim.observation.phenomenon_span.text == old.text[:-1]


@pytest.mark.parametrize(
    ("state", "verdict", "ends"),
    [
        ("accepted", Verdict.ACCEPT, State.ACCEPTED),
        ("rejected", Verdict.REJECT, State.REJECTED),
        ("unsure", Verdict.UNSURE, State.UNSURE),
    ],
)
def test_a_state_is_a_verdict(
    store: SqliteStore, take: Take, state: str, verdict: Verdict, ends: State
) -> None:
    sheet = first(store)
    judged = replace(sheet.claims[0], state=state, reason="direction", note="see page 3")
    found = take(changed(sheet, judged))
    assert verdicts(found) == [verdict]
    decision = found.decided[0].decision
    assert (decision.reason, decision.note) == (ReasonCode.DIRECTION, "see page 3")
    assert standing(store, judged.claim_id).state is ends
    assert take(changed(sheet, judged)).decided == ()


def test_a_note_alone_is_a_comment_once(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    back = changed(sheet, replace(sheet.claims[0], note="odd"))
    assert verdicts(take(back)) == [Verdict.COMMENT]
    assert verdicts(take(back)) == []
    assert verdicts(take(back, reviewer="ben")) == [Verdict.COMMENT]


def test_two_annotators_of_one_export_each_keep_their_word(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    (claim,) = sheet.claims
    take(changed(sheet, with_fields(claim, effect="decreases")))
    assert take(sheet, reviewer="cem").decided == ()
    same = take(changed(sheet, with_fields(claim, effect="decreases")), reviewer="ben")
    assert verdicts(same) == [Verdict.CORRECT]
    assert standing(store, claim.claim_id).state is State.CORRECTED
    other = take(changed(sheet, with_fields(claim, effect="none")), reviewer="dia")
    assert other.decided[0].decision.corrected is not None
    assert other.decided[0].decision.corrected.observation.effect is Effect.NONE
    assert standing(store, claim.claim_id).state is State.DISPUTED


def test_a_correction_taken_back_by_hand_is_an_acceptance(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    take(changed(sheet, with_fields(sheet.claims[0], effect="decreases")))
    later = first(store)
    back = changed(later, with_fields(later.claims[0], effect="increases"))
    assert verdicts(take(back)) == [Verdict.ACCEPT]
    assert verdicts(take(back)) == []


def test_a_drawn_claim_is_added_once(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    new = drawn(sheet, mechanism="Glial signals", phenomenon="tolerance")
    back = changed(sheet, *sheet.claims, new)
    (decided,) = take(back).decided
    assert decided.decision.verdict is Verdict.ADD
    assert decided.claim is not None
    assert decided.claim.sentence.section == 0
    assert decided.claim.state is State.ADDED
    again = take(back)
    assert (again.decided, again.unchanged) == ((), 2)
    assert take(*out(store)).decided == ()


def test_who_draws_what_another_added_affirms_it(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    new = drawn(sheet, mechanism="Glial signals", phenomenon="tolerance")
    back = changed(sheet, *sheet.claims, new)
    (added,) = take(back).decided
    found = take(back, reviewer="ben")
    assert verdicts(found) == [Verdict.ACCEPT]
    claim = standing(store, added.decision.claim_id)
    assert claim.review is not None
    assert (claim.state, claim.review.reviewers) == (State.ADDED, ("ann", "ben"))
    assert verdicts(take(back, reviewer="ben")) == []


def test_a_claim_drawn_again_is_the_one_that_was_there(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    take(changed(sheet, drawn(sheet, mechanism="Glial signals", phenomenon="tolerance")))
    later = next(s for s in out(store) if s.pmid == sheet.pmid)
    added = next(c for c in later.claims if c.state == State.ADDED)
    others = [c for c in later.claims if c is not added]
    redrawn = replace(added, claim_id="", exported="", state="", where="900000001.ann line 9")
    redrawn = with_fields(redrawn, effect="decreases")
    found = take(changed(later, *others, redrawn))
    assert verdicts(found) == [Verdict.CORRECT]
    assert found.removed == ()
    assert standing(store, added.claim_id).observation.effect is Effect.DECREASES


def test_what_was_taken_out_is_listed_and_rejected_only_on_demand(
    store: SqliteStore, take: Take
) -> None:
    sheet = changed(first(store))
    (claim_id,) = sheet.exported or ()
    found = take(sheet)
    assert [claim.claim_id for claim in found.removed] == [claim_id]
    assert found.decided == ()
    found = take(sheet, removed_means_rejected=True)
    assert verdicts(found) == [Verdict.REJECT]
    assert found.decided[0].decision.note == REMOVED
    again = take(sheet, removed_means_rejected=True)
    assert (again.decided, again.removed) == ((), ())


def test_a_dry_run_keeps_nothing(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    found = take(changed(sheet, replace(sheet.claims[0], state="accepted")), keep=False)
    assert [draft.verdict for draft in found.drafts] == [Verdict.ACCEPT]
    assert found.decided == ()
    assert store.reviewers() == {}


def test_an_untouched_claim_that_is_gone_is_nobodys_business(
    store: SqliteStore, take: Take
) -> None:
    sheet = first(store)
    empty = replace(made.reading(made.article(0)), claims=())
    store.save_readings("another", [empty])
    found = take(sheet)
    assert (found.decided, found.unchanged) == ((), 1)
    with pytest.raises(BadFile, match="no longer here"):
        take(changed(sheet, with_fields(sheet.claims[0], effect="none")))


def _without_mechanism(claim: MarkedClaim) -> MarkedClaim:
    return replace(claim, spans={"phenomenon": claim.spans["phenomenon"]})


def _elsewhere(claim: MarkedClaim) -> MarkedClaim:
    return replace(claim, spans={**claim.spans, "agent": Span(0, 5, "Glial")})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: with_fields(c, effect="sideways"), "effect 'sideways' is none of"),
        (lambda c: with_fields(c, phenomenon="hunger"), "'hunger' is no phenomenon"),
        (lambda c: with_fields(c, origin=""), "origin is missing"),
        (lambda c: replace(c, state="disputed"), "can't be set to 'disputed'"),
        (lambda c: replace(with_fields(c, effect="none"), state="rejected"), "set to rejected"),
        (lambda c: replace(c, state="rejected", reason="mood"), "reason 'mood'"),
        (lambda c: replace(c, exported="x"), "not what curate writes"),
        (lambda c: replace(c, claim_id="0" * 16, exported=""), "there is no claim"),
        (lambda c: replace(c, spans={}), "no words for its phenomenon"),
        (_without_mechanism, "a mechanism or of an agent"),
        (_elsewhere, "agent 'Glial' stands outside"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(
    store: SqliteStore,
    take: Take,
    change: Callable[[MarkedClaim], MarkedClaim],
    says: str,
) -> None:
    one, two = out(store)
    good = changed(one, replace(one.claims[0], state="accepted"))
    bad = replace(change(two.claims[0]), where="900000002.ann line 4")
    with pytest.raises(BadFile, match=rf"900000002\.ann line 4: .*{says}"):
        take(good, changed(two, bad))
    assert store.reviewers() == {}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"mechanism": "Glial"}, "no words for its phenomenon"),
        ({"phenomenon": "tolerance"}, "neither a mechanism nor an agent"),
        ({"mechanism": "Glial", "phenomenon": "morphine for"}, "stands outside"),
        ({"mechanism": "Glial", "phenomenon": "RESULTS"}, "stand in no sentence"),
        ({"mechanism": "Glial", "phenomenon": "part"}, "'part' is no phenomenon"),
    ],
)
def test_a_drawn_claim_that_makes_no_sense_is_refused(
    store: SqliteStore, take: Take, words: dict[str, str], says: str
) -> None:
    sheet = first(store)
    with pytest.raises(BadFile, match=rf"900000001\.ann line 9: .*{says}"):
        take(changed(sheet, *sheet.claims, drawn(sheet, **words)))
    assert store.reviewers() == {}


def test_a_claim_that_is_there_twice_is_refused(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    claim = replace(sheet.claims[0], where="900000001.ann line 7")
    with pytest.raises(BadFile, match=r"the claim of 900000001\.ann line 7 again"):
        take(changed(sheet, claim, claim))


def test_a_record_that_is_there_twice_is_refused(store: SqliteStore, take: Take) -> None:
    sheet = replace(first(store), where="a.zip")
    with pytest.raises(BadFile, match=r"b\.zip: PMID 900000001 is in a\.zip too"):
        take(sheet, replace(sheet, where="b.zip"))


def test_a_text_that_is_not_the_records_is_refused_with_the_place(
    store: SqliteStore, take: Take
) -> None:
    sheet = first(store)
    assert sheet.text is not None
    assert take(replace(sheet, text=sheet.text.rstrip("\n"))).decided == ()
    other = replace(sheet, text=sheet.text.replace("Rats", "Mice"), where="900000001.txt")
    at = sheet.text.index("Rats")
    with pytest.raises(BadFile, match=rf"character {at} \(line 2\), 'Mice had .* 'Rats had"):
        take(other)
    with pytest.raises(BadFile, match="nothing more there"):
        take(replace(other, text=sheet.text[:20]))


def test_words_that_are_not_the_records_are_refused(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    (claim,) = sheet.claims
    old = claim.spans["phenomenon"]
    wrong = replace(claim, spans={"phenomenon": Span(old.start, old.end, old.text.upper())})
    with pytest.raises(BadFile, match=f"first difference is at character {old.start}"):
        take(changed(replace(sheet, text=None), wrong))
    far = replace(claim, spans={"phenomenon": Span(9000, 9001, "x")})
    with pytest.raises(BadFile, match="9000 to 9001"):
        take(changed(replace(sheet, text=None), far))


def test_a_record_that_is_not_here_is_refused(store: SqliteStore, take: Take) -> None:
    with pytest.raises(BadFile, match="PMID 900000999 is not here"):
        take(replace(first(store), pmid="900000999"))


def test_a_file_that_lost_its_list_rejects_nothing(store: SqliteStore, take: Take) -> None:
    sheet = replace(changed(first(store)), exported=None)
    assert take(sheet).removed == ()
    with pytest.raises(BadFile, match="no longer says which claims"):
        take(sheet, removed_means_rejected=True)


def test_records_without_claims_are_written_on_demand(store: SqliteStore) -> None:
    bare = made.article(2)
    store.save_records([bare])
    store.save_readings(made.IDENTITY, [Reading(pmid=bare.pmid, sentences=(), claims=())])
    assert [s.pmid for s in sheets(store, ClaimFilter(), WrittenOut())] == [
        made.pmid(0),
        made.pmid(1),
    ]
    done = WrittenOut()
    found = list(sheets(store, ClaimFilter(), done, empty=True))
    assert [len(s.claims) for s in found] == [1, 1, 0]
    assert (done.records, done.claims) == (3, 2)
    one = ClaimFilter(pmid=bare.pmid)
    assert [s.pmid for s in sheets(store, one, WrittenOut(), empty=True)] == [bare.pmid]


def test_a_claim_whose_sentence_is_gone_is_told(store: SqliteStore) -> None:
    record = made.article(0)
    sections = (replace(record.sections[0], text="All is new."),)
    store.save_records([replace(record, sections=sections, revised="2021-01-01")])
    done = WrittenOut()
    found = list(sheets(store, ClaimFilter(), done))
    assert [len(s.claims) for s in found] == [0, 1]
    (failure,) = done.failures
    assert failure.pmid == record.pmid
    assert "no longer in the record" in failure.reason


def test_who_decided_goes_out_with_the_claim(store: SqliteStore, take: Take) -> None:
    sheet = first(store)
    take(changed(sheet, replace(sheet.claims[0], state="accepted")))
    (claim,) = first(store).claims
    assert (claim.state, claim.reviewers, claim.decided_by) == ("accepted", ("ann",), "ann")
    assert claim.decided_at == store.last_decided("ann")


def _in_files(kind: ExchangeFormat, found: list[Sheet]) -> list[Sheet]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "out"
        if kind is ExchangeFormat.WEB_ANNOTATION:
            exchange.write_file(found, path, generator="curate")
        else:
            exchange.write_folder(kind, found, path, phenomena=PHENOMENA)
        return list(exchange.read_back(kind, [path]))


@pytest.mark.parametrize("kind", ExchangeFormat)
@given(record=read_records(), data=st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_round_trip_decides_what_was_changed_and_nothing_twice(
    kind: ExchangeFormat, record: tuple[Article, Reading], data: st.DataObject
) -> None:
    article, reading = record
    with SqliteStore(None) as store, tempfile.TemporaryDirectory() as folder:
        store.save_records([article])
        store.save_readings(made.IDENTITY, [reading])
        session = ReviewSession(store, LEXICON, FileJournal(Path(folder)), reviewer="ann")

        def take(found: list[Sheet]) -> Returned:
            return take_in(session, store, LEXICON, _in_files(kind, found))

        found = out(store)
        untouched = take(found)
        assert (untouched.decided, untouched.removed) == ((), ())
        assert untouched.unchanged == len(reading.claims)
        back, touched = [], {}
        for sheet in found:
            claims = []
            for claim in sheet.claims:
                fields = dict(claim.fields)
                if data.draw(st.booleans()):
                    fields["effect"] = data.draw(st.sampled_from(Effect)).value
                    fields["basis"] = data.draw(st.sampled_from(Basis)).value
                    fields["phenomenon"] = data.draw(st.sampled_from(PHENOMENA))
                if fields != claim.fields:
                    touched[claim.claim_id] = fields
                claims.append(replace(claim, fields=fields))
            back.append(replace(sheet, claims=tuple(claims)))
        first_time, second_time = take(back), take(back)
        assert {d.decision.claim_id for d in first_time.decided} == set(touched)
        assert second_time.decided == ()
        for claim_id, fields in touched.items():
            now = content_of(store.claim(claim_id)).fields
            assert {**now, "role": ""} == {**fields, "role": ""}
        assert take(out(store)).decided == ()
