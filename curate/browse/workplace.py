"""Who may judge here: the desk that acts go to, and the reviewer who signs in with a link."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from datasette.utils import baseconv

from curate.core.desk import Desk

HOURS_SIGNED_IN = 12
_ATTRIBUTE = "curate_workplace"
_COOKIE = "ds_actor"


@dataclass(slots=True)
class Workplace:
    """
    What ``curate browse`` adds to a Datasette that it starts.

    ``hosts`` are the values of the Host header that are answered, lower case, with the port;
    an empty set answers all. ``static`` pages lead to nothing that needs a server. ``token`` is
    good for signing in once.
    """

    desk: Desk | None = None
    reviewer: str = ""
    hosts: frozenset[str] = frozenset()
    static: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def judges(self) -> bool:
        """Say whether there is somebody who may judge."""
        return self.desk is not None and bool(self.reviewer)

    def sign_in(self, token: str) -> bool:
        """Take the token, if it is the one; it is good no more."""
        known, right = self.token, secrets.compare_digest(token.encode(), self.token.encode())
        if not known or not right or not self.judges:
            return False
        self.token = ""
        return True


def attach(datasette: Any, workplace: Workplace) -> None:
    """Make it the workplace of this Datasette."""
    setattr(datasette, _ATTRIBUTE, workplace)


def workplace_of(datasette: Any) -> Workplace:
    """Return the workplace of a Datasette; one that nobody may judge at, where there is none."""
    found: Workplace = getattr(datasette, _ATTRIBUTE, None) or Workplace(token="")
    return found


def signed_in(datasette: Any, request: Any) -> str:
    """Return the reviewer who signed in here; empty for anybody else."""
    workplace = workplace_of(datasette)
    actor = request.actor or {}
    name = actor.get("id") if actor.get("curate") else None
    return workplace.reviewer if workplace.judges and name == workplace.reviewer else ""


def set_actor(datasette: Any, response: Any, reviewer: str) -> None:
    """Sign a reviewer in, for some hours and this browser."""
    expires = int(time.time()) + HOURS_SIGNED_IN * 3600
    actor = {"a": {"id": reviewer, "curate": True}, "e": baseconv.base62.encode(expires)}
    response.set_cookie(
        _COOKIE,
        datasette.sign(actor, "actor"),
        max_age=HOURS_SIGNED_IN * 3600,
        httponly=True,
        samesite="strict",
    )
