"""Options that make one value together, taken by every command that asks for the value."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from curate.cli.options import (
    CertaintyOption,
    MechanismOption,
    OriginOption,
    PhenomenonOption,
    ReviewedOption,
    RoleOption,
    SourceKindOption,
)
from curate.core.claim_filter import ClaimFilter

T = TypeVar("T")


def takes(**makers: Callable[..., object]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """
    Give a command the options of some makers in place of the parameters of these names.

    ``@takes(wanted=claim_filter)`` puts the options of ``claim_filter`` where the command has
    ``wanted``, and hands it what ``claim_filter`` makes of them.
    """

    def decorate(command: Callable[..., T]) -> Callable[..., T]:
        own = inspect.signature(command, eval_str=True)
        brought = {
            name: inspect.signature(make, eval_str=True).parameters
            for name, make in makers.items()
        }
        parameters = [
            option
            for name, parameter in own.parameters.items()
            for option in (brought[name].values() if name in brought else [parameter])
        ]

        @functools.wraps(command)
        def wrapped(**options: Any) -> T:
            for name, make in makers.items():
                options[name] = make(**{key: options.pop(key) for key in brought[name]})
            return command(**options)

        # Typer reads the options from both.
        wrapped.__annotations__ = {p.name: p.annotation for p in parameters}
        vars(wrapped)["__signature__"] = own.replace(parameters=parameters)
        return wrapped

    return decorate


def claim_filter(
    *,
    mechanism: MechanismOption = None,
    phenomenon: PhenomenonOption = None,
    role: RoleOption = None,
    certainty: CertaintyOption = None,
    origin: OriginOption = None,
    source_kind: SourceKindOption = None,
    reviewed: ReviewedOption = False,
) -> ClaimFilter:
    """Return the claims that the options ask for."""
    return ClaimFilter(
        mechanism=mechanism,
        phenomenon=phenomenon,
        role=role,
        certainty=certainty,
        origin=origin,
        source_kind=source_kind,
        reviewed=reviewed,
    )
