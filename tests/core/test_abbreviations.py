"""The abbreviations that a table explains."""

import pytest

from curate.core.abbreviations import abbreviation_note, abbreviations_in, by_synonyms, most_used
from curate.core.lexicon import Kind, Lexicon, Term


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("NMDA receptor NR1 subunit", ("NMDA", "NR1")),
        ("TNF-alpha", ("TNF",)),
        ("IL-6", ("IL-6",)),
        ("5-HT2A receptor", ("5-HT2A",)),
        ("CCK-A receptor", ("CCK-A",)),
        ("cAMP and mGluR5", ("cAMP", "mGluR5")),
        ("metabotropic glutamate receptor group II", ()),
        ("Substance P, Nociceptin and B2", ()),
        ("PKA/PKC", ("PKA", "PKC")),
    ],
)
def test_what_is_an_abbreviation(label: str, expected: tuple[str, ...]) -> None:
    assert abbreviations_in([label, label]) == expected


def test_the_most_used_long_form_wins_in_its_most_used_spelling() -> None:
    pairs = [
        ("NO", "Nitric oxide"),
        ("NO", "nitric oxide"),
        ("NO", "nitric oxide"),
        ("NO", "number of observations"),
        ("PG", "pro-gamma"),
        ("PG", "alpha"),
    ]
    assert most_used(pairs) == {"NO": "nitric oxide", "PG": "alpha"}


def test_synonyms_of_the_pack_spell_out_what_its_labels_shorten() -> None:
    lexicon = Lexicon(
        name="test",
        version="1",
        title="Test",
        terms=(
            Term(
                term_id="nmda",
                kind=Kind.MECHANISM,
                label="NMDA receptor",
                synonyms=("NMDAR", "N-methyl-D-aspartate receptor"),
            ),
            Term(
                term_id="tnf",
                kind=Kind.MECHANISM,
                label="TNF-alpha",
                synonyms=("cachectin", "tumor necrosis factor alpha"),
            ),
            Term(term_id="nr1", kind=Kind.MECHANISM, label="NR1", synonyms=("NMDAR1", "GluN1")),
        ),
        categories={},
        digest="0",
    )
    assert by_synonyms(["NMDA", "TNF", "NR1"], lexicon) == {
        "NMDA": "N-methyl-D-aspartate",
        "TNF": "tumor necrosis factor",
    }


def test_note_names_what_it_cannot_spell_out() -> None:
    note = abbreviation_note(["GABA", "XYZ"], {"GABA": "gamma-aminobutyric acid"})
    assert note is not None
    assert note.text == (
        "Abbreviations: GABA, gamma-aminobutyric acid. "
        "Abbreviations that neither pack nor records spell out: XYZ."
    )
    assert abbreviation_note([], {}) is None
