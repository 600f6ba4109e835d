"""What stands on the cause's side."""

import pytest

from curate.core.signs import Basis
from curate.nlp.cause import Cause
from tests.nlp.lexicon_sample import causes_of


def told(cause: Cause) -> tuple[str | None, str, Basis]:
    agent = cause.agent_span.text if cause.agent_span else None
    return agent, cause.mechanism.concept_id, cause.basis


@pytest.mark.parametrize(
    ("sentence", "mechanism", "basis"),
    [
        ("CCK promotes tolerance.", "cck", Basis.DIRECT),
        ("Inhibition of PKC reduced tolerance.", "pkc", Basis.BLOCKADE),
        ("PKC inhibition reduced tolerance.", "pkc", Basis.BLOCKADE),
        ("Activation of spinal NMDA receptors causes tolerance.", "nmda", Basis.ACTIVATION),
        ("CB1 receptor agonists reduced allodynia.", "cb1", Basis.ACTIVATION),
        ("CB1 receptor antagonists increased allodynia.", "cb1", Basis.BLOCKADE),
        ("Antibodies to CCK reduced tolerance.", "cck", Basis.BLOCKADE),
        ("Knockdown of PKC reduced allodynia.", "pkc", Basis.BLOCKADE),
        ("CB1 receptor knockout mice lacked tolerance.", "cb1", Basis.BLOCKADE),
        ("PKC-deficient mice lacked tolerance.", "pkc", Basis.BLOCKADE),
        ("Overexpression of PKC increased tolerance.", "pkc", Basis.ACTIVATION),
        ("Nitric oxide donors increased tolerance.", "no", Basis.ACTIVATION),
        ("A lack of CCK reduced tolerance.", "cck", Basis.BLOCKADE),
    ],
)
def test_how_a_mechanism_is_touched(sentence: str, mechanism: str, basis: Basis) -> None:
    (cause,) = causes_of(sentence)
    assert cause.mechanism.concept_id == mechanism
    assert cause.basis is basis


@pytest.mark.parametrize(
    ("sentence", "agent", "mechanism", "basis"),
    [
        ("MK-801 reduced tolerance.", "MK-801", "nmda", Basis.BLOCKADE),
        ("DPDPE reduced allodynia.", "DPDPE", "delta", Basis.ACTIVATION),
        ("The NMDA receptor antagonist MK-801 helped.", "MK-801", "nmda", Basis.BLOCKADE),
        ("MK-801, an NMDA receptor antagonist, helped.", "MK-801", "nmda", Basis.BLOCKADE),
        ("The PKC inhibitor (ketamine) helped.", "ketamine", "pkc", Basis.BLOCKADE),
        ("DPDPE, a selective delta-opioid receptor agonist, ", "DPDPE", "delta", Basis.ACTIVATION),
    ],
)
def test_an_agent_on_its_target(sentence: str, agent: str, mechanism: str, basis: Basis) -> None:
    assert [told(c) for c in causes_of(sentence)] == [(agent, mechanism, basis)]


def test_the_sentence_goes_before_the_pack() -> None:
    (cause,) = causes_of("The PKC inhibitor ketamine reduced tolerance.")
    assert cause.mechanism.concept_id == "pkc"
    assert cause.mechanism_span is not None
    assert cause.mechanism_span.text == "PKC"


def test_the_target_of_a_drug_alone_has_no_span() -> None:
    (cause,) = causes_of("MK-801 reduced tolerance.")
    assert cause.mechanism_span is None
    assert cause.mechanism.label == "NMDA receptor"


def test_an_antagonist_touches_both_members_of_a_list() -> None:
    found = [
        (c.mechanism.concept_id, c.basis) for c in causes_of("CB1 and CB2 receptor antagonists")
    ]
    assert found == [("cb1", Basis.BLOCKADE), ("cb2", Basis.BLOCKADE)]


def test_inhibition_of_two_things() -> None:
    found = [(c.mechanism.concept_id, c.basis) for c in causes_of("Inhibition of PKC and CCK")]
    assert found == [("pkc", Basis.BLOCKADE), ("cck", Basis.BLOCKADE)]


def test_the_phenomenon_is_no_cause() -> None:
    assert causes_of("Tolerance and hyperalgesia developed.") == []


def test_the_chain_names_each_step() -> None:
    (cause,) = causes_of("The NMDA receptor antagonist MK-801 reduced tolerance.")
    assert cause.chain == ("MK-801: antagonist (blockade) of NMDA receptor",)


def test_the_short_form_behind_its_long_form_is_no_second_cause() -> None:
    found = [c.mechanism_span for c in causes_of("Cholecystokinin (CCK) promotes tolerance.")]
    assert [s.text for s in found if s] == ["Cholecystokinin"]
