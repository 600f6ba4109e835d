from collections.abc import Iterator
from pathlib import Path

import pytest

from curate.core.article import Article, Deletion
from curate.core.errors import BadFile, BadRecord
from curate.core.ports import Saved
from curate.store.database import SqliteStore
from curate.workflow import ImportReport, import_files
from tests.workflow.fakes import FakeArchive, article

Item = Article | Deletion | BadRecord | BadFile


def run(store: SqliteStore, files: dict[str, list[Item]], *, batch_size: int = 2) -> ImportReport:
    def open_records(path: Path) -> Iterator[Article | Deletion | BadRecord]:
        for item in files[path.name]:
            if isinstance(item, BadFile):
                raise item
            yield item

    return import_files(
        [Path(name) for name in files],
        store=store,
        archive=FakeArchive(),
        open_records=open_records,
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

    import_files([Path("a.xml")], store=store, archive=archive, open_records=open_records)
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
