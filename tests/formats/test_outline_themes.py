"""Themes that are printed with nothing between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.formats.outline_themes import are_themes, split_themes


@pytest.mark.parametrize(
    "themes",
    [
        ["The Price of Silence", "Mothers and Daughters"],
        ["Loss, Memory, and Repair", "The Sea as a Witness"],
        ["Forbidden Love", "Power and Obedience"],
        ["Coming of Age", "The Last Summer"],
        ["Art versus Commerce", "Letting Go"],
        ["Human Nature", "Technology and Its Limits"],
        ["Letters as Second Lives", "Kindness"],
    ],
)
def test_themes_are_cut_where_one_has_ended_and_the_next_begins(themes: list[str]) -> None:
    assert split_themes(" ".join(themes)) == themes


@pytest.mark.parametrize("between", ["; ", " | ", " • ", " · ", " / ", "   ", "\t"])
def test_marks_between_themes_decide(between: str) -> None:
    themes = ["The Price", "the sea", "Second Lives"]
    assert split_themes(between.join(themes)) == themes


def test_commas_cut_unless_an_and_makes_one_theme_of_them() -> None:
    assert split_themes("Grief, Guilt, Hope") == ["Grief", "Guilt", "Hope"]
    assert split_themes("Grief, Guilt, and Hope") == ["Grief, Guilt, and Hope"]


@given(st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1), min_size=1))
def test_no_word_is_lost(words: list[str]) -> None:
    line = " ".join(words)
    said = "".join(split_themes(line))
    assert [char for char in line if char.isalpha()] == [char for char in said if char.isalpha()]


@pytest.mark.parametrize("line", ["Grief and Guilt", "The Sea as a Witness", "Trust"])
def test_a_line_in_capitals_can_be_themes(line: str) -> None:
    assert are_themes(line)


@pytest.mark.parametrize(
    "line",
    ["He dies in the end", "grief", "Watch it with your mother", "Grief and Guilt.", "1 Life"],
)
def test_a_sentence_is_not_taken_for_themes(line: str) -> None:
    assert not are_themes(line)
