"""Plain text in a LaTeX document that pdfLaTeX and XeLaTeX both set: no sign is lost."""

import re

from curate.formats.tex_text import tex

_WITHOUT_COMMAND = re.compile(r"[^\x00-\x7f]")
# In text fonts the ASCII tilde is a high accent; the sign of the table stands on the line.
_TILDE = "\N{TILDE OPERATOR}"

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

    It is ``tex_text.tex``, and what that leaves without a command is handed to ``\\unisign``.
    """
    return _WITHOUT_COMMAND.sub(_named, tex(text.replace("~", _TILDE)))


def _named(match: re.Match[str]) -> str:
    sign = match.group()
    return f"\\unisign{{{ord(sign):04X}}}{{{sign}}}"
