"""A score report as text and as JSON."""

import json
from collections.abc import Callable, Sequence

from curate.core.annotation import Annotation
from curate.core.breakdown import Breakdown
from curate.core.calibration import Calibration
from curate.core.claim import Claim
from curate.core.confusion import Confusions
from curate.core.coverage import Coverage
from curate.core.measures import Score, Share
from curate.core.pairing import Pair
from curate.core.scoring import ScoreReport, SystemScore
from curate.formats.figures import (
    SCORE_HEADING,
    SHARE_HEADING,
    columns,
    figure,
    indent,
    quotient,
    score_row,
    share_row,
)
from curate.formats.score_json import report_json

_SCORES: tuple[tuple[str, Callable[[SystemScore], Score]], ...] = (
    ("link", lambda s: s.link),
    ("strict", lambda s: s.strict),
    ("full", lambda s: s.full),
    ("involved against a sign", lambda s: s.involved),
    ("none-claims, end to end", lambda s: s.none_claims),
    ("none-claims, linked pairs", lambda s: s.none_paired),
    ("questions kept out, linked pairs", lambda s: s.questions),
    ("questions kept out, end to end", lambda s: s.questions_end_to_end),
)

_SHARES: tuple[tuple[str, Callable[[SystemScore], Share]], ...] = (
    ("direction, gold has a sign", lambda s: s.direction),
    ("direction, blockade or activation", lambda s: s.direction_touching),
    ("direction, both have a sign", lambda s: s.direction_signed),
    ("asserted or hedged", lambda s: s.hedging),
    ("source kind", lambda s: s.source_kind),
)


def as_text(report: ScoreReport, *, errors: bool = False, details: bool = True) -> str:
    """
    Return the report for reading, with a line feed at its end.

    ``details`` adds breakdowns and calibration of the first system, ``errors`` its confusion
    list with the sentences.
    """
    lines = [
        f"{report.abstracts} abstracts ({report.empty_abstracts} without claims), "
        f"{report.gold_findings} claims, {report.gold_questions} questions",
        _interval_note(report),
        "",
    ]
    for system in report.systems:
        lines += [*_system_lines(system), ""]
    if report.coverage is not None:
        lines += [*_coverage_lines(report.coverage), ""]
    if report.systems:
        first = report.systems[0]
        if details:
            lines += _detail_lines(first)
        if errors:
            lines += _confusion_lines(first.confusions, report.coverage)
    return "\n".join(lines).rstrip("\n") + "\n"


def as_json(report: ScoreReport, *, errors: bool = False) -> str:
    """Return the report as one JSON object (``score_json.report_json``) and a line feed."""
    return json.dumps(report_json(report, errors=errors), ensure_ascii=False, indent=2) + "\n"


def _interval_note(report: ScoreReport) -> str:
    if not report.resamples:
        return "no intervals"
    return (
        f"in brackets: 95% bootstrap intervals over abstracts, "
        f"{report.resamples} resamples, seed {report.seed}"
    )


def _system_lines(system: SystemScore) -> list[str]:
    note = f", {system.outside} of other records left out" if system.outside else ""
    heading = f"{system.name}: {system.findings} claims, {system.questions_found} questions{note}"
    rows = [list(SCORE_HEADING), *(score_row(name, get(system)) for name, get in _SCORES)]
    shares = [list(SHARE_HEADING), *(share_row(name, get(system)) for name, get in _SHARES)]
    shares += [
        share_row(f"direction, basis {basis}", share)
        for basis, share in system.direction_by_basis.items()
    ]
    return [heading, *indent(columns(rows)), *indent(columns(shares))]


def _coverage_lines(coverage: Coverage) -> list[str]:
    rows = [
        ["mention coverage", "share", "", "found/all"],
        share_row("mechanisms or agents", coverage.causes),
        share_row("phenomena", coverage.phenomena),
    ]
    return columns(rows)


