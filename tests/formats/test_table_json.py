"""The table as JSON, read back."""

import csv
import io
import json

from curate.core.annotation import CLAIM_FIELDS
from curate.core.table import EvidenceTable
from curate.formats.delimited import to_csv, to_tsv
from curate.formats.table_json import to_json


def test_every_cell_leads_to_its_claims(table: EvidenceTable) -> None:
    value = json.loads(to_json(table))
    assert [c["phenomenon"] for c in value["columns"]] == [c.phenomenon for c in table.columns]
    cells = [c for g in value["groups"] for r in g["rows"] for c in r["cells"]]
    expected = list(table.cells)
    assert len(cells) == len(expected)
    for found, cell in zip(cells, expected, strict=True):
        assert found["phenomenon"] == cell.phenomenon
        assert found["contested"] == cell.contested
        assert [e["role"] for e in found["evidence"]] == [e.role for e in cell.evidence]
        claims = [c for e in found["evidence"] for t in e["citations"] for c in t["claims"]]
        assert [c["claim_id"] for c in claims] == [
            claim.claim_id for e in cell.evidence for t in e.citations for claim in t.claims
        ]
        assert all(tuple(c) == CLAIM_FIELDS for c in claims)
    assert [r["pmid"] for r in value["references"]] == [r.pmid for r in table.references]
    assert len(value["notes"]) == len(table.notes)


def test_tabs_part_what_commas_part(table: EvidenceTable) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(table), newline="")))
    lines = to_tsv(table).split("\n")
    assert lines.pop() == ""
    assert [line.split("\t") for line in lines] == rows
