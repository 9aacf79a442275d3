import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from tests.conftest import NewDatabase
from tests.guides import kept, opened, page, put

from lookback.store import engine as engine_module
from lookback.store.engine import HEAD, migrate, open_engine, reading, writing
from lookback.store.tables import metadata

SORTED = {
    ("film", "slug"), ("film", "sort"), ("facet", "value"), ("elsewhere", "slug"),
    ("told", "key"), ("link", "slug"), ("link", "key"), ("theme", "key"),
}  # fmt: skip
"""Columns whose order somebody sees, or is compared with Python's."""


def test_the_migrations_make_exactly_the_tables_of_the_code(database: str) -> None:
    with opened(database) as store, reading(store._engine) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_difference_between_migrations_and_code_would_be_found(database: str) -> None:
    with opened(database) as store, writing(store._engine) as connection:
        connection.execute(text("DROP INDEX ix_film_sort"))
        found = compare_metadata(MigrationContext.configure(connection), metadata)
        assert [(difference[0], difference[1].name) for difference in found] == [
            ("add_index", "ix_film_sort")
        ]


def test_text_is_sorted_alike_whatever_the_language_of_the_server(postgresql: str) -> None:
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute("CREATE DATABASE sorted")
    engine = open_engine(postgresql.replace("/postgres?", "/sorted?"), create=True)
    query = text(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE collation_name = 'C' AND table_schema = 'public'"
    )
    with reading(engine) as connection:
        found = {tuple(row) for row in connection.execute(query)}
    engine.dispose()
    assert found == SORTED


def test_the_code_expects_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "lookback.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrating_what_is_up_to_date_changes_nothing(database: str) -> None:
    with opened(database) as store:
        before = kept(store)
        with writing(store._engine) as connection:
            migrate(connection)
        assert kept(store) == before


def test_a_migration_that_fails_leaves_nothing_behind(
    new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_database()
    whole = engine_module.migrate

    def broken(connection: Connection) -> None:
        whole(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(engine_module, "migrate", broken)
    with pytest.raises(KeyboardInterrupt):
        open_engine(url, create=True)
    monkeypatch.undo()
    with opened(url) as store, reading(store._engine) as connection:
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_films_of_an_older_guide_are_found_by_every_title_that_all_may_see(
    new_database: NewDatabase,
) -> None:
    url = new_database()
    titles = "original title: Le Clerc\nalso known as: [{also known as: Hidden, from: 0:40}]\n"
    with opened(url) as store:
        put(store, page("The Rain Clerk", record=titles))
        now = kept(store)["identity"]
        with writing(store._engine) as connection:
            # As the first version left it: without what the second one brought.
            connection.execute(text("DELETE FROM identity WHERE site = 'title'"))
            for name in ("told", "link", "person", "theme", "news"):
                connection.execute(text(f"DROP TABLE {name}"))
            for name in ("vote", "upload", "viewing", "change", "report", "progress", "login"):
                connection.execute(text(f"DROP TABLE {name}"))
            for name in ("invitation", "token", "session", "reader"):
                connection.execute(text(f"DROP TABLE {name}"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with opened(url) as store:
        assert kept(store)["identity"] == now
        assert sorted(value for _, site, value in now if site == "title") == [
            "le-clerc",
            "the-rain-clerk",
        ]
