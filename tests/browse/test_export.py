"""The pages as files: whole, linked among each other, and with nothing that needs a server."""

import html
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curate.browse.export import file_of
from curate.cli.app import app
from curate.cli.wiring import open_store, review_session
from curate.cli.workspace import open_workspace
from curate.core.act import Act
from curate.core.review import Verdict
from tests.browse.judge import copied, first_claim

HUSHED = "hushword"


@pytest.fixture(scope="module")
def root(sample_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(sample_workspace, tmp_path_factory.mktemp("exported"))
    space = open_workspace(root).using(reviewer="Ada")
    with open_store(space) as store:
        act = Act(claim=first_claim(root), verdict=Verdict.ACCEPT, note=HUSHED)
        review_session(space, store).decide(act)
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    folder = root.parent / "site"
    done = CliRunner().invoke(app, ["browse", "-w", str(root), "--export", str(folder)])
    assert done.exit_code == 0, done.output
    assert re.search(r"Wrote [\d,]+ pages into", done.stderr)
    return folder


def test_every_link_leads_to_a_file(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 100
    broken = [
        (page.relative_to(site), link)
        for page in pages
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', page.read_text("utf-8"))
        if not re.match(r"https://|data:|#", link)
        and not (page.parent / html.unescape(link).partition("#")[0]).is_file()
    ]
    assert broken == []


def test_nothing_private_and_nothing_for_a_server(site: Path, root: Path) -> None:
    texts = [page.read_text("utf-8") for page in site.rglob("*.html")]
    assert [text for text in texts if HUSHED in text or "<form" in text or "<script" in text] == []
    claim = site / "claim" / f"{first_claim(root)}.html"
    assert "Ada" in claim.read_text("utf-8")
    assert not list(site.rglob("*.db"))


def test_the_same_workspace_gives_the_same_bytes(site: Path, root: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["browse", "-w", str(root), "--export", str(tmp_path / "again"), "-q"]
    )
    assert (done.exit_code, done.output) == (0, "")
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    again = tmp_path / "again"
    assert {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()} == first


def test_a_folder_with_something_in_it_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = CliRunner().invoke(app, ["browse", "-w", str(root), "--export", str(tmp_path)])
    assert done.exit_code == 2
    assert "is there and not empty" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("below", ["site", "deeper/site"])
def test_a_folder_below_a_file_is_refused(root: Path, tmp_path: Path, below: str) -> None:
    (tmp_path / "mine").write_text("mine")
    folder = tmp_path / "mine" / below
    done = CliRunner().invoke(app, ["browse", "-w", str(root), "--export", str(folder)])
    assert done.exit_code == 2
    assert "a file stands where a folder must be" in done.stderr
    assert "Hint: Name a new folder" in done.stderr
    assert (tmp_path / "mine").read_text() == "mine"


def test_every_address_has_a_file_of_its_own() -> None:
    addresses = [
        "/cell/a/b",
        "/cell/A/b",
        "/cell/a b/c",
        "/cell/a_b/c",
        "/cell/" + "x" * 300 + "/b",
    ]
    files = [file_of(address, []) for address in addresses]
    files += [file_of("/", []), file_of("/", [("source", "animal")]), file_of("/cell//b", [])]
    assert len({file.lower() for file in files}) == len(files)
    assert max(len(part) for file in files for part in file.split("/")) < 120
