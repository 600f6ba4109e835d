"""The list of cases that the tagger does not pass yet; it can only shrink."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KNOWN_FAILURES = Path(__file__).with_name("known_failures.txt")
_BOUND = re.compile(r"# at most (\d+)")


@dataclass(frozen=True, slots=True)
class KnownFailures:
    """The listed ids with their reasons, and how many there may be."""

    reasons: Mapping[str, str]
    bound: int


def load_known(path: Path = KNOWN_FAILURES) -> KnownFailures:
    """Return the list; raise ValueError where its first line gives no bound."""
    first, *lines = path.read_text("utf-8").splitlines()
    match = _BOUND.match(first)
    if match is None:
        raise ValueError(f"{path.name}: the first line must read '# at most N'")
    reasons = {}
    for line in lines:
        case_id, _, reason = line.partition("#")
        if case_id.strip():
            reasons[case_id.strip()] = reason.strip()
    return KnownFailures(reasons, int(match[1]))


def save_known(reasons: Mapping[str, str], *, bound: int, path: Path = KNOWN_FAILURES) -> None:
    """Write the list, sorted by id."""
    lines = [f"# at most {bound}"]
    lines += [f"{case_id}  # {reason}" for case_id, reason in sorted(reasons.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")
