# ruff: noqa: RUF001 - letters and dashes that look alike are what this table is about
"""The matching copy of a text: lower case, Greek spelled, one kind of dash; and the way back."""

from dataclasses import dataclass

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "µ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "ο": "omicron",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "ß": "beta",  # typed for beta in many records
}
_PLAIN = {
    **dict.fromkeys("‐‑‒–—−﹣－", "-"),
    **dict.fromkeys("‘’′ʼ", "'"),
    **dict.fromkeys("“”″", '"'),
    "\u00a0": " ",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """
    A folded text and its map back.

    ``places[i]`` is the position in the original of the i-th folded character, with one entry
    more for the end; it is empty where the positions are the same.
    """

    text: str
    places: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """Return the position in the original text that a folded position stands for."""
        return self.places[position] if self.places else position


def fold(text: str) -> Folded:
    """Return the matching copy of a text. Folding a folded text changes nothing."""
    if text.isascii():
        return Folded(text.lower())
    pieces: list[str] = []
    places: list[int] = []
    for position, char in enumerate(text):
        lower = char.lower()
        piece = _GREEK.get(lower) or _PLAIN.get(char) or (lower if len(lower) == 1 else char)
        pieces.append(piece)
        places.extend([position] * len(piece))
    folded = "".join(pieces)
    same = len(folded) == len(text)
    return Folded(folded, () if same else (*places, len(text)))


def flatten(text: str) -> str:
    """Return a text in lower case and with plain dashes and quotes, of the very same length."""
    if text.isascii():
        return text.lower()
    return "".join(_PLAIN.get(c) or (c.lower() if len(c.lower()) == 1 else c) for c in text)
