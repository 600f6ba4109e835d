"""Which causes and phenomena a question asks of: an aim, a hypothesis, a title that is a topic."""

import re

from curate.nlp.assertion import heading_of
from curate.nlp.language import patterns
from curate.nlp.record import Job
from curate.nlp.shadow import MENTION, mark
from curate.nlp.standing import standing

_PATTERNS = patterns("question")
_NEAR = 6
_TOPIC_REACH = 14
_METHODS = patterns("headings")["method"]


class Question:
    """One sentence that asks, and what of its names it asks of."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._text = job.copy.text
        heading = heading_of(job.sentence.text, job.setting).lower()
        # A table of contents, or a method, asks nothing, whatever it says of a name.
        self.lists = _PATTERNS["listing"].search(self._text) is not None
        self.told = self.lists or _METHODS.match(heading) is not None
        frame = _PATTERNS["frame"].search(self._text)
        self._frame = frame.start() if frame else None
        self._topic = job.setting.title
        self._of = frame is not None and self._text.startswith(" of ", frame.end())

    def asks(self, cause: int, phenomenon: int) -> bool:
        """
        Say whether it asks what one mention does to another.

        What sets a model up ("capsaicin-induced", "induced by capsaicin") is not asked of, nor is
        a phenomenon that is only measured, or that tells who was studied.
        """
        first, last = self._text.find(mark(cause)), self._text.find(mark(phenomenon))
        if self.told or not self._is_framed(first, last) or self.measures(cause, phenomenon):
            return False
        if self._sets_model_up(cause) or self._is_apart(first, last):
            return False
        if self._is_listed(first, last) or self._is_another(first, last):
            return False
        if _PATTERNS["liability"].match(self._text, last + 1):
            return False
        return standing(self._job, self._job.copy.mentions[phenomenon].start) == "target"

    def _is_framed(self, first: int, last: int) -> bool:
        """Say whether words of a question hold for both: "role of X in P", a title "X in P"."""
        if self._topic:
            near = self._text[min(first, last) : max(first, last)].count(" ") <= _NEAR
            return near or self._frame is not None or self._is_topic(first, last)
        if self._frame is None or max(first, last) < self._frame:
            return False
        # "X blocks Y; the effect of Z on P was examined" asks nothing of X.
        return not (first < self._frame < last and self._of)

    def measures(self, cause: int, phenomenon: int) -> bool:
        """Say whether it only tells that the phenomenon was measured ("to assess allodynia")."""
        first, last = self._text.find(mark(cause)), self._text.find(mark(phenomenon))
        if first < last:
            return _PATTERNS["measured"].search(self._text[first + 1 : last]) is not None
        return _PATTERNS["measured_behind"].match(self._text, last + 1) is not None

    def _is_topic(self, first: int, last: int) -> bool:
        """Say whether a title goes on from a cause to a phenomenon: "X and Y inhibitors in P"."""
        between = self._text[first + 1 : last]
        if first > last or between.count(" ") > _TOPIC_REACH:
            return False
        return _PATTERNS["topic"].fullmatch(between) is not None

    def _is_apart(self, first: int, last: int) -> bool:
        """
        Say whether the two stand in clauses or roles that the question keeps apart.

        "whether P is due to A, and that B relieves pain"; "how P affects the effects of B".
        """
        if _PATTERNS["clause"].search(self._text, min(first, last), max(first, last)):
            return True
        return first > last and _PATTERNS["turned"].match(self._text, last + 1) is not None

    def _is_listed(self, first: int, last: int) -> bool:
        """Say whether the cause is one more thing beside the phenomenon: "A in pain, P and B"."""
        if first < last or not _PATTERNS["joined"].fullmatch(self._text[last + 1 : first]):
            return False
        match = _PATTERNS["list_ahead"].search(self._text[:last])
        return match is not None and re.search(MENTION, self._text[: match.start()]) is not None

    def _is_another(self, first: int, last: int) -> bool:
        """Say whether "its role" asks of the first name ("A lowers B, but its role")."""
        match = _PATTERNS["its"].search(self._text)
        if match is None or not first < match.start() < last:
            return False
        named = re.search(MENTION, self._text)
        if named is None or named.start() == first:
            return False
        return not _PATTERNS["joined"].fullmatch(self._text[named.end() : first])

    def _sets_model_up(self, cause: int) -> bool:
        """Say whether the cause, here or named again, is what sets the model up."""
        mentions = self._job.copy.mentions
        name = mentions[cause].text.lower()
        same = [n for n, m in enumerate(mentions) if m.text.lower() == name]
        return any(self._sets_up(self._text.find(mark(n))) for n in same)

    def _sets_up(self, place: int) -> bool:
        behind = self._text[place + 1 :]
        if _PATTERNS["set_up_behind"].match(behind):
            return True
        ahead = re.sub(rf"(?:{MENTION}(?:,| and| or|, and) )+$", "", self._text[:place])
        return _PATTERNS["set_up_ahead"].search(ahead) is not None
