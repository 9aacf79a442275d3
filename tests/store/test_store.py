import threading
from collections.abc import Callable

import pytest
from sqlalchemy import delete
from tests.conftest import NewDatabase
from tests.guides import RAIN, kept, opened, page, put

from lookback.guide.taking import Outcome
from lookback.store.engine import writing
from lookback.store.store import Store
from lookback.store.tables import guide


def outcomes(store: Store, *texts: str, preview: bool = False) -> list[Outcome]:
    return [taken.outcome for taken in put(store, *texts, preview=preview)]


def test_the_same_file_twice_changes_nothing(database: str) -> None:
    with opened(database) as store:
        assert outcomes(store, RAIN) == [Outcome.NEW]
        before = kept(store)
        assert outcomes(store, RAIN) == [Outcome.UNCHANGED]
        assert kept(store) == before


def test_a_changed_file_makes_one_more_revision_and_a_new_state(database: str) -> None:
    with opened(database) as store:
        put(store, RAIN)
        first, changes = store.current("the-rain-clerk"), store.changes()
        assert outcomes(store, RAIN.replace("counts", "weighs")) == [Outcome.CHANGED]
        second = store.current("the-rain-clerk")
        assert [one.number for one in store.sources(history=True)] == [1, 2]
        assert store.changes() != changes
    assert first is not None
    assert second is not None
    assert first.state != second.state


def test_going_back_to_an_older_file_is_one_more_revision_in_the_old_state(database: str) -> None:
    with opened(database) as store:
        put(store, RAIN)
        first = store.current("the-rain-clerk")
        put(store, RAIN.replace("counts", "weighs"))
        put(store, RAIN)
        third = store.current("the-rain-clerk")
        assert [one.number for one in store.sources(history=True)] == [1, 2, 3]
    assert first == third


def test_a_preview_changes_nothing(database: str) -> None:
    with opened(database) as store:
        put(store, RAIN)
        before = kept(store)
        changed = RAIN.replace("counts", "weighs")
        told = outcomes(store, changed, page("A Door"), preview=True)
        assert told == [Outcome.CHANGED, Outcome.NEW]
        assert kept(store) == before


def test_with_one_refusal_nothing_is_changed(database: str) -> None:
    with opened(database) as store:
        put(store, RAIN)
        before = kept(store)
        told = outcomes(store, page("A Door"), RAIN.replace("94 min", "long"), page("A Stair"))
        assert told[1] is Outcome.REFUSED
        assert kept(store) == before


def test_an_interrupted_change_leaves_nothing(database: str) -> None:
    def interrupted(store: Store) -> None:
        with store.writing() as writer:
            writer.undo()
            raise KeyboardInterrupt

    with opened(database) as store:
        put(store, RAIN)
        before = kept(store)
        with pytest.raises(KeyboardInterrupt):
            interrupted(store)
        assert kept(store) == before


def test_a_guide_keeps_the_secret_that_it_made(database: str) -> None:
    def random(count: int) -> bytes:
        return bytes(range(count))

    first = Store.open(database, create=True, random=random)
    secret = first.secret()
    first.close()
    with opened(database) as second:
        assert second.secret() == secret == bytes(range(32))


def test_a_film_that_is_not_there_has_no_page(database: str) -> None:
    with opened(database) as store:
        assert store.current("nothing") is None
        assert list(store.slugs()) == []
        assert list(store.damages()) == []


def test_a_guide_whose_maker_was_stopped_gets_its_secret_from_the_next(database: str) -> None:
    with opened(database) as store, writing(store._engine) as connection:
        connection.execute(delete(guide))
    for create in (False, True):
        store = Store.open(database, create=create)
        assert len(store.secret()) == 32
        store.close()


def test_several_who_make_one_guide_at_the_same_time_share_its_secret(
    new_database: NewDatabase,
) -> None:
    url, secrets, together = new_database(), set[bytes](), threading.Barrier(4)

    def make() -> None:
        together.wait()
        with opened(url) as store:
            secrets.add(store.secret())

    everyone = [threading.Thread(target=make) for _ in range(4)]
    for one in everyone:
        one.start()
    for one in everyone:
        one.join()
    assert len(secrets) == 1


def at_once(*works: Callable[[], object]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_imports_at_the_same_time_come_one_after_the_other(database: str) -> None:
    told: list[Outcome] = []
    with opened(database):
        pass

    def take(title: str) -> Callable[[], None]:
        def work() -> None:
            with opened(database) as store:
                told.extend(outcomes(store, RAIN, page(title)))

        return work

    at_once(take("A Door"), take("A Stair"), take("A Window"))
    assert sorted(one.name for one in told) == ["NEW"] * 4 + ["UNCHANGED"] * 2
    with opened(database) as store:
        assert list(store.slugs()) == ["a-door", "the-rain-clerk", "a-stair", "a-window"]
        assert list(store.damages()) == []
