"""A search above the ceiling, under faults and kills: whole, and updated exactly."""

import os
import sys
from pathlib import Path

import pytest

from tests.bench.whole_search import KEY, Trial, perform
from tests.eutils.fixture import start
from tests.pubmed.making import numbered

CEILING = 199


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_search_above_the_ceiling_comes_whole_and_is_updated_exactly(tmp_path: Path) -> None:
    file = tmp_path / "records.xml"
    file.write_bytes(numbered(1_500))
    with start([file], keys=[KEY], ceiling=CEILING) as server:
        trial = Trial(
            folder=tmp_path,
            server=server,
            client=[sys.executable, "-m", "tests.eutils.client", str(CEILING)],
            kills=(-30, 2, 3),
        )
        lines = perform(trial, [file], changes=60, deletions=7)
    assert lines[0].startswith("records        1,500; equal to the import")
    assert any("60 changed, 7 deleted, and no other: 67 asked for" in line for line in lines)
    terms = [e.parameters["term"] for e in server.log if e.utility == "esearch"]
    assert any("[UID]" in term for term in terms)
    assert any(entry.outcome != "ok" for entry in server.log)
