"""Stands before Datasette: which requests are let in, and what every answer says of itself."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from curate.browse.workplace import workplace_of

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What curate's own pages may load: nothing from elsewhere, and no script in a page."""

# Datasette's own pages have scripts in the page, and get what does not break them.
_EVERY_ANSWER = {
    b"content-security-policy": b"frame-ancestors 'none'; base-uri 'self'; object-src 'none'",
    b"cross-origin-opener-policy": b"same-origin",
    b"referrer-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}
_REFUSED = b"This server answers only to the address that it was started with.\n"


def guarded(datasette: Any) -> Callable[[App], App]:
    """
    Return a wrapper that answers to known hosts only, and adds the headers of a careful page.

    A page elsewhere whose name is made to point at this machine (DNS rebinding) would send its
    own name as the Host; it gets 421 and nothing else.
    """

    def wrap(app: App) -> App:
        async def answer(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            hosts = workplace_of(datasette).hosts
            if hosts and _host(scope) not in hosts:
                await _refuse(send)
                return
            await app(scope, receive, _with_headers(send))

        return answer

    return wrap


def _host(scope: Scope) -> str:
    found = [value for name, value in scope["headers"] if name.lower() == b"host"]
    return found[0].decode("latin-1").lower() if len(found) == 1 else ""


def _with_headers(send: Any) -> Any:
    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            there = {name.lower() for name, _ in headers}
            headers += [(n, value) for n, value in _EVERY_ANSWER.items() if n not in there]
            message = {**message, "headers": headers}
        await send(message)

    return sending


async def _refuse(send: Any) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED})
