"""The spaCy pipeline: a parser, and a mention finder where the model has one."""

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from curate.core.errors import ConfigurationError
from curate.nlp.identity import BUNDLED, model_directory

_BATCH = 64  # a thousand is slower, and takes gigabytes


class Pipeline:
    """One loaded model. ``name`` is ``curate`` for the bundled one, else a package or a path."""

    def __init__(self, name: str = BUNDLED) -> None:
        path = model_directory(name)
        try:
            self._nlp: Language = spacy.load(path, exclude=["lemmatizer", "senter"])
        except (OSError, ValueError) as exc:
            raise ConfigurationError(
                f"the language model {name!r} can't be loaded: {exc}",
                hint="set model in curate.toml to 'curate', an installed package or a path",
            ) from exc
        names = self._nlp.pipe_names
        self._finders = [n for n in names if self._nlp.get_pipe_meta(n).factory == "ner"]

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield a parse of each text."""
        yield from self._nlp.pipe(texts, disable=self._finders, batch_size=_BATCH)

    def entities(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
        """Yield the chemicals and genes of each text as ``(start, end, label)``."""
        ours = [n for n in self._finders if set(_labels(self._nlp, n)) & {"CHEMICAL", "GENE"}]
        if not ours:
            yield from ([] for _ in texts)
            return
        drop = [n for n in self._nlp.pipe_names if n not in ours and n != "tok2vec"]
        for doc in self._nlp.pipe(texts, disable=drop, batch_size=_BATCH):
            yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]


def _labels(nlp: Language, name: str) -> tuple[str, ...]:
    labels = nlp.pipe_labels.get(name, [])
    return tuple(labels)
