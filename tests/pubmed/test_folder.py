import gzip
import hashlib
from pathlib import Path

import pytest

from curate.core.errors import BadFile
from curate.pubmed.checksums import checked_digest, sum_file
from curate.pubmed.folder import list_folder, nlm_order
from tests.pubmed.making import record, record_set

DATA = record_set(record(900000001))
SUM = hashlib.md5(DATA).hexdigest()  # noqa: S324 - what NLM publishes
NAME = "pubmed21n1298.xml.gz"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(DATA)
    return path


@pytest.mark.parametrize(
    "text",
    [
        f"MD5({NAME})= {SUM}\n",
        f"MD5 ({NAME}) = {SUM.upper()}\n",
        f"{SUM}  {NAME}\n",
        f"{SUM} *{NAME}\r\n",
        f"{SUM}  ./mirror/{NAME}",
        f"{SUM}\n",
        f"{'0' * 32}  another.xml.gz\n{SUM}  {NAME}\n",
    ],
)
def test_a_sum_that_agrees(file: Path, text: str) -> None:
    sum_file(file).write_text(text)
    assert checked_digest(file) == hashlib.sha256(DATA).hexdigest()


def test_no_sum_beside_is_no_error(file: Path) -> None:
    assert checked_digest(file) == hashlib.sha256(DATA).hexdigest()


def test_a_sum_that_differs_names_the_file(file: Path) -> None:
    sum_file(file).write_text(f"MD5({NAME})= {SUM}\n")
    file.write_bytes(DATA + b" ")
    with pytest.raises(BadFile, match=rf"{NAME} is damaged: its MD5 is \w{{32}}, and .* {SUM}"):
        checked_digest(file)


@pytest.mark.parametrize("text", ["", "<html>no such file</html>", f"MD5(other.xml.gz)= {SUM}"])
def test_a_sum_file_without_the_sum(file: Path, text: str) -> None:
    sum_file(file).write_text(text)
    with pytest.raises(BadFile, match="holds no MD5 sum of"):
        checked_digest(file)


def test_a_file_that_is_absent(file: Path) -> None:
    sum_file(file).write_text(SUM)
    file.unlink()
    with pytest.raises(BadFile, match=rf"{NAME} is not here, but {NAME}\.md5 is"):
        checked_digest(file)
    sum_file(file).unlink()
    with pytest.raises(BadFile, match="does not exist"):
        checked_digest(file)


def test_the_order_of_a_folder(tmp_path: Path) -> None:
    names = [
        "baseline/pubmed21n0002.xml.gz",
        "baseline/pubmed21n0010.xml.gz",
        "baseline/pubmed21n0011.xml",
        "mine/list9.nbib",
        "mine/list10.nbib",
        "mine/saved.txt",
        "updatefiles/pubmed21n1298.xml.gz",
    ]
    for name in [*names, "mine/README.md", "mine/notes.txt", ".git/x.xml", "mine/.part.xml"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(DATA)
    (tmp_path / "mine/saved.txt").write_text("\nPMID- 900000001\nTI  - T.\n")
    (tmp_path / "mine/notes.txt").write_text("Buy milk.\n")
    (tmp_path / "updatefiles/pubmed21n1299.xml.gz.md5").write_text(SUM)
    (tmp_path / "mine/README.md.md5").write_text(SUM)
    found = list_folder(tmp_path)
    relative = [path.relative_to(tmp_path).as_posix() for path in found.files]
    assert relative == [*names, "updatefiles/pubmed21n1299.xml.gz"]
    assert {path.name for path in found.others} == {"README.md", "notes.txt"}
    assert len(found.notes) == 1
    assert "pubmed21n0003, pubmed21n0004" in found.notes[0]
    assert "and 1,288 more" in found.notes[0]


def test_a_name_with_a_raised_number_is_a_name(tmp_path: Path) -> None:
    names = ["list1²3.nbib", "list2.nbib"]
    for name in names:
        (tmp_path / name).write_bytes(DATA)
    assert [path.name for path in list_folder(tmp_path).files] == names


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(gzip.compress(b"Buy milk."))
    with pytest.raises(BadFile, match="holds no file to import"):
        list_folder(tmp_path)


def test_the_order_of_nlm_files() -> None:
    names = ("pubmed20n1274.xml.gz", "pubmed21n0001.xml", "pubmed21n1298.xml.gz")
    orders = [nlm_order(Path(name)) for name in names]
    assert orders == sorted(orders, key=lambda order: order or 0)
    assert len(set(orders)) == 3
    assert nlm_order(Path("export.xml")) is None
