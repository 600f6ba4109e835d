"""
Score the engine on labelled sets of others: ``python -m tests.bench.score_labelled [--json]``.

BioScope's scopes (all, and the two halves of its documents: the rules were written with a look at
the even half only), BioRED's directions and BC5CDR's induced diseases on their development parts,
each with the readers alone and with the weights that their training parts gave.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from curate.formats.bioscope import read_bioscope
from curate.formats.pubtator import read_pubtator
from curate.formats.score_labelled import LabelledScore, labelled_json, labelled_text
from curate.nlp.labelled import score_direction_set, score_induction_set, score_scope_set

_DATA = Path(__file__).parents[3] / "shared" / "data"
SCOPES = Path("negation/bioscope/abstracts.xml")
DIRECTIONS = Path("relations/biored/Dev.PubTator")
INDUCTIONS = Path("relations/bc5cdr/CDR_DevelopmentSet.PubTator.txt")


def is_development(document_id: str) -> bool:
    """Say whether a BioScope document is of the half that the rules were written with."""
    return hashlib.md5(document_id.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def all_scores(data: Path, *, resamples: int) -> dict[str, LabelledScore]:
    """Return every score by its title."""
    sentences = read_bioscope(data / SCOPES)
    halves = {
        "BioScope abstracts": sentences,
        "BioScope abstracts, half looked at": [
            s for s in sentences if is_development(s.document_id)
        ],
        "BioScope abstracts, other half": [
            s for s in sentences if not is_development(s.document_id)
        ],
    }
    scores: dict[str, LabelledScore] = {
        title: score_scope_set(part, resamples=resamples) for title, part in halves.items()
    }
    directions = read_pubtator(data / DIRECTIONS)
    inductions = read_pubtator(data / INDUCTIONS)
    for title, fallback in (("readers alone", False), ("with weights", True)):
        scores[f"BioRED development, {title}"] = score_direction_set(
            directions, fallback=fallback, resamples=resamples
        )
        scores[f"BC5CDR development, {title}"] = score_induction_set(
            inductions, fallback=fallback, resamples=resamples
        )
    return scores


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", type=Path, default=_DATA)
    parser.add_argument("--resamples", type=int, default=1000)
    options = parser.parse_args()
    scores = all_scores(options.data, resamples=options.resamples)
    if options.json:
        content = {title: labelled_json(score) for title, score in scores.items()}
        sys.stdout.write(json.dumps(content, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(labelled_text(t, s) for t, s in scores.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
