"""Words, sentences, names and stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.leaks.words import even, is_english, names, sentences, stem, words


@pytest.mark.parametrize(
    "forms",
    [
        ("kill", "kills", "killed", "killing", "killer"),
        ("marry", "marries", "married"),
        ("love", "loved", "loves", "lover"),
        ("watch", "watches", "watching"),
        ("stop", "stopped", "stops"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len(set(map(stem, forms))) == 1


def test_a_possessive_is_the_word() -> None:
    assert stem("Mima's") == stem("mima")


def test_names_are_capitalised_inside_a_sentence() -> None:
    assert names("Later Anna’s brother met Tom; I did not.") == {"Anna", "Tom"}


def test_sentences_end_at_marks_before_a_capital() -> None:
    assert sentences("He came. “Who?” she asked. *They* left!") == [
        "He came.",
        "“Who?” she asked.",
        "They left!",
    ]


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert words("灯台守 is") == ["灯台", "台守", "is"]


def test_white_space_is_evened_out() -> None:
    assert even(" He  is \n the killer . ") == "He is the killer."


def test_english_is_known_by_its_smallest_words() -> None:
    assert is_english("The man who was with her is not to be found in the house.")
    assert not is_english("Der Mann, der bei ihr war, ist im Haus nicht zu finden.")
    assert not is_english("")


@given(st.text())
def test_any_text_has_words_and_sentences(text: str) -> None:
    assert all(map(stem, words(text))) or not words(text)
    assert all(sentences(text))
