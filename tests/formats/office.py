"""Reads office files back, as their real readers would."""

import io

import openpyxl
from docx import Document
from docx.document import Document as WordDocument


def word(data: str | bytes) -> WordDocument:
    """Return a Word document."""
    assert isinstance(data, bytes)
    return Document(io.BytesIO(data))


def workbook(data: str | bytes) -> openpyxl.Workbook:
    """Return an Excel workbook."""
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data))


def words(name: str, data: str | bytes) -> str:
    """Return all the text of a table in any format; that of LaTeX without its braces."""
    if name == "docx":
        document = word(data)
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if name == "xlsx":
        sheets = workbook(data).worksheets
        return "\n".join(str(v) for s in sheets for r in s.iter_rows(values_only=True) for v in r)
    assert isinstance(data, str)
    return data.replace("{", "").replace("}", "") if name == "latex" else data
