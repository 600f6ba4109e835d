"""How a table is laid out: options, and table.toml."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from curate.cli.layout_file import load_layout
from curate.cli.layout_options import last_day
from curate.core.claim import SourceKind
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import ConfigurationError, UsageError
from curate.core.layout import CiteStyle, Layout, RowOrder
from tests.cli.conftest import Curate
from tests.cli.judged import findings, judge
from tests.evidence import LEXICON

WHOLE = """\
title = "Ours"
columns = ["hyperalgesia", "tolerance"]
all_columns = false
categories = ["peptide"]
mechanisms = ["cck", "dynorphin"]
order = "name"
split = true
cite = "numbers"
min_evidence = 2
as_of = 2020-06-30
notes = ["Read by two."]

[filters]
mechanism = "c"
source = "animal"
reviewed_only = true
"""


@pytest.fixture
def own(tagged_workspace: Path, tmp_path: Path) -> Path:
    """Return a copy of the tagged workspace that a test may change."""
    return Path(shutil.copytree(tagged_workspace, tmp_path / "own"))


def written(folder: Path, text: str) -> Path:
    path = folder / "table.toml"
    path.write_text(text, "utf-8")
    return path


def header(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text)))[7:]


def test_every_key_of_the_file(tmp_path: Path) -> None:
    layout, wanted = load_layout(written(tmp_path, WHOLE), LEXICON)
    assert layout == Layout(
        title="Ours",
        columns=("hyperalgesia", "tolerance"),
        categories=("peptide",),
        mechanisms=("cck", "dynorphin"),
        order=RowOrder.NAME,
        split=True,
        cite=CiteStyle.NUMBERS,
        min_evidence=2,
        as_of="2020-06-30",
        notes=("Read by two.",),
    )
    assert wanted == ClaimFilter(mechanism="c", source_kind=SourceKind.ANIMAL, reviewed=True)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load_layout(written(tmp_path, "# later\n"), LEXICON) == (Layout(), ClaimFilter())


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('# x\ntitel = "x"', "line 2: 'titel' is no key", "Did you mean title?"),
        ("zzz = 1", "line 1: 'zzz' is no key", "The keys are title, columns"),
        ("[filters]\nsplit = true", "line 2: 'split' is no key in [filters]", "mechanism"),
        ("filters = 3", "line 1: filters must be a section", "[filters]"),
        ('title = ""', "line 1: title must be a text that is not empty", "title ="),
        ('columns = "tolerance"', "line 1: columns must be a list of texts", "columns = ["),
        ('columns = ["tolerence"]', "names 'tolerence', which is no phenomenon", "tolerance?"),
        ('mechanisms = ["x"]', "which is no mechanism of the pack test", "nmda_receptor"),
        ('categories = ["peptide", "peptide"]', "names 'peptide' twice", ""),
        ('order = "size"', "order can't be 'size'", '"evidence", "name"'),
        ("min_evidence = -1", "must be a number from 0 up", "min_evidence = 2"),
        ("min_evidence = true", "must be a number from 0 up", "min_evidence = 2"),
        ('as_of = "2020"', "as_of must be a date", "without quotes"),
        ("as_of = 2020-01-01T00:00:00Z", "as_of must be a date", "without quotes"),
        ('split = "yes"', "split must be true or false", "split = true"),
        ('[filters]\nrole = "good"', "line 2: role can't be 'good'", "promotes"),
        ("title = Ours", "is not TOML", "title ="),
    ],
)
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_layout(written(tmp_path, text), LEXICON)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_the_workspace_s_file_is_used_and_options_win(curate: Curate, own: Path) -> None:
    written(own, 'title = "Ours"\ncolumns = ["hyperalgesia", "tolerance"]\nsplit = true\n')
    laid_out = json.loads(curate("table", "-w", own, "-f", "json").stdout)
    assert laid_out["title"] == "Ours"
    assert laid_out["columns"][0]["phenomenon"] == "hyperalgesia"
    assert {c["part"] for c in laid_out["columns"]} >= {"animal", "human"}
    plain = json.loads(curate("table", "-w", own, "-f", "json", "--no-split").stdout)
    assert {c["part"] for c in plain["columns"]} == {None}
    none = json.loads(curate("table", "-w", own, "-f", "json", "--no-layout").stdout)
    assert none["title"] != "Ours"


def test_another_file_by_its_name(curate: Curate, own: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('title = "Other"\n', "utf-8")
    written(own, "this is broken")
    assert curate("table", "-w", own, "--layout", other).stdout.startswith("Other\n")
    missing = curate("table", "-w", own, "--layout", tmp_path / "none.toml")
    assert missing.exit_code == 5
    assert "can't be read" in missing.stderr
    broken = curate("table", "-w", own)
    assert (broken.exit_code, broken.stdout) == (5, "")
    assert "is not TOML" in broken.stderr
    both = curate("table", "-w", own, "--layout", other, "--no-layout")
    assert both.exit_code == 2


def test_rows_by_category_and_evidence(curate: Curate, tagged_workspace: Path) -> None:
    def groups(*options: str) -> list[str]:
        result = curate("table", "-w", tagged_workspace, "-f", "json", *options)
        assert result.exit_code == 0, result.stderr
        return [group["category"] for group in json.loads(result.stdout)["groups"]]

    assert len(groups()) > 1
    assert groups("--category", "GLUT") == ["glutamate"]
    assert groups("--min-evidence", "99") == []
    wrong = curate("table", "-w", tagged_workspace, "--category", "nonsense")
    assert wrong.exit_code == 2
    assert "They are: glutamate" in wrong.stderr


def test_numbers_are_those_of_the_vancouver_list(curate: Curate, tagged_workspace: Path) -> None:
    found = curate("table", "-w", tagged_workspace, "-f", "json", "--cite", "numbers").stdout
    references = json.loads(found)["references"]
    assert [r["number"] for r in references] == list(range(1, len(references) + 1))
    listed = curate("cite", "-q", "-w", tagged_workspace, "-f", "vancouver").stdout.splitlines()
    assert [line.rpartition("PMID: ")[2].rstrip(".") for line in listed] == [
        r["pmid"] for r in references
    ]
    assert [line.partition(".")[0] for line in listed] == [str(r["number"]) for r in references]


def test_references_follow_the_layout(curate: Curate, own: Path) -> None:
    everything = curate("cite", "-q", "-w", own).stdout.splitlines()
    written(own, 'columns = ["tolerance"]\n[filters]\nmechanism = "nmda"\n')
    some = curate("cite", "-q", "-w", own).stdout.splitlines()
    assert 0 < len(some) < len(everything)
    assert set(some) < set(everything)
    assert curate("cite", "-q", "-w", own, "--no-layout").stdout.splitlines() == everything
    clash = curate("cite", "-w", own, "--all", "--min-evidence", "2")
    assert clash.exit_code == 2


def test_a_choice_of_claims_is_told_in_a_note(curate: Curate, tagged_workspace: Path) -> None:
    table = curate("table", "-w", tagged_workspace, "-m", "nmda", "--source", "animal").stdout
    assert "were taken for the table: mechanism 'nmda', study animal." in " ".join(table.split())


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "tsv", "html", "latex"])
def test_split_columns_in_every_format(curate: Curate, tagged_workspace: Path, form: str) -> None:
    result = curate("table", "-q", "-w", tagged_workspace, "--split", "-f", form)
    assert result.exit_code == 0, result.stderr
    assert "human" in result.stdout
    if form == "csv":
        assert header(result.stdout)[:2] == ["tolerance, animal", "tolerance, human"]
    if form == "html":
        assert 'scope="colgroup"' in result.stdout
        assert 'rowspan="2"' in result.stdout
    if form == "latex":
        assert r"\cmidrule(lr){2-" in result.stdout


def test_all_columns(curate: Curate, tagged_workspace: Path) -> None:
    found = header(curate("table", "-w", tagged_workspace, "-f", "csv", "--all-columns").stdout)
    assert found == ["tolerance", "hyperalgesia", "allodynia", "dependence", "withdrawal"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020", "2020-12-31"), ("2020-02", "2020-02-29"), (" 2020-2-3 ", "2020-02-03")],
)
def test_a_day_a_month_or_a_year(text: str, day: str) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["", "20", "2020-13", "2020-02-30", "2020/1/1", "0000", "soon"])
def test_what_is_no_date(curate: Curate, tagged_workspace: Path, text: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        last_day(text)
    result = curate("table", "-w", tagged_workspace, "--as-of", text)
    assert (result.exit_code, result.stdout) == (2, "")


def test_as_of_takes_decisions_and_papers_back(curate: Curate, own: Path) -> None:
    before = json.loads(curate("table", "-w", own, "-f", "json").stdout)
    claims = findings(own)
    judge(own, "Ada", "n" * len(claims), claims)
    assert json.loads(curate("table", "-w", own, "-f", "json").stdout)["groups"] == []
    # The invented records are of this century, and the decisions of today.
    past = json.loads(curate("table", "-w", own, "-f", "json", "--as-of", "2025").stdout)
    assert past["groups"] == before["groups"]
    assert any("As of 2025-12-31" in note["text"] for note in past["notes"])
    old = json.loads(curate("table", "-w", own, "-f", "json", "--as-of", "1900").stdout)
    assert old["groups"] == []
    assert any("published after 1900-12-31" in note["text"] for note in old["notes"])
    cited = curate("cite", "-q", "-w", own, "--as-of", "2025").stdout.splitlines()
    assert len(cited) == len(before["references"])
