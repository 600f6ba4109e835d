"""Any history of tagging, deciding, updating and tagging again: no decision ever disappears."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from curate.core.act import Act
from curate.core.article import Section
from curate.core.claim import Attachment, Claim, Grounds, Reading, Sentence, State, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.lexicon import Lexicon
from curate.core.review import Decision, Verdict
from curate.core.signs import Effect
from curate.core.standing import in_force
from curate.formats.audit_files import AuditFiles
from curate.formats.journal import FileJournal
from curate.store.database import SqliteStore
from curate.workflow.annotating import import_annotations
from curate.workflow.reviewing import ReviewSession
from tests.store import made

PACK = Lexicon(name="made", version="1", title="Made", terms=(), categories={}, digest="0")
WORDS = (
    "Microglia drove the tolerance.",
    "Microglia clearly drove the tolerance.",
    "Quite another sentence on tolerance.",
    "Nothing of the kind.",
)
MECHANISMS = (("microglia", "Microglia"), ("glia-1", "Microglia"), ("nmda", "NMDA receptor"))
RECORDS = 2
EVERYTHING = ClaimFilter(candidates=True, rejected=True)

records = st.integers(0, RECORDS - 1)
reviewers = st.sampled_from(["ann", "ben"])


class Histories(RuleBasedStateMachine):
    """A store, its journal, and every decision that was ever made on it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.journal = FileJournal(Path(self.folder.name))
        self.store = SqliteStore(None)
        self.decided: list[Decision] = []
        self.texts = [WORDS[0]] * RECORDS
        self.readings: dict[str, Reading] = {}
        self.store.save_records([self._article(n) for n in range(RECORDS)])
        for n in range(RECORDS):
            self._read(n, [{}])

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.store.close()
        self.folder.cleanup()

    @rule(
        n=records,
        found=st.lists(
            st.fixed_dictionaries(
                {
                    "mechanism": st.sampled_from(MECHANISMS),
                    "effect": st.sampled_from(list(Effect)),
                    "tier": st.sampled_from([Tier.BOTH, Tier.COOCCURRENCE]),
                }
            ),
            max_size=2,
            unique_by=lambda claim: claim["mechanism"],
        ),
    )
    def tag(self, n: int, found: list[dict[str, Any]]) -> None:
        """Read a record again: with the same tagger, or another that finds other things."""
        self._read(
            n, [c | {"mechanism": c["mechanism"][0], "label": c["mechanism"][1]} for c in found]
        )

    @rule(n=records, text=st.sampled_from(WORDS))
    def update(self, n: int, text: str) -> None:
        """Take in a newer version of a record, and read it."""
        self.texts[n] = text
        self.store.save_records([self._article(n)])
        self._read(n, [{}])

    @rule(n=records)
    def delete(self, n: int) -> None:
        """Learn that PubMed deleted a record."""
        self.store.save_records([], [made.pmid(n)])

    @precondition(lambda self: any(True for _ in self.store.claims(EVERYTHING)))
    @rule(
        data=st.data(),
        reviewer=reviewers,
        verdict=st.sampled_from(
            [Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.UNSURE, Verdict.COMMENT]
        ),
        as_read=st.booleans(),
        settles=st.booleans(),
    )
    def decide(
        self, data: st.DataObject, reviewer: str, verdict: Verdict, as_read: bool, settles: bool
    ) -> None:
        """Judge a claim that is there."""
        claim = data.draw(st.sampled_from(list(self.store.claims(EVERYTHING))))
        effects = [e for e in Effect if e is not claim.observation.effect]
        changes = {"effect": data.draw(st.sampled_from(effects)).value}
        act = Act(
            claim=claim.claim_id,
            verdict=verdict,
            note="seen",
            changes=changes if verdict is Verdict.CORRECT else {},
            as_read=as_read,
            adjudicates=settles,
        )
        self._remember(self._session(reviewer).decide(act).decision)

    @rule(reviewer=reviewers, data=st.data())
    def undo(self, reviewer: str, data: st.DataObject) -> None:
        """Take the last decision back, where there is one."""
        if in_force([d for d in self.decided if d.reviewer == reviewer]):
            self._remember(self._session(reviewer).withdraw().decision)

    @invariant()
    def every_decision_is_still_there(self) -> None:
        """Compare with what was remembered, in the database and in the journal."""
        assert list(self.store.decisions()) == self.decided
        assert self.journal.decisions() == self.decided

    @invariant()
    def every_judged_claim_stands_somewhere(self) -> None:
        """What was judged and not taken back is shown, or said to be rejected."""
        shown = {c.claim_id: c for c in self._everything()}
        for decision in in_force(self.decided):
            claim = self.store.decided_on(decision.decision_id)
            if decision.verdict is Verdict.COMMENT:
                continue
            assert claim is not None
            assert claim.state is not State.UNREVIEWED
            if not self._deleted(claim):
                assert shown[claim.claim_id] == claim
            if claim.review is not None and claim.review.attachment is Attachment.ORPHANED:
                assert self.store.claim_as_read(claim.claim_id) is None

    @invariant()
    def a_database_made_anew_holds_the_same(self) -> None:
        """Build it from the records, what the tagger now finds, and the journal alone."""
        with SqliteStore(None) as anew:
            anew.save_records([self._article(n) for n in range(RECORDS)])
            anew.save_readings("any", list(self.readings.values()))
            import_annotations(anew, self.journal, AuditFiles(self.journal.folder))
            everything = {c.claim_id: c for c in anew.claims(EVERYTHING)}
            for claim in self._everything():
                assert everything[claim.claim_id] == claim

    def _everything(self) -> list[Claim]:
        return list(self.store.claims(EVERYTHING))

    def _deleted(self, claim: Claim) -> bool:
        return claim.pmid not in {c.pmid for c in self._everything()}

    def _session(self, reviewer: str) -> ReviewSession:
        return ReviewSession(self.store, PACK, self.journal, reviewer=reviewer)

    def _remember(self, decision: Decision) -> None:
        self.decided.append(decision)
        self.decided.sort(key=lambda d: d.place)

    def _article(self, n: int) -> Any:
        return made.article(n, sections=(Section(text=self.texts[n]),))

    def _read(self, n: int, found: list[dict[str, Any]]) -> None:
        article = self._article(n)
        text = self.texts[n]
        sentence = Sentence(section=1, start=0, end=len(text), text=text)
        claims = []
        for changes in found if text != WORDS[3] else []:
            claim = made.claim(article, sentence, **changes)
            if claim.grounds.tier is Tier.COOCCURRENCE:
                grounds = Grounds(tier=Tier.COOCCURRENCE, confidence=0.1, rule="co-occurrence")
                claim = replace(claim, grounds=grounds)
            claims.append(claim)
        reading = Reading(pmid=article.pmid, sentences=(sentence,), claims=tuple(claims))
        self.readings[article.pmid] = reading
        self.store.save_readings("any", [reading])


Histories.TestCase.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
TestHistories = Histories.TestCase
