"""What must hold between the entries of a pack: ids, references, and forms of one meaning."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from curate.core.lexicon import Kind
from curate.nlp.fold import fold
from curate.nlp.pack_entries import Entry
from curate.nlp.pack_source import Problem

# English words that stand in nearly every sentence: as a form they would match everywhere.
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "again",
        "against",
        "all",
        "also",
        "although",
        "am",
        "among",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "down",
        "during",
        "each",
        "either",
        "few",
        "for",
        "from",
        "further",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "less",
        "may",
        "me",
        "might",
        "more",
        "most",
        "must",
        "my",
        "neither",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "per",
        "same",
        "she",
        "should",
        "since",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "therefore",
        "these",
        "they",
        "this",
        "those",
        "through",
        "thus",
        "to",
        "too",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "very",
        "via",
        "was",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "whereas",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yet",
        "you",
        "your",
    ]
)
# The scanner reads "NR2B", "NR-2B" and "NR 2 B" as one form.
_JOINTS = re.compile(r"[\s-]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")


def check_entries(entries: Sequence[Entry], categories: Collection[str]) -> list[Problem]:
    """Return what is wrong between the entries, in their order."""
    return [
        *_repeated_ids(entries),
        *_unknown_references(entries, categories),
        *_idle_treatments(entries),
        *_bad_forms(entries),
        *_shared_forms(entries),
    ]


def _repeated_ids(entries: Iterable[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        known = first.setdefault(entry.term.term_id, entry)
        if known is not entry:
            where = f"{known.file}:{known.line_of(known.term.term_id)}"
            message = f"the id {entry.term.term_id!r} is taken ({where})"
            yield Problem(entry.file, entry.line_of(entry.term.term_id), message)


def _unknown_references(
    entries: Sequence[Entry], categories: Collection[str]
) -> Iterator[Problem]:
    mechanisms = {e.term.term_id for e in entries if e.term.kind is Kind.MECHANISM}
    for entry in entries:
        term = entry.term
        if term.category is not None and term.category not in categories:
            message = f"unknown category {term.category!r}: pack.toml has no such one"
            yield Problem(entry.file, entry.line_of(term.category), message)
        if term.target is not None and term.target not in mechanisms:
            message = f"unknown target {term.target!r}: no mechanism has that id"
            yield Problem(entry.file, entry.line_of(term.target), message)


def _idle_treatments(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield the phenomena that an exposure treats, where no exposure has a mechanism to act on."""
    if any(e.term.kind is Kind.EXPOSURE and e.term.target is not None for e in entries):
        return
    for entry in entries:
        if entry.term.treated:
            message = "treated says nothing: no exposure has a target and an action"
            yield Problem(entry.file, entry.line_of("treated"), message)


def _bad_forms(entries: Iterable[Entry]) -> Iterator[Problem]:
    for entry in entries:
        for form in (*entry.term.forms, *entry.term.exact):
            if not form.strip():
                yield Problem(entry.file, entry.line, f"an empty form in {entry.term.term_id!r}")
            elif form != form.strip():
                message = f"the form {form!r} begins or ends with a space"
                yield Problem(entry.file, entry.line_of(form.strip()), message)
            elif len(form) < 2:
                message = f"the form {form!r} is a single character"
                yield Problem(entry.file, entry.line_of(form), message)
        for form in entry.term.forms:
            if form.lower() in STOP_WORDS:
                message = f"the form {form!r} is an English stop word: list it under exact"
                yield Problem(entry.file, entry.line_of(form), message)
        for form in entry.term.exact:
            if form.lower() in STOP_WORDS and form in {form.lower(), form.capitalize()}:
                message = f"the exact form {form!r} is an English stop word"
                yield Problem(entry.file, entry.line_of(form), message)


def _shared_forms(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield forms that mean two concepts; exact forms clash only letter for letter."""
    loose: dict[str, Entry] = {}
    strict: dict[str, list[tuple[str, Entry]]] = {}
    for entry in entries:
        for form in entry.term.forms:
            known = loose.setdefault(_key(form), entry)
            if known is not entry:
                yield _clash(entry, form, known)
        for form in entry.term.exact:
            strict.setdefault(_key(form), []).append((form, entry))
    for key, listed in strict.items():
        for place, (form, entry) in enumerate(listed):
            others = [e for f, e in listed[:place] if f == form]
            others += [loose[key]] if key in loose else []
            clashing = next((e for e in others if e is not entry), None)
            if clashing is not None:
                yield _clash(entry, form, clashing)


def _clash(entry: Entry, form: str, known: Entry) -> Problem:
    where = f"{known.file}:{known.line_of(form)}"
    message = f"the form {form!r} also means {known.term.term_id!r} ({where})"
    return Problem(entry.file, entry.line_of(form), message)


def _key(form: str) -> str:
    folded = fold(form).text
    return folded if folded.isalpha() else _JOINTS.sub(" ", folded).strip()
