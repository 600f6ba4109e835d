import gzip
from pathlib import Path

import pytest

from curate.core.article import Article
from curate.core.errors import BadFile
from curate.pubmed.files import open_records
from curate.pubmed.parse import Record
from tests.pubmed.making import numbered, record, record_set


def test_gzip_is_told_by_its_bytes(tmp_path: Path) -> None:
    data = record_set(record(900000001))
    plain, packed = tmp_path / "plain.xml.gz", tmp_path / "packed.xml"
    plain.write_bytes(data)
    packed.write_bytes(gzip.compress(data))
    for path in (plain, packed):
        (article,) = open_records(path)
        assert isinstance(article, Article)
        assert article.pmid == "900000001"


def test_members_of_gzip_one_after_the_other(tmp_path: Path) -> None:
    data = record_set(record(900000001), record(900000002))
    path = tmp_path / "two.xml.gz"
    path.write_bytes(gzip.compress(data[:200]) + gzip.compress(data[200:]))
    assert len(list(open_records(path))) == 2


def test_cut_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(numbered(3000))
    path = tmp_path / "cut.xml.gz"
    path.write_bytes(whole[: len(whole) // 2])
    found: list[Record] = []
    with pytest.raises(BadFile, match=r"cut\.xml\.gz is cut short"):
        found.extend(open_records(path))
    assert 100 < len(found) < 3000
    assert isinstance(found[0], Article)
    assert found[0].pmid == "900000001"


def test_damaged_gzip(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(numbered(3000)))
    whole[len(whole) // 2] ^= 0xFF
    path = tmp_path / "bad.xml.gz"
    path.write_bytes(whole)
    with pytest.raises(BadFile, match=r"bad\.xml\.gz is (damaged|not well-formed)"):
        list(open_records(path))
    path.write_bytes(b"\x1f\x8bnothing but words")
    with pytest.raises(BadFile, match="is damaged"):
        list(open_records(path))


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="is a directory") as caught:
        list(open_records(tmp_path))
    assert "*.xml.gz" in caught.value.hint
    with pytest.raises(BadFile, match="does not exist"):
        list(open_records(tmp_path / "none.xml"))
    for name, data in (("empty.xml", b""), ("empty.xml.gz", gzip.compress(b""))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadFile, match=f"{name} is empty"):
            list(open_records(tmp_path / name))
