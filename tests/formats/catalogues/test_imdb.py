"""IMDb's tables of titles, other titles and ratings."""

import pytest
from tests.formats.catalogues.samples import (
    AKAS,
    AKAS_HEADER,
    BASICS,
    BASICS_HEADER,
    FILM,
    RATINGS,
    RATINGS_HEADER,
    hidden,
    passages,
    read,
    refusal,
    shown,
    tsv,
)

from lookback.film.finding import Findable
from lookback.formats.catalogues.base import nobody
from lookback.formats.catalogues.imdb import LARGEST_GROUP
from lookback.formats.catalogues.table import catalogue_named


def test_films_are_kept_and_episodes_and_films_for_adults_are_not() -> None:
    assert [row.key for row in read("imdb-basics", BASICS)] == ["tt0000321", "tt10000324"]


def test_a_row_is_kept_as_its_cells_after_the_id() -> None:
    assert read("imdb-basics", BASICS)[0].says == FILM.partition("|")[2].replace("|", "\t")


def test_a_film_has_its_titles_year_running_time_and_genres() -> None:
    assert shown(passages("imdb-basics", BASICS)) == [
        ("title", "The Fog Bell"),
        ("original title", "Die Nebelglocke"),
        ("release", "1988"),
        ("runtime", "94 min"),
        ("genres", "Drama"),
        ("genres", "Mystery"),
    ]


def test_an_original_title_that_is_the_same_and_cells_without_a_value_say_nothing() -> None:
    short = tsv(BASICS_HEADER, r"tt10000324|short|扉の音|扉の音|0|\N|\N|\N|\N")
    assert shown(passages("imdb-basics", short)) == [("title", "扉の音")]


@pytest.mark.parametrize("kind", ["movie", "short", "tvMovie", "video", "tvShort", "tvSpecial"])
def test_every_kind_of_film_is_a_film(kind: str) -> None:
    assert read("imdb-basics", tsv(BASICS_HEADER, FILM.replace("movie", kind)))


@pytest.mark.parametrize("kind", ["tvSeries", "tvMiniSeries", "tvEpisode", "videoGame", "tvPilot"])
def test_what_is_no_film_is_left_out(kind: str) -> None:
    assert not read("imdb-basics", tsv(BASICS_HEADER, FILM.replace("movie", kind)))


@pytest.mark.parametrize(
    "row",
    [FILM.rpartition("|")[0], FILM + "|x", FILM.replace("tt", "nm"), FILM.replace("1988", "88"),
     FILM.replace("94", "long"), "", FILM.replace("tt0000321", "tt1")],
)  # fmt: skip
def test_a_row_of_another_shape_is_refused_with_its_line(row: str) -> None:
    error = refusal("imdb-basics", tsv(BASICS_HEADER, FILM, row, FILM))
    assert (error.code, error.line) == ("value-invalid", 3)


def test_a_last_line_that_was_cut_off_is_refused_and_a_whole_one_is_not() -> None:
    whole = tsv(BASICS_HEADER, FILM, FILM)
    assert len(read("imdb-basics", whole[:-1])) == 2
    assert refusal("imdb-basics", whole[:-30]).line == 3


def test_other_columns_are_refused() -> None:
    assert refusal("imdb-basics", RATINGS).line == 1


def test_all_rows_of_a_title_are_told_at_once() -> None:
    first, second = read("imdb-akas", AKAS)
    assert (first.key, first.says.count("\n"), first.part) == ("tt0000321", 2, 1)
    assert (second.key, second.part) == ("tt10000324", 1)


def test_other_titles_are_open_but_one_that_only_the_makers_used() -> None:
    told = passages("imdb-akas", AKAS)
    assert shown(told) == [
        ("also known as", "Die Nebelglocke"),
        ("also known as", "La cloche"),
    ]
    assert hidden(told) == [("also known as", "The Keeper Did It")]


@pytest.mark.parametrize(
    ("types", "attributes"),
    [
        ("working", r"\N"),
        ("dvd\x02working", r"\N"),
        (r"\N", "script title"),
        (r"\N", "WORKING"),
        (r"\N", "literal title"),
        (r"\N", "codename"),
        ("imdbDisplay", "literal English title"),
        ("secret", r"\N"),
        (r"\N", "short title\x02literal title"),
    ],
)
def test_a_title_of_the_makers_is_known_by_its_types_and_attributes(
    types: str, attributes: str
) -> None:
    told = passages("imdb-akas", tsv(AKAS_HEADER, rf"tt0000321|1|A|US|\N|{types}|{attributes}|0"))
    assert not shown(told)


