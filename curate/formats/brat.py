"""
Brat standoff: ``PMID.txt`` and ``PMID.ann`` a record, as https://brat.nlplab.org/standoff.html.

A claim is an event of the type ``Claim``. Its arguments are text-bound annotations (Mechanism,
Agent, Phenomenon, Exposure, Cue), its trigger lies on its first cue, or on its phenomenon where
it has none. What is said of it are attributes of the event; its id, the name of its mechanism and
who judged it stand in the event's note. The title carries a ``Record`` whose note says which
claims were written into the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from curate.core.claim import Span
from curate.core.errors import BadFile
from curate.core.sheet import PARTS, MarkedClaim, Sheet

ANN = ".ann"
TXT = ".txt"
CLAIM = "Claim"
RECORD = "Record"
CUE = "Cue"
NOTES = "AnnotatorNotes"
ENTITIES = {part: part.capitalize() for part in PARTS}
ATTRIBUTES = {
    "effect": "Effect",
    "basis": "Basis",
    "role": "Role",
    "certainty": "Certainty",
    "origin": "Origin",
    "phenomenon": "Concept",
    "state": "State",
    "reason": "Reason",
}
"""The attribute of an event for each field; the entity of a phenomenon has its name already."""

_PART_OF = {name: part for part, name in ENTITIES.items()}
_FIELD_OF = {name: field for field, name in ATTRIBUTES.items()}
_LINE = re.compile(r"([A-Za-z#*][0-9A-Za-z_-]*)\t([^\t]*)(?:\t(.*))?")
_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_NUMBERED = re.compile(r"(\D+)\d*")
_NOTE_FIELDS = ("claim", "mechanism", "exported", "reviewers", "claims")
_NOTE_PIECE = re.compile(r"((?:[^;\\]|\\.)*)(?:;|$)", re.DOTALL)
_ESCAPES = {"\\": "\\\\", ";": "\\;", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = {written[1]: sign for sign, written in _ESCAPES.items()}


def ann_text(sheet: Sheet) -> str:
    """Return a record's annotations; the same claims give the same bytes."""
    writer = _Writer(sheet.text or "")
    title = _first_line(sheet.text or "")
    if title is not None:
        mark = writer.bound(RECORD, title)
        writer.note(mark, {"claims": ",".join(sheet.exported or ())})
    for claim in sheet.claims:
        _write_claim(writer, claim)
    return "".join(f"{line}\n" for line in writer.lines)


def read_sheet(path: Path) -> Sheet:
    """
    Return the record that an ``.ann`` file and the ``.txt`` file beside it hold.

    Raises BadFile, naming the line, for a file that can't be read, a line that is no standoff, a
    claim that points at nothing, and a span in several pieces that is used in a claim.
    """
    text_path = path.with_suffix(TXT)
    text = _exactly(text_path)
    parsed = _Parsed(path, text)
    for number, line in enumerate(_exactly(path).split("\n"), start=1):
        if line.strip():
            parsed.take(number, line.removesuffix("\r"))
    return Sheet(
        pmid=path.stem,
        text=text,
        claims=tuple(parsed.claims()),
        exported=parsed.exported(),
        aside=tuple(parsed.aside()),
        where=str(text_path),
    )


