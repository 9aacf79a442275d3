import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from tests.formats.catalogues import samples
from tests.formats.catalogues.samples import tsv
from tests.guides import RAIN, opened, page, put
from tests.laws.pairs import Pair, pairs

from lookback.film.finding import Findable
from lookback.film.part import Part
from lookback.film.progress import NOTHING
from lookback.film.record import Credit, Rating, Release, Text
from lookback.film.title import key_of
from lookback.firewall.view import View, clear
from lookback.guide.cataloguing import recognised, stock
from lookback.guide.composing import current
from lookback.guide.feeding import findables, remembered
from lookback.store.engine import writing
from lookback.store.store import Store
from lookback.store.tables import metadata

SLUG = "tt0000321"
HIDDEN = "Unspoken"
"""Stands in every value that is hidden, and in no other one."""
_words = st.sampled_from(
    ["The Fog Bell", "Fog Bell", "La Cloche", "LA CLOCHE", "Amélie", "Amelie", "霧の鐘", "?",
     "A & B", "A and B", "Die Nebelglocke", "x" * 70, "x" * 71, " Tide  pool ", "Low\u00a0Tide"]
)  # fmt: skip
_names = st.sampled_from(["Mette Holm", "mette holm", "Jon Vik", "Ida Brandt", "Åse Å", "Ase A"])
_roles = st.sampled_from(["", "Anna", f"{HIDDEN} (as a ghost)", f"The {HIDDEN} Brother"])
_genres = st.sampled_from(["Drama", "Mystery", "Sci-Fi", "drama", "Film-Noir"])
_dates = st.sampled_from(["", "1988", "1988-03", "1988-03-04", "1989-01-02", "soon"])
_countries = st.sampled_from(["Germany", "Norway", "Côte d'Ivoire"])
_minutes = st.sampled_from([0, 58, 90, 94, 6001])
_score = st.integers(0, 100).map(lambda tenths: f"{tenths / 10}")


@st.composite
def tables_of_imdb(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """Some of the tables, each with a row or more of the film."""
    none = r"\N"
    genres = ",".join(draw(st.lists(_genres, max_size=3))) or none
    year = draw(st.sampled_from(["1988", "1989", none]))
    minutes = draw(_minutes) or none
    row = f"{SLUG}|movie|{draw(_words)}|{draw(_words)}|0|{year}|{none}|{minutes}|{genres}"
    files = [("imdb-basics", tsv(samples.BASICS_HEADER, row))]
    akas = [
        f"{SLUG}|{n}|{title}{suffix}|US|{none}|{kind}|{none}|0"
        for n, (title, (suffix, kind)) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        _words, st.sampled_from([("", "imdbDisplay"), (f" {HIDDEN}", "working")])
                    ),
                    max_size=4,
                )
            ),
            1,
        )
    ]
    files.append(("imdb-akas", tsv(samples.AKAS_HEADER, *akas)))
    people = [
        f"{SLUG}|{n}|nm000000{n}|{category}|{none}|{none if not role else json.dumps([role])}"
        for n, (category, role) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.sampled_from(["actor", "director", "editor"]), _roles), max_size=4
                )
            ),
            1,
        )
    ]
    files.append(("imdb-principals", tsv(samples.PRINCIPALS_HEADER, *people)))
    names = [rf"nm000000{n}|{draw(_names)}|\N|\N|\N|\N" for n in range(1, 5)]
    files.append(("imdb-names", tsv(samples.NAMES_HEADER, *names)))
    rating = f"{SLUG}|{draw(_score)}|{draw(st.integers(0, 10**6))}"
    files.append(("imdb-ratings", tsv(samples.RATINGS_HEADER, rating)))
    return files


