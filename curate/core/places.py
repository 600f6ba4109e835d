"""Findings by their place in a table, and how many papers each place, row and column counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from curate.core.counting import Tally, added, counted, tally
from curate.core.finding import Finding
from curate.core.independence import Works
from curate.core.sieve import part_of
from curate.core.table import Counts, Part

Place = tuple[str, str, Part | None]
"""A mechanism, a phenomenon, and a part of it where phenomena are split."""


class Places:
    """
    Findings by their place in a table: mechanism, phenomenon, and part where these are split.

    Each finding is looked at once: rows, columns and the whole add up what was tallied of places.
    """

    def __init__(self, findings: Iterable[Finding], works: Works, *, split: bool) -> None:
        self._works = works
        self.members: dict[Place, list[Finding]] = defaultdict(list)
        for finding in findings:
            part = part_of(finding) if split else None
            self.members[finding.mechanism, finding.phenomenon, part].append(finding)
        self._tallies = {place: tally(found, works) for place, found in self.members.items()}
        self._of_mechanism: dict[str, list[Place]] = defaultdict(list)
        for place in self.members:
            self._of_mechanism[place[0]].append(place)

    @property
    def mechanisms(self) -> Iterable[str]:
        """Return the mechanisms that something was found of."""
        return self._of_mechanism

    def named(self, phenomenon: str, part: Part | None) -> bool:
        """Say whether something was found of a phenomenon, or of a part of it."""
        return any(place[1:] == (phenomenon, part) for place in self.members)

    def of_mechanism(self, mechanism: str) -> Iterator[Finding]:
        """Yield all findings of a mechanism."""
        return (f for place in self._of_mechanism.get(mechanism, ()) for f in self.members[place])

    def at(self, place: Place) -> Counts:
        """Return the counts of one place."""
        return counted(self._tallies[place], self._works)

    def row(self, mechanism: str) -> Counts:
        """Return the counts of a mechanism."""
        return self._added(self._tallies[p] for p in self._of_mechanism.get(mechanism, ()))

    def column(self, phenomenon: str, part: Part | None) -> Counts:
        """Return the counts of a phenomenon, or of a part of it."""
        wanted = phenomenon, part
        return self._added(t for place, t in self._tallies.items() if place[1:] == wanted)

    def whole(self) -> Counts:
        """Return the counts of all there is."""
        return self._added(self._tallies.values())

    def _added(self, found: Iterable[Tally]) -> Counts:
        return counted(added(found), self._works)
