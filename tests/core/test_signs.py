"""The sign algebra, exhaustively over every chain up to four links."""

from itertools import product

import pytest

from curate.core.signs import Basis, Effect, Role, compose, compose_basis, role_of

EFFECT_CHAINS = [c for n in range(5) for c in product(Effect, repeat=n)]
BASIS_CHAINS = [c for n in range(5) for c in product(Basis, repeat=n)]


def test_the_chains_are_all_there() -> None:
    assert len(EFFECT_CHAINS) == 1 + 4 + 16 + 64 + 256
    assert len(BASIS_CHAINS) == 1 + 3 + 9 + 27 + 81


@pytest.mark.parametrize("chain", EFFECT_CHAINS, ids=lambda c: "-".join(c) or "empty")
def test_compose_multiplies_the_signs_of_a_chain(chain: tuple[Effect, ...]) -> None:
    found = compose(chain)
    if Effect.NONE in chain:
        assert found is Effect.NONE
    elif Effect.INVOLVED in chain:
        assert found is Effect.INVOLVED
    else:
        flips = chain.count(Effect.DECREASES)
        assert found is (Effect.DECREASES if flips % 2 else Effect.INCREASES)


@pytest.mark.parametrize("chain", BASIS_CHAINS, ids=lambda c: "-".join(c) or "empty")
def test_compose_basis_flips_with_each_blockade(chain: tuple[Basis, ...]) -> None:
    found = compose_basis(chain)
    if set(chain) <= {Basis.DIRECT}:
        assert found is Basis.DIRECT
    else:
        flips = chain.count(Basis.BLOCKADE)
        assert found is (Basis.BLOCKADE if flips % 2 else Basis.ACTIVATION)


@pytest.mark.parametrize("chain", EFFECT_CHAINS, ids=lambda c: "-".join(c) or "empty")
def test_the_order_of_a_chain_makes_no_difference(chain: tuple[Effect, ...]) -> None:
    assert compose(reversed(chain)) is compose(chain)


@pytest.mark.parametrize("chain", [c for c in EFFECT_CHAINS if len(c) == 4])
def test_a_chain_may_be_composed_in_pieces(chain: tuple[Effect, ...]) -> None:
    pieces = [compose((compose(chain[:at]), *chain[at:])) for at in range(1, 4)]
    assert pieces == [compose(chain)] * 3


@pytest.mark.parametrize(
    ("effect", "basis", "role"),
    [
        (Effect.INCREASES, Basis.DIRECT, Role.PROMOTES),
        (Effect.DECREASES, Basis.DIRECT, Role.INHIBITS),
        (Effect.INVOLVED, Basis.DIRECT, Role.INVOLVED),
        (Effect.NONE, Basis.DIRECT, Role.NONE),
        (Effect.INCREASES, Basis.BLOCKADE, Role.INHIBITS),
        (Effect.DECREASES, Basis.BLOCKADE, Role.PROMOTES),
        (Effect.INVOLVED, Basis.BLOCKADE, Role.INVOLVED),
        (Effect.NONE, Basis.BLOCKADE, Role.NONE),
        (Effect.INCREASES, Basis.ACTIVATION, Role.PROMOTES),
        (Effect.DECREASES, Basis.ACTIVATION, Role.INHIBITS),
        (Effect.INVOLVED, Basis.ACTIVATION, Role.INVOLVED),
        (Effect.NONE, Basis.ACTIVATION, Role.NONE),
    ],
)
def test_role_of_is_the_table_of_the_definition(effect: Effect, basis: Basis, role: Role) -> None:
    assert role_of(effect, basis) is role


@pytest.mark.parametrize(("chain", "last"), list(product(BASIS_CHAINS, Effect)))
def test_a_blockade_in_the_basis_flips_like_a_decrease_in_the_chain(
    chain: tuple[Basis, ...], last: Effect
) -> None:
    as_effects = [Effect.DECREASES if b is Basis.BLOCKADE else Effect.INCREASES for b in chain]
    through_basis = role_of(last, compose_basis(chain))
    through_effects = role_of(compose([*as_effects, last]), Basis.DIRECT)
    assert through_basis is through_effects
