"""What each of the E-utilities answers: parameters in, reply out, no network."""

import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.eutils.citations import match_line
from tests.eutils.corpus import Corpus
from tests.eutils.graph import LinkGraph
from tests.eutils.language import Found, in_dates, search

CEILING = 9_999
_PROLOG = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE {root} PUBLIC "{public}" "{system}">\n'
)
_DTD = "https://eutils.ncbi.nlm.nih.gov/eutils/dtd"
_TYPES = {
    "eSearchResult": ("-//NLM//DTD esearch 20060628//EN", f"{_DTD}/20060628/esearch.dtd"),
    "eLinkResult": ("-//NLM//DTD elink 20101123//EN", f"{_DTD}/20101123/elink.dtd"),
    "ePostResult": ("-//NLM//DTD epost 20090526//EN", f"{_DTD}/20090526/epost.dtd"),
    "eInfoResult": ("-//NLM//DTD einfo 20130322//EN", f"{_DTD}/20130322/einfo.dtd"),
    "eSummaryResult": (
        "-//NLM//DTD esummary v1 20041029//EN",
        f"{_DTD}/20041029/esummary-v1.dtd",
    ),
    "PubmedArticleSet": (
        "-//NLM//DTD PubMedArticle, 1st January 2025//EN",
        "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd",
    ),
}
_FIELD_CODES = ("ALL", "UID", "TITL", "TIAB", "MESH", "AUTH", "PTYP", "LANG", "PDAT", "EDAT")


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, a content type and a body."""

    body: bytes
    status: int = 200
    content_type: str = "text/xml; charset=UTF-8"


Parameters = Mapping[str, str]


def document(root: str, inside: str) -> bytes:
    """Return a reply's XML with the prolog that NCBI sends."""
    public, system = _TYPES[root]
    prolog = _PROLOG.format(root=root, public=public, system=system)
    return f"{prolog}<{root}>{inside}</{root}>\n".encode()


def _refusal(root: str, text: str, status: int = 200) -> Reply:
    return Reply(document(root, f"<ERROR>{escape(text)}</ERROR>"), status)


def _number(parameters: Parameters, name: str, default: int) -> int:
    text = parameters.get(name, "")
    return int(text) if text.isdigit() else default


def _elements(tag: str, texts: Iterable[object]) -> str:
    return "".join(f"<{tag}>{escape(str(text))}</{tag}>" for text in texts)


