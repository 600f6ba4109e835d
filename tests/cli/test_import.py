import gzip
import hashlib
import sqlite3
from pathlib import Path

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, SENTENCES, document, record


def test_a_file_is_read_and_kept(curate: Curate, workspace: Path, records: Path) -> None:
    result = curate("import", records, "-w", workspace)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "records.xml: 12 records (12 new)" in result.stderr.splitlines()
    (kept,) = (workspace / "corpus" / "imported").iterdir()
    assert gzip.decompress(kept.read_bytes()) == records.read_bytes()


def test_twice_changes_nothing(curate: Curate, workspace: Path, records: Path) -> None:
    curate("import", records, "-w", workspace)
    skipped = curate("import", records, "-w", workspace)
    assert "records.xml: imported before, not read again" in skipped.stderr
    again = curate("import", records, "--again", "-w", workspace, "--json", "-q")
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


def nlm_file(folder: Path, number: int, text: str, *, good: bool = True) -> Path:
    """Write a numbered file of one record, with its sum beside it."""
    path = folder / f"pubmed21n{number:04}.xml.gz"
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
    mark = hashlib.md5(path.read_bytes() if good else b"").hexdigest()  # noqa: S324
    path.with_name(f"{path.name}.md5").write_text(f"MD5({path.name})= {mark}\n")
    return path


def test_a_folder_of_nlm_files(curate: Curate, workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    folder.mkdir()
    nlm_file(folder, 1, document([record(FIRST, "Old text."), record(FIRST + 1, SENTENCES[0])]))
    gone = f'<DeleteCitation><PMID Version="1">{FIRST + 1}</PMID></DeleteCitation>'
    update = document([record(FIRST, "New text.")]).replace("</PubmedArticleSet>", gone + "$")
    last = nlm_file(folder, 2, update.replace("$", "</PubmedArticleSet>"))
    nlm_file(folder, 3, document([record(FIRST + 2, "Never seen.")]), good=False)
    (folder / "README.txt").write_text("About these files.\n")
    first = folder / "pubmed21n0001.xml.gz"
    assert curate("import", first, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace).exit_code == 0
    result = curate("import", folder, "-w", workspace)
    assert result.exit_code == 6
    assert "pubmed21n0001.xml.gz: imported before" in result.stderr
    assert "pubmed21n0002.xml.gz: 1 records (1 changed), 1 marked as deleted" in result.stderr
    assert "pubmed21n0003.xml.gz is damaged: its MD5 is" in result.stderr
    assert "no files of records: README.txt" in result.stderr
    status = loaded(curate("status", "--json", "-w", workspace))["status"]
    assert (status["records"], status["standings"]["deleted"]) == (1, 1)
    # The claims of a deleted record stay: they can be shown by their id, and are in no list.
    assert curate("import", last, "--again", "-w", workspace).exit_code == 0
    with sqlite3.connect(workspace / "curate.db") as database:
        rows = database.execute("SELECT count(*) FROM claims WHERE pmid = ?", (FIRST + 1,))
        assert rows.fetchone()[0] > 0
    database.close()
    kept = [path.name for path in (workspace / "corpus" / "imported").iterdir()]
    assert not [name for name in kept if "0003" in name]
    nlm_file(folder, 3, document([record(FIRST + 2, "Seen now.")]))
    assert "2 files: imported before" in curate("import", folder, "-w", workspace).stderr


def test_records_without_a_pmid_are_listed_with_what_to_do(
    curate: Curate, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "library.ris"
    file.write_text(
        f"TY  - JOUR\nTI  - Known\nN1  - PMID: {FIRST}\nER  - \n\n"
        "TY  - JOUR\nTI  - Unknown\nDO  - 10.99999/inv.1\nER  - \n",
        "utf-8",
    )
    result = curate("import", file, "-w", workspace)
    assert result.exit_code == 6
    assert "library.ris: 1 records (1 new)" in result.stderr
    assert "library.ris: records that could not be imported: 1" in result.stderr
    assert 'line 6 ("Unknown", DOI 10.99999/inv.1) has no PMID' in result.stderr
    assert "Hint: " in result.stderr
    (kept,) = (workspace / "corpus" / "imported").iterdir()
    assert kept.name.endswith(".ris.gz")
    again = curate("import", file, "-w", workspace, "--json")
    assert loaded(again)["files"][0]["saved"]["unchanged"] == 1


def test_text_does_not_replace_xml(
    curate: Curate, workspace: Path, records: Path, tmp_path: Path
) -> None:
    curate("import", records, "-w", workspace)
    file = tmp_path / "export.nbib"
    file.write_text(f"PMID- {FIRST}\nTI  - Shorter.\nLR  - 20260101\n", "utf-8")
    result = curate("import", file, "-w", workspace)
    assert "export.nbib: 1 records (1 here in a fuller form)" in result.stderr
