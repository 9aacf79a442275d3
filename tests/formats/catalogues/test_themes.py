"""The theme ontology."""

import io

import pytest
from tests.formats.catalogues.samples import (
    HIERARCHY,
    STORIES,
    found,
    hidden,
    passages,
    read,
    refusal,
    shown,
)

from lookback.errors import InputRefused
from lookback.film.finding import Findable
from lookback.film.record import OutsideId
from lookback.formats.catalogues.table import catalogue_named
from lookback.formats.catalogues.themes import ThemeHierarchy

ARTICLE = OutsideId("wikipedia", "The_Fog_Bell_(1988_film)")


def test_films_are_told_and_collections_and_series_are_left_out() -> None:
    first, second = read("themes", STORIES)
    assert (first.key, first.ids) == (ARTICLE.address, ())
    assert second.key.startswith("low-tide-1990-")


def test_everybody_sees_the_title_and_the_date_and_no_theme() -> None:
    assert shown(passages("themes", STORIES)) == [
        ("title", "The Fog Bell"), ("release", "4 March 1988"),
    ]  # fmt: skip
    film = found(catalogue_named("themes"), read("themes", STORIES)[0].says)
    assert film == Findable(1, "a", "The Fog Bell", years=[1988])


def test_themes_wait_and_so_does_why_they_are_the_films() -> None:
    told = passages("themes", STORIES)
    assert hidden(told) == [
        ("themes", "guilt"),
        ("themes", "brothers"),
        ("themes", "the sea"),
        ("heading", "### Why these themes"),
        ("section", "guilt: The keeper rings the bell himself."),
    ]
    assert [one.group for one in told][-2:] == [1, 1]


def test_a_date_that_is_no_day_gives_way_to_the_year_of_the_heading() -> None:
    kind = catalogue_named("themes")
    film = found(kind, read("themes", STORIES)[1].says)
    assert (film.title, film.years) == ("Low Tide", [1990])


def test_the_hierarchy_gives_each_theme_and_what_it_is_a_kind_of() -> None:
    kind = ThemeHierarchy()
    rows = [row for row in kind.rows(io.BytesIO(HIERARCHY)) if not isinstance(row, int)]
    assert [(row.key, *kind.theme_of(row.says)) for row in rows] == [
        ("guilt", "guilt", ("human emotion", "the past")),
        ("human-emotion", "human emotion", ()),
    ]


@pytest.mark.parametrize("data", [b"text\n", b":: Title\nSalt\n", b"\xff", b"a\0"])
def test_a_file_that_does_not_begin_with_a_heading_is_refused(data: bytes) -> None:
    assert refusal("themes", data).line == 1
    with pytest.raises(InputRefused):
        list(ThemeHierarchy().rows(io.BytesIO(data)))


def test_an_entry_beyond_the_limit_is_refused() -> None:
    assert refusal("themes", STORIES + b"a line\n" * 200_000).code == "too-large"
