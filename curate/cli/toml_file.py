"""Reads a TOML file that a person wrote."""

import tomllib
from pathlib import Path

from curate.core.errors import ConfigurationError


def read_toml(path: Path, *, example: str) -> tuple[str, dict[str, object]]:
    """
    Return a file's text, and what it says.

    Raises ConfigurationError for a file that can't be read or is not TOML; ``example`` is the
    hint that goes with it.
    """
    try:
        text = path.read_text("utf-8")
        return text, tomllib.loads(text)
    except OSError as exc:
        raise ConfigurationError(f"{path} can't be read: {exc.strerror}") from exc
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise ConfigurationError(f"{path} is not TOML: {exc}", hint=example) from exc
