"""The tables of decisions, as the step that made them has them: never edit, add a step."""

DECISIONS = (
    # No reference to articles: a decision stays where its record is not, or not yet.
    """CREATE TABLE decisions (
  decision_id TEXT PRIMARY KEY NOT NULL,
  decided_at TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  verdict TEXT NOT NULL,
  pmid INTEGER NOT NULL,
  claim_id TEXT NOT NULL,
  reason TEXT,
  note TEXT NOT NULL,
  adjudicates INTEGER NOT NULL CHECK (adjudicates IN (0, 1)),
  audit TEXT,
  withdraws TEXT,
  claim TEXT NOT NULL CHECK (json_valid(claim)),
  corrected TEXT CHECK (corrected IS NULL OR json_valid(corrected))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX decisions_by_pmid ON decisions(pmid)",
    "CREATE INDEX decisions_by_reviewer ON decisions(reviewer, decided_at, decision_id)",
    "CREATE INDEX decisions_by_time ON decisions(decided_at, decision_id)",
    """CREATE TRIGGER decisions_stay_as_they_are BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'a decision is never changed: withdraw it and decide anew');
END""",
    # INSERT OR REPLACE deletes without a word to the trigger below.
    """CREATE TRIGGER decisions_are_not_replaced BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions d WHERE d.decision_id = new.decision_id
  AND (d.claim, d.note, d.verdict) IS NOT (new.claim, new.note, new.verdict))
BEGIN
  SELECT RAISE(ABORT, 'a decision is never changed: withdraw it and decide anew');
END""",
    """CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'a decision is never deleted: withdraw it');
END""",
    # What each decision hangs on now; made again from decisions and claims at any time.
    """CREATE TABLE decision_holds (
  decision_id TEXT PRIMARY KEY NOT NULL REFERENCES decisions(decision_id) ON DELETE RESTRICT,
  pmid INTEGER NOT NULL,
  claim_id TEXT NOT NULL,
  attachment TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX decision_holds_by_claim ON decision_holds(claim_id)",
    "CREATE INDEX decision_holds_by_pmid ON decision_holds(pmid)",
    # Claims as people left them, in place of the tagger's of the same id; made again likewise.
    """CREATE TABLE reviewed_claims (
  reviewed_id INTEGER PRIMARY KEY,
  claim_id TEXT NOT NULL UNIQUE,
  pmid INTEGER NOT NULL,
  mechanism TEXT NOT NULL,
  mechanism_label TEXT NOT NULL,
  category TEXT,
  phenomenon TEXT NOT NULL,
  cause TEXT NOT NULL,
  effect TEXT NOT NULL,
  basis TEXT NOT NULL,
  role TEXT NOT NULL,
  certainty TEXT NOT NULL,
  origin TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  mechanism_text TEXT,
  mechanism_start INTEGER,
  mechanism_end INTEGER,
  agent_text TEXT,
  agent_start INTEGER,
  agent_end INTEGER,
  phenomenon_text TEXT NOT NULL,
  phenomenon_start INTEGER NOT NULL,
  phenomenon_end INTEGER NOT NULL,
  exposure_text TEXT,
  exposure_start INTEGER,
  exposure_end INTEGER,
  tier TEXT NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  chain TEXT NOT NULL CHECK (json_valid(chain)),
  variant INTEGER NOT NULL,
  section INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  label TEXT,
  text TEXT NOT NULL,
  overruled INTEGER NOT NULL CHECK (overruled IN (0, 1)),
  cues TEXT NOT NULL CHECK (json_valid(cues)),
  state TEXT NOT NULL,
  reviewers TEXT NOT NULL CHECK (json_valid(reviewers)),
  attachment TEXT NOT NULL,
  settled_by TEXT
) STRICT""",
    "CREATE INDEX reviewed_claims_by_pmid ON reviewed_claims(pmid)",
    "CREATE INDEX reviewed_claims_by_mechanism ON reviewed_claims(mechanism, phenomenon, role)",
    "CREATE INDEX reviewed_claims_by_state ON reviewed_claims(state)",
)
