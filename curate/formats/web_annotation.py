"""
W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one JSON-LD file.

An ``AnnotationCollection`` with one ``AnnotationPage``. A claim is an annotation whose target is
the words in the PubMed record from the first to the last that it points at, and whose body is the
claim: its fields under names of the vocabulary ``urn:x-curate:vocab:``, and the words of each part
as a ``SpecificResource``. Positions count Unicode code points of the record's text: the title,
then a line a section, each with its printed heading, a colon and a space in front. Each record has
an annotation of its own (``identifying``) that says which claims were written out. What an
annotator remarks on a claim is a second body, a ``TextualBody``.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from curate.core.claim import Span
from curate.core.errors import BadFile
from curate.core.sheet import FIELDS, PARTS, MarkedClaim, Sheet
from curate.formats.jsonlines import read_text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PREFIX = "curate"
VOCABULARY = "urn:x-curate:vocab:"
CLAIM_IRI = "urn:x-curate:claim:"
RECORD_IRI = "urn:x-curate:record:"
COLLECTION_IRI = "urn:x-curate:collection:"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"
BESIDE = 32
"""How many characters before and after a quotation say where it stands."""

_CONTEXTS = [CONTEXT, {PREFIX: VOCABULARY}]
CLAIM = f"{PREFIX}:Claim"
RECORD = f"{PREFIX}:Record"
_TYPES = frozenset({CLAIM, RECORD})
_BODY_TEXTS = ("exported", "state", "reason")


def collection_lines(sheets: Iterable[Sheet], generator: str) -> Iterator[str]:
    """
    Yield a collection in lines, an annotation a line; the same claims give the same bytes.

    ``generator`` names the software.
    """
    items = [line for sheet in sheets for line in _annotations(sheet, generator)]
    digest = hashlib.sha256("\n".join(items).encode()).hexdigest()[:16]
    head = {
        "@context": _CONTEXTS,
        "id": f"{COLLECTION_IRI}{digest}",
        "type": "AnnotationCollection",
        "label": "Claims in PubMed records",
        "total": len(items),
    }
    page = {
        "id": f"{COLLECTION_IRI}{digest}:1",
        "type": "AnnotationPage",
        "partOf": head["id"],
        "startIndex": 0,
    }
    yield f'{_json(head)[:-1]}, "first": {_json(page)[:-1]}, "items": [\n'
    for number, item in enumerate(items, start=1):
        yield item + (",\n" if number < len(items) else "\n")
    yield "]}}\n"


def read_sheets(path: Path) -> list[Sheet]:
    """
    Return the records of a collection, of a page, of a list of annotations or of a single one.

    Annotations that are no claims are named in ``aside``. Raises BadFile, naming the line, for
    broken JSON and for what is no annotation of a PubMed record.
    """
    text = read_text(path)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFile(
            f"{path} line {error.lineno}: broken JSON: {error.msg} at column {error.colno}",
            hint="Nothing was changed.",
        ) from error
    reader = _Reader(path, text)
    for number, item in enumerate(_items(value, path), start=1):
        reader.take(number, item)
    return reader.sheets()


def _annotations(sheet: Sheet, generator: str) -> Iterator[str]:
    text = sheet.text or ""
    yield _json(
        {
            "id": f"{RECORD_IRI}{sheet.pmid}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": {
                "type": RECORD,
                "curate:pmid": sheet.pmid,
                "curate:claims": list(sheet.exported or ()),
            },
            "target": _source(sheet.pmid),
        }
    )
    for claim in sheet.claims:
        yield _json(_annotation(sheet.pmid, text, claim, generator))


def _annotation(pmid: str, text: str, claim: MarkedClaim, generator: str) -> dict[str, object]:
    whole = [*claim.spans.values(), *claim.cues]
    start, end = min(s.start for s in whole), max(s.end for s in whole)
    body: dict[str, object] = {"id": f"{CLAIM_IRI}{claim.claim_id}", "type": CLAIM}
    body |= {f"curate:{name}": claim.fields[name] for name in FIELDS if name in claim.fields}
    body |= {
        f"curate:{part}Words": _selected(pmid, text, claim.spans[part])
        for part in PARTS
        if part in claim.spans
    }
    if claim.cues:
        body["curate:cueWords"] = [_selected(pmid, text, cue) for cue in claim.cues]
    body |= {f"curate:{name}": value for name in _BODY_TEXTS if (value := getattr(claim, name))}
    if claim.reviewers:
        body["curate:reviewers"] = list(claim.reviewers)
    written: dict[str, object] = {
        "id": f"{CLAIM_IRI}{claim.claim_id}:annotation",
        "type": "Annotation",
        "motivation": ["classifying", "assessing"] if claim.decided_by else "classifying",
    }
    if claim.decided_by:
        written["creator"] = {"type": "Person", "name": claim.decided_by}
        written["created"] = claim.decided_at
    written["generator"] = {"type": "Software", "name": generator}
    written["body"] = body
    written["target"] = _selected(pmid, text, Span(start, end, text[start:end]))
    return written


def _selected(pmid: str, text: str, span: Span) -> dict[str, object]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - BESIDE) : span.start],
        "suffix": text[span.end : span.end + BESIDE],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "type": "SpecificResource",
        "source": _source(pmid),
        "selector": [quote, position],
    }


def _source(pmid: str) -> str:
    return f"{PUBMED}{pmid}/"


class _Reader:
    """Gathers annotations by record."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self._claims: dict[str, list[MarkedClaim]] = {}
        self._exported: dict[str, tuple[str, ...]] = {}
        self._where: dict[str, str] = {}
        self._aside: list[str] = []

    def take(self, number: int, item: object) -> None:
        """Read one annotation; raise BadFile."""
        where = f"{self.path} {self._place(number, item)}"
        try:
            self._take(item, where)
        except ValueError as error:
            raise BadFile(f"{where}: {error}", hint="Nothing was changed.") from error

    def sheets(self) -> list[Sheet]:
        """Return the records, in the file's order."""
        found = [
            Sheet(
                pmid=pmid,
                text=None,
                claims=tuple(self._claims.get(pmid, ())),
                exported=self._exported.get(pmid),
                where=where,
            )
            for pmid, where in self._where.items()
        ]
        # What is no claim belongs to no record: it is told once, with the first.
        return [replace(found[0], aside=tuple(self._aside)), *found[1:]] if found else []

    def _take(self, item: object, where: str) -> None:
        if not isinstance(item, dict) or item.get("type") != "Annotation":
            raise ValueError("this is no annotation")
        bodies = item.get("body")
        listed = bodies if isinstance(bodies, list) else [bodies]
        known = {b["type"]: b for b in listed if isinstance(b, dict) and b.get("type") in _TYPES}
        if not known:
            self._aside.append(f"{where}: an annotation that is no claim")
            return
        pmid = _pmid(item.get("target"))
        self._where.setdefault(pmid, where)
        if RECORD in known:
            claims = known[RECORD].get("curate:claims", [])
            if not isinstance(claims, list) or not all(isinstance(c, str) for c in claims):
                raise ValueError("curate:claims is no list of ids")
            self._exported[pmid] = tuple(claims)
        if CLAIM in known:
            claim = _claim(pmid, known[CLAIM], where)
            self._claims.setdefault(pmid, []).append(replace(claim, note=_note(listed)))

    def _place(self, number: int, item: object) -> str:
        """Return the line on which an annotation's id stands, else its number."""
        name = item.get("id") if isinstance(item, dict) else None
        for written in (_json(name), json.dumps(name)):
            at = self.text.find(f'"id": {written}') if isinstance(name, str) else -1
            at = self.text.find(f'"id":{written}') if at < 0 and isinstance(name, str) else at
            if at >= 0:
                return f"line {self.text.count(chr(10), 0, at) + 1}"
        return f"annotation {number}"


