"""Keys made of titles."""

from hypothesis import given
from hypothesis import strategies as st

from lookback.film.slug import parse_slug
from lookback.formats.catalogues.made_keys import made_key


@given(st.text(), st.integers(0, 9999), st.lists(st.text(), max_size=2))
def test_any_title_makes_a_slug(title: str, year: int, also: list[str]) -> None:
    key = made_key(title, year, *also)
    assert parse_slug(key) == key
    assert made_key(title, year, *also) == key


def test_what_tells_films_apart_tells_keys_apart() -> None:
    keys = {made_key("Salt", 1988), made_key("Salt", 1989), made_key("SALT", 1988),
            made_key("Salt", 1988, "a", "b"), made_key("Salt", 1988, "ab"), made_key("Salt", 0),
            made_key("a" * 99, 1), made_key("a" * 98, 1)}  # fmt: skip
    assert len(keys) == 8
