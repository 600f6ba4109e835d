"""The import step: files of records, streamed and saved batch by batch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from curate.core.article import Article, Deletion
from curate.core.errors import BadRecord, SourceError
from curate.core.imported_file import ImportedFile
from curate.core.ports import Saved, Store
from curate.workflow.batches import batched
from curate.workflow.progress import Progress, Silent
from curate.workflow.reports import Failure, FileReport, ImportReport

FileReader = Callable[[Path], Iterable[Article | Deletion | BadRecord]]

FileDigest = Callable[[Path], str]

BATCH_SIZE = 500


class FileArchive(Protocol):
    """Where imported files are kept as they were."""

    def keep_file(self, path: Path) -> str:
        """Keep a copy for good and return its name; the same content is kept once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """
    How files are read.

    ``digest`` returns a hash of a file's content, and raises BadFile for a file that is not what
    it should be; ``reader`` is the version of ``open_records``. ``again`` says to read files that
    were imported before. ``order`` returns the number of a file that stands in a row of files, of
    which a later one may delete what an earlier one brings.
    """

    open_records: FileReader
    digest: FileDigest
    reader: int = 1
    again: bool = False
    order: Callable[[Path], int | None] = lambda _: None


def import_files(
    paths: Sequence[Path],
    *,
    store: Store,
    archive: FileArchive,
    files: Files,
    progress: Progress | None = None,
    batch_size: int = BATCH_SIZE,
) -> ImportReport:
    """
    Keep and read each file, in the order given; one that can't be read does not stop the others.

    A file is read as a stream, and a batch of records saved in one transaction, so that an
    import that was broken off can be run again and does only what is left: a file that was read
    to its end, with nothing left out, is skipped unless ``files.again``.
    """
    progress = progress or Silent()
    reports = []
    for number, path in enumerate(paths, start=1):
        of = f" ({number:,} of {len(paths):,})" if len(paths) > 1 else ""
        progress.begin(f"Importing {path.name}{of}", None)
        tally = _Tally()
        skipped = False
        try:
            digest = files.digest(path)
            skipped = not files.again and store.is_imported(digest, files.reader)
            if not skipped:
                archive.keep_file(path)
                for batch in batched(files.open_records(path), batch_size):
                    tally.saved += _save(store, *tally.sort(batch), files.order(path))
                    progress.advance(len(batch))
        except SourceError as exc:
            tally.error, tally.hint = str(exc), exc.hint
        report = tally.report(path, skipped=skipped)
        if not (skipped or report.error or report.failures):
            store.note_import(
                ImportedFile(
                    digest=digest,
                    name=path.name,
                    reader=files.reader,
                    records=report.records,
                    finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
                )
            )
        reports.append(report)
    return ImportReport(files=tuple(reports))


def _save(
    store: Store, records: Sequence[Article], deletions: Sequence[str], order: int | None
) -> Saved:
    """
    Save one batch.

    A file that comes in after one that follows it (it was damaged at first, say) must not bring
    back what that one deleted, so deletions are remembered with their file's number.
    """
    if order is None:
        return store.save_records(records, deletions)
    if deletions:
        store.note_deletions(deletions, order)
    later = store.deleted_later([record.pmid for record in records], order)
    return store.save_records(records, [*deletions, *later])


@dataclass(slots=True)
class _Tally:
    """What one file gave so far."""

    saved: Saved = field(default_factory=Saved)
    failures: list[Failure] = field(default_factory=list)
    error: str | None = None
    hint: str = ""

    def report(self, path: Path, *, skipped: bool) -> FileReport:
        """Return what is to be said of the file."""
        return FileReport(
            path=str(path),
            saved=self.saved,
            failures=tuple(self.failures),
            error=self.error,
            hint=self.hint,
            skipped=skipped,
        )

    def sort(
        self, items: Iterable[Article | Deletion | BadRecord]
    ) -> tuple[list[Article], list[str]]:
        """Return the records and the deletions among the items; put down what is unreadable."""
        records: list[Article] = []
        deletions: list[str] = []
        for item in items:
            match item:
                case Article():
                    records.append(item)
                case Deletion():
                    deletions += item.pmids
                case BadRecord():
                    self.failures.append(Failure(pmid=item.pmid, reason=str(item)))
                    self.hint = self.hint or item.hint
        return records, deletions
