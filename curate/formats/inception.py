"""
UIMA CAS XMI with two custom layers, as INCEpTION (https://inception-project.github.io) reads it.

``TypeSystem.xml`` describes the layers and is imported into the project once; ``PMID.xmi`` is a
document in the format "UIMA CAS XMI". ``CurateMention`` marks words (``kind`` is Mechanism, Agent,
Phenomenon, Exposure or Cue); ``CurateClaim`` lies on a claim's first cue, or on its phenomenon,
holds its fields, and points at its mentions through the slots ``arguments``. ``CurateRecord`` lies
on the title and says which record this is, and which claims were written into it. INCEpTION's own
exports, a zip of a document's XMI with its type system, are read back.

The XMI is written and read by DKPro cassis, which counts UTF-16 code units in the file and code
points here.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curate.core.claim import Span
from curate.core.errors import BadFile, ConfigurationError
from curate.core.sheet import FIELDS, PARTS, MarkedClaim, Sheet

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

TYPES = "TypeSystem.xml"
XMI = ".xmi"
NAMESPACE = "webanno.custom."
MENTION = f"{NAMESPACE}CurateMention"
CLAIM = f"{NAMESPACE}CurateClaim"
LINK = f"{NAMESPACE}CurateClaimArgumentsLink"
RECORD = f"{NAMESPACE}CurateRecord"
CUE = "Cue"
_KINDS = {part: part.capitalize() for part in PARTS}
_PART_OF = {kind: part for part, kind in _KINDS.items()}
_STRING = "uima.cas.String"
_ANNOTATION = "uima.tcas.Annotation"
# "role" in a claim is the mechanism's; a slot's own role is in the link.
_CLAIM_TEXTS = ("claim_id", *FIELDS, "state", "reason", "note", "reviewers", "exported")
_EXPORT = "Export the document from INCEpTION as UIMA CAS XMI. Nothing was changed."
_LARGEST = 64 * 1024 * 1024


def require_cassis() -> None:
    """Raise ConfigurationError where DKPro cassis is not installed."""
    try:
        import cassis  # noqa: F401
    except ImportError as exc:
        raise ConfigurationError(
            "the format inception needs DKPro cassis, which is not installed",
            hint="pip install 'curate[exchange]'",
        ) from exc


def type_system() -> "TypeSystem":
    """Return the layers."""
    require_cassis()
    from cassis import TypeSystem

    types = TypeSystem()
    mention = types.create_type(MENTION, _ANNOTATION, "Words that a claim points at.")
    kinds = ", ".join((*_KINDS.values(), CUE))
    types.create_feature(mention, "kind", _STRING, description=kinds)
    link = types.create_type(LINK, "uima.cas.TOP")
    types.create_feature(link, "role", _STRING)
    types.create_feature(link, "target", mention)
    claim = types.create_type(CLAIM, _ANNOTATION, "A mechanism linked to a phenomenon.")
    for name in _CLAIM_TEXTS:
        types.create_feature(claim, name, _STRING)
    types.create_feature(claim, "arguments", "uima.cas.FSArray", elementType=link)
    record = types.create_type(RECORD, _ANNOTATION, "The record, and the claims written into it.")
    for name in ("pmid", "claims"):
        types.create_feature(record, name, _STRING)
    return types


def type_system_xml() -> str:
    """Return ``TypeSystem.xml``."""
    return str(type_system().to_xml())


def xmi_text(sheet: Sheet, types: "TypeSystem") -> str:
    """
    Return a record as XMI; the same claims give the same bytes.

    Raises BadFile for a text with a character that XML can't hold.
    """
    from cassis import Cas

    cas = Cas(typesystem=types)
    cas.sofa_mime = "text/plain"
    cas.sofa_string = sheet.text or ""
    cas.document_language = "en"
    _add_record(cas, types, sheet)
    mentions: dict[tuple[str, Span], Any] = {}
    for claim in sheet.claims:
        _add_claim(cas, types, claim, mentions)
    try:
        return str(cas.to_xmi())
    except ValueError as exc:
        raise BadFile(
            f"PMID {sheet.pmid}: its text holds a character that XML can't hold",
            hint="Use the format brat or web-annotation.",
        ) from exc


def read_sheets(path: Path) -> list[Sheet]:
    """
    Return the records in an XMI file, a zip, or a folder of either.

    Raises BadFile, naming the file and where it can the line, for what can't be read.
    """
    require_cassis()
    return [_sheet(name, xmi, types) for name, xmi, types in _documents(path)]


def _add_record(cas: "Cas", types: "TypeSystem", sheet: Sheet) -> None:
    text = sheet.text or ""
    title = text.split("\n", 1)[0]
    end = len(title) or len(text.rstrip("\n"))
    if end:
        claims = ",".join(sheet.exported or ())
        make = types.get_type(RECORD)
        cas.add(make(begin=0, end=end, pmid=sheet.pmid, claims=claims))


def _add_claim(
    cas: "Cas", types: "TypeSystem", claim: MarkedClaim, mentions: dict[tuple[str, Span], Any]
) -> None:
    link, mention = types.get_type(LINK), types.get_type(MENTION)
    wanted = [(_KINDS[part], claim.spans[part]) for part in PARTS if part in claim.spans]
    wanted += [(CUE, cue) for cue in dict.fromkeys(claim.cues)]
    links = []
    for kind, span in wanted:
        found = mentions.get((kind, span))
        if found is None:
            found = mentions[kind, span] = mention(begin=span.start, end=span.end, kind=kind)
            cas.add(found)
        links.append(link(role=kind, target=found))
    anchor = claim.cues[0] if claim.cues else claim.spans["phenomenon"]
    texts = {
        **claim.fields,
        "claim_id": claim.claim_id,
        "state": claim.state,
        "reason": claim.reason,
        "note": claim.note,
        "reviewers": ", ".join(claim.reviewers),
        "exported": claim.exported,
    }
    array = types.get_type("uima.cas.FSArray")(elements=links)
    make = types.get_type(CLAIM)
    held = {name: text for name, text in texts.items() if text}
    cas.add(make(begin=anchor.start, end=anchor.end, arguments=array, **held))


def _documents(path: Path) -> Iterator[tuple[str, bytes, bytes | None]]:
    """Yield each XMI under its name, with the type system that lies beside it."""
    if path.is_dir():
        beside = path / TYPES
        types = _bytes(beside) if beside.is_file() else None
        found = [p for p in sorted(path.rglob("*")) if p.suffix in {XMI, ".zip"} and p.is_file()]
        if not found:
            raise BadFile(f"{path}: there is no {XMI} file and no zip in it", hint=_EXPORT)
        for file in found:
            yield from _of_file(file, types)
    else:
        beside = path.parent / TYPES
        yield from _of_file(path, _bytes(beside) if beside.is_file() else None)


def _of_file(path: Path, types: bytes | None) -> Iterator[tuple[str, bytes, bytes | None]]:
    if path.suffix != ".zip":
        yield str(path), _bytes(path), types
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info for info in archive.infolist() if info.filename.endswith((XMI, TYPES))]
            if any(info.file_size > _LARGEST for info in names):
                raise BadFile(
                    f"{path}: a file in it is larger than any record can be", hint=_EXPORT
                )
            held = {info.filename: archive.read(info) for info in names}
    except (zipfile.BadZipFile, OSError) as error:
        raise BadFile(f"{path}: can't be read as a zip: {error}", hint=_EXPORT) from error
    documents = [name for name in sorted(held) if name.endswith(XMI)]
    if not documents:
        raise BadFile(f"{path}: there is no {XMI} file in it", hint=_EXPORT)
    inside = next((held[name] for name in held if name.endswith(TYPES)), types)
    for name in documents:
        yield f"{path}/{name}", held[name], inside


def _sheet(name: str, xmi: bytes, types: bytes | None) -> Sheet:
    cas = _load(name, xmi, types)
    if cas.sofa_string is None:
        raise BadFile(f"{name}: it has no text", hint="Nothing was changed.")
    text: str = cas.sofa_string
    marks = _selected(cas, RECORD)
    pmids = {pmid for mark in marks if (pmid := _feature(mark, "pmid"))}
    if len(pmids) > 1:
        raise BadFile(
            f"{name}: it is marked as more than one record: {', '.join(sorted(pmids))}",
            hint="Keep the CurateRecord on the title.",
        )
    stem = Path(name).stem
    pmid = pmids.pop() if pmids else stem
    if not pmid.isdigit():
        raise BadFile(
            f"{name}: nothing says which record this is",
            hint="Put the layer CurateRecord with its pmid back on the title, or name the file "
            "PMID.xmi.",
        )
    claims = _selected(cas, CLAIM)
    used = {id(link.target) for fs in claims for link in _links(fs)}
    aside = tuple(
        f"{name}: {_feature(fs, 'kind') or 'a mention'} {text[fs.begin : fs.end]!r} of no claim"
        for fs in _selected(cas, MENTION)
        if id(fs) not in used
    )
    named = next((_feature(mark, "claims") for mark in marks), None)
    return Sheet(
        pmid=pmid,
        text=text,
        claims=tuple(_claim(name, text, fs) for fs in claims),
        exported=None if named is None else tuple(filter(None, named.split(","))),
        aside=aside,
        where=name,
    )


def _load(name: str, xmi: bytes, types: bytes | None) -> "Cas":
    from cassis import load_cas_from_xmi
    from lxml.etree import XMLSyntaxError

    what = f"{name}: its {TYPES}"
    try:
        known = _types(types)
        what = name
        with warnings.catch_warnings():
            # An offset that no character begins at is only warned of.
            warnings.simplefilter("error", UserWarning)
            return load_cas_from_xmi(io.BytesIO(xmi), typesystem=known, lenient=True)
    except XMLSyntaxError as error:
        line = f" line {error.lineno}" if error.lineno else ""
        raise BadFile(
            f"{what}{line}: broken XML: {error.msg}", hint="Nothing was changed."
        ) from error
    # What cassis comes upon it raises as it is, KeyError and plain Exception among it.
    except Exception as error:
        raise BadFile(
            f"{what}: it is no CAS that can be read: {error!r}",
            hint=_EXPORT,
        ) from error


@lru_cache(maxsize=4)
def _types(xml: bytes | None) -> "TypeSystem":
    """Return a type system; every document of a folder has the same."""
    from cassis import load_typesystem

    return type_system() if xml is None else load_typesystem(io.BytesIO(xml))


def _claim(name: str, text: str, fs: Any) -> MarkedClaim:
    where = f"{name}: the claim at character {fs.begin}"
    spans: dict[str, Span] = {}
    cues = []
    for link in _links(fs):
        target = link.target
        if target is None:
            continue
        span = Span(target.begin, target.end, text[target.begin : target.end])
        kind = _feature(link, "role") or _feature(target, "kind")
        part = _PART_OF.get(kind)
        if kind == CUE:
            cues.append(span)
        elif part is None:
            raise BadFile(
                f"{where}: a claim has no argument {kind!r}",
                hint=f"The role of a slot is one of {', '.join((*_PART_OF, CUE))}.",
            )
        elif spans.setdefault(part, span) != span:
            raise BadFile(f"{where}: it has two arguments {kind}", hint="Nothing was changed.")
    texts = {field: _feature(fs, field) for field in _CLAIM_TEXTS}
    return MarkedClaim(
        fields={field: texts[field] for field in FIELDS if texts[field]},
        spans=spans,
        cues=tuple(cues),
        claim_id=texts["claim_id"],
        exported=texts["exported"],
        state=texts["state"],
        reason=texts["reason"],
        note=texts["note"],
        where=where,
    )


def _links(fs: Any) -> list[Any]:
    array = getattr(fs, "arguments", None)
    elements = getattr(array, "elements", array)
    return list(elements or ())


def _feature(fs: Any, name: str) -> str:
    """Return a text; empty where it is not set, or where the layer has no such feature."""
    return getattr(fs, name, None) or ""


def _selected(cas: "Cas", kind: str) -> list[Any]:
    return list(cas.select(kind)) if cas.typesystem.contains_type(kind) else []


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: can't be read: {error}", hint=_EXPORT) from error
