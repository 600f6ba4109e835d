"""A proportion and how sure it is."""

from math import sqrt
from statistics import NormalDist

from curate.core.measures import Interval

_LEVEL = 0.95


def wilson(hits: int, total: int) -> Interval | None:
    """
    Return the 95% score interval of ``hits`` of ``total``, ``None`` of nothing.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal
    of the American Statistical Association 1927;22:209-212; without a correction for continuity,
    which is method 3 of R. G. Newcombe, Two-sided confidence intervals for the single
    proportion, Statistics in Medicine 1998;17:857-872. It keeps within 0..1 and holds at small
    counts and at shares near 0 or 1, where the usual normal interval fails. It takes the sample
    as drawn from something endless, so that it is wider than need be for a large part of a small
    whole. Raise ValueError unless 0 <= hits <= total.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no proportion")
    if not total:
        return None
    z = NormalDist().inv_cdf((1 + _LEVEL) / 2)
    share = hits / total
    centre = share + z * z / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    below = 1 + z * z / total
    # Rounding must not push an end past the share that was seen.
    return Interval(
        low=max(0.0, (centre - reach) / below) if hits else 0.0,
        high=min(1.0, (centre + reach) / below) if hits < total else 1.0,
    )
