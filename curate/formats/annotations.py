"""Annotations as JSON Lines: one claim a line, or one line for a record that holds none."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from curate.core.annotation import CLAIM_FIELDS, Annotation, NoClaim, claim_record
from curate.core.claim import Certainty, Claim, Origin, SourceKind
from curate.core.errors import BadFile
from curate.core.signs import Basis, Effect, Role
from curate.core.source_standing import Standing
from curate.formats.jsonlines import optional_text, pmid_of, read_objects, text_of

_Choice = TypeVar("_Choice", bound=StrEnum)

_KNOWN = frozenset(CLAIM_FIELDS) | {"none"}


def read_annotations(path: Path) -> list[Annotation | NoClaim]:
    """
    Read a file of annotations, in its order; blank lines are skipped.

    The fields that ``curate claims --json`` adds are allowed and ignored, but for
    ``source_kind``. Raises BadFile, naming the line, for a file that can't be read, a broken
    line, an unknown field or value, a span that its sentence does not hold, and a record that is
    both marked as empty and given a claim.
    """
    items: list[Annotation | NoClaim] = []
    kinds: dict[str, type] = {}
    for number, record in read_objects(path):
        try:
            item = _parse_record(record)
            _agree(item, kinds)
        except ValueError as error:
            raise BadFile(f"{path} line {number}: {error}") from error
        items.append(item)
    return items


def _agree(item: Annotation | NoClaim, kinds: dict[str, type]) -> None:
    if kinds.setdefault(item.pmid, type(item)) is not type(item):
        raise ValueError(f"PMID {item.pmid} has claims and is marked as having none")


def _parse_record(record: dict[str, object]) -> Annotation | NoClaim:
    unknown = sorted(record.keys() - _KNOWN)
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}")
    kind = _optional_choice(record, "source_kind", SourceKind)
    if "none" in record:
        return _no_claim(record, kind)
    return Annotation(
        pmid=pmid_of(record),
        sentence=text_of(record, "sentence"),
        mechanism_text=optional_text(record, "mechanism_text"),
        mechanism=text_of(record, "mechanism"),
        agent_text=optional_text(record, "agent_text"),
        phenomenon_text=text_of(record, "phenomenon_text"),
        phenomenon=text_of(record, "phenomenon"),
        exposure_text=optional_text(record, "exposure_text"),
        effect=_choice(record, "effect", Effect),
        basis=_choice(record, "basis", Basis),
        role=_choice(record, "role", Role),
        certainty=_choice(record, "certainty", Certainty),
        origin=_choice(record, "origin", Origin),
        note=optional_text(record, "note"),
        source_kind=kind,
    )


def _no_claim(record: dict[str, object], kind: SourceKind | None) -> NoClaim:
    if record["none"] is not True:
        raise ValueError("none is true or absent")
    extra = sorted(record.keys() - {"pmid", "none", "source_kind"})
    if extra:
        raise ValueError(f"a line with none has no {extra[0]}")
    return NoClaim(pmid=pmid_of(record), source_kind=kind)


def _choice(record: dict[str, object], name: str, values: type[_Choice]) -> _Choice:
    text = text_of(record, name)
    try:
        return values(text)
    except ValueError as error:
        known = ", ".join(values)
        raise ValueError(f"{name} {text!r} is none of {known}") from error


def _optional_choice(
    record: dict[str, object], name: str, values: type[_Choice]
) -> _Choice | None:
    return None if record.get(name) is None else _choice(record, name, values)


def claim_line(claim: Claim, standing: Standing = Standing.REGULAR) -> str:
    """Return a claim as one line of JSON with its line feed: ``core.annotation.claim_record``."""
    return json.dumps(claim_record(claim, standing), ensure_ascii=False) + "\n"
