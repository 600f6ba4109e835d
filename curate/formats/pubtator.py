"""PubTator files: titles and abstracts with entities and relations between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from curate.core.errors import BadFile
from curate.core.labelled import EntityMention, EntityRelation, RelationDocument

_TEXT_LINE = re.compile(r"([^|\t]+)\|([ta])\|(.*)")
_SPLIT_IDS = re.compile(r"[,|]")
_WHOLE_IDS = frozenset({"SequenceVariant"})
"""Kinds whose ids hold bars and commas of their own."""


@dataclass(slots=True)
class _Draft:
    """A document while its lines come in."""

    document_id: str
    title: str
    abstract: str = ""
    mentions: list[EntityMention] = field(default_factory=list)
    relations: list[EntityRelation] = field(default_factory=list)

    def finish(self) -> RelationDocument:
        return RelationDocument(
            document_id=self.document_id,
            title=self.title,
            abstract=self.abstract,
            mentions=tuple(self.mentions),
            relations=tuple(self.relations),
        )


def read_pubtator(path: Path) -> list[RelationDocument]:
    """
    Read a PubTator file, in its order.

    Raises BadFile, naming the line, for a file that can't be read, a line of another form, a line
    outside its document, and a mention whose text is not what stands at its offsets.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path}: can't be read as UTF-8 text: {error}") from error
    documents: list[_Draft] = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            _take(line.removesuffix("\r"), documents)
        except ValueError as error:
            raise BadFile(f"{path} line {number}: {error}") from error
    return [draft.finish() for draft in documents]


def _take(line: str, documents: list[_Draft]) -> None:
    if not line.strip():
        return
    if match := _TEXT_LINE.fullmatch(line):
        document_id, part, text = match.groups()
        if part == "t":
            documents.append(_Draft(document_id, text))
        else:
            _current(documents, document_id).abstract = text
        return
    cells = line.split("\t")
    draft = _current(documents, cells[0])
    if len(cells) >= 6:
        draft.mentions.append(_mention(cells, draft))
    elif len(cells) in (4, 5):
        draft.relations.append(EntityRelation(kind=cells[1], first=cells[2], second=cells[3]))
    else:
        raise ValueError("neither a text, nor a mention, nor a relation")


def _current(documents: list[_Draft], document_id: str) -> _Draft:
    if not documents or documents[-1].document_id != document_id:
        raise ValueError(f"{document_id!r} has no title line above")
    return documents[-1]


def _mention(cells: list[str], draft: _Draft) -> EntityMention:
    start, end = int(cells[1]), int(cells[2])
    text = f"{draft.title} {draft.abstract}"
    if text[start:end] != cells[3]:
        raise ValueError(f"{cells[3]!r} does not stand at {start}..{end}")
    return EntityMention(
        start=start,
        end=end,
        text=cells[3],
        kind=cells[4],
        entity_ids=tuple(_ids(cells[4], cells[5])),
    )


def _ids(kind: str, cell: str) -> Iterator[str]:
    if kind in _WHOLE_IDS:
        yield cell.strip()
        return
    for part in _SPLIT_IDS.split(cell):
        if part.strip():
            yield part.strip()
