"""What every player's report is put together from, with the same limits for all of them."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from lookback.errors import ValueInvalid
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act

_LONGEST_TITLE: Final = 300
_LONGEST_PLAY: Final = 24 * 3600
"""Seconds: no film is longer that somebody watches at one go, and a position beyond is a fault."""
_FIRST_YEAR: Final = 1870
_LAST_YEAR: Final = 2999
_FIRST_WEBHOOK: Final = 2000
"""The year before which no server told anything: theirs is the date of an unset clock."""


def mention(
    *,
    title: str,
    original: str = "",
    year: int | None = None,
    ids: Iterable[tuple[str, str]] = (),
    seconds: int | None = None,
) -> Mention | None:
    """What a server calls a film, or ``None`` where nobody could say which it is.

    Args:
        ids: sites and values; those that are no ids are left out.
        seconds: the running time, which is rounded to whole minutes.
    """
    known = tuple(_ids(ids))
    title = title[:_LONGEST_TITLE].rstrip()
    if not title and not known:
        return None
    return Mention(
        title=title,
        original=original[:_LONGEST_TITLE].rstrip(),
        year=year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else 0,
        ids=known,
        runtime=_runtime(seconds),
    )


def _ids(ids: Iterable[tuple[str, str]]) -> Iterable[OutsideId]:
    for site, value in ids:
        # Some servers write zeros for an id that they do not know.
        if value.strip("t0"):
            try:
                yield OutsideId(site, value)
            except ValueInvalid:
                continue


def _runtime(seconds: int | None) -> Runtime | None:
    try:
        return Runtime(((seconds or 0) + 30) // 60)
    except ValueInvalid:
        return None


def position(act: Act, seconds: int | None) -> Moment | None:
    """Where a player stands, or ``None`` where that is not said, or cannot be.

    Servers write 0 where they do not know, and after a film that they call watched. Only where
    a player begins is it taken for the start: what comes after is measured from there. Somebody
    who marks a film is nowhere in it.
    """
    if seconds is None or act in {Act.MARKED, Act.UNMARKED}:
        return None
    least = 0 if act is Act.BEGUN else 1
    return Moment(seconds) if least <= seconds <= _LONGEST_PLAY else None


def digest(*, user: str, device: str, names: Iterable[str] = ()) -> str:
    """Tells one player from another without saying which they are; empty for no device.

    Args:
        names: of the device and its software, for where it has no id.
    """
    device = device or "\0".join(filter(None, names))
    if not device:
        return ""
    return hashlib.blake2b(f"{device}\0{user}".encode(), digest_size=8).hexdigest()


def instant(text: str) -> datetime | None:
    """A date and time as ISO 8601 writes it, in UTC; without an offset it is taken for UTC."""
    try:
        at = datetime.fromisoformat(text)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return at if at.year >= _FIRST_WEBHOOK else None
