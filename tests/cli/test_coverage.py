"""From a seed paper or a list of citations to records, and what is lacking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer
from tests.pubmed.making import abstract, record, record_set

SEED = 900000001
PLACE = "<Pagination><MedlinePgn>{}-9</MedlinePgn></Pagination>"


def work(pmid: int, author: str, *, text: str = "", data: str = "", kind: str = "") -> str:
    """Return a record on page 101, 102, ... of one volume, by its number."""
    article = (
        PLACE.format(100 + pmid % 100)
        + (abstract(text) if text else "")
        + f"<AuthorList><Author><LastName>{author}</LastName><Initials>A</Initials></Author>"
        "</AuthorList>"
        + (f"<PublicationTypeList><PublicationType>{kind}</PublicationType></PublicationTypeList>")
        * bool(kind)
    )
    ids = f'<ArticleIdList><ArticleId IdType="doi">10.99999/inv.{pmid}</ArticleId></ArticleIdList>'
    title = f"Invented work of {author} on glia, number {pmid}."
    return record(pmid, title=title, article=article, data=ids + data)


def reference(text: str, *, pmid: object = "", doi: str = "") -> str:
    ids = f'<ArticleId IdType="pubmed">{pmid}</ArticleId>' if pmid else ""
    ids += f'<ArticleId IdType="doi">{doi}</ArticleId>' if doi else ""
    listed = f"<ArticleIdList>{ids}</ArticleIdList>" if ids else ""
    return f"<Reference><Citation>{text}</Citation>{listed}</Reference>"


REFERENCES = (
    reference("Held one.", pmid=900000002),
    reference("Without an abstract.", pmid=900000003),
    reference("Retracted one.", pmid=900000004),
    reference("Never fetched.", pmid=900000005),
    reference("Unknown to PubMed.", pmid=800000000),
    reference("By its DOI.", doi="10.99999/INV.900000006"),
    reference("Seventh A. J Invent Res. 1999;12(3):107-9."),
    reference("Nobody A. On nothing. J of Nowhere. 1999;1:2."),
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    listed = f"<ReferenceList>{''.join(REFERENCES)}</ReferenceList>"
    path = tmp_path / "source.xml"
    path.write_bytes(
        record_set(
            work(SEED, "First", text="A review.", data=listed),
            work(900000002, "Second", text="Glia drive morphine tolerance."),
            work(900000003, "Third"),
            work(900000004, "Fourth", text="Made up.", kind="Retracted Publication"),
            work(900000005, "Fifth", text="Fine."),
            work(900000006, "Sixth", text="Fine."),
            work(900000007, "Seventh", text="Fine."),
        )
    )
    return path


@pytest.fixture
def eutils(source: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EutilsServer]:
    monkeypatch.setattr("curate.pubmed.transport.pause_after", lambda *_: 0.0)
    monkeypatch.setattr("curate.pubmed.transport.PER_SECOND", 1000.0)
    with start([source]) as server:
        monkeypatch.setenv("CURATE_EUTILS_BASE", server.base_url)
        monkeypatch.setenv("CURATE_EMAIL", "tester@example.org")
        yield server


def statuses(report: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {r["citation"]: r["status"] for r in report["references"]}


def test_coverage_tells_what_is_lacking_and_why(
    curate: Curate, workspace: Path, eutils: EutilsServer
) -> None:
    fetched = curate("fetch", "--pmid", SEED, 900000002, 900000003, 900000004, "-w", workspace)
    assert fetched.exit_code == 0
    curate("fetch", "--pmid", 800000000, "-w", workspace)
    result = curate("coverage", SEED, "-w", workspace, "--json")
    assert result.exit_code == 0
    report = loaded(result)
    assert statuses(report) == {
        "Held one.": "covered",
        "Without an abstract.": "no-abstract",
        "Retracted one.": "retracted",
        "Never fetched.": "not-searched",
        "Unknown to PubMed.": "missing",
        "By its DOI.": "not-searched",
        "Seventh A. J Invent Res. 1999;12(3):107-9.": "not-searched",
        "Nobody A. On nothing. J of Nowhere. 1999;1:2.": "unresolved",
    }
    pmids = {r["citation"]: r["pmid"] for r in report["references"]}
    assert pmids["By its DOI."] == "900000006"
    assert pmids["Seventh A. J Invent Res. 1999;12(3):107-9."] == "900000007"
    (lost,) = [r for r in report["references"] if r["status"] == "unresolved"]
    assert "PubMed knows no journal 'J of Nowhere'" in lost["reason"]
    assert report["references"][0]["origins"] == ["list", "links"]
    text = curate("coverage", SEED, "-w", workspace)
    assert f"Seed        {SEED}  First 1999. Invented work of First" in text.stdout
    assert "References  8" in text.stdout
    assert "  in the corpus                               1  12%" in text.stdout
    assert "PubMed did not send it to search 2" in text.stdout
    assert f"Next: curate coverage {SEED} --lacking | curate fetch --pmids -" in text.stderr
    lacking = curate("coverage", SEED, "--lacking", "-q", "-w", workspace)
    assert lacking.stdout.split() == ["900000005", "900000006", "900000007"]
    assert curate("fetch", "--pmids", "-", "-w", workspace, stdin=lacking.stdout).exit_code == 0
    after = curate("coverage", SEED, "--lacking", "-w", workspace)
    assert (after.exit_code, after.stdout) == (0, "")


def test_coverage_without_a_connection(
    curate: Curate, workspace: Path, source: Path, eutils: EutilsServer
) -> None:
    missing = curate("coverage", SEED, "--offline", "-w", workspace)
    assert missing.exit_code == 4
    assert f"curate fetch --pmid {SEED}" in missing.stderr
    curate("import", source, "-w", workspace)
    report = loaded(curate("coverage", SEED, "--offline", "--json", "-w", workspace))
    assert report["counts"]["covered"] == 3
    assert statuses(report)["By its DOI."] == "covered"
    assert statuses(report)["Seventh A. J Invent Res. 1999;12(3):107-9."] == "unresolved"
    assert eutils.log == []


def test_coverage_of_a_list_of_ones_own(
    curate: Curate, workspace: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("Second 1999 J Invent Res 12:102\nSixth 1999 J Invent Res 12:106\n", "utf-8")
    curate("fetch", "--pmid", 900000002, "-w", workspace)
    found = curate("coverage", 900000005, "--references", file, "--json", "-w", workspace)
    report = loaded(found)
    assert [(r["pmid"], r["status"], r["origins"]) for r in report["references"]] == [
        ("900000002", "covered", ["file"]),
        ("900000006", "not-searched", ["file"]),
    ]
    bare = curate("coverage", 900000005, "-w", workspace)
    assert "References  0" in bare.stdout
    assert "--references" in bare.stderr
    assert curate("coverage", "x", "-w", workspace).exit_code == 2
    assert curate("coverage", "1", "-w", workspace).exit_code == 4


def test_a_deleted_reference(
    curate: Curate, workspace: Path, source: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.xml"
    gone.write_bytes(record_set("<DeleteCitation><PMID>900000002</PMID></DeleteCitation>"))
    curate("import", source, gone, "-w", workspace)
    report = loaded(curate("coverage", SEED, "--offline", "--json", "-w", workspace))
    assert statuses(report)["Held one."] == "deleted"


def test_fetch_by_links(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    dry = loaded(curate("fetch", "--cites", SEED, "--dry-run", "--json", "-w", workspace))
    assert (len(dry["pmids"]), dry["held"]) == (5, 0)
    result = curate("fetch", "--cites", SEED, "--json", "-w", workspace)
    report = loaded(result)
    assert (result.exit_code, report["received"], report["missing"]) == (6, 4, ["800000000"])
    assert report["search"]["kind"] == "cites"
    assert report["search"]["query"].startswith(f"cited by {SEED}: 5 PMIDs")
    citing = loaded(curate("fetch", "--cited-by", 900000002, "--json", "-w", workspace))
    assert citing["search"]["pmids"] == [str(SEED)]
    eutils.set_faults(Fault(kind=Kind.INTERNAL, on="efetch"))
    assert curate("fetch", "--similar", SEED, "--max", 2, "-w", workspace).exit_code == 3
    assert f"fetch --similar {SEED} (search 3" in curate("status", "-w", workspace).stdout
    eutils.set_faults()
    similar = curate("fetch", "--similar", SEED, "--max", 2, "--json", "-w", workspace)
    assert loaded(similar)["search"]["count"] == 2
    none = curate("fetch", "--cited-by", 1, "-w", workspace)
    assert (none.exit_code, none.stdout) == (0, "")
    assert "PubMed links nothing to this paper" in none.stderr


def test_what_screening_excluded_is_not_covered(
    curate: Curate, workspace: Path, eutils: EutilsServer
) -> None:
    curate("fetch", "--pmid", SEED, 900000002, 900000004, "-w", workspace)
    for pmid in (900000002, 900000004, 900000005):
        arguments = (pmid, "exclude", "--reason", "population", "--reviewer", "Ada")
        curate("screen", *arguments, "-w", workspace)
    report = loaded(curate("coverage", SEED, "--json", "-w", workspace))
    assert statuses(report)["Held one."] == "excluded"
    assert statuses(report)["Retracted one."] == "retracted"
    reasons = {r["citation"]: r["reason"] for r in report["references"]}
    assert reasons["Held one."] == "excluded by screening (population); it is in no table"
    assert "excluded by screening" in curate("coverage", SEED, "-w", workspace).stdout


def test_a_notice_is_no_evidence(curate: Curate, workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "notice.xml"
    listed = f"<ReferenceList>{reference('The notice.', pmid=900000008)}</ReferenceList>"
    notice = work(900000008, "Eighth", text="We retract it.", kind="Retraction of Publication")
    file.write_bytes(record_set(work(SEED, "First", text="A review.", data=listed), notice))
    curate("import", file, "-w", workspace)
    report = loaded(curate("coverage", SEED, "--offline", "--json", "-w", workspace))
    assert statuses(report) == {"The notice.": "notice"}


def test_links_and_citations_are_saved_searches(
    curate: Curate, workspace: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    refused = curate("fetch", "--cites", SEED, "--name", "no name", "-w", workspace)
    assert (refused.exit_code, eutils.log) == (2, [])
    dry = loaded(curate("fetch", "--cites", SEED, "--dry-run", "--json", "-w", workspace))
    assert (dry["records"], dry["requests"]) == (5, 1)
    assert "Would ask" in curate("fetch", "--cites", SEED, "--dry-run", "-w", workspace).stdout
    result = curate("fetch", "--cites", SEED, "--name", "seed", "-w", workspace)
    assert "Saved as seed: corpus/searches/seed.toml" in result.stderr
    taken = curate("fetch", "--similar", SEED, "--name", "seed", "-w", workspace)
    assert (taken.exit_code, "asks something else" in taken.stderr) == (2, True)
    file = tmp_path / "refs.txt"
    file.write_text("Second 1999 J Invent Res 12:102\n", "utf-8")
    curate("fetch", "--citations", file, "--name", "list", "-w", workspace)
    saved = sorted(path.stem for path in (workspace / "corpus" / "searches").iterdir())
    assert saved == ["list", "seed"]
    assert 'kind = "cites"' in (workspace / "corpus/searches/seed.toml").read_text("utf-8")
    assert curate("verify", "list", "-w", workspace).exit_code == 0
    updated = loaded(curate("update", "list", "--json", "-w", workspace))
    assert [one["asked"] for one in updated["searches"]] == [1]
    flow = loaded(curate("prisma", "-f", "json", "-w", workspace))
    assert [(one["source"], one["records"]) for one in flow["identified"]] == [
        ("citations", 5),
        ("citations", 1),
    ]


CITATIONS = """\
# What a colleague wrote down
Second 1999 J Invent Res 12:102
Wrongname 1999 J Invent Res 12:103
Fourth 1984 J Invent Res 12:104
Fifth A. Invented work of Fifth on glia, number 900000005. Journal Unheard Of. 1999;1:1.
Somebody A. J Invent Res. 1999;99:1.
https://doi.org/10.99999/inv.900000006
Nothing at all
"""


def test_fetch_by_citations(
    curate: Curate, workspace: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    file = tmp_path / "refs.txt"
    file.write_text(CITATIONS, "utf-8")
    result = curate("fetch", "--citations", file, "-w", workspace, "--json")
    report = loaded(result)
    assert (result.exit_code, report["exit_code"], report["received"]) == (6, 6, 3)
    found = {c["line"]: c for c in report["citations"]}
    assert [found[n]["pmid"] for n in range(2, 9)] == [
        "900000002",
        None,
        None,
        "900000005",
        None,
        "900000006",
        None,
    ]
    assert [found[n]["how"] for n in (2, 5, 7)] == ["place", "title", "doi"]
    assert "its first author is Third, not Wrongname" in found[3]["reason"]
    assert "it is of 1999, not of 1984" in found[4]["reason"]
    assert found[4]["candidates"] == []
    assert "PubMed has nothing at J Invent Res 99:1" in found[6]["reason"]
    assert "and no journal, volume, first page" in found[8]["reason"]
    assert "Not resolved: 4" in result.stderr
    assert "  line 3: Wrongname 1999 J Invent Res 12:103" in result.stderr
    again = curate("fetch", "--citations", file, "-w", workspace)
    assert "Citations: 3 of 7 resolved" in again.stderr
    assert "3 held already" in again.stderr
    read = curate("fetch", "--citations", file, "--dry-run", "-w", workspace)
    assert "    2  author Second; year 1999; journal J Invent Res" in read.stdout


@pytest.mark.parametrize(("utility", "kind"), [("ecitmatch", Kind.INTERNAL), ("elink", "500")])
def test_a_source_that_fails_loses_nothing(
    curate: Curate,
    workspace: Path,
    eutils: EutilsServer,
    tmp_path: Path,
    utility: str,
    kind: str,
) -> None:
    file = tmp_path / "refs.txt"
    file.write_text("Second 1999 J Invent Res 12:102\n", "utf-8")
    arguments = ["--citations", file] if utility == "ecitmatch" else ["--cites", SEED]
    eutils.set_faults(Fault(kind=Kind(kind), on=utility))
    result = curate("fetch", *arguments, "-w", workspace)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"no usable {utility} reply" in result.stderr
    assert loaded(curate("status", "--json", "-w", workspace))["status"]["searches"] == []
    eutils.set_faults()
    assert curate("fetch", *arguments, "-w", workspace).exit_code in {0, 6}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--cites", "1", "--similar", "2"], "give one of"),
        (["--cites", "1", "words"], "give one of"),
        (["--cites", "x"], "is no PMID"),
        (["--citations", "f", "--max", "3"], "belong to a query"),
        (["--cites", "1", "--since", "2020"], "belong to a query"),
    ],
    ids=str,
)
def test_what_makes_no_sense(
    curate: Curate, workspace: Path, arguments: list[str], message: str
) -> None:
    result = curate("fetch", *arguments, "-w", workspace)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
