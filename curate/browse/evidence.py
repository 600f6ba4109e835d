"""The claims behind a page, as people left them, with the records that they are from."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from curate.core import claim_rows
from curate.core.article import Article, Author
from curate.core.claim import Claim, Span
from curate.core.source_standing import Standing

PAGE = 100
FURTHEST = 100_000
MOST = 50_000
"""Of more claims than this, no page is sorted: a reader is sent to cells instead."""
SORTS = {
    "newest": "year IS NULL, year DESC, pmid, claim_id",
    "oldest": "year IS NULL, year, pmid, claim_id",
    "confidence": "confidence DESC, pmid, claim_id",
}

_AMONG = "(SELECT value FROM json_each(?))"
_NARROW = (
    "c.claim_id, c.pmid, c.mechanism, c.phenomenon, c.role, c.source_kind, c.certainty, c.origin,"
    " c.confidence"
)
# What the table counts, and so the summary.
_COUNTS = "c.tier <> 'cooccurrence' AND c.certainty <> 'question'"
_READ = ", ".join(
    [*(f"c.{n}" for n in claim_rows.COLUMNS), *(f"s.{n}" for n in claim_rows.SENTENCE_COLUMNS)]
)
_REVIEWED = ", ".join(
    f"c.{n}"
    for n in (*claim_rows.COLUMNS, *claim_rows.SENTENCE_COLUMNS, *claim_rows.REVIEW_COLUMNS)
)
_UNREVIEWED = "NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)"
_FILTERS = ("mechanism", "phenomenon", "role", "source_kind", "certainty", "origin", "pmid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A claim with its record and what became of that."""

    claim: Claim
    article: Article
    standing: Standing


def listed(
    conn: Any,
    wanted: Mapping[str, object],
    *,
    sort: str = "newest",
    limit: int = PAGE,
    offset: int = 0,
) -> tuple[Listed, ...]:
    """Return a page of the evidence; ``wanted`` gives values by column, of ``_FILTERS``."""
    source, chosen = _standing(wanted)
    sql = (
        f"SELECT k.claim_id FROM {source}"  # noqa: S608
        f" ORDER BY {_qualified(SORTS[sort])} LIMIT :limit OFFSET :offset"
    )
    rows = conn.execute(sql, {**chosen, "limit": limit, "offset": offset})
    return by_id(conn, [row[0] for row in rows])


def by_year(
    conn: Any, wanted: Mapping[str, object]
) -> Iterator[tuple[int | None, int, int, int, int]]:
    """Yield each year, ``None`` for none, with its papers: for, against, neither, and all."""
    source, chosen = _standing(wanted)
    sql = f"""SELECT year, sum(promoting), sum(inhibiting), sum(promoting + inhibiting = 0),
  count(*) FROM (
  SELECT a.year, max(k.role = 'promotes') AS promoting, max(k.role = 'inhibits') AS inhibiting
  FROM {source} GROUP BY k.pmid
) GROUP BY year ORDER BY year"""  # noqa: S608
    yield from conn.execute(sql, chosen)


def is_named(conn: Any, column: str, value: str) -> bool:
    """Say whether any claim has this mechanism, or this phenomenon."""
    name = "mechanism" if column == "mechanism" else "phenomenon"
    row = conn.execute(
        f"SELECT 1 FROM claims WHERE {name} = ?1 UNION ALL"  # noqa: S608
        f" SELECT 1 FROM reviewed_claims WHERE {name} = ?1 LIMIT 1",
        (value,),
    ).fetchone()
    return row is not None


def by_id(conn: Any, claim_ids: Sequence[str]) -> tuple[Listed, ...]:
    """Return these claims as they stand, in this order; those that are not here are left out."""
    found = _claims(conn, claim_ids)
    records = articles(conn, {c.pmid for c in found.values()})
    return tuple(
        Listed(claim=found[i], article=article, standing=standing)
        for i in claim_ids
        if i in found and (record := records.get(found[i].pmid))
        for article, standing in [record]
    )


