"""A workspace of one's own, and a browser without a window that has signed in there."""

import re
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from curate.browse.server import application
from curate.browse.workplace import Workplace
from curate.cli.wiring import lexicon, open_journal, open_store
from curate.cli.workspace import open_workspace
from curate.core.claim_filter import ClaimFilter
from curate.core.lexicon import Kind
from curate.workflow.browsing import BrowserDesk

HOST = "127.0.0.1:8001"
ADDRESS = f"http://{HOST}"


def copied(sample: Path, folder: Path) -> Path:
    """Return a copy of a workspace that may be written to."""
    root = folder / "review"
    shutil.copytree(sample, root)
    return root


def served(root: Path, *, reviewer: str = "Ada", hosts: frozenset[str] = frozenset()) -> Any:
    """Return Datasette over a workspace, with a desk for a reviewer, and the sign-in token."""
    space = open_workspace(root)
    terms = lexicon(space)
    workplace = Workplace(
        desk=BrowserDesk(partial(open_store, space), terms, open_journal(space)),
        reviewer=reviewer,
        hosts=hosts,
    )
    phenomena = {t.term_id: t.label for t in terms.of(Kind.PHENOMENON)}
    labels = {"title": terms.title, "phenomena": phenomena}
    return application(space.database, labels=labels, workplace=workplace), workplace


class Visitor:
    """Asks for pages one after the other, and keeps the cookies that it gets."""

    def __init__(self, datasette: Any) -> None:
        self._datasette = datasette
        self.cookies: dict[str, str] = {}

    async def get(self, path: str) -> Any:
        """Ask for a page; where it leads elsewhere, stay."""
        return self._took(await self._datasette.client.get(path, cookies=self.cookies))

    async def post(self, path: str, **fields: str) -> Any:
        """Send a form."""
        reply = await self._datasette.client.post(path, data=fields, cookies=self.cookies)
        return self._took(reply)

    async def form(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a page's form."""
        page = await self.get(path)
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))

    def _took(self, reply: Any) -> Any:
        for name, value in reply.cookies.items():
            self.cookies[name] = value
        return reply


def first_claim(root: Path, **wanted: str) -> str:
    """Return a claim that stands."""
    with open_store(open_workspace(root)) as store:
        return next(c.claim_id for c in store.claims(ClaimFilter(**wanted)) if c.counts)  # type: ignore[arg-type]
