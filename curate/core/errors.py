"""
Every error a user can meet, and its exit code.

* CurateError (1)
  x UsageError (2)
  x SourceError (3)
    + SourceUnavailable
    + SourceRefused
    + BadRecord
    + BadFile
  x StoreError (4)
    + StoreTooNew
    + StoreBusy
    + NotFound
  x ConfigurationError (5)
    + PackError

Exit codes 6, "done in part", 7, "drifted", and 8, "faults found", are no exceptions: a report that
lists failures, what is different from a saved search or edition, or what no longer holds, carries
them.
"""

from typing import ClassVar


class CurateError(Exception):
    """Base class: catch this to catch everything curate raises on purpose."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(CurateError):
    """The command line asks for something that makes no sense."""

    exit_code = 2


class SourceError(CurateError):
    """Something is wrong on the way from the literature source."""

    exit_code = 3


class SourceUnavailable(SourceError):
    """The source did not give a usable answer after every retry."""


class SourceRefused(SourceError):
    """The source says that the request itself is wrong; asking again is of no use."""


class BadRecord(SourceError):
    """One record can't be read; the others around it can."""

    def __init__(self, message: str, *, pmid: str | None = None, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.pmid = pmid


class BadFile(SourceError):
    """A file is not what it should be."""


class StoreError(CurateError):
    """Something is wrong with the database."""

    exit_code = 4


class StoreTooNew(StoreError):
    """The database was written by a newer curate."""


class StoreBusy(StoreError):
    """Another process holds the database."""


class NotFound(StoreError):
    """No row has that identifier, or more than one has."""


class ConfigurationError(CurateError):
    """A setting or a workspace can't be used."""

    exit_code = 5


class PackError(ConfigurationError):
    """A domain pack can't be used."""
