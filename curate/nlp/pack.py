"""Loads domain packs: a folder of five TOML files becomes a checked lexicon."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from curate.core.errors import PackError
from curate.core.lexicon import Lexicon
from curate.nlp.pack_entries import FILES, Entry, read_entries
from curate.nlp.pack_rules import check_entries
from curate.nlp.pack_source import PackFile, PackSyntaxError, Problem

PACK_FILE = "pack.toml"
PACKS: Traversable = files("curate.nlp") / "packs"
_ALL_FILES = (PACK_FILE, *FILES.values())
_SHOWN = 3
_HEAD_KEYS = {"name", "title", "version", "description", "categories", "abbreviations"}


def available_packs() -> list[str]:
    """Return the names of the packs that come with curate, sorted."""
    return sorted(
        folder.name
        for folder in PACKS.iterdir()
        if folder.is_dir() and (folder / PACK_FILE).is_file()
    )


def load_pack(name_or_path: str | Path) -> Lexicon:
    """
    Return the lexicon of a bundled pack (by name) or of a folder (by path).

    A bundled name goes first: write ``./opioid`` for a folder of that name. Raises PackError
    with the first problems, each with its file and line.
    """
    draft = _Draft(_folder(name_or_path))
    if draft.problems:
        listed = "\n".join(f"  {problem}" for problem in draft.problems[:_SHOWN])
        more = len(draft.problems) - _SHOWN
        listed += f"\n  and {more} more" if more > 0 else ""
        raise PackError(
            f"the pack {str(name_or_path)!r} can't be used:\n{listed}",
            hint=f"curate pack check {name_or_path} lists every problem",
        )
    return Lexicon(
        name=draft.head["name"],
        version=draft.head["version"],
        title=draft.head["title"],
        terms=tuple(entry.term for entry in draft.entries),
        categories=draft.categories,
        digest=draft.digest,
        abbreviations=draft.abbreviations,
    )


def check_pack(name_or_path: str | Path) -> list[Problem]:
    """Return every problem of a pack, by file and line; raise PackError where there is none."""
    return _Draft(_folder(name_or_path)).problems


def _folder(name_or_path: str | Path) -> Traversable:
    if isinstance(name_or_path, str) and name_or_path in available_packs():
        return PACKS / name_or_path
    folder = Path(name_or_path)
    if not folder.is_dir():
        names = ", ".join(available_packs())
        raise PackError(
            f"there is no pack {str(name_or_path)!r}",
            hint=f"give a folder, or a pack that comes with curate: {names}",
        )
    return folder


class _Draft:
    """What stands in a pack's folder, sound or not."""

    def __init__(self, folder: Traversable) -> None:
        self._problems: list[Problem] = []
        self.entries: list[Entry] = []
        self.head: dict[str, str] = {}
        self.categories: dict[str, str] = {}
        self.abbreviations: dict[str, str] = {}
        contents = self._read(folder)
        self.digest = _digest(contents)
        sources = self._parse(contents)
        if PACK_FILE in sources:
            self._read_head(sources[PACK_FILE])
        for kind, name in FILES.items():
            if name in sources:
                found, wrong = read_entries(sources[name], kind)
                self.entries += found
                self._problems += wrong
        # A file that can't be read would make every reference to it look wrong.
        if len(sources) == len(_ALL_FILES):
            self._problems += check_entries(self.entries, self.categories)

    @property
    def problems(self) -> list[Problem]:
        """Return every problem once, by file and line."""
        return sorted(set(self._problems))

    def _read(self, folder: Traversable) -> dict[str, bytes]:
        contents = {}
        present = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
        for name in _ALL_FILES:
            if name not in present:
                self._problems.append(Problem(name, 0, "this file is missing"))
        for name in present:
            if name not in _ALL_FILES:
                known = ", ".join(_ALL_FILES)
                message = f"no such file in a pack: it has {known}"
                self._problems.append(Problem(name, 0, message))
                continue
            try:
                contents[name] = (folder / name).read_bytes()
            except OSError as exc:
                reason = exc.strerror or str(exc)
                self._problems.append(Problem(name, 0, f"can't be read: {reason}"))
        return contents

    def _parse(self, contents: Mapping[str, bytes]) -> dict[str, PackFile]:
        sources = {}
        for name, content in contents.items():
            try:
                sources[name] = PackFile(name, content)
            except PackSyntaxError as exc:
                self._problems.append(exc.problem)
        return sources

    def _read_head(self, source: PackFile) -> None:
        for key in ("name", "title", "version", "description"):
            value = source.data.get(key)
            if isinstance(value, str) and value.strip():
                self.head[key] = value
            else:
                line = source.line_with(key)
                message = f"{key} must be there, and be a string that is not empty"
                self._problems.append(Problem(source.name, line, message))
        for key in source.data:
            if key not in _HEAD_KEYS:
                line = source.line_with(key)
                self._problems.append(Problem(source.name, line, f"unknown key {key!r}"))
        self._read_categories(source)
        self._read_abbreviations(source)

    def _read_categories(self, source: PackFile) -> None:
        table = source.data.get("categories")
        if not isinstance(table, dict) or not table:
            line = source.line_with("categories")
            message = "[categories] must be there: one id = heading a line"
            self._problems.append(Problem(source.name, line, message))
            return
        for key, heading in table.items():
            if isinstance(heading, str) and heading.strip():
                self.categories[key] = heading
            else:
                message = f"the heading of {key} must be a string that is not empty"
                self._problems.append(Problem(source.name, source.line_with(key), message))

    def _read_abbreviations(self, source: PackFile) -> None:
        table = source.data.get("abbreviations", {})
        if not isinstance(table, dict):
            line = source.line_with("abbreviations")
            message = '[abbreviations] holds one SHORT = "long form" a line'
            self._problems.append(Problem(source.name, line, message))
            return
        for key, long in table.items():
            if isinstance(long, str) and long.strip():
                self.abbreviations[key] = long.strip()
            else:
                message = f"the long form of {key} must be a string that is not empty"
                self._problems.append(Problem(source.name, source.line_with(key), message))


def _digest(contents: Mapping[str, bytes]) -> str:
    """Return a hash over names and bytes; lengths keep neighbours apart."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        content = contents[name]
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
