"""Other views of an evidence table: claim by claim, what contradicts, two phenomena beside."""

from collections import defaultdict

from curate.core.article import Article
from curate.core.comparison import compare, comparison_table
from curate.core.contradictions import contradictions
from curate.core.flat import FlatTable
from curate.core.lexicon import Lexicon
from curate.core.long_table import long_table
from curate.core.ports import Store
from curate.core.review import Decision
from curate.core.standing import in_force
from curate.core.table import EvidenceTable
from curate.core.traits import TraitReader


def view_claims(store: Store, lexicon: Lexicon, table: EvidenceTable) -> FlatTable:
    """Return the claims of a table one by one."""
    return long_table(table, _records(store, table), TraitReader(lexicon))


def view_contradictions(store: Store, lexicon: Lexicon, table: EvidenceTable) -> FlatTable:
    """Return the contested cells of a table, with what reviewers wrote about their claims."""
    contested = any(cell.contested for cell in table.cells)
    articles = _records(store, table, contested=True) if contested else {}
    remarks = _remarks(store) if contested else {}
    return contradictions(table, articles, TraitReader(lexicon), remarks)


def view_comparison(lexicon: Lexicon, table: EvidenceTable, first: str, second: str) -> FlatTable:
    """Return two phenomena of a table beside each other; raise UsageError where they are one."""
    return comparison_table(table, compare(table, first, second, lexicon))


def _records(store: Store, table: EvidenceTable, *, contested: bool = False) -> dict[str, Article]:
    """Return the records of the papers that are cited, or only those in contested cells."""
    cited = {
        citation.pmid: None
        for cell in table.cells
        if cell.contested or not contested
        for evidence in cell.evidence
        for citation in evidence.citations
    }
    return store.articles(cited)


def _remarks(store: Store) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions that hold a note and stand, by the id of the claim they hang on."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in in_force(store.decisions()):
        if not decision.note.strip() or decision.audit is not None:
            continue
        claim = store.decided_on(decision.decision_id)
        if claim is not None:
            found[claim.claim_id].append(decision)
    return {claim_id: tuple(decisions) for claim_id, decisions in found.items()}
