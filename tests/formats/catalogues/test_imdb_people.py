"""IMDb's tables of who made the films, and of people."""

import pytest
from tests.formats.catalogues.samples import (
    CREW,
    CREW_HEADER,
    NAMES,
    NAMES_HEADER,
    PRINCIPALS,
    PRINCIPALS_HEADER,
    hidden,
    passages,
    read,
    refusal,
    shown,
    tsv,
)

from lookback.film.finding import Findable
from lookback.formats.catalogues.base import People, nobody
from lookback.formats.catalogues.table import CATALOGUES, catalogue_named


def named(person: str) -> str:
    names = {row.key: row.says for row in read("imdb-names", NAMES)}
    kind = catalogue_named("imdb-names")
    assert isinstance(kind, People)
    return kind.name_of(names.get(person, ""))


def test_people_are_kept_by_their_ids_where_they_have_a_name() -> None:
    assert [(row.key, row.says) for row in read("imdb-names", NAMES)] == [
        ("nm0000001", "Ida Brandt"), ("nm0000003", "Mette Holm"), ("nm0000004", "Jon Vik"),
    ]  # fmt: skip


def test_only_one_kind_tells_of_people_and_it_makes_no_films_and_states_nothing() -> None:
    (kind,) = [known for known in CATALOGUES if isinstance(known, People)]
    assert (kind.name, kind.makes_films) == ("imdb-names", False)
    assert not kind.passages("Ida Brandt", nobody)
    film = Findable(1, "a")
    kind.find([(1, "Ida Brandt")], {1: film}, nobody)
    assert film == Findable(1, "a")


def test_directors_are_shown_by_their_names_where_these_are_known() -> None:
    assert shown(passages("imdb-crew", CREW, named)) == [("director", "Ida Brandt")]
    assert not passages("imdb-crew", CREW)


def test_titles_of_which_nobody_is_known_are_left_out() -> None:
    assert [row.key for row in read("imdb-crew", CREW)] == ["tt0000321", "tt0000323"]


def test_the_cast_is_shown_in_order_and_a_role_that_may_tell_something_waits() -> None:
    told = passages("imdb-principals", PRINCIPALS, named)
    assert shown(told) == [
        ("cast", "Mette Holm as Anna Moor"),
        ("cast", "Jon Vik"),
        ("director", "Ida Brandt"),
    ]
    assert hidden(told) == [("cast", "Jon Vik as The Twin Brother")]


def test_a_role_that_waits_takes_the_place_of_the_name_alone() -> None:
    told = passages("imdb-principals", PRINCIPALS, named)
    (alone,) = [one for one in told if one.name]
    (whole,) = [one for one in told if one.replaces]
    assert alone.name == whole.replaces
    assert alone.name.startswith("imdb-principals-")


def test_a_kind_says_whose_names_it_needs() -> None:
    crew, principals = catalogue_named("imdb-crew"), catalogue_named("imdb-principals")
    assert crew.people(read("imdb-crew", CREW)[0].says) == ["nm0000001", "nm0000002"]
    assert principals.people(read("imdb-principals", PRINCIPALS)[0].says) == [
        "nm0000003", "nm0000004", "nm0000005", "nm0000001",
    ]  # fmt: skip
    assert not catalogue_named("imdb-basics").people("")


@pytest.mark.parametrize(
    "characters", [r"\N", "[]", "x", '["', "[" * 5000, "{}", "[1]", '["\\ud800"]', "1" * 5000]
)
def test_characters_that_cannot_be_read_leave_the_name_alone(characters: str) -> None:
    row = rf"tt0000321|1|nm0000003|actress|\N|{characters}"
    told = passages("imdb-principals", tsv(PRINCIPALS_HEADER, row), named)
    assert shown(told) == [("cast", "Mette Holm")]
    assert not hidden(told)


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("imdb-crew", CREW_HEADER, r"tt0000321|Ida Brandt|\N"),
        ("imdb-crew", CREW_HEADER, r"tt0000321|\N"),
        ("imdb-principals", PRINCIPALS_HEADER, r"tt0000321|1|nm0000003|actress|\N"),
        ("imdb-names", NAMES_HEADER, r"tt0000001|Ida|\N|\N|\N|\N"),
        ("imdb-names", NAMES_HEADER, r"nm0000001|Ida|\N|\N|\N"),
    ],
)
def test_a_row_of_another_shape_is_refused(kind: str, header: str, row: str) -> None:
    error = refusal(kind, tsv(header, row))
    assert (error.code, error.line) == ("value-invalid", 2)
