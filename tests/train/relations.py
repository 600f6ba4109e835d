"""
Weights for pairs of given entities: ``python -m tests.train.relations``.

Logistic regression on the training parts of BioRED and BC5CDR, in its dual form, since there are
fewer pairs than features. Nothing is drawn at random. Prints the accuracy (BioRED) and the F1
(BC5CDR) over five parts of the training documents, each answered by the other four.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curate.core.labelled import RelationDocument
from curate.core.scoring_relations import (
    CHEMICAL,
    DISEASE,
    INDUCES,
    NEGATIVE,
    POSITIVE,
    bound_pairs,
)
from curate.formats.pubtator import read_pubtator
from curate.nlp.given import GivenReader
from curate.nlp.given_features import features
from curate.nlp.given_predict import ParsedDocuments
from curate.nlp.pipeline import Pipeline
from curate.nlp.sentences import split
from curate.nlp.triggers import english
from tests.train.pubtator import TRAIN

_DATA = Path(__file__).parents[3] / "shared" / "data"
_WEIGHTS = Path(__file__).parents[2] / "curate" / "nlp" / "weights"
_RAREST = 3
_PARTS = 5
_STEPS = 8
_SMALLEST = 0.01
_PENALTY = {"direction": 10.0, "induction": 30.0}
_THRESHOLDS = tuple(round(-2 + step / 20, 2) for step in range(61))
Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Example:
    """One pair: its document, what it shows, and the answer."""

    document: str
    features: Sequence[str]
    answer: bool


def main() -> None:
    """Train both models, write their weights, print what cross-validation says."""
    ask = argparse.ArgumentParser(prog="python -m tests.train.relations", description=__doc__)
    ask.add_argument("--data", type=Path, default=_DATA, help="holds relations/")
    ask.add_argument("--out", type=Path, default=_WEIGHTS)
    given = ask.parse_args()
    given.out.mkdir(exist_ok=True)
    reader = GivenReader(Pipeline(), english())
    told = {}
    for name, corpus, answers in (
        ("direction", "BioRED", _directions),
        ("induction", "BC5CDR", _inductions),
    ):
        documents = read_pubtator(given.data / TRAIN[corpus])
        examples = list(_examples(documents, reader, answers))
        told[name] = train(name, examples, given.out)
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def train(name: str, examples: Sequence[Example], folder: Path) -> dict[str, float]:
    """Write one model's weights and return its cross-validated figures."""
    names, rows = matrix(examples)
    wanted = np.array([float(e.answer) for e in examples])
    kernel = rows @ rows.T
    penalty = _PENALTY[name]
    answers = _crossed(kernel, wanted, [e.document for e in examples], penalty)
    threshold = (
        0.0
        if name == "direction"
        else max(_THRESHOLDS, key=lambda t: _f1(answers > t, wanted > 0))
    )
    weights = rows.T @ dual(kernel, wanted, penalty)
    kept = {
        feature: round(float(weight), 3)
        for feature, weight in zip(names, weights[:-1], strict=True)
        if abs(weight) >= _SMALLEST
    }
    data = {"bias": round(float(weights[-1]), 3), "threshold": threshold, "weights": kept}
    text = json.dumps(data, indent=0, sort_keys=True, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return {
        "pairs": len(examples),
        "features": len(kept),
        "accuracy": round(float(((answers > threshold) == (wanted > 0)).mean()), 4),
        "f1": round(_f1(answers > threshold, wanted > 0), 4),
    }


def matrix(examples: Sequence[Example]) -> tuple[list[str], Matrix]:
    """Return the features' names and a row for each example; the last column is the bias."""
    counts = Counter(f for e in examples for f in e.features)
    names = sorted(f for f, n in counts.items() if n >= _RAREST)
    column = {f: i for i, f in enumerate(names)}
    rows = np.zeros((len(examples), len(names) + 1))
    rows[:, -1] = 1.0
    for row, example in enumerate(examples):
        for feature in example.features:
            if feature in column:
                rows[row, column[feature]] = 1.0
    return names, rows


def dual(kernel: Matrix, wanted: Matrix, penalty: float) -> Matrix:
    """Return the examples' multipliers of a ridge-penalised logistic regression."""
    multipliers: Matrix = np.zeros(len(wanted))
    for _ in range(_STEPS):
        margin = kernel @ multipliers
        chance = 1 / (1 + np.exp(-margin))
        curve = np.maximum(chance * (1 - chance), 1e-3)
        target = margin + (wanted - chance) / curve
        multipliers = np.linalg.solve(kernel + np.diag(penalty / curve), target)
    return multipliers


def _crossed(kernel: Matrix, wanted: Matrix, documents: Sequence[str], penalty: float) -> Matrix:
    part = {d: i % _PARTS for i, d in enumerate(sorted(set(documents)))}
    parts = np.array([part[d] for d in documents])
    answers = np.zeros(len(wanted))
    for number in range(_PARTS):
        rest = parts != number
        multipliers = dual(kernel[np.ix_(rest, rest)], wanted[rest], penalty)
        answers[~rest] = kernel[np.ix_(~rest, rest)] @ multipliers
    return answers


def _f1(found: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    total = int(found.sum() + gold.sum())
    return 2 * int((found & gold).sum()) / total if total else 0.0


_Answers = Callable[[RelationDocument], dict[tuple[str, str], bool]]


def _examples(
    documents: Sequence[RelationDocument], reader: GivenReader, answers: _Answers
) -> Iterator[Example]:
    parsed = ParsedDocuments(reader, documents)
    for document in documents:
        kinds = (CHEMICAL, DISEASE) if answers is _inductions else ("", "")
        bound = bound_pairs(document, split, first=kinds[0], second=kinds[1])
        known = answers(document)
        for pair, place in bound.items():
            if pair in known or answers is _inductions:
                shown = features(place, parsed.sentences(document), reader, english())
                yield Example(document.document_id, shown, known.get(pair, False))


def _directions(document: RelationDocument) -> dict[tuple[str, str], bool]:
    found: dict[tuple[str, str], set[bool]] = {}
    for relation in document.relations:
        if relation.kind in (POSITIVE, NEGATIVE):
            pair = min((relation.first, relation.second), (relation.second, relation.first))
            found.setdefault(pair, set()).add(relation.kind == POSITIVE)
    return {pair: True in signs for pair, signs in found.items() if len(signs) == 1}


def _inductions(document: RelationDocument) -> dict[tuple[str, str], bool]:
    return {(r.first, r.second): True for r in document.relations if r.kind == INDUCES}


if __name__ == "__main__":
    main()
