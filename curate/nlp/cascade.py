"""The costly steps of the cascade: mention finder, parser and the two readers, in batches."""

from collections.abc import Sequence
from itertools import islice

from spacy.tokens import Doc

from curate.nlp.combine import Link, combine_findings
from curate.nlp.dependency import DependencyReader, Masked, masked
from curate.nlp.pipeline import Pipeline
from curate.nlp.record import Job, Prepared, Preparer
from curate.nlp.slots import slots
from curate.nlp.triggers import Language
from curate.nlp.window import WindowReader


class Cascade:
    """Finds mentions and links in records that were made ready. Immutable."""

    def __init__(self, preparer: Preparer, pipeline: Pipeline, language: Language) -> None:
        self._preparer = preparer
        self._pipeline = pipeline
        self._language = language
        self._window = WindowReader(language)
        self._dependency = DependencyReader(language)

    def run(self, records: Sequence[Prepared]) -> list[list[list[Link]]]:
        """Find the mentions, set up the causes, and return the links of every record's jobs."""
        texts = (j.sentence.text for r in records for j in r.jobs)
        found = self._pipeline.entities(texts)
        for record in records:
            self._preparer.finish(record, list(islice(found, len(record.jobs))))
        jobs = [j for r in records for j in r.jobs]
        parses = self._parsed(jobs)
        for record in records:
            self._preparer.set_up(record)
        links = iter(
            [self._link(job, mask, doc) for job, (mask, doc) in zip(jobs, parses, strict=True)]
        )
        return [list(islice(links, len(record.jobs))) for record in records]

    def _link(self, job: Job, mask: Masked, doc: Doc) -> list[Link]:
        return combine_findings(
            self._window.read(job.copy, job.causes),
            self._dependency.read(job.copy, mask, doc, job.causes),
            job,
            mask.seats.keys(),
        )

    def _parsed(self, jobs: Sequence[Job]) -> list[tuple[Masked, Doc]]:
        """Parse every job's sentence; one in which the parse shows a new cause twice."""
        masks = [masked(job.copy) for job in jobs]
        docs = list(self._pipeline.parse(mask.text for mask in masks))
        again = [
            number
            for number, (job, mask, doc) in enumerate(zip(jobs, masks, docs, strict=True))
            if self._preparer.fill(job, slots(job.copy, mask, doc, self._language))
        ]
        for number in again:
            masks[number] = masked(jobs[number].copy)
        new = self._pipeline.parse(masks[number].text for number in again)
        for number, doc in zip(again, new, strict=True):
            docs[number] = doc
        return list(zip(masks, docs, strict=True))
