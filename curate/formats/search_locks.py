"""Saved searches as TOML files, a record a line, so that a difference reads well in git."""

import time
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from curate.core.errors import BadFile, ConfigurationError, NotFound
from curate.core.search import Search
from curate.core.search_lock import SearchLock, is_name
from curate.core.source_standing import Standing
from curate.formats.whole_file import PREFIX, write_whole

FORMAT = 1
_SUFFIX = ".toml"
_LEFT_OVER = 600.0
_HEAD = """\
# A saved search, written by curate fetch and curate update; keep it in version control.
# [records] holds a digest of each record that PubMed listed, empty where it did not come;
# [standing] those that are retracted, of concern, corrected or notices.
# To see what is different today: curate verify {name}

"""


class SearchFolder:
    """
    A ``curate.core.ports.SearchLocks`` in a directory, ``NAME.toml`` each.

    Nothing is made before something is saved.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, name: str) -> Path:
        """Return where the search of that name is."""
        return self._directory / f"{name}{_SUFFIX}"

    def names(self) -> list[str]:
        """Return the names of all that are kept, sorted."""
        stems = (path.stem for path in self._directory.glob(f"*{_SUFFIX}"))
        return sorted(stem for stem in stems if is_name(stem))

    def load(self, name: str) -> SearchLock:
        """Return one; raise NotFound for none of that name, BadFile for one that is damaged."""
        path = self.path(name)
        if not is_name(name) or not path.is_file():
            known = ", ".join(self.names())
            hint = f"There are: {known}" if known else 'Make one: curate fetch "..." --name NAME'
            raise NotFound(f"there is no saved search {name!r}", hint=hint)
        try:
            return from_toml(path.read_text("utf-8"), name=name)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, _Wrong) as error:
            raise BadFile(
                f"{path} can't be read as a saved search: {error}",
                hint="Take an earlier version of it from git, or fetch the search again.",
            ) from error

    def save(self, lock: SearchLock) -> None:
        """
        Write one, whole or not at all.

        Raises ConfigurationError where the file can't be written; the earlier one stays.
        """
        path = self.path(lock.name)
        try:
            self._remove_leftovers()
            write_whole(path, to_toml(lock).encode())
        except OSError as error:
            raise ConfigurationError(
                f"can't write {path}: {error.strerror or error}",
                hint="Free some space or mend the permissions, and run it again.",
            ) from error

    def _remove_leftovers(self) -> None:
        """Remove what a run that was killed left half written, long enough ago to be sure."""
        for path in self._directory.glob(f"{PREFIX}*"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _LEFT_OVER:
                    path.unlink()


def to_toml(lock: SearchLock) -> str:
    """Return a saved search as text; the same search gives the same text."""
    import tomli_w

    search = lock.search
    asked: dict[str, object] = {"kind": search.kind, "query": search.query}
    if search.since is not None:
        asked["since"] = search.since
    if search.maximum is not None:
        asked["maximum"] = search.maximum
    return _HEAD.format(name=lock.name) + tomli_w.dumps(
        {
            "format": FORMAT,
            **asked,
            "searched_at": search.searched_at,
            "translation": search.translation,
            "warnings": list(search.warnings),
            "count": search.count,
            "digests": lock.scheme,
            "standing": {p: s.value for p, s in _sorted(lock.standings)},
            "records": {p: lock.hashes.get(p, "") for p in sorted(search.pmids, key=int)},
        }
    )


def from_toml(text: str, *, name: str) -> SearchLock:
    """Return a saved search; raise TOMLDecodeError or ValueError for what is none."""
    found = _Values(tomllib.loads(text))
    if found.take("format", int) != FORMAT:
        raise _Wrong("it was written by a newer curate")
    records = found.texts("records")
    search = Search(
        kind=found.take("kind", str),
        query=found.take("query", str),
        since=found.take("since", str) if "since" in found.values else None,
        maximum=found.take("maximum", int) if "maximum" in found.values else None,
        searched_at=found.take("searched_at", str),
        translation=found.take("translation", str),
        warnings=tuple(map(str, found.take("warnings", list))),
        count=found.take("count", int),
        pmids=tuple(sorted(records, key=_number)),
        name=name,
    )
    return SearchLock(
        name=name,
        search=search,
        hashes=records,
        standings={pmid: _standing(text) for pmid, text in found.texts("standing").items()},
        scheme=found.take("digests", str),
    )


class _Wrong(ValueError):
    """What is wrong with a file that is TOML, but no saved search."""


class _Values:
    """The values of a file, each checked as it is taken."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def take(self, key: str, kind: type) -> Any:
        if key not in self.values:
            raise _Wrong(f"it has no {key}")
        value = self.values[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise _Wrong(f"its {key} makes no sense")
        return value

    def texts(self, key: str) -> dict[str, str]:
        found = self.take(key, dict)
        for pmid, text in found.items():
            _number(pmid)
            if not isinstance(text, str):
                raise _Wrong(f"its {key} say nothing of {pmid}")
        return dict(found)


def _number(pmid: str) -> int:
    if not (pmid.isascii() and pmid.isdecimal() and pmid[0] != "0"):
        raise _Wrong(f"{pmid!r} is no PMID")
    return int(pmid)


def _standing(text: str) -> Standing:
    try:
        return Standing(text)
    except ValueError as error:
        raise _Wrong(f"{text!r} is no standing") from error


def _sorted(standings: Mapping[str, Standing]) -> list[tuple[str, Standing]]:
    return sorted(standings.items(), key=lambda item: int(item[0]))
