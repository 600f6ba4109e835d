"""The keys of a review, the same ones on the full screen and at the prompt."""

from dataclasses import dataclass

from rich.text import Text


@dataclass(frozen=True, slots=True)
class Key:
    """A key, the act that it stands for, and what a person has to know of it."""

    key: str
    act: str
    label: str
    meaning: str


KEYS = (
    Key("a", "accept", "accept", "The claim is right as it is shown."),
    Key("r", "reject", "reject", "It is not; a menu asks for the reason."),
    Key("c", "correct", "correct", "Put it right: any field, and the words in the sentence."),
    Key("i", "overrule", "inference", "Overrule only what follows; what the sentence says stays."),
    Key("u", "unsure", "unsure", "You can't tell; it is put up again."),
    Key("n", "note", "note", "Leave a remark that decides nothing."),
    Key("z", "undo", "undo", "Take back what you decided last; it stays on record."),
    Key("v", "version", "version", "Judge the other version, where people and tagger differ."),
    Key("g", "agreed", "agreed", "Accept at once all ahead that everybody agrees on; asks first."),
    Key("p", "pubmed", "PubMed", "Open the record in a browser."),
    Key("s", "skip", "skip", "Go on and leave this one for another time."),
    Key("b", "previous", "back", "Go back to the one before."),
    Key("h", "help", "help", "Show these keys and the reason codes."),
    Key("q", "quit", "quit", "Stop; all that was decided is kept."),
)
"""In the order in which they are listed."""

ACTS = {key.key: key.act for key in KEYS}

REASON_DIGITS = "1234567890"
"""The keys of the reason codes, in the order of ``core.review.REASONS``."""


def key_line() -> Text:
    """Return all keys on one line, which breaks between keys only."""
    line = Text()
    for key in KEYS:
        line.append(" " if line else "")
        line.append(key.key, style="bold cyan").append(f":{key.label}", style="not bold default")
    return line
