# ruff: noqa: RUF001 - signs that look alike are what this table is about
"""Plain text as LaTeX that pdfLaTeX and XeLaTeX both set: no sign is lost, none acts."""

import unicodedata
from functools import cache

from pylatexenc.latexencode import UnicodeToLatexEncoder

from curate.formats.plain import printable

# In text fonts of LaTeX these signs are absent, or are set as something else.
_SIGNS = {
    "↑": r"\ensuremath{\uparrow}",
    "↓": r"\ensuremath{\downarrow}",
    "⇅": r"\ensuremath{\uparrow\downarrow}",
    "→": r"\ensuremath{\rightarrow}",
    "←": r"\ensuremath{\leftarrow}",
    "↔": r"\ensuremath{\leftrightarrow}",
    "○": r"\ensuremath{\circ}",
    "·": r"\ensuremath{\cdot}",
    "‖": r"\ensuremath{\Vert}",
    "°": r"\ensuremath{^\circ}",
    "−": r"\ensuremath{-}",
    "×": r"\ensuremath{\times}",
    "±": r"\ensuremath{\pm}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "~": r"\ensuremath{\sim}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "µ": r"\ensuremath{\mu}",
    # Ligatures of the input: "--" and "<<" would turn into other signs.
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "-": "-{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    "\u2010": "-{}",
    "\u2011": "-{}",
    "\u2009": r"\,",
    "\u202f": r"\,",
}
_RAISED = {"<super>": "textsuperscript", "<sub>": "textsubscript"}

PREAMBLE = r"""\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  % A sign that this engine's fonts do not have is named, not dropped.
  \newcommand{\unisign}[2]{[U+#1]}
\else
  \usepackage{fontspec}
  \newcommand{\unisign}[2]{\iffontchar\font"#1 #2\else[U+#1]\fi}
\fi
"""
"""What a document needs for texts made here; ``\\unisign`` sets a sign or names it."""


def latex_text(text: str) -> str:
    """
    Return text on one line that LaTeX shows as it is.

    Accents are set as macros, Greek as mathematics (XeLaTeX's default font drops it in silence),
    raised and lowered digits as such. A sign that LaTeX does not know is left to ``\\unisign``.
    """
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", printable(text)))


@cache
def _encoder() -> UnicodeToLatexEncoder:
    return UnicodeToLatexEncoder(
        non_ascii_only=False,
        replacement_latex_protection="braces-all",
        unknown_char_policy=_named,
        unknown_char_warning=False,
    )


@cache
def _sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isascii() and (sign.isalnum() or sign.isspace()):
        return sign
    raised, _, digits = unicodedata.decomposition(sign).partition(" ")
    if raised in _RAISED:
        base = "".join(chr(int(code, 16)) for code in digits.split())
        return f"\\{_RAISED[raised]}{{{latex_text(base)}}}"
    encoded: str = _encoder().unicode_to_latex(sign)
    return encoded


def _named(sign: str) -> str:
    return f"\\unisign{{{ord(sign):04X}}}{{{sign}}}"
