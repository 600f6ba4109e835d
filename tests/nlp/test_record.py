"""What a record as a whole decides of its sentences."""

import pytest

from curate.core.article import Article, Keyword, Section
from curate.nlp.tagger import CascadeTagger


def _phenomena(tagger: CascadeTagger, article: Article) -> set[str]:
    (reading,) = tagger.read([article])
    return {c.observation.phenomenon for c in reading.claims}


@pytest.mark.parametrize(
    ("title", "keywords", "phenomena"),
    [
        ("Nifedipine and the development of tolerance.", (), set()),
        ("Nifedipine and the development of tolerance.", ("Opioids",), {"tolerance"}),
        ("Nifedipine and the tolerance to morphine.", (), {"tolerance"}),
        ("Nifedipine and hypersensitivity.", ("Urticaria",), set()),
        ("Nifedipine and hypersensitivity.", ("Pain",), {"hyperalgesia"}),
        ("Nifedipine and hyperalgesia.", (), {"hyperalgesia"}),
    ],
)
def test_a_phenomenon_counts_only_in_records_of_its_field(
    tagger: CascadeTagger, title: str, keywords: tuple[str, ...], phenomena: set[str]
) -> None:
    article = Article(
        pmid="900000001", title=title, keywords=tuple(Keyword(text=k) for k in keywords)
    )
    assert _phenomena(tagger, article) == phenomena


def test_another_sentence_can_tell_the_field(tagger: CascadeTagger) -> None:
    article = Article(
        pmid="900000002",
        title="Nifedipine and the development of tolerance.",
        sections=(Section(text="Rats were given morphine twice a day."),),
    )
    assert _phenomena(tagger, article) == {"tolerance"}


def test_an_abbreviation_of_another_field_s_word_is_no_phenomenon(tagger: CascadeTagger) -> None:
    text = "Drug dependence (DD) was rated. Nifedipine reduced DD."
    article = Article(pmid="900000003", title="", sections=(Section(text=text),))
    assert _phenomena(tagger, article) == set()
