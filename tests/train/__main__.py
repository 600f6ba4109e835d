"""``python -m tests.train``: rebuild curate/nlp/model from the corpora, and score it."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from tests.train import mentions, pack, parser
from tests.train.pubtator import LABELS
from tests.train.scores import score_mentions, score_parses

_DATA = Path(__file__).parents[3] / "shared" / "data"


def main() -> None:
    """Train the parser, then the mention finder; write the model folder; print the scores."""
    ask = argparse.ArgumentParser(prog="python -m tests.train", description=__doc__)
    ask.add_argument("--data", type=Path, default=_DATA, help="holds craft/ and relations/")
    ask.add_argument("--out", type=Path, default=pack.MODEL, help="the model folder to write")
    given = ask.parse_args()
    clock = time.process_time()
    nlp = parser.train_parser(given.data)
    parsed = time.process_time()
    mentions.train_mentions(nlp, given.data)
    found = time.process_time()
    pack.write_model(nlp, given.out)
    scores = all_scores(spacy.load(given.out), given.data)
    pack.record_scores(given.out, scores)
    told = {
        "scores": scores,
        "baseline": {"parse": asdict(score_base(given.data))},
        "cpu_minutes": {
            "parser": round((parsed - clock) / 60, 1),
            "mentions": round((found - parsed) / 60, 1),
        },
        "bytes": pack.folder_size(given.out),
    }
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def all_scores(nlp: Language, data: Path) -> dict[str, Any]:
    """Return every held-out score of a pipeline, rounded to four places."""
    parse = asdict(score_parses(nlp, parser.trees(data, held_out=True)))
    scores: dict[str, Any] = {"parse, CRAFT held out": _rounded(parse)}
    for corpus, passages in mentions.held_out_passages(data).items():
        pairs = list(mentions.find(nlp, passages))
        for label in LABELS:
            score = asdict(score_mentions(pairs, label=label))
            if score["gold"]:
                scores[f"{label}, {corpus} development"] = _rounded(score)
    return scores


def _rounded(score: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in score.items()}


def score_base(data: Path) -> Any:
    """Return the parse score of en_core_web_sm as published, on its own tokens."""
    return score_parses(parser.base_pipeline(), parser.trees(data, held_out=True))


if __name__ == "__main__":
    main()
