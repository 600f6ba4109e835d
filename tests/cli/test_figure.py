from pathlib import Path

import pytest

from tests.cli.conftest import Curate

KINDS = (("map",), ("graph",), ("compare", "tolerance", "hyperalgesia"), ("map", "tolerance"))


@pytest.mark.parametrize("kind", KINDS, ids=" ".join)
def test_a_figure_as_svg_and_as_png(
    curate: Curate, tagged_workspace: Path, tmp_path: Path, kind: tuple[str, ...]
) -> None:
    svg, png = tmp_path / "figure.svg", tmp_path / "figure.png"
    for output in (svg, png):
        result = curate("figure", *kind, "-w", tagged_workspace, "-o", output)
        assert result.exit_code == 0, result.output
        assert f"Wrote {output}." in result.stderr
    assert svg.read_text("utf-8").startswith("<svg")
    assert png.read_bytes().startswith(b"\x89PNG")
    printed = curate("figure", *kind, "-w", tagged_workspace)
    assert printed.stdout == svg.read_text("utf-8")


def test_the_same_command_gives_the_same_bytes(curate: Curate, tagged_workspace: Path) -> None:
    first, second = (curate("figure", "graph", "-w", tagged_workspace).stdout for _ in range(2))
    assert first == second


def test_top_and_filters_leave_mechanisms_out(curate: Curate, tagged_workspace: Path) -> None:
    whole = curate("figure", "-w", tagged_workspace).stdout
    one = curate("figure", "--top", "1", "-w", tagged_workspace).stdout
    assert "left out" in one
    assert len(one) < len(whole)
    none = curate("figure", "--mechanism", "no such thing", "-w", tagged_workspace)
    assert none.exit_code == 0
    assert "No claim stands" in none.stdout
    assert "No claim stands" in none.stderr


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("compare",), "of two phenomena, and 0 are named"),
        (("compare", "tolerance"), "of two phenomena, and 1 are named"),
        (("compare", "tolerance", "tolerance"), "can't be compared with itself"),
        (("map", "pain"), "knows no phenomenon 'pain'"),
        (("map", "-o", "figure.docx"), "no format goes with the ending"),
    ],
)
def test_what_makes_no_sense_is_refused(
    curate: Curate, tagged_workspace: Path, arguments: tuple[str, ...], error: str
) -> None:
    result = curate("figure", *arguments, "-w", tagged_workspace)
    assert result.exit_code == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first.startswith("Error: ")
    assert error in first
    assert second.startswith("Hint: ")


def test_signs_without_a_font_are_named(
    curate: Curate, tagged_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curate.formats.png._pictured", lambda _: b"")
    result = curate("figure", "-w", tagged_workspace, "-o", tmp_path / "map.png", "-q")
    assert result.exit_code == 0
    assert "No font here has these signs" in result.stderr
