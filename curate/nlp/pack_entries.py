"""The entries of a pack's files as terms, each checked on its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from curate.core.lexicon import Guard, Kind, Term
from curate.core.signs import Basis
from curate.nlp.pack_source import PackFile, Problem

FILES: Mapping[Kind, str] = {
    Kind.MECHANISM: "mechanisms.toml",
    Kind.AGENT: "agents.toml",
    Kind.PHENOMENON: "phenomena.toml",
    Kind.EXPOSURE: "exposures.toml",
}
_ACTIONS = {basis.value: basis for basis in (Basis.BLOCKADE, Basis.ACTIVATION)}
_ALWAYS = {"id": str, "label": str, "synonyms": list, "exact": list, "guards": list}
_KEYS: Mapping[Kind, Mapping[str, type]] = {
    Kind.MECHANISM: {**_ALWAYS, "category": str, "identifiers": dict},
    Kind.AGENT: {**_ALWAYS, "target": str, "action": str, "identifiers": dict},
    Kind.PHENOMENON: {**_ALWAYS, "context": list, "treated": bool, "identifiers": dict},
    Kind.EXPOSURE: {**_ALWAYS, "target": str, "action": str, "identifiers": dict},
}
_NEEDED: Mapping[Kind, Sequence[str]] = {
    Kind.MECHANISM: ("id", "label", "category"),
    Kind.AGENT: ("id", "label"),
    Kind.PHENOMENON: ("id", "label"),
    Kind.EXPOSURE: ("id", "label"),
}
_OWNERS: Mapping[Kind, str] = {
    Kind.MECHANISM: "a mechanism",
    Kind.AGENT: "an agent",
    Kind.PHENOMENON: "a phenomenon",
    Kind.EXPOSURE: "an exposure",
}
_GUARD_KEYS = {"before": list, "after": list, "anywhere": list, "unless": list, "reach": int}
_TYPE_NAMES = {
    str: "a string",
    list: "a list",
    dict: "a table",
    int: "a whole number",
    bool: "true or false",
}
_ACTORS = (Kind.AGENT, Kind.EXPOSURE)
_MAX_REACH = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, and the way back to the lines it was read from."""

    term: Term
    file: str
    line_of: Callable[[str], int]

    @property
    def line(self) -> int:
        """Return the line on which the entry begins."""
        return self.line_of("")


@dataclass(slots=True)
class _Reader:
    """Reads one entry, and collects what is wrong with it."""

    source: PackFile
    kind: Kind
    index: int
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, text: str = "") -> int:
        return self.source.line_of(self.kind.value, self.index, text)

    def complain(self, message: str, text: str = "") -> None:
        self.problems.append(Problem(self.source.name, self.line_of(text), message))

    def read(self, entry: object) -> Term | None:
        if not isinstance(entry, dict):
            self.complain(f"each {self.kind.value} is a table: [[{self.kind.value}]]")
            return None
        self._check_keys(entry)
        if self.problems:
            return None
        term = Term(
            term_id=entry["id"],
            kind=self.kind,
            label=entry["label"],
            synonyms=self._texts(entry, "synonyms"),
            exact=self._texts(entry, "exact"),
            category=entry.get("category"),
            target=entry.get("target"),
            action=self._action(entry.get("action")),
            guards=tuple(self._guard(guard) for guard in entry.get("guards", [])),
            context=self._lower(entry, "context"),
            treated=bool(entry.get("treated")),
            identifiers=self._identifiers(entry.get("identifiers", {})),
        )
        return None if self.problems else term

    def _check_keys(self, entry: Mapping[str, object]) -> None:
        self._check_types(entry, _KEYS[self.kind], _OWNERS[self.kind])
        for key in _NEEDED[self.kind]:
            if key not in entry:
                self.complain(f"this {self.kind.value} has no {key}")
        for key in ("id", "label"):
            text = entry.get(key)
            if isinstance(text, str) and not text.strip():
                self.complain(f"{key} is empty", key)
        if self.kind in _ACTORS and ("target" in entry) != ("action" in entry):
            self.complain("target and action go together: give both or neither")

    def _check_types(
        self, table: Mapping[str, object], allowed: Mapping[str, type], owner: str
    ) -> None:
        for key, value in table.items():
            if key not in allowed:
                known = ", ".join(allowed)
                self.complain(f"unknown key {key!r}: {owner} takes {known}", key)
            elif not isinstance(value, allowed[key]) or (
                isinstance(value, bool) and allowed[key] is not bool
            ):
                self.complain(f"{key} must be {_TYPE_NAMES[allowed[key]]}", key)

    def _texts(self, table: Mapping[str, list[object]], key: str) -> tuple[str, ...]:
        texts = []
        for item in table.get(key, []):
            if isinstance(item, str):
                texts.append(item)
            else:
                self.complain(f"{key} holds {item!r}: each item must be a string", key)
        return tuple(texts)

    def _action(self, action: str | None) -> Basis | None:
        if action is None or action in _ACTIONS:
            return _ACTIONS[action] if action else None
        self.complain(f"unknown action {action!r}: use {' or '.join(_ACTIONS)}", action)
        return None

    def _guard(self, guard: object) -> Guard:
        if not isinstance(guard, dict):
            self.complain("each guard is a table: { before = [...], after = [...] }", "guards")
            return Guard()
        before = len(self.problems)
        self._check_types(guard, _GUARD_KEYS, "a guard")
        if len(self.problems) > before:
            return Guard()
        words = {
            key: self._guard_words(guard, key) for key in ("before", "after", "anywhere", "unless")
        }
        if not (words["before"] or words["after"] or words["anywhere"]):
            self.complain("a guard needs words in before, after or anywhere", "guards")
        reach = guard.get("reach", Guard().reach)
        if not 1 <= reach <= _MAX_REACH:
            self.complain(f"reach must be 1 to {_MAX_REACH} words", "reach")
        return Guard(**words, reach=reach)

    def _guard_words(self, guard: Mapping[str, list[object]], key: str) -> tuple[str, ...]:
        words = self._lower(guard, key, "guard")
        for word in words:
            if key in {"before", "after"} and "-" in word:
                # The words around a form are compared with hyphens read as spaces.
                self.complain(f"guard word {word!r}: write a space for the hyphen", word)
        return words

    def _lower(
        self, table: Mapping[str, list[object]], key: str, name: str | None = None
    ) -> tuple[str, ...]:
        words = self._texts(table, key)
        for word in words:
            if not word.strip() or word != word.lower():
                owner = f"{name or key} word {word!r}"
                self.complain(f"{owner} must be lower case and not empty", word)
        return words

    def _identifiers(self, table: Mapping[str, object]) -> dict[str, str]:
        for scheme, value in table.items():
            if not isinstance(value, str) or not value.strip():
                self.complain(f"identifier {scheme} must be a string", scheme)
        return {scheme: str(value) for scheme, value in table.items()}


def read_entries(source: PackFile, kind: Kind) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of one file that are sound in themselves, and what is wrong."""
    table = kind.value
    problems = [
        Problem(source.name, source.line_with(key), f"unknown table {key!r}: use [[{table}]]")
        for key in source.data
        if key != table
    ]
    listed = source.data.get(table, [])
    if not isinstance(listed, list):
        line = source.line_with(table)
        return [], [*problems, Problem(source.name, line, f"write [[{table}]], two brackets")]
    entries = []
    for index, data in enumerate(listed):
        reader = _Reader(source, kind, index)
        term = reader.read(data)
        problems += reader.problems
        if term is not None:
            entries.append(Entry(term, source.name, reader.line_of))
    return entries, problems
