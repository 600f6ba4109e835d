import io
import itertools
from collections.abc import Iterator

import pytest

from curate.core.article import Article, Deletion, Keyword, MeshHeading, Substance
from curate.core.errors import BadFile, BadRecord
from curate.core.source_standing import Standing
from curate.pubmed.parse import Record, read_records
from tests.pubmed.making import (
    DECLARATION,
    DOCTYPE,
    JOURNAL,
    abstract,
    citation,
    numbered,
    record,
    record_set,
)


def parse(data: bytes) -> list[Record]:
    return list(read_records(io.BytesIO(data), name="test.xml"))


def one(text: str) -> Article:
    (found,) = parse(record_set(text))
    assert isinstance(found, Article)
    return found


def titled(title: str) -> Article:
    return one(record(900000001, title=title))


def with_abstract(inside: str) -> Article:
    return one(record(900000001, article=f"<Abstract>{inside}</Abstract>"))


def dated(pub_date: str) -> Article:
    start, _, rest = JOURNAL.partition("<PubDate>")
    end = rest.partition("</PubDate>")[2]
    journal = f"{start}<PubDate>{pub_date}</PubDate>{end}"
    return one(record(900000001, journal=journal))


def test_plain_record() -> None:
    article = one(
        record(
            900000001,
            article=abstract("Something was found.")
            + "<Pagination><StartPage>113</StartPage><EndPage>121</EndPage>"
            "<MedlinePgn>113-21</MedlinePgn></Pagination>"
            "<Language>eng</Language><Language>fre</Language>"
            "<PublicationTypeList><PublicationType UI='D016428'>Journal Article</PublicationType>"
            "<PublicationType UI='D016454'>Review</PublicationType></PublicationTypeList>"
            "<ArticleDate DateType='Electronic'><Year>1998</Year><Month>12</Month><Day>30</Day>"
            "</ArticleDate>",
            citation_extra="<MedlineJournalInfo><MedlineTA>J Inv</MedlineTA>"
            "<NlmUniqueID>0000001</NlmUniqueID></MedlineJournalInfo>",
        )
    )
    assert (article.pmid, article.version, article.kind) == ("900000001", 1, "article")
    assert (article.status, article.publication_status) == ("MEDLINE", "ppublish")
    assert article.title == "An invented title."
    assert article.abstract == "Something was found."
    assert article.journal == "Journal of invented results"
    assert article.journal_abbreviation == "J Invent Res"
    assert (article.issn, article.nlm_id) == ("0000-0000", "0000001")
    assert (article.volume, article.issue, article.pages) == ("12", "3", "113-21")
    assert (article.year, article.month, article.day) == (1999, 3, 4)
    assert article.publication_date == "1999 Mar 4"
    assert (article.electronic_date, article.revised) == ("1998-12-30", "2020-01-05")
    assert article.languages == ("eng", "fre")
    assert article.publication_types == ("Journal Article", "Review")


def test_record_with_next_to_nothing() -> None:
    article = one(
        "<PubmedArticle><MedlineCitation><PMID>900000001</PMID><Article/></MedlineCitation>"
        "</PubmedArticle>"
    )
    assert article == Article(pmid="900000001", title="")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("NF-<i><sub>\u03ba</sub></i>B in <b>rats</b> .", "NF-\u03baB in rats ."),
        ("two\n   lines\u00a0and\u2009thin", "two lines and thin"),
        ("cafe\u0301 \u212b", "caf\u00e9 \u00c5"),
        ("P &lt; 0.05 and a &lt;b", "P < 0.05 and a <b"),
        ("&lt;p&gt;Twice&lt;/p&gt; escaped &lt;o:p&gt;&lt;/o:p&gt;", "Twice escaped"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        (
            'of <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup>'
            "<mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math> cells",
            "of x2 cells",
        ),
        ("<DispFormula><i>E</i>=1</DispFormula>", "E=1"),
        ("\u00b5 and \u03bc stay apart", "\u00b5 and \u03bc stay apart"),
    ],
)
def test_text_of_titles_and_abstracts(inside: str, expected: str) -> None:
    assert titled(inside).title == expected
    assert [s.text for s in with_abstract(f"<AbstractText>{inside}</AbstractText>").sections] == [
        expected
    ]


