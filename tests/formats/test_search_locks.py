"""Saved searches as files."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.errors import BadFile, ConfigurationError, NotFound
from curate.core.search import Search
from curate.core.search_lock import SearchLock
from curate.core.source_standing import Standing
from curate.formats.search_locks import SearchFolder, from_toml, to_toml
from curate.formats.whole_file import PREFIX

LOCK = SearchLock(
    name="tolerance",
    search=Search(
        query='"opioid tolerance"[tiab] AND a\\b',
        translation='"opioid tolerance"[Title/Abstract]',
        count=12,
        pmids=("9", "10", "900000001"),
        searched_at="2026-11-22T10:00:00+00:00",
        warnings=("PubMed ignored: the",),
        since="2020-01",
        maximum=500,
        name="tolerance",
    ),
    hashes={"9": "0" * 32, "10": "", "900000001": "f" * 32},
    standings={"10": Standing.RETRACTED, "9": Standing.CORRECTED},
    scheme="article-1",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    folder = SearchFolder(tmp_path / "searches")
    assert folder.names() == []
    folder.save(LOCK)
    folder.save(replace(LOCK, name="another", search=replace(LOCK.search, name="another")))
    assert folder.names() == ["another", "tolerance"]
    assert folder.load("tolerance") == LOCK
    kept = sorted(path.name for path in (tmp_path / "searches").iterdir())
    assert kept == ["another.toml", "tolerance.toml"]


@given(
    query=TEXTS, warning=TEXTS, since=st.none() | st.just("2020"), maximum=st.none() | st.just(3)
)
def test_any_text_comes_back(
    query: str, warning: str, since: str | None, maximum: int | None
) -> None:
    search = replace(LOCK.search, query=query, warnings=(warning,), since=since, maximum=maximum)
    lock = replace(LOCK, search=search)
    assert from_toml(to_toml(lock), name="tolerance") == lock


def test_the_text_is_made_for_git() -> None:
    text = to_toml(LOCK)
    lines = text.splitlines()
    assert lines[lines.index("[records]") + 1 :] == [
        f'9 = "{"0" * 32}"',
        '10 = ""',
        f'900000001 = "{"f" * 32}"',
    ]
    assert '10 = "retracted"' in lines
    assert to_toml(from_toml(text, name="tolerance")) == text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("format = 1", "format = 2"), "newer curate"),
        (("format = 1\n", ""), "no format"),
        (("count = 12", 'count = "12"'), "count makes no sense"),
        (("[records]", "[recrods]"), "no records"),
        (('"retracted"', '"regretted"'), "'regretted' is no standing"),
        (("900000001", "PMC1"), "'PMC1' is no PMID"),
        (("[records]", "<<<<<<< HEAD\n[records]"), "Expected"),
        (('10 = ""', "10 = 3"), "nothing of 10"),
    ],
    ids=str,
)
def test_a_damaged_file_is_told(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    folder = SearchFolder(tmp_path)
    text = to_toml(LOCK)
    assert change[0] in text
    folder.path("tolerance").write_text(text.replace(*change), "utf-8")
    with pytest.raises(BadFile, match="saved search") as caught:
        folder.load("tolerance")
    assert said.lower() in str(caught.value).lower()


def test_an_unknown_name_says_which_there_are(tmp_path: Path) -> None:
    folder = SearchFolder(tmp_path)
    with pytest.raises(NotFound, match="'nothing'") as caught:
        folder.load("nothing")
    assert "--name" in caught.value.hint
    folder.save(LOCK)
    with pytest.raises(NotFound) as caught:
        folder.load("../tolerance")
    assert caught.value.hint == "There are: tolerance"


def test_what_a_killed_run_left_is_removed_later(tmp_path: Path) -> None:
    old, fresh = tmp_path / f"{PREFIX}1", tmp_path / f"{PREFIX}2"
    for path in (old, fresh):
        path.write_text("half", "utf-8")
    os.utime(old, (1.0, 1.0))
    SearchFolder(tmp_path).save(LOCK)
    assert sorted(p.name for p in tmp_path.iterdir()) == [fresh.name, "tolerance.toml"]


def test_a_write_that_fails_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = SearchFolder(tmp_path)
    folder.save(LOCK)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigurationError, match="No space left"):
        folder.save(replace(LOCK, hashes={}))
    monkeypatch.undo()
    assert folder.load("tolerance") == LOCK
    assert [p.name for p in tmp_path.iterdir()] == ["tolerance.toml"]
