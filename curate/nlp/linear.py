"""Linear models over named features, with their weights as data."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature; ``bias`` is added, ``threshold`` is where the answer turns to yes."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights, above zero for yes; unknown features count nothing."""
        return self.bias + sum(self.weights.get(f, 0.0) for f in features) - self.threshold


def load_model(name: str) -> LinearModel:
    """Return the model of that name among the package's data."""
    text = files("curate.nlp").joinpath("weights", f"{name}.json").read_text("utf-8")
    data = json.loads(text)
    return LinearModel(MappingProxyType(data["weights"]), data["bias"], data["threshold"])
