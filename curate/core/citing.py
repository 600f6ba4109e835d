"""How a record is cited: author-date labels and reference entries, in the manner of APA 7."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from curate.core.article import Article, Author
from curate.core.source_standing import Standing

ANONYMOUS = "Anon."
NO_YEAR = "n.d."
TAGS = {
    Standing.RETRACTED: "[retracted]",
    Standing.CONCERN: "[expression of concern]",
    Standing.CORRECTED: "[corrected]",
    Standing.NOTICE: "[notice]",
    Standing.DELETED: "[deleted at PubMed]",
}
"""What stands behind an entry whose paper is not in regular standing."""

LISTED_IN_FULL = 20
# Journals and initials come again and again in one list.
_NAMES_KEPT = 4096
LISTED_BEFORE_CUT = 19

# What NLM writes as an ordinal, APA writes as a numeral. Degrees are no part of a cited name.
_ORDINALS = {"2nd": "II", "3rd": "III", "4th": "IV", "5th": "V", "6th": "VI"}
_GENERATIONS = frozenset({"Jr", "Sr", "Júnior", "Junior", "Filho", "Neto", "Sobrinho"})
_NUMERAL = re.compile(r"[IVX]+")
# Numbers that stand for an article and no page: e123, CD001234, zpab007, 653829.
_ARTICLE_NUMBER = re.compile(r"(?:[a-zA-Z]{2,}|[enN])\d[\w.]*|\d{6,}")
_RANGE = re.compile(r"([^\W\d]*)(\d+)\s*[-\u2010-\u2015]\s*([^\W\d]*)(\d+)")
_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "\u0131": "i",
    }
)


class _Folded(dict[int, str]):
    """What each sign is sorted as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).translate(_UNDECOMPOSED))
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
        self[code] = folded
        return folded


_FOLDED = _Folded()
# What a catalogue adds to the title proper: a place that tells it from its namesakes, a parallel
# title after "=", and after " : " other title information (ISBD), such as whose organ it is.
_ADDED_TO_TITLE = re.compile(r"\s+(?:\([^()]*[,:][^()]*\)$|[=:]\s.*)")
_WORD_IN_TITLE = re.compile(r"(?<![\w'\u2019])[^\W\d_][\w'\u2019]*")
_SMALL = ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or")
_OTHER_SMALL = ("the", "to", "via", "with", "und", "der", "die", "das", "des", "für", "fur", "et")
_ROMANCE_SMALL = ("de", "du", "la", "le", "les", "los", "las", "el", "del", "di", "do", "da", "y")
_SMALL_WORDS = frozenset((*_SMALL, *_OTHER_SMALL, *_ROMANCE_SMALL))
_NOT_IN_URL = re.compile(r"[^A-Za-z0-9._~/:;()-]")


class Reference(NamedTuple):
    """
    One entry of a reference list.

    ``label`` is the author-date label that cells use, ``entry`` the text up to the pages, ``doi``
    and ``pmid`` what a writer links. ``number`` is its place in a numbered list, ``None`` in a
    list by author and date.
    """

    pmid: str
    label: str
    entry: str
    doi: str | None = None
    standing: Standing = Standing.REGULAR
    number: int | None = None

    @property
    def cited(self) -> str:
        """Return how text cites it: by its label, with its number before it where it has one."""
        return self.label if self.number is None else f"[{self.number}] {self.label}"

    @property
    def lead(self) -> str:
        """Return what stands before the entry in a list: ``12. ``, or nothing."""
        return "" if self.number is None else f"{self.number}. "

    @property
    def line(self) -> str:
        """Return the whole entry as plain text, DOI and PMID included."""
        address = f" {doi_url(self.doi)}" if self.doi else ""
        tag = f" {self.tag}" if self.tag else ""
        return f"{self.lead}{self.entry}{address} PMID: {self.pmid}{tag}"

    @property
    def tag(self) -> str:
        """Return the standing as it is printed, empty for a regular one."""
        return TAGS.get(self.standing, "")


def pubmed_url(pmid: str) -> str:
    """Return the record's address at PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def doi_url(doi: str) -> str:
    """Return a DOI as an address, with what a URL can't hold percent-encoded."""
    return f"https://doi.org/{_NOT_IN_URL.sub(_percent_encoded, doi)}"


def pmid_order(pmid: str) -> tuple[int, str]:
    """Return a key that sorts PMIDs as numbers."""
    return len(pmid), pmid


def collation(text: str) -> str:
    """Return a key that sorts names as a reader expects: case and accents aside."""
    return text.casefold() if text.isascii() else text.translate(_FOLDED).casefold()


def author_label(article: Article) -> str:
    """Return the authors of a label: ``Mao``, ``Mao & King``, ``Mao et al.`` or ``Anon.``."""
    # Three tell all: a name, a second, and whether there are more.
    names = list(islice((a.name for a in article.authors if a.name), 3))
    if not names:
        return ANONYMOUS
    if len(names) > 2 or not article.authors_complete:
        return f"{names[0]} et al."
    return " & ".join(names)


def label(article: Article, *, suffix: str = "") -> str:
    """Return an author-date label such as ``Mao et al., 1995a`` or ``Anon., n.d.-b``."""
    return f"{author_label(article)}, {dated(article.year, suffix)}"


