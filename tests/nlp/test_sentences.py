"""Where sentences begin and end."""

# ruff: noqa: RUF001 - the letters and dashes of real records are meant

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.nlp.sentences import split

pieces = st.sampled_from(
    [
        "Rats were treated",
        "with MK-801 (0.1 mg/kg i.p.)",
        "Tolerance was reduced.",
        "P < 0.05.",
        "et al.",
        "E. coli",
        "vs.",
        "(Fig. 2)",
        "α2 agonists helped!",
        "Why?",
        "mRNA rose",
        "1.",
        ";",
        "\n",
        "...",
        '"Yes."',
        "NF-κB.",
        "U.S.",
    ]
)
texts = st.one_of(
    st.text(max_size=80),
    st.lists(pieces, max_size=14).map(" ".join),
    st.text(" .A1a(", max_size=40),
)


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine (0.5 mg/kg i.v. bolus) was given.",
        "Morphine was injected s.c. twice daily for 5 days.",
        "The dose was 10 mg/kg, i.p. MK-801 preceded it.",
        "Tolerance was seen (Fig. 2) in mice.",
        "Smith et al. Found this earlier.",
        "Doses, e.g. 5 mg, were used.",
        "Mice vs. Rats differed.",
        "The shift was 2.5-fold at 0.3 mg.",
        "Growth of E. coli was unchanged.",
        "Tolerance fell approx. 40% in males.",
        "Data from the U.S. National Library were used.",
        "1. Nociceptin caused allodynia in mice.",
    ],
)
def test_periods_inside_a_sentence(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("MK-801 reduced tolerance.", "Ketamine did not."),
        ("Cells expressed NF-κB.", "TNF-α rose."),
        ("The concentration was 5 mM.", "It was tolerated."),
        ("Doses were given i.p.", "The rats were tested later."),
        ("Did tolerance develop?", "It did."),
        ("The ratio was 3.", "No effect was seen."),
        ("Rats lacked vitamin C.", "They were weak."),
        ("Tolerance fell (p < 0.05).", "(+)-Naloxone had no effect."),
        ("The drug was active.", "mRNA levels rose."),
        ("The group improved.", "α2 agonists were given next."),
        ("Allodynia lasted 14 days.", "5-HT levels rose."),
        ("It was called 'tolerance.'", "Nobody knew why."),
    ],
)
def test_two_sentences(first: str, second: str) -> None:
    assert parts(f"{first} {second}") == [first, second]


def test_sections_joined_with_a_semicolon_are_cut() -> None:
    text = "Rats were dependent.; RESULTS: Withdrawal was mild."
    assert parts(text) == ["Rats were dependent.;", "RESULTS: Withdrawal was mild."] or parts(
        text
    ) == ["Rats were dependent.", "RESULTS: Withdrawal was mild."]


@given(texts)
def test_the_spans_cover_all_that_is_no_white_space(text: str) -> None:
    spans = split(text)
    outside = list(text)
    for start, end in spans:
        outside[start:end] = [" "] * (end - start)
    assert not "".join(outside).strip()


@given(texts)
def test_the_spans_are_in_order_and_apart(text: str) -> None:
    spans = split(text)
    borders = [place for span in spans for place in span]
    assert borders == sorted(borders)
    assert [s for s, e in spans if s >= e] == []


@given(texts)
def test_no_span_begins_or_ends_with_white_space(text: str) -> None:
    found = parts(text)
    assert found == [p.strip() for p in found]
