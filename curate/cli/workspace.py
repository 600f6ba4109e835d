"""A review workspace: a folder with corpus/, annotations/, curate.toml and curate.db."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from curate.cli.settings import TEMPLATE, Settings, load_settings
from curate.core.errors import ConfigurationError

SETTINGS_FILE = "curate.toml"
DATABASE_FILE = "curate.db"
VARIABLE = "CURATE_WORKSPACE"
HINT = "Make one with: curate init DIR, or name one with -w DIR"
IGNORED = f"""\
# Made again from corpus/ and annotations/ at any time.
{DATABASE_FILE}*
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Where the parts of one review are, and its settings."""

    root: Path
    settings: Settings

    @property
    def corpus(self) -> Path:
        """Return the folder of raw records."""
        return self.root / "corpus"

    @property
    def searches(self) -> Path:
        """Return the folder of saved searches."""
        return self.corpus / "searches"

    @property
    def annotations(self) -> Path:
        """Return the folder of annotations and decisions."""
        return self.root / "annotations"

    @property
    def database(self) -> Path:
        """Return the path of the database."""
        return self.root / DATABASE_FILE

    def using(self, **options: str | None) -> "Workspace":
        """Return the workspace with those settings that options gave."""
        return replace(self, settings=self.settings.overridden(options))


def open_workspace(given: Path | None, environment: Mapping[str, str] = os.environ) -> Workspace:
    """
    Return the workspace that is named, else the one that the current folder stands in.

    Raises ConfigurationError where there is none, or where its settings are wrong.
    """
    root = given or _named(environment)
    if root is None:
        here = Path.cwd()
        root = next((p for p in (here, *here.parents) if (p / SETTINGS_FILE).is_file()), None)
        if root is None:
            raise ConfigurationError(f"{here} is not in a workspace", hint=HINT)
    elif not (root / SETTINGS_FILE).is_file():
        raise ConfigurationError(f"{root} is not a workspace: no {SETTINGS_FILE}", hint=HINT)
    return Workspace(root=root, settings=load_settings(root / SETTINGS_FILE, environment))


def create_workspace(root: Path) -> bool:
    """
    Make a workspace's folders and files, all but the database; say whether it is new.

    A workspace that is there already is completed and not changed. Raises ConfigurationError for
    a path that is a file, or a folder with other things in it.
    """
    if root.exists() and not root.is_dir():
        raise ConfigurationError(f"{root} is a file", hint="Name a folder")
    fresh = not (root / SETTINGS_FILE).exists()
    if fresh and root.is_dir() and any(not _is_ours(entry) for entry in root.iterdir()):
        raise ConfigurationError(
            f"{root} is not empty and not a workspace; nothing was changed",
            hint="Name a new folder, and move what belongs to the review into it afterwards",
        )
    for folder in (root, root / "corpus", root / "annotations"):
        folder.mkdir(parents=True, exist_ok=True)
    _write_once(root / ".gitignore", IGNORED)
    # Last, because this file is what makes the folder a workspace.
    _write_once(root / SETTINGS_FILE, TEMPLATE)
    return fresh


def _named(environment: Mapping[str, str]) -> Path | None:
    name = environment.get(VARIABLE, "").strip()
    return Path(name) if name else None


def _is_ours(entry: Path) -> bool:
    """Say whether an entry may stand in a folder that is about to become a workspace."""
    return entry.name in {".git", ".gitignore", "corpus", "annotations", "README.md"}


def _write_once(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return
