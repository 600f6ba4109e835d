"""The matrix as the front page shows it, read from the summary that the store keeps."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from curate.browse.labels import Labels
from curate.core.citing import collation

_COUNTS = "papers, restating, promoting, inhibiting, involved, no_effect, claims"
_SHADES = (1, 3, 8, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """
    How many papers, as ``core.table.Counts`` has it, and how many point which way.

    A paper that reports both directions stands in both; ``claims`` counts sentences' claims.
    """

    papers: int = 0
    restating: int = 0
    promoting: int = 0
    inhibiting: int = 0
    involved: int = 0
    no_effect: int = 0
    claims: int = 0

    @property
    def contested(self) -> bool:
        """Say whether some evidence promotes and some inhibits."""
        return bool(self.promoting and self.inhibiting)

    @property
    def leaning(self) -> str:
        """Return which way most of it points: for, against, both, null, or empty for nothing."""
        if self.contested:
            return "both"
        if self.promoting:
            return "for"
        if self.inhibiting:
            return "against"
        return "null" if self.claims else ""

    @property
    def shade(self) -> int:
        """Return how strong its colour is, from 0 to 4, by the papers of every kind."""
        papers = self.papers + self.restating
        return sum(papers >= step for step in _SHADES)


NOTHING = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One mechanism: its counts, and its cells in the order of the columns."""

    mechanism: str
    label: str
    total: Tally
    cells: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One cell with the names of its mechanism and phenomenon."""

    mechanism: str
    label: str
    phenomenon: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The mechanisms of one category; ``None`` for those that the pack does not know."""

    category: str | None
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Blocks down, phenomena across; ``columns`` pairs each with its counts."""

    phenomena: tuple[str, ...]
    columns: tuple[Tally, ...]
    blocks: tuple[Block, ...]
    total: Tally


def load(conn: Any, labels: Labels, *, source: str = "") -> Matrix:
    """Return the matrix of all evidence, or of one kind of study, in the order of the table."""
    cells, mechanisms, phenomena = {}, {}, {}
    total = NOTHING
    for margin, mechanism, phenomenon, *counts in conn.execute(
        f"SELECT margin, mechanism, phenomenon, {_COUNTS} FROM summary WHERE source_kind = ?",  # noqa: S608
        (source,),
    ):
        tally = _tally(counts)
        if margin == "cell":
            cells[mechanism, phenomenon] = tally
        elif margin == "mechanism":
            mechanisms[mechanism] = tally
        elif margin == "phenomenon":
            phenomena[phenomenon] = tally
        else:
            total = tally
    across = tuple(sorted(phenomena, key=labels.phenomenon_place))
    return Matrix(
        phenomena=across,
        columns=tuple(phenomena[p] for p in across),
        blocks=_blocks(conn, labels, across, mechanisms, cells),
        total=total,
    )


def one(conn: Any, mechanism: str, phenomenon: str, *, source: str = "") -> Tally:
    """Return the counts of one cell."""
    row = conn.execute(
        f"SELECT {_COUNTS} FROM summary WHERE margin = 'cell' AND source_kind = ?"  # noqa: S608
        " AND mechanism = ? AND phenomenon = ?",
        (source, mechanism, phenomenon),
    ).fetchone()
    return _tally(row) if row else NOTHING


def total(conn: Any, kind: str, name: str, *, source: str = "") -> Tally:
    """Return the counts of a whole mechanism or phenomenon."""
    column = "mechanism" if kind == "mechanism" else "phenomenon"
    row = conn.execute(
        f"SELECT {_COUNTS} FROM summary"  # noqa: S608
        f" WHERE margin = ? AND source_kind = ? AND {column} = ?",
        (column, source, name),
    ).fetchone()
    return _tally(row) if row else NOTHING


def pairs(conn: Any, kind: str, name: str, *, source: str = "") -> tuple[Pair, ...]:
    """Return the cells of one mechanism or phenomenon, those of most papers first."""
    column = "mechanism" if kind == "mechanism" else "phenomenon"
    rows = conn.execute(
        f"SELECT mechanism, phenomenon, {_COUNTS} FROM summary"  # noqa: S608
        f" WHERE margin = 'cell' AND source_kind = ? AND {column} = ?"
        " ORDER BY papers DESC, restating DESC, mechanism, phenomenon",
        (source, name),
    ).fetchall()
    return tuple(
        Pair(mechanism=m, label=label_of(conn, m), phenomenon=p, tally=_tally(counts))
        for m, p, *counts in rows
    )


def label_of(conn: Any, mechanism: str) -> str:
    """Return a mechanism's readable name, its id where no claim names it."""
    named = name_of(conn, mechanism)
    return named[0] if named else mechanism


def name_of(conn: Any, mechanism: str) -> tuple[str, str | None] | None:
    """Return a mechanism's label and category, ``None`` where no claim names it."""
    for table in ("claims", "reviewed_claims"):
        row = conn.execute(
            f"SELECT mechanism_label, category FROM {table} WHERE mechanism = ? LIMIT 1",  # noqa: S608
            (mechanism,),
        ).fetchone()
        if row:
            return row[0] or mechanism, row[1]
    return None


def names(conn: Any, mechanism: str) -> tuple[str, ...]:
    """
    Return every name that claims have for a mechanism; what the pack does not know can have many.

    One look-up in an index for each name of any mechanism: far fewer than claims.
    """
    rows = conn.execute(
        """WITH RECURSIVE used(name) AS (
  SELECT min(mechanism_label) FROM claims
  UNION ALL
  SELECT (SELECT min(mechanism_label) FROM claims WHERE mechanism_label > used.name)
  FROM used WHERE used.name IS NOT NULL
)
SELECT name FROM used WHERE EXISTS (
  SELECT 1 FROM claims c WHERE c.mechanism_label = used.name AND c.mechanism = ?1)
UNION SELECT mechanism_label FROM reviewed_claims WHERE mechanism = ?1
ORDER BY 1""",
        (mechanism,),
    )
    return tuple(row[0] for row in rows)


def _blocks(
    conn: Any,
    labels: Labels,
    across: tuple[str, ...],
    mechanisms: Mapping[str, Tally],
    cells: Mapping[tuple[str, str], Tally],
) -> tuple[Block, ...]:
    by_category: dict[str | None, list[Line]] = defaultdict(list)
    for mechanism, total in mechanisms.items():
        label, category = name_of(conn, mechanism) or (mechanism, None)
        line = Line(
            mechanism=mechanism,
            label=label,
            total=total,
            cells=tuple(cells.get((mechanism, p), NOTHING) for p in across),
        )
        by_category[category].append(line)
    return tuple(
        Block(
            category=category,
            heading=labels.category(category),
            lines=tuple(sorted(by_category[category], key=_most_papers_first)),
        )
        for category in sorted(by_category, key=labels.category_place)
    )


def _most_papers_first(line: Line) -> tuple[int, int, str, str]:
    return -line.total.papers, -line.total.restating, collation(line.label), line.mechanism


def _tally(counts: Any) -> Tally:
    return Tally(**dict(zip(_COUNTS.split(", "), counts, strict=True)))
