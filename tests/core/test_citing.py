"""Author-date labels, suffixes and reference entries."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Article, Author
from curate.core.cited_paper import cited_paper
from curate.core.citing import (
    author_label,
    collation,
    doi_url,
    expand_pages,
    journal_title,
    label,
    pmid_order,
)
from curate.core.reference_list import reference, reference_list, suffixes
from tests.evidence import person, record


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), "Anon., 2001"),
        (("Orrin",), "Orrin, 2001"),
        (("Orrin", "Veld"), "Orrin & Veld, 2001"),
        (("Orrin", "Veld", "Zhou"), "Orrin et al., 2001"),
    ],
)
def test_label_by_number_of_authors(names: tuple[str, ...], expected: str) -> None:
    assert label(record(1, *names)) == expected


def test_label_without_a_year() -> None:
    assert label(record(1, "Orrin", year=None)) == "Orrin, n.d."


def test_group_is_cited_by_its_name() -> None:
    group = Author(collective_name="Invented Pain Group")
    alone = replace(record(1), authors=(group,))
    beside = replace(record(1), authors=(person("Orrin"), group))
    assert author_label(alone) == "Invented Pain Group"
    assert author_label(beside) == "Orrin & Invented Pain Group"


def test_incomplete_byline_is_et_al() -> None:
    assert author_label(replace(record(1, "Orrin"), authors_complete=False)) == "Orrin et al."


def test_suffixes_follow_title_then_pmid() -> None:
    later = record(10, "Orrin", title="Beta")
    first = record(12, "Orrin", title="alpha")
    twin = record(9, "Orrin", title="Beta")
    other_year = record(1, "Orrin", year=2002)
    other_name = record(2, "Veld")
    papers = map(cited_paper, [later, first, twin, other_year, other_name])
    assert suffixes(papers) == {
        first.pmid: "a",
        twin.pmid: "b",
        later.pmid: "c",
        other_year.pmid: "",
        other_name.pmid: "",
    }


def test_suffix_goes_on_after_z_and_ignores_repeats() -> None:
    many = [record(n, "Orrin", title=f"{n:03}") for n in range(1, 29)]
    letters = suffixes(map(cited_paper, [*many, *many]))
    assert [letters[a.pmid] for a in many[-3:]] == ["z", "aa", "ab"]


def test_a_list_goes_on_after_z_as_its_letters_do() -> None:
    many = [record(n, "Orrin", title=f"{n:03}") for n in range(1, 29)]
    listed = reference_list(map(cited_paper, reversed(many)))
    assert [r.pmid for r in listed] == [a.pmid for a in many]
    assert [r.label for r in listed[25:]] == [
        f"Orrin, 2001{letter}" for letter in ("z", "aa", "ab")
    ]


def test_a_list_is_by_authors_then_by_year() -> None:
    late, early, undated = (
        record(n, "Orrin", year=y) for n, y in ((1, 2005), (2, 1999), (3, None))
    )
    two = record(4, "Orrin", "Veld", year=1980)
    accented, plain = record(5, "Müller", year=2001), record(6, "Muller", year=2003)
    listed = reference_list(map(cited_paper, [two, undated, late, plain, accented, early]))
    expected = [accented, plain, early, late, undated, two]
    assert [r.pmid for r in listed] == [a.pmid for a in expected]


def test_suffix_of_an_undated_record() -> None:
    undated = record(1, "Orrin", year=None)
    assert label(undated, suffix="b") == "Orrin, n.d.-b"


@given(st.permutations([record(n, "Orrin", title=f"T{n % 3}") for n in range(1, 8)]))
def test_suffixes_do_not_depend_on_order(shuffled: list[Article]) -> None:
    papers = [cited_paper(a) for a in shuffled]
    assert suffixes(papers) == suffixes(sorted(papers))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("113-21", "113--121"),
        ("1198-203", "1198--1203"),
        ("113-121", "113--121"),
        ("98-103", "98--103"),
        ("S113-21", "S113--S121"),
        ("S113-S121", "S113--S121"),
        ("e12-9", "e12--e19"),
        ("113-9, 205-8", "113--119, 205--208"),
        ("113-9; author reply 120-1", "113--119; author reply 120--121"),
        ("e0123456", "e0123456"),
        ("xi-xv", "xi-xv"),
        ("121-13", "121-13"),
        ("", ""),
    ],
)
def test_pages_are_written_out(printed: str, expected: str) -> None:
    assert expand_pages(printed) == expected.replace("--", "\N{EN DASH}")


def test_reference_line_in_full() -> None:
    article = replace(
        record(1, title="Does it last?"),
        authors=(
            Author(last_name="Orrin", initials="JR", suffix="Jr"),
            Author(last_name="Veld", fore_name="Mara-Lu Ann"),
        ),
        doi="10.9999/inv.1",
    )
    assert reference(article, suffix="a").line == (
        "Orrin, J. R., Jr., & Veld, M. L. A. (2001a). Does it last? "
        "Journal of Invented Results, 7(2), 113\N{EN DASH}121. "
        "https://doi.org/10.9999/inv.1 PMID: 900000001"
    )


def test_reference_marks_retraction_and_translation() -> None:
    article = replace(
        record(1, "Orrin", title="A translated title."),
        title_translated=True,
        publication_types=("Retracted Publication",),
    )
    line = reference(article).line
    assert "[A translated title]. " in line
    assert line.endswith("PMID: 900000001 [retracted]")


def test_reference_of_a_bare_record() -> None:
    bare = Article(pmid="900000001", title="")
    assert reference(bare).line == "Anon. (n.d.). [No title]. PMID: 900000001"


def test_reference_of_an_advance_publication() -> None:
    ahead = replace(
        record(1, "Orrin"), volume=None, issue=None, pages=None, publication_status="aheadofprint"
    )
    assert reference(ahead).entry.endswith(
        "Journal of Invented Results. Advance online publication."
    )


def test_twenty_authors_are_listed_and_more_are_cut() -> None:
    names = [f"N{n}" for n in range(1, 22)]
    twenty = reference(record(1, *names[:20])).entry
    more = reference(record(1, *names)).entry
    assert "N19, A., & N20, A. (2001)" in twenty
    assert "N19, A., … N21, A. (2001)" in more
    assert "N20" not in more


def test_byline_that_pubmed_cut() -> None:
    cut = replace(record(1, "Orrin", "Veld"), authors_complete=False)
    assert reference(cut).entry.startswith("Orrin, A., Veld, A., et al. (2001).")


def test_doi_url_encodes_what_a_url_cannot_hold() -> None:
    assert doi_url("10.1/(SICI)1<2::X>3.0;2-#é") == (
        "https://doi.org/10.1/(SICI)1%3C2::X%3E3.0;2-%23%C3%A9"
    )


def test_sort_keys() -> None:
    assert sorted(["10", "9", "100"], key=pmid_order) == ["9", "10", "100"]
    assert collation("Ávila") < collation("Baker") < collation("Łuczak") < collation("østberg")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("e0158474", "Article e0158474"),
        ("CD001234", "Article CD001234"),
        ("653829", "Article 653829"),
        ("28931", "28931"),
        ("S12", "S12"),
        ("e113-8", "e113\N{EN DASH}e118"),
    ],
)
def test_an_article_number_is_no_page(pages: str, expected: str) -> None:
    assert reference(replace(record(1, "Orrin"), pages=pages)).entry.endswith(f"7(2), {expected}.")


def test_degrees_are_no_part_of_a_name_and_ordinals_become_numerals() -> None:
    authors = (
        Author(last_name="Orrin", initials="J", suffix="3rd"),
        Author(last_name="Veld", initials="M", suffix=", PhD"),
    )
    entry = reference(replace(record(1), authors=authors)).entry
    assert entry.startswith("Orrin, J., III, & Veld, M. (2001)")


def test_a_translated_title_follows_the_original() -> None:
    article = replace(
        record(1, "Orrin", title="On pain."), title_translated=True, vernacular_title="Schmerz."
    )
    assert "(2001). Schmerz [On pain]. Journal" in reference(article).entry


@pytest.mark.parametrize(
    ("catalogued", "expected"),
    [
        ("The oncologist", "The Oncologist"),
        ("Acta et praxis : annals of the society", "Acta et Praxis"),
        ("Acta inventa (Nowhere, Land : 1985)", "Acta Inventa"),
        ("Chemical letters (Nowhere, Land)", "Chemical Letters"),
        ("Annals of pain = Annales de la douleur", "Annals of Pain"),
        ("Children's health", "Children's Health"),
        ("mAbs and eLetters", "mAbs and eLetters"),
        ("", ""),
    ],
)
def test_a_journal_is_printed_with_capitals(catalogued: str, expected: str) -> None:
    assert journal_title(replace(record(1), journal=catalogued)) == expected
