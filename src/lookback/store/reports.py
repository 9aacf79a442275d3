"""Reports: what players said about a film in a reader's keeping."""

from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from lookback.film.moment import Moment
from lookback.film.report import Act, Report
from lookback.film.standing import FASTEST, Heard
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
    values: dict[str, Any] = {
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
    going_on = _goes_on(connection, item, told, at=values["at"])
    if going_on is not None:
        row = update(report).where(report.c.id == going_on)
        connection.execute(row.values(at=values["at"], position=values["position"]))
        return True
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


def _goes_on(connection: Connection, item: int, told: Report, *, at: datetime) -> int | None:
    """The report that this one makes needless: it lies between it and one before, without a skip.

    So a player that reports every few seconds, or stands still for a night, is kept in two rows,
    and what it did before is never pushed out.
    """
    if told.act is not Act.GOING or told.position is None or told.played:
        return None
    latest = connection.execute(
        select(report)
        .where(
            report.c.progress == item,
            report.c.source == told.source,
            report.c.player == told.player,
        )
        .order_by(report.c.at.desc(), report.c.id.desc())
        .limit(2)
    ).all()
    if len(latest) < 2 or any(
        row.act != Act.GOING or row.position is None or row.settled or row.played for row in latest
    ):
        return None
    last, first = latest
    points = [(in_utc(row.at), row.position) for row in (first, last)]
    points.append((at, told.position.seconds))
    smooth = all(
        0 <= to - begun <= FASTEST * (then - before).total_seconds()
        for (before, begun), (then, to) in pairwise(points)
    )
    return int(last.id) if smooth else None


def settle(connection: Connection, item: int) -> None:
    """The reader has spoken: what players said before is background only."""
    connection.execute(update(report).where(report.c.progress == item).values(settled=True))
