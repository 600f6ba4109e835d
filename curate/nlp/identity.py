"""What a reading depends on, as one hash: code, word lists, pack and model."""

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from curate.core.errors import ConfigurationError

BUNDLED = "curate"
_DIRECTORY = Path(__file__).parent / "model"


def identity(pack_digest: str, model: str) -> str:
    """Return the hash: 16 hexadecimal digits. It needs neither spaCy nor the model's weights."""
    parts = (_code_digest(), pack_digest, model_version(model), version("spacy"))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def model_directory(model: str) -> Path:
    """
    Return the folder of a model: the bundled one, an installed package's, or a path.

    Raises ConfigurationError where there is none.
    """
    if model == BUNDLED:
        return _DIRECTORY
    if model.isidentifier() and (spec := find_spec(model)) is not None and spec.origin:
        package = Path(spec.origin).parent
        return next((p.parent for p in sorted(package.glob("*/config.cfg"))), package)
    path = Path(model)
    if not (path / "meta.json").is_file():
        raise ConfigurationError(
            f"there is no language model {model!r}",
            hint="set model in curate.toml to 'curate', an installed package or a model's folder",
        )
    return path


def model_version(model: str) -> str:
    """Return a model's language, name and version as it states them itself."""
    path = model_directory(model) / "meta.json"
    try:
        meta = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise ConfigurationError(f"the language model {model!r} can't be read: {exc}") from exc
    return f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"


def _code_digest() -> str:
    """Return a hash of this package's code and word lists, packs and model left out."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources(files("curate.nlp"), "")):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in ("packs", "model", "__pycache__"):
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".toml")):
            yield f"{prefix}{entry.name}", entry.read_bytes()
