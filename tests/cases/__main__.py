"""Prints the cases that fail: ``python -m tests.cases [--write] [word ...]``."""

import argparse
import sys
from collections import Counter

from curate.nlp.tagger import CascadeTagger
from tests.cases.expected import load_cases
from tests.cases.known import KNOWN_FAILURES, load_known, save_known
from tests.cases.outcome import Outcome, read_cases, shown


def report(outcome: Outcome) -> str:
    """Return a failing case with all that helps to see why."""
    case = outcome.case
    lines = [f"{case.case_id} [{case.setting}] {case.text}"]
    lines += [f"    expected  {e}" for e in case.claims] or ["    expected  nothing"]
    for claim in outcome.found:
        mark = "adds " if claim in outcome.extra else "found"
        cues = ", ".join(c.text for c in claim.grounds.cues)
        lines.append(
            f"    {mark}     {shown(claim)}  [{claim.grounds.tier} {claim.grounds.rule}: {cues}]"
        )
    lines += [f"    misses    {e}" for e in outcome.missed]
    if outcome.sentences != 1:
        lines.append(f"    splits into {outcome.sentences} sentences")
    return "\n".join(lines) + "\n"


def summary(outcomes: list[Outcome]) -> str:
    """Return how many cases pass, by group."""
    total: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for outcome in outcomes:
        group = outcome.case.case_id.rsplit("-", 1)[0]
        total[group] += 1
        passed[group] += outcome.passes
    lines = [f"{passed[g]:4} / {total[g]:<4} {g}" for g in sorted(total)]
    lines.append(f"{passed.total():4} / {total.total():<4} in all")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the cases whose id or text holds one of the words (all, without words)."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument("--write", action="store_true", help="rewrite the known failures")
    parser.add_argument("--all", action="store_true", help="print passing cases too")
    parser.add_argument("--pack", default="opioid", help="another pack, or a directory")
    parser.add_argument("word", nargs="*", help="only cases whose id or text holds it")
    options = parser.parse_args()
    cases = load_cases()
    if options.word and not options.write:
        cases = tuple(c for c in cases if any(w in f"{c.case_id} {c.text}" for w in options.word))
    outcomes = list(read_cases(CascadeTagger(options.pack), cases).values())
    failing = [o for o in outcomes if not o.passes]
    for outcome in outcomes if options.all else failing:
        sys.stdout.write(report(outcome) + "\n")
    sys.stdout.write(summary(outcomes))
    if options.write:
        reasons = {o.case.case_id: o.reason for o in failing}
        bound = len(reasons)
        if KNOWN_FAILURES.exists():
            bound = min(bound, load_known().bound)
        save_known(reasons, bound=bound)
    return 0


if __name__ == "__main__":
    sys.exit(main())
