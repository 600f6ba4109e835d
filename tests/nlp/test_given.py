"""Relations between given entities, on documents of our own and on the labelled sets."""

from pathlib import Path

import pytest

from curate.core.labelled import EntityMention, RelationDocument
from curate.core.scoring_relations import BoundPair, bound_pairs
from curate.core.signs import Role
from curate.formats.pubtator import read_pubtator
from curate.nlp.given import GivenReader
from curate.nlp.given_features import features
from curate.nlp.given_predict import Order, ParsedDocuments, ReaderPredictor, WeighedPredictor
from curate.nlp.labelled import score_direction_set, score_induction_set
from curate.nlp.linear import LinearModel, load_model
from curate.nlp.pipeline import Pipeline
from curate.nlp.sentences import split
from curate.nlp.triggers import english


@pytest.fixture(scope="module")
def reader() -> GivenReader:
    return GivenReader(Pipeline(), english())


def _document(abstract: str, *, title: str = "A study.", **names: str) -> RelationDocument:
    """Return a document in which each name (id=text, "C" chemicals, "D" diseases) is marked."""
    text = f"{title} {abstract}"
    mentions = []
    for entity, name in names.items():
        at = text.find(name)
        while at >= 0:
            mentions.append(
                EntityMention(
                    start=at,
                    end=at + len(name),
                    text=name,
                    kind="Chemical" if entity.startswith("C") else "Disease",
                    entity_ids=(entity,),
                )
            )
            at = text.find(name, at + 1)
    assert {i for m in mentions for i in m.entity_ids} == set(names)
    return RelationDocument(
        document_id="1",
        title=title,
        abstract=abstract,
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        relations=(),
    )


def _bound(document: RelationDocument) -> BoundPair:
    return bound_pairs(document, split)["C1", "D1"]


@pytest.mark.parametrize(
    ("abstract", "sign"),
    [
        ("Haloperidol induced catalepsy in rats.", 1),
        ("Haloperidol attenuated catalepsy in rats.", -1),
        ("Catalepsy was prevented by haloperidol.", -1),
        ("Haloperidol did not induce catalepsy.", None),
        ("Rats received haloperidol and catalepsy was scored.", None),
    ],
)
def test_readers_on_given_entities(reader: GivenReader, abstract: str, sign: int | None) -> None:
    lower = abstract.lower()
    document = _document(
        abstract,
        C1=abstract[lower.index("haloperidol") :][:11],
        D1=abstract[lower.index("catalepsy") :][:9],
    )
    predict = ReaderPredictor(ParsedDocuments(reader, [document]), order=Order.EITHER)
    assert predict(_bound(document)) == sign


def test_majority_of_the_sentences_holds(reader: GivenReader) -> None:
    document = _document(
        "Haloperidol induced catalepsy. Haloperidol increased catalepsy in mice. "
        "Haloperidol reduced catalepsy at night.",
        C1="Haloperidol",
        D1="catalepsy",
    )
    predict = ReaderPredictor(ParsedDocuments(reader, [document]), order=Order.FIRST)
    assert predict(_bound(document)) == 1


def test_what_is_less_of_an_entity_turns_its_sign(reader: GivenReader) -> None:
    document = _document("An inhibitor of dopamine reduced tremor.", C1="dopamine", D1="tremor")
    (sentences,) = reader.parse_all([document])
    (sentence,) = sentences.values()
    roles = {r.role for r in reader.read(sentence, "C1", "D1")}
    assert roles == {Role.PROMOTES}


def test_longer_mention_covers_what_it_holds(reader: GivenReader) -> None:
    document = _document(
        "Morphine sulfate caused nausea.", C1="Morphine sulfate", C2="Morphine", D1="nausea"
    )
    (sentences,) = reader.parse_all([document])
    (sentence,) = sentences.values()
    assert [e.text for e in sentence.entities] == ["Morphine sulfate", "nausea"]
    assert sentence.numbers("C2") == ()


def test_features_name_words_readers_and_place(reader: GivenReader) -> None:
    document = _document("Haloperidol induced catalepsy.", C1="Haloperidol", D1="catalepsy")
    (sentences,) = reader.parse_all([document])
    shown = features(_bound(document), sentences, reader, english())
    assert {"between:induce", "read:promotes", "sign:increases:False", "intitle:False"} <= set(
        shown
    )
    assert shown == sorted(set(shown))


def test_weighed_answer_follows_the_model(reader: GivenReader) -> None:
    document = _document("Haloperidol induced catalepsy.", C1="Haloperidol", D1="catalepsy")
    parsed = ParsedDocuments(reader, [document])
    yes = LinearModel({"between:induce": 2.0}, -1.0, 0.5)
    no = LinearModel({"between:induce": 1.0}, -1.0, 0.5)
    answers = [
        WeighedPredictor(parsed, model, english(), signed=signed)(_bound(document))
        for model in (yes, no)
        for signed in (True, False)
    ]
    assert answers == [1, 1, -1, None]


def test_shipped_weights_tell_cause_from_treatment(reader: GivenReader) -> None:
    caused = _document("Haloperidol induced catalepsy.", C1="Haloperidol", D1="catalepsy")
    treated = _document("Haloperidol prevented catalepsy.", C1="Haloperidol", D1="catalepsy")
    signs = [
        WeighedPredictor(
            ParsedDocuments(reader, [d]), load_model("direction"), english(), signed=True
        )(_bound(d))
        for d in (caused, treated)
    ]
    assert signs == [1, -1]


@pytest.mark.realdata
def test_biored_directions(shared_data: Path) -> None:
    documents = read_pubtator(shared_data / "relations" / "biored" / "Dev.PubTator")
    weighed = score_direction_set(documents, resamples=50)
    alone = score_direction_set(documents, fallback=False, resamples=50)
    assert (weighed.accuracy.value or 0.0) >= 0.82
    assert (alone.signed_accuracy.value or 0.0) >= 0.78


@pytest.mark.realdata
def test_bc5cdr_induced_diseases(shared_data: Path) -> None:
    path = shared_data / "relations" / "bc5cdr" / "CDR_DevelopmentSet.PubTator.txt"
    score = score_induction_set(read_pubtator(path)[:150], resamples=50)
    assert (score.bound.tally.f1 or 0.0) >= 0.58
