"""
Score found claims against gold annotations (the claim definition, "How a match is counted").

The door is::

    score_gold(
        systems: Mapping[str, Sequence[Claim]],      # name -> the claims that the system shows
        gold: Sequence[Annotation | NoClaim],        # formats.annotations.read_annotations(path)
        *,
        mentions: Iterable[SentenceMentions] = (),   # what was found as a mention, for coverage
        resamples: int = 1000,
        seed: int = 0,
    ) -> ScoreReport

``formats.score.as_text(report)`` and ``as_json(report)`` print it. The scorer scores what it is
given: pass ``shown(claims)`` to leave the candidates that only co-occur out, and
``core.baselines`` for systems to set beside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from curate.core.annotation import Annotation, NoClaim
from curate.core.bootstrap import Bootstrap
from curate.core.breakdown import Breakdown, break_down
from curate.core.calibration import Calibration, calibrate
from curate.core.claim import Claim, SourceKind, Tier
from curate.core.confusion import Confusions, confusions
from curate.core.coverage import Coverage, SentenceMentions, coverage
from curate.core.measures import Score, Share, Tally
from curate.core.pairing import Comparison, Pair, Pairing, by_question, is_question
from curate.core.signs import Basis, Role

SIGNED = frozenset({Role.PROMOTES, Role.INHIBITS})
TOUCHING = (Basis.BLOCKADE, Basis.ACTIVATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemScore:
    """
    One system's figures; findings are the claims that are no questions.

    * ``link``, ``strict``: findings paired; of them, with the right role. One pairing serves
      both: as large as can be, then with as many right roles as can be.
    * ``full``: role and certainty right, questions counted on both sides (a question is paired
      with questions only).
    * ``direction``: right roles among pairs whose gold role has a sign; ``direction_touching``
      the same where the gold's basis is blockade or activation, ``direction_by_basis`` for each;
      ``direction_signed`` only where the found role has a sign as well.
    * ``involved``: telling involved from a sign, among pairs in which neither role is none.
    * ``none_claims``: null results end to end (found, linked and read as none);
      ``none_paired`` among linked pairs only.
    * ``hedging``: asserted or hedged told right, among linked pairs.
    * ``questions``: being a question, among pairs of all claims (largest pairing, question with
      question where it can be); ``questions_end_to_end`` counts an unpaired found question as
      false and an unpaired gold question as missed.
    * ``source_kind``: records whose kind of study is right, where gold and system both give it.
    * ``outside``: claims of records that are not in the gold; they are not scored.
    """

    name: str
    findings: int
    questions_found: int
    outside: int
    link: Score
    strict: Score
    full: Score
    direction: Share
    direction_touching: Share
    direction_signed: Share
    direction_by_basis: Mapping[str, Share]
    involved: Score
    none_claims: Score
    none_paired: Score
    hedging: Share
    questions: Score
    questions_end_to_end: Score
    source_kind: Share
    breakdowns: tuple[Breakdown, ...]
    calibration: Calibration
    confusions: Confusions


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreReport:
    """
    Systems side by side on one gold set.

    ``abstracts`` were read, ``empty_abstracts`` of them hold no claim; ``gold_findings`` and
    ``gold_questions`` count the gold's claims. ``coverage`` is there when mentions were given.
    """

    abstracts: int
    empty_abstracts: int
    gold_findings: int
    gold_questions: int
    resamples: int
    seed: int
    systems: tuple[SystemScore, ...]
    coverage: Coverage | None = None


def shown(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that are shown by default: all but those that only co-occur."""
    return [claim for claim in claims if claim.grounds.tier is not Tier.COOCCURRENCE]


