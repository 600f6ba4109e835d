import gzip
from pathlib import Path

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, document, record


def test_a_file_is_read_and_kept(curate: Curate, workspace: Path, records: Path) -> None:
    result = curate("import", records, "-w", workspace)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "records.xml: 12 records (12 new)" in result.stderr.splitlines()
    (kept,) = (workspace / "corpus" / "imported").iterdir()
    assert gzip.decompress(kept.read_bytes()) == records.read_bytes()


def test_twice_changes_nothing(curate: Curate, workspace: Path, records: Path) -> None:
    curate("import", records, "-w", workspace)
    again = curate("import", records, "-w", workspace, "--json", "-q")
    (file,) = loaded(again)["files"]
    assert (file["saved"]["new"], file["saved"]["unchanged"]) == (0, 12)
    assert again.stderr == ""


def test_one_bad_file_does_not_stop_the_others(
    curate: Curate, workspace: Path, records: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "page.xml"
    bad.write_text("<!DOCTYPE html><html></html>", "utf-8")
    result = curate("import", bad, tmp_path / "absent.xml", records, "-w", workspace)
    assert result.exit_code == 6
    assert result.stderr.count("Error: ") == 2
    assert "12 new" in result.stderr
    assert curate("import", bad, "-w", workspace).exit_code == 3


def test_an_unreadable_record_is_named(curate: Curate, workspace: Path, tmp_path: Path) -> None:
    broken = (
        record(FIRST, "Fine.").replace("<Article ", "<Other ").replace("</Article>", "</Other>")
    )
    file = tmp_path / "mixed.xml"
    file.write_text(document([broken, record(FIRST + 1, "Fine.")]), "utf-8")
    result = curate("import", file, "-w", workspace, "-q")
    assert result.exit_code == 6
    assert f"  {FIRST}: " in result.stderr
    assert loaded(curate("status", "--json", "-w", workspace))["status"]["records"] == 1
