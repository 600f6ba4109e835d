"""A record as one text with its claims marked in it: what annotation tools exchange."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from curate.core.article import Article
from curate.core.claim import Claim, Sentence, Span, State
from curate.core.signs import Basis, Effect, role_of

FIELDS = ("mechanism", "phenomenon", "effect", "basis", "role", "certainty", "origin")
"""What is said of a claim beside its words; named as in ``core.correction``."""

PARTS = ("mechanism", "agent", "phenomenon", "exposure")
"""Whose words are marked."""

_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedClaim:
    """
    A claim as an annotation tool holds it, valid or not.

    ``fields`` are named as ``FIELDS`` (``mechanism`` is a name, ``phenomenon`` a concept);
    ``spans`` are named as ``PARTS`` and count characters of the sheet's text, as ``cues`` do.
    ``claim_id`` and ``exported`` are empty for a claim that an annotator drew. ``exported`` is
    the ``Stamp`` of the claim when it was written out. ``reviewers``, ``decided_by`` and
    ``decided_at`` say who judged it, and are not read back. ``where`` names the file and the
    line, for messages.
    """

    fields: Mapping[str, str]
    spans: Mapping[str, Span]
    cues: tuple[Span, ...] = ()
    claim_id: str = ""
    exported: str = ""
    state: str = ""
    reviewers: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    One record's text and the claims that are marked in it.

    ``text`` is ``None`` where the tool's file holds pieces of it only. ``exported`` are the ids
    of all claims that were written into it, ``None`` where the file no longer tells. ``aside``
    names what the file holds beside claims.
    """

    pmid: str
    text: str | None
    claims: tuple[MarkedClaim, ...] = ()
    exported: tuple[str, ...] | None = None
    aside: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Rendition:
    """
    A record's text as annotators see it: the title, then a line a section with its heading.

    ``starts`` holds where the title's text (0) and each section's text (n) begin in it.
    """

    text: str
    starts: Mapping[int, int]

    def place(self, sentence: Sentence) -> int | None:
        """
        Return where a sentence begins in the text.

        A sentence that has moved within its section is found again where it stands there once;
        ``None`` where it is gone.
        """
        start = self.starts.get(sentence.section)
        if start is not None and self.text.startswith(sentence.text, start + sentence.start):
            return start + sentence.start
        found = self.text.find(sentence.text)
        return found if found >= 0 and self.text.count(sentence.text) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a claim said when it was written out, in short."""

    state: str
    effect: str
    basis: str
    role: str
    digest: str

    def __str__(self) -> str:
        """Return the stamp as files hold it."""
        return ".".join((self.state, self.effect, self.basis, self.role, self.digest))

    @classmethod
    def of(cls, text: str) -> "Stamp":
        """Return the stamp of a text; raise ValueError for what is none."""
        parts = text.split(".")
        if len(parts) != 5:
            raise ValueError(f"{text!r} is not what curate writes into the exported field")
        state, effect, basis, role, digest = parts
        return cls(state=state, effect=effect, basis=basis, role=role, digest=digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a claim says: its fields, and its words as places in its sentence."""

    fields: Mapping[str, str]
    spans: Mapping[str, Span] = field(default_factory=dict)

    def stamp(self, state: str) -> Stamp:
        """Return the stamp of this content."""
        spans = {name: [s.start, s.end, s.text] for name, s in self.spans.items()}
        written = json.dumps([dict(self.fields), spans], ensure_ascii=False, sort_keys=True)
        return Stamp(
            state=state,
            effect=self.fields["effect"],
            basis=self.fields["basis"],
            role=self.fields["role"],
            digest=hashlib.sha256(written.encode()).hexdigest()[:_DIGITS],
        )

    def follows(self, exported: Stamp) -> "Content":
        """
        Return the content with the role that follows, where effect or basis was changed alone.

        Whoever changes only what is observed leaves the inference to the sign table.
        """
        seen = self.fields["effect"], self.fields["basis"]
        role = self.fields["role"]
        if seen == (exported.effect, exported.basis) or role != exported.role:
            return self
        try:
            role = role_of(Effect(seen[0]), Basis(seen[1])).value
        except ValueError:
            return self
        return Content(fields={**self.fields, "role": role}, spans=self.spans)

    def against(self, other: "Content") -> dict[str, str]:
        """
        Return what has to be set on ``other`` to get this content, as ``core.correction`` has it.

        Empty words take a part away.
        """
        changes = {n: v for n, v in self.fields.items() if other.fields.get(n) != v}
        for part in PARTS:
            mine, theirs = self.spans.get(part), other.spans.get(part)
            if mine != theirs:
                changes[f"{part}_text"] = mine.text if mine else ""
        return changes

    @property
    def starts(self) -> dict[str, int]:
        """Return where the words of each part begin, under the names of ``core.correction``."""
        return {f"{part}_text": span.start for part, span in self.spans.items()}


def render(article: Article) -> Rendition:
    """Return the text of a record; it ends with a line feed."""
    pieces = [article.title]
    starts = {0: 0}
    end = len(article.title)
    for number, section in enumerate(article.sections, start=1):
        if not section.text:
            continue
        heading = f"\n{section.label}: " if section.label else "\n"
        starts[number] = end + len(heading)
        pieces += [heading, section.text]
        end += len(heading) + len(section.text)
    return Rendition(text="".join(pieces) + "\n", starts=starts)


def content_of(claim: Claim) -> Content:
    """Return what a claim says."""
    seen, drawn = claim.observation, claim.inference
    fields = {
        "mechanism": drawn.mechanism_label,
        "phenomenon": seen.phenomenon,
        "effect": seen.effect.value,
        "basis": drawn.basis.value,
        "role": drawn.role.value,
        "certainty": seen.certainty.value,
        "origin": seen.origin.value,
    }
    spans = {part: getattr(seen, f"{part}_span") for part in PARTS}
    return Content(fields=fields, spans={p: s for p, s in spans.items() if s is not None})


def marked(claim: Claim, start: int, *, decided_by: str = "", decided_at: str = "") -> MarkedClaim:
    """Return a claim marked in a text in which its sentence begins at ``start``."""
    content = content_of(claim)
    state = State(claim.state).value
    return MarkedClaim(
        fields=content.fields,
        spans={part: moved(span, start) for part, span in content.spans.items()},
        cues=tuple(moved(cue, start) for cue in claim.grounds.cues),
        claim_id=claim.claim_id,
        exported=str(content.stamp(state)),
        state=state,
        reviewers=claim.review.reviewers if claim.review else (),
        decided_by=decided_by,
        decided_at=decided_at,
    )


def moved(span: Span, by: int) -> Span:
    """Return the span so many characters further on."""
    return Span(span.start + by, span.end + by, span.text)


def first_difference(one: str, other: str) -> int | None:
    """Return the first character at which two texts differ; ``None`` where they do not."""
    if one == other:
        return None
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
