import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.eutils.faults import Fault, Faults, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer
from tests.pubmed.making import abstract, entered, mesh, numbered, record, record_set

AUTHOR = (
    "<AuthorList><Author><LastName>Quill</LastName><Initials>AB</Initials></Author></AuthorList>"
)
RECORDS = (
    record(
        900000001,
        title="Opioid tolerance in <i>rats</i>.",
        article=abstract("NMDA receptors were blocked.") + AUTHOR,
        citation_extra=mesh("Drug Tolerance", "Rats"),
        data=entered("2001-02-03"),
    ),
    record(
        900000002,
        title="Tolerance of the opioid kind.",
        article=abstract("Nothing on receptors."),
        data=entered("2010-06-01"),
    ),
    record(900000003, title="Frogs.", article=abstract("NMDA-free."), data=entered("2020-01-01")),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EutilsServer]:
    path = tmp_path_factory.mktemp("eutils") / "records.xml"
    path.write_bytes(record_set(*RECORDS))
    with start([path]) as server:
        yield server


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EutilsServer]:
    path = tmp_path_factory.mktemp("eutils") / "many.xml"
    path.write_bytes(numbered(10_020))
    with start([path]) as server:
        yield server


def get(server: EutilsServer, utility: str, **parameters: object) -> bytes:
    address = f"{server.base_url}{utility}.fcgi?{urlencode(parameters)}"
    with urllib.request.urlopen(address, timeout=10) as reply:  # noqa: S310 - loopback
        body: bytes = reply.read()
    return body


def xml(server: EutilsServer, utility: str, **parameters: object) -> ET.Element:
    return ET.fromstring(get(server, utility, db="pubmed", **parameters))  # noqa: S314 - ours


def ids(server: EutilsServer, term: str, **parameters: object) -> list[int]:
    reply = xml(server, "esearch", term=term, **parameters)
    return [int(e.text or "") - 900000000 for e in reply.iterfind("IdList/Id")]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("opioid tolerance", [2, 1]),
        ('"opioid tolerance"', [1]),
        ('"opioid tolerance"[tiab]', [1]),
        ("receptors[ti]", []),
        ("receptors[tiab]", [2, 1]),
        ("nmda free[tiab]", [3]),
        ("recept*", [2, 1]),
        ("toler*[ti] NOT rats", [2]),
        ("rats[mh]", [1]),
        ('"drug tolerance"[MeSH Terms]', [1]),
        ('"drug tolerance"[mh:noexp]', [1]),
        ("quill ab[au]", [1]),
        ("quill[au]", [1]),
        ("frogs OR rats AND opioid", [1]),
        ("frogs OR (rats AND opioid)", [3, 1]),
        ("(frogs OR rats) NOT opioid", [3]),
        ("900000002:900000003[uid]", [3, 2]),
        ("900000002[pmid]", [2]),
        ("1999[dp]", [3, 2, 1]),
        ("2000:2010[pdat]", []),
        ("2001/02/03:2010[edat]", [2, 1]),
        ("all[sb]", [3, 2, 1]),
        ("(((frogs", [3]),
    ],
)
def test_query_language(small: EutilsServer, term: str, expected: list[int]) -> None:
    assert ids(small, term) == expected


def test_search_pages_counts_and_dates(small: EutilsServer) -> None:
    assert ids(small, "all[sb]", retstart=1, retmax=1) == [2]
    reply = xml(small, "esearch", term="all[sb]", rettype="count")
    assert (reply.findtext("Count"), reply.find("IdList")) == ("3", None)
    assert ids(small, "all[sb]", datetype="edat", mindate="2010/06", maxdate="3000") == [3, 2]


def test_search_says_what_it_did_not_find(small: EutilsServer) -> None:
    reply = xml(small, "esearch", term='xyzzy[tiab] OR frogs[bogus] OR "no such"')
    assert reply.findtext("ErrorList/PhraseNotFound") == "xyzzy"
    assert reply.findtext("ErrorList/FieldNotFound") == "bogus"
    assert reply.findtext("WarningList/QuotedPhraseNotFound") == "no such"
    assert reply.findtext("Count") == "1"
    assert '"frogs"[All Fields]' in (reply.findtext("QueryTranslation") or "")
    nothing = xml(small, "esearch", term="xyzzy")
    assert nothing.findtext("WarningList/OutputMessage") == "No items found."
    assert "Empty term" in (xml(small, "esearch", term="").findtext("ERROR") or "")


