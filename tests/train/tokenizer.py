"""The shipped tokenizer: spaCy's English one, with the habits of pharmacology added."""

import re
from typing import Any, Final

from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_suffix_regex

# Abbreviations that keep their period inside a sentence.
_ABBREVIATIONS: Final = (
    *("al.", "approx.", "ca.", "cf.", "conc.", "Eq.", "Fig.", "fig.", "Figs.", "figs."),
    *("Ref.", "ref.", "Refs.", "refs.", "resp.", "sp.", "spp.", "var.", "viz."),
)
# i.v., s.c., e.g.: every letter has its period. GABA(A), 5-HT(1A), Ca(2+): a short index.
_WHOLE: Final = re.compile(
    r"^(?:(?:[A-Za-z]\.){2,}|[A-Za-z0-9-]*[A-Za-z0-9]\([A-Za-z0-9+-]{1,4}\))$"
)
_PLUS_AFTER_DIGIT: Final = r"(?<=[0-9])\+"
_SIGN_AFTER_DIGIT: Final = r"(?<=[0-9])[+\-\*^](?=[0-9-])"


def field_tokenizer(nlp: Language) -> Any:
    """
    Return a tokenizer for biomedical sentences on a pipeline's vocabulary.

    It differs from spaCy's English one in eight points: the final period leaves a mixed-case word
    ("mM." is two tokens); dotted abbreviations are one token; an ion keeps its charge ("Ca2+"); a
    name keeps its index in brackets ("GABA(A)");
    a closing bracket splits before a letter ("[3H]naloxone", "(CCI)-induced"); a hanging hyphen
    leaves its word ("mu- and delta-opioid"); a comparison sign splits before a number ("P<0.05");
    and a few abbreviations of papers ("et al.", "Figs.") keep their period.
    Hyphens split between letters and between digit and letter, not before a digit ("MK-801").
    """
    defaults = nlp.Defaults
    suffixes = [s for s in defaults.suffixes or () if s != _PLUS_AFTER_DIGIT]
    suffixes += [rf"(?<=[{ALPHA}0-9][A-Z])\.", rf"(?<=[{ALPHA}])-"]
    infixes = [
        *(i for i in defaults.infixes or () if i != _SIGN_AFTER_DIGIT),
        r"(?<=[0-9])[+\-*^](?=[0-9])",
        rf"\](?=[{ALPHA}])",
        rf"\)(?=-[{ALPHA}])",
        rf"(?<=\)|\+)-(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9)])(?:<=|>=|[<>=\u2264\u2265\u00b1])(?=[-+.0-9])",
    ]
    orth = nlp.vocab.strings["ORTH"]
    rules = {text: list(parts) for text, parts in (defaults.tokenizer_exceptions or {}).items()}
    rules.update({text: [{orth: text}] for text in _ABBREVIATIONS})
    base: Any = nlp.tokenizer
    return type(base)(
        nlp.vocab,
        rules=rules,
        prefix_search=base.prefix_search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=_WHOLE.match,
        url_match=base.url_match,
    )