def _detail_lines(system: SystemScore) -> list[str]:
    lines = []
    for breakdown in system.breakdowns:
        lines += [f"{system.name} by {breakdown.by}", *indent(_breakdown_lines(breakdown)), ""]
    lines += [f"{system.name}: confidence", *indent(_calibration_lines(system.calibration)), ""]
    return lines


def _breakdown_lines(breakdown: Breakdown) -> list[str]:
    rows = [["", "gold", "found", "link P", "link R", "strict P", "strict R", "strict F1"]]
    for group in breakdown.groups:
        rows.append(
            [
                group.name,
                str(group.gold),
                str(group.found),
                figure(quotient(group.found_linked, group.found)),
                figure(quotient(group.gold_linked, group.gold)),
                figure(group.strict.precision),
                figure(group.strict.recall),
                figure(group.strict.f1 if group.gold else None),
            ]
        )
    return columns(rows)


def _calibration_lines(calibration: Calibration) -> list[str]:
    rows = [["confidence", "claims", "mean", "linked", "role right"]]
    rows += [
        [
            f"{b.low:.1f}-{b.high:.1f}",
            str(b.count),
            figure(b.mean_confidence),
            figure(b.linked / b.count),
            figure(b.strict / b.count),
        ]
        for b in calibration.bins
    ]
    curve = [["shown from", "claims", "link P", "link R", "strict P", "strict R"]]
    curve += [
        [
            f"{p.threshold:.2f}",
            str(p.link.found),
            figure(p.link.precision),
            figure(p.link.recall),
            figure(p.strict.precision),
            figure(p.strict.recall),
        ]
        for p in calibration.curve
    ]
    error = f"expected calibration error (role right): {figure(calibration.error)}"
    return [*columns(rows), error, *columns(curve)]


def _confusion_lines(confusions: Confusions, coverage: Coverage | None) -> list[str]:
    lines = [f"missed: {len(confusions.misses)}"]
    for miss in confusions.misses:
        lines += _entry(miss.reason, miss.gold.pmid, miss.gold.sentence)
        lines.append(f"    gold   {_gold(miss.gold)}")
    lines += ["", f"false: {len(confusions.false_claims)}"]
    for false in confusions.false_claims:
        lines += _entry(false.reason, false.found.pmid, false.found.sentence.text)
        lines.append(f"    found  {_found(false.found)}")
    lines += ["", *_pair_lines("wrong role", confusions.wrong_roles)]
    lines += ["", *_pair_lines("wrong certainty", confusions.wrong_certainties)]
    if coverage is not None:
        lines += ["", f"no mention: {len(coverage.uncovered)}"]
        lines += [f"  {u.part}: {u.text}  [{u.pmid}]" for u in coverage.uncovered]
    return lines


def _pair_lines(title: str, pairs: Sequence[Pair]) -> list[str]:
    lines = [f"{title}: {len(pairs)}"]
    for pair in pairs:
        lines += _entry(title, pair.gold.pmid, pair.gold.sentence)
        lines += [f"    gold   {_gold(pair.gold)}", f"    found  {_found(pair.found)}"]
    return lines


def _entry(reason: str, pmid: str, sentence: str) -> list[str]:
    return [f"  {reason}  [{pmid}]", f"    {sentence}"]


def _gold(a: Annotation) -> str:
    cause = " by ".join(t for t in (a.mechanism_text, a.agent_text) if t)
    return (
        f"{cause} > {a.phenomenon_text} ({a.phenomenon}): "
        f"{a.effect}, {a.basis}, {a.role}, {a.certainty}"
    )


def _found(c: Claim) -> str:
    seen = c.observation
    spans = (seen.mechanism_span, seen.agent_span)
    cause = " by ".join(s.text for s in spans if s is not None)
    cues = ", ".join(cue.text for cue in c.grounds.cues)
    return (
        f"{cause} > {seen.phenomenon_span.text} ({seen.phenomenon}): {seen.effect}, "
        f"{c.inference.basis}, {c.inference.role}, {seen.certainty}  "
        f"[{c.grounds.tier} {c.grounds.rule} {c.grounds.confidence:.2f}; {cues}]"
    )
