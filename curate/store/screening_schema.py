"""The table of screenings, as the step that made it has it: never edit, add a step."""

SCREENINGS = (
    # No reference to articles: what somebody decided stays, whatever becomes of the record.
    """CREATE TABLE screenings (
  screening_id TEXT PRIMARY KEY NOT NULL,
  reviewer TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  pmid INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT,
  note TEXT NOT NULL,
  adjudicates INTEGER NOT NULL CHECK (adjudicates IN (0, 1))
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX screenings_by_pmid ON screenings(pmid)",
    """CREATE TRIGGER screenings_stay_as_they_are BEFORE UPDATE ON screenings BEGIN
  SELECT RAISE(ABORT, 'a screening is never changed: withdraw it and screen anew');
END""",
    """CREATE TRIGGER screenings_stay BEFORE DELETE ON screenings BEGIN
  SELECT RAISE(ABORT, 'a screening is never deleted: withdraw it');
END""",
    # INSERT OR REPLACE takes a row away without a word to the trigger on DELETE.
    """CREATE TRIGGER screenings_are_not_replaced BEFORE INSERT ON screenings
WHEN EXISTS (SELECT 1 FROM screenings WHERE screening_id = new.screening_id) BEGIN
  SELECT RAISE(ABORT, 'a screening is never replaced: withdraw it');
END""",
)
