"""The dependency reader: the path in the parse between a cause and a phenomenon."""

from curate.nlp.dependency.mask import Masked, masked
from curate.nlp.dependency.reader import DependencyReader

__all__ = ["DependencyReader", "Masked", "masked"]
