"""The E-utilities over loopback: a real HTTP server with NCBI's limits and NCBI's troubles."""

import gzip
import json
import re
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from tests.eutils.corpus import Corpus
from tests.eutils.faults import Fault, Faults, Kind
from tests.eutils.utilities import CEILING, Reply, Utilities

_RECORD = re.compile(rb"<(Pubmed(?:Book)?Article)[ >].*?</\1>\s*", re.DOTALL)
_PMID = re.compile(rb"<PMID[^>]*>\s*0*(\d+)\s*<")


@dataclass(frozen=True, slots=True)
class Entry:
    """One request as it came: seconds on the monotonic clock, and what became of it."""

    time: float
    method: str
    path: str
    parameters: dict[str, str]
    outcome: str

    @property
    def utility(self) -> str:
        """Return the utility's name."""
        return _utility(self.path)


def _utility(path: str) -> str:
    return urlsplit(path).path.rpartition("/")[2].partition(".")[0]


class Limit:
    """So many requests in any second, for each key or address."""

    def __init__(self, without_key: int, with_key: int) -> None:
        self._without_key, self._with_key = without_key, with_key
        self._starts: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def allows(self, address: str, key: str | None) -> bool:
        """Count one request and say whether it is within the limit."""
        now = time.monotonic()
        with self._lock:
            starts = self._starts[key or address]
            while starts and now - starts[0] >= 1.0:
                starts.popleft()
            starts.append(now)
            return len(starts) <= (self._with_key if key else self._without_key)