def as_read(conn: Any, claim_id: str) -> Claim | None:
    """Return the tagger's claim of that id, whatever people made of it."""
    return _claims(conn, [claim_id], judged=False).get(claim_id)


def articles(conn: Any, wanted: Iterable[str]) -> dict[str, tuple[Article, Standing]]:
    """Return what a citation needs of these records, and their standing, by PMID."""
    among = json.dumps(sorted(int(p) for p in wanted))
    authors: dict[int, list[Author]] = {}
    for pmid, last, fore, initials, suffix, group in conn.execute(
        "SELECT pmid, last_name, fore_name, initials, suffix, collective_name"  # noqa: S608
        f" FROM authors WHERE pmid IN {_AMONG} ORDER BY pmid, position",
        (among,),
    ):
        authors.setdefault(pmid, []).append(
            Author(
                last_name=last,
                fore_name=fore,
                initials=initials,
                suffix=suffix,
                collective_name=group,
            )
        )
    names = ("title", "journal", "journal_abbreviation", "year", "volume", "issue", "pages", "doi")
    rows = conn.execute(
        f"SELECT pmid, standing, deleted, {', '.join(names)} FROM articles"  # noqa: S608
        f" WHERE pmid IN {_AMONG}",
        (among,),
    )
    return {
        str(pmid): (
            Article(
                pmid=str(pmid),
                authors=tuple(authors.get(pmid, ())),
                **dict(zip(names, values, strict=True)),
            ),
            Standing.DELETED if deleted else Standing(standing),
        )
        for pmid, standing, deleted, *values in rows
    }


def _standing(wanted: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return what to select evidence from, as ``k`` with its article ``a``, and its values."""
    chosen = {name: value for name, value in wanted.items() if name in _FILTERS}
    where = " AND ".join([_COUNTS, *(f"c.{name} = :{name}" for name in chosen)])
    source = f"""(
  SELECT {_NARROW} FROM claims c WHERE {where} AND {_UNREVIEWED}
  UNION ALL SELECT {_NARROW} FROM reviewed_claims c WHERE {where} AND c.state <> 'rejected'
) k JOIN articles a INDEXED BY articles_that_count ON a.pmid = k.pmid
WHERE a.deleted = 0 AND a.standing NOT IN ('notice', 'retracted')
AND k.pmid NOT IN (SELECT pmid FROM screened WHERE outcome = 'excluded')"""  # noqa: S608
    return source, chosen


def _claims(conn: Any, claim_ids: Sequence[str], *, judged: bool = True) -> dict[str, Claim]:
    among = json.dumps(list(claim_ids))
    cues: dict[str, list[Span]] = {}
    for claim_id, text, start, end in conn.execute(
        "SELECT claim_id, cue_text, cue_start, cue_end FROM claim_cues"  # noqa: S608
        f" WHERE claim_id IN {_AMONG} ORDER BY claim_id, position",
        (among,),
    ):
        cues.setdefault(claim_id, []).append(Span(start, end, text))
    found = {
        row[0]: claim_rows.claim(tuple(row), tuple(cues.get(row[0], ())))
        for row in conn.execute(
            f"SELECT {_READ} FROM claims c JOIN sentences s ON s.sentence_id = c.sentence_id"  # noqa: S608
            f" WHERE c.claim_id IN {_AMONG}",
            (among,),
        )
    }
    for row in (
        ()
        if not judged
        else conn.execute(
            f"SELECT {_REVIEWED} FROM reviewed_claims c WHERE c.claim_id IN {_AMONG}",  # noqa: S608
            (among,),
        )
    ):
        found[row[0]] = claim_rows.reviewed(tuple(row))
    return {i: c if c.claim_id == i else replace(c, known_as=i) for i, c in found.items()}


def _qualified(order: str) -> str:
    return ", ".join(
        part if part.startswith("year") else f"k.{part}" for part in order.split(", ")
    )