@pytest.mark.parametrize(
    ("printed", "title", "translated"),
    [
        ("[A title from afar].", "A title from afar.", True),
        ("[Is it so?].", "Is it so?", True),
        ("[A title from afar]", "A title from afar", True),
        ("[A [18F]tracer in rats].", "A [18F]tracer in rats.", True),
        ("[3H]naloxone binding.", "[3H]naloxone binding.", False),
        ("[A] and then [B]", "[A] and then [B]", False),
        ("[[A slip of the pen].", "[A slip of the pen.", True),
        ("A plain title [abstract].", "A plain title [abstract].", False),
        ("[Not Available].", "", False),
        ("", "", False),
    ],
)
def test_bracketed_titles(printed: str, title: str, translated: bool) -> None:
    article = titled(printed)
    assert (article.title, article.title_translated) == (title, translated)


def test_vernacular_title() -> None:
    article = one(record(900000001, article="<VernacularTitle>Ein Titel.</VernacularTitle>"))
    assert article.vernacular_title == "Ein Titel."


def test_labelled_sections_keep_their_order_and_repeats() -> None:
    article = with_abstract(
        '<AbstractText Label="AIM:" NlmCategory="OBJECTIVE">Why.</AbstractText>'
        '<AbstractText Label="RESULTS" NlmCategory="RESULTS">One.</AbstractText>'
        '<AbstractText Label="RESULTS" NlmCategory="RESULTS">Two.</AbstractText>'
        '<AbstractText Label="UNLABELLED" NlmCategory="UNASSIGNED">Three.</AbstractText>'
        '<AbstractText Label="">Four.</AbstractText>'
        '<AbstractText Label="EMPTY"/>'
    )
    assert [(s.label, s.category, s.text) for s in article.sections] == [
        ("AIM", "OBJECTIVE", "Why."),
        ("RESULTS", "RESULTS", "One."),
        ("RESULTS", "RESULTS", "Two."),
        (None, "UNASSIGNED", "Three."),
        (None, None, "Four."),
    ]
    assert article.abstract == "AIM: Why.\nRESULTS: One.\nRESULTS: Two.\nThree.\nFour."


@pytest.mark.parametrize(
    "mark",
    [
        "(ABSTRACT TRUNCATED AT 250 WORDS)",
        "(ABSTRACT TRUNCATED AT 400 WORDS).",
        "(ABSTRACT TRUNCATED)",
    ],
)
def test_truncation_mark_is_cut_and_flagged(mark: str) -> None:
    article = with_abstract(f"<AbstractText>It went well. {mark}</AbstractText>")
    assert article.abstract_truncated
    assert article.abstract == "It went well."
    assert not with_abstract("<AbstractText>It was truncated.</AbstractText>").abstract_truncated


def test_copyright_is_kept_apart() -> None:
    article = with_abstract(
        "<AbstractText>It went well.</AbstractText>"
        "<CopyrightInformation>Copyright 1999 Nobody.</CopyrightInformation>"
    )
    assert (article.abstract, article.copyright) == ("It went well.", "Copyright 1999 Nobody.")


