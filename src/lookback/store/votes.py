"""Votes: which interpretation of a film each reader holds; one for each film in their keeping."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from lookback.store.tables import film, progress, vote


def cast_vote(connection: Connection, item: int, interpretation: str, at: datetime) -> None:
    """Keep a vote, in the place of the one before.

    Args:
        item: the number of the film in the reader's keeping.
        interpretation: what it is called here, the same for all readers; at most 96 characters.
    """
    withdraw_vote(connection, item)
    values = {"progress": item, "interpretation": interpretation, "at": at}
    connection.execute(insert(vote), values)


def withdraw_vote(connection: Connection, item: int) -> None:
    """Take a vote back, if there is one."""
    connection.execute(delete(vote).where(vote.c.progress == item))


def vote_of(connection: Connection, item: int) -> str:
    """The interpretation that was voted for, as it is called here, or empty."""
    query = select(vote.c.interpretation).where(vote.c.progress == item)
    return str(connection.execute(query).scalar() or "")


def votes_for(connection: Connection, slug: str) -> Mapping[str, int]:
    """How many votes each interpretation of a film has; those without one are not in."""
    query = (
        select(vote.c.interpretation, func.count())
        .join(progress, progress.c.id == vote.c.progress)
        .join(film, film.c.id == progress.c.film)
        .where(film.c.slug == slug)
        .group_by(vote.c.interpretation)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def take_over(connection: Connection, item: int, into: int) -> None:
    """Two items are one film: the vote goes along, unless the other has one of its own."""
    if vote_of(connection, into):
        withdraw_vote(connection, item)
    else:
        moved = update(vote).where(vote.c.progress == item)
        connection.execute(moved.values(progress=into))
