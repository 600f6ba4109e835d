"""A flat table as JSON: all that the other formats print, and the claims behind each row."""

import json

from curate.core.annotation import claim_record
from curate.core.flat import FlatCell, FlatGroup, FlatTable, Line
from curate.formats.table_json import under

VERSION = 1
"""Changes where a program that reads the JSON would have to change."""


def to_json(table: FlatTable) -> str:
    """
    Return one object: view, title, columns, groups of rows, notes, references, provenance.

    A row has its cells by column, each a list of lines, and its claims with the fields of
    ``curate claims --json``. Texts are as in the records, not cleaned.
    """
    value = {
        "format": f"curate {table.view}",
        "version": VERSION,
        "title": table.title,
        "notice": table.provenance.notice,
        "overview": table.overview,
        "columns": [{"key": c.key, "label": c.label} for c in table.columns],
        "groups": [_group(table, group) for group in table.groups],
        **under(table),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _group(table: FlatTable, group: FlatGroup) -> dict[str, object]:
    values = zip(table.group_columns, group.values, strict=True)
    return {
        "heading": group.heading,
        "remarks": list(group.remarks),
        **{column.key: value for column, value in values},
        "rows": [
            {
                "cells": {
                    column.key: _cell(cell)
                    for column, cell in zip(table.columns, row.cells, strict=True)
                },
                "claims": [claim_record(claim) for claim in row.claims],
            }
            for row in group.rows
        ],
    }


def _cell(cell: FlatCell) -> list[dict[str, object]]:
    return [_line(line) for line in cell]


def _line(line: Line) -> dict[str, object]:
    if line.quote is not None:
        quoted = line.quote
        return {"quote": quoted.sentence.text, "claim_id": quoted.claim_id, "pmid": quoted.pmid}
    value: dict[str, object] = {"text": line.text} if line.text else {}
    if line.citations:
        value["citations"] = [
            {"pmid": c.pmid, "label": c.label, "marks": [m.value for m in c.marks]}
            for c in line.citations
        ]
    return value