class EutilsServer(ThreadingHTTPServer):
    """
    A server on 127.0.0.1 over PubMed XML files.

    ``limited=False`` switches the limits of 3 and 10 requests a second off. ``keys`` are the API
    keys that it knows; any other key is refused.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(  # noqa: PLR0913
        self,
        paths: Iterable[Path],
        *,
        port: int = 0,
        faults: Iterable[Fault] = (),
        seed: int = 0,
        limited: bool = True,
        keys: Iterable[str] = (),
        ceiling: int = CEILING,
    ) -> None:
        self.corpus = Corpus(paths)
        self.utilities = Utilities(self.corpus, ceiling=ceiling)
        self.faults = Faults(faults, seed=seed)
        self.limit = Limit(3, 10) if limited else None
        self.keys = frozenset(keys)
        self.log: list[Entry] = []
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def base_url(self) -> str:
        """Return what to put in the place of NCBI's base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/entrez/eutils/"

    def set_faults(self, *rules: Fault, seed: int = 0) -> None:
        """Put other rules in force, and count requests from 1 again."""
        self.faults = Faults(rules, seed=seed)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a client hung up; that is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    @property
    def _eutils(self) -> EutilsServer:
        return cast(EutilsServer, self.server)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: requests are in the server's own log."""

    def do_GET(self) -> None:
        """Answer a request whose parameters are in the address."""
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """Answer a request whose parameters are in the body."""
        length = int(self.headers.get("Content-Length", "0"))
        self._answer(self.rfile.read(length).decode())

    def _answer(self, query: str) -> None:
        moment = time.monotonic()
        parameters = dict(parse_qsl(query, keep_blank_values=True))
        utility = _utility(self.path)
        fault = None
        reply = self._refusal(parameters)
        outcome = f"{reply.status} refused" if reply else "ok"
        if reply is None:
            fault = self._eutils.faults.pick(utility, parameters.get("term", ""))
            if fault is not None:
                outcome = fault.kind.value
            if fault is not None and fault.kind is Kind.EXPIRED:
                self._eutils.utilities.forget_history()
                fault = None
        path = urlsplit(self.path).path
        self._eutils.log.append(Entry(moment, self.command, path, parameters, outcome))
        if reply is None:
            reply = self._eutils.utilities.answer(utility, parameters)
        self._send(reply) if fault is None else self._fail(fault, reply)

    def _refusal(self, parameters: dict[str, str]) -> Reply | None:
        """Return what an unknown key or too many requests get."""
        key = parameters.get("api_key")
        if key is not None and key not in self._eutils.keys:
            text = json.dumps({"error": "API key invalid", "api-key": key, "type": "api"})
            return Reply(text.encode(), 400, "application/json")
        limit = self._eutils.limit
        if limit is None or limit.allows(self.client_address[0], key):
            return None
        return _too_many()

    def _packed(self, reply: Reply) -> tuple[bytes, dict[str, str]]:
        """Return the body as the client takes it, and the headers that say so."""
        if "gzip" not in self.headers.get("Accept-Encoding", ""):
            return reply.body, {}
        return gzip.compress(reply.body, compresslevel=1), {"Content-Encoding": "gzip"}

    def _send(self, reply: Reply, extra: dict[str, str] | None = None) -> None:
        body, packing = self._packed(reply)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        if reply.status == 429 and extra is None:
            extra = {"Retry-After": "2"}
        for name, value in {**packing, **(extra or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _fail(self, fault: Fault, reply: Reply) -> None:
        """Do what the fault says, in the place of the good reply or to it."""
        if fault.kind in _STATUS:
            extra = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
            self._send(_status_reply(fault), extra)
        elif fault.kind in _BODIES:
            self._send(_BODIES[fault.kind](reply, fault))
        elif fault.kind is Kind.SLOW:
            self._eutils.stopping.wait(fault.seconds)
            self._send(reply)
        else:
            self._break_off(fault, reply)

    def _break_off(self, fault: Fault, reply: Reply) -> None:
        self.close_connection = True
        if fault.kind is Kind.RESET:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        if fault.kind in {Kind.RESET, Kind.HANG_UP}:
            self.connection.close()
            return
        self.send_response(200)
        self.send_header("Content-Type", reply.content_type)
        body, packing = self._packed(reply)
        for name, value in packing.items():
            self.send_header(name, value)
        half = body[: len(body) // 2]
        if fault.kind is Kind.CUT_CHUNKED:
            self.send_header("Transfer-Encoding", "chunked")
            half = f"{len(half):x}\r\n".encode() + half + b"\r\n"
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(half)
        self.wfile.flush()
        if fault.kind is Kind.STALLED:
            self._eutils.stopping.wait(fault.seconds)


def _too_many() -> Reply:
    text = json.dumps({"error": "API rate limit exceeded", "count": "4", "limit": "3"})
    return Reply(text.encode(), 429, "application/json")


def _status_reply(fault: Fault) -> Reply:
    status = int(fault.kind.value)
    if status == 429:
        return _too_many()
    if status == 400:
        return Reply(f"<error>{fault.text}</error>".encode(), status)
    page = f"<html><title>{status}</title><body>The server is in trouble</body></html>"
    return Reply(page.encode(), status, "text/html")


def _malformed(reply: Reply, fault: Fault) -> Reply:
    """Damage one byte in the middle, as a bad line does."""
    if b"<" not in reply.body:
        # Lines of text: the bars between their fields are what holds them together.
        return Reply(reply.body.replace(b"|", b"\x01"), content_type=reply.content_type)
    at = reply.body.index(b"<", len(reply.body) // 2)
    return Reply(reply.body[:at] + b"\x01" + reply.body[at + 1 :])


def _dropped(reply: Reply, fault: Fault) -> Reply:
    if not fault.pmids:
        return Reply(_RECORD.sub(b"", reply.body, count=fault.count))
    return Reply(_RECORD.sub(lambda m: b"" if _is_among(m, fault) else m.group(), reply.body))


def _damaged_record(reply: Reply, fault: Fault) -> Reply:
    """Leave a tag open in these records, so that the whole document is no XML."""

    def damage(match: re.Match[bytes]) -> bytes:
        whole = match.group()
        return whole.replace(b"</Article>", b"", 1) if _is_among(match, fault) else whole

    return Reply(_RECORD.sub(damage, reply.body))


def _is_among(match: re.Match[bytes], fault: Fault) -> bool:
    found = _PMID.search(match.group())
    return found is not None and int(found.group(1)) in fault.pmids


def _miscount(reply: Reply, fault: Fault) -> Reply:
    def add(match: re.Match[bytes]) -> bytes:
        return b"<Count>%d</Count>" % (int(match.group(1)) + fault.count)

    return Reply(re.sub(rb"<Count>(\d+)</Count>", add, reply.body, count=1))


def _web_page(reply: Reply, fault: Fault) -> Reply:
    body = b"<html><head><title>Service</title></head><body>Be right back</body></html>"
    return Reply(body, content_type="text/html")


def _error_in_200(reply: Reply, fault: Fault) -> Reply:
    found = re.search(rb"<(e\w+Result|PubmedArticleSet)>", reply.body)
    root = found.group(1).decode() if found else "eFetchResult"
    if root == "PubmedArticleSet":
        root = "eFetchResult"
    return Reply(f'<?xml version="1.0"?>\n<{root}><ERROR>{fault.text}</ERROR></{root}>'.encode())


_STATUS = frozenset(
    {Kind.TOO_MANY, Kind.BAD_REQUEST, Kind.INTERNAL, Kind.BAD_GATEWAY, Kind.UNAVAILABLE}
)
_BODIES = {
    Kind.EMPTY: lambda reply, fault: Reply(b""),
    Kind.PROLOG_ONLY: lambda reply, fault: Reply(reply.body[: reply.body.find(b">\n<") + 2]),
    Kind.WEB_PAGE: _web_page,
    Kind.ERROR_IN_200: _error_in_200,
    Kind.MALFORMED: _malformed,
    Kind.DROPPED: _dropped,
    Kind.DAMAGED_RECORD: _damaged_record,
    Kind.MISCOUNT: _miscount,
}