def score_gold(
    systems: Mapping[str, Sequence[Claim]],
    gold: Sequence[Annotation | NoClaim],
    *,
    mentions: Iterable[SentenceMentions] = (),
    source_kinds: Mapping[str, SourceKind] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> ScoreReport:
    """
    Score each system's claims on the records of the gold, with intervals over abstracts.

    ``source_kinds`` (PMID -> kind) tells the kind of study of records in which no claim was
    found; without it, only records with a claim are scored for it. ``resamples`` 0 leaves the
    intervals out.
    """
    annotations = [a for a in gold if isinstance(a, Annotation)]
    pmids = frozenset(a.pmid for a in gold)
    with_claims = {a.pmid for a in annotations}
    bootstrap = Bootstrap(sorted(pmids), resamples=resamples, seed=seed)
    given = list(mentions)
    scores = []
    for name, claims in systems.items():
        comparison = Comparison(annotations, claims, pmids=pmids)
        kinds = _kinds_right(gold, comparison.found, source_kinds or {})
        scores.append(_score_system(name, comparison, bootstrap, kinds))
    questions = sum(a.is_question for a in annotations)
    return ScoreReport(
        abstracts=len(pmids),
        empty_abstracts=len(pmids - with_claims),
        gold_findings=len(annotations) - questions,
        gold_questions=questions,
        resamples=resamples,
        seed=seed,
        systems=tuple(scores),
        coverage=coverage(annotations, given, bootstrap) if given else None,
    )


def _score_system(
    name: str, comparison: Comparison, bootstrap: Bootstrap, kinds: Mapping[str, Tally]
) -> SystemScore:
    findings = comparison.pair(
        gold=lambda a: not a.is_question, found=lambda c: not is_question(c)
    )
    asked = comparison.pair(gold=lambda a: a.is_question, found=is_question)
    everything = comparison.pair(prefer=by_question)
    pairs = findings.pairs
    right = [p for p in (*pairs, *asked.pairs) if p.same_role and p.same_certainty]
    nones = [p for p in pairs if p.same_role and p.gold.role is Role.NONE]
    both_given = [p for p in pairs if Role.NONE not in (p.gold.role, p.found.inference.role)]
    signed = [p for p in pairs if p.gold.role in SIGNED]
    return SystemScore(
        name=name,
        findings=len(findings.found),
        questions_found=len(asked.found),
        outside=comparison.outside,
        link=bootstrap.score(_tallies(pairs, findings.found, findings.gold)),
        strict=bootstrap.score(
            _tallies([p for p in pairs if p.same_role], findings.found, findings.gold)
        ),
        full=bootstrap.score(_tallies(right, comparison.found, comparison.gold)),
        direction=_share(bootstrap, signed, _same_role),
        direction_touching=_share(
            bootstrap, [p for p in signed if p.gold.basis in TOUCHING], _same_role
        ),
        direction_signed=_share(
            bootstrap, [p for p in signed if p.found.inference.role in SIGNED], _same_role
        ),
        direction_by_basis={
            basis.value: _share(
                bootstrap, [p for p in signed if p.gold.basis is basis], _same_role
            )
            for basis in Basis
        },
        involved=bootstrap.score(_detection(both_given, Role.INVOLVED)),
        none_claims=bootstrap.score(
            _tallies(
                nones,
                [c for c in findings.found if c.inference.role is Role.NONE],
                [a for a in findings.gold if a.role is Role.NONE],
            )
        ),
        none_paired=bootstrap.score(_detection(pairs, Role.NONE)),
        hedging=_share(bootstrap, pairs, lambda p: p.same_certainty),
        questions=bootstrap.score(_question_tallies(everything, unpaired=False)),
        questions_end_to_end=bootstrap.score(_question_tallies(everything, unpaired=True)),
        source_kind=bootstrap.share(kinds),
        breakdowns=break_down(findings),
        calibration=calibrate(comparison, findings),
        confusions=confusions(comparison, findings),
    )


def _same_role(pair: Pair) -> bool:
    return pair.same_role


def _tallies(
    pairs: Iterable[Pair], found: Iterable[Claim], gold: Iterable[Annotation]
) -> dict[str, Tally]:
    """Count by record."""
    tallies: dict[str, Tally] = {}

    def add(pmid: str, tally: Tally) -> None:
        tallies[pmid] = tallies.get(pmid, Tally()) + tally

    for pair in pairs:
        add(pair.gold.pmid, Tally(matched=1))
    for claim in found:
        add(claim.pmid, Tally(found=1))
    for annotation in gold:
        add(annotation.pmid, Tally(gold=1))
    return tallies


def _detection(pairs: Sequence[Pair], role: Role) -> dict[str, Tally]:
    """Count, among pairs, how well one role is told from the others."""
    found = [p for p in pairs if p.found.inference.role is role]
    gold = [p for p in pairs if p.gold.role is role]
    return _tallies(
        [p for p in gold if p.same_role], [p.found for p in found], [p.gold for p in gold]
    )


def _question_tallies(pairing: Pairing, *, unpaired: bool) -> dict[str, Tally]:
    pairs = pairing.pairs
    found = [p.found for p in pairs if is_question(p.found)]
    gold = [p.gold for p in pairs if p.gold.is_question]
    if unpaired:
        found = [c for c in pairing.found if is_question(c)]
        gold = [a for a in pairing.gold if a.is_question]
    return _tallies([p for p in pairs if p.gold.is_question and is_question(p.found)], found, gold)


def _share(bootstrap: Bootstrap, pairs: Iterable[Pair], right: Callable[[Pair], bool]) -> Share:
    counts: dict[str, Tally] = {}
    for pair in pairs:
        pmid = pair.gold.pmid
        one = Tally(matched=int(right(pair)), gold=1)
        counts[pmid] = counts.get(pmid, Tally()) + one
    return bootstrap.share(counts)


def _kinds_right(
    gold: Iterable[Annotation | NoClaim],
    found: Iterable[Claim],
    given: Mapping[str, SourceKind],
) -> dict[str, Tally]:
    """Count, for each record whose kind both sides tell, whether they agree."""
    told = {claim.pmid: claim.source_kind for claim in found} | dict(given)
    labels = {a.pmid: a.source_kind for a in gold if a.source_kind is not None}
    return {
        pmid: Tally(matched=int(told[pmid] is kind), gold=1)
        for pmid, kind in labels.items()
        if pmid in told
    }
