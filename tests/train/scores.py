"""Scores of a pipeline on held-out data: attachment, tags and mentions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from tests.train.pubtator import Passage
from tests.train.treebank import Tree, project


@dataclass(frozen=True, slots=True)
class ParseScore:
    """Shares between 0 and 1 over known tokens; attachment is counted without punctuation."""

    uas: float
    las: float
    tag: float
    tokens: int
    sentences: int


@dataclass(frozen=True, slots=True)
class MentionScore:
    """Exact spans with their label: precision, recall, F1 and the number of gold mentions."""

    precision: float
    recall: float
    f1: float
    gold: int


def one_sentence(nlp: Language, text: str) -> Doc:
    """Return the tokens of one sentence, told to the parser to be one sentence."""
    doc = nlp.make_doc(text)
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def gold_words(nlp: Language, tree: Tree) -> Doc:
    """Return the treebank's own words as a document that is one sentence."""
    return Doc(
        nlp.vocab,
        words=[w.text for w in tree.words],
        spaces=[w.space for w in tree.words],
        sent_starts=[i == 0 for i in range(len(tree.words))],
    )


def score_parses(nlp: Language, trees: Sequence[Tree], *, own_tokens: bool = True) -> ParseScore:
    """Parse each tree's sentence, on our tokens or on the treebank's, and compare."""
    heads = labels = tags = attached = tagged = 0
    for tree, parsed in zip(trees, _parsed(nlp, trees, own_tokens=own_tokens), strict=True):
        for ours, gold in zip(parsed, project(tree, parsed), strict=True):
            if gold.tag_:
                tagged += 1
                tags += ours.tag_ == gold.tag_
            if gold.dep_ and gold.dep_ != "punct":
                attached += 1
                heads += ours.head.i == gold.head.i
                labels += ours.head.i == gold.head.i and ours.dep_ == gold.dep_
    return ParseScore(heads / attached, labels / attached, tags / tagged, attached, len(trees))


def _parsed(nlp: Language, trees: Sequence[Tree], *, own_tokens: bool) -> Iterator[Doc]:
    docs = (one_sentence(nlp, t.text) if own_tokens else gold_words(nlp, t) for t in trees)
    return nlp.pipe(docs, batch_size=64)


def score_mentions(pairs: Iterable[tuple[Doc, Passage]], *, label: str) -> MentionScore:
    """Compare the mentions of one label in each document with its gold sentence's."""
    hits = found = wanted = 0
    for doc, gold in pairs:
        ours = {(e.start_char, e.end_char) for e in doc.ents if e.label_ == label}
        marked = {(m.start, m.end) for m in gold.marks if m.label == label}
        hits, found, wanted = hits + len(ours & marked), found + len(ours), wanted + len(marked)
    precision = hits / found if found else 0.0
    recall = hits / wanted if wanted else 0.0
    total = precision + recall
    return MentionScore(
        precision, recall, 2 * precision * recall / total if total else 0.0, wanted
    )
