"""The pages of a reviewer who signed in: the queue, and a claim with its form."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from datasette.utils.asgi import Forbidden, NotFound, Response

from curate.browse import render
from curate.browse.workplace import set_actor, signed_in, workplace_of
from curate.core.act import Act
from curate.core.claim import Claim
from curate.core.correction import CHOICES, FIELDS, changed_fields, field_values
from curate.core.desk import Desk, OnDesk
from curate.core.errors import BadFile, CurateError, UsageError
from curate.core.errors import NotFound as NoClaim
from curate.core.review import REASONS, ReasonCode, Verdict

NARROWED = ("mechanism", "phenomenon", "pmid")
"""What the queue can be narrowed to, as the query string has it."""

_VERDICTS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.UNSURE, Verdict.COMMENT)
_SEE_OTHER = 303
_CONFLICT = 409


async def sign_in(datasette: Any, request: Any) -> Any:
    """Sign the reviewer in who comes with the link that ``curate browse`` printed."""
    workplace = workplace_of(datasette)
    if not workplace.sign_in(request.args.get("token") or ""):
        raise Forbidden("This link was used already, or is not one that curate browse printed")
    response = _go(datasette.urls.instance())
    set_actor(datasette, response, workplace.reviewer)
    return response


async def queue(datasette: Any, request: Any) -> Any:
    """Lead to the claim to judge next."""
    desk, reviewer = _at_desk(datasette, request)
    wanted = _narrowed(request)
    after = request.args.get("after")
    claim_id = await asyncio.to_thread(desk.next, reviewer, wanted, after=after)
    if claim_id is not None:
        return _go(_address(datasette, claim_id, wanted))
    database = await render.workspace(datasette)
    context = {"wanted": wanted}
    return await render.page(datasette, request, database, "curate_judged_all.html", context)


async def judge(datasette: Any, request: Any) -> Any:
    """Show a claim with its form; take a verdict that is sent, and lead on to the next."""
    desk, reviewer = _at_desk(datasette, request)
    (claim_id,) = render.names(request, "claim_id")
    wanted = _narrowed(request)
    if request.method != "POST":
        return await _form(datasette, request, claim_id)
    sent = await request.post_vars()
    try:
        shown = await asyncio.to_thread(desk.show, claim_id, reviewer)
        if shown is None:
            raise NoClaim("that claim is not here any more: its record was read anew")
        act = _act(claim_id, sent, shown.item.claim)
        judged = await asyncio.to_thread(desk.decide, reviewer, act, seen=sent.get("seen", ""))
    except BadFile as error:
        datasette.add_message(request, f"Kept in the database, but: {error}", datasette.WARNING)
    except CurateError as error:
        return await _form(datasette, request, claim_id, error=error, sent=sent)
    else:
        said = f"{judged.verdict.value}: claim {judged.claim_id[:8]} is {judged.state.value} now."
        datasette.add_message(request, said.capitalize(), datasette.INFO)
    if sent.get("verdict") == Verdict.COMMENT:
        return _go(_address(datasette, claim_id, wanted))
    after = urlencode({**wanted, "after": claim_id})
    return _go(f"{datasette.urls.path('/judge')}?{after}")


async def undo(datasette: Any, request: Any) -> Any:
    """Take back the last verdict, and show its claim again."""
    desk, reviewer = _at_desk(datasette, request)
    if request.method != "POST":
        return _go(datasette.urls.path("/judge"))
    try:
        judged = await asyncio.to_thread(desk.undo, reviewer)
    except CurateError as error:
        datasette.add_message(request, f"{error}", datasette.WARNING)
        return _go(datasette.urls.path("/judge"))
    said = f"Taken back: claim {judged.claim_id[:8]} is {judged.state.value} now."
    datasette.add_message(request, said, datasette.INFO)
    return _go(_address(datasette, judged.claim_id, {}))


async def _form(
    datasette: Any,
    request: Any,
    claim_id: str,
    *,
    error: CurateError | None = None,
    sent: Mapping[str, str] | None = None,
) -> Any:
    desk, reviewer = _at_desk(datasette, request)
    found: OnDesk | None = await asyncio.to_thread(desk.show, claim_id, reviewer)
    if found is None:
        raise NotFound(f"There is no claim {claim_id} here")
    database = await render.workspace(datasette)
    context = {
        "item": found.item,
        "seen": found.seen,
        "claim": found.item.claim,
        "wanted": _narrowed(request),
        "reasons": REASONS,
        "choices": CHOICES,
        "values": field_values(found.item.claim),
        "error": error,
        "sent": sent or {},
    }
    status = _CONFLICT if error else 200
    return await render.page(
        datasette, request, database, "curate_judge.html", context, status=status
    )


def _act(claim_id: str, sent: Mapping[str, str], shown: Claim) -> Act:
    """Return what a form asks for; raise UsageError for a verdict or reason that is none."""
    try:
        verdict = Verdict(sent.get("verdict", ""))
        reason = ReasonCode(sent["reason"]) if sent.get("reason") else None
    except ValueError as error:
        raise UsageError(f"no such choice: {error}") from error
    if verdict not in _VERDICTS:
        raise UsageError(f"{verdict.value} is nothing that can be said here")
    if verdict is Verdict.REJECT and reason is None:
        raise UsageError("a rejection needs its reason", hint="Choose one from the list.")
    changes: dict[str, str] = {}
    if verdict is Verdict.CORRECT:
        changes = changed_fields(shown, {name: sent[name] for name in FIELDS if name in sent})
    return Act(
        claim=claim_id,
        verdict=verdict,
        reason=reason if verdict in {Verdict.REJECT, Verdict.CORRECT} else None,
        note=sent.get("note", "").strip(),
        changes=changes,
    )


def _at_desk(datasette: Any, request: Any) -> tuple[Desk, str]:
    reviewer = signed_in(datasette, request)
    desk = workplace_of(datasette).desk
    if not reviewer or desk is None:
        raise Forbidden("Sign in with the link that curate browse printed, to judge claims")
    return desk, reviewer


def _narrowed(request: Any) -> dict[str, str]:
    return {name: request.args[name] for name in NARROWED if request.args.get(name)}


def _address(datasette: Any, claim_id: str, wanted: Mapping[str, str]) -> str:
    address: str = datasette.urls.path(f"/judge/{tilde_encode(claim_id)}")
    return f"{address}?{urlencode(wanted)}" if wanted else address


def _go(address: str) -> Any:
    """Lead to an address of this server, and to no other."""
    return Response.redirect(address, status=_SEE_OTHER)


ROUTES = (
    (r"^/-/curate-sign-in$", sign_in),
    (r"^/judge$", queue),
    (r"^/judge-undo$", undo),
    (r"^/judge/(?P<claim_id>[^/]+)$", judge),
)