@pytest.mark.parametrize(
    ("types", "attributes"),
    [("imdbDisplay", r"\N"), ("dvd\x02festival", ""), ("alternative", "Short title"),
     (r"\N", "alternative spelling\x02reissue title")],
)  # fmt: skip
def test_a_title_of_a_kind_that_is_known_is_open(types: str, attributes: str) -> None:
    told = passages("imdb-akas", tsv(AKAS_HEADER, rf"tt0000321|1|A|US|\N|{types}|{attributes}|0"))
    assert shown(told) == [("also known as", "A")]


def test_a_film_is_found_by_no_genre_that_can_be_none() -> None:
    row = FILM.replace("Mystery", "The Keeper Left Long Ago")
    film, says = Findable(1, "a"), read("imdb-basics", tsv(BASICS_HEADER, row))[0].says
    catalogue_named("imdb-basics").find([(1, says)], {1: film}, nobody)
    assert film.genres == ["Drama"]


def test_rows_of_a_title_that_stand_apart_do_not_take_each_others_place() -> None:
    other = r"tt0000322|1|B|US|\N|\N|\N|0"
    data = tsv(AKAS_HEADER, r"tt0000321|1|A|US|\N|\N|\N|0", other, r"tt0000321|2|C|US|\N|\N|\N|0")
    assert [(row.key, row.part) for row in read("imdb-akas", data)] == [
        ("tt0000321", 1), ("tt0000322", 1), ("tt0000321", 2),
    ]  # fmt: skip


def test_a_title_with_endless_rows_is_told_in_several_parts() -> None:
    rows = [rf"tt0000321|{number}|{'a' * 1000}|US|\N|\N|\N|0" for number in range(1, 400)]
    told = read("imdb-akas", tsv(AKAS_HEADER, *rows))
    assert len(told) == len({row.part for row in told}) == 3
    assert sum(row.says.count("\n") + 1 for row in told) == 399
    assert all(len(row.says) < LARGEST_GROUP + 2000 for row in told)


@pytest.mark.parametrize("row", [r"tt0000321|1|A", r"x|1|A|US|\N|\N|\N|0", "tt0000321|a|||||||"])
def test_a_row_of_other_titles_of_another_shape_is_refused(row: str) -> None:
    assert refusal("imdb-akas", tsv(AKAS_HEADER, row)).line == 2


def test_a_rating_says_whose_it_is() -> None:
    assert shown(passages("imdb-ratings", RATINGS)) == [
        ("rating", "7.1 of 10 from 1,204 votes, IMDb")
    ]


@pytest.mark.parametrize("row", ["tt0000321|7.1", "tt0000321|11|5", "tt0000321|7.1|-1", "a|7.1|5"])
def test_a_rating_that_is_none_is_refused(row: str) -> None:
    assert refusal("imdb-ratings", tsv(RATINGS_HEADER, "tt0000321|7.1|5", row)).line == 3


def test_a_title_that_the_film_has_stays_and_the_others_are_added() -> None:
    film = Findable(1, "a", title="Fog Bell")
    for kind, data in (("imdb-basics", BASICS), ("imdb-akas", AKAS), ("imdb-ratings", RATINGS)):
        catalogue_named(kind).find([(1, read(kind, data)[0].says)], {1: film}, nobody)
    assert film == Findable(
        1, "a", "Fog Bell", ["The Fog Bell", "Die Nebelglocke", "La cloche"], [1988], 94,
        genres=["Drama", "Mystery"], score=7.1, votes=1204,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["imdb-akas", "imdb-ratings", "imdb-crew", "imdb-principals"])
def test_tables_that_only_add_make_no_films(kind: str) -> None:
    assert not catalogue_named(kind).makes_films
    assert catalogue_named("imdb-basics").makes_films


def test_an_operator_is_told_the_licence_and_what_to_say() -> None:
    licence = catalogue_named("imdb-basics").licence
    assert "non-commercial" in licence
    assert "Information courtesy of IMDb (https://www.imdb.com). Used with permission." in licence
