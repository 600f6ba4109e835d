"""The sign algebra: from what a sentence says happened to what follows for the mechanism."""

from collections.abc import Iterable
from enum import StrEnum


class Effect(StrEnum):
    """What the sentence says that the cause does to the phenomenon."""

    INCREASES = "increases"
    DECREASES = "decreases"
    INVOLVED = "involved"
    NONE = "none"


class Basis(StrEnum):
    """How the cause touches the mechanism."""

    DIRECT = "direct"
    BLOCKADE = "blockade"
    ACTIVATION = "activation"


class Role(StrEnum):
    """What follows for the mechanism."""

    PROMOTES = "promotes"
    INHIBITS = "inhibits"
    INVOLVED = "involved"
    NONE = "none"


_SIGN = {Effect.INCREASES: 1, Effect.DECREASES: -1}


def compose(effects: Iterable[Effect]) -> Effect:
    """
    Return the effect of a chain of effects, outermost first.

    Signs multiply ("blocked the inhibitory effect of X" flips twice). A null link makes the
    whole chain null; else an unsigned link makes it unsigned. An empty chain increases.
    """
    sign = 1
    unsigned = False
    for effect in effects:
        if effect is Effect.NONE:
            return Effect.NONE
        if effect is Effect.INVOLVED:
            unsigned = True
        else:
            sign *= _SIGN[effect]
    if unsigned:
        return Effect.INVOLVED
    return Effect.INCREASES if sign > 0 else Effect.DECREASES


def compose_basis(bases: Iterable[Basis]) -> Basis:
    """
    Return the basis of a chain of bases ("an inhibitor of the antagonist of X").

    Each blockade flips; direct links change nothing; no touch at all is direct.
    """
    found = [b for b in bases if b is not Basis.DIRECT]
    if not found:
        return Basis.DIRECT
    flips = sum(b is Basis.BLOCKADE for b in found)
    return Basis.BLOCKADE if flips % 2 else Basis.ACTIVATION


def role_of(effect: Effect, basis: Basis) -> Role:
    """Return the mechanism's role: the table of the claim definition, one cell a pair."""
    if effect is Effect.NONE:
        return Role.NONE
    if effect is Effect.INVOLVED:
        return Role.INVOLVED
    sign = _SIGN[effect] * (-1 if basis is Basis.BLOCKADE else 1)
    return Role.PROMOTES if sign > 0 else Role.INHIBITS
