"""
The tables of records: what the source said of them, how they came, and what became of them.

Each tuple is the SQL of one step, and frozen with it once it was released.
"""

PMID = "pmid INTEGER NOT NULL REFERENCES articles(pmid) ON DELETE RESTRICT"
_PLACE = "position INTEGER NOT NULL CHECK (position >= 1)"
_KEY = "PRIMARY KEY (pmid, position)"


def _flag(name: str) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} IN (0, 1))"


def _part(table: str, *columns: str, long_text: bool = False) -> str:
    # A table without row numbers spills rows above a quarter of a page into pages of their own.
    kind = "STRICT" if long_text else "STRICT, WITHOUT ROWID"
    lines = ",\n  ".join([PMID, _PLACE, *columns, _KEY])
    return f"CREATE TABLE {table} (\n  {lines}\n) {kind}"


ARTICLES = (
    f"""CREATE TABLE articles (
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
  {_flag("title_translated")},
  {_flag("abstract_truncated")},
  {_flag("authors_complete")},
  {_flag("retracted")},
  {_flag("deleted")},
  digest TEXT NOT NULL
) STRICT""",
    "CREATE INDEX articles_to_read ON articles(deleted, pmid, digest)",
    "CREATE INDEX articles_with_abstract ON articles(deleted) WHERE abstract <> ''",
    "CREATE INDEX articles_retracted ON articles(deleted) WHERE retracted = 1",
    _part("sections", "label TEXT", "category TEXT", "text TEXT NOT NULL", long_text=True),
    _part(
        "authors",
        "last_name TEXT NOT NULL",
        "fore_name TEXT NOT NULL",
        "initials TEXT NOT NULL",
        "suffix TEXT NOT NULL",
        "collective_name TEXT NOT NULL",
        "orcid TEXT NOT NULL",
        "affiliations TEXT NOT NULL CHECK (json_valid(affiliations))",
    ),
    _part(
        "mesh_headings",
        "descriptor TEXT NOT NULL",
        "descriptor_ui TEXT",
        _flag("major"),
        "qualifier TEXT",
        "qualifier_ui TEXT",
        _flag("qualifier_major"),
    ),
    _part("publication_types", "publication_type TEXT NOT NULL"),
    _part("substances", "name TEXT NOT NULL", "ui TEXT", "registry_number TEXT"),
    _part("keywords", "keyword TEXT NOT NULL", "owner TEXT", _flag("major")),
    _part("languages", "language TEXT NOT NULL"),
    _part("relations", "ref_type TEXT NOT NULL", "related_pmid TEXT", "source TEXT", "note TEXT"),
    _part("other_abstracts", "kind TEXT", "language TEXT", "text TEXT NOT NULL", long_text=True),
    "CREATE INDEX relations_by_related ON relations(related_pmid)",
)

STANDING = (
    """ALTER TABLE articles ADD COLUMN standing TEXT NOT NULL DEFAULT 'regular'
  CHECK (standing IN ('regular', 'corrected', 'concern', 'notice', 'retracted'))""",
    """UPDATE articles SET standing = CASE
  WHEN retracted = 1
    OR EXISTS (SELECT 1 FROM relations r WHERE r.pmid = articles.pmid
      AND r.ref_type = 'RetractedandRepublishedIn')
    OR EXISTS (SELECT 1 FROM relations r WHERE r.related_pmid = CAST(articles.pmid AS TEXT)
      AND r.ref_type IN ('RetractionOf', 'PartialRetractionOf', 'RetractedandRepublishedFrom'))
    THEN 'retracted'
  WHEN EXISTS (SELECT 1 FROM publication_types t WHERE t.pmid = articles.pmid
      AND t.publication_type IN ('Retraction of Publication', 'Retraction Notice',
        'Published Erratum', 'Expression of Concern'))
    OR EXISTS (SELECT 1 FROM relations r WHERE r.pmid = articles.pmid AND r.ref_type IN
      ('RetractionOf', 'PartialRetractionOf', 'ErratumFor', 'ExpressionOfConcernFor'))
    THEN 'notice'
  WHEN EXISTS (SELECT 1 FROM relations r WHERE r.pmid = articles.pmid
      AND r.ref_type = 'ExpressionOfConcernIn')
    OR EXISTS (SELECT 1 FROM relations r WHERE r.related_pmid = CAST(articles.pmid AS TEXT)
      AND r.ref_type = 'ExpressionOfConcernFor')
    THEN 'concern'
  WHEN EXISTS (SELECT 1 FROM relations r WHERE r.pmid = articles.pmid
      AND r.ref_type IN ('ErratumIn', 'CorrectedandRepublishedIn'))
    OR EXISTS (SELECT 1 FROM relations r WHERE r.related_pmid = CAST(articles.pmid AS TEXT)
      AND r.ref_type IN ('ErratumFor', 'CorrectedandRepublishedFrom'))
    THEN 'corrected'
  ELSE 'regular' END""",
    "UPDATE articles SET retracted = 1 WHERE standing = 'retracted'",
    "CREATE INDEX articles_by_standing ON articles(standing) WHERE standing <> 'regular'",
)

CURRENCY = (
    # The moment up to which a record is known to be as PubMed has it; none for imported ones.
    """CREATE TABLE currency (
  pmid INTEGER PRIMARY KEY REFERENCES articles(pmid) ON DELETE RESTRICT,
  current_at TEXT NOT NULL
) STRICT""",
)

IMPORTS = (
    """CREATE TABLE imports (
  digest TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  reader INTEGER NOT NULL,
  record_count INTEGER NOT NULL,
  finished_at TEXT NOT NULL
) STRICT""",
)


DELETIONS = (
    # No reference to articles: NLM also deletes what was never here.
    """CREATE TABLE deletions (
  pmid INTEGER PRIMARY KEY,
  file_order INTEGER NOT NULL
) STRICT""",
)
REFERENCES = (
    _part("reference_list", "citation TEXT NOT NULL", "cited_pmid TEXT", "doi TEXT"),
    "CREATE INDEX reference_list_by_cited ON reference_list(cited_pmid)",
    "CREATE INDEX articles_by_doi ON articles(doi COLLATE NOCASE)",
)
