"""Every way to write a bibliography, by name."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from curate.core.bibliography import Entry
from curate.formats.bibtex import to_bibtex
from curate.formats.csl_json import to_csl_json
from curate.formats.nbib import to_nbib
from curate.formats.reference_lists import to_apa, to_vancouver
from curate.formats.ris import to_ris

BIBLIOGRAPHY_WRITERS: Mapping[str, Callable[[Iterable[Entry]], str]] = MappingProxyType(
    {
        "csl-json": to_csl_json,
        "bibtex": to_bibtex,
        "ris": to_ris,
        "nbib": to_nbib,
        "apa": to_apa,
        "vancouver": to_vancouver,
    }
)
"""Writers by the name that ``curate cite --format`` takes."""
