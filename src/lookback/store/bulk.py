"""Statements as the drivers take them, for what comes by the million.

SQLAlchemy's own way to many rows names each value of each row, which takes longer than the
database does.
"""

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection

_AT_ONCE: Final = 500
_VALUES: Final = re.compile(r"(?<=VALUES )\([^()]*\)")
AMONG: Final = "AMONG"
"""Stands in a statement for: one of the values that are given as a list."""


def write(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> int:
    """Run a statement, with ``?`` for each value, for all rows; how many it changed."""
    if not rows:
        return 0
    written = _written(connection, statement)
    values = _VALUES.search(written) if connection.dialect.name == "sqlite" else None
    if values is None:
        return connection.exec_driver_sql(written, list(rows)).rowcount
    # Many rows in one go: Python lets go of its lock, and SQLite of its own, at each.
    changed = 0
    for at in range(0, len(rows), _AT_ONCE):
        some = rows[at : at + _AT_ONCE]
        many = written.replace(values[0], ", ".join([values[0]] * len(some)))
        given = tuple(chain.from_iterable(some))
        changed += connection.exec_driver_sql(many, given).rowcount
    return changed


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
