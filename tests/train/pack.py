"""Packing: the trained components in a small vocabulary, with meta, licences and scores."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from spacy import util
from spacy.language import Language

MODEL: Final = Path(__file__).parents[2] / "curate" / "nlp" / "model"
BATCH_SIZE: Final = 64
_CRAFT_URL: Final = "https://github.com/UCDenver-ccp/CRAFT"
META: Final[Mapping[str, Any]] = {
    "lang": "en",
    "name": "curate_sm",
    "version": "1.0.0",
    "description": "English biomedical sentences: tags, dependencies, chemicals and genes.",
    "author": "the curate authors",
    "license": "MIT; trained in part on CRAFT (CC BY 3.0): see LICENSES.txt",
    "spacy_version": ">=3.8.7,<3.9",
    "sources": [
        {"name": "en_core_web_sm 3.8.0", "license": "MIT", "author": "Explosion"},
        {"name": "CRAFT treebank", "license": "CC BY 3.0 US", "url": _CRAFT_URL},
        {"name": "BC5CDR, training set", "license": "Public Domain Mark 1.0", "author": "NCBI"},
        {"name": "BioRED, training set", "license": "none stated with the data", "author": "NCBI"},
    ],
}


def compact(trained: Language) -> Language:
    """Return the same pipeline on a vocabulary that holds no word of the training text."""
    config = trained.config.copy()
    for section in ("training", "pretraining", "corpora", "initialize", "paths"):
        config.pop(section, None)
    config["nlp"]["batch_size"] = BATCH_SIZE
    config["nlp"]["disabled"] = []
    small = util.load_model_from_config(config, auto_fill=True, validate=True)
    small.vocab.lookups = trained.vocab.lookups
    parts: list[tuple[Any, Any]] = [(small.tokenizer, trained.tokenizer)]
    for name in trained.pipe_names:
        parts.append((small.get_pipe(name), trained.get_pipe(name)))
        for label in trained.pipe_labels.get(name, ()):
            small.vocab.strings.add(label)
    for empty, full in parts:
        empty.from_bytes(full.to_bytes(exclude=["vocab"]))
    return small


def write_model(trained: Language, folder: Path) -> None:
    """Write the pipeline and its meta to a folder, in place of the model that was there."""
    small = compact(trained)
    small.meta.update(META)
    kept = {p.name: p.read_bytes() for p in _notes(folder)}
    if folder.is_dir():
        shutil.rmtree(folder)
    small.to_disk(folder)
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def record_scores(folder: Path, scores: Mapping[str, Any]) -> None:
    """Put the scores into a written model's meta."""
    meta = folder / "meta.json"
    told = {**json.loads(meta.read_text(encoding="utf-8")), "performance": dict(scores)}
    meta.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def folder_size(folder: Path) -> int:
    """Return the bytes of all files under a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _notes(folder: Path) -> list[Path]:
    """Return the hand-written files that live beside the model's own."""
    return [p for p in (folder / "README.md", folder / "LICENSES.txt") if p.is_file()]
