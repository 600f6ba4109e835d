"""The agreement of reviewers, of each with the tagger, and of all, on what they judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from curate.core.agreement import Agreement, clusters_of, measure_agreement
from curate.core.bootstrap import Bootstrap
from curate.core.judging import SCALES, TAGGER, Aspect, Contested, Unit, contested, rated


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Raters side by side; ``tagger`` says that it is one of them, beside the reviewers."""

    reviewers: tuple[str, ...]
    tagger: bool
    aspects: Mapping[Aspect, Agreement]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """
    What reviewers and tagger agree on.

    ``units`` counts the claims that somebody judged (accepted, corrected, added or rejected),
    ``judged`` of them each reviewer's. ``pairs`` compares two raters each, ``groups`` all
    reviewers, and all reviewers with the tagger, where that is more than a pair. ``contested``
    lists the sentences that raters differ on.
    """

    units: int
    records: int
    judged: Mapping[str, int]
    pairs: tuple[Comparison, ...]
    groups: tuple[Comparison, ...]
    contested: tuple[Contested, ...]
    resamples: int
    seed: int


def report_agreement(
    found: Sequence[Unit], *, resamples: int = 1000, seed: int = 0
) -> AgreementReport:
    """Return the agreement on these units, with intervals over records."""
    reviewers = sorted({r for unit in found for r in unit.held} - {TAGGER})
    items = {aspect: rated(found, aspect) for aspect in Aspect}

    def compare(people: Sequence[str], *, tagger: bool) -> Comparison:
        raters = [*people, TAGGER] if tagger else people
        # The same draws for every aspect: of the records in which there is something to compare.
        drawn = clusters_of(items[Aspect.CLAIM], raters)
        bootstrap = Bootstrap(drawn, resamples=resamples, seed=seed)
        return Comparison(
            reviewers=tuple(people),
            tagger=tagger,
            aspects={
                aspect: measure_agreement(
                    items[aspect], raters, scale=SCALES[aspect], bootstrap=bootstrap
                )
                for aspect in Aspect
            },
        )

    groups = []
    if len(reviewers) > 2:
        groups.append(compare(reviewers, tagger=False))
    if len(reviewers) > 1:
        groups.append(compare(reviewers, tagger=True))
    return AgreementReport(
        units=len(found),
        records=len({unit.claim.pmid for unit in found}),
        judged={name: sum(name in unit.held for unit in found) for name in reviewers},
        pairs=(
            *(compare(pair, tagger=False) for pair in combinations(reviewers, 2)),
            *(compare([name], tagger=True) for name in reviewers),
        ),
        groups=tuple(groups),
        contested=tuple(contested(found)),
        resamples=resamples,
        seed=seed,
    )
