"""One training loop: shuffled batches of about equal length, a fixed seed, averaged weights."""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from thinc.api import Adam, Optimizer, fix_random_seed


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train; ``learn_rate`` rises over ``warmup`` steps, then falls."""

    steps: int
    words: int = 1000
    learn_rate: float = 0.001
    warmup: int = 100
    dropout: float = 0.1
    seed: int = 20261122


def fit(nlp: Language, examples: Sequence[Example], plan: Plan, *, names: Sequence[str]) -> None:
    """Train the named components of a pipeline in place, and leave the averaged weights in it."""
    fix_random_seed(plan.seed)
    optimizer = Adam(learn_rate=plan.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True)
    batches = _batches(examples, plan)
    with nlp.select_pipes(enable=list(names)):
        for step in range(1, plan.steps + 1):
            optimizer.learn_rate = _rate(plan, step)
            losses: dict[str, float] = {}
            nlp.update(next(batches), sgd=optimizer, drop=plan.dropout, losses=losses)
            if step % 250 == 0:
                told = " ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
                sys.stderr.write(f"step {step}: {told}\n")
        _keep_averages(nlp, optimizer, names)


def _rate(plan: Plan, step: int) -> float:
    if step < plan.warmup:
        return plan.learn_rate * step / plan.warmup
    return plan.learn_rate * max(0.02, (plan.steps - step) / (plan.steps - plan.warmup))


def _batches(examples: Sequence[Example], plan: Plan) -> Iterator[list[Example]]:
    order = list(examples)
    chance = random.Random(plan.seed)  # noqa: S311 - an order of training, not a secret
    while True:
        chance.shuffle(order)
        yield from minibatch_by_words(order, size=plan.words, discard_oversize=False)


def _keep_averages(nlp: Language, optimizer: Optimizer, names: Sequence[str]) -> None:
    """Write the averages into the weights: what ``use_params`` does, without undoing it."""
    averages = optimizer.averages or {}
    for name in names:
        component: Any = nlp.get_pipe(name)
        for node in component.model.walk():
            for param in node.param_names:
                if (node.id, param) in averages:
                    node.set_param(param, averages[node.id, param])
