"""``curate annotations export --format`` and ``import --format``: to annotation tools and back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path

from curate.cli.output import emit, emit_json, list_failures, note
from curate.cli.wiring import lexicon, open_store, review_session
from curate.cli.workspace import Workspace
from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound, UsageError
from curate.core.lexicon import Kind
from curate.core.sheet import Sheet
from curate.workflow.exchanging import WrittenOut, sheets
from curate.workflow.returning import Returned, take_in

DONE, IN_PART = 0, 6
SHOWN = 20


class AnnotationFormat(StrEnum):
    """The form in which decisions or claims leave and come back."""

    JOURNAL = "journal"
    BRAT = "brat"
    WEB_ANNOTATION = "web-annotation"
    INCEPTION = "inception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How to report: as JSON on stdout, and with or without notes."""

    as_json: bool
    quiet: bool


def write_out(
    space: Workspace,
    kind: AnnotationFormat,
    output: Path | None,
    wanted: ClaimFilter,
    *,
    empty: bool,
    told: Told,
) -> int:
    """Write the claims that match for an annotation tool; return the exit code."""
    from curate.formats.exchange import ExchangeFormat, check_new, write_file, write_folder

    if output is not None:
        check_new(output)
    elif kind is not AnnotationFormat.WEB_ANNOTATION:
        raise UsageError(f"the format {kind} is a folder", hint="Name a new one with -o DIR")
    elif told.as_json:
        raise UsageError("--json and the claims would both go to stdout", hint="Use -o FILE")
    if kind is AnnotationFormat.INCEPTION:
        from curate.formats.inception import require_cassis

        require_cassis()
    pack = lexicon(space)
    done = WrittenOut()
    with open_store(space) as store:
        found = _not_none(sheets(store, wanted, done, empty=empty))
        if output is None:
            from curate.formats.web_annotation import collection_lines

            for line in collection_lines(found, _generator()):
                emit(line)
        elif kind is AnnotationFormat.WEB_ANNOTATION:
            write_file(found, output, generator=_generator())
        else:
            phenomena = [term.term_id for term in pack.of(Kind.PHENOMENON)]
            write_folder(ExchangeFormat(kind.value), found, output, phenomena=phenomena)
    if told.as_json:
        emit_json({"records": done.records, "claims": done.claims, "failures": done.failures})
    where = f" to {output}" if output else ""
    note(f"{done.claims:,} claims in {done.records:,} records{where}.", quiet=told.quiet)
    list_failures("Claims left out", done.failures)
    return IN_PART if done.failures else DONE


def read_back(
    space: Workspace,
    kind: AnnotationFormat,
    paths: Sequence[Path],
    *,
    removed_means_rejected: bool,
    dry_run: bool,
    told: Told,
) -> None:
    """Take in what an annotator changed, as decisions of the reviewer that the settings name."""
    from curate.formats.exchange import ExchangeFormat
    from curate.formats.exchange import read_back as read

    if not paths:
        raise UsageError(
            f"the format {kind} needs the files", hint="Name the folder or file that came back"
        )
    with open_store(space) as store:
        found = take_in(
            review_session(space, store),
            store,
            lexicon(space),
            read(ExchangeFormat(kind.value), paths),
            removed_means_rejected=removed_means_rejected,
            keep=not dry_run,
        )
    if told.as_json:
        emit_json(_plain(found, dry_run=dry_run))
    _tell(found, removed_means_rejected=removed_means_rejected, dry_run=dry_run, told=told)


def _tell(found: Returned, *, removed_means_rejected: bool, dry_run: bool, told: Told) -> None:
    from curate.formats.claims import headline

    for draft in found.drafts:
        claim = draft.corrected or draft.claim
        text = f"{claim.claim_id}  {headline(claim)}: {draft.verdict} by {draft.reviewer}"
        note(f"{text}{' (not kept)' if dry_run else ''}", quiet=told.quiet)
    if not removed_means_rejected:
        for claim in found.removed:
            note(f"{claim.claim_id}  {headline(claim)}: taken out, stands as it was")
        if found.removed:
            note("--removed-means-rejected rejects what was taken out.", quiet=told.quiet)
    for what in found.aside[:SHOWN]:
        note(f"left aside: {what}")
    if len(found.aside) > SHOWN:
        note(f"left aside: {len(found.aside) - SHOWN:,} more (--json lists all)")
    kept = "decisions (none kept: a dry run)" if dry_run else "decisions"
    note(f"{len(found.drafts):,} {kept}, {found.unchanged:,} claims unchanged.", quiet=told.quiet)


def _plain(found: Returned, *, dry_run: bool) -> dict[str, object]:
    return {
        "kept": not dry_run,
        "decisions": [
            {
                "decision_id": draft.decision_id,
                "claim_id": draft.claim_id,
                "pmid": draft.pmid,
                "verdict": draft.verdict,
                "reviewer": draft.reviewer,
            }
            for draft in found.drafts
        ],
        "unchanged": found.unchanged,
        "removed": [_named(claim) for claim in found.removed],
        "aside": list(found.aside),
    }


def _named(claim: Claim) -> dict[str, str]:
    return {"pmid": claim.pmid, "claim_id": claim.claim_id}


def _not_none(found: Iterator[Sheet]) -> Iterator[Sheet]:
    """Return the same sheets; raise NotFound where there are none."""
    first = next(found, None)
    if first is None:
        raise NotFound("no claim matches; nothing was written", hint="See: curate claims")
    return chain([first], found)


def _generator() -> str:
    from importlib.metadata import version

    return f"curate {version('curate')}"
