"""The cases as values, and how they are read from their files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curate.core.article import Article, Keyword, Section
from curate.core.claim import Certainty, Origin
from curate.core.signs import Effect, Role

FOLDER = Path(__file__).parent
# What "tolerance" means is told by the record around the sentence.
_FIELD = (Keyword(text="opioid analgesia"),)
SETTINGS = ("abstract", "title", "review")
_PHENOMENA = frozenset(("tolerance", "hyperalgesia", "allodynia", "dependence", "withdrawal"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedClaim:
    """
    One claim that the sentence holds.

    ``cause`` is the agent's text, or the mechanism's where there is no agent. A question asks
    for no effect: it only has to be there. ``origin`` is compared where it is given.
    """

    cause: str
    phenomenon: str
    effect: Effect | None
    role: Role | None
    certainty: Certainty
    origin: Origin | None = None

    @property
    def is_question(self) -> bool:
        """Say whether an aim or a hypothesis is asked for."""
        return self.certainty is Certainty.QUESTION

    def __str__(self) -> str:
        """Return it in one line."""
        parts = [self.cause, ">", self.phenomenon, self.effect, self.role, self.certainty]
        return " ".join(str(p) for p in (*parts, self.origin) if p is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    One sentence, where it stands, and every claim in it.

    ``setting`` is title, abstract, or review (the abstract of a review article); ``heading`` is
    the printed heading of its section.
    """

    case_id: str
    text: str
    setting: str
    claims: tuple[ExpectedClaim, ...]
    heading: str | None = None

    @property
    def article(self) -> Article:
        """Return a record that holds this sentence and nothing else; its keyword is the field."""
        if self.setting == "title":
            return Article(pmid=self.case_id, title=self.text, keywords=_FIELD)
        return Article(
            pmid=self.case_id,
            title="",
            sections=(Section(text=self.text, label=self.heading),),
            publication_types=("Review",) if self.setting == "review" else (),
            keywords=_FIELD,
        )


def load_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """Return the cases of every file, by file name; raise ValueError for one that is wrong."""
    cases = [
        _case(entry, path.stem)
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8"))["case"]
    ]
    ids = [c.case_id for c in cases]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ValueError(f"case ids used twice: {', '.join(twice)}")
    return tuple(cases)


def _case(entry: Mapping[str, Any], file: str) -> Case:
    case_id, text = str(entry["id"]), str(entry["text"])
    unknown = entry.keys() - {"id", "text", "setting", "heading", "claims"}
    if unknown:
        raise ValueError(f"{file}: {case_id}: unknown keys {sorted(unknown)}")
    setting = entry.get("setting", "abstract")
    if setting not in SETTINGS:
        raise ValueError(f"{file}: {case_id}: unknown setting {setting!r}")
    claims = tuple(_claim(c, f"{file}: {case_id}", text) for c in entry["claims"])
    return Case(
        case_id=case_id,
        text=text,
        setting=setting,
        claims=claims,
        heading=entry.get("heading"),
    )


def _claim(entry: Mapping[str, str], where: str, text: str) -> ExpectedClaim:
    certainty = Certainty(entry.get("certainty", "asserted"))
    question = certainty is Certainty.QUESTION
    if entry["cause"] not in text:
        raise ValueError(f"{where}: the sentence does not hold {entry['cause']!r}")
    if entry["phenomenon"] not in _PHENOMENA:
        raise ValueError(f"{where}: unknown phenomenon {entry['phenomenon']!r}")
    return ExpectedClaim(
        cause=entry["cause"],
        phenomenon=entry["phenomenon"],
        effect=Effect(entry["effect"]) if not question else None,
        role=Role(entry["role"]) if not question else None,
        certainty=certainty,
        origin=Origin(entry["origin"]) if "origin" in entry else None,
    )
