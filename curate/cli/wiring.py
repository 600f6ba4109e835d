"""Builds the edges from a workspace's settings; each is imported when it is asked for."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING

from curate.core.errors import ConfigurationError
from curate.core.lexicon import Lexicon
from curate.core.provenance import Provenance

if TYPE_CHECKING:
    from pathlib import Path

    from curate.cli.workspace import Workspace
    from curate.core.citation import Citation
    from curate.nlp.tagger import CascadeTagger
    from curate.pubmed.archive import RecordArchive
    from curate.pubmed.client import EntrezClient
    from curate.pubmed.folder import Folder
    from curate.store.database import SqliteStore
    from curate.workflow.fetching import RecordReader
    from curate.workflow.importing import Files


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
    from curate.pubmed.client import EntrezClient
    from curate.pubmed.transport import NCBI

    settings = workspace.settings
    if not settings.email:
        raise ConfigurationError(
            "NCBI asks who is fetching, and no e-mail address is set",
            hint="Set email in curate.toml, or CURATE_EMAIL, or --email",
        )
    return EntrezClient(
        email=settings.email,
        tool=settings.tool,
        api_key=settings.api_key or None,
        base_url=settings.eutils_base or NCBI,
        notify=notify,
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


def tagger_identity(workspace: Workspace) -> str:
    """Return the identity of the tagger that the settings ask for, without loading it."""
    from curate.nlp.identity import BUNDLED, identity

    return identity(lexicon(workspace).digest, workspace.settings.model or BUNDLED)


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
