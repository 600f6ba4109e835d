import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.cli.judged import findings, judge

FIGURES = ("observed", "kappa", "alpha", "ac1")


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


def test_two_people_at_once_give_the_agreement_that_was_computed_by_hand(
    curate: Curate, tmp_path: Path
) -> None:
    root = tmp_path / "sample"
    assert curate("demo", root, "--quiet").exit_code == 0
    lines = curate("claims", "--json", "-w", root).stdout.splitlines()
    found = [c for c in map(json.loads, lines) if c["certainty"] == "asserted"]
    chosen = [c["claim_id"] for c in found if c["role"] != "none"][:36]
    # Of 36 claims ann rejects every third one; bo rejects 8 of these 12 and 4 others, and says of
    # 4 that both accept that there is no effect.
    ann = ["reject" if i % 3 == 0 else "accept" for i in range(36)]
    bo = [
        "reject" if i % 9 in {1, 3, 6} else "correct" if i % 9 == 2 else "accept"
        for i in range(36)
    ]
    running = []
    for name, verdicts in (("ann", ann), ("bo", bo)):
        rows = [
            f"{claim},{verdict},{'none' if verdict == 'correct' else ''}"
            for claim, verdict in zip(chosen, verdicts, strict=True)
        ]
        file = tmp_path / f"{name}.csv"
        file.write_text("\n".join(["claim,verdict,effect", *rows]), "utf-8")
        command = ["decide", "--from", file, "--reviewer", name, "-w", root]
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "curate", *map(str, command)],
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    for process in running:
        _, told = process.communicate()
        assert process.returncode == 0, told

    report = loaded(curate("agreement", "--json", "--worklist", "--limit", 100, "-w", root))
    assert report["judged"] == {"ann": 36, "bo": 36}
    pair, with_ann, _ = report["pairs"]
    figures = {
        name: part["value"] for name, part in pair["aspects"]["claim"].items() if name in FIGURES
    }
    # Both say present of 20 and absent of 8. By chance (24 * 24 + 12 * 12) / 36 / 36 = 5/9 agree,
    # for AC1 2 * 2/3 * 1/3 = 4/9; alpha 1 - 8/36 * (72 * 71) / (2 * 48 * 24).
    assert figures == {"observed": 0.7778, "kappa": 0.5, "alpha": 0.5069, "ac1": 0.6}
    role = pair["aspects"]["role"]
    assert (role["claims"], role["observed"]["value"]) == (20, 0.8)
    # The tagger shows all 36.
    assert with_ann["aspects"]["claim"]["observed"]["value"] == 0.6667
    assert with_ann["aspects"]["claim"]["kappa"]["value"] == 0
    apart = [
        unit for entry in report["worklist"] for unit in entry["claims"]
        if unit["reviewers"]["ann"] != unit["reviewers"]["bo"]
    ]  # fmt: skip
    assert len(apart) == 12
    assert curate("adjudicate", "--list", "-w", root).stderr == "12 disputed claims.\n"
