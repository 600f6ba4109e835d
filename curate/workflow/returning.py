"""What comes back from annotation tools, as decisions of the one who annotated."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from curate.core.act import Act, Addition
from curate.core.claim import Claim, Reading, Sentence, Span, State
from curate.core.correction import added
from curate.core.errors import BadFile, CurateError, NotFound, UsageError
from curate.core.lexicon import Lexicon
from curate.core.ports import Store
from curate.core.review import Decision, ReasonCode, Verdict
from curate.core.sheet import (
    FIELDS,
    Content,
    MarkedClaim,
    Rendition,
    Sheet,
    Stamp,
    content_of,
    first_difference,
    moved,
    render,
)
from curate.core.standing import votes
from curate.workflow.reviewing import Decided, ReviewSession

SHOWN = 20
REMOVED = "taken out in an annotation tool"
_BY_STATE: Mapping[str, Verdict] = {
    State.ACCEPTED.value: Verdict.ACCEPT,
    State.REJECTED.value: Verdict.REJECT,
    State.UNSURE.value: Verdict.UNSURE,
}
_AFFIRMS = frozenset({Verdict.ACCEPT, Verdict.CORRECT, Verdict.ADD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """
    What came back: the decisions it comes to, and the rest.

    ``drafts`` are these decisions, ``decided`` the same once they are kept. ``unchanged`` counts
    claims that nobody touched or that say what the reviewer decided before. ``removed`` are
    claims that were written out and are gone from their file, as they stand. ``aside`` names
    what the files hold beside claims.
    """

    drafts: tuple[Decision, ...] = ()
    unchanged: int = 0
    removed: tuple[Claim, ...] = ()
    aside: tuple[str, ...] = ()
    decided: tuple[Decided, ...] = ()


def take_in(
    session: ReviewSession,
    store: Store,
    lexicon: Lexicon,
    sheets: Iterable[Sheet],
    *,
    removed_means_rejected: bool = False,
    keep: bool = True,
) -> Returned:
    """
    Make decisions of what an annotator changed, and keep all of them or, on an error, none.

    A claim that was drawn is added, or affirmed where it is there already; one whose fields or
    words differ from what was written out is corrected; a state set to accepted, rejected or
    unsure is that verdict, and a note alone a comment. What was not touched, and what the
    reviewer has decided so before, comes to nothing, so that the same file can be taken in again.
    ``keep=False`` only says what would be decided.
    Raises BadFile, naming file and line, for a text that is not the record's and for a claim that
    makes no sense.
    """
    intake = _Intake(session, store, lexicon, removed_means_rejected)
    for sheet in sheets:
        intake.take(sheet)
    found = Returned(
        drafts=tuple(intake.drafts),
        unchanged=intake.unchanged,
        removed=tuple(intake.removed),
        aside=tuple(intake.aside),
    )
    return replace(found, decided=tuple(session.keep(found.drafts))) if keep else found


@dataclass(slots=True)
class _Intake:
    session: ReviewSession
    store: Store
    lexicon: Lexicon
    removed_means_rejected: bool
    drafts: list[Decision] = field(default_factory=list)
    unchanged: int = 0
    removed: list[Claim] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def take(self, sheet: Sheet) -> None:
        """Take in one record."""
        if sheet.pmid in self.seen:
            raise BadFile(
                f"{sheet.where}: PMID {sheet.pmid} is in {self.seen[sheet.pmid]} too",
                hint="Import the work of one annotator at a time.",
            )
        self.seen[sheet.pmid] = sheet.where
        page = self._page(sheet)
        places: dict[str, str] = {}
        for drawn in sheet.claims:
            with_id, draft = self._judged(page, drawn)
            if with_id in places:
                raise BadFile(
                    f"{drawn.where}: this is the claim of {places[with_id]} again",
                    hint="Keep one of the two. Nothing was changed.",
                )
            places[with_id] = drawn.where
            self._take_draft(draft)
        self._take_missing(sheet, set(places))
        self.aside += sheet.aside

    def _take_draft(self, draft: Decision | None) -> None:
        if draft is None:
            self.unchanged += 1
        else:
            self.drafts.append(draft)

    def _take_missing(self, sheet: Sheet, present: set[str]) -> None:
        if sheet.exported is None and self.removed_means_rejected:
            raise BadFile(
                f"{sheet.where}: it no longer says which claims were written into it",
                hint="Set the state of each claim to rejected, or use: curate decide CLAIM reject",
            )
        for claim_id in sheet.exported or ():
            standing = None if claim_id in present else self._find(claim_id)
            if standing is None or standing.state is State.REJECTED:
                continue
            mine = self._mine(claim_id)
            if mine is not None and mine.verdict is Verdict.REJECT:
                continue
            self.removed.append(standing)
            if self.removed_means_rejected:
                act = Act(claim=claim_id, verdict=Verdict.REJECT, note=REMOVED)
                self.drafts.append(self.session.draft(act))

    def _page(self, sheet: Sheet) -> "_Page":
        record = self.store.articles([sheet.pmid]).get(sheet.pmid)
        if record is None:
            raise BadFile(
                f"{sheet.where}: PMID {sheet.pmid} is not here",
                hint=f"Get it first: curate fetch --pmid {sheet.pmid} && curate tag",
            )
        page = _Page(render(record), self.store.reading(sheet.pmid))
        if sheet.text is not None:
            _check_text(page.rendition.text, sheet)
        return page

    def _judged(self, page: "_Page", drawn: MarkedClaim) -> tuple[str, Decision | None]:
        """Return a claim's id, and the decision that it comes to (``None``: to none)."""
        for part, span in drawn.spans.items():
            _check_span(page.rendition.text, part, span, drawn.where)
        try:
            if "phenomenon" not in drawn.spans:
                raise UsageError("the claim has no words for its phenomenon")
            if not drawn.claim_id:
                return self._drawn(page, drawn)
            return drawn.claim_id, self._known(page, drawn)
        except CurateError as exc:
            raise BadFile(
                f"{drawn.where}: {exc}", hint=exc.hint or "Nothing was changed."
            ) from exc

    def _known(self, page: "_Page", drawn: MarkedClaim) -> Decision | None:
        missing = [name for name in FIELDS if not drawn.fields.get(name)]
        if missing:
            raise UsageError(f"the claim's {missing[0]} is missing", hint="Put it back.")
        standing = self._find(drawn.claim_id)
        said = page.content(drawn, standing.sentence if standing else None)
        if drawn.exported:
            before = _stamp(drawn.exported)
            said = said.follows(before)
        elif standing is not None:
            before = content_of(standing).stamp(standing.state)
        else:
            raise NotFound(f"there is no claim {drawn.claim_id}")
        changed = said.stamp(before.state).digest != before.digest
        set_to = drawn.state if drawn.state != before.state else ""
        if not (changed or set_to or drawn.note.strip()):
            return None
        if standing is None:
            raise NotFound(
                f"claim {drawn.claim_id} is no longer here",
                hint="Write the claims out again, or draw this one anew.",
            )
        act = self._act(drawn, standing, said if changed else None, set_to)
        return None if act is None else self.session.draft(act)

    def _act(
        self, drawn: MarkedClaim, standing: Claim, said: Content | None, set_to: str
    ) -> Act | None:
        """Return what is to be done about a claim; ``said`` where its content was changed."""
        mine = self._mine(standing.claim_id)
        own = content_of(mine.corrected or mine.claim) if mine else None
        affirmed = own if mine is not None and mine.verdict in _AFFIRMS else None
        act = Act(
            claim=standing.claim_id,
            verdict=Verdict.COMMENT,
            note=drawn.note,
            reason=_reason(drawn.reason),
        )
        if said is not None:
            if set_to not in {"", State.ACCEPTED, State.CORRECTED}:
                raise UsageError(f"the claim was changed and set to {set_to}", hint="Do either.")
            changes = said.against(content_of(standing))
            verdict = Verdict.CORRECT if changes else Verdict.ACCEPT
            done = affirmed == said
            return None if done else replace(act, verdict=verdict, changes=changes, at=said.starts)
        if set_to:
            verdict = _verdict(set_to)
            if verdict is Verdict.ACCEPT:
                done = affirmed == content_of(standing)
            else:
                done = mine is not None and mine.verdict is verdict
            return None if done else replace(act, verdict=verdict)
        return None if self._noted(standing.claim_id, drawn.note) else act

    def _drawn(self, page: "_Page", drawn: MarkedClaim) -> tuple[str, Decision | None]:
        """Judge a claim without an id: it is new, or one that is there was drawn again."""
        sentence = page.home(drawn)
        if sentence is None or page.reading is None:
            raise UsageError(
                "the words stand in no sentence together",
                hint="A claim stays within one sentence of a record that was tagged.",
            )
        said = page.content(drawn, sentence)
        words = {f"{part}_text": span.text for part, span in said.spans.items()}
        fields = dict(said.fields) | words
        claim = added(
            page.reading,
            sentence,
            fields,
            self.lexicon,
            reviewer=self.session.reviewer,
            at=said.starts,
        )
        there = self._find(claim.claim_id)
        if there is not None and there.stands:
            # Whoever draws what is there already, affirms it; or has it otherwise.
            act = self._act(drawn, there, content_of(claim), "")
            return claim.claim_id, None if act is None else self.session.draft(act)
        mine = self._mine(claim.claim_id)
        if mine is not None and mine.verdict in _AFFIRMS and mine.claim == claim:
            return claim.claim_id, None
        addition = Addition(
            pmid=claim.pmid, sentence=sentence.text, fields=fields, at=said.starts, note=drawn.note
        )
        return claim.claim_id, self.session.draft_addition(addition)

    def _find(self, claim_id: str) -> Claim | None:
        try:
            found = self.store.claim(claim_id)
        except NotFound:
            return None
        return found if found.claim_id == claim_id else None

    def _mine(self, claim_id: str) -> Decision | None:
        """Return the reviewer's own verdict that counts."""
        latest = votes(self.store.decisions(claim_id=claim_id)).latest
        return next((d for d in latest if d.reviewer == self.session.reviewer), None)

    def _noted(self, claim_id: str, note: str) -> bool:
        mine = self.store.decisions(reviewer=self.session.reviewer, claim_id=claim_id)
        return any(decision.note == note for decision in mine)


