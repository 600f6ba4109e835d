"""BioScope XML: sentences with negation and speculation cues and their scopes."""

from pathlib import Path
from xml.etree import ElementTree

from curate.core.errors import BadFile
from curate.core.labelled import Scope, ScopedSentence, ScopeKind, Stretch


def read_bioscope(path: Path) -> list[ScopedSentence]:
    """
    Read a BioScope file, in its order.

    Raises BadFile for a file that can't be read, XML that is broken (with its line), and cues and
    scopes that do not refer to each other.
    """
    try:
        root = ElementTree.parse(path).getroot()  # noqa: S314
    except OSError as error:
        raise BadFile(f"{path}: can't be read: {error}") from error
    except ElementTree.ParseError as error:
        line, column = error.position
        raise BadFile(f"{path} line {line}: broken XML at column {column}: {error}") from error
    sentences: list[ScopedSentence] = []
    for number, document in enumerate(root.iter("Document"), start=1):
        name = (document.findtext("DocID") or "").strip() or f"document {number}"
        for element in document.iter("sentence"):
            try:
                sentences.append(_sentence(element, name))
            except ValueError as error:
                where = element.get("id", "without id")
                raise BadFile(f"{path} sentence {where}: {error}") from error
    return sentences


def _sentence(element: ElementTree.Element, document_id: str) -> ScopedSentence:
    walk = _Walk()
    walk.visit(element)
    return ScopedSentence(
        document_id=document_id, text="".join(walk.pieces), scopes=tuple(walk.scopes())
    )


class _Walk:
    """Collects a sentence's text and where its cues and scopes begin and end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._at = 0
        self._spans: list[tuple[str, Stretch]] = []
        self._cues: dict[str, list[tuple[ScopeKind, Stretch]]] = {}

    def visit(self, element: ElementTree.Element) -> None:
        """Walk one element and what is in it."""
        start = self._at
        self._write(element.text)
        for child in element:
            self.visit(child)
            self._write(child.tail)
        stretch = (start, self._at)
        if element.tag == "xcope":
            self._spans.append((element.get("id", ""), stretch))
        elif element.tag == "cue":
            kind = ScopeKind(element.get("type", ""))
            self._cues.setdefault(element.get("ref", ""), []).append((kind, stretch))

    def _write(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            self._at += len(text)

    def scopes(self) -> list[Scope]:
        """Return the scopes by their start, outer before inner; refuse loose ends."""
        names = {name for name, _ in self._spans}
        if loose := sorted(self._cues.keys() ^ names):
            raise ValueError(f"cue or scope {loose[0]!r} stands alone")
        scopes = [
            Scope(
                kind=self._cues[name][0][0],
                start=start,
                end=end,
                cues=tuple(stretch for _, stretch in self._cues[name]),
            )
            for name, (start, end) in self._spans
        ]
        return sorted(scopes, key=lambda s: (s.start, -s.end, s.kind, s.cues))
