"""Reports: what players said about a film in a reader's keeping."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from lookback.film.moment import Moment
from lookback.film.report import Act, Report
from lookback.film.standing import Heard
from lookback.store.revisions import in_utc
from lookback.store.tables import report

MOST_REPORTS: Final = 2000
"""How many reports are kept for one film: two hours of a player that reports every few seconds."""


def heard(connection: Connection, item: int) -> list[Heard]:
    """All that players said about a film."""
    rows = connection.execute(select(report).where(report.c.progress == item))
    return [
        Heard(
            (row.source, row.player),
            in_utc(row.at),
            Act(row.act),
            None if row.position is None else Moment(row.position),
            row.played,
            row.settled,
        )
        for row in rows
    ]


def hear(
    connection: Connection, item: int, told: Report, *, at: datetime, within: datetime
) -> bool:
    """Keep a report; the same one again is not kept.

    Args:
        at: when it came.
        within: servers that do not say when something was repeat themselves at most so long ago.

    Returns:
        Whether it was new.
    """
    values = {
        "progress": item,
        "source": told.source,
        "player": told.player,
        "act": told.act.value,
        "position": None if told.position is None else told.position.seconds,
        "played": told.played,
        "at": told.at or at,
        "is_stamped": told.at is not None,
    }
    same = [
        report.c[name].is_not_distinct_from(value) for name, value in values.items() if name != "at"
    ]
    when = report.c.at == told.at if told.at else report.c.at >= within
    if connection.execute(select(report.c.id).where(*same, when).limit(1)).first() is not None:
        return False
    connection.execute(insert(report), {**values, "settled": False})
    oldest = (
        select(report.c.id)
        .where(report.c.progress == item)
        .order_by(report.c.id.desc())
        .offset(MOST_REPORTS)
        .limit(1)
        .scalar_subquery()
    )
    connection.execute(delete(report).where(report.c.progress == item, report.c.id <= oldest))
    return True


def settle(connection: Connection, item: int) -> None:
    """The reader has spoken: what players said before is background only."""
    connection.execute(update(report).where(report.c.progress == item).values(settled=True))
