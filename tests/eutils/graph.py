"""Which record cites which, from the records' own reference lists, and which are alike."""

import re
from collections import defaultdict

from tests.eutils.corpus import Corpus, tokens

_LIST = re.compile(rb"<ReferenceList>.*</ReferenceList>", re.DOTALL)
_CITED = re.compile(rb'<ArticleId IdType="pubmed">\s*0*(\d+)\s*<')
_ALIKE = 20


class LinkGraph:
    """The links of ELink; the citations are read when they are first asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._citing: dict[int, list[int]] | None = None

    def links(self, pmid: int, name: str) -> list[tuple[int, int]]:
        """Return the PMIDs and scores of one link, the best first; none for an unknown link."""
        if name == "pubmed_pubmed_refs":
            return [(cited, 0) for cited in self._cited(pmid)]
        if name == "pubmed_pubmed_citedin":
            return [(citing, 0) for citing in self._cited_in().get(pmid, [])]
        return self._alike(pmid) if name == "pubmed_pubmed" else []

    def _cited(self, pmid: int) -> list[int]:
        found = _LIST.search(self._corpus.records.get(pmid, b""))
        listed = _CITED.findall(found.group()) if found else []
        return list(dict.fromkeys(int(number) for number in listed))

    def _cited_in(self) -> dict[int, list[int]]:
        if self._citing is None:
            citing = defaultdict(list)
            for pmid in sorted(self._corpus.records, reverse=True):
                for cited in self._cited(pmid):
                    citing[cited].append(pmid)
            self._citing = dict(citing)
        return self._citing

    def _alike(self, pmid: int) -> list[tuple[int, int]]:
        """Return the records with most words of the title, the record itself first of all."""
        fields = self._corpus.fields.get(pmid)
        if fields is None:
            return []
        scores: dict[int, int] = defaultdict(int)
        for word in set(tokens(fields.title)):
            for other in self._corpus.words[word]:
                scores[other] += 1
        ordered = sorted(scores.items(), key=lambda item: (-item[1], -item[0]))
        best = [(other, score * 1_000_000) for other, score in ordered if other != pmid]
        return [(pmid, 99_000_000), *best[:_ALIKE]]
