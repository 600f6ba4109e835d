"""The CRAFT treebank: reading it, holding a part out, and laying its trees on our tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from spacy.tokens import Doc

# Every tenth article, in the order of their numbers, is development data.
HELD_OUT_EVERY: Final = 10
_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"),
            *("kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma"),
            *("tau", "upsilon", "phi", "chi", "psi", "omega"),
        ),
        strict=True,
    )
)
_PLAIN: Final = str.maketrans(
    {
        **_GREEK,
        **{lower.upper(): name.capitalize() for lower, name in _GREEK.items()},
        "\u00b5": "mu",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)


class Word(NamedTuple):
    """One word of a tree; ``head`` is an index into the sentence, its own for the root."""

    text: str
    tag: str
    head: int
    label: str
    space: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence of the treebank."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The sentence as written."""
        return "".join(w.text + " " * w.space for w in self.words).rstrip()

    def spelled(self) -> "Tree":
        """Return the tree with Greek letters spelled and one kind of dash, as the tagger reads."""
        return Tree(tuple(w._replace(text=w.text.translate(_PLAIN)) for w in self.words))


def article_files(folder: Path, *, held_out: bool) -> list[Path]:
    """Return the treebank's files of one part: training, or the articles held out."""
    files = sorted(folder.glob("*.conllu"), key=lambda file: int(file.stem))
    return [
        f for i, f in enumerate(files) if (i % HELD_OUT_EVERY == HELD_OUT_EVERY - 1) == held_out
    ]


def read_trees(file: Path) -> Iterator[Tree]:
    """Yield the sentences of one CoNLL-U file."""
    rows: list[list[str]] = []
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line:
            rows.append(line.split("\t"))
        elif rows:
            yield Tree(tuple(_word(row, i) for i, row in enumerate(rows)))
            rows = []


def _word(row: Sequence[str], place: int) -> Word:
    head = int(row[6])
    return Word(
        text=row[1],
        tag=row[4],
        head=head - 1 if head else place,
        label="ROOT" if row[7] == "root" else row[7],
        space="SpaceAfter=No" not in row[9],
    )


class _Block(NamedTuple):
    """The smallest stretch that begins and ends alike in both tokenisations."""

    words: range
    tokens: range


def project(tree: Tree, doc: Doc) -> Doc:
    """
    Return a copy of ``doc`` that carries the tree; where they cannot agree the label stays empty.

    A token that joins several words takes the place of their only outward head; a word that was
    split at a hyphen gives its place to the last piece, and the pieces before hang from that.
    """
    count = len(doc)
    tags, labels, heads = [""] * count, [""] * count, list(range(count))
    blocks = _blocks(tree, doc)
    home: dict[int, int] = {}
    tops: list[tuple[int, int]] = []
    for block in blocks:
        top = _top(tree, doc, block)
        if top is None:
            continue
        token = block.tokens[-1]
        tops.append((top, token))
        home.update(dict.fromkeys(block.words, token))
        for piece in block.tokens[:-1]:
            hyphen = doc[piece].text == "-"
            tags[piece] = "HYPH" if hyphen else "AFX"
            labels[piece] = "punct" if hyphen else "amod"
            heads[piece] = token
    for top, token in tops:
        word = tree.words[top]
        tags[token] = word.tag
        if word.head in home:
            heads[token], labels[token] = home[word.head], word.label
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=tags,
        heads=heads,
        deps=labels,
        sent_starts=[i == 0 for i in range(count)],
    )


def _blocks(tree: Tree, doc: Doc) -> list[_Block]:
    """Cut both tokenisations at the places where both have an edge."""
    ends, position = [], 0
    for word in tree.words:
        position += len(word.text)
        ends.append(position)
        position += word.space
    token_ends = [t.idx + len(t) for t in doc]
    blocks: list[_Block] = []
    first_word = first_token = w = t = 0
    while w < len(ends) and t < len(token_ends):
        if ends[w] == token_ends[t]:
            blocks.append(_Block(range(first_word, w + 1), range(first_token, t + 1)))
            w, t = w + 1, t + 1
            first_word, first_token = w, t
        elif ends[w] < token_ends[t]:
            w += 1
        else:
            t += 1
    return blocks


def _top(tree: Tree, doc: Doc, block: _Block) -> int | None:
    """Return the word whose head lies outside the block, or None where the block can't be read."""
    if len(block.tokens) > 1:
        pieces = [doc[i].text for i in block.tokens]
        hyphened = len(pieces) == 3 and pieces[1] == "-" and pieces[0].isalnum()
        return block.words[0] if len(block.words) == 1 and hyphened else None
    words = tree.words
    tops = [i for i in block.words if words[i].head not in block.words or words[i].head == i]
    return tops[0] if len(tops) == 1 else None
