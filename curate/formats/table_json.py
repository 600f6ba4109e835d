"""The evidence table as JSON: all that the other formats print, and every claim behind a cell."""

import json

from curate.core.annotation import claim_record
from curate.core.flat import Framed
from curate.core.table import Cell, Citation, Counts, Evidence, EvidenceTable, Row

VERSION = 1
"""Changes where a program that reads the JSON would have to change."""


def to_json(table: EvidenceTable) -> str:
    """
    Return one object: title, columns, groups of rows of cells, notes, references, provenance.

    Claims have the fields of ``curate claims --json``; texts are as in the records, not cleaned.
    """
    value = {
        "format": "curate evidence table",
        "version": VERSION,
        "title": table.title,
        "notice": table.provenance.notice,
        "counts": _counts(table.counts),
        "columns": [
            {
                "phenomenon": c.phenomenon,
                "label": c.label,
                "part": c.part,
                "counts": _counts(c.counts),
            }
            for c in table.columns
        ],
        "groups": [
            {"category": g.category, "heading": g.heading, "rows": [_row(r) for r in g.rows]}
            for g in table.groups
        ],
        **under(table),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def under(table: Framed) -> dict[str, object]:
    """Return what stands under a table: notes, references, where it comes from."""
    return {
        "notes": [{"symbol": n.symbol, "text": n.text} for n in table.notes],
        "references": [
            {
                "pmid": r.pmid,
                "label": r.label,
                "number": r.number,
                "entry": r.entry,
                "doi": r.doi,
                "standing": r.standing.value,
            }
            for r in table.references
        ],
        "provenance": [{"heading": h, "text": t} for h, t in table.provenance.entries],
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "mechanism": row.mechanism,
        "label": row.label,
        "counts": _counts(row.counts),
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "phenomenon": cell.phenomenon,
        "part": cell.part,
        "contested": cell.contested,
        "marks": [mark.value for mark in cell.marks],
        "gap": cell.gap.value if cell.empty else None,
        "counts": _counts(cell.counts),
        "evidence": [_evidence(evidence) for evidence in cell.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "role": evidence.role.value,
        "citations": [_citation(citation) for citation in evidence.citations],
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "pmid": citation.pmid,
        "label": citation.label,
        "number": citation.number,
        "marks": [mark.value for mark in citation.marks],
        "claims": [claim_record(claim) for claim in citation.claims],
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "papers": counts.papers,
        "groups": counts.groups,
        "restating": counts.restating,
        "animal": counts.animal,
        "human": counts.human,
    }
