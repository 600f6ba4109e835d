"""The reading pages as files that need no server: every link leads to a file beside it."""

import asyncio
import hashlib
import html
import posixpath
import re
import tempfile
from collections import deque
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from curate.browse.server import application
from curate.browse.workplace import Workplace
from curate.core.errors import CurateError, UsageError

_KINDS = ("cell", "claim", "mechanism", "phenomenon", "paper")
_KEPT = ("source", "category", "from")
_HREF = re.compile(r'(?<=\bhref=")[^"]*(?=")')
_STATIC = re.compile(r"/-/static-plugins/curate/([\w.]+)")
_UNSAFE = re.compile(r"[^\w.~-]+", re.ASCII)
_LONGEST = 80


def export(
    database: Path, folder: Path, *, labels: Mapping[str, Any], wrote: Callable[[], None]
) -> int:
    """
    Write the pages of a database into a new folder, whole or not at all, and return how many.

    ``wrote`` is called after each. Raises UsageError for a folder that is there and not empty,
    or that lies below a file, CurateError for a page that can't be made.
    """
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{folder} is there and not empty", hint="Name a new folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        message = f"{folder} can't be made: a file stands where a folder must be"
        raise UsageError(message, hint="Name a new folder") from error
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".curate-") as scratch:
        made = Path(scratch) / "site"
        made.mkdir()
        count = asyncio.run(_crawl(database, made, labels, wrote))
        made.chmod(0o755)
        if target.exists():
            target.rmdir()
        made.replace(target)
    return count


async def _crawl(
    database: Path, made: Path, labels: Mapping[str, Any], wrote: Callable[[], None]
) -> int:
    datasette = application(database, labels=labels, workplace=Workplace(token="", static=True))
    await datasette.invoke_startup()
    found = {"/": "index.html"}
    waiting = deque(["/"])
    while waiting:
        address = waiting.popleft()
        reply = await datasette.client.get(address)
        if reply.status_code != 200:
            raise CurateError(f"the page {address} can't be made: status {reply.status_code}")
        page = _Page(address, found[address])
        text = page.relinked(reply.text)
        for other, file in page.leads_to.items():
            if other not in found:
                found[other] = file
                waiting.append(other)
        _write(made / page.file, text.encode())
        wrote()
    for name in ("browse.css",):
        style = files("curate.browse").joinpath("static", name).read_bytes()
        _write(made / "static" / name, style)
    return len(found)


class _Page:
    """One page: its address, its file, and the pages that it leads to, by address."""

    def __init__(self, address: str, file: str) -> None:
        self.address = address
        self.file = file
        self.leads_to: dict[str, str] = {}

    def relinked(self, text: str) -> str:
        """Return the page with every link to a page of the site leading to its file."""
        return _HREF.sub(lambda match: self._link(html.unescape(match.group())), text)

    def _link(self, link: str) -> str:
        if style := _STATIC.match(link):
            return self._relative(f"static/{style[1]}")
        target, fragment = urldefrag(urljoin(self.address, link))
        parts = urlsplit(target)
        kind = parts.path.split("/")[1] if parts.path.startswith("/") else ""
        if parts.scheme or link.startswith("#") or (parts.path != "/" and kind not in _KINDS):
            return html.escape(link)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name in _KEPT]
        address = parts.path + (f"?{urlencode(query)}" if query else "")
        self.leads_to[address] = file = file_of(parts.path, query)
        return self._relative(file) + (f"#{fragment}" if fragment else "")

    def _relative(self, file: str) -> str:
        return posixpath.relpath(file, posixpath.dirname(self.file) or ".")


def file_of(path: str, query: list[tuple[str, str]]) -> str:
    """Return the file of an address: readable, short, and another for every other address."""
    slug = "-".join(value for _, value in query)
    if path == "/":
        return f"index-{_part(slug)}.html" if slug else "index.html"
    *folders, name = (_part(part) for part in path.strip("/").split("/"))
    return "/".join([*folders, f"{name}--{_part(slug)}.html" if slug else f"{name}.html"])


def _part(text: str) -> str:
    """Return a part of a file's name; what can't stand in one is told by a digest."""
    plain = _UNSAFE.sub("_", text)
    if plain == text.lower() and 0 < len(plain) <= _LONGEST:
        return plain
    # File systems that take capitals for small letters must not take two pages for one.
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{plain[:_LONGEST]}-{digest}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
