"""Scores on other people's labelled sets (relations, scopes) as text and as JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from curate.core.measures import Score, Share
from curate.core.scoring_relations import DirectionScore, RelationScore
from curate.core.scoring_scopes import ScopeScore
from curate.formats.figures import (
    SCORE_HEADING,
    SHARE_HEADING,
    columns,
    indent,
    score_json,
    score_row,
    share_json,
    share_row,
)

LabelledScore = DirectionScore | RelationScore | ScopeScore


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """What a labelled set's score holds, by name."""

    counts: Mapping[str, int]
    scores: Mapping[str, Score] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)


def _figures(score: LabelledScore) -> _Figures:
    if isinstance(score, DirectionScore):
        return _Figures(
            counts={"unbound": score.unbound},
            shares={
                "accuracy": score.accuracy,
                "signed_accuracy": score.signed_accuracy,
                "positive": score.positive,
                "negative": score.negative,
            },
        )
    if isinstance(score, RelationScore):
        return _Figures(
            counts={"candidates": score.candidates},
            scores={"sentence_bound": score.bound, "all_gold": score.whole},
        )
    return _Figures(
        counts={"sentences": score.sentences},
        scores={
            f"{kind}_{name}": figure
            for kind, scores in (
                ("negation", score.negation),
                ("speculation", score.speculation),
            )
            for name, figure in (
                ("words", scores.words),
                ("sentences", scores.sentences),
                ("exact", scores.exact),
            )
        },
    )


def labelled_text(title: str, score: LabelledScore) -> str:
    """Return one set's score for reading, with a line feed at its end."""
    figures = _figures(score)
    counts = ", ".join(f"{n} {_words(name)}" for name, n in figures.counts.items())
    lines = [f"{title}: {counts}"]
    if figures.scores:
        rows = [score_row(_words(name), s) for name, s in figures.scores.items()]
        lines += indent(columns([list(SCORE_HEADING), *rows]))
    if figures.shares:
        rows = [share_row(_words(name), s) for name, s in figures.shares.items()]
        lines += indent(columns([list(SHARE_HEADING), *rows]))
    return "\n".join(lines) + "\n"


def labelled_json(score: LabelledScore) -> dict[str, object]:
    """Return one set's score as JSON values, in a fixed order."""
    figures = _figures(score)
    content: dict[str, object] = dict(figures.counts)
    content |= {name: score_json(s) for name, s in figures.scores.items()}
    content |= {name: share_json(s) for name, s in figures.shares.items()}
    return content


def _words(name: str) -> str:
    return name.replace("_", " ")
