"""Marked abstracts become marked sentences, and nothing held out is trained on."""

from pathlib import Path

import pytest
import spacy

from tests.train.mentions import examples, training_passages
from tests.train.pubtator import HELD_OUT, Mark, Passage, abstract_numbers, read_passages
from tests.train.tokenizer import field_tokenizer

PUBTATOR = """7|t|Ketamine in rats.
7|a|We gave ketamine. BDNF rose with anti-BDNF serum.
7\t0\t8\tKetamine\tChemical\tD1
7\t26\t34\tketamine\tChemical\tD1
7\t36\t40\tBDNF\tGeneOrGeneProduct\t2
7\t36\t40\tBDNF\tDiseaseOrPhenotypicFeature\t2
7\tCID\tD1\tD2

8|t|No marks here.
8|a|
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "set.PubTator"
    path.write_text(PUBTATOR, encoding="utf-8")
    return path


def test_marks_move_into_their_sentence(file: Path) -> None:
    passages = [p for p in read_passages(file) if p.pmid == "7"]
    marked = [[(p.text[m.start : m.end], m.label) for m in p.marks] for p in passages]
    assert marked == [[("Ketamine", "CHEMICAL")], [("ketamine", "CHEMICAL")], [("BDNF", "GENE")]]


def test_abstracts_can_be_left_out(file: Path) -> None:
    assert abstract_numbers(file) == {"7", "8"}
    assert {p.pmid for p in read_passages(file, without={"7"})} == {"8"}


def test_a_token_cut_by_a_mark_is_unknown() -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer = field_tokenizer(nlp)
    passage = Passage("7", "NGFko mice got NGF", (Mark(0, 3, "GENE"), Mark(15, 18, "GENE")))
    (example,) = examples(nlp, [passage])
    assert [t.ent_iob_ for t in example.reference] == ["", "O", "O", "B"]


@pytest.mark.realdata
def test_no_abstract_is_both_trained_on_and_held_out(shared_data: Path) -> None:
    trained = {p.pmid for part in training_passages(shared_data).values() for p in part}
    held_out = {n for f in HELD_OUT.values() for n in abstract_numbers(shared_data / f)}
    assert len(trained) > 700
    assert len(held_out) > 500
    assert not trained & held_out
