"""Screening: which records a review takes in, who said so, and what stands when they differ."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from curate.core.review import check_reviewer, stamp

_PMID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


class Verdict(StrEnum):
    """What a reviewer says of a record; ``withdraw`` takes back what the same one said before."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    UNSURE = "unsure"
    WITHDRAW = "withdraw"


class ExclusionReason(StrEnum):
    """
    Why a record is excluded; the codes that title and abstract screening usually tells apart.

    Their order is that of precedence: where reviewers exclude one record for several reasons, it
    is counted under the first of them.
    """

    DUPLICATE = "duplicate"
    TOPIC = "topic"
    POPULATION = "population"
    EXPOSURE = "exposure"
    COMPARATOR = "comparator"
    OUTCOME = "outcome"
    STUDY_DESIGN = "study_design"
    SETTING = "setting"
    PUBLICATION_TYPE = "publication_type"
    LANGUAGE = "language"
    NO_ABSTRACT = "no_abstract"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the code in plain words."""
        return self.value.replace("_", " ")


REASONS: Mapping[ExclusionReason, str] = MappingProxyType(
    {
        ExclusionReason.DUPLICATE: "reports the same study and data as another record here",
        ExclusionReason.TOPIC: "is about another question",
        ExclusionReason.POPULATION: "wrong population: species, patients, tissue or cells",
        ExclusionReason.EXPOSURE: "wrong intervention or exposure: drug, dose or route",
        ExclusionReason.COMPARATOR: "wrong comparator, or none",
        ExclusionReason.OUTCOME: "the phenomenon asked about was not an outcome",
        ExclusionReason.STUDY_DESIGN: "wrong study design",
        ExclusionReason.SETTING: "wrong setting, time or place",
        ExclusionReason.PUBLICATION_TYPE: "wrong publication type: editorial, letter, protocol",
        ExclusionReason.LANGUAGE: "in a language that the review does not take in",
        ExclusionReason.NO_ABSTRACT: "no abstract, and the title does not tell",
        ExclusionReason.OTHER: "anything else; a note must say what",
    }
)
"""What each reason means, in the order of precedence."""


class Outcome(StrEnum):
    """Where a record stands after all that its reviewers said."""

    UNSCREENED = "unscreened"
    INCLUDED = "included"
    EXCLUDED = "excluded"
    UNSURE = "unsure"
    DISPUTED = "disputed"


_OUTCOMES = {
    Verdict.INCLUDE: Outcome.INCLUDED,
    Verdict.EXCLUDE: Outcome.EXCLUDED,
    Verdict.UNSURE: Outcome.UNSURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    What somebody says of one record.

    An exclusion has a reason, and no other verdict has; ``other`` goes with a note. Raises
    ValueError for what does not fit together.
    """

    pmid: str
    verdict: Verdict
    reason: ExclusionReason | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        if not _PMID.fullmatch(self.pmid):
            raise ValueError(f"{self.pmid!r} is not a PMID")
        excludes = self.verdict is Verdict.EXCLUDE
        if excludes and self.reason is None:
            raise ValueError("an exclusion needs a reason")
        if not excludes and self.reason is not None:
            raise ValueError(f"{self.verdict} takes no reason")
        if self.reason is ExclusionReason.OTHER and not self.note.strip():
            raise ValueError("the reason 'other' needs a note that says what it is")
        _check_text("note", self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening(Judgement):
    """
    One judgement of one reviewer at one time; it is never changed, only followed by a later one.

    ``decided_at`` is ISO 8601 in UTC with microseconds and a Z at its end. One that
    ``adjudicates`` settles the record over what the reviewers say. Raises ValueError.
    """

    reviewer: str
    decided_at: str
    adjudicates: bool = False

    def __post_init__(self) -> None:
        """Refuse a name that nobody has, and a time that does not sort."""
        # A dataclass with slots is made anew, so that super() without arguments has lost its own.
        Judgement.__post_init__(self)
        check_reviewer(self.reviewer)
        _check_time(self.decided_at)

    @property
    def screening_id(self) -> str:
        """Return a content address: 16 hexadecimal digits."""
        parts = [
            self.reviewer,
            self.decided_at,
            self.pmid,
            self.verdict.value,
            self.reason.value if self.reason else "",
            self.note,
            "adjudicates" if self.adjudicates else "",
        ]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def place(self) -> tuple[str, str]:
        """Return what screenings are ordered by: their time, then their content."""
        return self.decided_at, self.screening_id

    @property
    def judgement(self) -> Judgement:
        """Return what was said, without who and when."""
        return Judgement(pmid=self.pmid, verdict=self.verdict, reason=self.reason, note=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """
    Where one record stands.

    ``verdicts`` are those that stand, one a reviewer, by reviewer; ``adjudication`` is the one
    that settles it, where there is one. ``reason`` is there for an excluded record.
    """

    pmid: str
    outcome: Outcome
    reason: ExclusionReason | None = None
    verdicts: tuple[Screening, ...] = ()
    adjudication: Screening | None = None


def standing(screenings: Iterable[Screening]) -> dict[str, Screened]:
    """
    Return where each record stands, by PMID in numeric order; the input's order is of no matter.

    Of each reviewer the latest counts, and none where that one withdraws. Reviewers who agree
    settle the record, those who differ dispute it. The latest adjudication that was not
    withdrawn settles it over all of them, whatever they say afterwards.
    """
    by_pmid: dict[str, list[Screening]] = defaultdict(list)
    for screening in screenings:
        by_pmid[screening.pmid].append(screening)
    return {pmid: _standing(pmid, by_pmid[pmid]) for pmid in sorted(by_pmid, key=int)}


def latest(screenings: Iterable[Screening]) -> dict[tuple[str, str, bool], Screening]:
    """Return the latest of each reviewer on each record, adjudications apart, withdrawn too."""
    found: dict[tuple[str, str, bool], Screening] = {}
    for screening in screenings:
        key = (screening.reviewer, screening.pmid, screening.adjudicates)
        if key not in found or found[key].place < screening.place:
            found[key] = screening
    return found


def screening_record(screening: Screening) -> dict[str, object]:
    """Return the fields of a screening by name, in their fixed order, its id first."""
    return {
        "screening_id": screening.screening_id,
        "reviewer": screening.reviewer,
        "decided_at": screening.decided_at,
        "pmid": screening.pmid,
        "verdict": screening.verdict.value,
        "reason": screening.reason.value if screening.reason else None,
        "note": screening.note,
        "adjudicates": screening.adjudicates,
    }


def screening_of(record: Mapping[str, object]) -> Screening:
    """
    Return the screening that such fields tell; the opposite of ``screening_record``.

    Raises ValueError for a missing, unknown or senseless field, and where ``screening_id`` does
    not belong to the rest.
    """
    adjudicates = record.get("adjudicates")
    if adjudicates is not True and adjudicates is not False:
        raise ValueError(f"adjudicates is {adjudicates!r}, not true or false")
    screening = Screening(
        reviewer=_text(record, "reviewer"),
        decided_at=_text(record, "decided_at"),
        pmid=_text(record, "pmid"),
        verdict=verdict_of(_text(record, "verdict")),
        reason=None if record.get("reason") is None else reason_of(_text(record, "reason")),
        note=_text(record, "note"),
        adjudicates=adjudicates,
    )
    known = screening_record(screening)
    unknown = sorted(record.keys() - known.keys())
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}")
    if record.get("screening_id") != screening.screening_id:
        raise ValueError(
            f"screening_id is {record.get('screening_id')!r}, but {screening.screening_id!r} "
            "belongs to what the line says; it was changed by hand"
        )
    return screening


def verdict_of(text: str) -> Verdict:
    """Return a verdict by its name; raise ValueError."""
    try:
        return Verdict(text)
    except ValueError as exc:
        raise ValueError(f"verdict {text!r} is none of {', '.join(Verdict)}") from exc


def reason_of(text: str) -> ExclusionReason:
    """Return a reason by its code; raise ValueError."""
    try:
        return ExclusionReason(text)
    except ValueError as exc:
        raise ValueError(f"reason {text!r} is none of {', '.join(ExclusionReason)}") from exc


def _standing(pmid: str, said: list[Screening]) -> Screened:
    last = [s for s in latest(said).values() if s.verdict is not Verdict.WITHDRAW]
    settling = sorted((s for s in last if s.adjudicates), key=lambda s: s.place)
    verdicts = tuple(sorted((s for s in last if not s.adjudicates), key=lambda s: s.reviewer))
    adjudication = settling[-1] if settling else None
    counting = (adjudication,) if adjudication else verdicts
    kinds = {s.verdict for s in counting}
    if not kinds:
        outcome = Outcome.UNSCREENED
    elif len(kinds) > 1:
        outcome = Outcome.DISPUTED
    else:
        outcome = _OUTCOMES[kinds.pop()]
    given = {s.reason for s in counting}
    excluded = outcome is Outcome.EXCLUDED
    return Screened(
        pmid=pmid,
        outcome=outcome,
        reason=next(reason for reason in REASONS if reason in given) if excluded else None,
        verdicts=verdicts,
        adjudication=adjudication,
    )


def _check_time(text: str) -> None:
    try:
        same = stamp(datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)) == text
    except ValueError:
        same = False
    if not same:
        raise ValueError(f"decided_at {text!r} is no time such as 2026-01-31T23:59:59.000000Z")


def _text(record: Mapping[str, object], name: str) -> str:
    match record.get(name):
        case str() as value:
            return value
        case None:
            raise ValueError(f"{name} is missing")
        case value:
            raise ValueError(f"{name} is {value!r}, not a text")


def _check_text(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise ValueError(f"the {name} holds characters that are no Unicode text") from exc