def test_ceiling_of_a_search(large: EutilsServer) -> None:
    assert len(ids(large, "zebrafish", retmax=20_000)) == 9_999
    assert len(ids(large, "zebrafish", retstart=9_500, retmax=500)) == 499
    reply = xml(large, "esearch", term="zebrafish", retstart=9_999)
    assert "cannot be larger than 9998" in (reply.findtext("ERROR") or "")
    assert xml(large, "esearch", term="zebrafish").findtext("Count") == "10020"


def test_history(small: EutilsServer) -> None:
    reply = xml(small, "esearch", term="opioid", usehistory="y")
    history = {"WebEnv": reply.findtext("WebEnv"), "query_key": reply.findtext("QueryKey")}
    assert get(small, "efetch", **history, rettype="uilist").split() == [
        b"900000002",
        b"900000001",
    ]
    assert ids(small, "rats", **history) == [1]
    posted = xml(small, "epost", id="900000003,900000001", WebEnv=history["WebEnv"])
    assert posted.findtext("QueryKey") == "2"
    fetched = xml(small, "efetch", WebEnv=posted.findtext("WebEnv"), query_key=2, retstart=1)
    assert [e.text for e in fetched.iterfind(".//PMID")] == ["900000001"]


def test_fetch_gives_the_bytes_of_the_file(small: EutilsServer) -> None:
    body = get(small, "efetch", id="900000003,00900000001,900000001,999999999")
    first, second = RECORDS[2].encode(), RECORDS[0].encode()
    assert body.index(first) < body.index(second)
    assert body.count(b"<PubmedArticle>") == 2
    assert b"<PubmedArticle>" not in get(small, "efetch", id="999999999")
    with pytest.raises(urllib.error.HTTPError, match="400"):
        get(small, "efetch", id="abc")


def test_post_is_as_good_as_get(small: EutilsServer) -> None:
    data = urlencode({"db": "pubmed", "id": "900000001"}).encode()
    address = f"{small.base_url}efetch.fcgi"
    with urllib.request.urlopen(address, data, timeout=10) as reply:  # noqa: S310 - loopback
        assert RECORDS[0].encode() in reply.read()
    assert small.log[-1].method == "POST"
    assert small.log[-1].parameters["id"] == "900000001"


def test_summaries_and_info(small: EutilsServer) -> None:
    reply = xml(small, "esummary", id="900000001,999999999")
    assert reply.findtext("DocSum/Item") == "Opioid tolerance in rats."
    assert "999999999" in (reply.findtext("ERROR") or "")
    assert xml(small, "einfo").findtext("DbInfo/Count") == "3"
    assert b"<DbName>pubmed</DbName>" in get(small, "einfo")


def test_limits_of_requests_a_second(tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    path.write_bytes(record_set(*RECORDS))
    with start([path], limited=True, keys=["good"]) as server:
        for _ in range(3):
            get(server, "einfo")
        with pytest.raises(urllib.error.HTTPError) as caught:
            get(server, "einfo")
        with caught.value as error:
            assert (error.code, error.headers["Retry-After"]) == (429, "2")
            assert "rate limit" in json.loads(error.read())["error"]
        for _ in range(10):
            get(server, "einfo", api_key="good")
        with pytest.raises(urllib.error.HTTPError, match="400"):
            get(server, "einfo", api_key="bad")


def test_faults_by_number_and_by_chance() -> None:
    numbers = Faults([Fault(kind=Kind.EMPTY, on="efetch", nth=frozenset({2}))])
    picked = [numbers.pick(u) for u in ("efetch", "esearch", "efetch", "efetch")]
    assert [p is not None for p in picked] == [False, False, True, False]
    chances = Faults([Fault(kind=Kind.RESET, chance=0.5)], seed=1)
    struck = sum(chances.pick("efetch") is not None for _ in range(200))
    assert 60 < struck < 140


def test_drops_records_in_silence(small: EutilsServer) -> None:
    small.set_faults(Fault(kind=Kind.DROPPED, count=2))
    try:
        reply = xml(small, "efetch", id="900000001,900000002,900000003")
    finally:
        small.set_faults()
    assert [e.text for e in reply.iterfind(".//PMID")] == ["900000003"]


def test_from_another_process(tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    path.write_bytes(record_set(*RECORDS))
    command = [sys.executable, "-m", "tests.eutils", str(path), "--unlimited"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/entrez/eutils/", url)
            url += "einfo.fcgi"
            with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310 - loopback
                assert b"pubmed" in reply.read()
        finally:
            process.kill()