def dated(year: int | None, suffix: str = "") -> str:
    """Return a year as a label tells it, with the letter that tells equal labels apart."""
    if year is None:
        return f"{NO_YEAR}-{suffix}" if suffix else NO_YEAR
    return f"{year}{suffix}"


def byline(article: Article) -> str:
    """Return the authors of an entry, names before initials; or ``Anon.``."""
    names = [n for n in map(_inverted, article.authors) if n]
    if not names:
        return ANONYMOUS
    if len(names) > LISTED_IN_FULL:
        return f"{', '.join(names[:LISTED_BEFORE_CUT])}, … {names[-1]}"
    if not article.authors_complete:
        return f"{', '.join(names)}, et al."
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def described(article: Article) -> str:
    """Return what stands behind the date of an entry: the title, and where it was published."""
    return f"{sentence(_title(article))} {_published(article)}".strip()


def expand_pages(pages: str) -> str:
    """
    Return pages with abbreviated ranges written out: ``113-21`` becomes ``113`` to ``121``.

    What is no range of numbers (``e123``, ``xi-xv``) stands as it is.
    """
    return _RANGE.sub(_expand_range, pages)


def article_number(pages: str) -> bool:
    """Say whether this is the number of an article that has no pages, such as ``e0158474``."""
    return _ARTICLE_NUMBER.fullmatch(pages) is not None


def advance(article: Article) -> bool:
    """Say whether the record was published ahead of the issue that it will stand in."""
    return article.publication_status == "aheadofprint" and not article.volume


def initials(author: Author) -> str:
    """Return the capitals of the given names, from the record or from the names themselves."""
    return author.initials or "".join(
        word[0] for word in re.split(r"[\s.-]+", author.fore_name) if word
    )


def given_names(author: Author) -> str:
    """Return the given names as the record has them, else the initials with full stops."""
    return author.fore_name or dotted_initials(author)


def dotted_initials(author: Author) -> str:
    """Return the initials as ``J. R.``."""
    return _dotted(initials(author))


def generation(author: Author) -> str:
    """Return what tells a name from a parent's (``Jr``, ``3rd``), and no degree or title."""
    if not author.suffix:
        return ""
    suffix = author.suffix.strip(" ,.")
    known = suffix in _GENERATIONS or suffix in _ORDINALS or _NUMERAL.fullmatch(suffix)
    return suffix if known else ""


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def bracketed_title(article: Article) -> str:
    """Return the title, in brackets where it is a translation or stands for a missing one."""
    title = article.title or article.vernacular_title or "No title"
    bracketed = article.title_translated or not (article.title or article.vernacular_title)
    return f"[{title.rstrip('.')}]" if bracketed else title


def bare_title(article: Article) -> str:
    """Return the title as a style takes it, without the full stop that the style will set."""
    title = bracketed_title(article)
    return title if title.endswith("..") else title.removesuffix(".")


def journal_title(article: Article) -> str:
    """
    Return the journal's full title as a list prints it: ``Acta Orthopaedica``.

    NLM catalogues titles in lower case, some with a place, a parallel title or a subtitle after
    them, which are left out. What has capitals of its own keeps them.
    """
    return _proper(article.journal or article.journal_abbreviation or "")


@lru_cache(_NAMES_KEPT)
def _proper(title: str) -> str:
    return _WORD_IN_TITLE.sub(_capitalised, _ADDED_TO_TITLE.sub("", title))


@lru_cache(_NAMES_KEPT)
def _dotted(letters: str) -> str:
    return " ".join(f"{c}." for c in letters if c.isalpha())


def _capitalised(match: re.Match[str]) -> str:
    word = match.group()
    if not word.islower() or (match.start() > 0 and word in _SMALL_WORDS):
        return word
    return word[0].upper() + word[1:]


def _expand_range(match: re.Match[str]) -> str:
    prefix, first, second_prefix, last = match.groups()
    if len(last) < len(first):
        completed = first[: len(first) - len(last)] + last
        if int(completed) < int(first):
            return match.group()
        last = completed
    return f"{prefix}{first}\N{EN DASH}{second_prefix or prefix}{last}"


def _percent_encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())


def _title(article: Article) -> str:
    title = bracketed_title(article)
    if article.title_translated and article.vernacular_title:
        return f"{article.vernacular_title.rstrip('.')} {title}"
    return title


def _published(article: Article) -> str:
    parts = [journal_title(article)]
    issue = f"({article.issue})" if article.issue else ""
    parts.append(f"{article.volume or ''}{issue}")
    pages = article.pages or ""
    parts.append(f"Article {pages}" if article_number(pages) else expand_pages(pages))
    text = ", ".join(p for p in parts if p)
    if text and advance(article):
        return f"{sentence(text)} Advance online publication."
    return sentence(text) if text else ""


def _inverted(author: Author) -> str:
    if not author.last_name:
        return author.collective_name or author.fore_name
    parts = (author.last_name, dotted_initials(author), _apa_generation(author))
    return ", ".join(p for p in parts if p)


def _apa_generation(author: Author) -> str:
    suffix = generation(author)
    return f"{suffix}." if suffix in {"Jr", "Sr"} else _ORDINALS.get(suffix, suffix)
