"""Statements as the drivers take them, for what comes by the million.

SQLAlchemy's own way to many rows names each value of each row, which takes longer than the
database does.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Connection

AMONG: Final = "AMONG"
"""Stands in a statement for: one of the values that are given as a list."""
_AT_ONCE: Final = 2000


def write(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> int:
    """Run a statement, with ``?`` for each value, for all rows; how many it changed."""
    if not rows:
        return 0
    return connection.exec_driver_sql(_written(connection, statement), list(rows)).rowcount


def among(
    connection: Connection, statement: str, values: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a question, with ``AMONG`` where one of the values is meant."""
    if connection.dialect.name == "sqlite":
        asked = statement.replace(AMONG, "IN (SELECT value FROM json_each(?))")
        given: Any = json.dumps(list(values), check_circular=False)
    else:
        asked, given = statement.replace(AMONG, "= ANY(%s)"), list(values)
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(asked, (given,))
        yield from cursor.fetchall()


def streamed(connection: Connection, question: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a question as plain tuples, without ever holding all of them."""
    named = {"name": "streamed"} if connection.dialect.name == "postgresql" else {}
    with closing(connection.connection.cursor(**named)) as cursor:
        cursor.execute(question)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some


def _written(connection: Connection, statement: str) -> str:
    return statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
