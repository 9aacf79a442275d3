import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.search.words import (
    LONGEST,
    all_words_of,
    all_words_of_each,
    fold,
    runs_of,
    words_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "AMELIE"),
        ("るっく", "ルック"),
        ("ﾙｯｸ", "ルック"),
        ("ｶﾞ", "ガ"),
        ("ＡＢＣ", "abc"),
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ocean’s", "ocean's"),
    ],
)
def test_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_voiced_kana_and_the_long_vowel_mark_are_kept() -> None:
    assert words_of("ラーメン人々ガ") == ["ラ", "ー", "メ", "ン", "人", "々", "ガ"]
    assert words_of("が") != words_of("か")


@pytest.mark.parametrize("text", ["千尋", "기생", "คน"])
def test_scripts_without_spaces_have_a_word_for_each_character(text: str) -> None:
    assert words_of(text) == list(fold(text))
    assert runs_of(text) == [list(fold(text))]


def test_marks_stay_with_their_letters_where_words_have_spaces() -> None:
    assert words_of("नमस्ते दुनिया") == ["नमस्ते", "दुनिया"]


def test_an_apostrophe_joins_and_the_longer_part_is_a_word_too() -> None:
    assert all_words_of("L'Avventura") == (["lavventura"], ["avventura"])
    assert all_words_of("Ocean’s Eleven") == (["oceans", "eleven"], ["ocean"])
    assert words_of("'quoted'") == ["quoted"]


def test_hyphens_and_initials_are_also_joined() -> None:
    assert all_words_of("Spider-Man") == (["spider", "man"], ["spiderman"])
    assert all_words_of("S.W.A.T.") == (["s", "w", "a", "t"], ["swat"])


def test_a_text_of_signs_is_a_word() -> None:
    assert words_of("...") == ["..."]
    assert words_of(" ") == []


def test_runs_end_at_spaces() -> None:
    assert runs_of("千 尋 film") == [["千"], ["尋"], ["film"]]


@given(st.text())
def test_words_are_short_and_have_no_spaces(text: str) -> None:
    words, more = all_words_of(text)
    for word in (*words, *more):
        assert 0 < len(word) <= LONGEST
        assert word.split() == [word]


@given(st.text())
def test_the_words_of_words_are_themselves(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words or not any(map(str.isalnum, "".join(words)))


_TITLE = st.text(st.sampled_from("aZé9 .'’-\n\t:千\x1f\u2028"), max_size=12)


@given(st.lists(_TITLE | st.text() | st.text("a- '", min_size=LONGEST - 1), max_size=4))
def test_the_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    words, others = all_words_of_each(texts)
    each = [all_words_of(text) for text in texts]
    assert words == [" ".join(own) for own, _ in each]
    assert others == {place: " ".join(ways) for place, (_, ways) in enumerate(each) if ways}