@dataclass(frozen=True, slots=True)
class _Page:
    """A record's text as it is here, and its sentences."""

    rendition: Rendition
    reading: Reading | None

    def home(self, drawn: MarkedClaim) -> Sentence | None:
        """Return the sentence that holds the words of the phenomenon."""
        span = drawn.spans["phenomenon"]
        return next((s for start, s in self._placed() if _holds(start, s, span)), None)

    def content(self, drawn: MarkedClaim, sentence: Sentence | None) -> Content:
        """Return what a claim says in a sentence, by default its own; raise UsageError."""
        sentence = sentence or self.home(drawn)
        start = self.rendition.place(sentence) if sentence is not None else None
        if sentence is None or start is None:
            raise UsageError("the sentence of the claim is not in the record any more")
        for part, span in drawn.spans.items():
            if not _holds(start, sentence, span):
                raise UsageError(
                    f"the {part} {span.text!r} stands outside the claim's sentence",
                    hint="A claim stays within its sentence; draw a new one for another.",
                )
        return Content(
            fields={name: text for name, text in drawn.fields.items() if text},
            spans={part: moved(span, -start) for part, span in drawn.spans.items()},
        )

    def _placed(self) -> Iterator[tuple[int, Sentence]]:
        for sentence in self.reading.sentences if self.reading else ():
            start = self.rendition.place(sentence)
            if start is not None:
                yield start, sentence


