"""The ready queries: questions that a reader has, answered in SQL that anybody can take on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyQuery:
    """A query under a name, with what it answers."""

    name: str
    title: str
    description: str
    sql: str


# The views read well, but at a million claims they are read from end to end; these begin with the
# records that are asked for.
_COUNTS = """c.tier <> 'cooccurrence' AND c.certainty <> 'question'
  AND c.pmid NOT IN (SELECT pmid FROM screened WHERE outcome = 'excluded')"""
_CLAIMS = f"""said AS (
  SELECT c.pmid, c.mechanism_label AS mechanism, c.phenomenon, c.role, c.certainty, s.text,
    c.claim_id
  FROM chosen r JOIN claims c ON c.pmid = r.pmid
  JOIN sentences s ON s.sentence_id = c.sentence_id
  WHERE {_COUNTS}
  AND NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)
  UNION ALL
  SELECT c.pmid, c.mechanism_label, c.phenomenon, c.role, c.certainty, c.text, c.claim_id
  FROM chosen r JOIN reviewed_claims c ON c.pmid = r.pmid
  WHERE {_COUNTS} AND c.state <> 'rejected'
)
SELECT r.year, l.mechanism, l.phenomenon, l.role, l.certainty, l.text AS sentence, l.pmid,
  l.claim_id
FROM said l JOIN chosen r ON r.pmid = l.pmid
ORDER BY r.year DESC, l.pmid DESC, l.claim_id"""  # noqa: S608

QUERIES = (
    ReadyQuery(
        name="contested_cells",
        title="Contested cells",
        description="Pairs with papers on both sides, those with most papers first. The counts "
        "are of papers, as in the matrix.",
        sql="""SELECT
  s.mechanism,
  s.phenomenon,
  s.promoting,
  s.inhibiting,
  s.no_effect,
  s.papers,
  s.restating
FROM summary s
WHERE s.margin = 'cell' AND s.source_kind = '' AND s.promoting > 0 AND s.inhibiting > 0
ORDER BY s.promoting + s.inhibiting DESC, s.mechanism, s.phenomenon""",
    ),
    ReadyQuery(
        name="newest_claims",
        title="Newest claims",
        description="Claims that count as evidence, from the newest papers.",
        sql=f"""WITH chosen AS (
  SELECT a.pmid, a.year FROM articles a INDEXED BY articles_that_count
  WHERE a.deleted = 0 AND a.standing NOT IN ('notice', 'retracted')
  AND a.pmid IN (SELECT pmid FROM readings WHERE claim_count > 0)
  ORDER BY a.year DESC, a.pmid DESC LIMIT 200
),
{_CLAIMS} LIMIT 200""",  # noqa: S608
    ),
    ReadyQuery(
        name="hedged_only",
        title="Hedged only",
        description="Pairs of which no paper says it outright: every claim is put as something "
        "that may be.",
        sql="""SELECT
  s.mechanism,
  s.phenomenon,
  s.papers,
  s.restating,
  s.promoting,
  s.inhibiting,
  s.claims
FROM summary s
WHERE s.margin = 'cell' AND s.source_kind = '' AND s.asserting = 0
ORDER BY s.papers + s.restating DESC, s.mechanism, s.phenomenon""",
    ),
    ReadyQuery(
        name="retracted_sources",
        title="Retracted sources",
        description="What retracted papers said. It counts for nothing, in the matrix or a table.",
        sql=f"""WITH chosen AS (
  SELECT a.pmid, a.year FROM articles a WHERE a.standing = 'retracted' AND a.deleted = 0
),
{_CLAIMS}""",  # noqa: S608
    ),
    ReadyQuery(
        name="reviewers_disagree",
        title="Reviewers disagree",
        description="Claims on which the latest verdicts differ and which nobody has settled.",
        sql="""SELECT v.pmid, v.mechanism_label AS mechanism, v.phenomenon, v.role, v.reviewers,
  v.text AS sentence, v.claim_id
FROM reviewed_claims v
WHERE v.state = 'disputed'
ORDER BY v.pmid, v.claim_id""",
    ),
)

READY = {query.name: query.title for query in QUERIES}
"""The titles by name, in the order in which they are offered."""
