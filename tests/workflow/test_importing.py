from collections.abc import Iterator
from pathlib import Path

import pytest

from curate.core.article import Article, Deletion
from curate.core.errors import BadFile, BadRecord
from curate.core.ports import Saved
from curate.core.source_standing import Standing
from curate.store.database import SqliteStore
from curate.workflow.importing import Files, import_files
from curate.workflow.reports import ImportReport
from tests.workflow.fakes import FakeArchive, article

Item = Article | Deletion | BadRecord | BadFile


def digest(path: Path) -> str:
    """Stand in for a hash of the content: the name."""
    return path.name


def run(
    store: SqliteStore,
    files: dict[str, list[Item]],
    *,
    batch_size: int = 2,
    again: bool = False,
    reader: int = 1,
) -> ImportReport:
    def open_records(path: Path) -> Iterator[Article | Deletion | BadRecord]:
        for item in files[path.name]:
            if isinstance(item, BadFile):
                raise item
            yield item

    return import_files(
        [Path(name) for name in files],
        store=store,
        archive=FakeArchive(),
        files=Files(open_records=open_records, digest=digest, reader=reader, again=again),
        batch_size=batch_size,
    )


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore(None, create=True) as opened:
        yield opened


def test_counts_by_file(store: SqliteStore) -> None:
    report = run(
        store,
        {
            "a.xml": [article("1"), article("2"), article("3")],
            "b.xml": [article("3"), article("2", title="Other"), Deletion(pmids=("1",))],
        },
    )
    assert report.files[0].saved == Saved(new=3)
    assert report.files[1].saved == Saved(unchanged=1, changed=1, deleted=1)
    assert report.files[1].records == 2
    assert report.exit_code == 0


def test_a_file_is_kept_before_it_is_read(store: SqliteStore) -> None:
    archive = FakeArchive()
    kept_before: list[Path] = []

    def open_records(path: Path) -> Iterator[Article]:
        kept_before.extend(archive.files)
        yield article("1")

    files = Files(open_records=open_records, digest=digest)
    import_files([Path("a.xml")], store=store, archive=archive, files=files)
    assert kept_before == [Path("a.xml")]


def test_an_unreadable_record_is_named_and_the_others_go_on(store: SqliteStore) -> None:
    report = run(store, {"a.xml": [article("1"), BadRecord("no title", pmid="2"), article("3")]})
    assert report.saved.new == 2
    assert [(f.pmid, f.reason) for f in report.failures] == [("2", "no title")]
    assert report.exit_code == 6


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.xml": [BadFile("not XML")]}, 3),
        ({"a.xml": [BadFile("not XML")], "b.xml": [BadFile("empty")]}, 3),
        ({"a.xml": [BadFile("not XML")], "b.xml": [article("1")]}, 6),
        ({"a.xml": [article("1"), article("2"), BadFile("cut short")]}, 6),
    ],
    ids=["one bad", "all bad", "one of two", "broken off"],
)
def test_exit_codes_of_bad_files(
    store: SqliteStore, files: dict[str, list[Item]], code: int
) -> None:
    report = run(store, files)
    assert report.exit_code == code
    assert any(file.error for file in report.files)


def test_what_stands_before_the_break_is_kept_batch_by_batch(store: SqliteStore) -> None:
    items: list[Item] = [article(str(n)) for n in range(1, 6)]
    report = run(store, {"a.xml": [*items, BadFile("cut short", hint="get it again")]})
    assert report.files[0].saved.new == 4
    assert (report.files[0].error, report.files[0].hint) == ("cut short", "get it again")


def test_a_file_that_was_imported_whole_is_skipped(store: SqliteStore) -> None:
    files: dict[str, list[Item]] = {"a.xml": [article("1")], "b.xml": [article("2")]}
    run(store, {"a.xml": files["a.xml"]})
    report = run(store, files)
    assert [(f.skipped, f.saved) for f in report.files] == [(True, Saved()), (False, Saved(new=1))]
    assert report.exit_code == 0
    assert [f.skipped for f in run(store, files).files] == [True, True]
    assert run(store, files, again=True).saved == Saved(unchanged=2)
    assert run(store, files, reader=2).saved == Saved(unchanged=2)
    assert run(store, files, reader=1).files[0].skipped


@pytest.mark.parametrize("last", [BadRecord("no title"), BadFile("cut short")], ids=str)
def test_a_file_with_something_left_out_is_read_again(
    store: SqliteStore, last: BadRecord | BadFile
) -> None:
    files: dict[str, list[Item]] = {"a.xml": [article("1"), article("2"), last]}
    first, second = run(store, files), run(store, files)
    assert (first.saved.new, second.saved.unchanged) == (2, 2)
    assert first.exit_code == second.exit_code == 6


def test_a_deletion_outlives_the_import_of_what_came_before(store: SqliteStore) -> None:
    files: dict[str, list[Item]] = {"base.xml": [article("1")], "up.xml": [Deletion(pmids=("1",))]}
    run(store, files)
    run(store, files)
    assert store.status("any").standings == {Standing.DELETED: 1}


def test_a_file_that_comes_late_brings_back_nothing_that_was_deleted(store: SqliteStore) -> None:
    files: dict[str, list[Item]] = {
        "2.xml": [Deletion(pmids=("1", "3"))],
        "1.xml": [article("1"), article("2")],
        "3.xml": [article("3")],
        "other.xml": [article("1", title="Changed")],
    }
    numbers = {"1.xml": 1, "2.xml": 2, "3.xml": 3}
    report = import_files(
        [Path(name) for name in files],
        store=store,
        archive=FakeArchive(),
        files=Files(
            open_records=lambda path: (i for i in files[path.name] if not isinstance(i, BadFile)),
            digest=digest,
            order=lambda path: numbers.get(path.name),
        ),
    )
    assert [f.saved for f in report.files] == [
        Saved(),
        Saved(new=2, deleted=1),
        Saved(new=1),
        Saved(changed=1),
    ]
