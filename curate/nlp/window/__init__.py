"""The window reader: rules on the words between a cause and a phenomenon. It uses no parse."""

from curate.nlp.window.reader import WindowReader

__all__ = ["WindowReader"]
