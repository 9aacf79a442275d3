"""Statements as the drivers take them, for what comes by the million.

SQLAlchemy's own way to many rows names each value of each row, which takes longer than the
database does.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Connection

AMONG: Final = "AMONG"
"""Stands in a statement for: one of the values that are given as a list."""


def write(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> int:
    """Run a statement, with ``?`` for each value, for all rows; how many it changed."""
    if not rows:
        return 0
    return connection.exec_driver_sql(_written(connection, statement), list(rows)).rowcount


def asked(
    connection: Connection, question: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The rows of a question, with ``?`` for each value, as plain tuples."""
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(_written(connection, question), values)
        return list(cursor.fetchall())


def among(
    connection: Connection, question: str, values: Iterable[str] | Iterable[int]
) -> list[tuple[Any, ...]]:
    """The rows of a question, with ``AMONG`` where one of the values is meant."""
    if connection.dialect.name == "sqlite":
        those, given = "IN (SELECT value FROM json_each(?))", json.dumps(list(values))
        return asked(connection, question.replace(AMONG, those), (given,))
    return asked(connection, question.replace(AMONG, "= ANY(?)"), (list(values),))


def _written(connection: Connection, statement: str) -> str:
    return statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
