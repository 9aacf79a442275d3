from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from tests.guides import NOW, RAIN, by_hand, opened, page, put

from lookback.formats.base import Source
from lookback.guide.intake import Found
from lookback.guide.taking import take
from lookback.store.revisions import Revision, digest_of
from lookback.store.store import Store
from lookback.store.tables import revision


def history(store: Store) -> list[Revision]:
    return list(store.sources(history=True))


def test_a_revision_keeps_who_when_why_and_the_bytes(database: str) -> None:
    source = Source("Rain (final).md", RAIN.replace("\n", "\r\n").encode("utf-8-sig"))
    with opened(database) as store:
        take(store, [Found("x", source, named=True)], at=NOW, by="Ana", why="first try")
        (kept,) = history(store)
    assert kept == Revision(
        slug="the-rain-clerk",
        number=1,
        is_current=True,
        format_name="markdown",
        filename="Rain (final).md",
        source=source.data,
        digest=digest_of(source.data),
        by="Ana",
        at=NOW,
        why="first try",
    )
    assert kept.is_whole


def test_nothing_is_overwritten_by_later_revisions(database: str) -> None:
    texts = [RAIN.replace("counts", verb) for verb in ("counts", "weighs", "sells")]
    with opened(database) as store:
        earlier: list[Revision] = []
        for number, text in enumerate(texts, 1):
            put(store, text, by=f"author {number}", why=f"reason {number}")
            now = history(store)
            assert [(one.source, one.by, one.at, one.why) for one in now[:-1]] == [
                (one.source, one.by, one.at, one.why) for one in earlier
            ]
            earlier = now
        assert [one.source.decode() for one in earlier] == texts
        assert [one.is_current for one in earlier] == [False, False, True]
        assert [one.number for one in store.sources(history=False)] == [3]


def test_times_come_back_in_utc(database: str) -> None:
    at = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    source = Source("a.md", RAIN.encode())
    with opened(database) as store:
        take(store, [Found("a.md", source, named=True)], at=at, by="")
        (kept,) = history(store)
    assert kept.at == at
    assert kept.at.utcoffset() == timedelta(0)


def test_revisions_come_film_by_film_in_the_order_of_their_numbers(database: str) -> None:
    titles = ("Ash Tree", "Ashen", "Ash", "雨", "Éclair")
    with opened(database) as store:
        for story in ("Then.", "Now."):
            put(store, *(page(title, story=story) for title in titles))
        told = [(one.slug, one.number) for one in history(store)]
    slugs = ["ash", "ash-tree", "ashen", "éclair", "雨"]
    assert told == [(slug, number) for slug in slugs for number in (1, 2)]


def test_the_same_bytes_in_another_format_are_another_revision(database: str) -> None:
    found = [Found("a.md", Source("a.md", page("A Door").encode()), named=True)]
    with opened(database) as store:
        take(store, found, at=NOW, by="")
        take(store, found, at=NOW, by="", format_name="markdown")
        assert len(history(store)) == 1
        with by_hand(store) as connection:
            connection.execute(update(revision).values(format="outline"))
        take(store, found, at=NOW, by="")
        assert [one.format_name for one in history(store)] == ["outline", "markdown"]


def test_bytes_that_cannot_be_unpacked_are_not_whole(database: str) -> None:
    with opened(database) as store:
        put(store, RAIN)
        with by_hand(store) as connection:
            connection.execute(update(revision).values(source=b"torn"))
        (kept,) = history(store)
    assert not kept.is_whole


def test_the_current_revision_of_one_film_is_read_alone(database: str) -> None:
    with opened(database) as store:
        put(store, RAIN, page("A Door"))
        put(store, RAIN.replace("counts", "weighs"))
        kept = store.source("the-rain-clerk")
        assert kept == history(store)[-1]
        with store.writing() as writer:
            assert writer.source("the-rain-clerk") == kept
        assert store.source("no-such-film") is None