class Utilities:
    """The utilities over one corpus, and the history server; ``ceiling`` is NCBI's 9,999."""

    def __init__(self, corpus: Corpus, *, ceiling: int = CEILING) -> None:
        self._corpus = corpus
        self._ceiling = ceiling
        self._history: dict[str, list[list[int]]] = {}
        self._graph = LinkGraph(corpus)
        self._lock = threading.Lock()
        self._answers: dict[str, Callable[[Parameters], Reply]] = {
            "esearch": self._esearch,
            "efetch": self._efetch,
            "epost": self._epost,
            "einfo": self._einfo,
            "esummary": self._esummary,
            "elink": self._elink,
            "ecitmatch": self._ecitmatch,
        }

    def answer(self, utility: str, parameters: Parameters) -> Reply:
        """Return what NCBI would send, faults aside."""
        known = self._answers.get(utility)
        if known is None:
            return Reply(b"not found", 404, "text/plain")
        if parameters.get("db", "pubmed") != "pubmed":
            return Reply(b"Database is not supported: " + parameters["db"].encode(), 400)
        return known(parameters)

    def forget_history(self) -> None:
        """Let every WebEnv expire."""
        with self._lock:
            self._history = {}

    def _store(self, pmids: list[int], web_env: str | None) -> tuple[str, int]:
        with self._lock:
            if web_env not in self._history:
                web_env = f"MCID_{len(self._history) + 1:032x}"
                self._history[web_env] = []
            assert web_env is not None
            self._history[web_env].append(pmids)
            return web_env, len(self._history[web_env])

    def _stored(self, parameters: Parameters) -> list[int] | None:
        """Return the set that WebEnv and query_key name; ``None`` where there is no such set."""
        sets = self._history.get(parameters.get("WebEnv", ""), [])
        key = _number(parameters, "query_key", 0)
        return sets[key - 1] if 0 < key <= len(sets) else None

    def _esearch(self, parameters: Parameters) -> Reply:
        term = parameters.get("term", "").strip()
        if not term:
            return _refusal("eSearchResult", "Empty term and query_key - nothing todo")
        start = _number(parameters, "retstart", 0)
        most = _number(parameters, "retmax", 20)
        if start > self._ceiling - 1:
            return _refusal(
                "eSearchResult",
                f"Search Backend failed: 'retstart' cannot be larger than {self._ceiling - 1}. "
                f"For PubMed, ESearch gives no more than the first {self._ceiling:,} records of "
                "a search.",
            )
        found = search(self._corpus, term)
        pmids = self._narrowed(found.pmids, parameters)
        if pmids is None:
            return _refusal("eSearchResult", "Unable to obtain query #1: no such history")
        ordered = sorted(pmids, reverse=True)
        if parameters.get("rettype") == "count":
            return Reply(document("eSearchResult", f"<Count>{len(ordered)}</Count>"))
        page = ordered[start : min(start + most, self._ceiling)]
        inside = _elements("Count", [len(ordered)]) + _elements("RetMax", [len(page)])
        inside += _elements("RetStart", [start])
        if parameters.get("usehistory") == "y":
            web_env, key = self._store(ordered, parameters.get("WebEnv"))
            inside += _elements("QueryKey", [key]) + _elements("WebEnv", [web_env])
        inside += f"<IdList>{_elements('Id', page)}</IdList><TranslationSet/>"
        inside += _elements("QueryTranslation", [found.translation])
        notes = _notes(found, len(ordered), restricted=most > self._ceiling + 1)
        return Reply(document("eSearchResult", inside + notes))

    def _narrowed(self, pmids: set[int], parameters: Parameters) -> set[int] | None:
        if "query_key" in parameters:
            stored = self._stored(parameters)
            if stored is None:
                return None
            pmids = pmids & set(stored)
        low, high = parameters.get("mindate"), parameters.get("maxdate")
        if not (low and high):
            return pmids
        by_entry = parameters.get("datetype", "pdat") == "edat"
        fields = self._corpus.fields
        return {
            pmid
            for pmid in pmids
            if in_dates(fields[pmid].entered if by_entry else fields[pmid].published, low, high)
        }

    def _asked(self, parameters: Parameters) -> list[int] | None:
        """Return the PMIDs asked for, in order, each once; ``None`` where there are none."""
        if parameters.get("WebEnv"):
            stored = self._stored(parameters)
            if stored is None:
                return None
            start = _number(parameters, "retstart", 0)
            return stored[start : min(start + _number(parameters, "retmax", 20), self._ceiling)]
        given = re.split(r"[,\s]+", parameters.get("id", ""))
        return list(dict.fromkeys(int(text) for text in given if text.isdigit())) or None

    def _efetch(self, parameters: Parameters) -> Reply:
        if parameters.get("WebEnv") and _number(parameters, "retstart", 0) >= self._ceiling:
            return Reply(b"<eFetchResult><ERROR>retstart is too large</ERROR></eFetchResult>", 400)
        asked = self._asked(parameters)
        if asked is None:
            text = "ID list is empty! Possibly it has no correct IDs."
            return Reply(f"<eFetchResult><ERROR>{text}</ERROR></eFetchResult>".encode(), 400)
        if parameters.get("rettype") == "uilist":
            listed = "".join(f"{pmid}\n" for pmid in asked)
            return Reply(listed.encode(), content_type="text/plain; charset=UTF-8")
        records = [self._corpus.records[pmid] for pmid in asked if pmid in self._corpus.records]
        start, end = document("PubmedArticleSet", "\0").split(b"\0")
        return Reply(start + b"\n".join(records) + end)

    def _epost(self, parameters: Parameters) -> Reply:
        asked = self._asked({"id": parameters.get("id", "")})
        if asked is None:
            return _refusal("ePostResult", "Empty ID list; Nothing to store", 400)
        web_env, key = self._store(asked, parameters.get("WebEnv"))
        inside = _elements("QueryKey", [key]) + _elements("WebEnv", [web_env])
        return Reply(document("ePostResult", inside))

    def _einfo(self, parameters: Parameters) -> Reply:
        if "db" not in parameters:
            return Reply(document("eInfoResult", "<DbList><DbName>pubmed</DbName></DbList>"))
        fields = "".join(
            f"<Field><Name>{code}</Name><FullName>{code}</FullName></Field>"
            for code in _FIELD_CODES
        )
        count = len(self._corpus.records)
        inside = f"<DbInfo><DbName>pubmed</DbName><Count>{count}</Count>"
        return Reply(document("eInfoResult", f"{inside}<FieldList>{fields}</FieldList></DbInfo>"))

    def _esummary(self, parameters: Parameters) -> Reply:
        inside = ""
        for pmid in self._asked(parameters) or []:
            raw = self._corpus.records.get(pmid)
            if raw is None:
                inside += f"<ERROR>UID={pmid}: cannot get document summary</ERROR>"
                continue
            title = ET.fromstring(raw).find(".//ArticleTitle")  # noqa: S314 - a test's own file
            text = "" if title is None else escape("".join(title.itertext()))
            inside += f'<DocSum><Id>{pmid}</Id><Item Name="Title" Type="String">{text}</Item>'
            inside += "</DocSum>"
        if not inside:
            return _refusal("eSummaryResult", "Empty id list - nothing todo")
        return Reply(document("eSummaryResult", inside))

    def _elink(self, parameters: Parameters) -> Reply:
        if parameters.get("dbfrom", "pubmed") != "pubmed":
            text = f"Database is not supported: {parameters['dbfrom']}"
            return Reply(text.encode(), 400, "text/plain")
        asked = self._asked({"id": parameters.get("id", "")})
        if asked is None:
            return _refusal("eLinkResult", "Empty id list - nothing todo", 400)
        name = parameters.get("linkname", "pubmed_pubmed")
        scored = parameters.get("cmd") == "neighbor_score"
        inside = f"<DbFrom>pubmed</DbFrom><IdList>{_elements('Id', asked)}</IdList>"
        links = [link for pmid in asked for link in self._graph.links(pmid, name)]
        if links:
            inside += f"<LinkSetDb><DbTo>pubmed</DbTo><LinkName>{escape(name)}</LinkName>"
            for pmid, score in links:
                inside += f"<Link><Id>{pmid}</Id>"
                inside += f"<Score>{score}</Score></Link>" if scored else "</Link>"
            inside += "</LinkSetDb>"
        return Reply(document("eLinkResult", f"<LinkSet>{inside}</LinkSet>"))

    def _ecitmatch(self, parameters: Parameters) -> Reply:
        lines = []
        for line in re.split(r"[\r\n]+", parameters.get("bdata", "")):
            if not line.partition("|")[0].strip():
                break
            lines.append(match_line(self._corpus, line))
        body = "".join(f"{line}\n" for line in lines)
        return Reply(body.encode(), content_type="text/plain; charset=UTF-8")


def _notes(found: Found, count: int, *, restricted: bool) -> str:
    errors = _elements("PhraseNotFound", found.phrases_not_found)
    errors += _elements("FieldNotFound", found.fields_not_found)
    warnings = _elements("QuotedPhraseNotFound", found.quoted_not_found)
    if count == 0:
        warnings += _elements("OutputMessage", ["No items found."])
    if restricted:
        warnings += _elements("OutputMessage", ["Restrictions achieved for retmax"])
    text = f"<ErrorList>{errors}</ErrorList>" if errors else ""
    return text + (f"<WarningList>{warnings}</WarningList>" if warnings else "")
