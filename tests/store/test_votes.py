from collections.abc import Iterator

import pytest
from tests.conftest import NewDatabase
from tests.guides import RAIN, opened, put
from tests.readers import THE_DAY, made_reader, mention

from lookback.store import progress
from lookback.store.progress import Kept
from lookback.store.store import Store
from lookback.store.votes import cast_vote, vote_of, votes_for, withdraw_vote

SLUG = "the-rain-clerk"


@pytest.fixture
def store(new_database: NewDatabase) -> Iterator[Store]:
    with opened(new_database()) as made:
        put(made, RAIN)
        yield made


def kept_by_somebody(store: Store, slug: str = SLUG, reader: int = 0) -> Kept:
    reader = reader or made_reader(store).id
    with store.change() as connection:
        named = mention("The Rain Clerk", 1961)
        return progress.keep(connection, reader, slug, named, at=THE_DAY)


def test_a_vote_takes_the_place_of_the_one_before(store: Store) -> None:
    kept = kept_by_somebody(store)
    with store.change() as connection:
        assert vote_of(connection, kept.id) == ""
        cast_vote(connection, kept.id, "a-dream", THE_DAY)
        cast_vote(connection, kept.id, "a-lie", THE_DAY)
        assert vote_of(connection, kept.id) == "a-lie"
        assert votes_for(connection, SLUG) == {"a-lie": 1}


def test_votes_are_counted_by_interpretation(store: Store) -> None:
    for anchor in ("a-dream", "a-lie", "a-dream"):
        kept = kept_by_somebody(store)
        with store.change() as connection:
            cast_vote(connection, kept.id, anchor, THE_DAY)
    with store.read() as connection:
        assert votes_for(connection, SLUG) == {"a-dream": 2, "a-lie": 1}
        assert votes_for(connection, "another-film") == {}


def test_a_vote_that_is_taken_back_is_gone(store: Store) -> None:
    kept = kept_by_somebody(store)
    with store.change() as connection:
        cast_vote(connection, kept.id, "a-dream", THE_DAY)
        withdraw_vote(connection, kept.id)
        withdraw_vote(connection, kept.id)
        assert votes_for(connection, SLUG) == {}


@pytest.mark.parametrize(("own", "stays"), [("", "a-dream"), ("a-lie", "a-lie")])
def test_of_two_items_that_are_one_film_one_vote_stays(store: Store, own: str, stays: str) -> None:
    mine = kept_by_somebody(store)
    theirs = kept_by_somebody(store, slug="", reader=mine.reader)
    with store.change() as connection:
        cast_vote(connection, theirs.id, "a-dream", THE_DAY)
        if own:
            cast_vote(connection, mine.id, own, THE_DAY)
        progress.take_over(connection, theirs, mine.id)
        assert votes_for(connection, SLUG) == {stays: 1}
