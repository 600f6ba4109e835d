"""Fixtures of the tests of reading."""

import pytest

from curate.nlp.tagger import CascadeTagger


@pytest.fixture(scope="session")
def tagger() -> CascadeTagger:
    """Return the one tagger that the tests share: the bundled pack and model."""
    return CascadeTagger()
