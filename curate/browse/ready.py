"""The ready queries: questions that a reader has, answered in SQL that anybody can take on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyQuery:
    """A query under a name, with what it answers."""

    name: str
    title: str
    description: str
    sql: str


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
        sql="""SELECT e.year, e.mechanism, e.phenomenon, e.role, e.sentence,
  e.first_author, e.pmid, e.claim_id
FROM evidence e
WHERE e.pmid IN (
  SELECT pmid FROM articles WHERE deleted = 0 AND standing NOT IN ('notice', 'retracted')
  AND pmid IN (SELECT pmid FROM readings WHERE claim_count > 0)
  ORDER BY year DESC, pmid DESC LIMIT 200)
ORDER BY e.year DESC, e.pmid DESC, e.claim_id LIMIT 200""",
    ),
    ReadyQuery(
        name="hedged_only",
        title="Hedged only",
        description="Pairs of which no paper says it outright: every claim is put as something "
        "that may be.",
        sql="""SELECT e.mechanism, e.phenomenon, count(*) AS claims,
  count(DISTINCT e.pmid) AS papers
FROM evidence e
WHERE e.standing <> 'retracted'
GROUP BY e.mechanism, e.phenomenon
HAVING sum(e.certainty = 'asserted') = 0
ORDER BY papers DESC, e.mechanism, e.phenomenon""",
    ),
    ReadyQuery(
        name="retracted_sources",
        title="Retracted sources",
        description="What retracted papers said. It counts for nothing, in the matrix or a table.",
        sql="""SELECT e.pmid, e.first_author, e.year, e.mechanism, e.phenomenon,
  e.role, e.sentence, e.claim_id
FROM evidence e
WHERE e.pmid IN (SELECT pmid FROM articles WHERE standing = 'retracted')
ORDER BY e.year DESC, e.pmid, e.claim_id""",
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
