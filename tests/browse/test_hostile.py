"""Titles, sentences, names and notes are anybody's text: on every page they show as text."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from curate.browse.server import application
from curate.core.article import Author, Section
from curate.core.claim import Reading, SourceKind
from curate.core.review import Decision, Verdict
from curate.core.screening import Screening
from curate.core.screening import Verdict as Said
from curate.store.database import SqliteStore
from tests.store import made

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> & {{ 7*7 }}"
ATTACKS = ("<script>alert", "<img src=x", "onerror=alert(2)>")


@pytest.fixture(scope="module")
def hostile_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "curate.db"
    record = made.article(
        0,
        title=HOSTILE,
        sections=(Section(text=f"Word {HOSTILE} end", label=HOSTILE, category=None),),
        authors=(Author(last_name=HOSTILE, fore_name="x", initials="X"),),
        doi='10.9/"><script>alert(3)</script>',
        journal=HOSTILE,
        journal_abbreviation=HOSTILE,
        year=None,
    )
    sentences = made.sentences(record)
    claims = tuple(
        made.claim(
            record,
            sentence,
            mechanism=f"{HOSTILE}/..%2f",
            label=HOSTILE,
            phenomenon=f"{HOSTILE}/#?",
            cause=HOSTILE,
            rule=HOSTILE,
        )
        for sentence in sentences
    )
    reading = Reading(
        pmid=record.pmid, sentences=sentences, claims=claims, source_kind=SourceKind.ANIMAL
    )
    decision = Decision(
        reviewer='<b>"Ada"',
        decided_at="2026-01-01T00:00:00.000001Z",
        verdict=Verdict.ACCEPT,
        claim=claims[0],
        note=HOSTILE,
    )
    said = Screening(
        reviewer='<b>"Ada"',
        decided_at="2026-01-01T00:00:00.000001Z",
        pmid=record.pmid,
        verdict=Said.INCLUDE,
        note=HOSTILE,
    )
    with SqliteStore(path, create=True) as store:
        store.plan_search(made.search(0, query=HOSTILE, name="n"))
        store.save_records([record])
        store.save_readings("any", [reading])
        store.decide([decision])
        store.save_screenings([said])
    return path


def crawl(path: Path, *starts: str) -> dict[str, Any]:
    """Return the replies for these addresses and for all of curate's pages that they lead to."""

    async def walk() -> dict[str, Any]:
        datasette = application(path, labels={"title": HOSTILE})
        await datasette.invoke_startup()
        waiting, replies = list(starts), {}
        while waiting:
            address = waiting.pop()
            reply = replies[address] = await datasette.client.get(address)
            found = re.findall(
                r'href="(/(?:cell|claim|mechanism|phenomenon|paper)/[^"]*)"', reply.text
            )
            waiting += [a for a in dict.fromkeys(found) if a not in {*replies, *waiting}]
        return replies

    return asyncio.run(walk())


def test_hostile_text_shows_as_text_on_every_page(hostile_database: Path) -> None:
    replies = crawl(hostile_database, "/", "/search?q=script", f"/search?q={'%3Cscript%3E'}")
    kinds = {address.split("/")[1].split("?")[0] for address in replies}
    assert kinds == {"", "search", "cell", "claim", "mechanism", "phenomenon", "paper"}
    for address, reply in replies.items():
        assert reply.status_code == 200, address
        assert "&lt;script&gt;" in reply.text, address
        for attack in ATTACKS:
            assert attack not in reply.text, (address, attack)
        assert re.search(r'href="javascript:', reply.text) is None


def test_the_whole_sample_can_be_walked(sample_workspace: Path) -> None:
    replies = crawl(sample_workspace / "curate.db", "/")
    assert len(replies) > 200
    assert {reply.status_code for reply in replies.values()} == {200}
    for reply in replies.values():
        assert reply.text.count("<h1>") == 1
        assert len(re.findall("<main", reply.text)) == 1
        ids = re.findall(r' id="([^"]*)"', reply.text)
        assert len(ids) == len(set(ids))
        # Readable offline: nothing is loaded from elsewhere, and nothing runs.
        assert re.search(r'(?:src|<link[^>]*href)="https?:', reply.text) is None
        assert "<script" not in reply.text