@pytest.mark.parametrize(
    ("text", "kept", "notice"),
    [
        (
            "Well. \u00a9 2021 The Authors. Some House.",
            "Well.",
            "\u00a9 2021 The Authors. Some House.",
        ),
        ("Well. Copyright \u00a9 2021 Us.", "Well.", "Copyright \u00a9 2021 Us."),
        (
            "Well. This article is protected by copyright. All rights reserved.",
            "Well.",
            "This article is protected by copyright. All rights reserved.",
        ),
        ("The Tool\u00a9 score fell in 2021.", "The Tool\u00a9 score fell in 2021.", None),
        ("Copyright law was studied.", "Copyright law was studied.", None),
    ],
)
def test_copyright_inside_the_text(text: str, kept: str, notice: str | None) -> None:
    article = with_abstract(f"<AbstractText>{text}</AbstractText>")
    assert (article.abstract, article.copyright) == (kept, notice)


def test_other_abstracts_are_apart() -> None:
    article = one(
        record(
            900000001,
            citation_extra='<OtherAbstract Type="Publisher" Language="ger">'
            '<AbstractText Label="ZIEL">Warum.</AbstractText><AbstractText>Darum.</AbstractText>'
            "</OtherAbstract>"
            '<OtherAbstract Type="plain-language-summary"/>',
        )
    )
    assert article.sections == ()
    (other,) = article.other_abstracts
    assert (other.kind, other.language, other.text) == ("Publisher", "ger", "ZIEL: Warum.\nDarum.")


@pytest.mark.parametrize(
    ("pub_date", "expected"),
    [
        ("<Year>1999</Year><Month>Jan</Month>", (1999, 1, None, "1999 Jan")),
        ("<Year>1999</Year><Month>01</Month><Day>9</Day>", (1999, 1, 9, "1999 01 9")),
        ("<Year>1999</Year><Season>Fall-Winter</Season>", (1999, None, None, "1999 Fall-Winter")),
        ("<Year>1999</Year>", (1999, None, None, "1999")),
        ("<Year>?</Year>", (None, None, None, "?")),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", (1998, None, None, "1998 Dec-1999 Jan")),
        ("<MedlineDate>1977-1978 Winter</MedlineDate>", (1977, None, None, "1977-1978 Winter")),
        ("<MedlineDate>3rd Quarter 1980</MedlineDate>", (1980, None, None, "3rd Quarter 1980")),
        ("", (None, None, None, None)),
    ],
)
def test_dates(pub_date: str, expected: tuple[object, ...]) -> None:
    article = dated(pub_date)
    found = (article.year, article.month, article.day, article.publication_date)
    assert found == expected


ID_LIST = "<ArticleIdList>{}</ArticleIdList>"
IN_LIST = '<ArticleId IdType="doi">10.1000/Listed.1</ArticleId>'
REFERENCES = (
    "<ReferenceList><Reference><ArticleIdList>"
    '<ArticleId IdType="doi">10.1000/other</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId>'
    "</ArticleIdList></Reference></ReferenceList>"
)


@pytest.mark.parametrize(
    ("data", "location", "doi"),
    [
        (IN_LIST, "", "10.1000/Listed.1"),
        (IN_LIST, '<ELocationID EIdType="doi">10.1000/e</ELocationID>', "10.1000/Listed.1"),
        ("", '<ELocationID EIdType="doi">10.1000/e</ELocationID>', "10.1000/e"),
        ("", '<ELocationID EIdType="doi" ValidYN="N">10.1000/e</ELocationID>', None),
        (
            '<ArticleId IdType="doi">https://doi.org/10.1000/x y</ArticleId>',
            "",
            "10.1000/x y",
        ),
        (
            '<ArticleId IdType="doi">nothing</ArticleId>',
            '<ELocationID EIdType="pii">S1</ELocationID>'
            '<ELocationID EIdType="doi">10.1000/e</ELocationID>',
            "10.1000/e",
        ),
    ],
)
def test_doi(data: str, location: str, doi: str | None) -> None:
    article = one(record(900000001, article=location, data=ID_LIST.format(data) + REFERENCES))
    assert (article.doi, article.pmc) == (doi, None)


