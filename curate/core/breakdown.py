"""The same scores by role, phenomenon, tier and rule."""

from collections.abc import Callable
from dataclasses import dataclass

from curate.core.annotation import Annotation
from curate.core.claim import Claim
from curate.core.measures import Tally
from curate.core.pairing import Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    One row: how many gold claims and found claims belong to it, and what became of them.

    ``gold_linked`` of ``gold`` were found, ``found_linked`` of ``found`` stand for a gold claim;
    ``strict`` is the tally with the role right. A group by tier or rule has no gold side.
    """

    name: str
    gold: int
    found: int
    gold_linked: int
    found_linked: int
    strict: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The rows of one question (role, phenomenon, tier, rule), by name."""

    by: str
    groups: tuple[Group, ...]


def break_down(pairing: Pairing) -> tuple[Breakdown, ...]:
    """Return the findings by role, phenomenon, tier and rule."""
    return (
        _groups(pairing, "role", lambda c: c.inference.role, lambda a: a.role),
        _groups(pairing, "phenomenon", lambda c: c.observation.phenomenon, lambda a: a.phenomenon),
        _groups(pairing, "tier", lambda c: c.grounds.tier, None),
        _groups(pairing, "rule", lambda c: c.grounds.rule, None),
    )


def _groups(
    pairing: Pairing,
    by: str,
    of_found: Callable[[Claim], str],
    of_gold: Callable[[Annotation], str] | None,
) -> Breakdown:
    names = {str(of_found(c)) for c in pairing.found}
    if of_gold is not None:
        names |= {str(of_gold(a)) for a in pairing.gold}
    groups = []
    for name in sorted(names):
        found = sum(of_found(c) == name for c in pairing.found)
        gold = sum(of_gold(a) == name for a in pairing.gold) if of_gold else 0
        groups.append(
            Group(
                name=name,
                gold=gold,
                found=found,
                gold_linked=sum(of_gold(p.gold) == name for p in pairing.pairs) if of_gold else 0,
                found_linked=sum(of_found(p.found) == name for p in pairing.pairs),
                strict=Tally(
                    matched=sum(of_found(p.found) == name and p.same_role for p in pairing.pairs),
                    found=found,
                    gold=gold,
                ),
            )
        )
    return Breakdown(by=by, groups=tuple(groups))
