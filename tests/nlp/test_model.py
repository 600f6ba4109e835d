"""The shipped pipeline: it loads cleanly, is small, and reads plain sentences rightly."""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tests.train import mentions, parser
from tests.train.pack import MODEL, folder_size
from tests.train.scores import one_sentence, score_mentions, score_parses

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


def read(nlp: Language, text: str) -> Doc:
    return nlp(one_sentence(nlp, text))


def arcs(doc: Doc) -> set[tuple[str, str, str]]:
    return {(t.head.text, t.dep_, t.text) for t in doc}


def found(doc: Doc) -> set[tuple[str, str]]:
    return {(e.text, e.label_) for e in doc.ents}


def test_it_has_these_components_and_nothing_else(nlp: Language) -> None:
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser", "attribute_ruler", "ner"]
    assert nlp.vocab.vectors.size == 0


def test_its_labels_are_those_the_rules_read(nlp: Language) -> None:
    wanted = "nsubj nsubjpass dobj agent prep pobj pcomp conj cc acl relcl neg xcomp advcl appos"
    assert set(wanted.split()) <= set(nlp.pipe_labels["parser"])
    assert set(nlp.pipe_labels["ner"]) == {"CHEMICAL", "GENE"}
    assert {"NN", "NNS", "JJ", "VBD", "VBG", "VBN", "VBZ", "HYPH"} <= set(
        nlp.pipe_labels["tagger"]
    )


def test_it_is_small_and_holds_no_training_words() -> None:
    assert folder_size(MODEL) < 20 * MEGABYTE
    strings = json.loads((MODEL / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert len(strings) < 5000


def test_its_folder_states_sources_and_scores() -> None:
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert meta["spacy_version"] == ">=3.8.7,<3.9"
    assert meta["performance"]["parse, CRAFT held out"]["las"] > 0.87
    notices = (MODEL / "LICENSES.txt").read_text(encoding="utf-8")
    assert "Creative Commons" in notices
    assert "ExplosionAI" in notices
    assert "python -m tests.train" in (MODEL / "README.md").read_text(encoding="utf-8")


def test_it_loads_and_reads_where_every_warning_is_an_error() -> None:
    code = f"import spacy; spacy.load({str(MODEL)!r})('Naloxone reversed the analgesia.')"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ketamine prevented the development of morphine tolerance in rats.",
            {("prevented", "nsubj", "Ketamine"), ("prevented", "dobj", "development")},
        ),
        (
            "Morphine withdrawal was attenuated by a selective kinase inhibitor.",
            {
                ("attenuated", "nsubjpass", "withdrawal"),
                ("attenuated", "agent", "by"),
                ("by", "pobj", "inhibitor"),
            },
        ),
        (
            "Gabapentin did not reduce fentanyl-induced hyperalgesia.",
            {
                ("reduce", "nsubj", "Gabapentin"),
                ("reduce", "neg", "not"),
                ("reduce", "dobj", "hyperalgesia"),
            },
        ),
        (
            "Minocycline and ibudilast inhibited microglia and restored analgesia.",
            {
                ("inhibited", "nsubj", "Minocycline"),
                ("Minocycline", "conj", "ibudilast"),
                ("inhibited", "dobj", "microglia"),
                ("inhibited", "conj", "restored"),
                ("restored", "dobj", "analgesia"),
            },
        ),
        (
            "Mice that lack this receptor developed less tolerance.",
            {
                ("Mice", "relcl", "lack"),
                ("lack", "dobj", "receptor"),
                ("developed", "nsubj", "Mice"),
                ("developed", "dobj", "tolerance"),
            },
        ),
        (
            "These data suggest a role for nitric oxide in opioid dependence.",
            {("suggest", "dobj", "role"), ("role", "prep", "for"), ("for", "pobj", "oxide")},
        ),
    ],
)
def test_it_finds_subjects_and_objects(
    nlp: Language, text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert expected <= arcs(read(nlp, text))


def test_it_keeps_one_sentence_whole(nlp: Language) -> None:
    doc = read(nlp, "Rats received 5 mg/kg i.p. Naloxone and s.c. morphine at 10 mM.")
    assert len(list(doc.sents)) == 1
    assert [t.text for t in doc][-2:] == ["mM", "."]
    assert {"i.p.", "s.c."} <= {t.text for t in doc}


def test_it_cuts_words_where_the_treebank_does(nlp: Language) -> None:
    doc = nlp.make_doc("The mu- and delta-opioid (CCI)-induced Ca2+ response to MK-801, et al.")
    assert [t.text for t in doc] == [
        *("The", "mu", "-", "and", "delta", "-", "opioid", "(", "CCI", ")", "-", "induced"),
        *("Ca2+", "response", "to", "MK-801", ",", "et", "al."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rats were given morphine and ketamine for seven days.",
            {("morphine", "CHEMICAL"), ("ketamine", "CHEMICAL")},
        ),
        (
            "The effect of dizocilpine was reversed by naloxone.",
            {("dizocilpine", "CHEMICAL"), ("naloxone", "CHEMICAL")},
        ),
        (
            "Expression of BDNF and TNF-alpha was increased in the spinal cord.",
            {("BDNF", "GENE"), ("TNF-alpha", "GENE")},
        ),
    ],
)
def test_it_finds_chemicals_and_genes(
    nlp: Language, text: str, expected: set[tuple[str, str]]
) -> None:
    assert found(read(nlp, text)) == expected


def test_a_sentence_without_chemicals_or_genes_has_no_mentions(nlp: Language) -> None:
    assert not read(nlp, "The patients were followed for two years after the operation.").ents


@pytest.mark.realdata
def test_part_of_the_held_out_treebank_scores_above_the_floor(
    nlp: Language, shared_data: Path
) -> None:
    trees = parser.trees(shared_data, held_out=True)[:600]
    score = score_parses(nlp, trees)
    assert score.sentences == 600
    assert score.las > 0.86
    assert score.tag > 0.96


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("corpus", "label", "floor"),
    [("BC5CDR", "CHEMICAL", 0.80), ("BioRED", "CHEMICAL", 0.70), ("BioRED", "GENE", 0.70)],
)
def test_the_held_out_mentions_score_above_the_floor(
    nlp: Language, shared_data: Path, corpus: str, label: str, floor: float
) -> None:
    part = list(islice(mentions.held_out_passages(shared_data)[corpus], 1500))
    score = score_mentions(mentions.find(nlp, part), label=label)
    assert score.gold > 100
    assert score.f1 > floor
