from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, document, record, write_records
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer

KEY = "a-test-key"


@pytest.fixture
def eutils(records: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EutilsServer]:
    """Return a server over twelve records, and point the commands at it."""
    with start([records], keys=[KEY]) as server:
        monkeypatch.setenv("CURATE_EUTILS_BASE", server.base_url)
        monkeypatch.setenv("CURATE_EMAIL", "tester@example.org")
        monkeypatch.setenv("NCBI_API_KEY", KEY)
        yield server


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the client pause for no time between two tries."""
    monkeypatch.setattr("curate.pubmed.transport.pause_after", lambda *_: 0.0)


def asked(server: EutilsServer, utility: str) -> int:
    return sum(entry.utility == utility for entry in server.log)


def test_a_query_from_end_to_end(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    result = curate("fetch", "invented", "-w", workspace, "--batch-size", 5)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "12 records received (12 new, 0 changed), 0 held" in result.stderr
    assert asked(eutils, "efetch") == 3
    assert len(list((workspace / "corpus" / "fetched").iterdir())) == 3
    again = curate("fetch", "invented", "-w", workspace, "--json", "-q")
    report = loaded(again)
    assert (report["held"], report["received"], report["exit_code"]) == (12, 0, 0)
    assert report["search"]["query"] == "invented"
    assert again.stderr == ""
    assert asked(eutils, "efetch") == 3


def test_the_maximum(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    result = curate("fetch", "invented", "--max", 4, "-w", workspace, "--json")
    assert loaded(result)["received"] == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["--pmid", "{0}", "{1}", "{2}"],
        ["--pmid", "{0}", "--pmid", "{1}", "--pmid", "{2}"],
        ["--pmid", "{0} {1},{2}"],
        ["--pmids", "-"],
        ["--pmids", "list.txt"],
    ],
    ids=" ".join,
)
def test_pmids_in_every_form(
    curate: Curate,
    workspace: Path,
    eutils: EutilsServer,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    pmids = [str(FIRST + n) for n in range(3)]
    listed = "# mine\n" + "\n".join(pmids) + "\n"
    monkeypatch.chdir(workspace)
    Path("list.txt").write_text(listed, "utf-8")
    filled = [a.format(*pmids) for a in arguments]
    result = curate("fetch", *filled, "--json", stdin=listed)
    assert result.exit_code == 0, result.stderr
    assert loaded(result)["search"]["pmids"] == pmids
    assert loaded(result)["received"] == 3


def test_a_missing_record_is_named(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    result = curate("fetch", "--pmid", FIRST, "--pmid", 123, "-w", workspace, "-q")
    assert (result.exit_code, result.stdout) == (6, "")
    assert result.stderr.splitlines() == [
        "Not in PubMed's answer: 1",
        "  123: asked for twice, not sent",
    ]


def test_dry_run_keeps_nothing(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    result = curate("fetch", "invented", "--dry-run", "-w", workspace)
    assert result.exit_code == 0
    assert "Hits        12" in result.stdout.splitlines()
    as_json = loaded(curate("fetch", "zzz", "--dry-run", "--json", "-w", workspace))
    assert (as_json["count"], bool(as_json["warnings"])) == (0, True)
    assert "Would ask   for 12 records at most, in about 2 requests" in result.stdout
    listed = loaded(curate("fetch", "--pmid", FIRST, 7, "--dry-run", "--json", "-w", workspace))
    assert (listed["count"], listed["requests"]) == (2, 1)
    assert asked(eutils, "efetch") == 0
    assert loaded(curate("status", "-w", workspace, "--json"))["status"]["searches"] == []


@pytest.mark.usefixtures("impatient")
def test_a_source_that_is_away_keeps_the_plan(
    curate: Curate, workspace: Path, eutils: EutilsServer
) -> None:
    eutils.set_faults(Fault(kind=Kind.UNAVAILABLE, on="efetch"))
    result = curate("fetch", "--pmid", FIRST, "-w", workspace)
    assert result.exit_code == 3
    assert "503" in result.stderr
    assert KEY not in result.stderr
    eutils.set_faults()
    again = curate("fetch", "--pmid", FIRST, "-w", workspace, "--json")
    assert (loaded(again)["resumed"], loaded(again)["received"]) == (True, 1)
    assert "going on with search 1" in again.stderr


def test_changed_records_are_counted(
    curate: Curate, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.xml"
    monkeypatch.setenv("CURATE_EMAIL", "tester@example.org")
    for text in ("Old text.", "New text."):
        file.write_text(document([record(FIRST, text)]), "utf-8")
        with start([file]) as server:
            monkeypatch.setenv("CURATE_EUTILS_BASE", server.base_url)
            result = curate("fetch", "--pmid", FIRST, "--refetch", "-w", workspace, "--json")
    assert loaded(result)["saved"]["changed"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "give one of a query, --pmids FILE, --pmid, --citations FILE"),
        (["words", "--pmid", "1"], 2, "give one of"),
        (["words", "--since", "last year"], 2, "is no date"),
        (["--pmid", "x1"], 2, "is no PMID"),
        (["--pmid", "1", "--max", "3"], 2, "belong to a query"),
        (["words", "--name", "a/b"], 2, "can't be the name of a search"),
        (["--pmids", "no-such-file"], 3, "can't read"),
        (["words"], 5, "no e-mail address is set"),
    ],
    ids=str,
)
def test_what_cannot_be_fetched(
    curate: Curate, workspace: Path, arguments: list[str], code: int, message: str
) -> None:
    result = curate("fetch", *arguments, "-w", workspace)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_the_server_saw_who_asks(
    curate: Curate, workspace: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    write_records(tmp_path / "unused.xml", 1)
    curate("fetch", "invented", "--email", "other@example.org", "-w", workspace)
    senders = {entry.parameters["email"] for entry in eutils.log}
    assert senders == {"other@example.org"}
