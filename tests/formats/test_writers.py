"""The writers by name."""

import pytest

from curate.core.table import EvidenceTable
from curate.formats.writers import WRITERS


def test_names() -> None:
    assert sorted(WRITERS) == ["csv", "html", "markdown", "text"]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_writer_shows_the_citations_and_repeats_itself(
    table: EvidenceTable, name: str
) -> None:
    written = WRITERS[name](table)
    assert "Orrin et al., 1995a" in written
    assert written.endswith("\n")
    assert written.encode("utf-8")
    assert WRITERS[name](table) == written
