"""The tagger: a cascade from a fast scan to two readers, on ever fewer sentences."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from curate.core.article import Article
from curate.core.claim import Reading
from curate.core.coverage import SentenceMentions
from curate.core.lexicon import Kind, Lexicon
from curate.nlp.cascade import Cascade
from curate.nlp.claims import claims_of
from curate.nlp.identity import BUNDLED, identity, model_version
from curate.nlp.mention import Mention
from curate.nlp.pack import load_pack
from curate.nlp.pipeline import Pipeline
from curate.nlp.record import Job, Preparer
from curate.nlp.triggers import english

_BATCH = 200


def _part(mention: Mention, job: Job) -> Kind:
    """Return what part a mention can play in its sentence."""
    concept = mention.concept
    if concept.kind is not Kind.EXPOSURE or concept.target is None:
        return concept.kind
    return Kind.AGENT if any(m.concept.treated for m in job.mentions) else Kind.EXPOSURE


class CascadeTagger:
    """
    Implements :class:`curate.core.ports.Tagger`.

    ``pack`` is a bundled pack's name or a directory, ``model`` a model's name (see
    :class:`curate.nlp.pipeline.Pipeline`). Raises PackError or ConfigurationError.
    """

    def __init__(self, pack: str = "opioid", model: str = BUNDLED) -> None:
        self.lexicon: Lexicon = load_pack(pack)
        self._model = model
        self._preparer = Preparer(self.lexicon)
        self._cascade = Cascade(self._preparer, Pipeline(model), english())

    @cached_property
    def identity(self) -> str:
        """Return a hash of the tagger's code and word lists, the pack's content and the model."""
        return identity(self.lexicon.digest, self._model)

    @property
    def model(self) -> str:
        """Return the model's name and version."""
        return model_version(self._model)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading for each article, in the same order."""
        stream = iter(articles)
        while batch := list(islice(stream, _BATCH)):
            records = [self._preparer.prepare(a) for a in batch]
            for record, links in zip(records, self._cascade.run(records), strict=True):
                yield Reading(
                    pmid=record.article.pmid,
                    sentences=record.sentences,
                    claims=tuple(
                        claim
                        for job, linked in zip(record.jobs, links, strict=True)
                        for claim in claims_of(record, job, linked)
                    ),
                    source_kind=record.kind,
                )

    def mentions(self, articles: Iterable[Article]) -> Iterator[SentenceMentions]:
        """
        Yield the sentences that hold a phenomenon, with every mention found in them.

        An exposure that the pack gives a target is told as an agent where it can be one.
        """
        stream = iter(articles)
        while batch := list(islice(stream, _BATCH)):
            records = [self._preparer.prepare(a) for a in batch]
            self._cascade.run(records)
            for record in records:
                for job in record.jobs:
                    yield SentenceMentions(
                        pmid=record.article.pmid,
                        sentence=job.sentence.text,
                        mentions=tuple((_part(m, job), m.span) for m in job.mentions),
                    )
