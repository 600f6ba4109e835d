"""The settings of a brat collection: which types there are, and how they look."""

from collections.abc import Iterable

from curate.core.claim import Certainty, Origin, State
from curate.core.review import ReasonCode
from curate.core.signs import Basis, Effect, Role
from curate.formats.brat import ATTRIBUTES, CLAIM, CUE, ENTITIES, RECORD

_SHORT = {
    ENTITIES["mechanism"]: "Mech",
    ENTITIES["phenomenon"]: "Phen",
    ENTITIES["exposure"]: "Exp",
    RECORD: "Rec",
}
_COLOURS = {
    ENTITIES["mechanism"]: "#a7d7f9",
    ENTITIES["agent"]: "#c9e7b5",
    ENTITIES["phenomenon"]: "#f9c6a7",
    ENTITIES["exposure"]: "#e3d0f2",
    CUE: "#f2f2a2",
    RECORD: "#eeeeee",
    CLAIM: "#ffe066",
}
# One for each value of the effect, in the order of ``Effect``.
_GLYPHS = {
    Effect.INCREASES: "↑",
    Effect.DECREASES: "↓",
    Effect.INVOLVED: "~",
    Effect.NONE: "○",
}


def annotation_conf(phenomena: Iterable[str]) -> str:
    """Return ``annotation.conf``; ``phenomena`` are the concepts of the pack."""
    values: dict[str, Iterable[str]] = {
        "effect": Effect,
        "basis": Basis,
        "role": Role,
        "certainty": Certainty,
        "origin": Origin,
        "phenomenon": phenomena,
        "state": State,
        "reason": ReasonCode,
    }
    arguments = ", ".join(
        [
            f"{ENTITIES['mechanism']}?:{ENTITIES['mechanism']}",
            f"{ENTITIES['agent']}?:{ENTITIES['agent']}",
            f"{ENTITIES['phenomenon']}:{ENTITIES['phenomenon']}",
            f"{ENTITIES['exposure']}?:{ENTITIES['exposure']}",
            f"{CUE}*:{CUE}",
        ]
    )
    lines = [
        "[entities]",
        *(*ENTITIES.values(), CUE, RECORD),
        "",
        "[relations]",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "",
        "[events]",
        f"{CLAIM}\t{arguments}",
        "",
        "[attributes]",
        *(
            f"{ATTRIBUTES[name]}\tArg:{CLAIM}, Value:{'|'.join(known)}"
            for name, known in values.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def visual_conf() -> str:
    """Return ``visual.conf``."""
    names = (*ENTITIES.values(), CUE, RECORD, CLAIM)
    glyphs = "|".join(_GLYPHS[effect] for effect in Effect)
    lines = [
        "[labels]",
        *(f"{name} | {name} | {_SHORT.get(name, name)}" for name in names),
        "",
        "[drawing]",
        "SPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
        "ATTRIBUTE_DEFAULT\tglyph:*",
        *(f"{name}\tbgColor:{_COLOURS[name]}" for name in names),
        f"{ATTRIBUTES['effect']}\tposition:left, glyph:{glyphs}",
    ]
    return "\n".join(lines) + "\n"
