import csv
import io
import shutil
from pathlib import Path

import pytest

from curate.core.lexicon import Lexicon
from curate.nlp.pack import load_pack
from tests.cli.conftest import Curate, loaded
from tests.cli.judged import findings, judge
from tests.cli.records import FIRST, document, record

ENDINGS = ("txt", "md", "csv", "tsv", "json", "html", "docx", "xlsx", "tex")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "view",
    [
        ("--view", "long"),
        ("--view", "contradictions"),
        ("--compare", "tolerance", "Hyperalgesia"),
    ],
    ids=["long", "contradictions", "compare"],
)
def test_every_view_in_every_format(
    curate: Curate, tagged_workspace: Path, tmp_path: Path, ending: str, view: tuple[str, ...]
) -> None:
    output = tmp_path / f"table.{ending}"
    result = curate("table", "-w", tagged_workspace, *view, "-o", output)
    assert result.exit_code == 0, result.output
    assert output.stat().st_size > 0
    assert result.stderr.startswith(f"Wrote {output}.")


def test_the_long_table_has_the_claims_of_the_matrix(
    curate: Curate, tagged_workspace: Path
) -> None:
    matrix = loaded(curate("table", "-w", tagged_workspace, "-f", "json"))
    long = loaded(curate("table", "-w", tagged_workspace, "-f", "json", "--view", "long"))
    in_matrix = {
        claim["claim_id"]
        for group in matrix["groups"]
        for row in group["rows"]
        for cell in row["cells"]
        for evidence in cell["evidence"]
        for citation in evidence["citations"]
        for claim in citation["claims"]
    }
    in_long = [
        claim["claim_id"]
        for group in long["groups"]
        for row in group["rows"]
        for claim in row["claims"]
    ]
    assert in_long
    assert set(in_long) == in_matrix
    assert len(in_long) == len(set(in_long))


def test_filters_hold_for_every_view(curate: Curate, tagged_workspace: Path) -> None:
    result = curate(
        *("table", "-w", tagged_workspace, "--view", "long", "-f", "csv"),
        *("--phenomenon", "tolerance", "--role", "promotes"),
    )
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows
    assert {r["phenomenon"] for r in rows} == {"tolerance"}
    assert {r["direction"] for r in rows} == {"↑ promotes"}


def test_decisions_and_reviewers_stand_in_the_long_table(
    curate: Curate, workspace: Path, records: Path
) -> None:
    assert curate("import", records, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace).exit_code == 0
    judge(workspace, "Ada", "yy", findings(workspace))
    result = curate("table", "-w", workspace, "--view", "long", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    accepted = [r for r in rows if r["decision"] == "accepted"]
    assert len(accepted) == 2
    assert {r["reviewers"] for r in accepted} == {"Ada"}


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (("--compare", "tolerance", "tolerance"), "itself", "two different"),
        (("--compare", "tolerance", "pain"), "knows no phenomenon 'pain'", "hyperalgesia"),
        (
            ("--compare", "tolerance", "hyperalgesia", "--view", "long"),
            "two different tables",
            "one at a time",
        ),
        (("-o", "map.svg"), "a table is no picture", "curate figure -o map.svg"),
    ],
)
def test_what_makes_no_sense_is_refused(
    curate: Curate, tagged_workspace: Path, arguments: tuple[str, ...], error: str, hint: str
) -> None:
    result = curate("table", "-w", tagged_workspace, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first.startswith("Error: ")
    assert error in first
    assert second.startswith("Hint: ")
    assert hint in second


@pytest.mark.parametrize(
    "view", [("--view", "contradictions"), ("--compare", "tolerance", "dependence")]
)
def test_a_workspace_without_claims(
    curate: Curate, workspace: Path, records: Path, view: tuple[str, ...]
) -> None:
    assert curate("import", records, "-w", workspace).exit_code == 0
    result = curate("table", "-w", workspace, *view)
    assert result.exit_code == 0
    assert "No c" in result.stdout


def test_what_a_reviewer_noted_stands_beside_the_conflict(
    curate: Curate, workspace: Path, tmp_path: Path
) -> None:
    said = (
        "The NMDA receptor antagonist MK-801 attenuated morphine tolerance in rats.",
        "The NMDA receptor antagonist MK-801 enhanced morphine tolerance in mice.",
    )
    file = tmp_path / "two.xml"
    file.write_text(document(record(FIRST + n, text) for n, text in enumerate(said)), "utf-8")
    for command in (("import", file), ("tag",)):
        assert curate(*command, "-w", workspace).exit_code == 0
    first, second = findings(workspace)
    judge(workspace, "Ada", "y", [second], note="Only at the highest dose.")
    judge(workspace, "Ben", "y", [first], note="Taken back.")
    assert curate("undo", "--reviewer", "Ben", "-w", workspace).exit_code == 0
    flat = loaded(curate("table", "-w", workspace, "--view", "contradictions", "-f", "json"))
    (group,) = flat["groups"]
    assert group["mechanism"] == "NMDA receptor"
    assert "species (promotes: rats (1); inhibits: mice (1))" in group["differences"]
    assert group["reasons"].startswith("Ada on Maker")
    assert group["reasons"].endswith("“Only at the highest dose.”")


@pytest.mark.parametrize(
    "arguments",
    [
        ("table",),
        ("table", "--view", "long"),
        ("table", "--compare", "tolerance", "hyperalgesia"),
        ("table", "--edition", "now"),
        ("status",),
    ],
    ids=" ".join,
)
def test_the_pack_is_read_once(
    curate: Curate,
    tagged_workspace: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(tagged_workspace, tmp_path / "review")
    read: list[str | Path] = []

    def counted(name: str | Path) -> Lexicon:
        read.append(name)
        return load_pack(name)

    monkeypatch.setattr("curate.nlp.pack.load_pack", counted)
    result = curate(*arguments, "-w", tmp_path / "review")
    assert result.exit_code == 0, result.output
    assert len(read) == 1