def test_pmc_and_pii() -> None:
    ids = (
        '<ArticleId IdType="pubmed">900000001</ArticleId><ArticleId IdType="pii">S00</ArticleId>'
        '<ArticleId IdType="pmc">PMC123.2</ArticleId>'
    )
    article = one(record(900000001, data=ID_LIST.format(ids)))
    assert (article.pmc, article.pii, article.doi) == ("PMC123", "S00", None)


def test_authors() -> None:
    article = one(
        record(
            900000001,
            article='<AuthorList CompleteYN="N">'
            '<Author ValidYN="Y"><LastName>Adeyemi-\u00d8ster</LastName><ForeName>Bo</ForeName>'
            "<Initials>B</Initials><Suffix>Jr</Suffix>"
            '<Identifier Source="ORCID">http://orcid.org/000000021825009x</Identifier>'
            "<AffiliationInfo><Affiliation>Here.</Affiliation></AffiliationInfo>"
            "<AffiliationInfo><Affiliation>There.</Affiliation></AffiliationInfo></Author>"
            '<Author ValidYN="N"><LastName>Adeyemy</LastName></Author>'
            '<Author ValidYN="Y"><CollectiveName>The Invented Group</CollectiveName></Author>'
            "<Author/>"
            "</AuthorList>",
            citation_extra="<InvestigatorList><Investigator><LastName>Else</LastName>"
            "</Investigator></InvestigatorList>",
        )
    )
    first, second = article.authors
    assert (first.last_name, first.fore_name, first.initials, first.suffix) == (
        "Adeyemi-\u00d8ster",
        "Bo",
        "B",
        "Jr",
    )
    assert first.orcid == "0000-0002-1825-009X"
    assert first.affiliations == ("Here.", "There.")
    assert (second.name, second.last_name) == ("The Invented Group", "")
    assert not article.authors_complete


def test_old_authors() -> None:
    article = one(
        record(
            900000001,
            article="<Affiliation>An old place.</Affiliation><AuthorList>"
            "<Author><LastName>Oldman</LastName><FirstName>Ann</FirstName>"
            "<MiddleName>Bea</MiddleName></Author><Author><LastName>Newman</LastName></Author>"
            "</AuthorList>",
        )
    )
    assert [(a.name, a.fore_name, a.affiliations) for a in article.authors] == [
        ("Oldman", "Ann Bea", ("An old place.",)),
        ("Newman", "", ()),
    ]


def test_mesh_one_row_a_qualifier() -> None:
    article = one(
        record(
            900000001,
            citation_extra="<MeshHeadingList><MeshHeading>"
            '<DescriptorName UI="D1" MajorTopicYN="N">Morphine</DescriptorName>'
            '<QualifierName UI="Q1" MajorTopicYN="Y">pharmacology</QualifierName>'
            '<QualifierName UI="Q2" MajorTopicYN="N">blood</QualifierName></MeshHeading>'
            '<MeshHeading><DescriptorName MajorTopicYN="Y">Rats</DescriptorName></MeshHeading>'
            "</MeshHeadingList>",
        )
    )
    morphine = {"descriptor": "Morphine", "descriptor_ui": "D1"}
    assert article.mesh == (
        MeshHeading(
            descriptor="Morphine",
            descriptor_ui="D1",
            qualifier="pharmacology",
            qualifier_ui="Q1",
            qualifier_major=True,
        ),
        MeshHeading(**morphine, qualifier="blood", qualifier_ui="Q2"),  # type: ignore[arg-type]
        MeshHeading(descriptor="Rats", major=True),
    )


