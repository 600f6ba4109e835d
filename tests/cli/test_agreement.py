import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.cli.judged import findings, judge


@pytest.fixture
def reviewed(tagged_workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace in which two reviewers judged nine claims, the first one more."""
    root = tmp_path / "review"
    shutil.copytree(tagged_workspace, root)
    claims = findings(root)
    judge(root, "ann", "yyyyn~n?yy", claims)
    judge(root, "bo", "yyynnyyyn", claims)
    return root


def test_agreement_as_json(curate: Curate, reviewed: Path) -> None:
    result = curate("agreement", "-w", reviewed, "--json")
    assert result.exit_code == 0, result.stderr
    report = loaded(result)
    assert report["judged"] == {"ann": 9, "bo": 9}
    assert report["claims"] == 10
    pair, with_ann, with_bo = report["pairs"]
    assert (pair["reviewers"], pair["tagger"]) == (["ann", "bo"], False)
    # Of the eight that both judged, 1-3 and 6 are present to both, 5 to neither.
    claim = pair["aspects"]["claim"]
    assert (claim["claims"], claim["observed"]["value"]) == (8, 0.625)
    # Present: 6 and 5 of 8; by chance 6/8 * 5/8 + 2/8 * 3/8 = 36/64.
    assert claim["kappa"]["value"] == pytest.approx((0.625 - 0.5625) / 0.4375, abs=0.0001)
    low, high = claim["kappa"]["interval"]
    assert low < claim["kappa"]["value"] < high
    role = pair["aspects"]["role"]
    assert (role["claims"], role["observed"]["value"]) == (4, 0.75)
    assert (with_ann["aspects"]["claim"]["claims"], with_bo["tagger"]) == (9, True)
    (group,) = report["groups"]
    assert group["aspects"]["claim"]["kappa"] == {
        "value": None,
        "interval": None,
        "undefined": "for two raters only",
    }
    assert "worklist" not in report
    assert curate("agreement", "-w", reviewed, "--json").stdout == result.stdout


def test_agreement_as_text(curate: Curate, reviewed: Path) -> None:
    result = curate("agreement", "-w", reviewed, "--resamples", 0)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("10 claims judged, in ")
    assert lines[0].endswith(" records: ann 9, bo 9")
    assert lines[1] == "no intervals"
    at = lines.index("ann and bo")
    # 11 and 5 of 16 values: alpha 1 - 0.375 * 240 / 110, chance for AC1 2 * 11/16 * 5/16.
    assert lines[at + 2].split() == ["claim", "8", ".625", ".143", ".182", ".342"]
    assert "ann, bo and the tagger" in lines
    assert "kappa is for two" in lines[-1]
    assert "nan" not in result.stdout.lower()
    assert max(map(len, lines)) <= 100


def test_the_worklist_names_the_sentences(curate: Curate, reviewed: Path) -> None:
    claims = findings(reviewed)
    result = curate("agreement", "-w", reviewed, "--worklist", "--limit", 2)
    assert result.stdout.count("PMID") == 2
    assert result.stderr.startswith("2 of ")
    text = " ".join(result.stdout.split())
    assert "ann no finding" in text
    assert "the tagger" in text
    report = loaded(curate("agreement", "-w", reviewed, "--worklist", "--json"))
    disputed = {
        unit["claim_id"] for entry in report["worklist"] for unit in entry["claims"]
        if entry["among_reviewers"]
    }  # fmt: skip
    assert {claims[i].claim_id for i in (3, 5, 6, 8)} <= disputed
    first = report["worklist"][0]
    assert first["among_reviewers"] >= report["worklist"][1]["among_reviewers"]
    assert set(first["claims"][0]["reviewers"]) <= {"ann", "bo"}


def test_one_reviewer_is_told_that_a_second_is_wanted(
    curate: Curate, tagged_workspace: Path, tmp_path: Path
) -> None:
    root = tmp_path / "review"
    shutil.copytree(tagged_workspace, root)
    judge(root, "ann", "yn", findings(root))
    result = curate("agreement", "-w", root)
    assert "ann and the tagger" in result.stdout
    assert "second one" in result.stderr


def test_nothing_judged_is_an_error_with_a_hint(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("agreement", "-w", tagged_workspace)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: nobody has judged a claim yet\nHint: ")
