"""The pages count what ``curate table`` counts, cell by cell."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curate.browse import evidence, matrix
from curate.browse.labels import Labels
from curate.cli.app import app
from curate.cli.table import build
from curate.cli.workspace import open_workspace
from curate.core.claim import SourceKind
from curate.core.claim_filter import ClaimFilter
from curate.core.signs import Role
from curate.core.table import Cell, EvidenceTable

FIELDS = {
    Role.PROMOTES: "promoting",
    Role.INHIBITS: "inhibiting",
    Role.INVOLVED: "involved",
    Role.NONE: "no_effect",
}


@pytest.fixture(scope="module")
def judged(sample_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample where people rejected, corrected, disputed and screened."""
    root = tmp_path_factory.mktemp("judged") / "review"
    with sqlite3.connect(sample_workspace / "curate.db") as conn:
        claims = [
            row[0]
            for row in conn.execute(
                "SELECT claim_id FROM evidence WHERE standing = 'regular' ORDER BY claim_id"
            )
        ]
        candidate = conn.execute(
            "SELECT claim_id FROM candidates WHERE tier = 'cooccurrence' ORDER BY claim_id"
        ).fetchone()[0]
        screened = conn.execute(
            "SELECT pmid FROM evidence GROUP BY pmid ORDER BY count(*) DESC, pmid LIMIT 1"
        ).fetchone()[0]
    conn.close()

    def run(*arguments: object, reviewer: str = "Ada") -> None:
        result = CliRunner().invoke(
            app, [*map(str, arguments), "-w", str(root), "--reviewer", reviewer, "--quiet"]
        )
        assert result.exit_code == 0, result.output

    result = CliRunner().invoke(app, ["demo", str(root), "--quiet"])
    assert result.exit_code == 0, result.output
    run("decide", claims[0], "reject", "--reason", "direction")
    run("decide", claims[1], "accept")
    run("decide", claims[1], "reject", "--reason", "entity", reviewer="Ben")
    run("decide", claims[2], "correct", "--set", "role=involved")
    run("decide", candidate, "accept")
    run("screen", screened, "exclude", "--reason", "population")
    return root


@pytest.mark.parametrize("source", [None, *SourceKind])
def test_the_matrix_is_the_table(judged: Path, source: SourceKind | None) -> None:
    space = open_workspace(judged)
    table = build(space, wanted=ClaimFilter(source_kind=source))
    conn = sqlite3.connect(space.database)
    shown = matrix.load(conn, Labels(), source=source or "")
    conn.close()
    assert (shown.total.papers, shown.total.restating) == _counted(table.cells)
    assert _columns(table) == {
        p: (t.papers, t.restating) for p, t in zip(shown.phenomena, shown.columns, strict=True)
    }
    assert _cells(table) == {
        (line.mechanism, p): _figures(tally)
        for block in shown.blocks
        for line in block.lines
        for p, tally in zip(shown.phenomena, line.cells, strict=True)
        if tally.claims
    }
    assert {row.mechanism: _counted(row.cells) for row in table.rows} == {
        line.mechanism: (line.total.papers, line.total.restating)
        for block in shown.blocks
        for line in block.lines
    }


def test_a_cell_lists_the_claims_that_the_table_cites(judged: Path) -> None:
    space = open_workspace(judged)
    table = build(space)
    cited = {
        (row.mechanism, cell.phenomenon, role.value): {
            c.claim_id for cite in cell.citations(role) for c in cite.claims
        }
        for row in table.rows
        for cell in row.cells
        for role in Role
    }
    assert any(cited.values())
    conn = sqlite3.connect(space.database)
    listed = {
        place: {
            item.claim.claim_id
            for item in evidence.listed(
                conn, dict(zip(("mechanism", "phenomenon", "role"), place, strict=True))
            )
        }
        for place in cited
    }
    conn.close()
    assert listed == cited


def _columns(table: EvidenceTable) -> dict[str, tuple[int, int]]:
    return {
        column.phenomenon: _counted(row.cells[place] for row in table.rows)
        for place, column in enumerate(table.columns)
    }


def _cells(table: EvidenceTable) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (row.mechanism, cell.phenomenon): (
            *_counted([cell]),
            cell.contested,
            *(len(cell.citations(role)) for role in FIELDS),
            _claims(cell),
        )
        for row in table.rows
        for cell in row.cells
        if not cell.empty
    }


def _counted(cells: Iterable[Cell]) -> tuple[int, int]:
    """Return how many papers report findings of their own, and how many only restate."""
    cited = [c for cell in cells for e in cell.evidence for c in e.citations]
    own = {c.pmid for c in cited if not c.restated}
    return len(own), len({c.pmid for c in cited} - own)


def _claims(cell: Cell) -> int:
    return sum(len(c.claims) for e in cell.evidence for c in e.citations)


def _figures(tally: matrix.Tally) -> tuple[object, ...]:
    roles = (getattr(tally, name) for name in FIELDS.values())
    return (tally.papers, tally.restating, tally.contested, *roles, tally.claims)
