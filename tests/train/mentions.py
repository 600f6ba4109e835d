"""The mention finder: chemicals and genes, trained on the train parts of BC5CDR and BioRED."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from tests.train.fit import Plan, fit
from tests.train.pubtator import (
    HELD_OUT,
    LABELS,
    TRAIN,
    Mark,
    Passage,
    abstract_numbers,
    gold_numbers,
    read_passages,
)

TEACHER_PLAN: Final = Plan(steps=800, words=400, learn_rate=0.002, dropout=0.25)
PLAN: Final = Plan(steps=4500, words=400, learn_rate=0.002, dropout=0.25)


def training_passages(data: Path) -> dict[str, list[Passage]]:
    """
    Return the training sentences by corpus.

    The corpora share abstracts: those of either held-out part and those of the opioid gold are
    left out of both.
    """
    without = gold_numbers(data / "gold").union(
        *(abstract_numbers(data / file) for file in HELD_OUT.values())
    )
    return {
        name: list(read_passages(data / file, without=without)) for name, file in TRAIN.items()
    }


def held_out_passages(data: Path) -> dict[str, list[Passage]]:
    """Return the development sentences by corpus."""
    return {name: list(read_passages(data / file)) for name, file in HELD_OUT.items()}


def train_mentions(
    nlp: Language, data: Path, *, teacher: Plan = TEACHER_PLAN, plan: Plan = PLAN
) -> None:
    """
    Add the component ``ner`` to a parsed pipeline.

    Only BioRED marks genes. A teacher trained on it alone marks them in BC5CDR, so that one
    component can learn both labels from both corpora. Both start from the parser's tok2vec.
    """
    passages = training_passages(data)
    add_finder(nlp)
    biored = list(examples(nlp, passages["BioRED"]))
    fit(nlp, biored, teacher, names=["ner"])
    silver = list(with_silver_genes(nlp, passages["BC5CDR"]))
    nlp.remove_pipe("ner")
    add_finder(nlp)
    fit(nlp, [*biored, *examples(nlp, silver)], plan, names=["ner"])


def add_finder(nlp: Language) -> EntityRecognizer:
    """Add an untrained mention finder whose own tok2vec is a copy of the parser's."""
    source = nlp.config.interpolate()["components"]["tok2vec"]["model"]
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": source,
    }
    finder = nlp.add_pipe("ner", config={"model": model})
    assert isinstance(finder, EntityRecognizer)
    for label in LABELS:
        finder.add_label(label)
    doc = nlp.make_doc("Morphine binds OPRM1 .")
    doc.ents = [Span(doc, 0, 1, label=LABELS[0])]
    finder.initialize(lambda: [Example(nlp.make_doc(doc.text), doc)], nlp=nlp)
    parent: Any = nlp.get_pipe("tok2vec")
    finder.model.get_ref("tok2vec").layers[0].from_bytes(parent.model.to_bytes())
    return finder


def examples(nlp: Language, passages: Iterable[Passage]) -> Iterator[Example]:
    """Yield each sentence with its mentions; tokens that a mention cuts through are unknown."""
    for passage in passages:
        doc = nlp.make_doc(passage.text)
        gold = nlp.make_doc(passage.text)
        spans, cut = [], []
        for mark in passage.marks:
            span = gold.char_span(mark.start, mark.end, label=mark.label)
            around = gold.char_span(mark.start, mark.end, alignment_mode="expand")
            if span is not None:
                spans.append(span)
            elif around is not None:
                cut.append(around)
        spans = filter_spans(spans)
        known = {t.i for span in spans for t in span}
        unknown = [s for s in filter_spans(cut) if not known & {t.i for t in s}]
        gold.set_ents(spans, missing=unknown, default="outside")
        yield Example(doc, gold)


def with_silver_genes(nlp: Language, passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield sentences with the genes that the pipeline finds outside their marked mentions."""
    kept = list(passages)
    with nlp.select_pipes(enable=["ner"]):
        for passage, doc in zip(kept, nlp.pipe([p.text for p in kept]), strict=True):
            genes = [
                Mark(e.start_char, e.end_char, "GENE")
                for e in doc.ents
                if e.label_ == "GENE"
                and not any(e.start_char < m.end and m.start < e.end_char for m in passage.marks)
            ]
            yield Passage(passage.pmid, passage.text, (*passage.marks, *genes))


def find(nlp: Language, passages: Iterable[Passage]) -> Iterator[tuple[Doc, Passage]]:
    """Yield each sentence's document beside its gold, with the mention finder alone."""
    kept = list(passages)
    with nlp.select_pipes(enable=["ner"]):
        yield from zip(nlp.pipe([p.text for p in kept], batch_size=64), kept, strict=True)
