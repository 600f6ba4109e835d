"""A saved search: what was asked, what came, and how one run of it differs from another."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from curate.core.article import (
    Article,
    Author,
    Keyword,
    MeshHeading,
    OtherAbstract,
    Reference,
    Relation,
    Section,
    Substance,
)
from curate.core.search import Search
from curate.core.source_standing import Standing

LONGEST_NAME = 60
_NAME = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_NAME - 1}}}")
_TAG = re.compile(r"\[[^\]]*\]")
_DEFAULT_LENGTH = 40
_HASHED = (
    Article,
    Author,
    Section,
    MeshHeading,
    Substance,
    Keyword,
    Relation,
    OtherAbstract,
    Reference,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLock:
    """
    One run of a search, written down so that anyone can repeat it.

    ``search.pmids`` is all that PubMed listed. ``hashes`` holds the digest of each record as it
    stands here, empty for one that is listed and not held. ``standings`` holds those that are not
    regular. ``scheme`` names what the digests are made from: digests of two schemes can't be
    compared.
    """

    name: str
    search: Search
    hashes: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    scheme: str = ""

    def asks_the_same(self, other: Search) -> bool:
        """Say whether a search asks what this one asked, whenever it did."""
        return question(self.search) == question(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """
    How a later run of a search differs from an earlier one; all PMIDs are sorted by number.

    ``deleted`` are those of ``gone`` that PubMed no longer has; the others do not match any more.
    ``standings`` holds the records whose standing became worse than regular, ``restored`` those
    that are regular again. ``translation`` is the earlier and the later one where they differ.
    ``comparable`` is false where the digests are of different schemes, so that ``changed`` could
    not be told.
    """

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    restored: tuple[str, ...] = ()
    translation: tuple[str, str] | None = None
    comparable: bool = True

    @property
    def any(self) -> bool:
        """Say whether there is a difference at all."""
        return bool(
            self.new
            or self.gone
            or self.changed
            or self.standings
            or self.restored
            or self.translation
        )

    def having(self, standing: Standing) -> tuple[str, ...]:
        """Return the records that came to this standing."""
        return tuple(pmid for pmid, found in self.standings.items() if found is standing)


def question(search: Search) -> tuple[str, str, str | None, int | None]:
    """Return what a search asks for, without when it did and what came."""
    return search.kind, search.query, search.since, search.maximum


def drift(before: SearchLock, after: SearchLock) -> Drift:
    """
    Return what is different in ``after``.

    A record that was listed and not held before counts as new when it is held now. A record that
    is not held in one of the two is not called changed.
    """
    old, now = before.search.pmids, after.search.pmids
    earlier, later = set(old), set(now)
    arrived = {p for p in earlier & later if after.hashes.get(p) and not before.hashes.get(p)}
    gone = _sorted(earlier - later)
    comparable = before.scheme == after.scheme
    changed = (
        _sorted(p for p in earlier & later if _differ(before.hashes.get(p), after.hashes.get(p)))
        if comparable
        else ()
    )
    known = _sorted(later | {p for p in gone if p in after.standings})
    standings = {
        p: after.standings[p]
        for p in known
        if p in after.standings and after.standings[p] is not before.standings.get(p)
    }
    translation = before.search.translation, after.search.translation
    return Drift(
        new=_sorted(arrived | (later - earlier)),
        gone=gone,
        deleted=tuple(p for p in gone if after.standings.get(p) is Standing.DELETED),
        changed=changed,
        standings=standings,
        restored=_sorted(p for p in before.standings if p in later and p not in after.standings),
        translation=translation if translation[0] != translation[1] else None,
        comparable=comparable,
    )


def is_name(text: str) -> bool:
    """Say whether this can be a search's name: a file's name everywhere, 60 characters at most."""
    return _NAME.fullmatch(text) is not None


def default_name(search_kind: str, words: str) -> str:
    """Return a name made from a query's first words, such as ``opioid-tolerance-and-nmda``."""
    if search_kind != "query":
        digest = hashlib.sha256(words.encode()).hexdigest()[:8]
        return f"{search_kind}-{digest}"
    plain = unicodedata.normalize("NFKD", _TAG.sub(" ", words)).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.lower())
    name = ""
    for part in parts:
        longer = f"{name}-{part}" if name else part[:_DEFAULT_LENGTH]
        if len(longer) > _DEFAULT_LENGTH:
            break
        name = longer
    return name or "search"


def hash_scheme() -> str:
    """Return a name for what ``Article.digest`` is made from: it changes with the fields."""
    names = "; ".join(f"{c.__name__}: {' '.join(f.name for f in fields(c))}" for c in _HASHED)
    return f"article-{hashlib.sha256(names.encode()).hexdigest()[:8]}"


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and one != other


def _sorted(pmids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(pmids, key=int))
