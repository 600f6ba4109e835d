"""
Text of tagged lines, as MEDLINE (.nbib) and RIS are: decoded and cut into records.

Bio.Medline and rispy read the same formats, but the one joins two records that no blank line
parts, and the other gives up a whole file at its first odd record; here no record costs another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from curate.core.errors import BadFile
from curate.pubmed.text import clean

FALLBACK_ENCODING = "cp1252"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format's lines look like: its tags, and which of them opens and ends a record."""

    tagged: re.Pattern[str]
    opening: str
    closing: str = ""
    blank_parts: bool = False


MEDLINE = Layout(
    tagged=re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|$)"), opening="PMID", blank_parts=True
)
RIS = Layout(tagged=re.compile(r"([A-Z][A-Z0-9])\s{0,2}-(?:\s(.*)|$)"), opening="TY", closing="ER")


@dataclass(slots=True)
class TaggedRecord:
    """
    One record: its fields in their order, and the line on which it begins.

    ``closed`` says that its closing tag was there, or that the format has none.
    """

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    closed: bool = True

    def all(self, *tags: str) -> list[str]:
        """Return the values of these tags that are not empty, in the record's order."""
        return [value for tag, value in self.fields if tag in tags and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has one; empty where none."""
        return next((value for tag in tags for value in self.all(tag)), "")


def decode(data: bytes, *, name: str, encoding: str | None = None) -> tuple[str, str]:
    """
    Return the text of a file and the encoding that it was in.

    A byte order mark says which; else it is UTF-8, or Windows-1252 for what is no UTF-8. Raises
    BadFile for bytes that are in none of them, or not in the ``encoding`` that was given.
    """
    marked = next((known for mark, known in _MARKS if data.startswith(mark)), None)
    tried = [encoding] if encoding else [marked] if marked else ["utf-8", FALLBACK_ENCODING]
    for candidate in tried:
        try:
            return data.decode(candidate).removeprefix("\ufeff"), candidate
        except UnicodeDecodeError:
            continue
        except LookupError as error:
            raise BadFile(
                f"there is no encoding {candidate!r}", hint="Try utf-8, cp1252 or mac_roman."
            ) from error
    raise BadFile(
        f"{name} is no text in {' or '.join(tried)}",
        hint="Name its encoding with --encoding, or save it as UTF-8.",
    )


def tagged_records(text: str, layout: Layout) -> Iterator[TaggedRecord]:
    """
    Yield the records of a text.

    A line without a tag goes on with the field before it; lines before the first tag, a banner
    that some programs write, belong to no record.
    """
    current: TaggedRecord | None = None
    blank = False
    for number, line in enumerate(_NEWLINE.split(text), start=1):
        found = layout.tagged.match(line)
        if found is None:
            blank = not line.strip()
            if current is not None and not blank:
                tag, value = current.fields[-1]
                current.fields[-1] = (tag, f"{value} {line.strip()}".strip())
            continue
        tag, value = found.group(1), (found.group(2) or "").strip()
        parted = layout.blank_parts and blank
        blank = False
        if tag == layout.closing:
            if current is not None:
                current.closed = True
                yield _cleaned(current)
            current = None
            continue
        if current is not None and (tag == layout.opening or parted):
            yield _cleaned(current)
            current = None
        if current is None:
            current = TaggedRecord(number, closed=not layout.closing)
        current.fields.append((tag, value))
    if current is not None:
        yield _cleaned(current)


def _cleaned(record: TaggedRecord) -> TaggedRecord:
    record.fields = [(tag, clean(value)) for tag, value in record.fields]
    return record
