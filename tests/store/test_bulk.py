import pytest
from sqlalchemy import text
from tests.guides import opened

from lookback.store import bulk
from lookback.store.bulk import among, asked, write
from lookback.store.store import Store

_NEW = """
INSERT INTO person (key, name) VALUES (?, ?) ON CONFLICT (key) DO UPDATE
SET name = excluded.name WHERE person.name <> excluded.name
"""
_ALL = "SELECT key, name FROM person WHERE name <> ? ORDER BY key"


def written(store: Store, *people: tuple[str, str]) -> int:
    with store.change() as connection:
        return write(connection, _NEW, people)


def there(store: Store) -> list[tuple[str, str]]:
    with store.read() as connection:
        return [(key, name) for key, name in asked(connection, _ALL, ("",))]


@pytest.mark.parametrize("many", [1, bulk._AT_ONCE, 2 * bulk._AT_ONCE + 7])
def test_rows_are_written_whole_however_many_and_changes_are_counted(
    database: str, many: int
) -> None:
    people = [(f"nm{number:07}", f"Name {number}?, ('") for number in range(many)]
    with opened(database) as store:
        assert written(store) == 0
        assert written(store, *people) == many
        assert there(store) == people
        assert written(store, *people) == 0
        assert written(store, (people[0][0], "Other"), *people[1:]) == 1


def test_rows_can_be_written_that_are_not_new(database: str) -> None:
    with opened(database) as store:
        written(store, ("nm1", "A"), ("nm2", "B"))
        with store.change() as connection:
            gone = write(connection, "DELETE FROM person WHERE key = ?", [("nm1",), ("nm3",)])
        assert (gone, there(store)) == (1, [("nm2", "B")])


def test_rows_are_found_by_any_of_many_values(database: str) -> None:
    with opened(database) as store:
        written(store, ("nm1", "A"), ("nm2", "B"), ("nm3", "C"))
        with store.read() as connection:
            names = among(connection, "SELECT name FROM person WHERE key AMONG", ["nm3", "nm1", ""])
            ids = connection.execute(text("SELECT id FROM guide")).scalars().all()
            found = among(connection, "SELECT id FROM guide WHERE id AMONG", [*ids, -1])
        assert sorted(names) == [("A",), ("C",)]
        assert found == [(one,) for one in ids]
