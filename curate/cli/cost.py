"""What a command would ask of NCBI: for --dry-run."""

from dataclasses import dataclass
from typing import Self

from curate.cli.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """
    How many requests a job takes when nothing goes wrong, and what it takes at NCBI's pace.

    ``records`` is how many records are asked for, at most: those that are here in their final form
    are not. ``seconds`` is the least time that the limit of requests allows.
    """

    records: int
    requests: int
    seconds: int

    @classmethod
    def of(
        cls, space: Workspace, records: int, *, batch_size: int, listed: int | None = None
    ) -> Self:
        """Return the cost of fetching so many records; ``listed`` is the count of a search."""
        from curate.pubmed.pacing import PER_SECOND, PER_SECOND_WITH_KEY
        from curate.pubmed.policy import least_requests
        from curate.pubmed.ranges import CEILING

        requests = least_requests(records, batch_size=batch_size)
        if listed is not None:
            # A search within the ceiling is one request; each range above it takes two or so.
            requests += 1 if listed <= CEILING else 2 * least_requests(listed, batch_size=CEILING)
        rate = PER_SECOND_WITH_KEY if space.settings.api_key else PER_SECOND
        return cls(records=records, requests=requests, seconds=round(requests / rate))

    @property
    def fields(self) -> dict[str, object]:
        """Return the figures by name."""
        return {"records": self.records, "requests": self.requests, "seconds": self.seconds}

    @property
    def lines(self) -> list[str]:
        """Return the figures in words."""
        from curate.pubmed.policy import advice

        took = f"{self.seconds:,} s" if self.seconds < 120 else f"{self.seconds // 60:,} min"
        lines = [
            f"Would ask   for {self.records:,} records at most, in about {self.requests:,} "
            f"requests, {took} or more"
        ]
        said = advice(self.requests)
        return [*lines, f"Rule        {said}"] if said else lines
