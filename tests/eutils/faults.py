"""What can go wrong on the way from NCBI, on order or by chance."""

import random
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One way to fail; each was seen in the wild."""

    TOO_MANY = "429"
    BAD_REQUEST = "400"
    INTERNAL = "500"
    BAD_GATEWAY = "502"
    UNAVAILABLE = "503"
    CUT_LENGTH = "cut-length"
    CUT_CHUNKED = "cut-chunked"
    RESET = "reset"
    HANG_UP = "hang-up"
    EMPTY = "empty"
    PROLOG_ONLY = "prolog-only"
    WEB_PAGE = "web-page"
    ERROR_IN_200 = "error-in-200"
    MALFORMED = "malformed"
    SLOW = "slow"
    STALLED = "stalled"
    DROPPED = "dropped"
    EXPIRED = "expired-history"
    MISCOUNT = "miscount"
    DAMAGED_RECORD = "damaged-record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    One rule: what fails, for which utility, and when.

    ``nth`` counts the requests of that utility from 1; ``chance`` (0 to 1) is thrown for each
    request instead; with neither, every request fails. ``retry_after`` is a header's value,
    ``seconds`` how long SLOW and STALLED wait, ``count`` how many records DROPPED leaves out and
    how many hits MISCOUNT adds to a search's count, ``text`` what ERROR_IN_200 and BAD_REQUEST
    say. ``pmids`` narrows DROPPED and DAMAGED_RECORD to these records. EXPIRED forgets the history
    before the request is answered. ``term`` narrows a rule to searches that hold it.
    """

    kind: Kind
    on: str = "*"
    nth: frozenset[int] = frozenset()
    chance: float | None = None
    retry_after: str | None = None
    seconds: float = 0.0
    count: int = 1
    text: str = "Unable to obtain query #1"
    pmids: frozenset[int] = frozenset()
    term: str = ""


class Faults:
    """The rules in force, and the count of requests they are held against."""

    def __init__(self, rules: Iterable[Fault] = (), *, seed: int = 0) -> None:
        self._rules = tuple(rules)
        self._dice = random.Random(seed)  # noqa: S311 - not for secrets
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.struck = 0

    def pick(self, utility: str, term: str = "") -> Fault | None:
        """Count one request and return the first rule that strikes it."""
        with self._lock:
            self._counts[utility] += 1
            number = self._counts[utility]
            for rule in self._rules:
                if rule.on in {utility, "*"} and self._strikes(rule, number, term):
                    self.struck += 1
                    return rule
        return None

    def _strikes(self, rule: Fault, number: int, term: str) -> bool:
        if rule.term not in term:
            return False
        if rule.nth:
            return number in rule.nth
        return rule.chance is None or self._dice.random() < rule.chance
