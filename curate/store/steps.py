"""
The steps of the schema by name, and whether a database has them all.

It stands apart from the steps themselves: nearly every database that is opened is up to date, and
what makes a step takes longer to load than many a command to run.
"""

import sqlite3

SET = "curate"
STEPS = (
    "m001_articles",
    "m002_searches",
    "m003_readings",
    "m004_full_text",
    "m005_views",
    "m006_decisions",
    "m020_standing",
    "m021_search_names",
    "m022_currency",
    "m030_forms",
    "m031_imports",
    "m032_reference_lists",
    "m033_deletions",
    "m041_audits",
    "m050_screenings",
    "m060_views",
    "m070_summary",
    "m071_asserting",
    "m072_tables",
)


def up_to_date(conn: sqlite3.Connection) -> bool:
    """Say whether a database has all these steps and no others; one without any has not."""
    made = conn.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if made is None:
        return False
    rows = conn.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,))
    return {row[0] for row in rows} == set(STEPS)
