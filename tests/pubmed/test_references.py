"""Links and citations: how the requests go out, and what their replies are read as."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from curate.core.citation import Citation, Match, Verdict
from curate.core.errors import BadFile, SourceUnavailable, UsageError
from curate.core.references import Link, References
from curate.pubmed.citation_match import match_lines, read_matches
from curate.pubmed.citations import read_citations
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer
from tests.pubmed.making import record, record_set
from tests.pubmed.test_client import HeldTime, client

AUTHOR = (
    "<AuthorList><Author><LastName>Quill</LastName><Initials>A</Initials></Author></AuthorList>"
)
PAGES = "<Pagination><MedlinePgn>{}-9</MedlinePgn></Pagination>"


def references(*pmids: object) -> str:
    """Return a reference list of these PMIDs, in a list inside a list."""
    inside = "".join(
        f'<Reference><Citation>Number {pmid}.</Citation><ArticleIdList><ArticleId IdType="pubmed">'
        f"{pmid}</ArticleId></ArticleIdList></Reference>"
        for pmid in pmids
    )
    return f"<ReferenceList><ReferenceList>{inside}</ReferenceList></ReferenceList>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EutilsServer]:
    path = tmp_path_factory.mktemp("linked") / "records.xml"
    seed = record(
        900000001,
        title="Glia and tolerance.",
        article=AUTHOR + PAGES.format(1),
        data=references(900000002, "NOT_FOUND;INVALID_JOURNAL", 900000003),
    )
    others = [
        record(number, title="Glia of frogs.", article=AUTHOR + PAGES.format(number % 10))
        for number in range(900000002, 900000005)
    ]
    path.write_bytes(record_set(seed, *others))
    with start([path]) as running:
        yield running


@pytest.fixture
def eutils(server: EutilsServer) -> EutilsServer:
    server.set_faults()
    server.log.clear()
    return server


def cited(page: str, **changes: object) -> Citation:
    values = {"text": "x", "journal": "J Invent Res", "volume": "12", "page": page, "year": 1999}
    return Citation(**(values | changes))  # type: ignore[arg-type]


def test_links(eutils: EutilsServer) -> None:
    source: References = client(eutils)
    assert source.linked("900000001", Link.CITES) == ("900000002", "900000003")
    assert source.linked("900000003", Link.CITED_BY) == ("900000001",)
    similar = source.linked("900000001", Link.SIMILAR)
    assert "900000001" not in similar
    assert set(similar) == {"900000002", "900000003", "900000004"}
    assert source.linked("900000004", Link.CITED_BY) == ()
    assert source.linked("123", Link.CITES) == ()
    assert eutils.log[0].parameters["email"] == "someone@example.org"
    with pytest.raises(UsageError, match="'x' is no PMID"):
        source.linked("x", Link.CITES)


def test_matches(eutils: EutilsServer) -> None:
    found = client(eutils).match(
        {
            "a": cited("1"),
            "b": cited("77"),
            "c": cited("1", journal="No | such\r\njournal"),
            "d": Citation(text="without a place", journal="J Invent Res"),
            "e": cited("2", author="Wrong|er", year=1803),
        }
    )
    assert found == {
        "a": Match(verdict=Verdict.FOUND, pmids=("900000001",)),
        "b": Match(verdict=Verdict.NOT_FOUND),
        "c": Match(verdict=Verdict.UNKNOWN_JOURNAL),
        "e": Match(verdict=Verdict.FOUND, pmids=("900000002",)),
    }
    (entry,) = eutils.log
    assert (entry.parameters["tool"], entry.parameters["email"]) == (
        "curate",
        "someone@example.org",
    )


def test_many_citations_go_in_parts(eutils: EutilsServer) -> None:
    found = client(eutils).match({f"k{n}": cited("1") for n in range(250)})
    assert len(found) == 250
    assert {m.verdict for m in found.values()} == {Verdict.FOUND}
    assert [entry.method for entry in eutils.log] == ["POST"] * 3


def test_lines_to_send() -> None:
    assert match_lines({"k": cited("63", author="Mao")}) == {"k": "J Invent Res|1999|12|63|Mao|k|"}


def test_a_reply_is_read_by_its_keys() -> None:
    reply = (
        b"j|1999|1|2|mao|k1|900000001\n"
        b"j|1999|1|2|k2|NOT_FOUND\r"
        b"j|1999|1|2||k3|NOT_FOUND;INVALID_JOURNAL\n"
        b"j|1999|1|2||k4|AMBIGUOUS (783 citations)\n"
        b"j|1999|1|2||k5|AMBIGUOUS 900000001,900000002\n"
        b"j|1999|1|2|mao|another|900000009\n"
    )
    found = read_matches(reply, ["k1", "k2", "k3", "k4", "k5", "k6"])
    assert found == {
        "k1": Match(verdict=Verdict.FOUND, pmids=("900000001",)),
        "k2": Match(verdict=Verdict.NOT_FOUND),
        "k3": Match(verdict=Verdict.UNKNOWN_JOURNAL),
        "k4": Match(verdict=Verdict.AMBIGUOUS, count=783),
        "k5": Match(verdict=Verdict.AMBIGUOUS, pmids=("900000001", "900000002"), count=2),
        "k6": Match(verdict=Verdict.NO_ANSWER),
    }


@pytest.mark.parametrize("utility", ["elink", "ecitmatch"])
@pytest.mark.parametrize(
    "kind",
    [
        Kind.TOO_MANY,
        Kind.INTERNAL,
        Kind.BAD_GATEWAY,
        Kind.CUT_LENGTH,
        Kind.CUT_CHUNKED,
        Kind.HANG_UP,
        Kind.RESET,
        Kind.EMPTY,
        Kind.WEB_PAGE,
        Kind.ERROR_IN_200,
        Kind.MALFORMED,
        Kind.PROLOG_ONLY,
    ],
)
def test_faults_are_asked_over_and_seen(eutils: EutilsServer, utility: str, kind: Kind) -> None:
    source = client(eutils)

    def ask() -> object:
        if utility == "elink":
            return source.linked("900000001", Link.CITES)
        return source.match({"a": cited("1")})

    expected = ask()
    eutils.set_faults(Fault(kind=kind, on=utility, nth=frozenset({1, 2})))
    assert ask() == expected
    eutils.set_faults(Fault(kind=kind, on=utility))
    with pytest.raises(SourceUnavailable, match=utility):
        ask()


def test_a_wait_that_ncbi_asks_for_is_kept(eutils: EutilsServer) -> None:
    time = HeldTime()
    eutils.set_faults(
        Fault(kind=Kind.TOO_MANY, on="ecitmatch", nth=frozenset({1}), retry_after="7")
    )
    client(eutils, time).match({"a": cited("1")})
    assert 7.0 in time.slept


def test_lists_of_citations(tmp_path: Path) -> None:
    path = tmp_path / "references.txt"
    path.write_text(
        "# mine\n\n[1] Quill A. T. J Inv. 2002;9:1.\n  Maker 2003 J Inv 8:2\n", "utf-8"
    )
    assert [(c.line, c.author, c.page) for c in read_citations(path)] == [
        (3, "Quill", "1"),
        (4, "Maker", "2"),
    ]
    path.write_text(
        "TY  - JOUR\nAU  - de Quill, A\nTI  - T\nJO  - J Inv\nVL  - 9\nSP  - 1\nEP  - 7\n"
        "PY  - 2002\nDO  - 10.99999/inv.1\nER  - \n",
        "utf-8",
    )
    (citation,) = read_citations(path)
    assert (citation.author, citation.year, citation.journal) == ("de Quill", 2002, "J Inv")
    assert (citation.volume, citation.page, citation.doi) == ("9", "1", "10.99999/inv.1")
    path.write_text(
        "PMID- 900000001\nTI  - T\nFAU - Quill, Ann\nVI  - 9\nPG  - 1-7\nTA  - J Inv\n"
    )
    (citation,) = read_citations(path)
    assert (citation.pmid, citation.author, citation.page) == ("900000001", "Quill", "1")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no citation"),
        (b"# only a comment\n", "holds no citation"),
        (b"%PDF-1.4", "is a PDF, not a list of citations"),
        (b"<PubmedArticleSet/>", "is XML, not a list of citations"),
        (b'[{"a": 1}]', "not a list of citations"),
    ],
)
def test_what_is_no_list_of_citations(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(BadFile, match=message):
        read_citations(path)
