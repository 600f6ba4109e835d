"""What is kept of a file that was imported, so that it is not read twice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """
    A file that was imported to its end.

    ``digest`` is the SHA-256 of its bytes, ``reader`` the number of the reader's version, which
    rises when a reader keeps more of a record; ``finished_at`` is ISO 8601 in UTC.
    """

    digest: str
    name: str
    reader: int
    records: int
    finished_at: str
