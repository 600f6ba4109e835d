"""A lexicon of a dozen terms, made by hand, and the way from a sentence to its causes."""

from collections.abc import Mapping

from curate.core.lexicon import Guard, Kind, Lexicon, Term
from curate.core.signs import Basis
from curate.nlp.cause import Cause, causes
from curate.nlp.fold import fold
from curate.nlp.mention import Concept
from curate.nlp.scan import TermScanner, concept_of
from curate.nlp.shadow import Shadow, shadow


def _mechanism(term_id: str, label: str, *synonyms: str, exact: tuple[str, ...] = ()) -> Term:
    return Term(
        term_id=term_id,
        kind=Kind.MECHANISM,
        label=label,
        synonyms=synonyms,
        exact=exact,
        category="targets",
    )


def _agent(term_id: str, label: str, target: str, action: Basis) -> Term:
    return Term(term_id=term_id, kind=Kind.AGENT, label=label, target=target, action=action)


LEXICON = Lexicon(
    name="sample",
    version="1",
    title="Sample",
    categories={"targets": "Targets"},
    digest="sample",
    terms=(
        _mechanism("nmda", "NMDA receptor", "N-methyl-D-aspartate receptor"),
        _mechanism("mu", "mu-opioid receptor"),
        _mechanism("delta", "delta-opioid receptor"),
        _mechanism("cb1", "CB1 receptor"),
        _mechanism("cb2", "CB2 receptor"),
        _mechanism("no", "nitric oxide", exact=("NO",)),
        _mechanism("nos", "nitric oxide synthase"),
        _mechanism("il1", "interleukin-1beta", "IL-1β"),
        _mechanism("pkc", "protein kinase C", "PKC"),
        _mechanism("cck", "cholecystokinin", "CCK"),
        _mechanism("5ht3", "5-HT3 receptor", "5-HT3"),
        _agent("mk801", "MK-801", "nmda", Basis.BLOCKADE),
        _agent("ketamine", "ketamine", "nmda", Basis.BLOCKADE),
        _agent("lname", "L-NAME", "nos", Basis.BLOCKADE),
        _agent("dpdpe", "DPDPE", "delta", Basis.ACTIVATION),
        Term(
            term_id="tolerance",
            kind=Kind.PHENOMENON,
            label="tolerance",
            guards=(
                Guard(before=("glucose", "pain")),
                Guard(after=("to alcohol",), unless=("morphine",)),
                Guard(anywhere=("drought",)),
            ),
        ),
        Term(
            term_id="hyperalgesia",
            kind=Kind.PHENOMENON,
            label="hyperalgesia",
            synonyms=("hyperalgesic", "hypersensitivity"),
            context=("hyperalg", "pain"),
        ),
        Term(
            term_id="allodynia", kind=Kind.PHENOMENON, label="allodynia", synonyms=("allodynic",)
        ),
        Term(term_id="morphine", kind=Kind.EXPOSURE, label="morphine"),
    ),
)
SCANNER = TermScanner(LEXICON)
CONCEPTS: Mapping[str, Concept] = {t.term_id: concept_of(t) for t in LEXICON.of(Kind.MECHANISM)}


def copy_of(sentence: str) -> Shadow:
    """Return the reading copy of a sentence."""
    return shadow(sentence, SCANNER.scan(sentence, fold(sentence)))


def causes_of(sentence: str) -> list[Cause]:
    """Return the candidates for a cause in a sentence."""
    return causes(sentence, copy_of(sentence), CONCEPTS, {})
