CREATE INDEX articles_by_doi ON articles(doi COLLATE NOCASE);

CREATE INDEX articles_by_standing ON articles(standing) WHERE standing <> 'regular';

CREATE INDEX articles_retracted ON articles(deleted) WHERE retracted = 1;

CREATE INDEX articles_that_count ON articles(pmid, year)
  WHERE deleted = 0 AND standing NOT IN ('notice', 'retracted');

CREATE INDEX articles_to_read ON articles(deleted, pmid, digest);

CREATE INDEX articles_with_abstract ON articles(deleted) WHERE abstract <> '';

CREATE INDEX claims_by_certainty ON claims(certainty);

CREATE INDEX claims_by_label ON claims(mechanism_label, mechanism);

CREATE INDEX claims_by_mechanism ON claims(mechanism, phenomenon, role, tier, certainty,
  source_kind, origin, pmid, confidence, claim_id, mechanism_label);

CREATE INDEX claims_by_phenomenon ON claims(phenomenon, role);

CREATE INDEX claims_by_pmid ON claims(pmid);

CREATE INDEX claims_by_role ON claims(role);

CREATE INDEX claims_by_sentence ON claims(sentence_id);

CREATE INDEX claims_by_source_kind ON claims(source_kind);

CREATE INDEX claims_by_tier ON claims(tier, role);

CREATE INDEX decision_holds_by_claim ON decision_holds(claim_id);

CREATE INDEX decision_holds_by_pmid ON decision_holds(pmid);

CREATE INDEX decisions_by_pmid ON decisions(pmid);

CREATE INDEX decisions_by_reviewer ON decisions(reviewer, decided_at, decision_id);

CREATE INDEX decisions_by_time ON decisions(decided_at, decision_id);

CREATE INDEX reference_list_by_cited ON reference_list(cited_pmid);

CREATE INDEX relations_by_related ON relations(related_pmid);

CREATE INDEX reviewed_claims_by_mechanism ON reviewed_claims(mechanism, phenomenon, role);

CREATE INDEX reviewed_claims_by_pmid ON reviewed_claims(pmid);

CREATE INDEX reviewed_claims_by_state ON reviewed_claims(state);

CREATE INDEX screenings_by_pmid ON screenings(pmid);

CREATE INDEX search_articles_by_pmid ON search_articles(pmid);

CREATE INDEX search_articles_left ON search_articles(search_id, pmid)
  WHERE status IN ('pending', 'failed');

CREATE INDEX searches_by_name ON searches(name) WHERE name <> '';

CREATE INDEX searches_by_query ON searches(query);

CREATE TABLE articles (
  pmid INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,
  journal TEXT,
  journal_abbreviation TEXT,
  year INTEGER,
  month INTEGER,
  day INTEGER,
  volume TEXT,
  issue TEXT,
  pages TEXT,
  doi TEXT,
  pmc TEXT,
  pii TEXT,
  issn TEXT,
  nlm_id TEXT,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT,
  publication_status TEXT,
  publication_date TEXT,
  electronic_date TEXT,
  revised TEXT,
  vernacular_title TEXT,
  copyright TEXT,
  title_translated INTEGER NOT NULL CHECK (title_translated IN (0, 1)),
  abstract_truncated INTEGER NOT NULL CHECK (abstract_truncated IN (0, 1)),
  authors_complete INTEGER NOT NULL CHECK (authors_complete IN (0, 1)),
  retracted INTEGER NOT NULL CHECK (retracted IN (0, 1)),
  deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
  digest TEXT NOT NULL
, standing TEXT NOT NULL DEFAULT 'regular'
  CHECK (standing IN ('regular', 'corrected', 'concern', 'notice', 'retracted')), form TEXT NOT NULL DEFAULT 'xml') STRICT;

CREATE VIRTUAL TABLE articles_fts USING fts5(title, abstract, content='articles', content_rowid='pmid', tokenize='porter unicode61');

CREATE TABLE audit_claims (
  name TEXT NOT NULL REFERENCES audits(name) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  claim_id TEXT NOT NULL,
  pmid INTEGER NOT NULL,
  claim TEXT NOT NULL CHECK (json_valid(claim)),
  PRIMARY KEY (name, position),
  UNIQUE (name, claim_id)
) STRICT;

