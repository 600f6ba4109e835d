"""The front page, a cell, and the search: from an address to what a template shows."""

import json
from typing import Any

from curate.browse import about, evidence, finding, matrix, opened, render
from curate.browse.heat import squares
from curate.core.claim import Origin
from curate.core.wording import DIRECTIONS


async def front(datasette: Any, request: Any) -> Any:
    """Show what the workspace is, and the matrix; without a workspace, Datasette's own index."""
    database = await opened.workspace_database(datasette)
    if database is None:
        return await _datasettes_own_index(datasette, request)
    labels = opened.labels_of(datasette)
    source = render.one_of(request, "source", tuple(render.SOURCES))
    category = request.args.get("category") or ""

    def query(conn: Any) -> dict[str, Any]:
        return {
            "about": about.load(conn),
            "matrix": matrix.load(conn, labels, source=source),
        }

    found = await opened.read(database, query)
    blocks = found["matrix"].blocks
    context = found | {
        "blocks": [b for b in blocks if not category or (b.category or "-") == category],
        "squares": squares,
        "source": source,
        "category": category,
    }
    return await render.page(datasette, request, database, "curate_front.html", context)


async def cell(datasette: Any, request: Any) -> Any:
    """Show what is said of one mechanism and one phenomenon, side by side."""
    database = await render.workspace(datasette)
    mechanism, phenomenon = render.names(request, "mechanism", "phenomenon")
    source = render.one_of(request, "source", tuple(render.SOURCES))
    sort = render.one_of(request, "sort", tuple(evidence.SORTS))
    certainty = render.one_of(request, "certainty", ("", "asserted", "hedged"))
    origin = render.one_of(request, "origin", ("", *Origin))
    offset = render.number(request, "from", most=evidence.FURTHEST)
    wanted: dict[str, object] = {"mechanism": mechanism, "phenomenon": phenomenon}
    given = {"source_kind": source, "certainty": certainty, "origin": origin}
    wanted |= {name: value for name, value in given.items() if value}

    def query(conn: Any) -> dict[str, Any] | None:
        named = matrix.name_of(conn, mechanism)
        if named is None:
            return None
        return {
            "label": named[0],
            # The view knows mechanisms by their names; the list may hold commas, so it is JSON.
            "names": json.dumps(matrix.names(conn, mechanism), ensure_ascii=False),
            "tally": matrix.one(conn, mechanism, phenomenon, source=source),
            "sides": {
                role: evidence.listed(
                    conn, wanted | {"role": role.value}, sort=sort, offset=offset
                )
                for role in DIRECTIONS
            },
        }

    found = await opened.read(database, query)
    if found is None:
        return await render.missing(
            datasette, request, database, f"No claim names the mechanism {mechanism}"
        )
    context = found | {
        "mechanism": mechanism,
        "phenomenon": phenomenon,
        "source": source,
        "sort": sort,
        "certainty": certainty,
        "origin": origin,
        "offset": offset,
        "shown": max(len(items) for items in found["sides"].values()),
        "most": evidence.PAGE,
    }
    return await render.page(datasette, request, database, "curate_cell.html", context)


async def search(datasette: Any, request: Any) -> Any:
    """Find words in the sentences of claims and in titles."""
    database = await render.workspace(datasette)
    words = request.args.get("q") or ""
    found = await opened.read(database, lambda conn: finding.find(conn, words))
    context = {"found": found, "words": words, "most": finding.MOST}
    return await render.page(datasette, request, database, "curate_search.html", context)


async def _datasettes_own_index(datasette: Any, request: Any) -> Any:
    from datasette.views.index import IndexView

    request.scope["url_route"] = {"kwargs": {"format": None}}
    return await IndexView(datasette).get(request)
