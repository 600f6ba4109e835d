"""Word lists and patterns of the readers, as data."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any


def table(name: str) -> dict[str, Any]:
    """Return the content of one of the data files beside this module."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """Return the regular expressions of a file: "before", any of the list, "after"."""
    return MappingProxyType(
        {
            key: re.compile(
                f"{entry.get('before', '')}(?:{'|'.join(entry['any'])}){entry.get('after', '')}"
            )
            for key, entry in table(name).items()
        }
    )
