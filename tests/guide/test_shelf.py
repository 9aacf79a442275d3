from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.guides import opened, page, put

from lookback.guide.shelf import Shelf, Shelved
from lookback.store.store import Current, Store


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Counting(Store):
    """A store that counts how often it is asked for pages and for its state."""

    pages = 0
    looks = 0

    def current(self, slug: str) -> Current | None:
        self.pages += 1
        return super().current(slug)

    def changes(self) -> int:
        self.looks += 1
        return super().changes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counting]:
    made = Counting.open(str(tmp_path / "guide.db"), create=True)
    put(made, *(page(title) for title in ("Ant", "Bee", "Cat")))
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def says(shelved: Shelved | None) -> str:
    assert shelved is not None
    return shelved.start.logline


def elsewhere(tmp_path: Path, text: str) -> None:
    """What another process does."""
    with opened(str(tmp_path / "guide.db")) as other:
        put(other, text)


def test_a_page_is_read_once_however_often_it_is_asked_for(store: Counting, clock: Clock) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    first, second = shelf.page("ant"), shelf.page("ant")
    assert first is second
    assert store.pages == 1


@pytest.mark.parametrize("slug", ["none", "Not A Slug", "", "a\x00b", "../ant", "x" * 500])
def test_a_film_that_is_not_there_is_no_page_whatever_it_is_called(
    store: Counting, clock: Clock, slug: str
) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    assert shelf.page(slug) is None
    assert slug not in shelf


def test_the_page_that_nobody_asked_for_longest_leaves_first(store: Counting, clock: Clock) -> None:
    shelf = Shelf(store.current, store.changes, clock, size=2)
    for slug in ("ant", "bee", "ant", "cat"):
        shelf.page(slug)
    assert [slug in shelf for slug in ("ant", "bee", "cat")] == [True, False, True]


def test_never_more_pages_are_kept_than_the_shelf_has_room_for(
    store: Counting, clock: Clock
) -> None:
    shelf = Shelf(store.current, store.changes, clock, size=1)
    for slug in ("ant", "bee", "cat", "bee", "none"):
        shelf.page(slug)
    assert [slug in shelf for slug in ("ant", "bee", "cat")] == [False, True, False]


def test_another_process_change_is_seen_after_a_quarter_of_a_second(
    store: Counting, clock: Clock, tmp_path: Path
) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    before = shelf.changes
    assert says(shelf.page("ant")) == "A film."
    elsewhere(tmp_path, page("Ant", story="Another film."))
    clock.now += 0.24
    assert says(shelf.page("ant")) == "A film."
    clock.now += 0.02
    assert says(shelf.page("ant")) == "Another film."
    assert shelf.changes != before


def test_the_database_is_asked_for_changes_only_when_the_time_has_come(
    store: Counting, clock: Clock
) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    looked = store.looks
    for _ in range(100):
        shelf.page("ant")
    assert store.looks == looked
    clock.now += 0.25
    for _ in range(100):
        shelf.page("ant")
    assert store.looks == looked + 1


def test_pages_stay_at_hand_while_nothing_changes(store: Counting, clock: Clock) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    for _ in range(3):
        shelf.page("ant")
        assert "ant" in shelf
        clock.now += 10
    assert store.pages == 1


def test_the_state_is_not_known_when_it_is_time_to_look_again(
    store: Counting, clock: Clock, tmp_path: Path
) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    before = shelf.state
    assert before is not None
    elsewhere(tmp_path, page("Ant", story="Another film."))
    assert shelf.state == before
    clock.now += 0.25
    assert shelf.state is None
    shelf.page("ant")
    assert shelf.state not in (None, before)


def test_forgetting_shows_a_change_at_once(store: Counting, clock: Clock, tmp_path: Path) -> None:
    shelf = Shelf(store.current, store.changes, clock)
    shelf.page("ant")
    elsewhere(tmp_path, page("Ant", story="Another film."))
    shelf.forget()
    assert says(shelf.page("ant")) == "Another film."


def test_a_page_that_changed_while_it_was_read_is_not_kept(
    store: Counting, clock: Clock, tmp_path: Path
) -> None:
    answers = [store.current("ant")]

    def slow(slug: str) -> Current | None:
        if answers:
            elsewhere(tmp_path, page("Ant", story="Another film."))
            shelf.look_again()
            return answers.pop()
        return store.current(slug)

    shelf = Shelf(slow, store.changes, clock)
    assert says(shelf.page("ant")) == "A film."
    assert says(shelf.page("ant")) == "Another film."
