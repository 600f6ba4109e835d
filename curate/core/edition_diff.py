"""What differs between two editions of a table, citation by citation, and why."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from curate.core.asked import Asked, asked_record
from curate.core.claim import State, Tier
from curate.core.edition import Cited, CitedClaim, Edition, HeldRecord, LastWord, Place
from curate.core.source_standing import NO_EVIDENCE, Standing
from curate.core.wording import Mark


class Kind(StrEnum):
    """
    What happened to a citation.

    ``turned``: the same cell, another direction; ``moved``: the same claim, another cell;
    ``marked``: other marks, or it was judged; ``rests``: it rests on other claims or sentences.
    """

    APPEARED = "appeared"
    GONE = "gone"
    TURNED = "turned"
    MOVED = "moved"
    MARKED = "marked"
    RESTS = "rests on other claims"


class Cause(StrEnum):
    """What brought a change about, the one that comes first in ``cause_of``."""

    PAPER = "new paper"
    DELETED = "record deleted"
    STANDING = "standing of the paper"
    SCREENING = "screening"
    DECISION = "decision"
    TAGGED = "tagged since"
    RECORD = "record changed"
    PACK = "domain pack"
    TAGGER = "tagger"
    ASKED = "asked for otherwise"
    UNKNOWN = "no cause found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; ``before`` is None where a citation appeared, ``after`` where it is gone."""

    kind: Kind
    before: Cited | None
    after: Cited | None
    cause: Cause
    detail: str

    @property
    def cited(self) -> Cited:
        """Return the citation as it is now, or else as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


_BY_DECISION = frozenset({State.CORRECTED, State.ADDED, State.DISPUTED})
_STANDING_MARKS = frozenset({Mark.CONCERN, Mark.CORRECTED})


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """
    Return what differs, in the order of the new table, then what is gone in the old one's.

    Made to the citations of ``old`` they give those of ``new``. A label that only got another
    letter, and the order of rows, are no changes.
    """
    before, after = old.places, new.places
    pairs: list[tuple[Cited | None, Cited | None]] = [
        (before[place], cited)
        for place, cited in after.items()
        if place in before and before[place].rests_on != cited.rests_on
    ]
    gone = {place: cited for place, cited in before.items() if place not in after}
    came = {place: cited for place, cited in after.items() if place not in before}
    pairs += _paired(gone, came)
    order = {place: number for number, place in enumerate([*after, *gone])}
    causes = _Causes(old, new)
    found = [_change(one, other, causes) for one, other in pairs]
    return tuple(sorted(found, key=lambda change: order[change.cited.place]))


def _paired(
    gone: Mapping[Place, Cited], came: Mapping[Place, Cited]
) -> list[tuple[Cited | None, Cited | None]]:
    """Bring together what went and what came: by a claim of both, then by cell and paper."""
    left = dict(gone)
    pairs: list[tuple[Cited | None, Cited | None]] = []
    by_claim: dict[str, list[Place]] = defaultdict(list)
    by_paper: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place, cited in gone.items():
        by_paper[place.mechanism, place.phenomenon, place.pmid].append(place)
        for claim in cited.claims:
            by_claim[claim.claim_id].append(place)
    unmatched = []
    for cited in came.values():
        earlier = [p for claim in cited.claims for p in by_claim[claim.claim_id] if p in left]
        if earlier:
            pairs.append((left.pop(min(earlier)), cited))
        else:
            unmatched.append(cited)
    for cited in unmatched:
        place = cited.place
        same = by_paper[place.mechanism, place.phenomenon, place.pmid]
        earlier = [p for p in same if p in left]
        pairs.append((left.pop(min(earlier)) if earlier else None, cited))
    return [*pairs, *((cited, None) for cited in left.values())]


def _change(before: Cited | None, after: Cited | None, causes: "_Causes") -> Change:
    kind = _kind(before, after)
    cause, detail = causes.cause_of(kind, before, after)
    return Change(kind=kind, before=before, after=after, cause=cause, detail=detail)


def _kind(before: Cited | None, after: Cited | None) -> Kind:
    if before is None or after is None:
        return Kind.APPEARED if before is None else Kind.GONE
    if before.place != after.place:
        same_cell = (before.place.mechanism, before.place.phenomenon) == (
            after.place.mechanism,
            after.place.phenomenon,
        )
        return Kind.TURNED if same_cell else Kind.MOVED
    marked = (before.marks, before.judged) != (after.marks, after.judged)
    return Kind.MARKED if marked else Kind.RESTS


class _Causes:
    """Finds what brought a change about, by all that two editions know."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old = old
        self.new = new
        self._words_now: dict[str, LastWord | None] = {
            claim.claim_id: claim.word for cited in new.cited for claim in cited.claims
        }

    def cause_of(self, kind: Kind, before: Cited | None, after: Cited | None) -> tuple[Cause, str]:
        """
        Return the first cause that holds, and what it was in words.

        What became of the paper comes first, then whether it was screened out, then decisions
        that change what a claim says or whether it stands, then reading: for the first time, of a
        record that changed, with another pack, by another tagger. A decision that only agrees
        is the cause where nothing else is.
        """
        found = after or before
        pmid = found.place.pmid if found else ""
        decision = self._decision(before, after)
        return (
            self._record_cause(pmid, kind, before, after)
            or (decision if decision and self._decides(kind, before, after) else None)
            or self._reading_cause(pmid)
            or decision
            or (Cause.UNKNOWN, "")
        )

    def _record_cause(
        self, pmid: str, kind: Kind, before: Cited | None, after: Cited | None
    ) -> tuple[Cause, str] | None:
        was, now = self.old.records.get(pmid), self.new.records.get(pmid)
        if now is None or now.standing is Standing.DELETED:
            return Cause.DELETED, "PubMed no longer has the record, or it is no longer held"
        if was is None or was.standing is Standing.DELETED:
            return Cause.PAPER, f"not held when {self.old.name} was saved"
        if was.standing is not now.standing and _told(was, now, kind, before, after):
            return Cause.STANDING, f"{was.standing.value} then, {now.standing.value} now"
        if was.excluded is not now.excluded:
            return Cause.SCREENING, "excluded now" if now.excluded else "excluded then"
        return None

    def _reading_cause(self, pmid: str) -> tuple[Cause, str] | None:
        was, now = self.old.records[pmid], self.new.records[pmid]
        before, after = self.old.versions, self.new.versions
        if was.read is not now.read:
            return Cause.TAGGED, "not yet read then" if now.read else "not read now"
        if was.digest != now.digest:
            return Cause.RECORD, "the record is not as it was"
        if before.pack != after.pack:
            return Cause.PACK, f"{before.pack} then, {after.pack} now"
        if before.identity != after.identity:
            return Cause.TAGGER, f"{before.tool}, {before.model} then; {after.tool}, {after.model}"
        if self.old.asked != self.new.asked:
            return Cause.ASKED, _asked(self.old.asked, self.new.asked)
        return None

    def _decision(self, before: Cited | None, after: Cited | None) -> tuple[Cause, str] | None:
        """Return the newest decision on a claim of either that the older edition has not."""
        then, now = _words(before), _words(after)
        for claim_id in then:
            if claim_id not in now:
                now[claim_id] = self.new.rejected.get(claim_id) or self._words_now.get(claim_id)
        for claim_id in now:
            if claim_id not in then:
                then[claim_id] = self.old.rejected.get(claim_id)
        differing = {c for c in now if now[c] != then.get(c)}
        newer = [word for c in differing if (word := now[c]) is not None]
        if newer:
            word = max(newer, key=lambda w: (w.decided_at, w.decision_id))
            return Cause.DECISION, f"{word.reviewer}, {word.decided_at[:10]}: {word.verdict.value}"
        taken = [word for c in differing if (word := then.get(c)) is not None]
        if taken:
            word = max(taken, key=lambda w: (w.decided_at, w.decision_id))
            what = f"{word.verdict.value} of {word.decided_at[:10]}"
            return Cause.DECISION, f"{word.reviewer} took back: {what}"
        return None

    def _decides(self, kind: Kind, before: Cited | None, after: Cited | None) -> bool:
        """Say whether decisions make the difference, and do not merely come along with it."""
        if kind is Kind.MARKED:
            return True
        then, now = _claims(before), _claims(after)
        if any(c in self.new.rejected for c in then) or any(c in self.old.rejected for c in now):
            return True
        return any(
            c.state in _BY_DECISION or c.tier is Tier.REVIEWER
            for c in (*then.values(), *now.values())
        )


def _told(
    was: HeldRecord, now: HeldRecord, kind: Kind, before: Cited | None, after: Cited | None
) -> bool:
    """Say whether the paper's other standing shows in this change."""
    if kind is Kind.MARKED and before is not None and after is not None:
        return bool(({*before.marks} ^ {*after.marks}) & _STANDING_MARKS)
    return (was.standing in NO_EVIDENCE) is not (now.standing in NO_EVIDENCE)


def _claims(cited: Cited | None) -> dict[str, CitedClaim]:
    return {claim.claim_id: claim for claim in cited.claims} if cited else {}


def _words(cited: Cited | None) -> dict[str, LastWord | None]:
    return {claim_id: claim.word for claim_id, claim in _claims(cited).items()}


def _asked(then: Asked, now: Asked) -> str:
    return f"{_options(then)} then, {_options(now)} now"


def _options(asked: Asked) -> str:
    told = (f"{name} {value}" for name, value in asked_record(asked).items())
    return ", ".join(told) or "everything"