def _holds(start: int, sentence: Sentence, span: Span) -> bool:
    return start <= span.start and span.end <= start + len(sentence.text)


def _stamp(text: str) -> Stamp:
    try:
        return Stamp.of(text)
    except ValueError as exc:
        raise UsageError(str(exc), hint="Put it back as it was written out.") from exc


def _verdict(state: str) -> Verdict:
    if state not in _BY_STATE:
        raise UsageError(
            f"a claim can't be set to {state!r}", hint=f"Set it to {', '.join(_BY_STATE)}."
        )
    return _BY_STATE[state]


def _reason(text: str) -> ReasonCode | None:
    try:
        return ReasonCode(text) if text else None
    except ValueError as exc:
        raise UsageError(f"reason {text!r} is none of {', '.join(ReasonCode)}") from exc


def _check_text(here: str, sheet: Sheet) -> None:
    there = sheet.text or ""
    # Editors add and drop the last line feed; no offset counts it.
    at = first_difference(there.rstrip("\n"), here.rstrip("\n"))
    if at is None:
        return
    line = there.count("\n", 0, at) + 1
    raise BadFile(
        f"{sheet.where}: the text is not that of PMID {sheet.pmid}: the first difference is at "
        f"character {at} (line {line}), {_shown(there, at)} there and {_shown(here, at)} here",
        hint="The record was changed since, or the text was. Write the claims out again.",
    )


def _check_span(here: str, part: str, span: Span, where: str) -> None:
    if not 0 <= span.start < span.end <= len(here):
        raise BadFile(
            f"{where}: the {part} is at {span.start} to {span.end}; "
            f"the record's text has {len(here)} characters",
            hint="Nothing was changed.",
        )
    at = first_difference(span.text, here[span.start : span.end])
    if at is not None:
        raise BadFile(
            f"{where}: the {part} is not what the record has there: the first difference is at "
            f"character {span.start + at}, {_shown(span.text, at)} there and "
            f"{_shown(here, span.start + at)} here",
            hint="The record was changed since, or the text was. Write the claims out again.",
        )


def _shown(text: str, at: int) -> str:
    return repr(text[at : at + SHOWN]) if at < len(text) else "nothing more"
