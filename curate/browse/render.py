"""From what a page shows to its HTML, and from an address to what was asked for."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from curate.browse import opened
from curate.browse.guard import STRICT
from curate.browse.ready import READY
from curate.browse.workplace import signed_in, workplace_of
from curate.core.attachment import says
from curate.core.citing import doi_url, label, pubmed_url
from curate.core.claim import Origin, SourceKind
from curate.core.marking import segments
from curate.core.reference_list import reference
from curate.core.signs import Role
from curate.core.wording import BASES, DIRECTIONS, HANGING, MARKS, Mark

SOURCES = {
    "": "All studies",
    SourceKind.ANIMAL.value: "Animal",
    SourceKind.HUMAN.value: "Human",
    SourceKind.IN_VITRO.value: "In vitro",
}


async def page(
    datasette: Any,
    request: Any,
    database: Any,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> Any:
    """Return a page; templates escape every text, because titles are anybody's."""
    shared = {
        "database": database.name,
        "labels": opened.labels_of(datasette),
        "directions": DIRECTIONS,
        "contested_sign": MARKS[Mark.CONTESTED],
        "sources": SOURCES,
        "bases": BASES,
        "hanging": HANGING,
        "Role": Role,
        "Origin": Origin,
        "segments": segments,
        "citation": label,
        "doi_url": doi_url,
        "pubmed_url": pubmed_url,
        "query": query,
        "ready": READY,
        "reference": reference,
        "reviewer": signed_in(datasette, request),
        "static": workplace_of(datasette).static,
        "says": says,
    }
    html = await datasette.render_template(template, {**shared, **context}, request=request)
    return Response.html(html, status=status, headers={"content-security-policy": STRICT})


async def missing(datasette: Any, request: Any, database: Any, message: str) -> Any:
    """Return the page that says what is not here."""
    context = {"message": message}
    return await page(datasette, request, database, "curate_missing.html", context, status=404)


async def workspace(datasette: Any) -> Any:
    """Return the workspace's database; the page is not found where there is none."""
    found = await opened.workspace_database(datasette)
    if found is None:
        raise NotFound("None of the databases here is a curate workspace's")
    return found


def query(**values: object) -> str:
    """Return a query string of those values that are given."""
    given = {name: str(value) for name, value in values.items() if value not in {None, ""}}
    return urlencode(given)


def names(request: Any, *wanted: str) -> list[str]:
    """Return parts of the address, as they were before they were put into it."""
    return [tilde_decode(request.url_vars[name]) for name in wanted]


def one_of(request: Any, name: str, known: tuple[str, ...]) -> str:
    """Return a choice from the query string; what is none of those known is the first."""
    value = request.args.get(name) or known[0]
    return value if value in known else known[0]


def number(request: Any, name: str, *, most: int) -> int:
    """Return a number from the query string, 0 for what is none."""
    text = request.args.get(name) or ""
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
