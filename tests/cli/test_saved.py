"""Saved searches from end to end: fetched, verified, updated, and the records refreshed."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from curate.formats.search_locks import SearchFolder
from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, SENTENCES, record, write_records
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer

FETCH = ("fetch", "invented", "--name", "mine", "--batch-size", 5)


def pmid(number: int) -> str:
    return str(FIRST + number)


def dated(number: int, text: str, *, links: str = "", days: str = "") -> bytes:
    """Return a record that was changed on a day far ahead, so that any update looks there."""
    raw = record(FIRST + number, text)
    year = days or "2999"
    revised = f"<DateRevised><Year>{year}</Year><Month>01</Month><Day>05</Day></DateRevised>"
    listed = f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList>" if links else ""
    raw = raw.replace("<Article PubModel", f"{revised}<Article PubModel", 1)
    return raw.replace(
        "</Article></MedlineCitation>", f"</Article>{listed}</MedlineCitation>"
    ).encode()


def link(kind: str, to: str = "900999999") -> str:
    return (
        f'<CommentsCorrections RefType="{kind}"><RefSource>J Invent Res. 2020</RefSource>'
        f'<PMID Version="1">{to}</PMID></CommentsCorrections>'
    )


@pytest.fixture
def eutils(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EutilsServer]:
    """Return a server over twelve records, and point the commands at it."""
    with start([write_records(tmp_path / "records.xml")], keys=["a-key"]) as server:
        monkeypatch.setenv("CURATE_EUTILS_BASE", server.base_url)
        monkeypatch.setenv("CURATE_EMAIL", "tester@example.org")
        monkeypatch.setenv("NCBI_API_KEY", "a-key")
        monkeypatch.setattr("curate.pubmed.transport.pause_after", lambda *_: 0.0)
        yield server


@pytest.fixture
def fetched(curate: Curate, workspace: Path, eutils: EutilsServer) -> Path:
    """Return a workspace with a saved search, its records tagged."""
    assert curate(*FETCH, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace, "-q").exit_code == 0
    eutils.log.clear()
    return workspace


def lock_text(workspace: Path) -> str:
    return (workspace / "corpus" / "searches" / "mine.toml").read_text("utf-8")


def asked_for(server: EutilsServer) -> list[str]:
    """Return the PMIDs of all EFetch requests, in order."""
    found = (e.parameters["id"].split(",") for e in server.log if e.utility == "efetch")
    return [number for ids in found for number in ids]


def claims_of(workspace: Path) -> int:
    with closing(sqlite3.connect(workspace / "curate.db")) as conn:
        count: int = conn.execute("SELECT count(*) FROM claims").fetchone()[0]
    return count


def test_a_fetch_saves_its_search(curate: Curate, fetched: Path) -> None:
    lock = SearchFolder(fetched / "corpus" / "searches").load("mine")
    assert lock.search.query == "invented"
    assert lock.search.translation == '"invented"[All Fields]'
    assert lock.search.pmids == tuple(pmid(n) for n in range(12))
    assert all(re.fullmatch(r"[0-9a-f]{32}", digest) for digest in lock.hashes.values())
    status = loaded(curate("status", "--json", "-w", fetched))["status"]
    assert status["searches"][0]["name"] == "mine"


def test_names(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    folder = SearchFolder(workspace / "corpus" / "searches")
    for words in ("invented", "Invented", "invented[tiab]", "invented"):
        assert curate("fetch", words, "-w", workspace).exit_code == 0
    assert folder.names() == ["invented", "invented-2", "invented-3"]
    taken = curate("fetch", "something else", "--name", "invented", "-w", workspace)
    assert taken.exit_code == 2
    assert "there is a search invented already, and it asks something else" in taken.stderr
    assert curate("fetch", "--pmid", FIRST, "-w", workspace).exit_code == 0
    assert any(name.startswith("pmids-") for name in folder.names())


def test_a_damaged_file_is_in_nobodys_way(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    path = fetched / "corpus" / "searches" / "mine.toml"
    path.write_text("<<<<<<< HEAD\n" + path.read_text("utf-8"), "utf-8")
    for command in ("verify", "update"):
        result = curate(command, "-w", fetched)
        assert (result.exit_code, result.stdout) == (3, "")
        assert "mine.toml can't be read as a saved search" in result.stderr
    assert curate("fetch", "invented", "-w", fetched).exit_code == 0
    assert SearchFolder(path.parent).names() == ["invented", "mine"]


def test_nothing_has_drifted(curate: Curate, fetched: Path, eutils: EutilsServer) -> None:
    before = lock_text(fetched)
    result = curate("verify", "-w", fetched)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "  Nothing has drifted.")
    assert lock_text(fetched) == before
    assert len(asked_for(eutils)) == 12


def test_drift_is_explained(curate: Curate, fetched: Path, eutils: EutilsServer) -> None:
    eutils.corpus.put(dated(0, "Another text altogether."))
    eutils.corpus.put(dated(1, SENTENCES[1], links=link("RetractionIn")))
    eutils.corpus.put(dated(30, "A new record."))
    eutils.corpus.put(record(FIRST + 2, SENTENCES[2]).replace("Invented", "Made-up").encode())
    eutils.corpus.remove(FIRST + 3)
    before = lock_text(fetched)
    result = curate("verify", "mine", "-w", fetched)
    assert result.exit_code == 7
    assert result.stdout.splitlines()[1:] == [
        f"  New              1: {pmid(30)}",
        f"  Changed          2: {pmid(0)}, {pmid(1)}",
        f"  No longer found  1: {pmid(2)}",
        f"  Deleted          1: {pmid(3)}",
        f"  Retracted        1: {pmid(1)}",
    ]
    assert lock_text(fetched) == before
    report = loaded(curate("verify", "mine", "--json", "-w", fetched))
    assert report["exit_code"] == 7
    assert report["searches"][0]["drift"]["standings"] == {
        pmid(1): "retracted",
        pmid(3): "deleted",
    }
    eutils.log.clear()
    listed = loaded(curate("verify", "--listing-only", "--json", "-w", fetched))
    assert listed["searches"][0]["drift"]["gone"] == [pmid(2), pmid(3)]
    assert listed["searches"][0]["drift"]["changed"] == []
    assert asked_for(eutils) == []


def test_a_changed_translation_is_drift(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    path = fetched / "corpus" / "searches" / "mine.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("[All Fields]", "[Text Word]"), "utf-8")
    result = curate("verify", "--listing-only", "-w", fetched)
    assert result.exit_code == 7
    assert 'PubMed read      "invented"[Text Word]' in result.stdout
    assert 'and now reads    "invented"[All Fields]' in result.stdout


def test_verify_needs_no_database(curate: Curate, fetched: Path, eutils: EutilsServer) -> None:
    (fetched / "curate.db").unlink()
    assert curate("verify", "-w", fetched).exit_code == 0
    assert not (fetched / "curate.db").exists()


def test_an_update_asks_for_what_is_new_or_changed_only(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    claims = claims_of(fetched)
    eutils.corpus.put(dated(0, "Another text altogether."))
    eutils.corpus.put(dated(1, SENTENCES[1], links=link("RetractionIn")))
    eutils.corpus.put(dated(4, SENTENCES[4], links=link("ErratumIn")))
    eutils.corpus.put(dated(30, SENTENCES[0]))
    eutils.corpus.remove(FIRST + 3)
    result = curate("update", "mine", "-w", fetched, "--json")
    assert result.exit_code == 0, result.stderr
    (report,) = loaded(result)["searches"]
    assert report["drift"] == {
        "new": [pmid(30)],
        "changed": [pmid(0), pmid(1), pmid(4)],
        "gone": [pmid(3)],
        "deleted": [pmid(3)],
        "standings": {pmid(1): "retracted", pmid(3): "deleted", pmid(4): "corrected"},
        "restored": [],
        "translation": None,
    }
    assert (report["asked"], report["written"]) == (5, True)
    # The one that is gone is asked for once more, by itself.
    assert sorted(asked_for(eutils)) == sorted([*map(pmid, (0, 1, 3, 4, 30)), pmid(3)])
    assert "  Retracted        1: " in result.stderr
    lock = SearchFolder(fetched / "corpus" / "searches").load("mine")
    assert lock.search.pmids == tuple(pmid(n) for n in (*range(3), *range(4, 12), 30))
    assert {p: s.value for p, s in lock.standings.items()} == {
        pmid(1): "retracted",
        pmid(4): "corrected",
    }
    assert claims_of(fetched) == claims
    assert "1 deleted at PubMed" in curate("status", "-w", fetched).stdout
    assert curate("verify", "-w", fetched).exit_code == 0
    eutils.log.clear()
    again = loaded(curate("update", "-w", fetched, "--json"))["searches"][0]
    # Those of a day that is still to come are asked for each time, and are the same.
    assert sorted(asked_for(eutils)) == [pmid(n) for n in (0, 1, 4, 30)]
    assert not any(again["drift"][k] for k in ("new", "changed", "gone", "standings"))


def test_what_no_longer_matches_is_kept_and_not_called_deleted(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    eutils.corpus.put(record(FIRST + 2, SENTENCES[2]).replace("Invented", "Made-up").encode())
    drift = loaded(curate("update", "-w", fetched, "--json"))["searches"][0]["drift"]
    assert (drift["gone"], drift["deleted"]) == ([pmid(2)], [])
    shown = curate("claims", "--pmid", pmid(2), "-w", fetched)
    assert "1 claims in 1 records" in shown.stderr


def test_a_failure_in_the_middle_leaves_no_gap(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    before = lock_text(fetched)
    for number in range(9):
        eutils.corpus.put(dated(number, f"Text {number} of a later day."))
    eutils.set_faults(Fault(kind=Kind.UNAVAILABLE, on="efetch", nth=frozenset(range(2, 400))))
    failed = curate("update", "-w", fetched, "--batch-size", 3)
    assert failed.exit_code == 3
    assert lock_text(fetched) == before
    assert "curate update mine (search 2 is unfinished)" in curate("status", "-w", fetched).stdout
    eutils.set_faults()
    report = loaded(curate("update", "-w", fetched, "--json"))["searches"][0]
    assert report["drift"]["changed"] == [pmid(n) for n in range(9)]
    assert "unfinished" not in curate("status", "-w", fetched).stdout


def test_a_record_that_fails_keeps_the_search_as_it_was(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    before = lock_text(fetched)
    eutils.corpus.put(dated(0, "Another text altogether."))
    eutils.corpus.put(dated(1, "Yet another text."))
    eutils.set_faults(Fault(kind=Kind.DAMAGED_RECORD, on="efetch", pmids=frozenset({FIRST + 1})))
    result = curate("update", "-w", fetched)
    assert result.exit_code == 6
    assert f"  {pmid(1)}: " in result.stderr
    assert "the next update covers the same time again" in result.stderr
    assert lock_text(fetched) == before
    eutils.set_faults()
    report = loaded(curate("update", "-w", fetched, "--json"))["searches"][0]
    assert report["drift"]["changed"] == [pmid(0), pmid(1)]


def test_an_update_brings_what_the_database_lacks(
    curate: Curate, fetched: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    other = tmp_path / "a clone"
    assert curate("init", other).exit_code == 0
    (other / "corpus" / "searches").mkdir()
    (other / "corpus" / "searches" / "mine.toml").write_text(lock_text(fetched), "utf-8")
    report = loaded(curate("update", "-w", other, "--json"))["searches"][0]
    assert (report["asked"], report["saved"]["new"]) == (12, 12)
    assert report["drift"]["changed"] == report["drift"]["new"] == []


def test_records_held_from_elsewhere_are_asked_for_by_the_first_update(
    curate: Curate, workspace: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    old = write_records(tmp_path / "old.xml", 5)
    assert curate("import", old, "-w", workspace).exit_code == 0
    assert curate(*FETCH, "-w", workspace).exit_code == 0
    eutils.corpus.put(dated(0, "Changed long ago.", days="2001"))
    report = loaded(curate("update", "-w", workspace, "--json"))["searches"][0]
    assert (report["asked"], report["drift"]["changed"]) == (5, [pmid(0)])
    assert loaded(curate("update", "-w", workspace, "--json"))["searches"][0]["asked"] == 0


def test_a_search_with_a_maximum_keeps_those_before_the_newest(
    curate: Curate, workspace: Path, eutils: EutilsServer
) -> None:
    curate("fetch", "invented", "--max", 3, "--name", "mine", "-w", workspace)
    eutils.corpus.put(dated(30, SENTENCES[0]))
    report = loaded(curate("update", "-w", workspace, "--json"))["searches"][0]
    assert (report["drift"]["new"], report["drift"]["gone"]) == ([pmid(30)], [])
    lock = SearchFolder(workspace / "corpus" / "searches").load("mine")
    assert lock.search.pmids == tuple(pmid(n) for n in (9, 10, 11, 30))


def test_a_list_of_pmids_is_updated_too(
    curate: Curate, workspace: Path, eutils: EutilsServer
) -> None:
    curate("fetch", "--pmid", FIRST, FIRST + 1, "--name", "two", "-w", workspace)
    eutils.corpus.put(dated(0, "Another text altogether."))
    report = loaded(curate("update", "two", "-w", workspace, "--json"))["searches"][0]
    assert report["drift"]["changed"] == [pmid(0)]


def test_dry_runs_keep_nothing(curate: Curate, fetched: Path, eutils: EutilsServer) -> None:
    before = lock_text(fetched)
    eutils.corpus.put(dated(0, "Another text altogether."))
    update = loaded(curate("update", "--dry-run", "--json", "-w", fetched))["searches"][0]
    assert (update["records"], update["requests"]) == (1, 1)
    assert "Would ask   for 12 records" in curate("verify", "--dry-run", "-w", fetched).stdout
    assert "Would ask   for 12 records" in curate("refresh", "--dry-run", "-w", fetched).stdout
    assert asked_for(eutils) == []
    assert lock_text(fetched) == before
    assert len(loaded(curate("status", "--json", "-w", fetched))["status"]["searches"]) == 1


def test_a_refresh_tells_what_became_of_the_records(
    curate: Curate, workspace: Path, eutils: EutilsServer, tmp_path: Path
) -> None:
    file = write_records(tmp_path / "again.xml")
    for command in (["import", file], ["tag"]):
        assert curate(*command, "-w", workspace).exit_code == 0
    claims = claims_of(workspace)
    eutils.corpus.put(dated(0, SENTENCES[0], links=link("ExpressionOfConcernIn")))
    eutils.corpus.put(dated(1, SENTENCES[1], links=link("RetractionIn")))
    eutils.corpus.remove(FIRST + 2)
    result = curate("refresh", "-w", workspace, "--json")
    assert result.exit_code == 0
    report = loaded(result)
    assert (report["asked"], report["received"]) == (12, 11)
    assert report["changed"] == [pmid(0), pmid(1)]
    assert report["deleted"] == [pmid(2)]
    assert report["standings"] == {pmid(0): "concern", pmid(1): "retracted"}
    assert "Retracted        1: " in result.stderr
    assert claims_of(workspace) == claims
    listed = curate("claims", "-w", workspace).stdout
    assert " · retracted · " in listed
    assert pmid(2) not in listed
    table = curate("table", "-w", workspace, "--format", "markdown").stdout
    assert "because the paper was retracted" in table
    assert "§ of concern" in table.replace("\\", "")
    assert loaded(curate("refresh", "--json", "-w", workspace))["changed"] == []
    none = loaded(curate("refresh", "--older-than", 1, "--json", "-w", workspace))
    assert none["asked"] == 0


def test_a_record_that_comes_back_is_deleted_no_longer(
    curate: Curate, fetched: Path, eutils: EutilsServer
) -> None:
    raw = eutils.corpus.records[FIRST + 2]
    eutils.corpus.remove(FIRST + 2)
    assert loaded(curate("refresh", "--json", "-w", fetched))["deleted"] == [pmid(2)]
    eutils.corpus.put(raw)
    report = loaded(curate("update", "--json", "-w", fetched))["searches"][0]
    assert report["saved"]["changed"] == 1
    assert "deleted" not in curate("status", "-w", fetched).stdout


def test_only_records_with_claims(curate: Curate, workspace: Path, eutils: EutilsServer) -> None:
    eutils.corpus.put(record(FIRST, "Nothing of any interest.").encode())
    assert curate(*FETCH, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace, "-q").exit_code == 0
    report = loaded(curate("refresh", "--with-claims", "--json", "-w", workspace))
    assert report["asked"] == 11


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (["update"], 5, "no search is saved"),
        (["verify"], 5, "no search is saved"),
        (["update", "nothing"], 4, "there is no saved search 'nothing'"),
        (["refresh", "--older-than", "-1"], 2, "greater than or equal to 0"),
    ],
    ids=str,
)
def test_what_cannot_be_done(
    curate: Curate,
    workspace: Path,
    eutils: EutilsServer,
    command: list[str],
    code: int,
    message: str,
) -> None:
    result = curate(*command, "-w", workspace)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
