"""Where a table comes from: the searches, the versions, the pack."""

from dataclasses import dataclass

from curate.core.audit import AuditReport
from curate.core.measures import Interval
from curate.core.search import Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """
    What is printed under a table so that it can be made again.

    ``tool`` and ``model`` are a name with a version, ``pack`` and ``pack_version`` the domain
    pack's; ``records`` counts the records held and ``read`` those that the tagger has read.
    ``audit`` is what a blind audit of the claims found (``audit_entry``). ``screening``
    is the flow of the records through screening in one line, where there was any. ``notice`` is a
    warning that stands above the table, such as that the records are invented.
    """

    searches: tuple[Search, ...] = ()
    tool: str = ""
    pack: str = ""
    pack_version: str = ""
    model: str = ""
    records: int | None = None
    read: int | None = None
    audit: str = ""
    screening: str = ""
    notice: str = ""

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """Return heading and text of each thing that is known, in print order."""
        searches = [search_entry(s) for s in self.searches] or [
            ("Search", "none recorded; the records were imported from files")
        ]
        known = [
            ("Records", _records(self.records, self.read)),
            ("Audited precision", self.audit),
            ("Screening", self.screening),
            ("Domain pack", f"{self.pack} {self.pack_version}".strip()),
            ("Tool", self.tool),
            ("Model", self.model),
        ]
        return (*searches, *(pair for pair in known if pair[1]))


def search_entry(search: Search) -> tuple[str, str]:
    """Return a heading with the search's date, and the search in words."""
    heading = f"Search of {search.searched_at[:10]}"
    if search.kind == "pmids":
        return heading, f"a list of {_records_of(len(search.pmids))} by PMID"
    if search.kind == "refresh":
        return heading, f"{_records_of(len(search.pmids))} held asked for again"
    parts = [search.query]
    if search.kind == "update":
        parts.insert(0, f"{search.name} again, for what was new or changed")
    if search.since:
        parts.append(f"entered since {search.since}")
    if search.translation and search.translation != search.query:
        parts.append(f"which PubMed translated as {search.translation}")
    found = f"{_records_of(search.count)} found"
    if len(search.pmids) < search.count:
        found += f", {len(search.pmids):,} taken"
    return heading, "; ".join([*parts, found, *search.warnings])


def audit_entry(report: AuditReport, *, identity: str) -> str:
    """
    Return in words what an audit found of the claims.

    ``identity`` is the tagger's that has read what is in the table now.
    """
    audit, found = report.audit, report.precision
    parts = [
        f"{_percent(found.strict)}{_between(found.strict_interval)} right in all that is shown, "
        f"{_percent(found.link)}{_between(found.link_interval)} with such a claim in the sentence",
        f"{found.judged:,} judged blind of {len(audit.claims):,} drawn at random on "
        f"{audit.drawn_at[:10]} from {audit.population:,} claims (audit {audit.name})",
    ]
    apart = {
        "unsure": report.unsure,
        "disputed": report.disputed,
        "no longer found": len(report.gone),
    }
    if named := [f"{count:,} {kind}" for kind, count in apart.items() if count]:
        parts.append(f"{', '.join(named)}, and in no figure")
    if audit.identity != identity:
        parts.append("the records were read by another version of the tagger then")
    return "; ".join(parts)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _between(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return f" (95% interval {interval.low:.1%} to {interval.high:.1%})"


def _records(held: int | None, read: int | None) -> str:
    parts = []
    if held is not None:
        parts.append(f"{held:,} held")
    if read is not None:
        parts.append(f"{read:,} read by the tagger")
    return ", ".join(parts)


def _records_of(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"