CREATE TABLE audits (
  name TEXT PRIMARY KEY NOT NULL,
  drawn_at TEXT NOT NULL,
  seed INTEGER NOT NULL,
  identity TEXT NOT NULL,
  population INTEGER NOT NULL CHECK (population > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE author_links (
  form INTEGER PRIMARY KEY,
  links TEXT NOT NULL CHECK (json_valid(links))
) STRICT;

CREATE TABLE authors (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  last_name TEXT NOT NULL,
  fore_name TEXT NOT NULL,
  initials TEXT NOT NULL,
  suffix TEXT NOT NULL,
  collective_name TEXT NOT NULL,
  orcid TEXT NOT NULL,
  affiliations TEXT NOT NULL CHECK (json_valid(affiliations)),
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cited_papers (
  pmid INTEGER PRIMARY KEY REFERENCES articles(pmid) ON DELETE CASCADE,
  form INTEGER NOT NULL,
  authors TEXT NOT NULL,
  year INTEGER,
  byline TEXT NOT NULL,
  ordered TEXT NOT NULL,
  described TEXT NOT NULL,
  vancouver TEXT NOT NULL,
  filed TEXT NOT NULL,
  doi TEXT,
  published TEXT,
  comments INTEGER NOT NULL,
  one_work TEXT NOT NULL,
  doi_key TEXT NOT NULL,
  title_key TEXT NOT NULL,
  author_key TEXT NOT NULL,
  source TEXT NOT NULL,
  volume TEXT NOT NULL,
  page TEXT NOT NULL,
  alone TEXT NOT NULL,
  leads TEXT NOT NULL,
  paired TEXT NOT NULL,
  given TEXT NOT NULL,
  defined TEXT NOT NULL
) STRICT;

CREATE TABLE claim_cues (
  claim_id TEXT NOT NULL REFERENCES claims(claim_id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  cue_text TEXT NOT NULL,
  cue_start INTEGER NOT NULL,
  cue_end INTEGER NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  claim_id TEXT PRIMARY KEY NOT NULL,
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  sentence_id INTEGER NOT NULL REFERENCES sentences(sentence_id) ON DELETE RESTRICT,
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
  variant INTEGER NOT NULL
) STRICT;

CREATE TABLE currency (
  pmid INTEGER PRIMARY KEY REFERENCES articles(pmid) ON DELETE RESTRICT,
  current_at TEXT NOT NULL
) STRICT;

CREATE TABLE decision_holds (
  decision_id TEXT PRIMARY KEY NOT NULL REFERENCES decisions(decision_id) ON DELETE RESTRICT,
  pmid INTEGER NOT NULL,
  claim_id TEXT NOT NULL,
  attachment TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
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
) STRICT, WITHOUT ROWID;

CREATE TABLE deletions (
  pmid INTEGER PRIMARY KEY,
  file_order INTEGER NOT NULL
) STRICT;

CREATE TABLE imports (
  digest TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  reader INTEGER NOT NULL,
  record_count INTEGER NOT NULL,
  finished_at TEXT NOT NULL
) STRICT;

CREATE TABLE keywords (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  keyword TEXT NOT NULL,
  owner TEXT,
  major INTEGER NOT NULL CHECK (major IN (0, 1)),
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE languages (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  language TEXT NOT NULL,
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mesh_headings (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  descriptor TEXT NOT NULL,
  descriptor_ui TEXT,
  major INTEGER NOT NULL CHECK (major IN (0, 1)),
  qualifier TEXT,
  qualifier_ui TEXT,
  qualifier_major INTEGER NOT NULL CHECK (qualifier_major IN (0, 1)),
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE other_abstracts (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  kind TEXT,
  language TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (pmid, position)
) STRICT;

CREATE TABLE publication_types (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  publication_type TEXT NOT NULL,
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE readings (
  pmid INTEGER PRIMARY KEY REFERENCES articles(pmid) ON DELETE RESTRICT,
  identity TEXT NOT NULL,
  article_digest TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  sentence_count INTEGER NOT NULL,
  claim_count INTEGER NOT NULL
) STRICT;

CREATE TABLE reference_list (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  citation TEXT NOT NULL,
  cited_pmid TEXT,
  doi TEXT,
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE relations (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  ref_type TEXT NOT NULL,
  related_pmid TEXT,
  source TEXT,
  note TEXT,
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reviewed_claims (
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
) STRICT;

CREATE VIRTUAL TABLE reviewed_claims_fts USING fts5(text, content='reviewed_claims', content_rowid='reviewed_id', tokenize='porter unicode61');

CREATE TABLE screenings (
  screening_id TEXT PRIMARY KEY NOT NULL,
  reviewer TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  pmid INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT,
  note TEXT NOT NULL,
  adjudicates INTEGER NOT NULL CHECK (adjudicates IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE search_articles (
  search_id INTEGER NOT NULL REFERENCES searches(search_id) ON DELETE RESTRICT,
  pmid INTEGER NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (search_id, pmid)
) STRICT, WITHOUT ROWID;

CREATE TABLE searches (
  search_id INTEGER PRIMARY KEY,
  query TEXT NOT NULL,
  translation TEXT NOT NULL,
  hit_count INTEGER NOT NULL,
  searched_at TEXT NOT NULL,
  warnings TEXT NOT NULL CHECK (json_valid(warnings)),
  since TEXT,
  maximum INTEGER,
  kind TEXT NOT NULL
, name TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE sections (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  label TEXT,
  category TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (pmid, position)
) STRICT;

CREATE TABLE sentences (
  sentence_id INTEGER PRIMARY KEY,
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  section INTEGER NOT NULL CHECK (section >= 0),
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  label TEXT,
  text TEXT NOT NULL,
  UNIQUE (pmid, section, sentence_start)
) STRICT;

CREATE VIRTUAL TABLE sentences_fts USING fts5(text, content='sentences', content_rowid='sentence_id', tokenize='porter unicode61');

CREATE TABLE substances (
  pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  name TEXT NOT NULL,
  ui TEXT,
  registry_number TEXT,
  PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE summary (
  margin TEXT NOT NULL CHECK (margin IN ('cell', 'mechanism', 'phenomenon', 'all')),
  source_kind TEXT NOT NULL,
  mechanism TEXT NOT NULL,
  phenomenon TEXT NOT NULL,
  papers INTEGER NOT NULL,
  restating INTEGER NOT NULL,
  promoting INTEGER NOT NULL,
  inhibiting INTEGER NOT NULL,
  involved INTEGER NOT NULL,
  no_effect INTEGER NOT NULL,
  asserting INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (margin, source_kind, mechanism, phenomenon)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, abstract) VALUES ('delete', old.pmid, old.title, old.abstract);
END;

CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, abstract) VALUES (new.pmid, new.title, new.abstract);
END;

CREATE TRIGGER articles_au AFTER UPDATE OF title, abstract ON articles
BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, abstract) VALUES ('delete', old.pmid, old.title, old.abstract);
  INSERT INTO articles_fts (rowid, title, abstract) VALUES (new.pmid, new.title, new.abstract);
END;

CREATE TRIGGER audit_claims_no_delete BEFORE DELETE ON audit_claims BEGIN
  SELECT RAISE(ABORT, 'an audit stays as it was drawn: draw another under its own name');
END;

CREATE TRIGGER audit_claims_no_update BEFORE UPDATE ON audit_claims BEGIN
  SELECT RAISE(ABORT, 'an audit stays as it was drawn: draw another under its own name');
END;

CREATE TRIGGER audits_no_delete BEFORE DELETE ON audits BEGIN
  SELECT RAISE(ABORT, 'an audit stays as it was drawn: draw another under its own name');
END;

CREATE TRIGGER audits_no_update BEFORE UPDATE ON audits BEGIN
  SELECT RAISE(ABORT, 'an audit stays as it was drawn: draw another under its own name');
END;

CREATE TRIGGER author_links_outdated_delete AFTER DELETE ON cited_papers
BEGIN
  DELETE FROM author_links;
END;

CREATE TRIGGER author_links_outdated_insert AFTER INSERT ON cited_papers
BEGIN
  DELETE FROM author_links;
END;

CREATE TRIGGER author_links_outdated_update AFTER UPDATE ON cited_papers
BEGIN
  DELETE FROM author_links;
END;

CREATE TRIGGER cited_papers_outdated AFTER UPDATE OF digest ON articles
BEGIN
  DELETE FROM cited_papers WHERE pmid = old.pmid;
END;

CREATE TRIGGER decisions_are_not_replaced BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions d WHERE d.decision_id = new.decision_id
  AND (d.claim, d.note, d.verdict) IS NOT (new.claim, new.note, new.verdict))
BEGIN
  SELECT RAISE(ABORT, 'a decision is never changed: withdraw it and decide anew');
END;

CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'a decision is never deleted: withdraw it');
END;

CREATE TRIGGER decisions_stay_as_they_are BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'a decision is never changed: withdraw it and decide anew');
END;

CREATE TRIGGER reviewed_claims_ad AFTER DELETE ON reviewed_claims BEGIN
  INSERT INTO reviewed_claims_fts (reviewed_claims_fts, rowid, text) VALUES ('delete', old.reviewed_id, old.text);
END;

CREATE TRIGGER reviewed_claims_ai AFTER INSERT ON reviewed_claims BEGIN
  INSERT INTO reviewed_claims_fts (rowid, text) VALUES (new.reviewed_id, new.text);
END;

CREATE TRIGGER reviewed_claims_au AFTER UPDATE OF text ON reviewed_claims
BEGIN
  INSERT INTO reviewed_claims_fts (reviewed_claims_fts, rowid, text) VALUES ('delete', old.reviewed_id, old.text);
  INSERT INTO reviewed_claims_fts (rowid, text) VALUES (new.reviewed_id, new.text);
END;

CREATE TRIGGER screenings_are_not_replaced BEFORE INSERT ON screenings
WHEN EXISTS (SELECT 1 FROM screenings WHERE screening_id = new.screening_id) BEGIN
  SELECT RAISE(ABORT, 'a screening is never replaced: withdraw it');
END;

CREATE TRIGGER screenings_stay BEFORE DELETE ON screenings BEGIN
  SELECT RAISE(ABORT, 'a screening is never deleted: withdraw it');
END;

CREATE TRIGGER screenings_stay_as_they_are BEFORE UPDATE ON screenings BEGIN
  SELECT RAISE(ABORT, 'a screening is never changed: withdraw it and screen anew');
END;

CREATE TRIGGER sentences_ad AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.sentence_id, old.text);
END;

CREATE TRIGGER sentences_ai AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_fts (rowid, text) VALUES (new.sentence_id, new.text);
END;

CREATE TRIGGER sentences_au AFTER UPDATE OF text ON sentences
BEGIN
  INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', old.sentence_id, old.text);
  INSERT INTO sentences_fts (rowid, text) VALUES (new.sentence_id, new.text);
END;

CREATE VIEW "candidates" AS SELECT
  c.claim_id,
  c.pmid,
  coalesce(nullif(f.last_name, ''), nullif(f.collective_name, ''),
    nullif(f.fore_name, ''), 'Anonymous') AS first_author,
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
WHERE a.deleted = 0 AND NOT (c.tier <> 'cooccurrence' AND c.certainty <> 'question' AND a.standing <> 'notice'
AND c.pmid NOT IN (SELECT pmid FROM screened WHERE outcome = 'excluded'));

CREATE VIEW "citations" AS SELECT
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
LEFT JOIN readings r ON r.pmid = a.pmid;

CREATE VIEW "evidence" AS SELECT
  c.claim_id,
  c.pmid,
  coalesce(nullif(f.last_name, ''), nullif(f.collective_name, ''),
    nullif(f.fore_name, ''), 'Anonymous') AS first_author,
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
WHERE a.deleted = 0 AND c.tier <> 'cooccurrence' AND c.certainty <> 'question' AND a.standing <> 'notice'
AND c.pmid NOT IN (SELECT pmid FROM screened WHERE outcome = 'excluded');

CREATE VIEW "judgements" AS SELECT
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
JOIN decision_holds h ON h.decision_id = d.decision_id;

CREATE VIEW "matrix" AS SELECT
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
WHERE a.deleted = 0 AND c.tier <> 'cooccurrence' AND c.certainty <> 'question' AND a.standing <> 'notice'
AND c.pmid NOT IN (SELECT pmid FROM screened WHERE outcome = 'excluded')
GROUP BY c.mechanism, c.phenomenon;

CREATE VIEW "screened" AS WITH
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
LEFT JOIN settling d ON d.pmid = p.pmid AND d.place = 1;

CREATE VIEW "searches_summary" AS SELECT
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
GROUP BY q.search_id;

CREATE VIEW "standing_claims" AS SELECT
  c.claim_id,
  c.pmid,
  s.text AS sentence,
  c.mechanism,
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
  c.rule,
  'unreviewed' AS state,
  '[]' AS reviewers
FROM claims c
JOIN sentences s ON s.sentence_id = c.sentence_id
WHERE NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)
UNION ALL SELECT
  c.claim_id,
  c.pmid,
  c.text AS sentence,
  c.mechanism,
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
  c.rule,
  c.state,
  c.reviewers
FROM reviewed_claims c
WHERE c.state <> 'rejected';
