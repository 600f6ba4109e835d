"""The tables of audits, as the step that made them has them: never edit, add a step."""

AUDITS = (
    """CREATE TABLE audits (
  name TEXT PRIMARY KEY NOT NULL,
  drawn_at TEXT NOT NULL,
  seed INTEGER NOT NULL,
  identity TEXT NOT NULL,
  population INTEGER NOT NULL CHECK (population > 0)
) STRICT, WITHOUT ROWID""",
    # A copy of each claim: no reference to claims, which come and go with the tagger.
    """CREATE TABLE audit_claims (
  name TEXT NOT NULL REFERENCES audits(name) ON DELETE RESTRICT,
  position INTEGER NOT NULL CHECK (position >= 1),
  claim_id TEXT NOT NULL,
  pmid INTEGER NOT NULL,
  claim TEXT NOT NULL CHECK (json_valid(claim)),
  PRIMARY KEY (name, position),
  UNIQUE (name, claim_id)
) STRICT""",
    *(
        f"""CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} BEGIN
  SELECT RAISE(ABORT, 'an audit stays as it was drawn: draw another under its own name');
END"""
        for table in ("audits", "audit_claims")
        for act in ("update", "delete")
    ),
)
