"""The engine scored on other people's labelled sets, once these were read from their files."""

from collections.abc import Sequence

from curate.core.labelled import RelationDocument, Scope, ScopedSentence
from curate.core.scoring_relations import (
    DirectionScore,
    RelationScore,
    score_directions,
    score_relations,
)
from curate.core.scoring_scopes import ScopeScore, score_scopes
from curate.nlp.given import GivenReader
from curate.nlp.given_predict import Order, ParsedDocuments, ReaderPredictor, WeighedPredictor
from curate.nlp.identity import BUNDLED
from curate.nlp.linear import load_model
from curate.nlp.pipeline import Pipeline
from curate.nlp.scopes import ScopeFinder
from curate.nlp.sentences import split
from curate.nlp.triggers import english

RESAMPLES = 1000


def score_scope_set(
    sentences: Sequence[ScopedSentence], *, model: str = BUNDLED, resamples: int = RESAMPLES
) -> ScopeScore:
    """Score negation and speculation scopes (BioScope)."""
    texts = list(dict.fromkeys(s.text for s in sentences))
    found = dict(zip(texts, ScopeFinder(Pipeline(model)).many(texts), strict=True))

    def predict(sentence: str) -> Sequence[Scope]:
        return found[sentence]

    return score_scopes(sentences, predict, resamples=resamples)


def score_direction_set(
    documents: Sequence[RelationDocument],
    *,
    fallback: bool = True,
    model: str = BUNDLED,
    resamples: int = RESAMPLES,
) -> DirectionScore:
    """
    Score positive against negative correlation (BioRED).

    Without ``fallback`` only the readers answer, and a pair that they are silent on is wrong.
    """
    parsed = ParsedDocuments(GivenReader(Pipeline(model), english()), documents)
    predict = (
        WeighedPredictor(parsed, load_model("direction"), english(), signed=True)
        if fallback
        else ReaderPredictor(parsed, order=Order.EITHER)
    )
    return score_directions(documents, predict, split=split, resamples=resamples)


def score_induction_set(
    documents: Sequence[RelationDocument],
    *,
    fallback: bool = True,
    model: str = BUNDLED,
    resamples: int = RESAMPLES,
) -> RelationScore:
    """
    Score which chemicals induce which diseases (BC5CDR).

    Without ``fallback`` only the readers answer.
    """
    parsed = ParsedDocuments(GivenReader(Pipeline(model), english()), documents)
    predict = (
        WeighedPredictor(parsed, load_model("induction"), english(), signed=False)
        if fallback
        else ReaderPredictor(parsed, order=Order.FIRST)
    )
    return score_relations(documents, predict, split=split, resamples=resamples)