class _Writer:
    """Numbers annotations, and writes each span of a kind once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self._bound: dict[tuple[str, Span], str] = {}
        self._count: dict[str, int] = {}

    def bound(self, kind: str, span: Span) -> str:
        """Return the id of a text-bound annotation, written before or now."""
        known = self._bound.get((kind, span))
        if known is not None:
            return known
        pieces = list(_lines_of(span))
        places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        words = " ".join(piece.text for piece in pieces)
        found = self._add("T", f"{kind} {places}\t{words}")
        self._bound[kind, span] = found
        return found

    def event(self, trigger: str, arguments: Iterable[tuple[str, str]]) -> str:
        """Return the id of a new event."""
        named = " ".join(f"{role}:{target}" for role, target in arguments)
        return self._add("E", f"{CLAIM}:{trigger} {named}")

    def attribute(self, name: str, target: str, value: str) -> None:
        """Write an attribute of an event."""
        self._add("A", f"{name} {target} {value}")

    def note(self, target: str, fields: Mapping[str, str]) -> None:
        """Write a note, its fields as ``name=text``."""
        written = "; ".join(f"{name}={_escape(text)}" for name, text in fields.items())
        self._add("#", f"{NOTES} {target}\t{written}")

    def _add(self, letter: str, rest: str) -> str:
        self._count[letter] = self._count.get(letter, 0) + 1
        found = f"{letter}{self._count[letter]}"
        self.lines.append(f"{found}\t{rest}")
        return found


def _write_claim(writer: _Writer, claim: MarkedClaim) -> None:
    trigger = claim.cues[0] if claim.cues else claim.spans["phenomenon"]
    named = [(ENTITIES[part], claim.spans[part]) for part in PARTS if part in claim.spans]
    arguments = [(name, writer.bound(name, span)) for name, span in named]
    for number, cue in enumerate(dict.fromkeys(claim.cues), start=1):
        arguments.append((CUE if number == 1 else f"{CUE}{number}", writer.bound(CUE, cue)))
    event = writer.event(writer.bound(CLAIM, trigger), arguments)
    values = {**claim.fields, "state": claim.state, "reason": claim.reason}
    for name, attribute in ATTRIBUTES.items():
        if values.get(name):
            writer.attribute(attribute, event, values[name])
    said = {
        "claim": claim.claim_id,
        "mechanism": claim.fields.get("mechanism", ""),
        "exported": claim.exported,
        "reviewers": ", ".join(claim.reviewers),
    }
    writer.note(event, {name: text for name, text in said.items() if text})


@dataclass(frozen=True, slots=True)
class _Bound:
    kind: str
    pieces: tuple[tuple[int, int], ...]
    words: str | None
    line: int


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]
    line: int


@dataclass(slots=True)
class _Parsed:
    """The annotations of one file by their ids."""

    path: Path
    text: str
    lines: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, _Bound] = field(default_factory=dict)
    events: dict[str, _Event] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        """Read one line; raise BadFile."""
        match = _LINE.fullmatch(line)
        if match is None:
            raise self._bad(number, f"{_short(line)} is no line of brat standoff")
        name, data, tail = match[1], match[2], match[3]
        if name != "*" and self.lines.setdefault(name, number) != number:
            raise self._bad(number, f"{name} is on line {self.lines[name]} already")
        readers = {"T": self._bound, "E": self._event, "A": self._attribute, "M": self._attribute}
        if name[0] == "#":
            self._note(number, data, tail or "")
        elif name[0] in readers:
            readers[name[0]](number, name, data, tail)
        else:
            self.others.append(f"{self.path} line {number}: {_short(line)}")

    def claims(self) -> Iterator[MarkedClaim]:
        """Yield the events that are claims, in the file's order."""
        for name, event in self.events.items():
            if event.kind == CLAIM:
                yield self._claim(name, event)

    def exported(self) -> tuple[str, ...] | None:
        """Return the claims that the record's note names."""
        for name, bound in self.bounds.items():
            if bound.kind == RECORD and name in self.notes:
                named = self.notes[name][0].get("claims", "")
                return tuple(filter(None, named.split(",")))
        return None

    def aside(self) -> Iterator[str]:
        """Name what is neither a claim nor a part of one."""
        used = {RECORD}
        linked = {target for e in self.events.values() for _, target in e.arguments}
        linked |= {event.trigger for event in self.events.values()}
        for name, bound in self.bounds.items():
            if name not in linked and bound.kind not in used:
                yield f"{self.path} line {bound.line}: {bound.kind} {_short(bound.words or '')}"
        for event in self.events.values():
            if event.kind != CLAIM:
                yield f"{self.path} line {event.line}: an event of the type {event.kind}"
        yield from self.others

    def _bound(self, number: int, name: str, data: str, tail: str | None) -> None:
        match = _BOUND.fullmatch(data)
        if match is None:
            raise self._bad(number, f"{_short(data)} is no type with its places")
        pairs = (pair.split(" ") for pair in match[2].split(";"))
        pieces = tuple((int(start), int(end)) for start, end in pairs)
        for start, end in pieces:
            if not 0 <= start < end <= len(self.text):
                raise self._bad(
                    number,
                    f"{name} is at {start} to {end}; the text has {len(self.text)} characters",
                )
        self.bounds[name] = _Bound(match[1], pieces, tail, number)

    def _event(self, number: int, name: str, data: str, tail: str | None) -> None:
        del tail
        pairs = [tuple(piece.split(":")) for piece in data.split()]
        if not pairs or any(len(pair) != 2 for pair in pairs):
            raise self._bad(number, f"{_short(data)} is no event with its arguments")
        (kind, trigger), *arguments = ((pair[0], pair[1]) for pair in pairs)
        self.events[name] = _Event(kind, trigger, tuple(arguments), number)

    def _attribute(self, number: int, name: str, data: str, tail: str | None) -> None:
        del tail
        parts = data.split(" ")
        if len(parts) not in {2, 3}:
            raise self._bad(number, f"{_short(data)} is no attribute with its target")
        kind, target, value = (*parts, "")[:3]
        known = _FIELD_OF.get(kind)
        if known is None:
            self.others.append(f"{self.path} line {number}: {name} {_short(data)}")
            return
        held = self.attributes.setdefault(target, {})
        if held.setdefault(known, value) != value:
            raise self._bad(number, f"{target} has two values for {kind}")

    def _note(self, number: int, data: str, tail: str) -> None:
        parts = data.split()
        if len(parts) != 2:
            raise self._bad(number, f"{_short(data)} is no note with its target")
        kind, target = parts
        if kind != NOTES:
            self.others.append(f"{self.path} line {number}: {kind} {_short(tail)}")
            return
        fields, free = _note_fields(tail)
        before, said = self.notes.get(target, ({}, ""))
        self.notes[target] = (before | fields, "\n".join(filter(None, (said, free))))

    def _claim(self, name: str, event: _Event) -> MarkedClaim:
        spans: dict[str, Span] = {}
        cues = []
        for role, target in event.arguments:
            kind = _numberless(role)
            part = _PART_OF.get(kind)
            span = self._span(event, target)
            if kind == CUE:
                cues.append(span)
            elif part is None:
                raise self._bad(event.line, f"a claim has no argument {role}")
            elif spans.setdefault(part, span) != span:
                raise self._bad(event.line, f"the claim has two arguments {kind}")
        self._span(event, event.trigger)
        fields = dict(self.attributes.get(name, {}))
        said, free = self.notes.get(name, ({}, ""))
        state, reason = fields.pop("state", ""), fields.pop("reason", "")
        if "mechanism" in said:
            fields["mechanism"] = said["mechanism"]
        return MarkedClaim(
            fields=fields,
            spans=spans,
            cues=tuple(cues),
            claim_id=said.get("claim", ""),
            exported=said.get("exported", ""),
            state=state,
            reason=reason,
            note=free,
            where=f"{self.path} line {event.line}",
        )

    def _span(self, event: _Event, target: str) -> Span:
        bound = self.bounds.get(target)
        if bound is None:
            raise self._bad(event.line, f"{target} is not in the file")
        start, end = bound.pieces[0][0], bound.pieces[-1][1]
        gaps = zip(bound.pieces, bound.pieces[1:], strict=False)
        if any(after[0] < before[1] or self._cut(before[1], after[0]) for before, after in gaps):
            raise self._bad(
                bound.line,
                f"{target} is in pieces, and a claim's words are one piece",
                "Mark the piece that names the thing by itself, such as 'mu-' in "
                "'mu- and delta-opioid receptors'.",
            )
        words = " ".join(self.text[a:b] for a, b in bound.pieces)
        if bound.words is not None and bound.words != words:
            # The place of the difference is told when the span is laid beside the record.
            return Span(start, end, bound.words)
        return Span(start, end, self.text[start:end])

    def _cut(self, end: int, start: int) -> bool:
        return bool(self.text[end:start].strip())

    def _bad(self, number: int, what: str, hint: str = "Nothing was changed.") -> BadFile:
        return BadFile(f"{self.path} line {number}: {what}", hint=hint)


