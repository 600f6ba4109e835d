"""What a user sets: curate.toml, then the environment, then options."""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from curate.cli.toml_file import read_toml
from curate.core.errors import ConfigurationError

ENVIRONMENT = {
    "email": "CURATE_EMAIL",
    "tool": "CURATE_TOOL",
    "api_key": "NCBI_API_KEY",
    "eutils_base": "CURATE_EUTILS_BASE",
    "pack": "CURATE_PACK",
    "model": "CURATE_MODEL",
    "reviewer": "CURATE_REVIEWER",
}

PATHS = frozenset({"pack", "model"})

TEMPLATE = """\
# Settings of this workspace. A line that starts with # is a comment: take the # away to set it.
# The environment wins over this file, and an option of a command wins over both.

# NCBI asks every program that fetches from PubMed for an address to write to.
# email = "you@example.org"                  # or CURATE_EMAIL

# The name under which NCBI sees the requests; no spaces.
# tool = "curate"                            # or CURATE_TOOL

# With a key NCBI answers ten requests a second in place of three. A key is a secret and this
# file is meant for git, so put the key into the environment: NCBI_API_KEY=... curate fetch ...

# Where the E-utilities are. Set it for a mirror or a local test server only.
# eutils_base = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"    # or CURATE_EUTILS_BASE

# The domain pack: the name of a built-in one (see: curate pack list) or a path to your own.
# pack = "opioid"                            # or CURATE_PACK

# The language model that parses sentences: curate's own, an installed spaCy package, or a path.
# model = "curate"                           # or CURATE_MODEL

# Who judges here, where one person does. Several people each set it in their environment.
# reviewer = "Ada Example"                   # or CURATE_REVIEWER
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one run; an empty text means that the part's own default holds."""

    email: str = ""
    tool: str = "curate"
    api_key: str = field(default="", repr=False)
    eutils_base: str = ""
    pack: str = "opioid"
    model: str = ""
    reviewer: str = ""

    def overridden(self, options: Mapping[str, str | None]) -> "Settings":
        """Return the settings with those options that were given."""
        return replace(self, **{name: value for name, value in options.items() if value})


def load_settings(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """
    Return a workspace's settings, with the environment's over the file's.

    Raises ConfigurationError for a file that can't be read, and for a key or a value that makes
    no sense, with the key and its line.
    """
    values = _checked(path)
    values |= {
        name: environment[variable]
        for name, variable in ENVIRONMENT.items()
        if environment.get(variable, "").strip()
    }
    return Settings(**{name: value.strip() for name, value in values.items()})


def _checked(path: Path) -> dict[str, str]:
    text, found = read_toml(path, example='A setting looks like: email = "you@example.org"')
    known = [f.name for f in fields(Settings)]
    values: dict[str, str] = {}
    for key, value in found.items():
        where = f"{path}{_line_of(key, text)}"
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"Did you mean {near[0]}?" if near else f"The settings are {', '.join(known)}"
            raise ConfigurationError(f"{where}: there is no setting {key!r}", hint=hint)
        if not isinstance(value, str):
            raise ConfigurationError(
                f"{where}: {key} must be a text, not {_kind(value)}",
                hint=f'Write it in quotes: {key} = "..."',
            )
        values[key] = _from_here(value, path.parent) if key in PATHS else value
    return values


def _from_here(value: str, folder: Path) -> str:
    """Return a path in the file as seen from the file's folder; a name stays a name."""
    is_path = value.startswith(("./", "../")) or os.sep in value
    return os.fspath(folder / value) if is_path else value


def _line_of(key: str, text: str) -> str:
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[\].=]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return f", line {number}"
    return ""


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date or time")
