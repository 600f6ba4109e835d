"""The wheel that is built holds all that an installation needs, the sample too."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from curate.cli.sample import find_sample
from curate.core.errors import ConfigurationError

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the wheel was unpacked, as an installer does."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_every_file_of_the_package_is_in_the_wheel(installed: Path) -> None:
    there = {
        path
        for path in (p.relative_to(ROOT) for p in (ROOT / "curate").rglob("*") if p.is_file())
        if not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }
    packed = {p.relative_to(installed) for p in installed.rglob("*") if p.is_file()}
    assert Path("curate/py.typed") in there
    assert there <= packed


def test_the_sample_is_found_in_an_installation(installed: Path) -> None:
    sample = find_sample(installed / "curate")
    assert sample.records == installed / "curate" / "sample" / "sample.xml"
    assert sample.records.read_bytes() == find_sample().records.read_bytes()
    assert sample.gold.read_bytes() == find_sample().gold.read_bytes()


def test_the_sample_is_found_in_a_checkout() -> None:
    sample = find_sample(ROOT / "curate")
    assert sample.records == ROOT / "corpus" / "sample" / "sample.xml"
    assert sample.gold == ROOT / "annotations" / "sample.gold.jsonl"


def test_no_sample_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="sample"):
        find_sample(tmp_path / "curate")


def test_the_demo_runs_from_an_installation(installed: Path, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CURATE_")}
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-m", "curate", "demo", "its workspace"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        encoding="utf-8",
        env=environment | plain,
    )
    assert done.returncode == 0, done.stderr
    assert str(installed / "curate" / "sample") in done.stderr
    assert "NMDA receptor" in done.stdout
    assert "invented" in done.stdout
    assert "curate show" in done.stderr
    assert (tmp_path / "its workspace" / "curate.db").is_file()
