from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, text, update
from tests.conftest import NewDatabase
from tests.guides import NOW, RAIN, by_hand, opened, page, put

from lookback.errors import GuideUnusable
from lookback.guide.guide import Guide
from lookback.store.health import CODES, Damage
from lookback.store.store import Store
from lookback.store.tables import elsewhere, facet, film, identity, passage, revision

SLUG = "the-rain-clerk"
Harm = Callable[[Connection], object]

HARM: dict[str, tuple[str, Harm]] = {
    "a current revision is gone": (
        "revision-missing", lambda db: db.execute(delete(revision))
    ),
    "a number points to no revision": (
        "revision-missing", lambda db: db.execute(update(film).values(revision=7))
    ),
    "a file's bytes are torn": (
        "source-damaged", lambda db: db.execute(update(revision).values(source=b"torn"))
    ),
    "a digest is another one": (
        "source-damaged", lambda db: db.execute(update(revision).values(digest=bytes(32)))
    ),
    "a passage is gone": (
        "passages-damaged", lambda db: db.execute(delete(passage).where(passage.c.ordinal == 2))
    ),
    "a gate cannot be read": (
        "passages-damaged", lambda db: db.execute(update(passage).values(gate="soon"))
    ),
    "a part is none": (
        "passages-damaged", lambda db: db.execute(update(passage).values(part="rumour"))
    ),
    "the title is gone": (
        "passages-damaged",
        lambda db: db.execute(
            update(passage).where(passage.c.part == "title").values(part="tagline")
        ),
    ),
    "a stored gate is opened": (
        "gates-differ", lambda db: db.execute(update(passage).values(needs_own=0))
    ),
    "what it needs of other films is gone": (
        "gates-differ", lambda db: db.execute(delete(elsewhere))
    ),
    "a hidden value became a facet": (
        "public-rows-differ",
        lambda db: db.execute(insert(facet).values(film=1, kind="genre", value="Ghost story")),
    ),
    "an id is gone": (
        "public-rows-differ", lambda db: db.execute(delete(identity))
    ),
    "it sorts as another title": (
        "public-rows-differ", lambda db: db.execute(update(film).values(sort="zzz"))
    ),
    "a sentence is another one": (
        "page-differs-from-source",
        lambda db: db.execute(
            update(passage)
            .where(passage.c.says == "A clerk counts the rain.")
            .values(says="A thief.")
        ),
    ),
    "its format is none": (
        "page-differs-from-source", lambda db: db.execute(update(revision).values(format="runes"))
    ),
}  # fmt: skip


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened(database) as made:
        put(made, RAIN)
        yield made


def found(store: Store) -> list[Damage]:
    return list(Guide(store, now=lambda: NOW, clock=lambda: 0.0).damages())


def test_a_whole_guide_has_nothing_wrong(store: Store) -> None:
    put(store, RAIN.replace("counts", "weighs"), page("A Door"))
    assert found(store) == []


@pytest.mark.parametrize("harm", HARM)
def test_doctor_finds_that(store: Store, harm: str) -> None:
    code, do = HARM[harm]
    with by_hand(store) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        do(connection)
    assert found(store) == [Damage(code, SLUG)]


def test_one_damaged_film_does_not_keep_the_others_from_being_looked_at(store: Store) -> None:
    put(store, page("A Door"), page("Zebra"))
    with by_hand(store) as connection:
        connection.execute(update(revision).where(revision.c.film == 1).values(source=b"torn"))
        connection.execute(update(film).where(film.c.slug == "zebra").values(sort="?"))
    assert found(store) == [Damage("source-damaged", SLUG), Damage("public-rows-differ", "zebra")]


def test_an_old_revision_is_looked_at_too(store: Store) -> None:
    put(store, RAIN.replace("counts", "weighs"))
    with by_hand(store) as connection:
        connection.execute(update(revision).where(revision.c.number == 1).values(source=b"torn"))
    assert Damage("source-damaged", SLUG) in found(store)


def test_doctor_finds_rows_of_a_film_that_is_gone(sqlite_path: Path) -> None:
    with opened(str(sqlite_path)) as store:
        put(store, RAIN)
        with by_hand(store) as connection:
            connection.execute(delete(film))
        assert found(store) == [Damage("reference-broken")]


def test_doctor_finds_a_damaged_database_file(sqlite_path: Path) -> None:
    with opened(str(sqlite_path)) as store:
        put(store, RAIN)
        with by_hand(store) as connection:
            connection.execute(text("PRAGMA writable_schema = ON"))
            connection.execute(text("DELETE FROM sqlite_schema WHERE name = 'ix_film_sort'"))
    with opened(str(sqlite_path)) as store:
        assert found(store) == [Damage("database-damaged")]


def test_a_file_with_pages_torn_out_is_told_in_one_line(sqlite_path: Path) -> None:
    with opened(str(sqlite_path)) as store:
        put(store, *(page(f"Film {number}") for number in range(50)))
    data = sqlite_path.read_bytes()
    sqlite_path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(GuideUnusable), opened(str(sqlite_path)) as store:
        found(store)


def test_every_code_is_found_by_a_test(new_database: NewDatabase) -> None:
    of_a_file = {"reference-broken", "database-damaged"}
    assert {code for code, _ in HARM.values()} | of_a_file == set(CODES)
    with opened(new_database()) as store:
        assert found(store) == []
