"""What papers with claims share with one another, kept until one of them changes."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from curate.core.cited_paper import FORM
from curate.core.independence import author_links
from curate.store import cited_papers

SCHEMA = (
    """CREATE TABLE author_links (
  form INTEGER PRIMARY KEY,
  links TEXT NOT NULL CHECK (json_valid(links))
) STRICT""",
    # Whether given names tell two people apart hangs on all papers together, so that what is
    # shared is worked out anew for all of them.
    *(
        f"""CREATE TRIGGER author_links_outdated_{act} AFTER {act.upper()} ON cited_papers
BEGIN
  DELETE FROM author_links;
END"""  # noqa: S608
        for act in ("insert", "update", "delete")
    ),
)


def load(conn: sqlite3.Connection) -> Mapping[str, Sequence[int]]:
    """Return the numbers of what each paper with claims shares with another, by PMID."""
    kept = conn.execute("SELECT links FROM author_links WHERE form = ?", (FORM,)).fetchone()
    if kept is None:
        return author_links(cited_papers.load_names(conn))
    found: dict[str, list[int]] = json.loads(kept[0])
    return found


def keep(conn: sqlite3.Connection) -> None:
    """Work out what is not kept, and keep it; to be called inside a transaction."""
    if conn.execute("SELECT 1 FROM author_links WHERE form = ?", (FORM,)).fetchone():
        return
    cited_papers.keep(conn, cited_papers.with_claims(conn))
    links = json.dumps(load(conn), separators=(",", ":"))
    conn.execute("DELETE FROM author_links")
    conn.execute("INSERT INTO author_links VALUES (?, ?)", (FORM, links))
