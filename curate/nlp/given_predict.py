"""Answers for pairs of given entities: by the readers alone, or by weighing all they show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from curate.core.labelled import RelationDocument, Stretch
from curate.core.scoring_relations import BoundPair
from curate.core.signs import Role
from curate.nlp.given import GivenReader, MarkedSentence
from curate.nlp.given_features import features
from curate.nlp.linear import LinearModel
from curate.nlp.triggers import Language

_SIGNS: Mapping[Role, int] = MappingProxyType(
    {Role.PROMOTES: 1, Role.INHIBITS: -1, Role.INVOLVED: 0}
)


class Order(StrEnum):
    """Which entity of a pair may be the cause: the first, or either."""

    FIRST = "first"
    EITHER = "either"


class ParsedDocuments:
    """The sentences of labelled documents, parsed once, by document."""

    def __init__(self, reader: GivenReader, documents: Iterable[RelationDocument]) -> None:
        given = list(documents)
        self.reader = reader
        self._parsed = dict(
            zip((d.document_id for d in given), reader.parse_all(given), strict=True)
        )

    def sentences(self, document: RelationDocument) -> Mapping[Stretch, MarkedSentence]:
        """Return a document's sentences that hold two entities, by their place."""
        return self._parsed[document.document_id]


class ReaderPredictor:
    """Answers by what the readers say, sentence by sentence; the majority of the signs holds."""

    def __init__(self, parsed: ParsedDocuments, *, order: Order) -> None:
        self._parsed = parsed
        self._order = order

    def __call__(self, bound: BoundPair) -> int | None:
        """Return 1, -1, 0 (related, no sign) or None (the readers found nothing)."""
        sentences = self._parsed.sentences(bound.document)
        ways = [bound.pair]
        if self._order is Order.EITHER:
            ways.append((bound.pair[1], bound.pair[0]))
        votes = Counter(
            _SIGNS[reading.role]
            for place in bound.places
            if place in sentences
            for cause, effect in ways
            for reading in self._parsed.reader.read(sentences[place], cause, effect)
            if reading.role in _SIGNS
        )
        if not votes:
            return None
        return (votes[1] > votes[-1]) - (votes[1] < votes[-1])


class WeighedPredictor:
    """Answers by a linear model over what the readers, the words and the parse show."""

    def __init__(
        self,
        parsed: ParsedDocuments,
        model: LinearModel,
        language: Language,
        *,
        signed: bool,
    ) -> None:
        self._parsed = parsed
        self._model = model
        self._language = language
        self._signed = signed

    def __call__(self, bound: BoundPair) -> int | None:
        """Return 1 or, below the threshold, -1 for a signed model and None for an unsigned."""
        sentences = self._parsed.sentences(bound.document)
        shown = features(bound, sentences, self._parsed.reader, self._language)
        if self._model.score(shown) > 0:
            return 1
        return -1 if self._signed else None
