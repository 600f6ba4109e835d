from collections.abc import Sequence

from curate.core.labelled import Scope, ScopedSentence, ScopeKind
from curate.core.measures import Tally
from curate.core.scoring_scopes import ScopeScore, score_scopes, words_of

TEXT = "Quorin may act, but zetalin did not act on 5 alpha-2 sites."


def scope(kind: ScopeKind, cue: str, piece: str, text: str = TEXT) -> Scope:
    start, at = text.index(piece), text.index(cue)
    return Scope(kind=kind, start=start, end=start + len(piece), cues=((at, at + len(cue)),))


NOT = scope(ScopeKind.NEGATION, "not", "not act on 5 alpha-2 sites")
MAY = scope(ScopeKind.SPECULATION, "may", "may act")


def score(gold: Sequence[Scope], found: Sequence[Scope]) -> ScopeScore:
    sentence = ScopedSentence(document_id="900000001", text=TEXT, scopes=gold)
    return score_scopes([sentence], lambda _: found, resamples=0)


def test_words_have_a_letter_and_may_be_joined() -> None:
    assert [TEXT[a:b] for a, b in words_of(TEXT)] == [
        *("Quorin", "may", "act", "but", "zetalin", "did", "not", "act", "on", "alpha-2", "sites")
    ]
    assert words_of("5 10.2 -- 3-4") == []


def test_the_gold_against_itself_is_perfect_and_cues_are_no_words() -> None:
    got = score([NOT, MAY], [NOT, MAY])
    assert got.sentences == 1
    # act, on, alpha-2, sites
    assert got.negation.words.tally == Tally(matched=4, found=4, gold=4)
    assert got.speculation.words.tally == Tally(matched=1, found=1, gold=1)
    assert got.negation.sentences.tally == got.negation.exact.tally
    assert got.negation.exact.tally == Tally(matched=1, found=1, gold=1)


def test_a_scope_too_wide_and_one_too_many_by_hand() -> None:
    wide = scope(ScopeKind.NEGATION, "not", "zetalin did not act on")
    guess = scope(ScopeKind.SPECULATION, "did", "zetalin did")
    got = score([NOT], [wide, guess])
    # Found zetalin, did, act, on; the gold has act, on, alpha-2, sites.
    assert got.negation.words.tally == Tally(matched=2, found=4, gold=4)
    assert got.negation.exact.tally == Tally(matched=0, found=1, gold=1)
    assert got.negation.sentences.tally == Tally(matched=1, found=1, gold=1)
    assert got.speculation.words.tally == Tally(matched=0, found=2, gold=0)
    assert got.speculation.sentences.tally == Tally(matched=0, found=1, gold=0)


def test_punctuation_at_the_border_is_nothing() -> None:
    shut = scope(ScopeKind.NEGATION, "not", "not act on 5 alpha-2 sites.")
    assert score([NOT], [shut]).negation.exact.tally == Tally(matched=1, found=1, gold=1)


def test_nested_scopes_count_their_words_once() -> None:
    inner = scope(ScopeKind.NEGATION, "on", "on 5 alpha-2 sites")
    got = score([NOT, inner], [NOT])
    # "on" is a cue of the gold now, and no longer scored.
    assert got.negation.words.tally == Tally(matched=3, found=3, gold=3)
    assert got.negation.exact.tally == Tally(matched=1, found=1, gold=2)


def test_a_missed_scope_and_a_plain_sentence() -> None:
    got = score([MAY], [])
    assert got.speculation.words.tally == Tally(matched=0, found=0, gold=1)
    assert got.speculation.sentences.tally == Tally(matched=0, found=0, gold=1)
    assert score([], []).negation.words.tally == Tally()