def test_substances_and_keywords() -> None:
    article = one(
        record(
            900000001,
            citation_extra="<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber>"
            '<NameOfSubstance UI="D2">Receptors, Invented</NameOfSubstance></Chemical><Chemical>'
            "<RegistryNumber>76I7G6D29C</RegistryNumber><NameOfSubstance>Morphine"
            "</NameOfSubstance></Chemical></ChemicalList>"
            '<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">two\n words</Keyword>'
            '<Keyword/></KeywordList><KeywordList Owner="NLM"><Keyword MajorTopicYN="Y">'
            "<i>pain</i></Keyword></KeywordList>",
        )
    )
    assert article.substances == (
        Substance(name="Receptors, Invented", ui="D2"),
        Substance(name="Morphine", registry_number="76I7G6D29C"),
    )
    assert article.keywords == (
        Keyword(text="two words", owner="NOTNLM"),
        Keyword(text="pain", owner="NLM", major=True),
    )


def test_relations_and_retraction() -> None:
    article = one(
        record(
            900000001,
            citation_extra="<CommentsCorrectionsList>"
            '<CommentsCorrections RefType="RetractionIn"><RefSource>J Inv. 2001</RefSource>'
            '<PMID Version="1">900000009</PMID><Note>by the authors</Note></CommentsCorrections>'
            '<CommentsCorrections RefType="ErratumIn"><RefSource>J Inv. 2000</RefSource>'
            "</CommentsCorrections></CommentsCorrectionsList>",
        )
    )
    assert [(r.ref_type, r.pmid, r.source, r.note) for r in article.relations] == [
        ("RetractionIn", "900000009", "J Inv. 2001", "by the authors"),
        ("ErratumIn", None, "J Inv. 2000", None),
    ]
    assert article.standing is Standing.RETRACTED


def test_old_relations() -> None:
    article = one(
        record(
            900000001,
            citation_extra="<CommentsCorrections><CommentOn><RefSource>J. 1990</RefSource>"
            "<PMID>900000002</PMID></CommentOn></CommentsCorrections>",
        )
    )
    (relation,) = article.relations
    assert (relation.ref_type, relation.pmid) == ("CommentOn", "900000002")


def test_pages_without_medline_pgn() -> None:
    pages = "<Pagination><StartPage>7</StartPage><EndPage>9</EndPage></Pagination>"
    assert one(record(900000001, article=pages)).pages == "7-9"
    start = "<Pagination><StartPage>e7</StartPage></Pagination>"
    assert one(record(900000001, article=start)).pages == "e7"


BOOK = (
    "<PubmedBookArticle><BookDocument><PMID Version='1'>900000003</PMID><ArticleIdList>"
    "<ArticleId IdType='doi'>10.1000/book</ArticleId></ArticleIdList><Book>"
    "<BookTitle>A book of nothing</BookTitle><PubDate><Year>2011</Year></PubDate>"
    "<AuthorList Type='editors'><Author><LastName>Editor</LastName></Author></AuthorList></Book>"
    "{chapter}<Language>eng</Language><PublicationType UI='D016454'>Review</PublicationType>"
    "<Abstract><AbstractText>A chapter on nothing.</AbstractText></Abstract>"
    "<ContributionDate><Year>2012</Year><Month>Feb</Month></ContributionDate></BookDocument>"
    "<PubmedBookData><PublicationStatus>ppublish</PublicationStatus></PubmedBookData>"
    "</PubmedBookArticle>"
)


def test_book_chapter() -> None:
    article = one(
        BOOK.format(
            chapter="<ArticleTitle>A chapter</ArticleTitle>"
            "<AuthorList Type='authors'><Author><LastName>Writer</LastName></Author></AuthorList>"
        )
    )
    assert (article.kind, article.pmid, article.title) == ("book", "900000003", "A chapter")
    assert (article.journal, article.year, article.doi) == (
        "A book of nothing",
        2011,
        "10.1000/book",
    )
    assert [a.name for a in article.authors] == ["Writer"]
    assert (article.abstract, article.electronic_date) == ("A chapter on nothing.", "2012-02")
    assert article.publication_types == ("Review",)


def test_whole_book() -> None:
    article = one(BOOK.format(chapter=""))
    assert (article.title, article.journal) == ("A book of nothing", None)
    assert [a.name for a in article.authors] == ["Editor"]


