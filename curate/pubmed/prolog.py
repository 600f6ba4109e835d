"""The part of an XML document before its root: where a hostile file declares its entities."""

from xml.parsers import expat

from curate.core.errors import BadFile
from curate.pubmed.kinds import EXPORT_HINT, foreign_root


class PrologGuard:
    """
    A second parser that sees the first bytes only.

    Entities can be declared nowhere but before the root element, and ElementTree's parser does
    not tell of declarations; this one does, in every encoding, and needs to read no further. An
    external DTD is named, but never opened: declarations in it can't do anything.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.passed = False
        self._parser = expat.ParserCreate()
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.StartElementHandler = self._see_root

    def feed(self, chunk: bytes) -> None:
        """Look at the next bytes; raise BadFile for entities and for a known foreign root."""
        self._parse(chunk, final=False)

    def close(self) -> None:
        """Look at what is left when the document ends before its root."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except (expat.ExpatError, LookupError, ValueError):
            # The main parser meets the same fault at the same place, and tells of it better.
            self.passed = True

    def _refuse_entity(self, entity: str, *_: object) -> None:
        raise BadFile(
            f"{self._name} declares an XML entity ({entity[:40]}), which PubMed's files never do",
            hint="Such declarations can exhaust memory or read other files, so it was not read.",
        )

    def _see_root(self, tag: str, _: object) -> None:
        self._parser.StartElementHandler = None
        self.passed = True
        kind = foreign_root(tag)
        if kind is not None:
            message = f"{self._name} is {kind} (<{tag}>), not PubMed records"
            raise BadFile(message, hint=EXPORT_HINT)
