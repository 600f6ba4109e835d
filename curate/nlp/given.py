"""The claim engine's readers on entities that others marked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from curate.core.labelled import EntityMention, RelationDocument, Scope, Stretch
from curate.core.lexicon import Kind
from curate.core.scoring_relations import sentences_of
from curate.core.signs import Role, role_of
from curate.nlp.cause import Cause, causes
from curate.nlp.dependency import DependencyReader, Masked, masked
from curate.nlp.finding import Finding
from curate.nlp.mention import Concept, Mention
from curate.nlp.pipeline import Pipeline
from curate.nlp.scopes import scopes_of
from curate.nlp.sentences import split
from curate.nlp.shadow import Shadow, shadow
from curate.nlp.triggers import Language
from curate.nlp.window import WindowReader

_NAMED_LIKE_STATES = frozenset(("Disease", "DiseaseOrPhenotypicFeature"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """
    A sentence of a labelled document, parsed once with all its mentions in place.

    ``entities[n]`` are the ids and the kind of the mention that ``copy.mentions[n]`` stands for.
    """

    text: str
    copy: Shadow
    mask: Masked
    doc: Doc
    entities: tuple[EntityMention, ...]
    scopes: tuple[Scope, ...]

    def numbers(self, entity_id: str) -> tuple[int, ...]:
        """Return which mentions name an entity."""
        return tuple(n for n, e in enumerate(self.entities) if entity_id in e.entity_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader says of one entity as the cause of another in one sentence."""

    finding: Finding
    role: Role


class GivenReader:
    """Runs the readers over pairs of given entities. Immutable."""

    def __init__(self, pipeline: Pipeline, language: Language) -> None:
        self._pipeline = pipeline
        self._window = WindowReader(language)
        self._dependency = DependencyReader(language)

    def parse(self, document: RelationDocument) -> dict[Stretch, MarkedSentence]:
        """Return the sentences of a document that hold two entities, by their place."""
        return next(iter(self.parse_all([document])))

    def parse_all(
        self, documents: Iterable[RelationDocument]
    ) -> list[dict[Stretch, MarkedSentence]]:
        """Return the sentences that hold two entities of every document, parsed in batches."""
        marked = [_mark(document) for document in documents]
        flat = [(place, text, held) for found in marked for place, text, held in found]
        copies = [shadow(text, [_mention(m) for m in held]) for _, text, held in flat]
        masks = [masked(copy) for copy in copies]
        docs = self._pipeline.parse(mask.text for mask in masks)
        sentences = [
            MarkedSentence(
                text=text,
                copy=copy,
                mask=mask,
                doc=doc,
                entities=held,
                scopes=tuple(_moved(scope, mask, copy) for scope in scopes_of(doc)),
            )
            for (_, text, held), copy, mask, doc in zip(flat, copies, masks, docs, strict=True)
        ]
        rest = iter(sentences)
        return [{place: next(rest) for place, _, _ in found} for found in marked]

    def read(self, sentence: MarkedSentence, cause: str, effect: str) -> list[Reading]:
        """Return what the sentence says of ``cause`` bringing about ``effect`` (entity ids)."""
        sources = set(sentence.numbers(cause)) - set(sentence.numbers(effect))
        targets = set(sentence.numbers(effect))
        copy = replace(
            sentence.copy,
            mentions=tuple(
                _as(m, _kind(n, sources, targets)) for n, m in enumerate(sentence.copy.mentions)
            ),
        )
        found = [c for c in causes(sentence.text, copy, {}, {}) if sources.intersection(c.anchors)]
        findings = [
            *self._dependency.read(copy, sentence.mask, sentence.doc, found),
            *self._window.read(copy, found),
        ]
        return [_reading(finding, found[finding.cause]) for finding in findings]


def _reading(finding: Finding, cause: Cause) -> Reading:
    return Reading(finding=finding, role=role_of(finding.effect, finding.basis or cause.basis))


def _kind(number: int, sources: set[int], targets: set[int]) -> Kind:
    if number in targets:
        return Kind.PHENOMENON
    return Kind.MECHANISM if number in sources else Kind.EXPOSURE


def _as(mention: Mention, kind: Kind) -> Mention:
    return replace(mention, concept=replace(mention.concept, kind=kind))


def _mention(entity: EntityMention) -> Mention:
    kind = Kind.PHENOMENON if entity.kind in _NAMED_LIKE_STATES else Kind.MECHANISM
    return Mention(
        start=entity.start,
        end=entity.end,
        text=entity.text,
        concept=Concept(concept_id=entity.entity_ids[0], label=entity.text, kind=kind),
    )


def _mark(
    document: RelationDocument,
) -> list[tuple[Stretch, str, tuple[EntityMention, ...]]]:
    """Return each sentence that holds two entities, with its mentions; the longer covers."""
    found = []
    for start, end in sentences_of(document, split):
        inside = [m for m in document.mentions if start <= m.start and m.end <= end]
        held: list[EntityMention] = []
        for mention in sorted(inside, key=lambda m: (m.start - m.end, m.start)):
            if all(mention.end <= o.start or o.end <= mention.start for o in held):
                held.append(mention)
        if len({i for m in held for i in m.entity_ids}) > 1:
            moved = sorted(held, key=lambda m: m.start)
            entities = tuple(replace(m, start=m.start - start, end=m.end - start) for m in moved)
            found.append(((start, end), document.text[start:end], entities))
    return found


def _moved(scope: Scope, mask: Masked, copy: Shadow) -> Scope:
    """Return a scope of the text that was parsed as one of the sentence."""

    def back(stretch: Stretch) -> Stretch:
        first, last = mask.places[stretch[0]], mask.places[stretch[1] - 1]
        return copy.original(first, last + 1)

    start, end = back((scope.start, scope.end))
    return replace(scope, start=start, end=end, cues=tuple(back(c) for c in scope.cues))
