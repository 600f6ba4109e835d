"""Trees are read, held out by article, and laid on tokens cut in another way."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from tests.train.tokenizer import field_tokenizer
from tests.train.treebank import Tree, Word, article_files, project, read_trees

CONLLU = """# sent_id = 0
# text = NT-3 raised κ-receptors.
1\tNT\tnt\tNOUN\tNN\t_\t3\tcompound\t_\tSpaceAfter=No
2\t-\t-\tPUNCT\tHYPH\t_\t3\tpunct\t_\tSpaceAfter=No
3\t3\t3\tNOUN\tNN\t_\t4\tnsubj\t_\t_
4\traised\traise\tVERB\tVBD\t_\t0\troot\t_\t_
5\tκ\tκ\tNOUN\tNN\t_\t7\tcompound\t_\tSpaceAfter=No
6\t-\t-\tPUNCT\tHYPH\t_\t7\tpunct\t_\tSpaceAfter=No
7\treceptors\treceptor\tNOUN\tNNS\t_\t4\tdobj\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 1
1\tMethods\tmethod\tNOUN\tNNS\t_\t0\troot\t_\t_
"""


@pytest.fixture
def trees(tmp_path: Path) -> list[Tree]:
    file = tmp_path / "1.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    return list(read_trees(file))


def tokens(text: str) -> Doc:
    nlp = spacy.blank("en")
    nlp.tokenizer = field_tokenizer(nlp)
    return nlp.make_doc(text)


def arcs(doc: Doc) -> list[tuple[str, str, str, str]]:
    return [(t.text, t.tag_, t.dep_, t.head.text) for t in doc]


def test_sentences_are_read_as_written(trees: list[Tree]) -> None:
    assert [t.text for t in trees] == ["NT-3 raised κ-receptors.", "Methods"]
    assert trees[0].words[3] == Word("raised", "VBD", 3, "ROOT", True)


def test_greek_letters_are_spelled(trees: list[Tree]) -> None:
    assert trees[0].spelled().text == "NT-3 raised kappa-receptors."


def test_a_joined_token_takes_the_place_of_its_words(trees: list[Tree]) -> None:
    laid = project(trees[0], tokens(trees[0].text))
    assert arcs(laid)[:2] == [
        ("NT-3", "NN", "nsubj", "raised"),
        ("raised", "VBD", "ROOT", "raised"),
    ]
    assert arcs(laid)[-2:] == [
        ("receptors", "NNS", "dobj", "raised"),
        (".", ".", "punct", "raised"),
    ]


def test_a_word_split_at_a_hyphen_hangs_from_its_last_piece() -> None:
    tree = Tree(
        (
            Word("anti-inflammatory", "JJ", 1, "amod", True),
            Word("drugs", "NNS", 2, "nsubj", True),
            Word("help", "VBP", 2, "ROOT", False),
        )
    )
    assert arcs(project(tree, tokens(tree.text)))[:4] == [
        ("anti", "AFX", "amod", "inflammatory"),
        ("-", "HYPH", "punct", "inflammatory"),
        ("inflammatory", "JJ", "amod", "drugs"),
        ("drugs", "NNS", "nsubj", "help"),
    ]


def test_what_cannot_agree_stays_empty() -> None:
    tree = Tree((Word("x5-y", "NN", 1, "nsubj", True), Word("fell", "VBD", 1, "ROOT", False)))
    doc = Doc(spacy.blank("en").vocab, words=["x", "5-y", "fell"], spaces=[False, True, False])
    assert [(t.tag_, t.dep_) for t in project(tree, doc)] == [("", ""), ("", ""), ("VBD", "ROOT")]


def test_every_tenth_article_is_held_out(tmp_path: Path) -> None:
    for number in range(1, 22):
        (tmp_path / f"{number}.conllu").touch()
    held_out = article_files(tmp_path, held_out=True)
    training = article_files(tmp_path, held_out=False)
    assert [f.stem for f in held_out] == ["10", "20"]
    assert len(training) == 19
    assert not set(held_out) & set(training)
