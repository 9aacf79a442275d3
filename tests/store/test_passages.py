from collections.abc import Iterator

import pytest
from sqlalchemy import select, update
from tests.guides import RAIN, by_hand, kept, opened, put

from lookback.errors import GuideUnusable
from lookback.film.moment import ENDING
from lookback.formats.markdown import Markdown
from lookback.store.engine import reading
from lookback.store.store import Store
from lookback.store.tables import elsewhere, passage

SLUG = "the-rain-clerk"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened(database) as made:
        put(made, RAIN)
        yield made


def needs(store: Store) -> dict[str, int]:
    with reading(store._engine) as connection:
        query = select(passage.c.says, passage.c.needs_own)
        return {row.says: row.needs_own for row in connection.execute(query)}


def test_a_page_comes_back_as_it_was_put_in(store: Store) -> None:
    current = store.current(SLUG)
    assert current is not None
    assert current.page == Markdown().read(RAIN).page


@pytest.mark.parametrize(
    ("says", "seconds"),
    [
        ("A clerk counts the rain.", 0),
        ("He finds a drop that is dry.", 6 * 60),
        ("The guest is a thief.", 50 * 60),
        ("A guest ||with a name|0:30|called Ruth|| comes in.", 20 * 60),
        ("The drought was his.", ENDING.seconds),
        ("Ana Muster as the thief", 40 * 60),
        ("Ana Muster", 0),
    ],
)
def test_each_passage_is_kept_with_all_that_it_needs(store: Store, says: str, seconds: int) -> None:
    assert needs(store)[says] == seconds


def test_a_block_with_a_hole_needs_what_the_hole_needs(store: Store) -> None:
    put(store, RAIN.replace("with a name|0:30|called Ruth", "0:30|called Ruth"))
    assert needs(store)["A guest ||0:30|called Ruth|| comes in."] == 30 * 60


def test_what_a_passage_needs_of_other_films_is_kept_too(store: Store) -> None:
    with reading(store._engine) as connection:
        rows = connection.execute(select(elsewhere.c.slug, elsewhere.c.needs)).all()
    assert [tuple(row) for row in rows] == [("the-dry-year", 600)]


def test_new_passages_take_the_place_of_all_old_ones(store: Store) -> None:
    text = "---\ntitle: The Rain Clerk\n---\n\nOne line.\n"
    put(store, text)
    assert [row[3] for row in kept(store)["passage"]] == ["The Rain Clerk", "One line."]
    assert kept(store)["elsewhere"] == []


@pytest.mark.parametrize(
    ("column", "value"), [("part", "rumour"), ("gate", "soon"), ("says", "a ||b")]
)
def test_a_damaged_row_is_told_and_never_shown(store: Store, column: str, value: str) -> None:
    with by_hand(store) as connection:
        row = passage.c.says == "He finds a drop that is dry."
        connection.execute(update(passage).where(row).values({column: value}))
    with pytest.raises(GuideUnusable, match="lookback doctor tells more") as told:
        store.current(SLUG)
    assert value not in str(told.value)
