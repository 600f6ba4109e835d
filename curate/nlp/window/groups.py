"""Rules for results that are told of groups: "there was no difference between ..."."""

import re
from collections.abc import Sequence

from curate.core.signs import Effect
from curate.nlp.finding import Finding
from curate.nlp.shadow import mark
from curate.nlp.tokens import Token
from curate.nlp.triggers import english
from curate.nlp.window.pair import Pair

_GROUP_REACH = 4
_CLEAR = 1.5
_ANIMALS = re.compile(r"\b(?:mice|rats|animals)\b")
_AND = re.compile(r",? (?:and|versus|vs\.?|compared with|compared to|against|than|but) ")
_FIGURE = re.compile(
    r"(?<![\w.])(?P<value>\d+(?:\.\d+)?)(?:(?: (?:out )?of |/)(?P<whole>\d+))?(?![\w.]*\d)"
)
_CONTROL = re.compile(rf"\b(?:{'|'.join(sorted(english().classes['controls']))})\b")
_ALIKE = ("similar", "comparable", "equal", "equivalent", "same")
_RESTORING = ("restor", "reinstat", "recover")
_RELIEF = ("analges", "antinocicep")
_BETWEEN = frozenset(("between", "among", "from"))


def alike(pair: Pair) -> Finding | None:
    """
    Read "no difference in hyperalgesia between the ketamine and placebo groups".

    "Hyperalgesia did not differ between A and placebo", "the A and control groups had similar
    areas of hyperalgesia". One of the groups has to be a control.
    """
    if not pair.treated or not _is_group(pair):
        return None
    said = _no_difference(pair.words, pair.first, pair.last) or _had_similar(pair)
    return pair.finding(Effect.NONE, "alike", said) if said else None


def counted(pair: Pair) -> Finding | None:
    """
    Read "hyperalgesia occurred in 4 of 20 patients given ketamine and 15 of 20 given placebo".

    Only where one figure is told for the cause's group and one for a control's, and one of them
    is half as large again as the other; what lies nearer is left to the reader.
    """
    if not pair.treated or pair.first < pair.last:
        return None
    text = pair.copy.text
    start = text.find(mark(pair.phenomenon))
    cause = mark(pair.cause.anchors[0])
    treated, control = [], []
    for part in _AND.split(text[start + 1 :]):
        figure = _figure(part)
        if figure is not None and cause in part:
            treated.append(figure)
        elif figure is not None and _CONTROL.search(part):
            control.append(figure)
    if len(treated) != 1 or len(control) != 1 or min(treated + control) <= 0:
        return None
    ratio = treated[0] / control[0]
    if 1 / _CLEAR < ratio < _CLEAR:
        return None
    effect = Effect.DECREASES if ratio < 1 else Effect.INCREASES
    return pair.finding(effect, "counted", [pair.words[pair.last + 1]])


def restored(pair: Pair) -> Finding | None:
    """Read "MK-801 restored morphine analgesia in tolerant rats": the tolerance is undone."""
    between = [t.text for t in pair.between]
    at = next((i for i, t in enumerate(between) if t.startswith(_RESTORING)), None)
    if at is None or any(t in (";", ",", "that", "which") for t in between):
        return None
    behind = between[at + 1 :]
    relief = any(t.startswith(_RELIEF) for t in behind)
    if not relief or "in" not in behind or not _tells_animals(pair):
        return None
    effect = Effect.NONE if pair.denied(pair.between[:at]) else Effect.DECREASES
    return pair.finding(effect, "restored", [pair.between[at]])


def _tells_animals(pair: Pair) -> bool:
    """Say whether the phenomenon tells who was studied: "tolerant rats"."""
    return pair.named.text.lower().endswith("nt") and pair.within(
        pair.words[pair.last + 1 : pair.last + 2], "groups"
    )


def _figure(part: str) -> float | None:
    """Return the one figure of a phrase, a share where it is told as "4 of 20"."""
    found = list(_FIGURE.finditer(part))
    if len(found) != 1:
        return None
    whole = found[0]["whole"]
    value = float(found[0]["value"])
    return value if whole is None else value / float(whole) if float(whole) else None


def _is_group(pair: Pair) -> bool:
    """Say whether the cause stands for a group, beside one of controls."""
    around = pair.words[max(0, pair.first - _GROUP_REACH) : pair.first + 1 + _GROUP_REACH]
    start, end = pair.cause.covered
    named = _ANIMALS.search(pair.copy.text, start, end) is not None
    return (named or pair.within(around, "groups")) and pair.within(pair.words, "controls")


def _no_difference(words: Sequence[Token], first: int, last: int) -> list[Token]:
    """Return "no difference" or "not differ" where it holds for the phenomenon and the cause."""
    for at, token in enumerate(words):
        if not token.text.startswith("differ"):
            continue
        ahead = [t.text for t in words[max(0, at - 3) : at]]
        denied = "no" in ahead or "not" in ahead or "without" in ahead
        if denied and _is_set_beside_controls(words, first, last, at):
            return [token]
        behind = words[at + 1 : first]
        if not denied or first < at or not any(t.text in _BETWEEN for t in behind):
            continue
        if any(t.text in (";", "but", "whereas") for t in words[min(at, last) : first]):
            continue
        return [token]
    return []


def _is_set_beside_controls(words: Sequence[Token], first: int, last: int, at: int) -> bool:
    """Say whether the cause's group is what does not differ: "A mice did not differ from ..."."""
    behind = words[at + 1 : at + 1 + 2 * _GROUP_REACH]
    joined = next((i for i, t in enumerate(behind) if t.text in ("from", ";", ",", "but")), None)
    if first > at or joined is None or behind[joined].text != "from":
        return False
    if not any(t.text in english().classes["controls"] for t in behind[joined:]):
        return False
    where = any(t.text in ("in", "with", "for") for t in words[at + 1 : last])
    return last < at or where


def _had_similar(pair: Pair) -> list[Token]:
    if pair.first > pair.last or any(t.text in (";", "but") for t in pair.between):
        return []
    near = pair.before(pair.last, _GROUP_REACH)
    return [t for t in near if t.text in _ALIKE and pair.within(pair.between, "having_had")][:1]
