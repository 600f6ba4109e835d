"""The one way out: every request to the E-utilities, paced, whole, checked and tried again."""

import http.client
import itertools
import urllib.error
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote_plus, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from curate.core.errors import ConfigurationError, SourceUnavailable
from curate.pubmed.pacing import (
    PER_SECOND,
    PER_SECOND_WITH_KEY,
    Pacer,
    Patience,
    Timing,
    pause_after,
)
from curate.pubmed.policy import LARGE_JOB, advice
from curate.pubmed.replies import BadReply, HistoryLost, RequestRefused, check_body, excerpt
from curate.pubmed.shared_pace import SharedPacer

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
_PIECE = 1 << 16
_HIDDEN = "[api key]"
_LARGEST = 1 << 30
_LIMITS = (
    "All programs at this address count towards NCBI's 3 requests a second; an API key in "
    "NCBI_API_KEY has 10 of its own."
)


@dataclass(frozen=True, slots=True)
class _Failure:
    """
    Why one attempt failed, and the seconds the source asked to be left alone for.

    ``too_many`` says that it was one request too many.
    """

    reason: str
    retry_after: float | None = None
    too_many: bool = False


class _NoRedirects(HTTPRedirectHandler):
    """A request carries the user's address and key: it goes where it was sent and nowhere else."""

    def redirect_request(self, *_: object) -> None:
        """Decline, so that urllib raises the reply as an HTTPError."""


