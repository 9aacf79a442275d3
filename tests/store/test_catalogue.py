from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select
from tests.guides import opened, page, put

from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.progress import Progress
from lookback.film.record import OutsideId
from lookback.film.standing import Standing
from lookback.store import catalogue
from lookback.store import progress as kept_progress
from lookback.store import stock as kept_stock
from lookback.store.catalogue import Taking, Tally, name_people
from lookback.store.health import damages
from lookback.store.news import News, news_since, note_news, stamp
from lookback.store.stock import Stock, batches, people, stock, stocks
from lookback.store.store import Store
from lookback.store.tables import film, link, told


@dataclass(frozen=True)
class Row:
    key: str
    says: str = "says"
    ids: tuple[OutsideId, ...] = ()
    part: int = 0


def take(store: Store, kind: str, *rows: Row, makes_films: bool = True) -> Tally:
    with store.change() as connection:
        taking = Taking(connection, kind, makes_films=makes_films)
        taking.take(rows)
        if taking.changed:
            note_news(connection, taking.changed, store.token(), may_hide=taking.may_hide)
    return taking.tally


def at(store: Store, address: str) -> Stock | None:
    with store.read() as connection:
        return stock(connection, address)


def everything(store: Store) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    with store.read() as connection:
        assert not list(damages(connection))
        return sorted((one.slug, one.rows) for one in stocks(connection))


def imdb(value: str) -> OutsideId:
    return OutsideId("imdb", value)


def test_a_row_makes_a_film_that_is_found_by_its_key(database: str) -> None:
    with opened(database) as store:
        assert take(store, "imdb-basics", Row("tt0000001", "a")) == Tally(1, 1, 1)
        found = at(store, "tt0000001")
        assert found is not None
        assert (found.slug, found.has_page, found.rows) == (
            "tt0000001", False, (("imdb-basics", "a"),),
        )  # fmt: skip
        assert at(store, "tt0000002") is None


def test_the_same_rows_again_change_nothing(database: str) -> None:
    rows = [Row("tt0000001", "a"), Row("tt0000002", "b", (OutsideId("tmdb", "7"),))]
    with opened(database) as store:
        take(store, "imdb-basics", *rows)
        before, changes = everything(store), store.changes()
        assert take(store, "imdb-basics", *rows) == Tally(2)
        assert (everything(store), store.changes()) == (before, changes)


