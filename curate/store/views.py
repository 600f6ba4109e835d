"""The views: what reads well for someone who opens the database without curate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view's name, what one row of it is, and its query."""

    name: str
    description: str
    sql: str


_FIRST_AUTHOR = """coalesce(nullif(f.last_name, ''), nullif(f.collective_name, ''),
    nullif(f.fore_name, ''), 'Anonymous')"""

EXCLUDED = "(SELECT pmid FROM screened WHERE outcome = 'excluded')"
"""The PMIDs that screening excluded, for a condition with IN."""

# CROSS keeps the order of the join, so that the first rows come at once: of its own, SQLite puts
# every standing claim into a table of its own first, a second and a half at a million claims.
_ONE_CLAIM = f"""SELECT
  c.claim_id,
  c.pmid,
  {_FIRST_AUTHOR} AS first_author,
  a.year,
  a.title,
  coalesce(a.journal_abbreviation, a.journal) AS journal,
  c.sentence,
  c.mechanism_label AS mechanism,
  c.category,
  c.phenomenon,
  c.effect,
  c.role,
  c.basis,
  c.agent_text AS agent,
  c.exposure_text AS exposure,
  c.certainty,
  c.origin,
  c.source_kind,
  c.tier,
  c.confidence,
  c.rule,
  c.state,
  c.reviewers,
  a.retracted,
  a.standing,
  coalesce(r.article_digest <> a.digest, 1) AS stale,
  'https://pubmed.ncbi.nlm.nih.gov/' || c.pmid || '/' AS pubmed_url
FROM standing_claims c
CROSS JOIN articles a ON a.pmid = c.pmid
LEFT JOIN readings r ON r.pmid = c.pmid
LEFT JOIN authors f ON f.pmid = c.pmid AND f.position = 1
WHERE a.deleted = 0"""  # noqa: S608

_SHARED = """c.mechanism,
  c.mechanism_label,
  c.category,
  c.phenomenon,
  c.effect,
  c.role,
  c.basis,
  c.agent_text,
  c.exposure_text,
  c.certainty,
  c.origin,
  c.source_kind,
  c.tier,
  c.confidence,
  c.rule"""

_EVIDENCE = (
    "c.tier <> 'cooccurrence' AND c.certainty <> 'question' AND a.standing <> 'notice'\n"
    f"AND c.pmid NOT IN {EXCLUDED}"
)
# Says the same as curate.core.screening.standing; a test holds the two together.
SCREENED = """WITH
latest AS (
  SELECT *, row_number() OVER (
    PARTITION BY pmid, reviewer, adjudicates ORDER BY decided_at DESC, screening_id DESC
  ) AS place FROM screenings
),
settling AS (
  SELECT pmid, verdict, row_number() OVER (
    PARTITION BY pmid ORDER BY decided_at DESC, screening_id DESC
  ) AS place FROM latest WHERE place = 1 AND adjudicates = 1 AND verdict <> 'withdraw'
),
said AS (
  SELECT pmid,
    sum(verdict = 'include') AS including,
    sum(verdict = 'exclude') AS excluding,
    sum(verdict = 'unsure') AS unsure
  FROM latest WHERE place = 1 AND adjudicates = 0 GROUP BY pmid
)
SELECT
  p.pmid,
  CASE coalesce(d.verdict, CASE
      WHEN (s.including > 0) + (s.excluding > 0) + (s.unsure > 0) > 1 THEN 'differ'
      WHEN s.including > 0 THEN 'include'
      WHEN s.excluding > 0 THEN 'exclude'
      WHEN s.unsure > 0 THEN 'unsure' END)
    WHEN 'include' THEN 'included'
    WHEN 'exclude' THEN 'excluded'
    WHEN 'unsure' THEN 'unsure'
    WHEN 'differ' THEN 'disputed'
    ELSE 'unscreened' END AS outcome,
  coalesce(s.including, 0) AS including,
  coalesce(s.excluding, 0) AS excluding,
  coalesce(s.unsure, 0) AS unsure,
  d.verdict IS NOT NULL AS adjudicated
FROM (SELECT DISTINCT pmid FROM screenings) p
LEFT JOIN said s ON s.pmid = p.pmid
LEFT JOIN settling d ON d.pmid = p.pmid AND d.place = 1"""

