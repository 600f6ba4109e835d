"""
The words of a sentence that deny, for a reader's eye.

Every one is found, whether it reaches the claim or not: a missed negation is what a reviewer
looks for. What the tagger makes of negation is worked out elsewhere, and by the sentence's parts.
"""

import re

from curate.core.claim import Span

_DENYING = re.compile(
    r"""
    \b(?:
        not | never | neither | none | cannot | without | nothing
        # NO is nitric oxide, and nor- begins the name of many a compound.
      | (?-i:[Nn]o) | nor(?!-)
      | (?:did|does|do|was|were|is|are|had|has|have|could|would|can)n['\u2019]t
      | fail(?:s|ed|ing|ure)?
      | lack(?:s|ed|ing)?
      | absent | absence
      | unable | inability
      | un(?:affected|altered|changed|related)
      | ineffective(?:ness)? | ineffectual | insensitive
      | devoid | independent(?:ly)?
      | rather\ than | instead\ of
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def denials(sentence: str) -> tuple[Span, ...]:
    """Return the denying words of a sentence, in order."""
    return tuple(Span(m.start(), m.end(), m.group()) for m in _DENYING.finditer(sentence))
