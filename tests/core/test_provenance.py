"""The provenance that stands under a table."""

from curate.core.provenance import Provenance, search_entry
from curate.core.search import Search

QUERY = Search(
    query="opioid tolerance",
    translation='"analgesics, opioid"[MeSH Terms] AND tolerance[All Fields]',
    count=2400,
    pmids=("900000001", "900000002"),
    searched_at="2026-11-20T10:15:00Z",
    warnings=("Phrase ignored: of",),
    since="2001-01-01",
    maximum=2,
)


def test_search_in_words() -> None:
    heading, text = search_entry(QUERY)
    assert heading == "Search of 2026-11-20"
    assert text == (
        "opioid tolerance; entered since 2001-01-01; which PubMed translated as "
        '"analgesics, opioid"[MeSH Terms] AND tolerance[All Fields]; '
        "2,400 records found, 2 taken; Phrase ignored: of"
    )


def test_list_of_pmids_in_words() -> None:
    listed = Search(
        query="",
        translation="",
        count=1,
        pmids=("900000001",),
        searched_at="2026-11-20T10:15:00Z",
        kind="pmids",
    )
    assert search_entry(listed) == ("Search of 2026-11-20", "a list of 1 record by PMID")


def test_only_what_is_known_is_printed() -> None:
    assert Provenance().entries == (
        ("Search", "none recorded; the records were imported from files"),
    )
    full = Provenance(
        searches=(QUERY,),
        tool="curate 0.1.0",
        pack="opioid",
        pack_version="1.0",
        model="model 3.8",
        records=2400,
        read=2399,
    )
    assert [heading for heading, _ in full.entries] == [
        "Search of 2026-11-20",
        "Records",
        "Domain pack",
        "Tool",
        "Model",
    ]
    assert ("Records", "2,400 held, 2,399 read by the tagger") in full.entries
    assert ("Domain pack", "opioid 1.0") in full.entries