def test_old_roots_and_bare_records() -> None:
    old = record_set(citation(900000001), citation(900000002), root="MedlineCitationSet")
    assert [a.pmid for a in parse(old) if isinstance(a, Article)] == ["900000001", "900000002"]
    for bare in (record(900000004), citation(900000004)):
        (article,) = parse(f"{DECLARATION}{bare}".encode())
        assert isinstance(article, Article)
        assert article.pmid == "900000004"
    wrapped = record_set(record(900000005), root="SOME_WRAPPER", doctype="")
    assert len(parse(wrapped)) == 1


def test_deletions() -> None:
    found = parse(
        record_set(
            record(900000001),
            "<DeleteCitation><PMID Version='1'>900000002</PMID><PMID>00900000003</PMID>"
            "</DeleteCitation>",
        )
    )
    assert isinstance(found[0], Article)
    assert found[1] == Deletion(pmids=("900000002", "900000003"))


def test_versions_and_leading_zeros() -> None:
    text = record("0900000001").replace('Version="1"', 'Version="3"')
    article = one(text)
    assert (article.pmid, article.version) == ("900000001", 3)


def test_unknown_tags_and_attributes_are_ignored() -> None:
    text = record(900000001, article="<Unheard Of='it'><Deep>x</Deep></Unheard>")
    assert one(text) == one(record(900000001))
    found = parse(record_set("<Note>hello</Note>", record(900000001), "<?pi x?><!-- c -->"))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("broken", "pmid", "words"),
    [
        (record("").replace('<PMID Version="1"></PMID>', ""), None, "no PMID"),
        (record("abc"), None, "'abc'"),
        (record("0"), None, "'0'"),
        (record("\u0661\u0662"), None, "for a PMID"),
        (record(900000002).replace('Version="1"', 'Version="x"'), "900000002", "version"),
        ("<PubmedArticle/>", None, "MedlineCitation"),
        ("<PubmedBookArticle/>", None, "BookDocument"),
        (
            "<PubmedArticle><MedlineCitation><PMID>900000002</PMID></MedlineCitation>"
            "</PubmedArticle>",
            "900000002",
            "no Article",
        ),
    ],
)
def test_bad_records_do_not_stop_the_others(broken: str, pmid: str | None, words: str) -> None:
    before, bad, after = parse(record_set(record(900000001), broken, record(900000003)))
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (before.pmid, after.pmid) == ("900000001", "900000003")
    assert isinstance(bad, BadRecord)
    assert bad.pmid == pmid
    assert words in str(bad)


def test_records_before_the_break_are_given() -> None:
    whole = record_set(record(900000001), record(900000002), record(900000003))
    reader = read_records(io.BytesIO(whole[: whole.index(b"900000003")]), name="cut.xml")
    found = list(itertools.islice(reader, 2))
    assert [a.pmid for a in found if isinstance(a, Article)] == ["900000001", "900000002"]
    with pytest.raises(BadFile, match=r"cut\.xml breaks off at line \d+, column \d+"):
        next(reader)


def test_malformed_says_where() -> None:
    data = record_set(record(900000001), "<PubmedArticle></Wrong>")
    reader = read_records(io.BytesIO(data), name="bad.xml")
    assert isinstance(next(reader), Article)
    with pytest.raises(
        BadFile, match=r"bad\.xml is not well-formed XML at line 5, column 18: mis"
    ):
        next(reader)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings(encoding: str) -> None:
    text = record_set(record(900000001, title="Na\u00efve")).decode()
    (article,) = parse(text.replace("UTF-8", encoding).encode(encoding))
    assert isinstance(article, Article)
    assert article.title == "Na\u00efve"


def test_bad_encodings() -> None:
    text = record_set(record(900000001))
    with pytest.raises(BadFile, match="encoding"):
        parse(text.replace(b"UTF-8", b"x-none"))
    with pytest.raises(BadFile, match="not well-formed"):
        parse(text.replace(b"invented title", b"\xff\xfe title"))


