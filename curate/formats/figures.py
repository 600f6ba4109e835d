"""Scores as plain columns and as JSON values, shared by every score report."""

from collections.abc import Iterable, Sequence

from curate.core.measures import Interval, Score, Share, Tally

SCORE_HEADING = ("", "precision", "", "recall", "", "F1", "", "right/found/gold")
SHARE_HEADING = ("", "accuracy", "", "right/all")


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a plain table's lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def indent(lines: Iterable[str]) -> list[str]:
    """Return the lines two blanks to the right."""
    return [f"  {line}".rstrip() for line in lines]


def score_row(name: str, score: Score) -> list[str]:
    """Return one row under ``SCORE_HEADING``."""
    tally = score.tally
    return [
        name,
        figure(tally.precision),
        interval_text(score.precision_interval),
        figure(tally.recall),
        interval_text(score.recall_interval),
        figure(tally.f1),
        interval_text(score.f1_interval),
        f"{tally.matched}/{tally.found}/{tally.gold}",
    ]


def share_row(name: str, share: Share) -> list[str]:
    """Return one row under ``SHARE_HEADING``."""
    counts = f"{share.hits}/{share.total}"
    return [name, figure(share.value), interval_text(share.interval), counts]


def figure(value: float | None) -> str:
    """Return three decimals without the leading zero; a dash where there is no figure."""
    if value is None:
        return "-"
    return f"{value:.3f}".removeprefix("0")


def interval_text(interval: Interval | None) -> str:
    """Return an interval in brackets, nothing where there is none."""
    return "" if interval is None else f"[{figure(interval.low)}, {figure(interval.high)}]"


def quotient(part: int, whole: int) -> float | None:
    """Return a share, ``None`` of nothing."""
    return part / whole if whole else None


def rounded(value: float | None) -> float | None:
    """Return four decimals, so that the bytes do not hang on the last bit."""
    return None if value is None else round(value, 4)


def interval_json(interval: Interval | None) -> list[float] | None:
    """Return ``[low, high]``."""
    return None if interval is None else [round(interval.low, 4), round(interval.high, 4)]


def tally_json(tally: Tally) -> dict[str, object]:
    """Return counts and figures."""
    return {
        "matched": tally.matched,
        "found": tally.found,
        "gold": tally.gold,
        "precision": rounded(tally.precision),
        "recall": rounded(tally.recall),
        "f1": rounded(tally.f1),
    }


def score_json(score: Score) -> dict[str, object]:
    """Return a tally with its intervals."""
    return tally_json(score.tally) | {
        "precision_interval": interval_json(score.precision_interval),
        "recall_interval": interval_json(score.recall_interval),
        "f1_interval": interval_json(score.f1_interval),
    }


def share_json(share: Share) -> dict[str, object]:
    """Return counts, quotient and interval."""
    return {
        "hits": share.hits,
        "total": share.total,
        "value": rounded(share.value),
        "interval": interval_json(share.interval),
    }
