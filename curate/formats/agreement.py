"""An agreement report as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from curate.core.agreement import Agreement, Estimate, Undefined
from curate.core.agreement_report import AgreementReport, Comparison
from curate.core.claim import Claim
from curate.core.judging import TAGGER, Aspect, Contested, Unit
from curate.formats.figures import (
    columns,
    figure,
    indent,
    interval_json,
    interval_text,
    rounded,
)
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render

_HEADING = ("", "claims", "agree", "", "kappa", "", "alpha", "", "AC1", "")
_TAGGER_LABEL = "the tagger"


def agreement_text(report: AgreementReport) -> str:
    """Return the figures for reading, a block a comparison, with a line feed at the end."""
    judged = ", ".join(f"{printable(name)} {count:,}" for name, count in report.judged.items())
    lines = [
        f"{report.units:,} claims judged, in {report.records:,} records: {judged}",
        _interval_note(report),
        "",
    ]
    for comparison in (*report.pairs, *report.groups):
        rows = [_row(aspect, found) for aspect, found in comparison.aspects.items()]
        lines += [_title(comparison), *indent(columns([_HEADING, *rows])), ""]
    lines += _notes(report)
    return "\n".join(lines) + "\n"


def worklist_text(entries: Sequence[Contested], *, width: int = 100) -> Iterator[str]:
    """Yield a block a sentence: where it stands, and how each rater has every claim in it."""
    for entry in entries:
        yield render(_entry_lines(entry), width=width, color=False)


def agreement_json(
    report: AgreementReport, *, worklist: Sequence[Contested] | None = None
) -> dict[str, object]:
    """
    Return the report as JSON values.

    Figures are rounded to four decimals, ``null`` where they are undefined; ``undefined`` then
    says why. Intervals are ``[low, high]``.
    """
    content: dict[str, object] = {
        "claims": report.units,
        "records": report.records,
        "judged": dict(report.judged),
        "resamples": report.resamples,
        "seed": report.seed,
        "pairs": [_comparison_json(c) for c in report.pairs],
        "groups": [_comparison_json(c) for c in report.groups],
    }
    if worklist is not None:
        content["worklist"] = [_entry_json(entry) for entry in worklist]
    return content


def _interval_note(report: AgreementReport) -> str:
    if not report.resamples:
        return "no intervals"
    return (
        f"in brackets: 95% bootstrap intervals over records, "
        f"{report.resamples:,} resamples, seed {report.seed}"
    )


def _title(comparison: Comparison) -> str:
    names = [printable(name) for name in comparison.reviewers]
    if comparison.tagger:
        names.append(_TAGGER_LABEL)
    return ", ".join(names[:-1]) + f" and {names[-1]}"


def _row(aspect: Aspect, found: Agreement) -> list[str]:
    cells = [str(aspect), f"{found.items:,}"]
    for estimate in (found.observed, found.kappa, found.alpha, found.ac1):
        cells += [figure(estimate.value), interval_text(estimate.interval)]
    return cells


def _notes(report: AgreementReport) -> Iterator[str]:
    comparisons = (*report.pairs, *report.groups)
    reasons = {
        estimate.undefined
        for comparison in comparisons
        for found in comparison.aspects.values()
        for estimate in _estimates(found).values()
    }
    yield "claim: is there a finding; role and certainty: among those who hold that there is"
    yield "agree: share of agreeing pairs of ratings; kappa: Cohen's, alpha: Krippendorff's,"
    yield "  AC1: Gwet's"
    told = {
        Undefined.NO_COMMON_ITEM: "nothing that two of them judged",
        Undefined.ONE_CATEGORY: "all in one category, which leaves nothing to be beyond chance",
        Undefined.NOT_A_PAIR: "kappa is for two",
    }
    if named := [text for reason, text in told.items() if reason in reasons]:
        yield f"-: undefined ({'; '.join(named)})"


def _estimates(found: Agreement) -> dict[str, Estimate]:
    return {
        "observed": found.observed,
        "kappa": found.kappa,
        "alpha": found.alpha,
        "ac1": found.ac1,
    }


def _comparison_json(comparison: Comparison) -> dict[str, object]:
    return {
        "reviewers": list(comparison.reviewers),
        "tagger": comparison.tagger,
        "aspects": {
            str(aspect): {"claims": found.items, "records": found.clusters}
            | {name: _estimate_json(e) for name, e in _estimates(found).items()}
            for aspect, found in comparison.aspects.items()
        },
    }


def _estimate_json(estimate: Estimate) -> dict[str, object]:
    content: dict[str, object] = {
        "value": rounded(estimate.value),
        "interval": interval_json(estimate.interval),
    }
    if estimate.undefined is not None:
        content["undefined"] = str(estimate.undefined)
    return content


def _entry_lines(entry: Contested) -> Iterator[RenderableType]:
    yield Hanging(f"PMID {printable(entry.pmid)}, {printable(entry.sentence.section_name)}")
    yield Hanging(printable(entry.sentence.text), indent=2)
    for unit in entry.units:
        seen = unit.claim.observation
        name = f"{unit.claim.inference.mechanism_label} and {seen.phenomenon}"
        yield Hanging(f"{unit.claim.claim_id}  {printable(name)}", indent=2)
        width = max(len(_rater(rater)) for rater in unit.held)
        for rater, claim in _in_order(unit):
            yield Hanging(f"{_rater(rater):<{width}}  {_said(claim)}", indent=4)
    yield Text("")


def _in_order(unit: Unit) -> Iterable[tuple[str, Claim | None]]:
    """Return reviewers by name, then the tagger."""
    return sorted(unit.held.items(), key=lambda pair: (pair[0] == TAGGER, pair[0]))


def _rater(name: str) -> str:
    return _TAGGER_LABEL if name == TAGGER else printable(name)


def _said(claim: Claim | None) -> str:
    if claim is None:
        return "no finding"
    return f"{claim.inference.role}, {claim.observation.certainty}"


def _entry_json(entry: Contested) -> dict[str, object]:
    return {
        "pmid": entry.pmid,
        "section": entry.sentence.section_name,
        "sentence": entry.sentence.text,
        "among_reviewers": rounded(entry.among_reviewers),
        "with_tagger": rounded(entry.with_tagger),
        "claims": [_unit_json(unit) for unit in entry.units],
    }


def _unit_json(unit: Unit) -> dict[str, object]:
    content: dict[str, object] = {
        "claim_id": unit.claim.claim_id,
        "mechanism": unit.claim.inference.mechanism_label,
        "phenomenon": unit.claim.observation.phenomenon,
        "reviewers": {name: _held_json(c) for name, c in _in_order(unit) if name != TAGGER},
    }
    if TAGGER in unit.held:
        content["tagger"] = _held_json(unit.held[TAGGER])
    return content


def _held_json(claim: Claim | None) -> dict[str, object]:
    if claim is None:
        return {"present": False}
    return {
        "present": True,
        "role": str(claim.inference.role),
        "certainty": str(claim.observation.certainty),
    }
