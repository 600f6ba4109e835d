"""Builds the edges from a workspace's settings; each is imported when it is asked for."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING

from curate.core.errors import ConfigurationError, UsageError
from curate.core.lexicon import Lexicon
from curate.core.provenance import Provenance
from curate.core.review import check_reviewer

if TYPE_CHECKING:
    from pathlib import Path

    from curate.cli.workspace import Workspace
    from curate.core.citation import Citation
    from curate.formats.audit_files import AuditFiles
    from curate.formats.edition_files import EditionFiles
    from curate.formats.journal import FileJournal
    from curate.formats.search_locks import SearchFolder
    from curate.nlp.tagger import CascadeTagger
    from curate.pubmed.archive import RecordArchive
    from curate.pubmed.client import EntrezClient
    from curate.pubmed.folder import Folder
    from curate.store.database import SqliteStore
    from curate.workflow.gathering import Asking, RecordReader
    from curate.workflow.importing import Files
    from curate.workflow.progress import Progress
    from curate.workflow.reviewing import ReviewSession

IN_FLIGHT = 3
IN_FLIGHT_WITH_KEY = 8


def open_store(workspace: Workspace, *, create: bool = False) -> SqliteStore:
    """Open the workspace's database; raise StoreError where it is absent and not ``create``."""
    from curate.store.database import SqliteStore

    return SqliteStore(workspace.database, create=create)


def open_archive(workspace: Workspace) -> RecordArchive:
    """Return the archive of raw records under the workspace's corpus/."""
    from curate.pubmed.archive import RecordArchive

    return RecordArchive(workspace.corpus)


def source(workspace: Workspace, *, notify: Callable[[str], None]) -> EntrezClient:
    """Return the client; raise ConfigurationError where nobody is named for NCBI."""
    from platformdirs import user_cache_path

    from curate.pubmed.client import EntrezClient
    from curate.pubmed.shared_pace import pace_file
    from curate.pubmed.transport import NCBI

    settings = workspace.settings
    if not settings.email:
        raise ConfigurationError(
            "NCBI asks who is fetching, and no e-mail address is set",
            hint="Set email in curate.toml, or CURATE_EMAIL, or --email",
        )
    base_url, key = settings.eutils_base or NCBI, settings.api_key or None
    return EntrezClient(
        email=settings.email,
        tool=settings.tool,
        api_key=key,
        base_url=base_url,
        notify=notify,
        pace=pace_file(user_cache_path("curate"), base_url=base_url, api_key=key),
    )


def open_audits(workspace: Workspace) -> AuditFiles:
    """Return the audits that are written down under the workspace's annotations/."""
    from curate.formats.audit_files import AuditFiles

    return AuditFiles(workspace.annotations)


def open_editions(workspace: Workspace) -> EditionFiles:
    """Return the editions of the table under the workspace's annotations/editions/."""
    from curate.formats.edition_files import EditionFiles

    return EditionFiles(workspace.annotations / "editions")


def open_journal(workspace: Workspace) -> FileJournal:
    """Return the journal of decisions under the workspace's annotations/."""
    from curate.formats.journal import FileJournal

    return FileJournal(workspace.annotations)


def review_session(workspace: Workspace, store: SqliteStore) -> ReviewSession:
    """Return a session of the reviewer that the settings name; raise UsageError for nobody."""
    from curate.workflow.reviewing import ReviewSession

    return ReviewSession(
        store, lexicon(workspace), open_journal(workspace), reviewer=reviewer_of(workspace)
    )


def reviewer_of(workspace: Workspace) -> str:
    """Return the reviewer that the settings name; raise UsageError for nobody, or a bad name."""
    name = workspace.settings.reviewer
    if not name:
        raise UsageError(
            "nobody is named as the reviewer",
            hint="Say --reviewer NAME, or set CURATE_REVIEWER, or reviewer in curate.toml",
        )
    try:
        return check_reviewer(name)
    except ValueError as exc:
        raise UsageError(str(exc), hint="Name yourself with --reviewer NAME") from exc


def saved_searches(workspace: Workspace) -> SearchFolder:
    """Return the workspace's saved searches, under corpus/searches/."""
    from curate.formats.search_locks import SearchFolder

    return SearchFolder(workspace.searches)


