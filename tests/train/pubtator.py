"""BC5CDR and BioRED: reading PubTator files into sentences with marked chemicals and genes."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from curate.nlp import sentences

LABELS: Final = ("CHEMICAL", "GENE")
_LABEL_OF: Final = {
    "Chemical": "CHEMICAL",
    "ChemicalEntity": "CHEMICAL",
    "GeneOrGeneProduct": "GENE",
}
TRAIN: Final = {
    "BC5CDR": Path("relations/bc5cdr/CDR_TrainingSet.PubTator.txt"),
    "BioRED": Path("relations/biored/Train.PubTator"),
}
HELD_OUT: Final = {
    "BC5CDR": Path("relations/bc5cdr/CDR_DevelopmentSet.PubTator.txt"),
    "BioRED": Path("relations/biored/Dev.PubTator"),
}


class Mark(NamedTuple):
    """A marked stretch: characters into the sentence, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of an abstract with the mentions that lie inside it."""

    pmid: str
    text: str
    marks: tuple[Mark, ...]


def read_passages(file: Path, *, without: Collection[str] = ()) -> Iterator[Passage]:
    """Yield the sentences of a PubTator file, the abstracts numbered in ``without`` left out."""
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").splitlines()
        if len(lines) < 2:
            continue
        pmid, _, title = lines[0].split("|", 2)
        abstract = lines[1].split("|", 2)[2]
        if pmid in without:
            continue
        marks = tuple(_marks(lines[2:]))
        yield from _passages(pmid, title, marks, offset=0)
        yield from _passages(pmid, abstract, marks, offset=len(title) + 1)


def abstract_numbers(file: Path) -> frozenset[str]:
    """Return the PMIDs of a PubTator file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("|", 1)[0] for line in lines if "|t|" in line[:14])


def gold_numbers(folder: Path) -> frozenset[str]:
    """Return the PMIDs of the project's own annotated abstracts (JSON Lines)."""
    return frozenset(
        str(json.loads(line)["pmid"])
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    )


def _marks(lines: list[str]) -> Iterator[Mark]:
    for line in lines:
        fields = line.split("\t")
        if len(fields) > 4 and fields[1].isdigit() and fields[4] in _LABEL_OF:
            yield Mark(int(fields[1]), int(fields[2]), _LABEL_OF[fields[4]])


def _passages(pmid: str, text: str, marks: tuple[Mark, ...], *, offset: int) -> Iterator[Passage]:
    for start, end in sentences.split(text):
        inside = (Mark(m.start - offset - start, m.end - offset - start, m.label) for m in marks)
        yield Passage(
            pmid,
            text[start:end],
            tuple(m for m in inside if m.start >= 0 and m.end <= end - start),
        )
