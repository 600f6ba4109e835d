"""
The files of editions: ``annotations/editions/NAME.jsonl``.

The first line tells what the edition is; then a line for each citation in print order, for each
claim that reviewers rejected, and for each record that was held. The same edition has the same
bytes, and two editions compare well line by line.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from curate.core.asked import asked_of, asked_record
from curate.core.claim import State, Tier
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
from curate.core.errors import BadFile, NotFound, UsageError
from curate.core.review import Verdict
from curate.core.signs import Role
from curate.core.source_standing import Standing
from curate.core.wording import Mark
from curate.formats.jsonlines import read_objects
from curate.formats.whole_file import write_whole

ENDING = ".jsonl"
FORM = 1
_HINT = "Put the file back as git has it, or save the edition under another name."


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """
    A ``curate.core.ports.EditionArchive`` over a folder.

    Raises BadFile, naming file and line, for a file that can't be read or written.
    """

    folder: Path

    def path(self, name: str) -> Path:
        """Return an edition's file; raise UsageError for a name that can't be one."""
        try:
            return self.folder / f"{check_name(name)}{ENDING}"
        except ValueError as error:
            raise UsageError(str(error)) from error

    def names(self) -> list[str]:
        """Return the editions that are there, by name."""
        return sorted(path.name.removesuffix(ENDING) for path in self.folder.glob(f"*{ENDING}"))

    def save(self, edition: Edition) -> bool:
        """
        Write an edition down, whole or not at all, and return whether it is new.

        One of that name that holds the same is left as it is; raises UsageError for one that
        holds something else.
        """
        path = self.path(edition.name)
        if path.exists():
            if edition.same_as(self.load(edition.name)):
                return False
            raise UsageError(
                f"there is another edition {edition.name!r}, and an edition is never changed",
                hint=f"Save it under another name; see what differs: curate diff {edition.name}",
            )
        try:
            write_whole(path, "".join(_lines(edition)).encode())
        except OSError as error:
            raise BadFile(f"{path}: can't be written: {error}") from error
        return True

    def newest(self) -> list[Edition]:
        """Return the edition that was saved last, as a list of one, or an empty one."""
        saved = [self.load(name) for name in self.names()]
        return [max(saved, key=lambda edition: (edition.saved_at, edition.name))] if saved else []

    def load(self, name: str) -> Edition:
        """Return the edition of that name; raise NotFound where there is none."""
        path = self.path(name)
        if not path.exists():
            here = ", ".join(self.names())
            raise NotFound(
                f"there is no edition {name!r}",
                hint=f"There are: {here}" if here else "Save one: curate table --edition NAME",
            )
        return _read(path, name)


def _lines(edition: Edition) -> Iterator[str]:
    yield _line(
        "edition",
        {
            "form": FORM,
            "name": edition.name,
            "saved_at": edition.saved_at,
            "title": edition.title,
            **asdict(edition.versions),
            "asked": asked_record(edition.asked),
            "searches": [list(search) for search in edition.searches],
        },
    )
    for cited in edition.cited:
        yield _line("cited", _cited_record(cited))
    for claim_id, word in sorted(edition.rejected.items()):
        yield _line("rejected", {"claim_id": claim_id, **_word_record(word)})
    for pmid, record in sorted(edition.records.items(), key=lambda item: int(item[0])):
        yield _line("record", _held_record(pmid, record))


def _line(kind: str, values: dict[str, object]) -> str:
    return f"{json.dumps({'kind': kind} | values, ensure_ascii=False)}\n"


def _cited_record(cited: Cited) -> dict[str, object]:
    place = cited.place
    return {
        "mechanism": place.mechanism,
        "phenomenon": place.phenomenon,
        "role": place.role.value,
        "pmid": place.pmid,
        "mechanism_label": cited.mechanism,
        "phenomenon_label": cited.phenomenon,
        "label": cited.label,
        "marks": [mark.value for mark in cited.marks],
        "claims": [_claim_record(claim) for claim in cited.claims],
    }


def _claim_record(claim: CitedClaim) -> dict[str, object]:
    values: dict[str, object] = {
        "claim_id": claim.claim_id,
        "section": claim.section,
        "start": claim.start,
        "sentence": claim.sentence,
        "state": claim.state.value,
        "tier": claim.tier.value,
    }
    return values | ({"word": _word_record(claim.word)} if claim.word else {})


def _word_record(word: LastWord) -> dict[str, object]:
    return asdict(word)


def _held_record(pmid: str, record: HeldRecord) -> dict[str, object]:
    values: dict[str, object] = {"pmid": pmid, "digest": record.digest}
    if record.standing is not Standing.REGULAR:
        values["standing"] = record.standing.value
    if not record.read:
        values["read"] = False
    if record.excluded:
        values["excluded"] = True
    return values


@dataclass(slots=True)
class _Read:
    head: dict[str, Any] = field(default_factory=dict)
    cited: list[Cited] = field(default_factory=list)
    rejected: dict[str, LastWord] = field(default_factory=dict)
    records: dict[str, HeldRecord] = field(default_factory=dict)

    def take(self, kind: object, values: dict[str, Any]) -> None:
        """Take one line in; raise ValueError, KeyError or TypeError for a wrong one."""
        if (kind == "edition") is bool(self.head):
            raise ValueError(f"kind {kind!r} is out of place")
        if kind == "edition":
            if values["form"] != FORM:
                raise ValueError(f"form {values['form']!r} is not one that this curate reads")
            self.head = values
        elif kind == "cited":
            self.cited.append(_cited(values))
        elif kind == "rejected":
            claim_id = values.pop("claim_id")
            self.rejected[claim_id] = _word(values)
        elif kind == "record":
            self.records[values["pmid"]] = _held(values)
        else:
            raise ValueError(f"kind {kind!r} is unknown")

    def edition(self) -> Edition:
        """Return all of it; raise KeyError or TypeError where something is missing."""
        head = self.head
        return Edition(
            name=head["name"],
            saved_at=head["saved_at"],
            title=head["title"],
            versions=Versions(**{n: head[n] for n in ("tool", "pack", "model", "identity")}),
            asked=asked_of(head["asked"]),
            searches=tuple((name, date) for name, date in head["searches"]),
            cited=tuple(self.cited),
            records=self.records,
            rejected=self.rejected,
        )


def _read(path: Path, name: str) -> Edition:
    found = _Read()
    where = str(path)
    try:
        for number, record in read_objects(path):
            where = f"{path} line {number}"
            found.take(record.pop("kind", None), record)
        where = str(path)
        edition = found.edition()
    except KeyError as error:
        raise BadFile(f"{where}: {error.args[0]} is missing", hint=_HINT) from error
    except (TypeError, ValueError) as error:
        raise BadFile(f"{where}: {error}", hint=_HINT) from error
    if edition.name != name:
        raise BadFile(f"{path}: holds the edition {edition.name!r}, not the one of its name")
    return edition


def _cited(values: dict[str, Any]) -> Cited:
    role = Role(values["role"])
    return Cited(
        place=Place(values["mechanism"], values["phenomenon"], role, values["pmid"]),
        mechanism=values["mechanism_label"],
        phenomenon=values["phenomenon_label"],
        label=values["label"],
        marks=tuple(Mark(mark) for mark in values["marks"]),
        claims=tuple(_claim(claim) for claim in values["claims"]),
    )


def _claim(values: dict[str, Any]) -> CitedClaim:
    return CitedClaim(
        claim_id=values["claim_id"],
        section=values["section"],
        start=values["start"],
        sentence=values["sentence"],
        state=State(values["state"]),
        tier=Tier(values["tier"]),
        word=_word(values["word"]) if "word" in values else None,
    )


def _word(values: dict[str, Any]) -> LastWord:
    return LastWord(**values | {"verdict": Verdict(values["verdict"])})


def _held(values: dict[str, Any]) -> HeldRecord:
    return HeldRecord(
        digest=values["digest"],
        standing=Standing(values.get("standing", Standing.REGULAR)),
        read=values.get("read", True),
        excluded=values.get("excluded", False),
    )