def in_flight(workspace: Workspace) -> int:
    """Return how many requests to have under way; the limit a second is kept all the same."""
    return IN_FLIGHT_WITH_KEY if workspace.settings.api_key else IN_FLIGHT


def asking(
    workspace: Workspace, progress: Progress, *, batch_size: int | None, keep: bool = True
) -> Asking:
    """Return how PubMed is asked for records; without ``keep`` no raw reply is kept."""
    from curate.workflow.gathering import BATCH_SIZE, Asking

    return Asking(
        source=source(workspace, notify=progress.note),
        read=record_reader(),
        archive=open_archive(workspace) if keep else None,
        progress=progress,
        batch_size=batch_size or BATCH_SIZE,
        in_flight=in_flight(workspace),
    )


def record_reader() -> RecordReader:
    """Return the reader of a reply's bytes."""
    import io

    from curate.pubmed.parse import read_records

    return lambda data: read_records(io.BytesIO(data), name="PubMed's reply")


def file_reader(
    *,
    encoding: str | None = None,
    notify: Callable[[str], None] | None = None,
    again: bool = False,
) -> Files:
    """Return how files are read; texts in this encoding, where one is given."""
    from functools import partial

    from curate.pubmed.checksums import checked_digest
    from curate.pubmed.files import READER, open_records
    from curate.pubmed.folder import nlm_order
    from curate.workflow.importing import Files

    return Files(
        open_records=partial(open_records, encoding=encoding, note=notify),
        digest=checked_digest,
        reader=READER,
        again=again,
        order=nlm_order,
    )


def citations_in(path: Path) -> tuple[Citation, ...]:
    """Return the citations of a file, in its order; raise BadFile where it has none."""
    from curate.pubmed.citations import read_citations

    return read_citations(path)


def list_folder(path: Path) -> Folder:
    """Return the files of records in a folder; raise BadFile where there are none."""
    from curate.pubmed.folder import list_folder

    return list_folder(path)


def tagger(workspace: Workspace) -> CascadeTagger:
    """Return the tagger; loading its model takes a second or two."""
    from curate.nlp.identity import BUNDLED
    from curate.nlp.tagger import CascadeTagger

    settings = workspace.settings
    return CascadeTagger(pack=settings.pack, model=settings.model or BUNDLED)


def tagger_of(pack: str | None) -> CascadeTagger:
    """Return a tagger without a workspace: this pack, or the default, and the bundled model."""
    from curate.cli.settings import Settings
    from curate.nlp.tagger import CascadeTagger

    return CascadeTagger(pack=pack or Settings().pack)


def tagger_identity(workspace: Workspace, pack: Lexicon | None = None) -> str:
    """
    Return the identity of the tagger that the settings ask for, without loading it.

    ``pack`` is the pack that they ask for, where it is loaded already.
    """
    from curate.nlp.identity import BUNDLED, identity

    digest = (pack or lexicon(workspace)).digest
    return identity(digest, workspace.settings.model or BUNDLED)


def lexicon(workspace: Workspace) -> Lexicon:
    """Return the pack that the settings ask for."""
    return pack_from(workspace.settings.pack)


def pack_from(name: str) -> Lexicon:
    """Return a built-in pack by its name, or one by its folder; raise PackError."""
    from curate.nlp.pack import load_pack

    return load_pack(name)


def built_in_packs() -> list[str]:
    """Return the names of the packs that come with curate."""
    from curate.nlp.pack import available_packs

    return available_packs()


def pack_problems(name: str) -> list[str]:
    """Return all that is wrong with a pack, each with its file and line."""
    from curate.nlp.pack import check_pack

    return [str(problem) for problem in check_pack(name)]


def versions(pack: Lexicon) -> dict[str, str]:
    """Return the versions that a result depends on, by name."""
    return {
        "curate": version("curate"),
        "pack": f"{pack.name} {pack.version} ({pack.digest[:12]})",
        "spacy": version("spacy"),
        "python": platform.python_version(),
    }


def provenance(pack: Lexicon, model: str) -> Provenance:
    """Return what a table says of the versions that made it."""
    from curate.nlp.identity import BUNDLED, model_version

    return Provenance(
        tool=f"curate {version('curate')}",
        pack=pack.name,
        pack_version=pack.version,
        model=model_version(model or BUNDLED),
    )
