from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.conftest import NewDatabase
from tests.guides import RAIN, opened, put
from tests.readers import THE_DAY, made_reader, mention

from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress
from lookback.film.reader import Reader
from lookback.film.standing import Standing
from lookback.store import progress
from lookback.store.progress import Kept
from lookback.store.store import Store

SLUG = "the-rain-clerk"
LATER = Standing(Progress(Moment(600)), Moment(60), Moment(900), True)


@pytest.fixture(scope="module")
def store(new_database: NewDatabase) -> Iterator[Store]:
    with opened(new_database()) as made:
        put(made, RAIN)
        yield made


@pytest.fixture
def reader(store: Store) -> Reader:
    return made_reader(store)


def keep(store: Store, reader: Reader, slug: str = SLUG, title: str = "The Rain Clerk") -> Kept:
    with store.change() as connection:
        named = mention(title, 1961, imdb="tt0000611")
        return progress.keep(connection, reader.id, slug, named, at=THE_DAY)


def move(store: Store, kept: Kept, after: Standing, **more: object) -> None:
    with store.change() as connection:
        told = {"at": THE_DAY, "source": "plex", "why": "watched", **more}
        progress.move(connection, kept, after, **told)  # type: ignore[arg-type]


def test_what_is_kept_is_given_back(store: Store, reader: Reader) -> None:
    made = keep(store, reader)
    move(store, made, LATER, at=THE_DAY + timedelta(hours=1))
    with store.read() as connection:
        kept = progress.kept_item(connection, reader.id, made.id)
        assert kept is not None
        assert (kept.slug, kept.mention, kept.standing) == (SLUG, made.mention, LATER)
        assert kept.touched == THE_DAY + timedelta(hours=1)
        assert progress.kept_film(connection, reader.id, SLUG) == kept
        assert progress.kept_mention(connection, reader.id, made.mention, "reader") is None
        assert list(progress.kept_by(connection, reader.id)) == [kept]
        assert progress.watched(connection, reader.id).of(SLUG) == LATER.progress


def test_what_another_keeps_is_not_there(store: Store, reader: Reader) -> None:
    made, other = keep(store, reader), made_reader(store)
    with store.read() as connection:
        assert progress.kept_item(connection, other.id, made.id) is None
        assert progress.kept_film(connection, other.id, SLUG) is None
        assert progress.kept_mention(connection, other.id, made.mention, "reader") is None
        assert progress.watched(connection, other.id).films == {}


def test_changes_that_go_on_with_one_another_are_one(store: Store, reader: Reader) -> None:
    made = keep(store, reader)
    for seconds in (60, 120, 180):
        move(store, made, Standing(Progress(Moment(seconds))), joins=seconds > 60)
    move(store, made, Standing(FINISHED), source="reader", why="finished", joins=True)
    with store.read() as connection:
        newest, oldest = progress.changes(connection, made.id)
    assert (oldest.before, oldest.after) == (Standing(), Standing(Progress(Moment(180))))
    assert (newest.source, newest.why, newest.after) == ("reader", "finished", Standing(FINISHED))


def test_a_film_that_comes_later_is_attached(store: Store, reader: Reader) -> None:
    made = keep(store, reader, slug="")
    with store.change() as connection:
        assert [kept.id for kept in progress.pending(connection, reader.id)] == [made.id]
        assert made.id in {kept.id for kept in progress.pending(connection)}
        progress.attach(connection, made.id, SLUG)
        assert list(progress.pending(connection, reader.id)) == []
        kept = progress.kept_film(connection, reader.id, SLUG)
        assert kept is not None
        assert kept.id == made.id


def test_two_items_that_are_one_film_become_one(store: Store, reader: Reader) -> None:
    film, other = keep(store, reader), keep(store, reader, slug="", title="Elsewhere")
    move(store, other, LATER)
    with store.change() as connection:
        progress.take_over(connection, other, film.id)
        (kept,) = progress.kept_by(connection, reader.id)
        assert (kept.id, kept.mention) == (film.id, other.mention)
        assert [one.after for one in progress.changes(connection, film.id)] == [LATER]
