"""Papers as works, and the groups of authors that they come from."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core import independence
from curate.core.article import Article, Author, Relation
from curate.core.author_names import shared_names
from curate.core.cited_paper import cited_paper
from curate.core.independence import Works
from tests.evidence import person, record


def works(articles: Iterable[Article]) -> Works:
    listed = list(articles)
    links = independence.author_links(map(shared_names, listed))
    return independence.works(map(cited_paper, listed), links)


def groups(*articles: Article) -> int:
    return works(articles).groups({a.pmid for a in articles})


def by(number: int, *authors: Author) -> Article:
    return replace(record(number), authors=authors)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Two names by family name and initials, at any place of the byline.
        (("Orrin A", "Veld B", "Zhou C"), ("Kim D", "Zhou C", "Orrin A"), 1),
        (("Orrin A", "Veld B"), ("Orrin A", "Kim D"), 2),
        # The first or last author by two initials; in the middle that is not enough.
        (("Orrin AB", "Veld B"), ("Kim D", "Orrin AB"), 1),
        (("Kim D", "Orrin AB", "Veld B"), ("Roe E", "Orrin AB", "Sato F"), 2),
        (("Orrin AB",), ("Orrin AC",), 2),
        # Accents and case make no second person.
        (("Muñoz AB", "Veld B"), ("Munoz AB", "Kim D"), 1),
        ((), (), 2),
    ],
)
def test_which_names_make_a_group(
    one: tuple[str, ...], other: tuple[str, ...], expected: int
) -> None:
    def authors(names: tuple[str, ...]) -> tuple[Author, ...]:
        return tuple(person(*name.split()) for name in names)

    assert groups(by(1, *authors(one)), by(2, *authors(other))) == expected


def test_orcid_or_a_whole_given_name_says_more_than_an_initial() -> None:
    known = Author(last_name="Li", initials="W", orcid="0000-0001-2345-6789")
    assert groups(by(1, person("Kim"), known), by(2, known, person("Roe"))) == 1
    named = Author(last_name="Li", fore_name="Weiming", initials="W")
    assert groups(by(1, named), by(2, replace(named, fore_name="Weilan"))) == 2
    assert groups(by(1, named), by(2, named, person("Roe"))) == 1


def test_whole_given_names_tell_common_names_apart() -> None:
    def wang(given: str) -> tuple[Author, ...]:
        return (
            Author(last_name="Wang", fore_name=given, initials="Y"),
            Author(last_name="Zhang", fore_name=f"{given}li", initials="L"),
        )

    both = by(1, *wang("Yan")), by(2, *wang("Yun"))
    assert groups(*both) == 2
    assert groups(both[0], by(3, *wang("Yan")[::-1])) == 1
    # A record that tells initials alone could be either's: a doubt puts them together.
    assert groups(*both, by(4, person("Wang", "Y"), person("Zhang", "L"))) == 1
    lead = Author(last_name="Li", fore_name="Wei Xin", initials="WX")
    assert groups(by(1, lead), by(2, replace(lead, fore_name="Wen Xue"))) == 2
    assert groups(by(1, lead), by(2, person("Li", "WX"))) == 1


def test_papers_hang_together_through_others_that_are_counted_alone() -> None:
    chain = (
        by(1, person("Orrin"), person("Veld")),
        by(2, person("Orrin"), person("Veld"), person("Zhou"), person("Kim")),
        by(3, person("Zhou"), person("Kim")),
    )
    found = works(chain)
    assert found.groups({a.pmid for a in chain}) == 1
    assert found.groups([chain[0].pmid, chain[2].pmid]) == 2


def test_consortium_is_paired_in_part_only() -> None:
    crowd = tuple(person(f"Name{chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(200))
    assert groups(by(1, *crowd), by(2, crowd[60], crowd[61])) == 2
    assert groups(by(1, *crowd), by(2, crowd[0], crowd[-1])) == 1


def test_comments_and_replies_are_known_by_link_or_type() -> None:
    link = replace(record(1), relations=(Relation(ref_type="CommentOn", pmid="900000009"),))
    typed = replace(record(2), publication_types=("Letter", "Comment"))
    commented = replace(record(3), relations=(Relation(ref_type="CommentIn", pmid="900000001"),))
    assert works([link, typed, commented]).comments == {link.pmid, typed.pmid}


def test_duplicates_are_one_work() -> None:
    first = replace(record(7, "Orrin", year=1998), title="Invented tolerance of invented animals")
    again = replace(first, pmid="900000003", year=1999, journal="Another Invented Journal")
    assert works([again, first]).repeats == {"900000003": "900000007"}
    other = replace(again, authors=(person("Veld"),))
    assert works([other, first]).repeats == {}


@pytest.mark.parametrize("link", ["RepublishedIn", "UpdateOf", "CorrectedandRepublishedFrom"])
def test_what_pubmed_calls_republished_is_one_work(link: str) -> None:
    one = record(1, "Orrin", year=2000)
    other = replace(
        record(2, "Veld", year=2004), relations=(Relation(ref_type=link, pmid=one.pmid),)
    )
    assert works([one, other]).repeats == {other.pmid: one.pmid}
    assert works([other]).repeats == {}


names = st.sampled_from(["Orrin AB", "Orrin A", "Veld B", "Zhou C", "Kim D", "Roe E"])
bylines = st.lists(st.lists(names, max_size=4, unique=True), max_size=7)


@given(bylines, st.randoms(use_true_random=False))
def test_order_of_papers_makes_no_difference(found: list[list[str]], shuffle: Random) -> None:
    articles = [by(n, *(person(*a.split()) for a in names)) for n, names in enumerate(found)]
    mixed = list(articles)
    shuffle.shuffle(mixed)
    assert works(articles) == works(mixed)
    assert groups(*articles) == groups(*mixed)
    turned = [replace(a, authors=a.authors[::-1]) for a in articles]
    assert groups(*turned) == groups(*articles)


@given(bylines, st.lists(names, max_size=4, unique=True))
def test_one_paper_more_adds_at_most_one_group(found: list[list[str]], authors: list[str]) -> None:
    articles = [by(n, *(person(*a.split()) for a in names)) for n, names in enumerate(found)]
    more = by(99, *(person(*a.split()) for a in authors))
    assert groups(*articles, more) <= groups(*articles) + 1
    assert 0 < groups(*articles, more) <= len(articles) + 1


def test_papers_that_nothing_is_known_of_are_groups_of_their_own() -> None:
    assert Works().groups({"1", "2"}) == 2
