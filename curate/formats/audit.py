"""Audits as text and as JSON."""

from collections.abc import Iterator, Sequence

from curate.core.audit import LEAST, AuditReport, Precision
from curate.core.claim import Claim
from curate.formats.claims import headline
from curate.formats.figures import columns, figure, interval_json, interval_text, rounded
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render


def audit_text(report: AuditReport) -> str:
    """Return one audit for reading, with a line feed at its end."""
    audit, precision = report.audit, report.precision
    size = len(audit.claims)
    auditors = ", ".join(f"{printable(name)} {n:,}" for name, n in report.auditors.items())
    lines = [
        f"Audit {audit.name}: {size:,} of {audit.population:,} claims that stood on "
        f"{audit.drawn_at[:10]}, drawn at random (seed {audit.seed})",
        f"Judged blind  {report.judged:,} of {size:,}" + (f" ({auditors})" if auditors else ""),
    ]
    apart = {"unsure": report.unsure, "disputed": report.disputed}
    if named := [f"{count:,} {kind}" for kind, count in apart.items() if count]:
        lines.append(f"Apart         {', '.join(named)}: in no figure")
    if report.gone:
        lines.append(f"Gone          {len(report.gone):,} are no longer found and can't be judged")
    if precision.judged:
        lines += ["", *columns([_HEADING, *_rows(report)])]
        lines += [
            "",
            "strict: right in all that is shown; link: there is such a claim, right or not",
            f"in brackets: 95% Wilson intervals; mechanisms with {LEAST} judged claims or more",
        ]
    return "\n".join(lines) + "\n"


def audit_list_text(reports: Sequence[AuditReport]) -> str:
    """Return a line an audit."""
    rows = [["audit", "drawn", "judged", "strict", ""]]
    for report in reports:
        rows.append(
            [
                report.audit.name,
                report.audit.drawn_at[:10],
                f"{report.judged:,} of {len(report.audit.claims):,}",
                figure(report.precision.strict),
                interval_text(report.precision.strict_interval),
            ]
        )
    return "\n".join(columns(rows)) + "\n"


def sample_text(claims: Sequence[Claim], *, width: int = 100) -> Iterator[str]:
    """Yield a block a drawn claim, as the auditor is to see it."""
    for claim in claims:
        lines = [
            Hanging(f"{claim.claim_id}  {headline(claim)}"),
            Hanging(f"PMID {printable(claim.pmid)}", indent=2),
            Hanging(printable(claim.sentence.text), indent=4),
        ]
        yield render(lines, width=width, color=False)


def audit_json(report: AuditReport) -> dict[str, object]:
    """Return one audit as JSON values; figures are ``null`` of nothing, intervals lists."""
    audit = report.audit
    return {
        "name": audit.name,
        "drawn_at": audit.drawn_at,
        "seed": audit.seed,
        "identity": audit.identity,
        "population": audit.population,
        "size": len(audit.claims),
        "judged": report.judged,
        "finished": report.finished,
        "auditors": dict(report.auditors),
        "unsure": report.unsure,
        "disputed": report.disputed,
        "precision": _precision_json(report.precision),
        "by_mechanism_from": LEAST,
        "by_mechanism": {
            label: _precision_json(precision) for label, precision in report.by_mechanism.items()
        },
        "gone": [claim.claim_id for claim in report.gone],
        "left": [claim.claim_id for claim in report.left],
    }


_HEADING = ("", "strict", "", "link", "", "right/flawed/wrong")


def _rows(report: AuditReport) -> Iterator[list[str]]:
    yield _row("all", report.precision)
    for label, precision in report.by_mechanism.items():
        yield _row(printable(label), precision)


def _row(name: str, precision: Precision) -> list[str]:
    return [
        name,
        figure(precision.strict),
        interval_text(precision.strict_interval),
        figure(precision.link),
        interval_text(precision.link_interval),
        f"{precision.right}/{precision.flawed}/{precision.wrong}",
    ]


def _precision_json(precision: Precision) -> dict[str, object]:
    return {
        "right": precision.right,
        "flawed": precision.flawed,
        "wrong": precision.wrong,
        "strict": rounded(precision.strict),
        "strict_interval": interval_json(precision.strict_interval),
        "link": rounded(precision.link),
        "link_interval": interval_json(precision.link_interval),
    }
