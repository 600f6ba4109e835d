"""A score report as JSON values."""

from curate.core.annotation import annotation_record, claim_record
from curate.core.breakdown import Breakdown
from curate.core.calibration import Calibration
from curate.core.confusion import Confusions
from curate.core.coverage import Coverage
from curate.core.pairing import Pair
from curate.core.scoring import ScoreReport, SystemScore
from curate.formats.figures import rounded, score_json, share_json, tally_json


def report_json(report: ScoreReport, *, errors: bool = False) -> dict[str, object]:
    """
    Return the report as one JSON object.

    Figures are rounded to four decimals, ``null`` where they do not exist; intervals are
    ``[low, high]``. ``errors`` adds each system's confusion list.
    """
    content: dict[str, object] = {
        "abstracts": report.abstracts,
        "empty_abstracts": report.empty_abstracts,
        "gold_findings": report.gold_findings,
        "gold_questions": report.gold_questions,
        "resamples": report.resamples,
        "seed": report.seed,
        "systems": [_system_json(s, errors=errors) for s in report.systems],
    }
    if report.coverage is not None:
        content["coverage"] = _coverage_json(report.coverage, errors=errors)
    return content


def _system_json(system: SystemScore, *, errors: bool) -> dict[str, object]:
    content: dict[str, object] = {
        "name": system.name,
        "findings": system.findings,
        "questions_found": system.questions_found,
        "outside": system.outside,
        "link": score_json(system.link),
        "strict": score_json(system.strict),
        "full": score_json(system.full),
        "direction": share_json(system.direction),
        "direction_touching": share_json(system.direction_touching),
        "direction_signed": share_json(system.direction_signed),
        "direction_by_basis": {
            basis: share_json(share) for basis, share in system.direction_by_basis.items()
        },
        "involved": score_json(system.involved),
        "none_claims": score_json(system.none_claims),
        "none_paired": score_json(system.none_paired),
        "hedging": share_json(system.hedging),
        "questions": score_json(system.questions),
        "questions_end_to_end": score_json(system.questions_end_to_end),
        "source_kind": share_json(system.source_kind),
        "breakdowns": {b.by: _breakdown_json(b) for b in system.breakdowns},
        "calibration": _calibration_json(system.calibration),
    }
    if errors:
        content["confusions"] = _confusions_json(system.confusions)
    return content


def _breakdown_json(breakdown: Breakdown) -> list[dict[str, object]]:
    return [
        {
            "name": g.name,
            "gold": g.gold,
            "found": g.found,
            "gold_linked": g.gold_linked,
            "found_linked": g.found_linked,
            "strict": tally_json(g.strict),
        }
        for g in breakdown.groups
    ]


def _calibration_json(calibration: Calibration) -> dict[str, object]:
    return {
        "error": rounded(calibration.error),
        "bins": [
            {
                "low": b.low,
                "high": b.high,
                "count": b.count,
                "mean_confidence": rounded(b.mean_confidence),
                "linked": b.linked,
                "strict": b.strict,
            }
            for b in calibration.bins
        ],
        "curve": [
            {
                "threshold": p.threshold,
                "link": tally_json(p.link),
                "strict": tally_json(p.strict),
            }
            for p in calibration.curve
        ],
    }


def _coverage_json(coverage: Coverage, *, errors: bool) -> dict[str, object]:
    content: dict[str, object] = {
        "causes": share_json(coverage.causes),
        "phenomena": share_json(coverage.phenomena),
    }
    if errors:
        content["uncovered"] = [
            {"pmid": u.pmid, "sentence": u.sentence, "part": u.part, "text": u.text}
            for u in coverage.uncovered
        ]
    return content


def _confusions_json(confusions: Confusions) -> dict[str, object]:
    return {
        "misses": [
            {"reason": m.reason, "gold": annotation_record(m.gold)} for m in confusions.misses
        ],
        "false_claims": [
            {"reason": f.reason, "found": claim_record(f.found)} for f in confusions.false_claims
        ],
        "wrong_roles": [_pair_json(p) for p in confusions.wrong_roles],
        "wrong_certainties": [_pair_json(p) for p in confusions.wrong_certainties],
    }


def _pair_json(pair: Pair) -> dict[str, object]:
    return {"gold": annotation_record(pair.gold), "found": claim_record(pair.found)}
