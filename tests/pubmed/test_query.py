from pathlib import Path

import pytest

from curate.core.errors import BadFile, UsageError
from curate.pubmed.query import (
    normalise_query,
    parse_pmids,
    parse_since,
    read_pmid_file,
    read_pmid_list,
)


def test_queries() -> None:
    assert normalise_query('  opioid\n AND\t"drug tolerance"[mh] ') == (
        'opioid AND "drug tolerance"[mh]'
    )
    with pytest.raises(UsageError, match="empty"):
        normalise_query(" \n ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001", "2001"),
        ("2001/2", "2001-02"),
        ("2001-02", "2001-02"),
        (" 2001-02-03 ", "2001-02-03"),
        ("2001/2/3", "2001-02-03"),
    ],
)
def test_since(text: str, expected: str) -> None:
    assert parse_since(text) == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "01", "2001-13", "2001-02-30", "2001-02-03-04", "0000"]
)
def test_since_that_is_no_date(text: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        parse_since(text)


def test_list_of_pmids() -> None:
    text = (
        "\ufeff# picked by hand\n900000002\n\nPMID: 900000001  # twice below\r\npmid900000003\n"
        "https://pubmed.ncbi.nlm.nih.gov/900000004/?from=x#top\n"
        "http://www.ncbi.nlm.nih.gov/pubmed/900000005\n000900000001,\n"
    )
    assert read_pmid_list(text) == tuple(str(900000000 + n) for n in (2, 1, 3, 4, 5))


def test_list_with_other_things() -> None:
    text = "900000001\nPMC123\n10.1000/x\n0\nabc\n"
    with pytest.raises(BadFile) as caught:
        read_pmid_list(text, name="pmids.txt")
    assert str(caught.value) == (
        "pmids.txt has lines that are no PMID: line 2 ('PMC123'), line 3 ('10.1000/x'), "
        "line 4 ('0') and 1 more"
    )
    with pytest.raises(BadFile, match="holds no PMID"):
        read_pmid_list("# nothing\n")


def test_list_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "pmids.txt"
    path.write_text("900000001\n", encoding="utf-8")
    assert read_pmid_file(path) == ("900000001",)
    path.write_bytes(b"\xff\xfe9\x000\x00")
    with pytest.raises(BadFile, match="UTF-8"):
        read_pmid_file(path)
    for missing in (tmp_path, tmp_path / "none"):
        with pytest.raises(BadFile, match="can't read"):
            read_pmid_file(missing)


def test_pmids_of_a_command_line() -> None:
    assert parse_pmids(["900000002", "PMID:900000001", "900000002"]) == ("900000002", "900000001")
    with pytest.raises(UsageError, match="'12a' is no PMID"):
        parse_pmids(["12a"])
    # Digits of other scripts are no PMID.
    with pytest.raises(UsageError, match="is no PMID"):
        parse_pmids(["\u0661\u0662"])