def checked_base(url: str) -> str:
    """Return the base URL with a slash at its end; raise ConfigurationError for what is none."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ConfigurationError(
            f"{url!r} is no base URL for the E-utilities", hint=f"The usual one is {NCBI}"
        )
    return url if url.endswith("/") else f"{url}/"


def _opener(base_url: str) -> OpenerDirector:
    # A proxy can't reach this machine's own loopback.
    host = urlsplit(base_url).hostname or ""
    if _is_loopback(host):
        return build_opener(_NoRedirects(), ProxyHandler({}))
    return build_opener(_NoRedirects())


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Transport:
    """
    Sends what Biopython built, to the base URL, and returns whole and checked bodies.

    Safe to share between threads: starts are spaced over all of them, and with ``pace`` over all
    processes that share that file. No message of it holds the API key.
    """

    def __init__(
        self,
        *,
        base_url: str = NCBI,
        api_key: str | None = None,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        timing: Timing = Timing(),  # noqa: B008 - frozen
        notify: Callable[[str], None] | None = None,
        pace: Path | None = None,
    ) -> None:
        self._base = checked_base(base_url)
        self._host = urlsplit(self._base).hostname or ""
        self._key = api_key
        self._patience = patience
        self._timing = timing
        self._notify = notify
        rate = PER_SECOND_WITH_KEY if api_key else PER_SECOND
        self._pacer: Pacer | SharedPacer = (
            Pacer(rate, timing) if pace is None else SharedPacer(pace, rate, timing, tell=notify)
        )
        self._opener = _opener(self._base)
        self._sent = itertools.count(1)

    def send(self, request: Request) -> bytes:
        """
        Return the body of the reply to a request for one of NCBI's E-utilities.

        Raises SourceUnavailable when every try failed, RequestRefused (a SourceRefused) when the
        source says that the request is wrong, ConfigurationError for a request to anywhere else.
        """
        utility, outgoing = self._aim(request)
        failure = _Failure("nothing was tried")
        for attempt in range(self._patience.tries):
            if attempt:
                self._rest(failure, attempt - 1, utility)
            self._pacer.wait()
            self._remind(next(self._sent))
            try:
                return self._attempt(utility, outgoing)
            except urllib.error.HTTPError as error:
                failure = self._status_failure(utility, error)
            except (BadReply, OSError, http.client.HTTPException) as error:
                failure = _Failure(self.redact(_reason(error)))
        raise self._gave_up(utility, failure)

    def redact(self, text: str) -> str:
        """Return the text without the API key."""
        if not self._key:
            return text
        return text.replace(self._key, _HIDDEN).replace(quote_plus(self._key), _HIDDEN)

    def _aim(self, request: Request) -> tuple[str, Request]:
        url = request.full_url
        if not url.startswith(NCBI):
            raise ConfigurationError(f"a request to {urlsplit(url).hostname} was stopped")
        rest = url.removeprefix(NCBI)
        outgoing = Request(  # noqa: S310 - the scheme was checked with the base URL
            self._base + rest,
            data=request.data,
            method=request.get_method(),
            headers={
                "User-Agent": "curate (https://pypi.org/project/curate; Biopython)",
                "Accept-Encoding": "gzip",
            },
        )
        return rest.partition(".")[0], outgoing

    def _attempt(self, utility: str, request: Request) -> bytes:
        limit = self._timing.monotonic() + self._patience.deadline
        with self._opener.open(request, timeout=self._patience.timeout) as reply:
            data = self._whole_body(reply, limit)
            declared = reply.headers.get("Content-Length", "")
            if declared.isdecimal() and int(declared) != len(data):
                raise BadReply(f"the reply breaks off after {len(data)} of {declared} bytes")
            if reply.headers.get("Content-Encoding", "").strip().lower() == "gzip":
                data = _unpacked(data)
            content_type = reply.headers.get_content_type()
        try:
            check_body(utility, data, content_type, from_history=_from_history(request))
        except HistoryLost as error:
            raise HistoryLost(self.redact(str(error)), hint=error.hint) from None
        except RequestRefused as error:
            text = self.redact(error.text)
            raise RequestRefused(self.redact(str(error)), text=text, hint=error.hint) from None
        return data

    def _whole_body(self, reply: http.client.HTTPResponse, limit: float) -> bytes:
        pieces = []
        while piece := reply.read1(_PIECE):
            pieces.append(piece)
            if self._timing.monotonic() > limit:
                raise BadReply(f"the reply took more than {self._patience.deadline:g} seconds")
        return b"".join(pieces)

    def _status_failure(self, utility: str, error: urllib.error.HTTPError) -> _Failure:
        """Return why to try again; raise RequestRefused where that is of no use."""
        with error:
            said = self.redact(excerpt(_error_body(error)))
        status = f"HTTP {error.code} {_phrase(error.code)}".rstrip()
        reason = f"{status}: {said}" if said else status
        if error.code < 500 and error.code != HTTPStatus.TOO_MANY_REQUESTS:
            raise RequestRefused(
                f"{self._host} refuses the {utility} request ({reason})", text=said
            ) from None
        return _Failure(
            reason,
            _retry_after(error.headers.get("Retry-After", "")),
            too_many=error.code == HTTPStatus.TOO_MANY_REQUESTS,
        )

    def _remind(self, number: int) -> None:
        """Tell once of NCBI's rule for large jobs, where this has become one."""
        said = advice(number) if number == LARGE_JOB else None
        if said is not None and self._notify is not None:
            self._notify(said)

    def _rest(self, failure: _Failure, attempt: int, utility: str) -> None:
        """Sleep between two tries; raise SourceUnavailable where the source asks for too long."""
        pause = pause_after(attempt, self._patience, self._timing)
        if failure.retry_after is not None:
            if failure.retry_after > self._patience.longest_pause:
                raise self._gave_up(utility, failure)
            pause = max(pause, failure.retry_after)
        if failure.too_many:
            self._pacer.hold(pause)
        if self._notify is not None:
            self._notify(f"{self._host}: {failure.reason}; trying again in {pause:.1f} s")
        self._timing.sleep(pause)

    def _gave_up(self, utility: str, failure: _Failure) -> SourceUnavailable:
        hint = "Run the same command again later: it goes on where it stopped."
        if failure.retry_after:
            hint = f"{self._host} asks to wait {failure.retry_after:.0f} seconds. {hint}"
        elif failure.too_many:
            hint = f"Wait a minute or two. {hint}"
        if failure.too_many:
            hint += f" {_LIMITS}"
        return SourceUnavailable(
            f"no usable {utility} reply from {self._host}: {failure.reason}", hint=hint
        )


def _from_history(request: Request) -> bool:
    posted = request.data if isinstance(request.data, bytes) else b""
    return b"WebEnv=" in posted or "WebEnv=" in request.full_url


def _unpacked(data: bytes) -> bytes:
    """Return the content of a gzipped body; raise BadReply for one that is cut or damaged."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(data, _LARGEST)
    except zlib.error as error:
        raise BadReply(f"the reply is damaged: {error}") from error
    if not unpacking.eof:
        raise BadReply("the reply breaks off inside its gzip data")
    return content


def _error_body(error: urllib.error.HTTPError) -> bytes:
    try:
        if error.headers.get("Content-Encoding", "").strip().lower() == "gzip":
            return zlib.decompressobj(wbits=31).decompress(error.read(4096), 4096)
        return error.read(4096)
    except (zlib.error, OSError, http.client.HTTPException):
        return b""


def _phrase(code: int) -> str:
    return HTTPStatus(code).phrase if code in HTTPStatus._value2member_map_ else ""


def _reason(error: Exception) -> str:
    """Return what went wrong in one line that a user can act on."""
    if isinstance(error, urllib.error.URLError):
        return f"no connection ({error.reason})"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, http.client.IncompleteRead):
        return "the reply breaks off"
    return str(error) or type(error).__name__


def _retry_after(value: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, from either of its two forms."""
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
