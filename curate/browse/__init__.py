"""The pages that curate adds to Datasette; what Datasette asks of a plugin stands here."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from datasette import hookimpl as _hookimpl
from datasette.utils import tilde_encode

from curate.browse import described, guard, opened
from curate.browse.ready import QUERIES
from curate.browse.routes import ROUTES

_Hook = TypeVar("_Hook", bound=Callable[..., object])


def _hook(function: _Hook) -> _Hook:
    marked: _Hook = _hookimpl(function)
    return marked


@_hook
def register_routes() -> list[tuple[str, Callable[..., object]]]:
    """Return the addresses of the pages, before Datasette's own."""
    return list(ROUTES)


@_hook
def asgi_wrapper(datasette: Any) -> Callable[[guard.App], guard.App]:
    """Let in what may come in, and say on every answer what it may do."""
    return guard.guarded(datasette)


@_hook
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead back from Datasette's pages to the matrix."""
    return [{"href": datasette.urls.path("/"), "label": "Evidence matrix"}]


@_hook
def prepare_jinja2_environment(env: Any) -> None:
    """Give templates the encoding that addresses of pages are written in."""
    env.filters["tilde"] = tilde_encode


@_hook
async def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, str]]:
    """Offer the ready queries on a workspace's database, and on no other."""
    if not await opened.is_workspace(datasette.databases[database]):
        return {}
    return {
        q.name: {"title": q.title, "description": q.description, "sql": q.sql} for q in QUERIES
    }


@_hook
def startup(datasette: Any) -> Callable[[], Coroutine[Any, Any, None]]:
    """Look at the databases before the first page."""

    async def look() -> None:
        await described.prepare(datasette)

    return look


@_hook
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Say what tables and columns are, how they are ordered, and by what they are counted."""
    return described.metadata(datasette)
