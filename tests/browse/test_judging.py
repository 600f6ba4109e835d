"""Judging in the browser: who may, what is kept, and what is refused."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from curate.browse.workplace import Workplace
from curate.cli.wiring import lexicon, open_journal, open_store, review_session
from curate.cli.workspace import open_workspace
from curate.core.act import Act
from curate.core.claim import State
from curate.core.correction import field_values
from curate.core.review import Verdict
from tests.browse.judge import HOST, Visitor, copied, first_claim, served

Steps = Callable[[Visitor, Workplace], Awaitable[None]]


@pytest.fixture
def root(sample_workspace: Path, tmp_path: Path) -> Path:
    return copied(sample_workspace, tmp_path)


def run(root: Path, steps: Steps, *, hosts: frozenset[str] = frozenset()) -> None:
    async def all_of_it() -> None:
        datasette, workplace = served(root, hosts=hosts)
        await datasette.invoke_startup()
        await steps(Visitor(datasette), workplace)

    asyncio.run(all_of_it())


async def sign_in(visitor: Visitor, workplace: Workplace) -> None:
    done = await visitor.get(f"/-/curate-sign-in?token={workplace.token}")
    assert (done.status_code, done.headers["location"]) == (303, "/")
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def journal(root: Path) -> list[dict[str, object]]:
    path = root / "annotations" / "Ada.decisions.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def state(root: Path, claim_id: str) -> State:
    with open_store(open_workspace(root)) as store:
        return store.claim(claim_id).state


def test_a_visitor_only_reads(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        page = await visitor.get(f"/claim/{claim}")
        assert page.status_code == 200
        assert "Judge" not in page.text
        for path in ("/judge", f"/judge/{claim}", "/judge-undo"):
            assert (await visitor.get(path)).status_code == 403
        for path in (f"/judge/{claim}", "/judge-undo"):
            assert (await visitor.post(path, verdict="accept")).status_code == 403

    run(root, steps)
    assert state(root, claim) is State.UNREVIEWED


def test_the_link_is_good_once(root: Path) -> None:
    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        token = workplace.token
        assert (await visitor.get("/-/curate-sign-in?token=x")).status_code == 403
        assert (await visitor.get("/-/curate-sign-in")).status_code == 403
        await sign_in(visitor, workplace)
        assert "Sign out Ada" in (await visitor.get("/")).text
        again = await Visitor(visitor._datasette).get(f"/-/curate-sign-in?token={token}")
        assert again.status_code == 403
        assert (await visitor.get("/-/curate-sign-in?token=")).status_code == 403

    run(root, steps)


def test_a_verdict_is_kept_and_leads_to_the_next(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        done = await visitor.post(f"/judge/{claim}", verdict="accept", note="clear", **fields)
        assert (done.status_code, done.headers["location"]) == (303, f"/judge?after={claim}")
        following = await visitor.get(done.headers["location"])
        assert following.status_code == 303
        shown = await visitor.get(following.headers["location"])
        assert f"Accept: claim {claim[:8]} is accepted now." in shown.text
        assert following.headers["location"] != f"/judge/{claim}"

    run(root, steps)
    assert state(root, claim) is State.ACCEPTED
    (line,) = journal(root)
    assert (line["reviewer"], line["verdict"], line["note"]) == ("Ada", "accept", "clear")


def test_a_rejection_needs_its_reason(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        refused = await visitor.post(
            f"/judge/{claim}", verdict="reject", note="<b>so</b>", **fields
        )
        assert refused.status_code == 409
        assert "a rejection needs its reason" in refused.text
        assert "&lt;b&gt;so&lt;/b&gt;" in refused.text
        fields = await visitor.form(f"/judge/{claim}")
        done = await visitor.post(
            f"/judge/{claim}", verdict="reject", reason="direction", **fields
        )
        assert done.status_code == 303

    run(root, steps)
    assert state(root, claim) is State.REJECTED


@pytest.mark.parametrize(
    "sent", [{}, {"verdict": "withdraw"}, {"verdict": "x"}, {"verdict": "reject", "reason": "x"}]
)
def test_what_is_no_verdict(root: Path, sent: dict[str, str]) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        assert (await visitor.post(f"/judge/{claim}", **sent, **fields)).status_code == 409

    run(root, steps)
    assert journal(root) == []


def test_a_correction(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        same = await visitor.post(f"/judge/{claim}", verdict="correct", **fields)
        assert same.status_code == 409
        assert "nothing is corrected" in same.text
        done = await visitor.post(f"/judge/{claim}", verdict="correct", effect="none", **fields)
        assert done.status_code == 303

    run(root, steps)
    with open_store(open_workspace(root)) as store:
        found = store.claim(claim)
    assert (found.state, found.inference.role.value) == (State.CORRECTED, "none")


@pytest.mark.parametrize(
    ("role", "expected"), [("", ("none", False)), ("inhibits", ("inhibits", True))]
)
def test_the_whole_form_lets_the_role_follow_or_overrules_it(
    root: Path, role: str, expected: tuple[str, bool]
) -> None:
    """A browser sends every field; the role that stood was taken for one set by hand."""
    claim = first_claim(root)
    with open_store(open_workspace(root)) as store:
        form = field_values(store.claim(claim)) | {"effect": "none", "role": role}

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        page = (await visitor.get(f"/judge/{claim}")).text
        assert '<option value="" selected>as it follows</option>' in page
        assert [name for name in form if f'name="{name}"' not in page] == []
        fields = await visitor.form(f"/judge/{claim}")
        done = await visitor.post(f"/judge/{claim}", verdict="correct", **form, **fields)
        assert done.status_code == 303

    run(root, steps)
    with open_store(open_workspace(root)) as store:
        found = store.claim(claim).inference
    assert (found.role.value, found.overruled) == expected


def test_undo_and_note(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        noted = await visitor.post(f"/judge/{claim}", verdict="comment", note="odd", **fields)
        assert noted.headers["location"] == f"/judge/{claim}"
        fields = await visitor.form(f"/judge/{claim}")
        await visitor.post(f"/judge/{claim}", verdict="accept", **fields)
        undone = await visitor.post("/judge-undo", csrftoken=fields["csrftoken"])
        assert undone.headers["location"] == f"/judge/{claim}"

    run(root, steps)
    assert state(root, claim) is State.UNREVIEWED
    assert [line["verdict"] for line in journal(root)] == ["comment", "accept", "withdraw"]


def test_a_form_without_its_token_is_refused(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        del fields["csrftoken"]
        assert (
            await visitor.post(f"/judge/{claim}", verdict="accept", **fields)
        ).status_code == 403

    run(root, steps)
    assert journal(root) == []


def test_what_somebody_else_decided_meanwhile_is_shown_first(root: Path) -> None:
    claim = first_claim(root)

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        fields = await visitor.form(f"/judge/{claim}")
        space = open_workspace(root).using(reviewer="Xaver")
        with open_store(space) as store:
            review_session(space, store).decide(Act(claim=claim, verdict=Verdict.UNSURE))
        refused = await visitor.post(f"/judge/{claim}", verdict="accept", **fields)
        assert refused.status_code == 409
        assert "was judged by somebody else" in refused.text
        assert "Xaver" in refused.text
        assert lexicon(space).name
        assert open_journal(space).count("Ada") == 0

    run(root, steps)


def test_the_queue_of_one_cell_comes_to_an_end(root: Path) -> None:
    with open_store(open_workspace(root)) as store:
        claim = store.claim(first_claim(root))
    mechanism, phenomenon = claim.inference.mechanism, claim.observation.phenomenon
    narrowed = f"mechanism={mechanism}&phenomenon={phenomenon}"

    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        await sign_in(visitor, workplace)
        reply = await visitor.get(f"/judge?{narrowed}")
        seen: list[str] = []
        while reply.status_code == 303 and len(seen) < 60:
            path = reply.headers["location"]
            seen.append(path.split("?")[0])
            fields = await visitor.form(path)
            done = await visitor.post(path, verdict="unsure", **fields)
            reply = await visitor.get(done.headers["location"])
        assert "Nothing left to judge" in reply.text
        assert 1 < len(seen) == len(set(seen)) < 60

    run(root, steps)


def test_only_known_hosts_are_answered(root: Path) -> None:
    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        client = visitor._datasette.client
        assert (await client.get("/", headers={"host": HOST})).status_code == 200
        assert (await client.get("/", headers={"host": HOST.upper()})).status_code == 200
        for host in ("evil.example", "evil.example:8001", "127.0.0.1", "127.0.0.1:80"):
            refused = await client.get("/", headers={"host": host})
            assert refused.status_code == 421
            assert "opioid" not in refused.text

    run(root, steps, hosts=frozenset({HOST}))


@pytest.mark.parametrize(
    "path", ["/", "/curate", "/curate/evidence", "/-/static/app.css", "/none"]
)
def test_every_answer_says_what_it_may_do(root: Path, path: str) -> None:
    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        headers = (await visitor.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]

    run(root, steps)


def test_our_pages_run_no_script_of_others(root: Path) -> None:
    async def steps(visitor: Visitor, workplace: Workplace) -> None:
        policy = (await visitor.get("/")).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy

    run(root, steps)