VIEWS = (
    View(
        name="standing_claims",
        description="One row a claim as it stands: the tagger's where nobody judged it, else as "
        "people left it ('state' and 'reviewers' say so). Rejected claims are not among them.",
        sql=f"""SELECT
  c.claim_id,
  c.pmid,
  s.text AS sentence,
  {_SHARED},
  'unreviewed' AS state,
  '[]' AS reviewers
FROM claims c
JOIN sentences s ON s.sentence_id = c.sentence_id
WHERE NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)
UNION ALL SELECT
  c.claim_id,
  c.pmid,
  c.text AS sentence,
  {_SHARED},
  c.state,
  c.reviewers
FROM reviewed_claims c
WHERE c.state <> 'rejected'""",  # noqa: S608
    ),
    View(
        name="judgements",
        description="One row a decision: who, when, what, on which sentence, and whether the "
        "tagger still says what was decided on ('attachment').",
        sql="""SELECT
  d.decided_at,
  d.reviewer,
  d.verdict,
  d.reason,
  d.note,
  d.adjudicates,
  d.audit,
  d.pmid,
  h.claim_id,
  h.attachment,
  json_extract(d.claim, '$.sentence') AS sentence,
  json_extract(d.claim, '$.mechanism_label') AS mechanism,
  json_extract(d.claim, '$.phenomenon') AS phenomenon,
  json_extract(d.claim, '$.role') AS role,
  json_extract(d.corrected, '$.mechanism_label') AS corrected_mechanism,
  json_extract(d.corrected, '$.phenomenon') AS corrected_phenomenon,
  json_extract(d.corrected, '$.role') AS corrected_role,
  d.withdraws,
  d.decision_id
FROM decisions d
JOIN decision_holds h ON h.decision_id = d.decision_id""",
    ),
    View(
        name="evidence",
        description="One row a claim that counts as evidence, with its sentence and citation. "
        "Leaves out questions, candidates that only co-occur, notices (of retractions, errata, "
        "concerns), deleted records and what screening excluded; 'standing' says what became "
        "of the paper, 'stale' is 1 where the record changed after it was read.",
        sql=f"{_ONE_CLAIM} AND {_EVIDENCE}",
    ),
    View(
        name="candidates",
        description="The rest, in the same columns: pairs that merely stand in one sentence, "
        "questions (aims, hypotheses), and claims of notices. No row of it is evidence; "
        "rejected claims are in neither.",
        sql=f"{_ONE_CLAIM} AND NOT ({_EVIDENCE})",
    ),
    View(
        name="matrix",
        description="One row a mechanism and phenomenon: how many evidence claims say that it "
        "promotes, inhibits, is involved or has no effect, how many are own findings, and from "
        "how many records. Leaves out what 'evidence' leaves out; 'retracted' counts the claims "
        "of retracted records among them.",
        sql=f"""SELECT
  c.mechanism,
  max(c.mechanism_label) AS mechanism_label,
  max(c.category) AS category,
  c.phenomenon,
  sum(c.role = 'promotes') AS promoting,
  sum(c.role = 'inhibits') AS inhibiting,
  sum(c.role = 'involved') AS involved,
  sum(c.role = 'none') AS no_effect,
  count(*) AS claims,
  sum(c.origin = 'own') AS own_findings,
  sum(a.retracted) AS retracted,
  count(DISTINCT c.pmid) AS records
FROM standing_claims c
JOIN articles a ON a.pmid = c.pmid
WHERE a.deleted = 0 AND {_EVIDENCE}
GROUP BY c.mechanism, c.phenomenon""",  # noqa: S608
    ),
    View(
        name="citations",
        description="One row a record: its authors on one line, where it was published, and how "
        "many sentences and claims it gave (empty where it was not read). Deleted records are "
        "there, and marked.",
        sql="""SELECT
  a.pmid,
  (SELECT group_concat(name, ', ') FROM (
    SELECT coalesce(nullif(trim(f.last_name || ' ' || f.initials), ''),
      nullif(f.collective_name, ''), f.fore_name) AS name
    FROM authors f WHERE f.pmid = a.pmid ORDER BY f.position)) AS authors,
  a.year,
  a.title,
  coalesce(a.journal_abbreviation, a.journal) AS journal,
  a.volume,
  a.issue,
  a.pages,
  a.doi,
  a.retracted,
  a.standing,
  a.deleted,
  r.source_kind,
  r.sentence_count AS sentences,
  r.claim_count AS claims,
  'https://pubmed.ncbi.nlm.nih.gov/' || a.pmid || '/' AS pubmed_url
FROM articles a
LEFT JOIN readings r ON r.pmid = a.pmid""",
    ),
    View(
        name="screened",
        description="One row a record that somebody screened: where it stands after all that its "
        "reviewers said (included, excluded, unsure, disputed, unscreened where all took it "
        "back), how many say what, and whether an adjudication settled it.",
        sql=SCREENED,
    ),
    View(
        name="searches_summary",
        description="One row a search: the words sent, PubMed's translation, the date and count, "
        "and what became of its PMIDs.",
        sql="""SELECT
  q.search_id,
  q.searched_at,
  q.kind,
  q.name,
  q.query,
  q.translation,
  q.since,
  q.maximum,
  q.hit_count,
  count(p.pmid) AS listed,
  coalesce(sum(p.status = 'received'), 0) AS received,
  coalesce(sum(p.status = 'held'), 0) AS held,
  coalesce(sum(p.status = 'missing'), 0) AS missing,
  coalesce(sum(p.status = 'failed'), 0) AS failed,
  coalesce(sum(p.status = 'pending'), 0) AS pending
FROM searches q
LEFT JOIN search_articles p ON p.search_id = q.search_id
GROUP BY q.search_id""",
    ),
)


def install(db: Database) -> None:
    """Make every view as it is written here, in place of an older one."""
    for view in VIEWS:
        db.create_view(view.name, view.sql, replace=True)
