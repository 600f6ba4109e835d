"""A copy of the database to give away: all that is public, and nothing that is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.review import Verdict
from curate.store.database import SqliteStore
from tests.cli.conftest import Curate
from tests.cli.judged import findings, judge
from tests.cli.records import FIRST, write_records

HUSHED = "hushword"
EVERYTHING = ClaimFilter(candidates=True, rejected=True, excluded=True)


@pytest.fixture
def root(curate: Curate, workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace with decisions, screenings and an audit, a secret in every note."""
    file = write_records(tmp_path / "records.xml")
    for step in (["import", file], ["tag"]):
        assert curate(*step, "-w", workspace).exit_code == 0
    claims = findings(workspace)
    judge(workspace, "Wilhelmina", "yn~?y", claims, note=f"{HUSHED} one")
    judge(workspace, "Xaver", "nn", claims, note=f"{HUSHED} two")
    by = ("--reviewer", "Xaver")
    for arguments in (
        ("decide", claims[0].claim_id, "comment", "--note", HUSHED, *by),
        ("undo", *by),
        ("decide", claims[3].claim_id, "comment", "--note", HUSHED, *by),
        ("audit", "spring", "--size", "4"),
        ("screen", FIRST + 9, "exclude", "--reason", "other", "--note", HUSHED, *by),
        ("screen", FIRST + 1, "include", "--note", HUSHED, *by),
    ):
        done = curate(*arguments, "-w", workspace)
        assert done.exit_code == 0, done.stderr
    return workspace


def held(path: Path) -> list[Claim]:
    with SqliteStore(path) as store:
        return list(store.claims(EVERYTHING))


def test_it_holds_what_is_public_and_no_note(curate: Curate, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "public.db"
    done = curate("publish-db", file, "-w", root)
    assert done.exit_code == 0, done.stderr
    assert "Wrote" in done.stderr
    content = file.read_bytes()
    assert HUSHED.encode() not in content
    assert b"Wilhelmina" in content
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("public")] == ["public.db"]
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert held(file) == held(root / "curate.db")


def test_verdicts_stay_and_comments_go(curate: Curate, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "public.db"
    assert curate("publish-db", file, "-w", root).exit_code == 0
    with open_store(open_workspace(root)) as store:
        before = [d for d in store.decisions() if d.verdict is not Verdict.COMMENT]
        audits = store.audits()
    with SqliteStore(file) as store:
        after = list(store.decisions())
        assert store.audits() == audits
    assert [(d.reviewer, d.decided_at, d.verdict, d.claim) for d in after] == [
        (d.reviewer, d.decided_at, d.verdict, d.claim)
        for d in before
        if d.verdict is not Verdict.WITHDRAW
    ]
    assert {d.note for d in after} == {""}


def test_names_become_numbers(curate: Curate, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "public.db"
    assert curate("publish-db", file, "--anonymous", "-w", root).exit_code == 0
    content = file.read_bytes()
    assert [w for w in (HUSHED, "Wilhelmina", "Xaver") if w.encode() in content] == []
    with SqliteStore(file) as store:
        assert set(store.reviewers()) == {"reviewer 1", "reviewer 2"}
    before, after = held(root / "curate.db"), held(file)
    assert [(c.claim_id, c.state, c.inference) for c in after] == [
        (c.claim_id, c.state, c.inference) for c in before
    ]


def test_notes_where_they_are_asked_for(curate: Curate, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "public.db"
    assert curate("publish-db", file, "--with-notes", "-w", root).exit_code == 0
    with open_store(open_workspace(root)) as store, SqliteStore(file) as copy:
        assert list(copy.decisions()) == list(store.decisions())


def test_what_guards_decisions_is_in_the_copy(curate: Curate, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "public.db"
    assert curate("publish-db", file, "-w", root).exit_code == 0
    schemas = []
    for path in (file, root / "curate.db"):
        with closing(sqlite3.connect(path)) as conn:
            rows = conn.execute("SELECT name, sql FROM sqlite_master ORDER BY type, name")
            schemas.append(rows.fetchall())
    assert schemas[0] == schemas[1]


def test_a_file_that_is_there_is_kept(curate: Curate, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "public.db"
    file.write_text("mine")
    refused = curate("publish-db", file, "-w", root)
    assert (refused.exit_code, file.read_text()) == (2, "mine")
    assert "is there already" in refused.stderr
    assert curate("publish-db", file, "--force", "-w", root).exit_code == 0
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_the_workspace_itself_is_safe(curate: Curate, root: Path) -> None:
    before = held(root / "curate.db")
    refused = curate("publish-db", root / "curate.db", "--force", "-w", root)
    assert refused.exit_code == 2
    assert "own database" in refused.stderr
    assert held(root / "curate.db") == before


def test_a_folder_that_is_not_there(curate: Curate, root: Path, tmp_path: Path) -> None:
    refused = curate("publish-db", tmp_path / "no" / "public.db", "-w", root)
    assert refused.exit_code == 2
    assert "there is no folder" in refused.stderr
