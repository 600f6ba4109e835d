"""
Report how much of the gold a pack finds: ``python -m tests.bench.pack_coverage [PACK]``.

Counts distinct spans in the sentences of the development gold, as the scanner alone finds them:
a cause (a claim's mechanism or agent) where a mention of a cause overlaps it, a phenomenon where
a mention of that same phenomenon does. ``--missed`` lists the rest.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curate.core.annotation import Annotation
from curate.core.lexicon import Kind
from curate.formats.annotations import read_annotations
from curate.nlp.fold import fold
from curate.nlp.mention import Mention
from curate.nlp.pack import load_pack
from curate.nlp.scan import TermScanner
from tests.bench.score_dev import GOLD

_CAUSES = (Kind.MECHANISM, Kind.AGENT, Kind.EXPOSURE)  # an opioid can be the agent


@dataclass(frozen=True, slots=True)
class Wanted:
    """A span that the gold names. ``part`` is mechanism, agent or a phenomenon's id."""

    sentence: str
    part: str
    text: str


def wanted(claims: Iterable[Annotation]) -> Iterator[Wanted]:
    """Yield each span of the claims once."""
    seen: dict[Wanted, None] = {}
    for claim in claims:
        if claim.mechanism_text is not None:
            seen[Wanted(claim.sentence, "mechanism", claim.mechanism_text)] = None
        if claim.agent_text is not None:
            seen[Wanted(claim.sentence, "agent", claim.agent_text)] = None
        seen[Wanted(claim.sentence, claim.phenomenon, claim.phenomenon_text)] = None
    yield from seen


def is_found(span: Wanted, mentions: Iterable[Mention]) -> bool:
    """Say whether a mention of the right sort overlaps any place of the span's text."""
    start = span.sentence.find(span.text)
    while start >= 0:
        end = start + len(span.text)
        if any(m.overlaps(start, end) and _fits(span.part, m) for m in mentions):
            return True
        start = span.sentence.find(span.text, start + 1)
    return False


def _fits(part: str, mention: Mention) -> bool:
    if part in ("mechanism", "agent"):
        return mention.concept.kind in _CAUSES
    return mention.concept.concept_id == part


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", nargs="?", default="opioid")
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    scanner = TermScanner(load_pack(options.pack))
    gold = read_annotations(GOLD / "dev.jsonl")
    spans = list(wanted(item for item in gold if isinstance(item, Annotation)))
    missed = [s for s in spans if not is_found(s, scanner.scan(s.sentence, fold(s.sentence)))]
    for part in dict.fromkeys(s.part for s in spans):
        all_ = sum(s.part == part for s in spans)
        found = all_ - sum(s.part == part for s in missed)
        sys.stdout.write(f"{part:<14}{found / all_:.3f}  {found}/{all_}\n")
    if options.missed:
        sys.stdout.writelines(f"missed {s.part}: {s.text}\n" for s in missed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
