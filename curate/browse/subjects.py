"""The pages of one claim, one mechanism, one phenomenon and one paper."""

from typing import Any

from curate.browse import evidence, matrix, opened, record, render, years
from curate.core.source_standing import MEANINGS, NO_EVIDENCE


async def claim(datasette: Any, request: Any) -> Any:
    """Show one claim with its grounds, its record and what people decided."""
    database = await render.workspace(datasette)
    (claim_id,) = render.names(request, "claim")

    def query(conn: Any) -> dict[str, Any] | None:
        items = evidence.by_id(conn, [claim_id])
        if not items:
            return None
        (item,) = items
        return {
            "item": item,
            "as_read": evidence.as_read(conn, claim_id),
            "decisions": record.decisions(conn, claim_id),
            "notices": record.notices(conn, item.claim.pmid),
        }

    found = await opened.read(database, query)
    if found is None:
        return await render.missing(datasette, request, database, f"There is no claim {claim_id}")
    context = found | {"meanings": MEANINGS, "no_evidence": NO_EVIDENCE}
    return await render.page(datasette, request, database, "curate_claim.html", context)


async def mechanism(datasette: Any, request: Any) -> Any:
    """Show what is said of one mechanism."""
    (name,) = render.names(request, "mechanism")
    return await _concept(datasette, request, "mechanism", name)


async def phenomenon(datasette: Any, request: Any) -> Any:
    """Show what is said of one phenomenon."""
    (name,) = render.names(request, "phenomenon")
    return await _concept(datasette, request, "phenomenon", name)


async def paper(datasette: Any, request: Any) -> Any:
    """Show one record and every claim that was read in it."""
    database = await render.workspace(datasette)
    (pmid,) = render.names(request, "pmid")
    found = await opened.read(database, lambda conn: record.load(conn, pmid))
    if found is None:
        return await render.missing(
            datasette, request, database, f"There is no record of PMID {pmid} here"
        )
    context = {"record": found, "meanings": MEANINGS, "no_evidence": NO_EVIDENCE}
    return await render.page(datasette, request, database, "curate_paper.html", context)


async def _concept(datasette: Any, request: Any, kind: str, name: str) -> Any:
    database = await render.workspace(datasette)
    labels = opened.labels_of(datasette)
    source = render.one_of(request, "source", tuple(render.SOURCES))
    sort = render.one_of(request, "sort", tuple(evidence.SORTS))
    offset = render.number(request, "from", most=evidence.FURTHEST)
    wanted = {kind: name} | ({"source_kind": source} if source else {})

    def query(conn: Any) -> dict[str, Any] | None:
        if not evidence.is_named(conn, kind, name):
            return None
        total = matrix.total(conn, kind, name, source=source)
        few = total.claims <= evidence.MOST
        return {
            "heading": matrix.label_of(conn, name)
            if kind == "mechanism"
            else labels.phenomenon(name),
            "total": total,
            "few": few,
            "pairs": matrix.pairs(conn, kind, name, source=source),
            "chart": years.chart(years.count(conn, wanted)) if few else None,
            "items": evidence.listed(conn, wanted, sort=sort, offset=offset) if few else (),
        }

    found = await opened.read(database, query)
    if found is None:
        return await render.missing(
            datasette, request, database, f"No claim names the {kind} {name}"
        )
    context = found | {
        "kind": kind,
        "name": name,
        "source": source,
        "sort": sort,
        "offset": offset,
        "most": evidence.PAGE,
    }
    return await render.page(datasette, request, database, "curate_concept.html", context)