def _claim(pmid: str, body: Mapping[str, Any], where: str) -> MarkedClaim:
    spans = {}
    for part in PARTS:
        if f"curate:{part}Words" in body:
            spans[part] = _span(pmid, part, body[f"curate:{part}Words"])
    fields = {name: _text(body, f"curate:{name}") for name in FIELDS if f"curate:{name}" in body}
    name = _text(body, "id")
    return MarkedClaim(
        fields=fields,
        spans=spans,
        claim_id=name.removeprefix(CLAIM_IRI) if name.startswith(CLAIM_IRI) else "",
        exported=_text(body, "curate:exported"),
        state=_text(body, "curate:state"),
        reason=_text(body, "curate:reason"),
        where=where,
    )


def _note(bodies: Iterable[object]) -> str:
    """Return what an annotator wrote beside the claim: the texts of its textual bodies."""
    texts = (b for b in bodies if isinstance(b, dict) and b.get("type") == "TextualBody")
    return "\n".join(_text(text, "value") for text in texts)


def _span(pmid: str, part: str, value: object) -> Span:
    if not isinstance(value, dict) or _pmid(value) != pmid:
        raise ValueError(f"the words of the {part} are not in the record of the claim")
    selectors = value.get("selector")
    found = selectors if isinstance(selectors, list) else [selectors]
    by_type = {s["type"]: s for s in found if isinstance(s, dict) and "type" in s}
    quote, position = by_type.get("TextQuoteSelector"), by_type.get("TextPositionSelector")
    match position, quote:
        case {"start": int() as start, "end": int() as end}, {"exact": str() as exact}:
            if start + len(exact) != end:
                raise ValueError(f"the {part} {exact!r} does not reach from {start} to {end}")
            return Span(start, end, exact)
    raise ValueError(f"the {part} needs a TextPositionSelector and a TextQuoteSelector")


def _pmid(target: object) -> str:
    source = target.get("source") if isinstance(target, dict) else target
    if isinstance(source, dict):
        source = source.get("id")
    if not isinstance(source, str) or not source.startswith(PUBMED):
        raise ValueError(f"the target {source!r} is no PubMed record, such as {PUBMED}900000001/")
    return source.removeprefix(PUBMED).strip("/")


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}, not a text")  # noqa: TRY004 - the file is wrong, not the call
    return value


def _items(value: object, path: Path) -> Iterator[object]:
    """Yield the annotations that a file holds, page after page."""
    match value:
        case list():
            yield from value
        case {"type": "Annotation"}:
            yield value
        case {"type": "AnnotationPage", "items": list() as items, "next": dict() as following}:
            yield from items
            yield from _items(following, path)
        case {"type": "AnnotationPage", "items": list() as items}:
            yield from items
        case {"type": "AnnotationCollection", "first": dict() as first}:
            yield from _items(first, path)
        case _:
            raise BadFile(
                f"{path}: no Web Annotation: neither a collection with its first page, nor a "
                "page, a list or an annotation",
                hint="Nothing was changed.",
            )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
