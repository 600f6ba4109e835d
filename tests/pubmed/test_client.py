import gzip
import io
import re
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from Bio import Entrez

from curate.core.article import Article
from curate.core.errors import (
    ConfigurationError,
    SourceRefused,
    SourceUnavailable,
    UsageError,
)
from curate.core.ports import Source
from curate.pubmed import biopython
from curate.pubmed.biopython import build_request, read_small_reply
from curate.pubmed.client import EntrezClient
from curate.pubmed.pacing import Pacer, Patience, Timing, pause_after
from curate.pubmed.parse import read_records
from curate.pubmed.replies import BadReply
from curate.pubmed.transport import _unpacked
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer
from tests.pubmed.making import entered, numbered, record, record_set

KEY = "0123456789secretkey+/="
NOW = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)


@dataclass
class HeldTime:
    """A clock that only sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def timing(self) -> Timing:
        return Timing(monotonic=lambda: self.now, sleep=self.sleep, dice=lambda: 1.0)


def client(server: EutilsServer, time: HeldTime | None = None, **settings: object) -> EntrezClient:
    values = {
        "email": "someone@example.org",
        "base_url": server.base_url,
        "timing": (time or HeldTime()).timing,
        "now": lambda: NOW,
        "patience": Patience(timeout=5.0),
    }
    return EntrezClient(**(values | settings))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.xml"
    path.write_bytes(numbered(10_020))
    return path


@pytest.fixture(scope="module")
def many_server(many_file: Path) -> Iterator[EutilsServer]:
    with start([many_file], keys=[KEY]) as server:
        yield server


@pytest.fixture
def many(many_server: EutilsServer) -> Iterator[EutilsServer]:
    many_server.set_faults()
    many_server.log.clear()
    yield many_server
    many_server.set_faults()


@pytest.fixture
def few(tmp_path: Path) -> Iterator[EutilsServer]:
    path = tmp_path / "few.xml"
    path.write_bytes(
        record_set(
            record(900000010, title="Opioid tolerance.", data=entered("2001-01-01")),
            record(900000009, title="Opioid tolerance again.", data=entered("2019-05-06")),
            record(90000001, title="Opioids at large.", data=entered("2019-05-06")),
        )
    )
    with start([path]) as server:
        yield server


def pmids_in(data: bytes) -> list[str]:
    return [a.pmid for a in read_records(io.BytesIO(data)) if isinstance(a, Article)]


def test_is_a_source(few: EutilsServer) -> None:
    source: Source = client(few)
    found = source.search(" opioid \n tolerance ", since=None, maximum=None)
    assert found.query == "opioid tolerance"
    assert found.pmids == ("900000009", "900000010")
    assert (found.count, found.kind) == (2, "query")
    assert found.translation == '"opioid tolerance"[All Fields]'
    assert found.searched_at == "2026-11-22T10:00:00+00:00"
    assert found.warnings == ()
    assert pmids_in(source.fetch(found.pmids)) == ["900000009", "900000010"]


def test_every_request_says_who_asks(few: EutilsServer) -> None:
    source = client(few, tool="curate")
    source.fetch(source.search("opioid", since=None, maximum=None).pmids)
    assert [entry.utility for entry in few.log] == ["esearch", "efetch"]
    asked = [(e.parameters["email"], e.parameters["tool"]) for e in few.log]
    assert asked == [("someone@example.org", "curate")] * 2
    assert few.log[0].parameters["usehistory"] == "y"
    assert few.log[1].parameters["retmode"] == "xml"


def test_pmids_are_sorted_by_number(few: EutilsServer) -> None:
    found = client(few).search("opioid*", since=None, maximum=None)
    assert found.pmids == ("90000001", "900000009", "900000010")


def test_since(few: EutilsServer) -> None:
    found = client(few).search("opioid", since="2019-05", maximum=None)
    assert found.pmids == ("900000009",)
    assert found.since == "2019-05"


def test_nothing_found_is_an_answer_with_warnings(few: EutilsServer) -> None:
    found = client(few).search("xyzzy", since=None, maximum=None)
    assert (found.count, found.pmids) == (0, ())
    assert found.warnings == ("PubMed found nothing for: xyzzy", "PubMed says: No items found.")


def test_unknown_field_is_told(few: EutilsServer) -> None:
    found = client(few).search("opioid[bogus]", since=None, maximum=None)
    assert found.pmids == ("900000009", "900000010")
    assert found.warnings == ("PubMed does not know the field [bogus] and searched without it",)


def test_searches_that_make_no_sense(few: EutilsServer) -> None:
    with pytest.raises(UsageError, match="empty"):
        client(few).search("  ", since=None, maximum=None)
    with pytest.raises(UsageError, match="1 or more"):
        client(few).search("opioid", since=None, maximum=0)
    assert few.log == []


def test_more_hits_than_pubmed_hands_out(many: EutilsServer) -> None:
    told: list[str] = []
    everything = tuple(str(n) for n in range(900_000_001, 900_010_021))
    found = client(many, notify=told.append).search("zebrafish", since=None, maximum=None)
    assert (found.count, found.pmids) == (10_020, everything)
    assert found.query == "zebrafish"
    assert found.translation == '"zebrafish"[All Fields]'
    assert told == ["10,020 hits: listing them in ranges of PMIDs"]
    asked = [entry.parameters["term"] for entry in many.log]
    assert asked[:2] == ["zebrafish", "(zebrafish) AND 900010021:999999999[UID]"]
    assert len(asked) < 40
    found = client(many).search("zebrafish", since=None, maximum=10_001)
    assert (found.count, found.pmids, found.maximum) == (10_020, everything[-10_001:], 10_001)


def test_a_maximum_within_the_ceiling_takes_the_newest(many: EutilsServer) -> None:
    found = client(many).search("zebrafish", since=None, maximum=9_999)
    assert (found.count, len(found.pmids), found.maximum) == (10_020, 9_999, 9_999)
    newest = client(many).search("zebrafish", since=None, maximum=2)
    assert newest.pmids == ("900010019", "900010020")


def test_a_large_search_keeps_to_its_dates(many: EutilsServer) -> None:
    found = client(many, ceiling=1_000).search("zebrafish", since="2010", maximum=None)
    assert found.count == len(found.pmids) == 5_010
    assert {entry.parameters["mindate"] for entry in many.log} == {"2010"}


def test_what_pubmed_counts_and_does_not_list_is_an_error(many: EutilsServer) -> None:
    many.set_faults(Fault(kind=Kind.MISCOUNT, term="[UID]"))
    with pytest.raises(SourceUnavailable, match="for PMIDs 900010021 to 999999999, but"):
        client(many).search("zebrafish", since=None, maximum=None)
    many.set_faults(Fault(kind=Kind.MISCOUNT, term="AND 1:", nth=frozenset({3})))
    found = client(many).search("zebrafish", since=None, maximum=None)
    assert len(found.pmids) == 10_020


def test_a_lost_history_begins_the_listing_again(many: EutilsServer) -> None:
    many.set_faults(Fault(kind=Kind.EXPIRED, nth=frozenset({2})))
    time = HeldTime()
    found = client(many, time, page=1_000).search("zebrafish", since=None, maximum=2_500)
    assert len(found.pmids) == 2_500
    starts = [entry.parameters["retstart"] for entry in many.log]
    assert starts == ["0", "1000", "0", "1000", "2000"]
    assert sum(time.slept) < 3
    many.set_faults(Fault(kind=Kind.EXPIRED))
    with pytest.raises(SourceUnavailable, match=r"does not list them all: .*history"):
        client(many, page=1_000).search("zebrafish", since=None, maximum=2_500)


def test_a_count_that_changes_between_pages_begins_the_listing_again(many: EutilsServer) -> None:
    many.set_faults(Fault(kind=Kind.MISCOUNT, nth=frozenset({2})))
    found = client(many, page=1_000).search("zebrafish", since=None, maximum=2_500)
    assert (found.count, len(found.pmids)) == (10_020, 2_500)
    assert [e.parameters["retstart"] for e in many.log] == ["0", "1000", "0", "1000", "2000"]


def test_pages_come_from_the_history(many: EutilsServer) -> None:
    found = client(many, page=1_000).search("zebrafish", since=None, maximum=2_500)
    assert found.pmids == tuple(str(n) for n in range(900_007_521, 900_010_021))
    starts = [(e.parameters["retstart"], e.parameters["retmax"]) for e in many.log]
    assert starts == [("0", "1000"), ("1000", "1000"), ("2000", "500")]
    assert "WebEnv" not in many.log[0].parameters
    assert many.log[1].parameters["query_key"] == "1"
    assert many.log[1].parameters["WebEnv"].startswith("MCID_")


def test_fetch_asks_for_each_pmid_once_in_canonical_form(few: EutilsServer) -> None:
    data = client(few).fetch(["0900000010", "900000010", "900000009"])
    assert few.log[-1].parameters["id"] == "900000010,900000009"
    assert pmids_in(data) == ["900000010", "900000009"]
    with pytest.raises(UsageError, match="'x1' is no PMID"):
        client(few).fetch(["x1"])


def test_missing_records(few: EutilsServer) -> None:
    assert pmids_in(client(few).fetch(["900000009", "999999999"])) == ["900000009"]
    assert pmids_in(client(few).fetch(["999999999"])) == []
    assert pmids_in(client(few).fetch([])) == []
    few.set_faults(Fault(kind=Kind.BAD_REQUEST, text="ID list is empty! No correct IDs."))
    assert pmids_in(client(few).fetch(["999999999"])) == []


def test_large_batches_go_by_post(many: EutilsServer) -> None:
    pmids = [str(900_000_001 + n) for n in range(500)]
    assert len(pmids_in(client(many).fetch(pmids))) == 500
    assert [entry.method for entry in many.log] == ["POST"]


PASSING = [
    Fault(kind=Kind.TOO_MANY, nth=frozenset({1, 2})),
    Fault(kind=Kind.TOO_MANY, retry_after="7", nth=frozenset({1})),
    Fault(kind=Kind.INTERNAL, nth=frozenset({1, 2})),
    Fault(kind=Kind.BAD_GATEWAY, nth=frozenset({1})),
    Fault(kind=Kind.UNAVAILABLE, nth=frozenset({1})),
    Fault(kind=Kind.CUT_LENGTH, nth=frozenset({1})),
    Fault(kind=Kind.CUT_CHUNKED, nth=frozenset({1})),
    Fault(kind=Kind.RESET, nth=frozenset({1, 2})),
    Fault(kind=Kind.HANG_UP, nth=frozenset({1})),
    Fault(kind=Kind.EMPTY, nth=frozenset({1})),
    Fault(kind=Kind.PROLOG_ONLY, nth=frozenset({1})),
    Fault(kind=Kind.WEB_PAGE, nth=frozenset({1})),
    Fault(kind=Kind.ERROR_IN_200, nth=frozenset({1})),
    Fault(kind=Kind.MALFORMED, nth=frozenset({1, 2, 3, 4, 5})),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda f: f"{f.kind}-{f.retry_after}")
def test_faults_that_pass(few: EutilsServer, fault: Fault) -> None:
    undisturbed = client(few).fetch(["900000009", "900000010"])
    told: list[str] = []
    few.set_faults(fault)
    few.log.clear()
    source = client(few, notify=told.append)
    assert source.search("opioid tolerance", since=None, maximum=None).count == 2
    assert source.fetch(["900000009", "900000010"]) == undisturbed
    failures = len(fault.nth)
    assert len(few.log) == 2 * (failures + 1)
    assert len(told) == 2 * failures
    assert all("trying again" in line for line in told)


@pytest.mark.parametrize("kind", [Kind.SLOW, Kind.STALLED])
def test_silence_is_not_waited_for(few: EutilsServer, kind: Kind) -> None:
    few.set_faults(Fault(kind=kind, seconds=30.0, nth=frozenset({1})))
    source = client(few, patience=Patience(timeout=0.2))
    assert pmids_in(source.fetch(["900000009"])) == ["900000009"]
    assert [entry.outcome for entry in few.log] == [kind.value, "ok"]


def test_a_reply_that_drips_meets_the_deadline(few: EutilsServer) -> None:
    ticks = iter(range(0, 100_000, 200))
    timing = Timing(monotonic=lambda: float(next(ticks)), sleep=lambda _: None)
    source = client(few, timing=timing, patience=Patience(tries=2, deadline=100.0))
    with pytest.raises(SourceUnavailable, match="more than 100 seconds"):
        source.fetch(["900000009"])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.TOO_MANY, "429 Too Many Requests: .*rate limit exceeded"),
        (Kind.UNAVAILABLE, "503 Service Unavailable"),
        (Kind.CUT_LENGTH, r"breaks off after \d+ of \d+ bytes"),
        (Kind.CUT_CHUNKED, "breaks off"),
        (Kind.RESET, "[Cc]onnection"),
        (Kind.HANG_UP, "closed connection"),
        (Kind.EMPTY, "empty"),
        (Kind.PROLOG_ONLY, "breaks off or is damaged"),
        (Kind.WEB_PAGE, "web page: .*Be right back"),
        (Kind.ERROR_IN_200, "Unable to obtain query"),
        (Kind.MALFORMED, "damaged"),
    ],
)
def test_faults_that_stay(few: EutilsServer, kind: Kind, words: str) -> None:
    few.set_faults(Fault(kind=kind))
    time = HeldTime()
    with pytest.raises(SourceUnavailable, match=words) as caught:
        client(few, time).fetch(["900000009"])
    assert len(few.log) == 6
    assert time.slept == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert "goes on where it stopped" in caught.value.hint
    assert "\n" not in str(caught.value)


def test_no_server_at_all(few: EutilsServer) -> None:
    source = client(few, base_url="http://127.0.0.1:1/")
    with pytest.raises(SourceUnavailable, match="no connection"):
        source.fetch(["900000009"])


def test_retry_after_is_honoured(few: EutilsServer) -> None:
    few.set_faults(Fault(kind=Kind.TOO_MANY, retry_after="9", nth=frozenset({1})))
    time = HeldTime()
    client(few, time).fetch(["900000009"])
    assert time.slept == [9.0]


def test_too_many_requests_say_how_long_to_wait(few: EutilsServer) -> None:
    few.set_faults(Fault(kind=Kind.TOO_MANY))
    with pytest.raises(SourceUnavailable) as caught:
        client(few).fetch(["900000009"])
    assert "Wait a minute or two." in caught.value.hint
    assert "NCBI_API_KEY" in caught.value.hint
    few.set_faults(Fault(kind=Kind.TOO_MANY, retry_after="600"))
    with pytest.raises(SourceUnavailable) as caught:
        client(few).fetch(["900000009"])
    assert "127.0.0.1 asks to wait 600 seconds. " in caught.value.hint


def test_too_many_requests_hold_all_threads(few: EutilsServer) -> None:
    few.set_faults(Fault(kind=Kind.TOO_MANY, retry_after="9", nth=frozenset({1})))
    time = HeldTime()
    source = client(few, time)
    source.fetch(["900000009"])
    assert time.slept == [9.0]
    source.fetch(["900000009"])
    assert time.slept[1] == pytest.approx(1 / 2.8)


def test_replies_are_gzipped_on_their_way(few: EutilsServer) -> None:
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{few.base_url}efetch.fcgi?db=pubmed&id=900000009", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310 - loopback
        packed = reply.read()
        assert reply.headers["Content-Encoding"] == "gzip"
    whole = client(few).fetch(["900000009"])
    assert gzip.decompress(packed).strip() == whole.strip()
    assert _unpacked(packed) == gzip.decompress(packed)
    for cut in (5, len(packed) // 2, len(packed) - 1):
        with pytest.raises(BadReply, match="breaks off"):
            _unpacked(packed[:cut])
    with pytest.raises(BadReply, match="damaged"):
        _unpacked(packed[:20] + b"\xff\xff\xff\xff" + packed[24:])


def test_a_large_job_at_a_busy_hour_is_told_once(
    few: EutilsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curate.pubmed.transport.LARGE_JOB", 3)
    monkeypatch.setattr("curate.pubmed.policy.LARGE_JOB", 3)
    monkeypatch.setattr("curate.pubmed.policy.is_off_peak", lambda _: False)
    told: list[str] = []
    source = client(few, notify=told.append)
    for _ in range(5):
        source.fetch(["900000009"])
    assert len(told) == 1
    assert "weekends, or between 21:00 and 05:00 US Eastern time" in told[0]


def test_too_long_a_wait_is_told_and_not_slept(few: EutilsServer) -> None:
    few.set_faults(Fault(kind=Kind.UNAVAILABLE, retry_after="3600"))
    time = HeldTime()
    with pytest.raises(SourceUnavailable) as caught:
        client(few, time).fetch(["900000009"])
    assert "asks to wait 3600 seconds" in caught.value.hint
    assert time.slept == []
    assert len(few.log) == 1


def test_retry_after_as_a_date(few: EutilsServer) -> None:
    date = "Wed, 21 Oct 2099 07:28:00 GMT"
    few.set_faults(Fault(kind=Kind.UNAVAILABLE, retry_after=date))
    with pytest.raises(SourceUnavailable) as caught:
        client(few).fetch(["900000009"])
    assert "asks to wait" in caught.value.hint
    few.set_faults(Fault(kind=Kind.UNAVAILABLE, retry_after="soon", nth=frozenset({1})))
    assert pmids_in(client(few).fetch(["900000009"])) == ["900000009"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=Kind.BAD_REQUEST, text="Invalid parameter value"),
        Fault(kind=Kind.ERROR_IN_200, text="Invalid db name specified: pubmod"),
    ],
    ids=lambda f: f.kind,
)
def test_final_refusals_are_not_repeated(few: EutilsServer, fault: Fault) -> None:
    few.set_faults(fault)
    with pytest.raises(SourceRefused, match=fault.text):
        client(few).fetch(["900000009"])
    assert len(few.log) == 1


def test_records_are_whole_under_many_faults(many: EutilsServer) -> None:
    kinds = [fault.kind for fault in PASSING]
    rules = [Fault(kind=kind, chance=0.03) for kind in dict.fromkeys(kinds)]
    many.set_faults(*rules, seed=3)
    source = client(many)
    found = source.search("zebrafish", since=None, maximum=2_000)
    got: list[str] = []
    for at in range(0, 2_000, 100):
        got.extend(pmids_in(source.fetch(found.pmids[at : at + 100])))
    assert got == list(found.pmids)
    assert any(entry.outcome != "ok" for entry in many.log)


@pytest.mark.parametrize(
    ("fault", "status"),
    [(Fault(kind=Kind.TOO_MANY), 429), (Fault(kind=Kind.RESET), None), (None, 400)],
)
def test_the_key_is_in_no_message(few: EutilsServer, fault: Fault | None, status: int) -> None:
    # The server knows no key, so that without a fault it sends the key back in its refusal.
    told: list[str] = []
    few.keys = frozenset() if fault is None else frozenset({KEY})
    few.set_faults(*([fault] if fault else []))
    source = client(few, api_key=KEY, notify=told.append)
    with pytest.raises((SourceRefused, SourceUnavailable)) as caught:
        source.fetch(["900000009"])
    assert few.log[-1].parameters["api_key"] == KEY
    said = [repr(source), *told]
    error: BaseException | None = caught.value
    while error is not None:
        said += [str(error), repr(error), repr(vars(error))]
        error = error.__cause__
    assert not [text for text in said if KEY in text or "0123456789secretkey" in text]
    assert fault is not None or "[api key]" in str(caught.value)


def _starts(server: EutilsServer) -> list[float]:
    return sorted(entry.time for entry in server.log)


def test_pace_of_many_threads(many: EutilsServer) -> None:
    source = client(many, timing=Timing(), api_key=KEY)
    threads = [
        threading.Thread(target=source.fetch, args=([str(900_000_001 + n)],)) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    starts = _starts(many)
    assert len(starts) == 12
    # 11 gaps of 1/9 s; a request may be late on its way, but as a whole they can't be early.
    assert starts[-1] - starts[0] >= 11 / 9 - 0.1


def test_pace_counts_retries_and_keeps_within_ncbis_limit(few: EutilsServer) -> None:
    few.set_faults(Fault(kind=Kind.INTERNAL, nth=frozenset({1, 2, 3})))
    source = client(few, timing=Timing(dice=lambda: 0.0), patience=Patience(first_pause=0.0))
    source.fetch(["900000009"])
    starts = _starts(few)
    assert len(starts) == 4
    assert starts[-1] - starts[0] >= 3 / 2.8 - 0.1


def test_pacer_and_pauses_on_a_held_clock() -> None:
    time = HeldTime()
    pacer = Pacer(2.0, time.timing)
    for _ in range(3):
        pacer.wait()
    assert time.slept == [0.5, 0.5]
    time.now += 10
    pacer.wait()
    assert time.slept == [0.5, 0.5]
    patience = Patience(first_pause=1.0, longest_pause=5.0)
    assert [pause_after(n, patience, time.timing) for n in range(4)] == [1.0, 2.0, 4.0, 5.0]
    low = Timing(dice=lambda: 0.0)
    assert pause_after(2, patience, low) == 2.0


def test_two_clients_keep_to_themselves(few: EutilsServer, many: EutilsServer) -> None:
    untouched = (Entrez.urlopen, Entrez.email, Entrez.api_key, Entrez.tool, Entrez.max_tries)
    one, two = client(few, email="a@example.org"), client(many, email="b@example.org", api_key=KEY)
    one.fetch(["900000009"])
    two.fetch(["900000001"])
    one.fetch(["900000010"])
    assert [e.parameters["email"] for e in few.log] == ["a@example.org"] * 2
    assert [e.parameters["email"] for e in many.log] == ["b@example.org"]
    assert [e.parameters.get("api_key") for e in few.log] == [None, None]
    now = (Entrez.urlopen, Entrez.email, Entrez.api_key, Entrez.tool, Entrez.max_tries)
    assert now == untouched


def test_a_request_elsewhere_is_stopped(few: EutilsServer) -> None:
    source = client(few)
    request = urllib.request.Request("https://example.org/entrez/eutils/efetch.fcgi")
    with pytest.raises(ConfigurationError, match=r"example\.org was stopped"):
        source._transport.send(request)


@pytest.mark.parametrize("url", ["file:///etc/", "eutils", "ftp://x/", "http://", "http://x/?a=1"])
def test_base_urls_that_are_none(url: str) -> None:
    with pytest.raises(ConfigurationError, match="no base URL"):
        EntrezClient(email="a@example.org", base_url=url)


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.org"])
def test_email_is_required(email: str) -> None:
    with pytest.raises(ConfigurationError, match="e-mail") as caught:
        EntrezClient(email=email)
    assert "CURATE_EMAIL" in caught.value.hint


def test_biopython_still_has_the_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    biopython.check_seam()
    request = build_request("esearch", db="pubmed", term="x", email="a@example.org")
    assert request.full_url.startswith("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esearch")

    def another_open(request: object) -> None:
        raise AssertionError("nothing may be sent")

    monkeypatch.setattr(Entrez, "_open", another_open)
    with pytest.raises(ConfigurationError, match="version of Biopython"):
        build_request("esearch", db="pubmed", term="x", email="a@example.org")


def test_no_document_type_is_downloaded() -> None:
    reply = (
        b'<?xml version="1.0"?><!DOCTYPE eSearchResult PUBLIC "x" '
        b'"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20990101/unheard_of.dtd">'
        b"<eSearchResult><Count>1</Count></eSearchResult>"
    )
    with pytest.raises(BadReply, match=re.escape("unheard_of.dtd")):
        read_small_reply(reply)


def test_nothing_is_written_to_the_home_directory(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "from curate.pubmed.biopython import read_small_reply as r\n"
        'd = \'<?xml version="1.0"?><!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch '
        '20060628//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">'
        "<eSearchResult><Count>3</Count></eSearchResult>'\n"
        "print(r(d.encode())['Count'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "3"
    assert list(tmp_path.rglob("*")) == []
