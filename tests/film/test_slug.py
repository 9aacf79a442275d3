"""Slugs: the last part of a film's address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import SlugInvalid
from lookback.film.slug import parse_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Look Back", "look-back"),
        ("The Cabinet of Dr. Caligari", "the-cabinet-of-dr-caligari"),
        ("Amélie", "amélie"),
        ("It's a Wonderful Life", "its-a-wonderful-life"),
        ("千と千尋の神隠し", "千と千尋の神隠し"),
        ("Ｌｏｏｋ　Ｂａｃｋ", "look-back"),
    ],
)
def test_a_title_makes_a_slug_that_people_can_read(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text())
def test_every_title_makes_a_slug_and_always_the_same(title: str) -> None:
    slug = slug_of(title)
    assert parse_slug(slug) == slug
    assert slug_of(title) == slug
    assert len(slug) <= 80


@pytest.mark.parametrize("text", ["", "-", "a--b", "-a", "A", "a b", "a/b", "..", "a\0", "a" * 81])
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(SlugInvalid):
        parse_slug(text)


def test_titles_without_letters_have_slugs_of_their_own() -> None:
    assert slug_of("...") != slug_of("???")