def _note_fields(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of a note, and what an annotator wrote beside them."""
    fields: dict[str, str] = {}
    free = []
    for match in _NOTE_PIECE.finditer(text):
        name, equals, value = match[1].strip().partition("=")
        if equals and name in _NOTE_FIELDS:
            fields[name] = _unescape(value)
        elif match[1].strip():
            free.append(_unescape(match[1].strip()))
    return fields, "; ".join(free)


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPED.get(match[1], match[0]), text, flags=re.DOTALL)


def _lines_of(span: Span) -> Iterator[Span]:
    """Yield a span's pieces: brat marks no line feed."""
    start = span.start
    for piece in span.text.split("\n"):
        if piece:
            yield Span(start, start + len(piece), piece)
        start += len(piece) + 1


def _first_line(text: str) -> Span | None:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            return Span(start, start + len(line), line)
        start += len(line) + 1
    return None


def _numberless(role: str) -> str:
    match = _NUMBERED.fullmatch(role)
    return match[1] if match else role


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _exactly(path: Path) -> str:
    """Return a file's text with the line ends that it has: offsets count them."""
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(
            f"{path}: can't be read as UTF-8 text: {error}",
            hint=f"brat keeps a {TXT} and an {ANN} file a record, both in UTF-8.",
        ) from error
