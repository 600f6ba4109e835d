"""The import step: files of records, streamed and saved batch by batch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from curate.core.article import Article, Deletion
from curate.core.errors import BadRecord, SourceError
from curate.core.ports import Saved, Store
from curate.workflow.batches import batched
from curate.workflow.progress import Progress, Silent
from curate.workflow.reports import Failure, FileReport, ImportReport

FileReader = Callable[[Path], Iterable[Article | Deletion | BadRecord]]

BATCH_SIZE = 500


class FileArchive(Protocol):
    """Where imported files are kept as they were."""

    def keep_file(self, path: Path) -> str:
        """Keep a copy for good and return its name; the same content is kept once."""


def import_files(
    paths: Sequence[Path],
    *,
    store: Store,
    archive: FileArchive,
    open_records: FileReader,
    progress: Progress | None = None,
    batch_size: int = BATCH_SIZE,
) -> ImportReport:
    """
    Keep and read each file; a file that can't be read does not stop the others.

    A file is read as a stream, and a batch of records saved in one transaction, so that an
    import that was broken off can be run again and does only what is left.
    """
    progress = progress or Silent()
    files = []
    for path in paths:
        progress.begin(f"Importing {path.name}", None)
        tally = _Tally()
        error = None
        hint = ""
        try:
            archive.keep_file(path)
            for batch in batched(open_records(path), batch_size):
                tally.saved += store.save_records(*tally.sort(batch))
                progress.advance(len(batch))
        except SourceError as exc:
            error, hint = str(exc), exc.hint
        files.append(
            FileReport(
                path=str(path),
                saved=tally.saved,
                failures=tuple(tally.failures),
                error=error,
                hint=hint,
            )
        )
    return ImportReport(files=tuple(files))


@dataclass(slots=True)
class _Tally:
    """What one file gave so far."""

    saved: Saved = field(default_factory=Saved)
    failures: list[Failure] = field(default_factory=list)

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
        return records, deletions
