import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.film.slug import parse_slug
from lookback.film.title import key_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "AMELIE"),
        ("Ash & Ink", "Ash and Ink"),
        ("It's a Door", "Its a door"),
        ("WALL·E", "Wall-E"),
        ("Ｌｏｏｋ Ｂａｃｋ", "look back"),
    ],
)
def test_one_title_written_in_two_ways_has_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("ハハ", "ババ"), ("か", "が"), ("A Door", "Door")])
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@given(title=st.text(max_size=300))
def test_whatever_a_title_is_its_key_can_be_an_address(title: str) -> None:
    assert parse_slug(key_of(title))
