from pathlib import Path

import pytest

from curate.core.article import Article, Author, Form, Keyword, MeshHeading, Relation
from curate.core.errors import BadFile, BadRecord
from curate.core.source_standing import Standing
from curate.pubmed.files import open_records
from curate.pubmed.medline import read_medline

FULL = """
PMID- 900000001
OWN - NLM
STAT- MEDLINE
DCOM- 20020610
LR  - 20190905
IS  - 0000-0000 (Print)
IS  - 0000-0001 (Linking)
VI  - 96
IP  - 1-2
DP  - 2002 Mar 4
TI  - [Glial cells and
      morphine tolerance.]
PG  - 63-75
LID - 10.99999/inv.1 [doi]
LID - S00-1 [pii]
AB  - BACKGROUND: Tolerance is old. RESULTS: The \u03bc-receptor changed (p <
      0.05). Copyright 2002 Invented Press.
CI  - (c) 2002 Society of Inventions.
FAU - de la Brackwater, Ida B Jr
AU  - de la Brackwater IB Jr
AUID- ORCID: 0000-0001-2345-678X
AD  - Institute of Glia, Nowhere.
AD  - Second Institute, Elsewhere.
FAU - Quill, Ann
AU  - Quill A
CN  - Invented Study Group
LA  - eng
LA  - fre
PT  - Journal Article
PT  - Retracted Publication
DEP - 20011224
TT  - Cellules gliales.
TA  - J Invent Res
JT  - Journal of invented results
JID - 9999999
RN  - 0 (Receptors, Invented)
RN  - 59277-89-3 (Inventine)
MH  - *Drug Tolerance
MH  - Glia/*drug effects/
      metabolism
OTO - NOTNLM
OT  - *glia
OT  - tolerance
OABL- fre
OAB - Publisher: R\u00e9sum\u00e9.
RIN - Made Up J. 2003;1:2. PMID: 900000009
EIN - Made Up J. 2002;9:1
PMC - PMC99
AID - S00-1 [pii]
AID - 10.99999/inv.1 [doi]
PST - ppublish
SO  - J Invent Res. 2002;96(1-2):63-75.
"""


def small(pmid: int, title: str = "A title.") -> str:
    return f"PMID- {pmid}\nTI  - {title}\nDP  - 1999\nSO  - J Invent Res. 1999.\n"


def read(text: str) -> list[Article | BadRecord]:
    return list(read_medline(text, name="x.nbib"))


def only(text: str) -> Article:
    (found,) = read(text)
    assert isinstance(found, Article)
    return found


def test_every_field_in_its_place() -> None:
    article = only(FULL)
    assert article.form is Form.MEDLINE
    assert (article.pmid, article.status, article.revised) == (
        "900000001",
        "MEDLINE",
        "2019-09-05",
    )
    assert (article.title, article.title_translated) == (
        "Glial cells and morphine tolerance.",
        True,
    )
    assert article.vernacular_title == "Cellules gliales."
    (section,) = article.sections
    assert section.text.startswith("BACKGROUND: Tolerance is old.")
    assert section.text.endswith("The \u03bc-receptor changed (p < 0.05).")
    assert article.copyright == "(c) 2002 Society of Inventions. Copyright 2002 Invented Press."
    assert (article.journal, article.journal_abbreviation) == (
        "Journal of invented results",
        "J Invent Res",
    )
    assert (article.volume, article.issue, article.pages) == ("96", "1-2", "63-75")
    assert (article.year, article.month, article.day) == (2002, 3, 4)
    assert (article.publication_date, article.electronic_date) == ("2002 Mar 4", "2001-12-24")
    assert (article.doi, article.pii, article.pmc) == ("10.99999/inv.1", "S00-1", "PMC99")
    assert (article.issn, article.nlm_id) == ("0000-0000", "9999999")
    assert article.languages == ("eng", "fre")
    assert article.standing is Standing.RETRACTED
    assert article.publication_status == "ppublish"


def test_names_with_what_belongs_to_them() -> None:
    assert only(FULL).authors == (
        Author(
            last_name="de la Brackwater",
            fore_name="Ida B",
            initials="IB",
            suffix="Jr",
            orcid="0000-0001-2345-678X",
            affiliations=("Institute of Glia, Nowhere.", "Second Institute, Elsewhere."),
        ),
        Author(last_name="Quill", fore_name="Ann", initials="A"),
        Author(collective_name="Invented Study Group"),
    )
    old = only("PMID- 900000001\nTI  - Old.\nAU  - van der Maker AB 3rd\nAU  - Quill\n")
    assert old.authors == (
        Author(last_name="van der Maker", initials="AB", suffix="3rd"),
        Author(last_name="Quill"),
    )


