import json
from pathlib import Path

import pytest

from tests import readme
from tests.cli.conftest import Curate, loaded

SENTENCE = "MK-801 attenuated morphine tolerance in rats."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Return a file of two invented texts."""
    path = tmp_path / "texts.jsonl"
    rows = (
        {"pmid": "900000901", "title": "A title", "abstract": SENTENCE},
        {"pmid": "900000902", "title": "Another", "abstract": "Rats were weighed."},
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return what a reader found in them."""
    path = tmp_path / "gold.jsonl"
    claim = {
        "pmid": "900000901",
        "sentence": SENTENCE,
        "mechanism_text": None,
        "mechanism": "NMDA receptor",
        "agent_text": "MK-801",
        "phenomenon_text": "tolerance",
        "phenomenon": "tolerance",
        "exposure_text": "morphine",
        "effect": "decreases",
        "basis": "blockade",
        "role": "promotes",
        "certainty": "asserted",
        "origin": "own",
        "note": None,
    }
    path.write_text(f'{json.dumps(claim)}\n{{"pmid": "900000902", "none": true}}\n', "utf-8")
    return path


def test_texts_are_scored_without_a_workspace(curate: Curate, gold: Path, texts: Path) -> None:
    result = curate("score", gold, "--articles", texts, "--json", "--resamples", "10")
    assert result.exit_code == 0, result.output
    report = loaded(result)
    systems = {system["name"]: system for system in report["systems"]}
    assert systems["curate"]["strict"]["f1"] == 1.0
    assert "co-occurrence" in systems
    assert report["coverage"]["causes"]["value"] == 1.0


def test_a_gold_record_without_a_text_is_named(curate: Curate, gold: Path, texts: Path) -> None:
    texts.write_text(texts.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    result = curate("score", gold, "--articles", texts, "--resamples", "0")
    assert result.exit_code == 6
    assert "900000902" in result.stderr


def test_texts_of_other_records(curate: Curate, gold: Path, texts: Path) -> None:
    texts.write_text('{"pmid": "1", "title": "T", "abstract": "A."}\n', "utf-8")
    result = curate("score", gold, "--articles", texts)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_labelled_set_of_others(curate: Curate, tmp_path: Path) -> None:
    path = tmp_path / "made.PubTator"
    text = "Aspirin and rash. Aspirin induced a rash."
    path.write_text(
        "1|t|Aspirin and rash.\n1|a|Aspirin induced a rash.\n"
        "1\t0\t7\tAspirin\tChemical\tD1\n1\t12\t16\trash\tDisease\tD2\n"
        "1\t18\t25\tAspirin\tChemical\tD1\n1\t36\t40\trash\tDisease\tD2\n"
        "1\tCID\tD1\tD2\n\n",
        "utf-8",
    )
    assert text[36:40] == "rash"
    result = curate("score", path, "--as", "bc5cdr", "--json", "--resamples", "0")
    assert result.exit_code == 0, result.output
    assert json.dumps(loaded(result)).count("candidates") == 1


def test_a_labelled_set_that_is_another_thing(curate: Curate, gold: Path) -> None:
    result = curate("score", gold, "--as", "bioscope")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Error: ")


@pytest.mark.realdata
def test_the_readme_keeps_its_scores_where_the_gold_is_absent(
    monkeypatch: pytest.MonkeyPatch, shared_data: Path, tmp_path: Path
) -> None:
    assert shared_data.is_dir()
    monkeypatch.setattr(readme, "GOLD", tmp_path / "nowhere")
    kept = readme.accuracy()
    assert kept.startswith("| | precision | recall | F1 |")
    assert kept.endswith("|")