@st.composite
def objects(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """What other catalogues say of it."""
    texts = st.sampled_from(["", f"{HIDDEN} dies.", f"A keeper hears {HIDDEN}."])
    movie: dict[str, Any] = {
        **samples.TMDB_FILM,
        "title": draw(_words),
        "original_title": draw(_words),
        "overview": draw(texts),
        "tagline": draw(texts),
        "release_date": draw(_dates),
        "runtime": draw(_minutes),
        "genres": [{"name": name} for name in draw(st.lists(_genres, max_size=2))],
        "production_countries": [{"name": one} for one in draw(st.lists(_countries, max_size=2))],
        "vote_average": draw(st.integers(0, 10)),
        "vote_count": draw(st.integers(0, 10**6)),
        "alternative_titles": {
            "titles": [{"title": f"{draw(_words)} {HIDDEN}", "type": "working title"}]
        },
        "credits": {
            "cast": [
                {"name": name, "character": role, "order": n}
                for n, (name, role) in enumerate(
                    draw(st.lists(st.tuples(_names, _roles), max_size=3))
                )
            ],
            "crew": [{"name": draw(_names), "job": "Director"}],
        },
        "keywords": {"keywords": [{"id": 1, "name": HIDDEN}]},
    }
    schema = {
        **samples.SCHEMA,
        "name": draw(_words),
        "description": draw(texts),
        "keywords": HIDDEN,
        "datePublished": draw(_dates),
    }
    files = [("tmdb-movie", json.dumps(movie).encode()), ("wikidata", samples.WIKIDATA)]
    files.append(("schema-org", json.dumps(schema).encode()))
    return draw(st.lists(st.sampled_from(files), unique=True))


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    """One store for many guides: see ``emptied``."""
    with opened(":memory:") as store:
        yield store


def emptied(store: Store) -> Store:
    with writing(store._engine) as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "guide":
                connection.execute(delete(table))
    return store


def taken(store: Store, files: Sequence[tuple[str, bytes]]) -> None:
    """Take files in, each read as the kind that is told."""
    with TemporaryDirectory() as folder:
        for kind, data in files:
            path = Path(folder, f"{kind}.gz")
            path.write_bytes(gzip.compress(data, 1))
            (told,) = stock(store, recognised([path], kind))
            assert told.refusal is None, told.refusal


def findable(store: Store, slug: str = SLUG) -> Findable:
    with store.read() as connection:
        return next(one for one in findables(connection, None) if one.slug == slug)


def start(store: Store, slug: str = SLUG) -> View:
    known = current(store, slug)
    assert known is not None
    return clear(known.page, NOTHING)


def texts(view: View, *parts: Part) -> list[str]:
    values = [value for part in parts for value in view.record[part]]
    return [one.name if isinstance(one, Credit) else str(one) for one in values]


def releases(view: View) -> list[Release]:
    return [one for one in view.record[Part.RELEASE] if isinstance(one, Release)]


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the same words are in both; a page says once what is written in several ways."""
    return set(map(key_of, one)) == set(map(key_of, other))


def agree(film: Findable, view: View) -> None:
    """Fail where a film is found by anything else than its view says."""
    titles = texts(view, Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS)
    assert film.title == view.title
    assert alike([film.title, *film.titles], [view.title, *titles])
    assert list(film.years) == sorted({one.year for one in releases(view)})
    assert alike(film.countries, [one.country for one in releases(view) if one.country])
    assert alike(film.people, texts(view, Part.DIRECTOR, Part.CAST))
    assert alike(film.genres, texts(view, Part.GENRES))
    assert film.minutes == (view.runtime.minutes if view.runtime else 0)
    assert list(film.themes) == [
        str(one) for one in view.record[Part.THEMES] if isinstance(one, Text)
    ]
    assert list(film.texts) == list(dict.fromkeys(filter(None, [view.logline, *view.premise])))
    ratings = [one for one in view.record[Part.RATING] if isinstance(one, Rating)]
    assert film.votes == max((one.votes or 0 for one in ratings), default=0)


@settings(max_examples=60)
@given(tables=tables_of_imdb(), others=objects())
@example(tables=[("imdb-basics", samples.BASICS)], others=[])
def test_a_film_of_catalogues_is_found_by_what_its_page_says_to_everyone(
    shared: Store, tables: list[tuple[str, bytes]], others: list[tuple[str, bytes]]
) -> None:
    store = emptied(shared)
    taken(store, [*tables, *others])
    film, view = findable(store), start(store)
    agree(film, view)
    assert HIDDEN not in repr(film)
    assert HIDDEN not in repr(view)


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(pair=pairs())
def test_an_authors_film_is_found_by_what_its_page_says(shared: Store, pair: Pair) -> None:
    store = emptied(shared)
    put(store, *(film.one for film in pair.films))
    for slug in list(store.slugs()):
        film = findable(store, slug)
        assert film.has_page
        agree(film, start(store, slug))


def test_the_hidden_part_of_a_page_is_remembered_apart() -> None:
    with opened(":memory:") as store:
        put(store, RAIN)
        with store.read() as connection:
            (open_one,) = remembered(connection, sealed=False)
            (whole,) = remembered(connection, sealed=True)
    assert open_one.sealed == ()
    assert open_one.film == whole.film
    assert "drought" not in repr(whole.film)
    assert "drought" in " ".join(whole.sealed)


def test_the_hidden_part_of_a_catalogue_is_remembered_apart() -> None:
    with opened(":memory:") as store:
        taken(store, [("tmdb-movie", samples.TMDB_MOVIE)])
        with store.read() as connection:
            (open_one,) = remembered(connection, sealed=False)
            (whole,) = remembered(connection, sealed=True)
    assert open_one.sealed == ()
    assert "nobody rings" not in repr(whole.film)
    assert "nobody rings" in " ".join(whole.sealed)


def test_votes_of_a_catalogue_count_for_a_page_and_nothing_else_of_it() -> None:
    record = "ids: {imdb: tt0000321}\nrating: 3 of 10 from 5 votes\n"
    with opened(":memory:") as store:
        put(store, page("The Bell", record=record))
        alone = findable(store, "the-bell")
        assert (alone.score, alone.votes) == (3, 5)
        taken(store, [("imdb-basics", samples.BASICS), ("imdb-ratings", samples.RATINGS)])
        film = findable(store, "the-bell")
    assert (film.score, film.votes) == (3.0, 1204)
    film.score, film.votes = alone.score, alone.votes
    assert film == alone


def test_votes_that_are_fewer_than_the_pages_own_do_not_count() -> None:
    record = "ids: {imdb: tt0000321}\nrating: 3 of 10 from 5,000 votes\n"
    with opened(":memory:") as store:
        put(store, page("The Bell", record=record))
        taken(store, [("imdb-ratings", samples.RATINGS)])
        assert findable(store, "the-bell").votes == 5000


def test_films_are_asked_for_by_their_numbers(database: str) -> None:
    with opened(database) as store:
        taken(store, [("imdb-basics", samples.BASICS)])
        with store.read() as connection:
            every = list(findables(connection, None))
            assert list(findables(connection, [one.number for one in every])) == every
            assert list(findables(connection, [every[1].number, 999])) == every[1:]
            assert list(findables(connection, [])) == []


def test_people_are_named_however_many_films_there_are(database: str) -> None:
    numbers = range(1, 4500)
    films = [rf"tt{n:07}|movie|Film {n}|Film {n}|0|1990|\N|90|Drama" for n in numbers]
    cast = [rf"tt{n:07}|1|nm{n:07}|actor|\N|\N" for n in numbers]
    names = [rf"nm{n:07}|Person {n}|\N|\N|\N|\N" for n in numbers]
    with opened(database) as store:
        taken(
            store,
            [
                ("imdb-basics", tsv(samples.BASICS_HEADER, *films)),
                ("imdb-principals", tsv(samples.PRINCIPALS_HEADER, *cast)),
                ("imdb-names", tsv(samples.NAMES_HEADER, *names)),
            ],
        )
        with store.read() as connection:
            told = [(one.slug, one.people) for one in findables(connection, None)]
    assert told == [(f"tt{n:07}", [f"Person {n}"]) for n in numbers]
