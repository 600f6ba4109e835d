"""PubMed XML, of any size, into records: one at a time and in constant memory."""

import itertools
from collections.abc import Iterator
from typing import BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from curate.core.article import Article, Deletion
from curate.core.errors import BadFile, BadRecord
from curate.pubmed.kinds import EXPORT_HINT, RECORD_SETS, describe, hint_for
from curate.pubmed.prolog import PrologGuard
from curate.pubmed.records import RECORD_TAGS, read_element

Record = Article | Deletion | BadRecord

_CHUNK = 1 << 16
# The largest real record is about half a megabyte; these bounds only stop files made to harm.
_LARGEST_RECORD = 8 << 20
_LONGEST_PROLOG = 1 << 20
_DEEPEST_WRAPPER = 50


def read_records(stream: BinaryIO, *, name: str = "the file") -> Iterator[Record]:
    """
    Yield the records of a PubMed XML document, in its order.

    ``stream`` gives the XML itself, not compressed; ``name`` is what messages call it. A record
    that can't be read is yielded as a BadRecord *value*, and the reading goes on. Raises BadFile
    for what is not PubMed XML, declares entities, or breaks off; the records before that place
    have been yielded by then. A DTD is never fetched.
    """
    reader = _Reader(name)
    beginning = _read_prolog(stream, name)
    for chunk in itertools.chain(beginning, iter(lambda: stream.read(_CHUNK), b"")):
        yield from reader.feed(chunk)
    yield from reader.close()


def _read_prolog(stream: BinaryIO, name: str) -> list[bytes]:
    """Read as far as the root element, refuse what is no PubMed XML, return what was read."""
    first = stream.read(_CHUNK)
    if not first.strip():
        raise BadFile(f"{name} is empty", hint=EXPORT_HINT)
    kind = describe(first[:4096])
    if kind is not None:
        raise BadFile(f"{name} is {kind}, not PubMed XML", hint=hint_for(kind))
    guard = PrologGuard(name)
    chunks = [first]
    guard.feed(first)
    while not guard.passed:
        chunk = stream.read(_CHUNK)
        if not chunk:
            guard.close()
            break
        chunks.append(chunk)
        guard.feed(chunk)
        if len(chunks) * _CHUNK > _LONGEST_PROLOG:
            raise BadFile(f"{name} has no root element within its first megabyte")
    return chunks


class _Reader:
    """The parser's events, record by record; elements that are done with are let go at once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        self._open: list[Element] = []
        self._record: Element | None = None
        self._root = ""
        self._found = False
        self._fed_since_record = 0

    def feed(self, chunk: bytes) -> Iterator[Record]:
        """Yield the records that this piece of the document completes."""
        try:
            self._parser.feed(chunk)
        except (LookupError, ValueError) as error:
            raise BadFile(f"{self._name} is in an encoding that can't be read: {error}") from error
        try:
            yield from self._drain()
        except ParseError as error:
            raise self._malformed(error) from error
        self._fed_since_record += len(chunk)
        if self._fed_since_record > _LARGEST_RECORD:
            raise BadFile(
                f"{self._name} has a record of more than {_LARGEST_RECORD >> 20} megabytes"
            )

    def close(self) -> Iterator[Record]:
        """Yield what is left, and check that the document is whole and is PubMed's."""
        try:
            self._parser.close()
            yield from self._drain()
        except ParseError as error:
            line, column = error.position
            raise BadFile(
                f"{self._name} breaks off at line {line}, column {column + 1}",
                hint="Get the file again; the records before that place were read.",
            ) from error
        if not self._found and self._root not in RECORD_SETS:
            raise BadFile(
                f"{self._name} has no PubMed records in it; its root element is <{self._root}>",
                hint=EXPORT_HINT,
            )

    def _malformed(self, error: ParseError) -> BadFile:
        line, column = error.position
        reason = str(error).partition(":")[0]
        return BadFile(
            f"{self._name} is not well-formed XML at line {line}, column {column + 1}: {reason}",
            hint="Get the file again; the records before that place were read.",
        )

    def _drain(self) -> Iterator[Record]:
        events = cast("Iterator[tuple[str, Element]]", self._parser.read_events())
        for event, element in events:
            if event == "start":
                if self._record is None:
                    self._enter(element)
            elif self._record is None:
                self._leave()
            elif element is self._record:
                yield self._read(element)
                self._record = None
                self._leave()

    def _enter(self, element: Element) -> None:
        self._open.append(element)
        if element.tag in RECORD_TAGS:
            self._record = element
            self._found = True
        elif len(self._open) == 1:
            self._root = element.tag
        elif len(self._open) > _DEEPEST_WRAPPER:
            raise BadFile(f"{self._name} nests its elements too deeply to be PubMed XML")

    def _leave(self) -> None:
        """Forget the element that just ended, and all that its parent held before it."""
        self._open.pop().clear()
        if self._open:
            self._open[-1].clear()
        self._fed_since_record = 0

    def _read(self, element: Element) -> Record:
        try:
            return read_element(element)
        except BadRecord as error:
            return error
