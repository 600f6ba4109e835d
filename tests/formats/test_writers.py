"""The writers by name."""

import pytest

from curate.core.table import EvidenceTable
from curate.formats.writers import BINARY, WRITERS, writer
from tests.formats.office import words


def test_names() -> None:
    assert sorted(WRITERS) == sorted(
        ["csv", "docx", "html", "json", "latex", "markdown", "text", "tsv", "xlsx"]
    )


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_writer_shows_the_citations_and_repeats_itself(
    table: EvidenceTable, name: str
) -> None:
    written = writer(name)(table)
    assert isinstance(written, bytes) is (name in BINARY)
    assert "Orrin et al., 1995a" in words(name, written)
    if isinstance(written, str):
        assert written.endswith("\n")
        assert written.encode("utf-8")
    assert writer(name)(table) == written


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_writer_says_that_nothing_stands(empty_table: EvidenceTable, name: str) -> None:
    written = writer(name)(empty_table)
    assert "Orrin" not in words(name, written)


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        writer("stone")