def test_byte_order_mark_and_empty_set() -> None:
    assert len(parse(b"\xef\xbb\xbf" + record_set(record(900000001)))) == 1
    assert parse(record_set()) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\nPMID- 900000001\nOWN - NLM\n", "MEDLINE text"),
        (b'{"esearchresult": {}}', "JSON"),
        (b"TY  - JOUR\n", "RIS"),
        (b"@article{x,\n", "BibTeX"),
        (b"PK\x03\x04....", "zip archive"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"900000001\n900000002\n", "list of PMIDs"),
        (b"PMID,Title\n1,x", "CSV"),
        (b"hello", "neither XML nor gzip"),
        (b"<eSearchResult><Count>1</Count></eSearchResult>", "ESearch reply"),
        (b"<?xml version='1.0'?><pmc-articleset/>", "full text"),
        (b"<result><Article/></result>", "no PubMed records in it; its root element is <result>"),
        (b"<?xml version='1.0'?>", "breaks off"),
    ],
)
def test_what_is_not_pubmed_xml_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words) as caught:
        parse(data)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    "subset",
    [
        LAUGHS,
        f'<!ENTITY big "{"x" * 50_000}">',
        '<!ENTITY ext SYSTEM "file:///etc/passwd">',
        '<!ENTITY % par SYSTEM "http://127.0.0.1:9/evil.dtd"> %par;',
    ],
    ids=["billion laughs", "quadratic blow-up", "external entity", "parameter entity"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_declarations_are_refused(subset: str, encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE PubmedArticleSet [{subset}]>'
        f"<PubmedArticleSet>{record(900000001, title='&l9;&big;&ext;')}</PubmedArticleSet>"
    )
    with pytest.raises(BadFile, match="declares an XML entity"):
        parse(text.encode(encoding))


def test_entity_declaration_behind_a_long_comment() -> None:
    comment = f"<!-- {'x' * 200_000} -->"
    text = f'{comment}<!DOCTYPE a [<!ENTITY e "x">]><PubmedArticleSet/>'
    with pytest.raises(BadFile, match="declares an XML entity"):
        parse(text.encode())


def test_endless_prolog_nesting_and_record_are_refused() -> None:
    with pytest.raises(BadFile, match="no root element"):
        parse(b"<!-- " + b"x" * (2 << 20) + b" -->")
    with pytest.raises(BadFile, match="too deeply"):
        parse(b"<PubmedArticleSet>" + b"<a>" * 1000)
    with pytest.raises(BadFile, match="more than 8 megabytes"):
        parse(b"<PubmedArticleSet><PubmedArticle>" + b"<a/>" * 9 + b"x" * (9 << 20))


def test_undefined_entities_are_malformed() -> None:
    with pytest.raises(BadFile, match="undefined entity"):
        parse(record_set(record(900000001, title="&undefined;")))


class _Endless(io.RawIOBase):
    """A document that goes on for as long as it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0
        self._parts = self._generate()

    def _generate(self) -> Iterator[bytes]:
        yield f"{DECLARATION}{DOCTYPE}<PubmedArticleSet>".encode()
        for number in itertools.count(900_000_001):
            yield record(number).encode()

    def read(self, size: int = -1) -> bytes:
        self.given += 1
        return next(self._parts)


def test_reads_no_further_than_it_has_given() -> None:
    stream = _Endless()
    reader = read_records(stream)  # type: ignore[arg-type]
    found = list(itertools.islice(reader, 2000))
    assert len(found) == 2000
    assert stream.given < 2010


def test_memory_does_not_grow_with_the_file() -> None:
    import tracemalloc

    def peak(count: int) -> int:
        stream = io.BytesIO(numbered(count))
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_records(stream)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(1200) < 1.5 * peak(400)