def test_indexing_and_relations() -> None:
    article = only(FULL)
    assert article.mesh == (
        MeshHeading(descriptor="Drug Tolerance", major=True),
        MeshHeading(descriptor="Glia", qualifier="drug effects", qualifier_major=True),
        MeshHeading(descriptor="Glia", qualifier="metabolism"),
    )
    assert [(s.name, s.registry_number) for s in article.substances] == [
        ("Receptors, Invented", None),
        ("Inventine", "59277-89-3"),
    ]
    assert article.keywords == (
        Keyword(text="glia", owner="NOTNLM", major=True),
        Keyword(text="tolerance", owner="NOTNLM"),
    )
    assert article.relations == (
        Relation(ref_type="RetractionIn", pmid="900000009", source="Made Up J. 2003;1:2."),
        Relation(ref_type="ErratumIn", source="Made Up J. 2002;9:1"),
    )
    assert [(o.kind, o.language, o.text) for o in article.other_abstracts] == [
        ("Publisher", "fre", "R\u00e9sum\u00e9.")
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n", "", "\n   \n"], ids=repr)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=repr)
def test_several_records_whatever_parts_them(between: str, newline: str) -> None:
    text = (small(900000001) + between + small(900000002)).replace("\n", newline)
    assert [r.pmid for r in read(text)] == ["900000001", "900000002"]


def test_a_blank_line_inside_an_abstract_ends_no_record() -> None:
    text = "PMID- 900000001\nTI  - T.\nAB  - First.\n\n      Second.\nLA  - eng\n"
    assert only(text).abstract == "First. Second."


def test_a_record_without_a_pmid_is_told_of() -> None:
    text = f"{small(900000001)}\nTI  - Lost one.\nAID - 10.99999/lost [doi]\nSO  - x\n"
    first, second = read(text)
    assert isinstance(first, Article)
    assert isinstance(second, BadRecord)
    assert str(second) == 'line 6 ("Lost one.", DOI 10.99999/lost) has no PMID'
    assert "--citations" in second.hint


def test_a_file_that_breaks_off_keeps_what_is_whole() -> None:
    text = small(900000001) + "\nPMID- 900000002\nTI  - Cut of"
    first, second = read(text)
    assert isinstance(first, Article)
    assert isinstance(second, BadRecord)
    assert (second.pmid, str(second)) == (
        "900000002",
        "x.nbib breaks off in the record of line 6",
    )


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("cp1252", 1)],
)
def test_encodings(tmp_path: Path, encoding: str, notes: int) -> None:
    path = tmp_path / "export.nbib"
    path.write_bytes(small(900000001, "Caf\u00e9 \u00b5.").encode(encoding))
    told: list[str] = []
    (article,) = open_records(path, note=told.append)
    assert isinstance(article, Article)
    assert article.title == "Caf\u00e9 \u00b5."
    assert len(told) == notes


def test_an_encoding_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "export.nbib"
    path.write_bytes(small(900000001, "Caf\u00e9.").encode("mac_roman"))
    (article,) = open_records(path, encoding="mac_roman")
    assert isinstance(article, Article)
    assert article.title == "Caf\u00e9."
    with pytest.raises(BadFile, match="there is no encoding 'klingon'"):
        list(open_records(path, encoding="klingon"))
    path.write_bytes(small(900000001).encode() + b"AB  - \x81\x8d\n")
    with pytest.raises(BadFile, match="is no text in utf-8 or cp1252"):
        list(open_records(path))


@pytest.mark.realdata
def test_real_exports(shared_data: Path) -> None:
    odd = shared_data / "pubmed" / "odd"
    found: list[object] = []
    for path in [*odd.glob("*/*pubmed_result*.txt"), *odd.glob("*/*pubmed_test.txt")]:
        found += open_records(path)
    articles = [a for a in found if isinstance(a, Article)]
    assert len(articles) == len(found) == 1006
    # As many as grep counts lines that begin so.
    assert sum(bool(a.sections) for a in articles) == 827
    people = [author for a in articles for author in a.authors if author.last_name]
    assert len(people) == 5346
    assert sum(not (author.initials and author.fore_name) for author in people) == 1
    assert all(a.title and a.year and a.journal and a.status for a in articles)
