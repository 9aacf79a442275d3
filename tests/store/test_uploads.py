from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NewDatabase
from tests.guides import opened
from tests.readers import THE_DAY, made_reader

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.reader import Reader
from lookback.film.record import OutsideId, Runtime
from lookback.store import uploads
from lookback.store.store import Store

IDS = st.sampled_from([(), (OutsideId("imdb", "tt0000001"),), (OutsideId("tmdb", "7"),)])
MENTIONS = st.builds(
    Mention,
    st.text(max_size=20),
    st.text(max_size=20),
    st.integers(0, 2999),
    IDS,
    st.none() | st.builds(Runtime, st.integers(1, 6000)),
)
ENTRIES = st.builds(
    Entry,
    st.text(max_size=9),
    st.integers(1, 10**6),
    st.sampled_from(Sign),
    MENTIONS,
    st.none() | st.dates(date(1870, 1, 1)),
    st.none() | st.integers(0, 100),
    st.booleans(),
    st.none() | st.builds(Moment, st.integers(0, 10**6)),
    st.none() | st.floats(0, 100),
)


@pytest.fixture(scope="module")
def store(new_database: NewDatabase) -> Iterator[Store]:
    with opened(new_database()) as made:
        yield made


def put(store: Store, reader: Reader, *entries: Entry, id_: str = "a", digest: bytes = b"1") -> str:
    with store.change() as connection:
        return uploads.put(
            connection,
            reader.id,
            id_=f"{reader.id}-{id_}",
            source="letterboxd",
            digest=digest,
            entries=entries,
            at=THE_DAY,
        )


@given(entries=st.lists(ENTRIES, max_size=5))
def test_what_was_read_is_given_back(store: Store, entries: list[Entry]) -> None:
    reader = made_reader(store)
    id_ = put(store, reader, *entries)
    with store.read() as connection:
        kept = uploads.get(connection, reader.id, id_)
    assert kept is not None
    assert list(kept.entries) == entries
    assert (kept.source, kept.made, kept.outcome) == ("letterboxd", THE_DAY, None)


def test_a_file_is_kept_once_until_it_is_confirmed(store: Store) -> None:
    reader = made_reader(store)
    first = put(store, reader)
    assert put(store, reader, id_="b") == first
    with store.change() as connection:
        uploads.confirm(connection, first, {"ready": 0})
    assert put(store, reader, id_="b") != first


def test_another_readers_upload_is_not_there(store: Store) -> None:
    id_ = put(store, made_reader(store))
    with store.read() as connection:
        assert uploads.get(connection, made_reader(store).id, id_) is None


def test_old_uploads_are_forgotten(store: Store) -> None:
    reader = made_reader(store)
    id_ = put(store, reader)
    with store.change() as connection:
        uploads.forget_before(connection, THE_DAY)
        assert uploads.get(connection, reader.id, id_) is not None
        uploads.forget_before(connection, THE_DAY + timedelta(seconds=1))
        assert uploads.get(connection, reader.id, id_) is None
