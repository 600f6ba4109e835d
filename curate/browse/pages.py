"""The pages: from an address to what a template shows."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from curate.browse import evidence, matrix, opened
from curate.core.citing import label
from curate.core.claim import Certainty, Origin, SourceKind
from curate.core.marking import segments
from curate.core.signs import Role
from curate.core.wording import DIRECTIONS, MARKS, Mark

SOURCES = ("", *(k.value for k in (SourceKind.ANIMAL, SourceKind.HUMAN, SourceKind.IN_VITRO)))
SOURCE_WORDS = {"": "All studies", "animal": "Animal", "human": "Human", "in_vitro": "In vitro"}


async def front(datasette: Any, request: Any) -> Any:
    """Show what the workspace is, and the matrix; without a workspace, Datasette's own index."""
    database = await opened.workspace_database(datasette)
    if database is None:
        return await _datasettes_own_index(datasette, request)
    labels = opened.labels_of(datasette)
    source = _one_of(request, "source", SOURCES)
    category = request.args.get("category") or ""
    whole = await opened.read(database, lambda conn: matrix.load(conn, labels, source=source))
    chosen = [b for b in whole.blocks if not category or (b.category or "-") == category]
    context = {
        "labels": labels,
        "matrix": whole,
        "blocks": chosen,
        "source": source,
        "category": category,
    }
    return await _render(datasette, request, database, "curate_front.html", context)


async def cell(datasette: Any, request: Any) -> Any:
    """Show what is said of one mechanism and one phenomenon, side by side."""
    database = await _database(datasette)
    labels = opened.labels_of(datasette)
    mechanism, phenomenon = _names(request, "mechanism", "phenomenon")
    source = _one_of(request, "source", SOURCES)
    sort = _one_of(request, "sort", tuple(evidence.SORTS))
    certainty = _one_of(request, "certainty", ("", "asserted", "hedged"))
    origin = _one_of(request, "origin", ("", *Origin))
    wanted: dict[str, object] = {"mechanism": mechanism, "phenomenon": phenomenon}
    given = {"source_kind": source, "certainty": certainty, "origin": origin}
    wanted |= {name: value for name, value in given.items() if value}

    def query(conn: Any) -> dict[str, Any] | None:
        named = matrix.name_of(conn, mechanism)
        if named is None:
            return None
        return {
            "label": named[0],
            "tally": matrix.one(conn, mechanism, phenomenon, source=source),
            "sides": {
                role: evidence.listed(conn, wanted | {"role": role.value}, sort=sort)
                for role in DIRECTIONS
            },
        }

    found = await opened.read(database, query)
    if found is None:
        raise NotFound(f"No claim names the mechanism {mechanism}")
    context = found | {
        "labels": labels,
        "mechanism": mechanism,
        "phenomenon": phenomenon,
        "source": source,
        "sort": sort,
        "certainty": certainty,
        "origin": origin,
        "most": evidence.PAGE,
    }
    return await _render(datasette, request, database, "curate_cell.html", context)


async def _datasettes_own_index(datasette: Any, request: Any) -> Any:
    from datasette.views.index import IndexView

    request.scope["url_route"] = {"kwargs": {"format": None}}
    return await IndexView(datasette).get(request)


async def _database(datasette: Any) -> Any:
    found = await opened.workspace_database(datasette)
    if found is None:
        raise NotFound("None of the databases here is a curate workspace's")
    return found


async def _render(
    datasette: Any, request: Any, database: Any, template: str, context: Mapping[str, Any]
) -> Any:
    shared = {
        "database": database.name,
        "directions": DIRECTIONS,
        "contested_sign": MARKS[Mark.CONTESTED],
        "sources": SOURCE_WORDS,
        "Certainty": Certainty,
        "Role": Role,
        "Origin": Origin,
        "segments": segments,
        "citation": label,
        "query": _query,
    }
    page = await datasette.render_template(template, {**shared, **context}, request=request)
    return Response.html(page)


def _query(**values: object) -> str:
    """Return a query string of those values that are given."""
    return urlencode(
        {name: str(value) for name, value in values.items() if value not in {None, ""}}
    )


def _names(request: Any, *names: str) -> list[str]:
    return [tilde_decode(request.url_vars[name]) for name in names]


def _one_of(request: Any, name: str, known: tuple[str, ...]) -> str:
    """Return a choice from the query string; what is none of those known is the first."""
    value = request.args.get(name) or known[0]
    return value if value in known else known[0]


ROUTES: tuple[tuple[str, Callable[..., object]], ...] = (
    (r"^/$", front),
    (r"^/cell/(?P<mechanism>[^/]+)/(?P<phenomenon>[^/]+)$", cell),
)
