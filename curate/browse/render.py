"""From what a page shows to its HTML, and from an address to what was asked for."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from curate.browse import opened
from curate.browse.guard import STRICT
from curate.browse.workplace import signed_in
from curate.core.citing import label
from curate.core.marking import segments
from curate.core.wording import DIRECTIONS


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
        "segments": segments,
        "citation": label,
        "query": query,
        "reviewer": signed_in(datasette, request),
    }
    html = await datasette.render_template(template, {**shared, **context}, request=request)
    return Response.html(html, status=status, headers={"content-security-policy": STRICT})


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
