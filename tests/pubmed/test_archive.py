import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from curate.core.errors import BadFile, ConfigurationError, UsageError
from curate.core.ports import Archive
from curate.pubmed.archive import RecordArchive
from curate.pubmed.files import open_records
from tests.pubmed.making import record, record_set

DATA = record_set(record(900000001), record(900000002))


def leftovers(directory: Path) -> list[Path]:
    return list(directory.rglob("*.tmp"))


def test_batch_comes_back_as_it_was(tmp_path: Path) -> None:
    kept: Archive = RecordArchive(tmp_path)
    name = kept.keep(["900000002", "900000001"], DATA)
    assert name.startswith("fetched/900000001-900000002-")
    archive = RecordArchive(tmp_path)
    assert archive.read(name) == DATA
    assert archive.names() == [name]
    assert len(list(open_records(archive.path(name)))) == 2
    assert leftovers(tmp_path) == []


def test_a_file_of_the_archive_itself_is_not_copied(tmp_path: Path) -> None:
    archive = RecordArchive(tmp_path)
    fetched = archive.keep(["900000001", "900000002"], DATA)
    (tmp_path / "mine.xml").write_bytes(DATA)
    imported = archive.keep_file(tmp_path / "mine.xml")
    for name in (fetched, imported):
        assert archive.keep_file(archive.path(name)) == name
    assert archive.names() == sorted([fetched, imported])


def test_same_batch_same_name_same_bytes(tmp_path: Path) -> None:
    archive = RecordArchive(tmp_path)
    name = archive.keep(["900000001", "900000002"], DATA)
    first = archive.path(name).read_bytes()
    assert archive.keep(["900000002", "900000001", "900000001"], DATA) == name
    assert archive.path(name).read_bytes() == first
    # No time and no file name in gzip's header.
    assert (first[3], first[4:8]) == (0, b"\0\0\0\0")
    assert archive.keep(["900000001", "900000003", "900000002"], DATA) != name
    with pytest.raises(UsageError, match="no PMIDs"):
        archive.keep([], DATA)


def test_first_and_last_are_by_number(tmp_path: Path) -> None:
    name = RecordArchive(tmp_path).keep(["900000001", "90000002"], DATA)
    assert name.startswith("fetched/90000002-900000001-")


@pytest.mark.parametrize("packed", [False, True])
def test_imported_file_is_kept_once(tmp_path: Path, packed: bool) -> None:
    source = tmp_path / "my records (1).xml"
    source.write_bytes(gzip.compress(DATA) if packed else DATA)
    archive = RecordArchive(tmp_path / "corpus")
    name = archive.keep_file(source)
    assert name.startswith("imported/my_records_1-")
    assert name.endswith(".xml.gz")
    assert archive.read(name) == DATA
    assert archive.keep_file(source) == name
    assert archive.names() == [name]
    if packed:
        assert archive.path(name).read_bytes() == source.read_bytes()


def test_same_content_packed_or_not_is_one_file(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.xml", tmp_path / "a.xml.gz"
    plain.write_bytes(DATA)
    packed.write_bytes(gzip.compress(DATA))
    archive = RecordArchive(tmp_path / "corpus")
    assert archive.keep_file(plain) == archive.keep_file(packed)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    archive = RecordArchive(tmp_path / "corpus")
    with pytest.raises(BadFile, match="does not exist"):
        archive.keep_file(tmp_path / "none.xml")
    cut = tmp_path / "cut.xml.gz"
    cut.write_bytes(gzip.compress(DATA)[:-20])
    with pytest.raises(BadFile, match="cut short"):
        archive.keep_file(cut)
    with pytest.raises(BadFile, match="does not exist"):
        archive.read("fetched/none.xml.gz")
    assert archive.names() == []


def test_leftovers_of_dead_processes_are_removed(tmp_path: Path) -> None:
    RecordArchive(tmp_path).keep(["900000001"], DATA)
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    theirs = tmp_path / "fetched" / f".{dead.pid}-00ff.tmp"
    ours = tmp_path / "fetched" / f".{os.getpid()}-00ff.tmp"
    for path in (theirs, ours):
        path.write_bytes(b"half")
    archive = RecordArchive(tmp_path)
    assert leftovers(tmp_path) == [ours]
    assert len(archive.names()) == 1


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "corpus"
    blocked.write_text("a file where the directory should be", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="can't write") as caught:
        RecordArchive(blocked).keep(["900000001"], DATA)
    assert caught.value.hint


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = RecordArchive(tmp_path)
    name = archive.keep(["900000001"], DATA)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="No space left on device"):
        archive.keep(["900000001"], b"other")
    assert archive.read(name) == DATA
    assert leftovers(tmp_path) == []
