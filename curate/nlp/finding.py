"""What a reader found between one cause and one phenomenon of a sentence."""

from dataclasses import dataclass

from curate.core.signs import Basis, Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One link, by the numbers of the cause and of the phenomenon's mention.

    ``cues`` are stretches of the sentence, ``(start, end)``: the words that the reader went by.
    ``rule`` is the reader's name and its rule's ("window.passive"). ``basis`` is how the agent
    touches the mechanism where the sentence states the route ("by inhibiting X").
    """

    cause: int
    phenomenon: int
    effect: Effect
    rule: str
    cues: tuple[tuple[int, int], ...] = ()
    basis: Basis | None = None
