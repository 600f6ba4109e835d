"""Text as LaTeX reads it: nothing in it acts as markup, and pdfLaTeX knows every command in it."""

# ruff: noqa: RUF001 - Greek and signs that look like Latin letters are what this table is about.

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from curate.formats.plain import printable

# Control words of text stand in braces of their own: BibTeX counts no brace as escaped, and a
# space after the word would be lost.
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{$\lbrace$}",
    "}": r"{$\rbrace$}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "<": "{$<$}",
    ">": "{$>$}",
    "|": "{$|$}",
    '"': '{"}',
    **{c: f"\\{c}" for c in "&%$#_"},
}
_LETTERS = {
    "ß": r"{\ss}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "å": r"{\aa}",
    "Å": r"{\AA}",
    "đ": r"{\dj}",
    "Đ": r"{\DJ}",
    "ð": r"{\dh}",
    "Ð": r"{\DH}",
    "þ": r"{\th}",
    "Þ": r"{\TH}",
    "ı": r"{\i}",
}
_MARKS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "--",
    "\u2013": "--",
    "\u2014": "---",
    "\u2015": "---",
    "\u2018": "{`}",
    "\u2019": "{'}",
    "\u201c": "{``}",
    "\u201d": "{''}",
    "\u201a": r"{\quotesinglbase}",
    "\u201e": r"{\quotedblbase}",
    "«": r"{\guillemotleft}",
    "»": r"{\guillemotright}",
    "\u2026": r"{\dots}",
    "†": r"{\dag}",
    "‡": r"{\ddag}",
    "§": r"{\S}",
    "¶": r"{\P}",
    "©": r"{\copyright}",
    "®": r"{\textregistered}",
    "™": r"{\texttrademark}",
    "£": r"{\pounds}",
    "€": r"{\texteuro}",
    "•": r"{\textbullet}",
    "¡": r"{\textexclamdown}",
    "¿": r"{\textquestiondown}",
    "ª": r"{\textordfeminine}",
    "º": r"{\textordmasculine}",
}
_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "varepsilon",
    "ϵ": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ϑ": "vartheta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "µ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "varsigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "varphi",
    "ϕ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Γ": "Gamma",
    "Δ": "Delta",
    "∆": "Delta",
    "Θ": "Theta",
    "Λ": "Lambda",
    "Ξ": "Xi",
    "Π": "Pi",
    "Σ": "Sigma",
    "Υ": "Upsilon",
    "Φ": "Phi",
    "Ψ": "Psi",
    "Ω": "Omega",
    "\u2126": "Omega",
    # Capitals that look like Latin ones have no command of their own.
    **{
        c: rf"mathrm{{{latin}}}" for c, latin in zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEZHIKMNOPTX", strict=True)
    },
    "ο": "mathrm{o}",
}
_SIGNS = {
    "±": r"\pm",
    "×": r"\times",
    "∅": r"\emptyset",
    "⊘": r"\oslash",
    "÷": r"\div",
    "≤": r"\leq",
    "≥": r"\geq",
    "≠": r"\neq",
    "≈": r"\approx",
    "≡": r"\equiv",
    "∼": r"\sim",
    "≪": r"\ll",
    "≫": r"\gg",
    "∞": r"\infty",
    "√": r"\surd",
    "∑": r"\sum",
    "∝": r"\propto",
    "∂": r"\partial",
    "∈": r"\in",
    "−": "-",
    "∗": r"\ast",
    "·": r"\cdot",
    "⋅": r"\cdot",
    "°": r"^{\circ}",
    "′": "'",
    "″": "''",
    "→": r"\rightarrow",
    "←": r"\leftarrow",
    "↔": r"\leftrightarrow",
    "↑": r"\uparrow",
    "↓": r"\downarrow",
    "⇅": r"\uparrow\downarrow",
    "○": r"\circ",
    "‖": r"\Vert",
    "⇒": r"\Rightarrow",
    "¬": r"\neg",
}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"
_SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
# Sub- and superscripts by the run, letters with their loose accents, what TeX would join to the
# character before (dashes, quotation marks), and every character that is not plain by itself.
_TO_WRITE = re.compile(
    rf"(?P<raised>[{_SUPERSCRIPT}]+)|(?P<lowered>[{_SUBSCRIPT}]+)"
    r"|(?P<joined>(?<=-)-|(?<=')'|(?<=,),)"
    r"|(?P<single>[^\W\d_][\u0300-\u036f]+|[^A-Za-z0-9 .,:;()\[\]/?!+=*@'-])"
)

_FIXED: Mapping[str, str] = {
    **_SPECIAL,
    **_LETTERS,
    **_MARKS,
    **{c: f"{{$\\{name}$}}" for c, name in _GREEK.items()},
    **{c: f"{{${sign}$}}" for c, sign in _SIGNS.items()},
}


def tex(text: str) -> str:
    """
    Return text as LaTeX prints it, on one line, for a document with ``[T1]{fontenc}``.

    Accents, Greek, signs, sub- and superscripts become commands that pdfLaTeX and BibTeX take;
    letters of scripts that have no commands (Chinese, Cyrillic) stay as they are, in UTF-8.
    """
    return _TO_WRITE.sub(_written, unicodedata.normalize("NFC", printable(text)))


def _written(match: re.Match[str]) -> str:
    text = match.group()
    match match.lastgroup:
        case "raised":
            return f"{{$^{{{_level(text)}}}$}}"
        case "lowered":
            return f"{{$_{{{_level(text)}}}$}}"
        case "joined":
            return f"{{}}{text}"
    return _FIXED.get(text) or _composed(text)


def _level(script: str) -> str:
    return unicodedata.normalize("NFKC", script).replace("\N{MINUS SIGN}", "-")


@lru_cache(maxsize=4096)
def _composed(text: str) -> str:
    """Return a letter under its accents, or another spelling in ASCII; else the text itself."""
    base, *accents = list(unicodedata.normalize("NFD", text))
    if accents and base.isascii() and all(accent in _ACCENTS for accent in accents):
        inner = base
        for accent in accents:
            inner = f"\\{_ACCENTS[accent]}{{{inner}}}"
        return f"{{{inner}}}"
    plain = unicodedata.normalize("NFKC", text)
    return tex(plain) if plain.isascii() and plain != text else text
