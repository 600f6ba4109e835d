"""One record made ready for the readers: sentences, mentions, causes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from curate.core.article import Article
from curate.core.claim import Sentence, SourceKind
from curate.core.definitions import definitions
from curate.core.lexicon import Kind, Lexicon
from curate.nlp.assertion import Setting, is_aim, is_own
from curate.nlp.cause import Cause, causes, learned
from curate.nlp.fold import flatten, fold
from curate.nlp.forms import (
    grown,
    joined,
    named_parts,
    names_nothing,
    open_concept,
    open_mention,
    open_mentions,
)
from curate.nlp.mention import Concept, Found, Mention
from curate.nlp.scan import TermScanner
from curate.nlp.sentences import split
from curate.nlp.shadow import Shadow, shadow
from curate.nlp.source import kind_of

_PARTICIPLE = re.compile(
    r"-(?:induced|evoked|mediated|dependent|treated|elicited|precipitated|like|deficient)$"
)


@dataclass(slots=True)
class Job:
    """One sentence that holds a phenomenon, on its way to the readers."""

    sentence: Sentence
    setting: Setting
    mentions: list[Mention]
    copy: Shadow = field(default_factory=lambda: Shadow("", (0,), ()))
    causes: list[Cause] = field(default_factory=list)


@dataclass(slots=True)
class Prepared:
    """One record with its sentences, and a job for each of them that holds a phenomenon."""

    article: Article
    kind: SourceKind
    sentences: tuple[Sentence, ...]
    jobs: list[Job]
    short_forms: dict[str, Concept]
    no_names: frozenset[str] = frozenset()


class Preparer:
    """Makes records ready. Immutable."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._scanner = TermScanner(lexicon)
        mechanisms = lexicon.of(Kind.MECHANISM)
        self.concepts: Mapping[str, Concept] = {
            t.term_id: Concept(
                concept_id=t.term_id, label=t.label, kind=t.kind, category=t.category
            )
            for t in mechanisms
        }

    def prepare(self, article: Article) -> Prepared:
        """Split a record, and find the mentions of its sentences that hold a phenomenon."""
        kind = kind_of(article)
        texts = [article.title, *(s.text for s in article.sections)]
        headings = ["", *((s.label or s.category or "") for s in article.sections)]
        sentences = tuple(
            Sentence(
                section=number,
                start=start,
                end=end,
                text=text[start:end],
                label=article.sections[number - 1].label if number else None,
            )
            for number, text in enumerate(texts)
            for start, end in split(text)
        )
        prepared = Prepared(article, kind, sentences, [], {})
        whole = fold(" ".join((*texts, *(k.text for k in article.keywords))))
        if not self._scanner.may_hold_phenomenon(whole):
            return prepared
        out = self._scanner.out_of_place(whole.text)
        prepared.short_forms = {
            short: c for short, c in self._short_forms(texts).items() if c.concept_id not in out
        }
        prepared.no_names = frozenset(
            short
            for text in texts
            for short, (start, end) in definitions(text).items()
            if short not in prepared.short_forms and names_nothing(text[start:end])
        )
        opening = True
        for sentence in sentences:
            flat = flatten(sentence.text)
            if sentence.section and (is_aim(flat) or is_own(flat)):
                opening = False
            mentions = [
                m
                for m in self._mentions(sentence.text, prepared.short_forms)
                if m.concept.concept_id not in out
            ]
            if any(m.concept.kind is Kind.PHENOMENON for m in mentions):
                setting = Setting(
                    title=sentence.section == 0,
                    heading=headings[sentence.section],
                    review=kind is SourceKind.REVIEW,
                    opening=opening and not headings[sentence.section],
                )
                prepared.jobs.append(Job(sentence, setting, mentions))
        return prepared

    def finish(
        self, prepared: Prepared, entities: Sequence[Sequence[tuple[int, int, str]]]
    ) -> None:
        """Add what the mention finder and the forms of names give, and make the reading copies."""
        for job, found in zip(prepared.jobs, entities, strict=True):
            text = job.sentence.text
            if text.isupper():
                # In a title all in capitals every word looks like a name.
                job.copy = shadow(text, job.mentions)
                continue
            for first, last, _label in found:
                start, end = _trimmed(text, first, last)
                if not any(m.overlaps(start, end) for m in job.mentions):
                    job.mentions += [
                        open_mention(text, left, right, Found.MODEL)
                        for left, right in named_parts(text, start, end)
                        # What the pack knows and a guard dropped is not taken in again.
                        if self._scanner.lookup(text[left:right]) is None
                    ]
            job.mentions += [
                m
                for m in open_mentions(text, job.mentions)
                if prepared.short_forms.get(m.text) is None or prepared.short_forms[m.text].kind
            ]
            job.mentions = [
                m for m in job.mentions if m.concept.known or m.text not in prepared.no_names
            ]
            job.mentions = grown(text, joined(text, _spelled_out(text, job.mentions)))
            job.copy = shadow(text, job.mentions)

    def fill(self, job: Job, stretches: Sequence[tuple[int, int]]) -> bool:
        """Add mentions that the parse shows in the cause's place; say whether there were any."""
        text = job.sentence.text
        added = False
        for start, end in stretches:
            if not any(m.overlaps(start, end) for m in job.mentions):
                job.mentions.append(open_mention(text, start, end, Found.SLOT))
                added = True
        if added:
            job.mentions.sort(key=lambda m: m.start)
            job.copy = shadow(text, job.mentions)
        return added

    def set_up(self, prepared: Prepared) -> None:
        """Set up the causes, with what the record says anywhere of agents unknown to the pack."""
        known: dict[str, Cause] = {}
        for job in prepared.jobs:
            first = causes(job.sentence.text, job.copy, self.concepts, {})
            known = {**learned(first, job.copy.mentions), **known}
        for job in prepared.jobs:
            job.causes = causes(job.sentence.text, job.copy, self.concepts, known)

    def _mentions(self, sentence: str, short_forms: Mapping[str, Concept]) -> list[Mention]:
        mentions = self._scanner.scan(sentence, fold(sentence))
        for short, concept in short_forms.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(short)}s?(?!\w)", sentence):
                clash = [m for m in mentions if m.overlaps(match.start(), match.end())]
                if any(m.end - m.start > match.end() - match.start() for m in clash):
                    continue
                mentions = [m for m in mentions if m not in clash]
                mentions.append(
                    Mention(
                        start=match.start(),
                        end=match.end(),
                        text=match[0],
                        concept=concept,
                        found=Found.ABBREVIATION,
                    )
                )
        return sorted(mentions, key=lambda m: m.start)

    def _short_forms(self, texts: Sequence[str]) -> dict[str, Concept]:
        """Return what the record's own abbreviations stand for, where that is of use here."""
        found: dict[str, Concept] = {}
        for text in texts:
            for short, (start, end) in definitions(text).items():
                if short in found:
                    continue
                concept = self._long_form(text[start:end])
                if concept is not None:
                    found[short] = concept
        return found

    def _long_form(self, long: str) -> Concept | None:
        mentions = self._scanner.scan(long, fold(long))
        whole = [m for m in mentions if m.end == len(long)]
        if whole:
            return whole[0].concept
        if mentions and mentions[0].start == 0 and mentions[0].concept.kind is not Kind.PHENOMENON:
            return mentions[0].concept if mentions[0].end >= len(long) - 12 else None
        opened = open_mentions(long, mentions)
        if opened and opened[-1].end == len(long):
            return open_concept(long)
        return None


def _spelled_out(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with a name found only in its brackets moved to the long form before."""
    result = list(mentions)
    for start, end in definitions(sentence).values():
        opened = sentence.find("(", end)
        for place, mention in enumerate(result):
            if mention.concept.kind is Kind.PHENOMENON or mention.start != opened + 1:
                continue
            if any(m.overlaps(start, end) for m in result) or sentence[end:opened].strip(" -,"):
                continue
            long = sentence[start:end]
            concept = mention.concept if mention.concept.known else open_concept(long)
            result[place] = replace(mention, start=start, end=end, text=long, concept=concept)
    return sorted(result, key=lambda m: m.start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    tail = _PARTICIPLE.search(text[start:end])
    if tail:
        end = start + tail.start()
    while start < end and text[start] in " ([,.-":
        start += 1
    while (
        end > start
        and text[end - 1] in " ,.;)]-"
        and not (text[end - 1] == ")" and "(" in text[start:end])
    ):
        end -= 1
    return start, end
