import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from curate.core.source_standing import Standing
from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, SENTENCES, document, record

FIELDS = [
    *("pmid", "sentence", "mechanism_text", "mechanism", "agent_text", "phenomenon_text"),
    *("phenomenon", "exposure_text", "effect", "basis", "role", "certainty", "origin", "note"),
    *("claim_id", "tier", "confidence", "rule", "section", "sentence_start", "source_kind"),
    *("overruled", "state", "reviewers"),
    "standing",
]


def claim_ids(curate: Curate, root: Path, *arguments: object) -> list[str]:
    result = curate("claims", "--json", "-w", root, *arguments)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line)["claim_id"] for line in result.stdout.splitlines()]


def test_tag_says_when_nothing_is_left(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("tag", "-w", tagged_workspace, "--json")
    assert loaded(result)["read"] == 0
    assert result.stderr.startswith("Nothing to tag")


def test_claims_as_json_lines(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("claims", "--json", "-w", tagged_workspace)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) > 5
    assert [list(line) == FIELDS for line in lines] == [True] * len(lines)
    assert "invented" in result.stderr


def test_candidates_only_with_all(curate: Curate, tagged_workspace: Path) -> None:
    shown = claim_ids(curate, tagged_workspace)
    everything = claim_ids(curate, tagged_workspace, "--all")
    assert set(shown) <= set(everything)


def test_claims_can_be_chosen(curate: Curate, tagged_workspace: Path) -> None:
    everything = claim_ids(curate, tagged_workspace)
    chosen = claim_ids(curate, tagged_workspace, "--mechanism", "nmda", "--role", "promotes")
    assert chosen
    assert set(chosen) < set(everything)
    assert set(claim_ids(curate, tagged_workspace, "--search", "cholecystokinin")) < set(
        everything
    )
    assert claim_ids(curate, tagged_workspace, "--limit", 2) == everything[:2]


def test_claims_by_the_standing_of_their_paper(
    curate: Curate, tmp_path: Path, workspace: Path
) -> None:
    paper = record(FIRST, SENTENCES[0]).replace(
        "</Article>",
        "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType>"
        "</PublicationTypeList></Article>",
    )
    gone = f"<DeleteCitation><PMID>{FIRST + 2}</PMID></DeleteCitation>"
    papers = [paper, record(FIRST + 1, SENTENCES[1]), record(FIRST + 2, SENTENCES[2])]
    for records in (papers, [gone]):
        file = tmp_path / "standing.xml"
        file.write_text(document(records), "utf-8")
        assert curate("import", file, "-w", workspace).exit_code == 0
        assert curate("tag", "-w", workspace).exit_code == 0
    listed = {}
    for standing in Standing:
        result = curate("claims", "--standing", standing, "--csv", "-q", "-w", workspace)
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        assert {row["standing"] for row in rows} <= {standing}
        listed[standing] = {int(row["pmid"]) - FIRST for row in rows}
    assert listed == {standing: set() for standing in Standing} | {
        Standing.RETRACTED: {0},
        Standing.REGULAR: {1},
        Standing.DELETED: {2},
    }
    text = curate("claims", "--standing", "deleted", "-w", workspace).stdout
    assert "· deleted ·" in text
    assert curate("claims", "--standing", "gone", "-w", workspace).exit_code == 2


def test_claims_as_csv(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("claims", "--csv", "-q", "-w", tagged_workspace)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["claim_id"] for row in rows] == claim_ids(curate, tagged_workspace)
    assert result.stderr == ""


def test_csv_and_json_exclude_each_other(curate: Curate, tagged_workspace: Path) -> None:
    assert curate("claims", "--csv", "--json", "-w", tagged_workspace).exit_code == 2


def test_claims_to_read(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("claims", "-w", tagged_workspace, "-m", "nmda", "--limit", 1)
    assert "NMDA receptor" in result.stdout
    assert "\x1b" not in result.stdout


def test_show_one(curate: Curate, tagged_workspace: Path) -> None:
    claim = claim_ids(curate, tagged_workspace, "-m", "nmda")[0]
    result = curate("show", claim[:8], "-w", tagged_workspace)
    assert result.exit_code == 0
    assert claim in result.stdout
    assert "https://pubmed.ncbi.nlm.nih.gov/" in result.stdout
    assert loaded(curate("show", claim, "--json", "-w", tagged_workspace))["claim_id"] == claim


@pytest.mark.parametrize("prefix", ["zzzz", ""])
def test_show_none(curate: Curate, tagged_workspace: Path, prefix: str) -> None:
    result = curate("show", prefix, "-w", tagged_workspace)
    assert (result.exit_code, result.stdout) == (4, "")


@pytest.mark.parametrize(
    ("name", "form", "start"),
    [
        ("t.txt", None, ""),
        ("t.md", None, "## "),
        ("t.csv", None, ""),
        ("t.HTML", None, "<!doctype html>"),
        ("t.dat", "html", "<!doctype html>"),
    ],
)
def test_the_table_goes_to_a_file(
    curate: Curate,
    tagged_workspace: Path,
    tmp_path: Path,
    name: str,
    form: str | None,
    start: str,
) -> None:
    path = tmp_path / name
    path.write_text("old", "utf-8")
    options = ["--format", form] if form else []
    result = curate("table", "-o", path, *options, "-w", tagged_workspace)
    assert (result.exit_code, result.stdout) == (0, "")
    text = path.read_text("utf-8")
    assert text.lower().startswith(start)
    assert "NMDA receptor" in text
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_the_table_on_stdout_is_the_data_alone(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("table", "-w", tagged_workspace)
    assert "NMDA receptor" in result.stdout
    assert "invented" in result.stdout
    assert result.stderr == ""
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


def test_a_table_of_one_phenomenon(curate: Curate, tagged_workspace: Path) -> None:
    result = curate("table", "-p", "withdrawal", "--format", "csv", "-w", tagged_workspace)
    assert "hyperalgesia" not in result.stdout


@pytest.mark.parametrize("target", ["table.xyz", "no folder/table.html", "."])
def test_a_table_that_cannot_be_written(
    curate: Curate,
    tagged_workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    target: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert curate("table", "-o", target, "-w", tagged_workspace).exit_code == 2


def test_an_empty_table_says_so(curate: Curate, workspace: Path) -> None:
    result = curate("table", "-w", workspace)
    assert result.exit_code == 0
    assert "No claim stands" in result.stderr


def test_status_of_a_new_workspace(curate: Curate, workspace: Path) -> None:
    result = curate("status", "-w", workspace)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"^Next +curate fetch", result.stdout, flags=re.MULTILINE)


def test_status_counts(curate: Curate, tagged_workspace: Path) -> None:
    report = loaded(curate("status", "--json", "-w", tagged_workspace))
    assert (report["status"]["records"], report["status"]["unread"]) == (12, 0)
    assert report["next"] == ["curate table"]
    assert set(report["versions"]) >= {"curate", "pack"}
    text = curate("status", "-w", tagged_workspace).stdout
    assert "12: 12 with an abstract" in text


def test_status_after_an_import(curate: Curate, workspace: Path, records: Path) -> None:
    assert curate("import", records, "-w", workspace).exit_code == 0
    assert loaded(curate("status", "--json", "-w", workspace))["next"] == [
        "curate tag (12 records)"
    ]


def test_score_against_ones_own_claims_is_perfect(
    curate: Curate, tagged_workspace: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(curate("claims", "--json", "-w", tagged_workspace).stdout, "utf-8")
    result = curate("score", gold, "--json", "--resamples", 0, "-w", tagged_workspace)
    assert result.exit_code == 0, result.stderr
    ours = loaded(result)["systems"][0]
    assert (ours["name"], ours["full"]["f1"]) == ("curate", 1.0)
    assert "co-occurrence" in curate("score", gold, "-w", tagged_workspace).stdout


def test_score_leaves_out_what_is_not_here(
    curate: Curate, tagged_workspace: Path, workspace: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    own = curate("claims", "--json", "-w", tagged_workspace).stdout
    gold.write_text(own + '{"pmid": "5", "none": true}\n', "utf-8")
    result = curate("score", gold, "--resamples", 0, "-w", tagged_workspace)
    assert result.exit_code == 6
    assert "  5: not here" in result.stderr.splitlines()
    assert curate("score", gold, "-w", workspace).exit_code == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write(
    curate: Curate, tagged_workspace: Path, tmp_path: Path
) -> None:
    tmp_path.chmod(0o500)
    assert curate("table", "-o", tmp_path / "t.html", "-w", tagged_workspace).exit_code == 1


@pytest.mark.parametrize("ending", ["docx", "xlsx", "tex", "json", "tsv"])
def test_the_ending_says_the_format_and_the_same_table_gives_the_same_bytes(
    curate: Curate, tagged_workspace: Path, tmp_path: Path, ending: str
) -> None:
    files = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
    for file in files:
        result = curate("table", "-o", file, "-w", tagged_workspace)
        assert (result.exit_code, result.stdout) == (0, "")
    assert files[0].read_bytes() == files[1].read_bytes() != b""
    form = {"tex": "latex"}.get(ending, ending)
    printed = curate("table", "--format", form, "-w", tagged_workspace)
    assert printed.exit_code == 0
    assert printed.stdout_bytes == files[0].read_bytes()