def test_a_row_that_says_something_else_takes_the_place_of_the_first(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"), Row("tt0000002", "b"))
        assert take(store, "imdb-basics", Row("tt0000001", "c"), Row("tt0000002", "b")).changed == 1
        assert everything(store) == [
            ("tt0000001", (("imdb-basics", "c"),)),
            ("tt0000002", (("imdb-basics", "b"),)),
        ]


def test_a_kind_that_makes_no_films_adds_to_those_that_are_there(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"))
        rows = [Row("tt0000001", "8.1\t411"), Row("tt0000002", "5\t1")]
        tally = take(store, "imdb-ratings", *rows, makes_films=False)
        assert tally == Tally(2, 0, 1, unknown=1)
        assert everything(store) == [
            ("tt0000001", (("imdb-basics", "a"), ("imdb-ratings", "8.1\t411")))
        ]


@pytest.mark.parametrize("turned", [False, True])
def test_rows_are_of_one_film_where_an_outside_id_joins_them(database: str, turned: bool) -> None:
    taken = [
        ("imdb-basics", Row("tt0000001", "a")),
        ("wikidata", Row("q1", "w", (imdb("tt0000001"),))),
    ]
    with opened(database) as store:
        for kind, row in reversed(taken) if turned else taken:
            take(store, kind, row)
        one, other = at(store, "tt0000001"), at(store, "q1")
        assert one == other
        assert one is not None
        assert one.rows == (("imdb-basics", "a"), ("wikidata", "w"))


def test_a_row_joins_two_films_that_were_apart(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"))
        take(store, "tmdb-ids", Row("tmdb-7", "t"))
        take(
            store,
            "movielens-links",
            Row("movielens-1", "l", (imdb("tt0000001"), OutsideId("tmdb", "7"))),
        )
        found = at(store, "tmdb-7")
        assert found is not None
        assert found == at(store, "tt0000001") == at(store, "movielens-1")
        assert found.rows == (("imdb-basics", "a"), ("movielens-links", "l"), ("tmdb-ids", "t"))
        assert len(everything(store)) == 1


def test_a_row_joins_two_films_whichever_was_here_first(database: str) -> None:
    ids = (imdb("tt0000001"), OutsideId("wikidata", "Q1"))
    with opened(database) as store:
        take(store, "wikidata", Row("q1", "w"))
        take(store, "imdb-basics", Row("tt0000001", "a"))
        take(store, "movielens-links", Row("movielens-1", "l", ids))
        rows = (("imdb-basics", "a"), ("movielens-links", "l"), ("wikidata", "w"))
        assert everything(store) == [("q1", rows)]
        assert at(store, "movielens-1") == at(store, "tt0000001") == at(store, "q1")


def test_films_that_one_site_tells_apart_are_never_joined(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"), Row("tt0000002", "b"))
        take(store, "tmdb-ids", Row("tmdb-7", "t", (imdb("tt0000001"),)))
        tally = take(store, "wikidata", Row("q1", "w", (imdb("tt0000002"), OutsideId("tmdb", "7"))))
        assert tally.apart == 1
        assert [slug for slug, _ in everything(store)] == ["tt0000001", "tt0000002"]


def test_two_rows_of_one_kind_with_the_same_id_stay_two_films(database: str) -> None:
    shared = (OutsideId("wikipedia", "The_Film"),)
    with opened(database) as store:
        tally = take(store, "wikipedia", Row("a-1990", "a", shared), Row("b-1990", "b", shared))
        assert (tally.films, tally.apart) == (2, 1)
        again = take(store, "wikipedia", Row("a-1990", "a", shared), Row("b-1990", "b", shared))
        assert (again.films, again.changed) == (0, 0)


def test_a_page_joins_the_films_of_its_visible_ids(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"))
        put(store, page("The Rain Clerk", record="ids: {imdb: tt0000001}\n"))
        found = at(store, "tt0000001")
        assert found is not None
        assert (found.slug, found.has_page) == ("the-rain-clerk", True)
        assert store.slug_at("tt0000001") == "the-rain-clerk"


def test_a_hidden_id_of_a_page_joins_nothing(database: str) -> None:
    hidden = "ids: {imdb: {value: tt0000001, from: 0:40}}\n"
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"))
        put(store, page("The Rain Clerk", record=hidden))
        assert [slug for slug, _ in everything(store)] == ["the-rain-clerk", "tt0000001"]


def test_a_page_that_drops_an_id_gives_the_rows_back(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"))
        take(store, "wikidata", Row("q1", "w", (imdb("tt0000001"),)))
        take(store, "tmdb-ids", Row("tmdb-7", "t"))
        before = everything(store)
        put(store, page("The Rain Clerk", record="ids: {imdb: tt0000001, tmdb: 7}\n"))
        assert len(everything(store)) == 1
        put(store, page("The Rain Clerk", record="ids: {tmdb: 7}\n"))
        rows = dict(everything(store))
        assert rows["the-rain-clerk"] == (("tmdb-ids", "t"),)
        assert rows["q1"] == (("imdb-basics", "a"), ("wikidata", "w"))
        assert at(store, "tt0000001") == at(store, "q1")
        put(store, page("The Rain Clerk"))
        after = everything(store)
        assert sorted(rows for slug, rows in after if slug != "the-rain-clerk") == sorted(
            rows for _, rows in before
        )


def test_what_was_watched_of_a_catalogues_film_is_a_question_once_a_page_is_that_film(
    database: str,
) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"))
        with store.change() as connection:
            reader = connection.exec_driver_sql(
                "INSERT INTO reader (name, name_key, password, role, margin, trusts_player, "
                "changes, made) VALUES ('Ada', 'ada', '', 'reader', 0, false, 1, "
                "'2026-01-01 00:00:00') RETURNING id"
            ).scalar_one()
            kept = kept_progress.keep(
                connection, reader, "tt0000001", Mention("A", "", 0, (), None),
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )  # fmt: skip
            after = Standing(Progress(Moment.minute(32)))
            when = datetime(2026, 1, 2, tzinfo=UTC)
            kept_progress.move(connection, kept, after, at=when, source="reader", why="watched")
        put(store, page("The Rain Clerk", record="ids: {imdb: tt0000001}\n"))
        with store.read() as connection:
            watched = kept_progress.watched(connection, reader)
            assert watched.of("the-rain-clerk") == Progress()
            now = kept_progress.kept_film(connection, reader, "the-rain-clerk")
            assert now is not None
            assert now.standing == Standing(held=Moment.minute(32))
            assert kept_progress.changes(connection, now.id)[0].source == "guide"


def test_people_are_kept_by_what_a_catalogue_calls_them(database: str) -> None:
    with opened(database) as store, store.change() as connection:
        assert name_people(connection, [("nm0000001", "Ada"), ("nm0000002", "Bo")]) == 2
        assert name_people(connection, [("nm0000001", "Ada"), ("nm0000002", "Bob")]) == 1
        assert people(connection, ["nm0000002", "nm0000003"]) == {"nm0000002": "Bob"}


def test_news_tell_what_changed_since_a_state(database: str) -> None:
    with opened(database) as store:
        with store.read() as connection:
            first = stamp(connection)
        take(store, "imdb-basics", Row("tt0000001", "a"))
        take(store, "imdb-basics", Row("tt0000002", "a"))
        with store.read() as connection:
            now = stamp(connection)
            ids = set(connection.execute(select(film.c.id)).scalars())
            assert news_since(connection, first, 10) == News(now, frozenset(ids), may_hide=False)
            assert news_since(connection, now, 10) == News(now, frozenset(), may_hide=False)
            assert news_since(connection, first, 1) == News(now, None, may_hide=False)


@pytest.mark.parametrize("known", ["", "x", "1", "1-0", "99-0", "-", "٣-0", "9" * 30 + "-0"])
def test_a_state_that_the_guide_does_not_know_may_have_missed_everything(
    database: str, known: str
) -> None:
    with opened(database) as store, store.read() as connection:
        assert news_since(connection, known, 10).films is None


def test_links_lead_to_films_that_are_there(database: str) -> None:
    with opened(database) as store:
        take(store, "wikidata", Row("q1", "w", (imdb("tt0000001"),)))
        with store.read() as connection:
            assert connection.execute(select(link.c.slug, link.c.key)).all() == [
                ("tt0000001", "q1")
            ]


def test_a_row_that_names_another_film_now_is_joined_with_that_one_alone(database: str) -> None:
    with opened(database) as store:
        take(store, "imdb-basics", Row("tt0000001", "a"), Row("tt0000002", "b"))
        take(store, "tmdb-movie", Row("tmdb-5", "t", (imdb("tt0000001"),)))
        take(store, "movielens-links", Row("movielens-9", "m", (OutsideId("tmdb", "5"),)))
        assert at(store, "tmdb-5") == at(store, "tt0000001")
        take(store, "tmdb-movie", Row("tmdb-5", "t", (imdb("tt0000002"),)))
        assert at(store, "tmdb-5") == at(store, "tt0000002") == at(store, "movielens-9")
        first = at(store, "tt0000001")
        assert first is not None
        assert first.rows == (("imdb-basics", "a"),)
        before = everything(store)
        take(store, "tmdb-movie", Row("tmdb-5", "t", (imdb("tt0000002"),)))
        assert everything(store) == before


@pytest.mark.parametrize("spread", [1, 1000])
def test_films_are_found_whether_or_not_they_stand_side_by_side(
    database: str, monkeypatch: pytest.MonkeyPatch, spread: int
) -> None:
    keys = [f"tt{number:07}" for number in range(1, 60)]
    monkeypatch.setattr(catalogue, "_SPREAD", spread)
    with opened(database) as store:
        take(store, "imdb-basics", *(Row(key, "a") for key in keys))
        for some in (keys[:1], keys[3:9], keys[::7], keys[::-1], [*keys[5:8], "tt9999999"]):
            new = len(set(some) - set(keys))
            rows = [Row(key, "a") for key in some]
            assert take(store, "imdb-basics", *rows) == Tally(len(some), new, new)


def test_films_come_in_batches_with_the_rows_of_each_kind(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_stock, "_AT_ONCE", 2)
    with opened(database) as store:
        take(store, "imdb-basics", *(Row(f"tt000000{number}", f"b{number}") for number in range(5)))
        take(store, "imdb-akas", Row("tt0000003", "a2", part=2), Row("tt0000003", "a1", part=1))
        with store.change() as connection:
            connection.execute(insert(told), {
                "film": 4_000_000, "kind": "imdb-akas", "part": 0, "key": "", "says": "of no film",
            })  # fmt: skip
        with store.read() as connection:
            found = list(batches(connection))
            first, *others = [number for batch in found for number, _, _ in batch.films]
            assert [len(batch.films) for batch in found] == [2, 2, 1]
            assert [sorted(batch.rows) for batch in found] == [
                ["imdb-basics"], ["imdb-akas", "imdb-basics"], ["imdb-basics"],
            ]  # fmt: skip
            assert [says for _, says in found[1].rows["imdb-akas"]] == ["a1", "a2"]
            assert list(batches(connection, [*others, first, 4_000_000])) == found
            every = list(stocks(connection))
            assert list(stocks(connection, [one.id for one in every])) == every
            assert every[3].rows == (
                ("imdb-akas", "a1"),
                ("imdb-akas", "a2"),
                ("imdb-basics", "b3"),
            )
