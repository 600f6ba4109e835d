"""The review steps: decide on a claim, take a decision back, add a claim that was missed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from curate.core.act import Act, Addition
from curate.core.attachment import says
from curate.core.claim import Claim, Reading, Sentence
from curate.core.correction import added, correct
from curate.core.errors import NotFound, UsageError
from curate.core.lexicon import Lexicon
from curate.core.ports import Journal, Store
from curate.core.review import (
    Decision,
    Verdict,
    check_reviewer,
    just_after,
    now,
)
from curate.core.standing import in_force
from curate.workflow.auditing import check_sample
from curate.workflow.journaling import catch_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that was kept, and the claim as it stands now (``None``: it stands no more)."""

    decision: Decision
    claim: Claim | None


class ReviewSession:
    """
    One reviewer at work: every act is kept in the store, then written to the journal.

    Acts of one reviewer follow one another in time, whatever the clock says. Opening the session
    writes to the journal what a run that was cut off had kept but not written. Raises UsageError
    for a name that no reviewer can have.
    """

    def __init__(self, store: Store, lexicon: Lexicon, journal: Journal, *, reviewer: str) -> None:
        try:
            self.reviewer = check_reviewer(reviewer)
        except ValueError as exc:
            raise UsageError(str(exc), hint="Name yourself with --reviewer NAME") from exc
        self._store = store
        self._lexicon = lexicon
        self._journal = journal
        self._last = store.last_decided(reviewer)
        catch_up(store, journal, reviewer)

    def decide(self, act: Act) -> Decided:
        """Keep one act; raise NotFound for no such claim, UsageError for what makes no sense."""
        return self.decide_all([act])[0]

    def decide_all(self, acts: Sequence[Act]) -> list[Decided]:
        """Keep several acts, all or none; each is judged on what stood before the first."""
        return self.keep([self.draft(act) for act in acts])

    def add(self, addition: Addition) -> Decided:
        """
        Add a claim that the tagger missed, from a sentence that the store holds.

        Raises UsageError for a claim that is there already, and for fields that make no sense;
        NotFound for words that no sentence of the record holds, or more than one.
        """
        return self.keep([self.draft_addition(addition)])[0]

    def draft_addition(self, addition: Addition) -> Decision:
        """Return the decision that adding a claim comes to, and keep nothing; raise as ``add``."""
        reading = self._store.reading(addition.pmid)
        if reading is None:
            raise NotFound(
                f"PMID {addition.pmid} was not read here", hint="Fetch it, then run: curate tag"
            )
        claim = added(
            reading,
            find_sentence(reading, addition.sentence),
            addition.fields,
            self._lexicon,
            reviewer=self.reviewer,
            at=addition.at,
        )
        there = self._standing(claim.claim_id)
        if there is not None and there.stands:
            raise UsageError(
                f"that claim is there already ({there.observation.certainty}): {claim.claim_id}",
                hint=f"Judge it: curate decide {claim.claim_id[:8]} accept|reject|correct",
            )
        return self._made(verdict=Verdict.ADD, claim=claim, note=addition.note)

    def withdraw(self, decision_id: str | None = None) -> Decided:
        """
        Take back a decision of one's own: the last in force, or the one whose id begins so.

        It stays on record, with the withdrawal beside it. Raises NotFound where there is none.
        """
        mine = in_force(self._store.decisions(reviewer=self.reviewer))
        if decision_id is not None:
            mine = [d for d in mine if d.decision_id.startswith(decision_id.lower())]
            if len(mine) > 1:
                raise NotFound(f"more than one decision's id begins with {decision_id!r}")
        if not mine:
            named = f" whose id begins with {decision_id!r}" if decision_id else ""
            raise NotFound(f"{self.reviewer} has no decision in force{named}")
        return self.keep([self._withdrawal(mine[-1])])[0]

    def withdraw_all(self, decision_ids: Sequence[str]) -> list[Decided]:
        """
        Take back several decisions of one's own by their whole ids, all or none.

        Raises NotFound where one of them is not in force.
        """
        acts = in_force(self._store.decisions(reviewer=self.reviewer))
        mine = {d.decision_id: d for d in acts}
        for decision_id in decision_ids:
            if decision_id not in mine:
                raise NotFound(f"{self.reviewer} has no decision {decision_id} in force")
        return self.keep([self._withdrawal(mine[i]) for i in dict.fromkeys(decision_ids)])

    def keep(self, made: Sequence[Decision]) -> list[Decided]:
        """Keep decisions that were drafted here, all or none."""
        self._store.decide(made)
        with self._store.alone():
            self._journal.add(made)
        return [Decided(decision=d, claim=self._store.decided_on(d.decision_id)) for d in made]

    def draft(self, act: Act) -> Decision:
        """Return the decision that an act comes to, and keep nothing; raise as ``decide``."""
        standing = self._store.claim(act.claim)
        if act.audit is not None:
            check_sample(self._store, act.audit, standing.claim_id)
        read = self._store.claim_as_read(standing.claim_id)
        shown = read if act.as_read and read is not None else standing
        # What was decided on is what the tagger says, so that it shows when it says otherwise.
        ground = read if read is not None else _bare(standing)
        verdict, corrected = act.verdict, None
        if act.verdict is Verdict.CORRECT:
            corrected = self._corrected(act, shown).going_by(ground.claim_id)
            if _same(corrected, ground):
                # Set back to what the tagger has: that is to accept it.
                verdict, corrected = Verdict.ACCEPT, None
        elif act.changes:
            raise UsageError("--set goes with the verdict correct")
        elif act.verdict is Verdict.ACCEPT and not _same(shown, ground):
            # To accept what another put right is to put it right in the same way.
            verdict, corrected = Verdict.CORRECT, _bare(shown).going_by(ground.claim_id)
        return self._made(
            verdict=verdict,
            claim=ground,
            corrected=corrected,
            reason=act.reason,
            note=act.note,
            adjudicates=act.adjudicates,
            audit=act.audit,
        )

    def _corrected(self, act: Act, shown: Claim) -> Claim:
        if act.corrected is not None:
            return _bare(act.corrected)
        if not act.changes:
            raise UsageError("nothing is corrected", hint="Say what: --set role=inhibits")
        return correct(_bare(shown), act.changes, self._lexicon, at=act.at)

    def _made(self, **fields: Any) -> Decision:
        time = now()
        if self._last is not None and time <= self._last:
            time = just_after(self._last)
        self._last = time
        try:
            return Decision(reviewer=self.reviewer, decided_at=time, **fields)
        except ValueError as exc:
            raise UsageError(str(exc)) from exc

    def _withdrawal(self, target: Decision) -> Decision:
        return self._made(
            verdict=Verdict.WITHDRAW, claim=target.claim, withdraws=target.decision_id
        )

    def _standing(self, claim_id: str) -> Claim | None:
        try:
            return self._store.claim(claim_id)
        except NotFound:
            return None


def find_sentence(reading: Reading, words: str) -> Sentence:
    """Return the one sentence of a record that holds these words; raise NotFound."""
    wanted = words.strip()
    exact = [s for s in reading.sentences if s.text == words]
    found = exact or [s for s in reading.sentences if wanted and wanted in s.text]
    if len(found) != 1:
        many = "more than one sentence holds" if found else "no sentence holds"
        raise NotFound(
            f"{many} these words in PMID {reading.pmid}: {words!r}",
            hint="Give the sentence, or a piece that only it has, letter for letter.",
        )
    return found[0]


def _same(one: Claim, other: Claim) -> bool:
    spans = "mechanism_span", "agent_span", "phenomenon_span", "exposure_span"
    return says(one) == says(other) and all(
        getattr(one.observation, name) == getattr(other.observation, name) for name in spans
    )


def _bare(claim: Claim) -> Claim:
    return replace(claim, review=None)
