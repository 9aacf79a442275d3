"""What the cells of a history say, whatever it is written in: text becomes a type here."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from lookback.errors import TextInvalid, TooLarge, ValueInvalid
from lookback.film.mention import Mention
from lookback.film.record import OutsideId, Runtime

LONGEST_TITLE: Final = 1_000
"""The longest title, in characters."""
FIRST_YEAR: Final = 1870
LAST_YEAR: Final = 2999

_DAY: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.ASCII,
)
_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?", re.ASCII)
_MINUTES: Final = re.compile(r"[0-9]{1,5}", re.ASCII)
_WHITE: Final = "\t\n\r"
_NEVER_TEXT: Final = frozenset({"Cc", "Cs"})


def title(text: str) -> str:
    """A title with its white space evened out; may be empty.

    Raises:
        TextInvalid: it holds control characters, or halves of characters.
        TooLarge: it is longer than any title.
    """
    if not text.isprintable() and any(map(_is_never_text, text)):
        raise TextInvalid("expected no control characters in a title")
    words = " ".join(text.split())
    if len(words) > LONGEST_TITLE:
        raise TooLarge(f"expected a title of at most {LONGEST_TITLE:,} characters")
    return words


def _is_never_text(char: str) -> bool:
    return unicodedata.category(char) in _NEVER_TEXT and char not in _WHITE


def year(text: str) -> int:
    """The year of a release, or 0 where it is empty or 0.

    Raises:
        ValueInvalid: anything else.
    """
    if text in {"", "0"}:
        return 0
    if _YEAR.fullmatch(text) is None or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueInvalid(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}")
    return int(text)


def day(text: str) -> date | None:
    """The day of ``2024-05-01`` or ``2024-05-01T20:15:00.000Z``, or ``None`` where it is empty.

    The day is the one that is written: an evening in another time zone is not moved.

    Raises:
        ValueInvalid: anything else, or a day that the calendar or the cinema does not know.
    """
    if not text:
        return None
    shape = _DAY.fullmatch(text)
    expected = f"expected a day such as 2024-05-01, from {FIRST_YEAR} to {LAST_YEAR}"
    if shape is None:
        raise ValueInvalid(expected)
    try:
        found = date.fromisoformat(shape[1])
    except ValueError:
        raise ValueInvalid(expected) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueInvalid(expected)
    return found


def rating(text: str, *, lowest: float, highest: int) -> int | None:
    """A rating on the scale from 0 to 100, or ``None`` where it is empty.

    Raises:
        ValueInvalid: it is no number from ``lowest`` to ``highest``.
    """
    if not text:
        return None
    expected = f"expected a rating from {lowest:g} to {highest}"
    return round(number(text, lowest, highest, expected) * 100 / highest)


def number(text: str, lowest: float, highest: float, expected: str) -> float:
    """A number from ``lowest`` to ``highest``.

    Raises:
        ValueInvalid: anything else, with what was expected.
    """
    if _NUMBER.fullmatch(text) is None or not lowest <= float(text) <= highest:
        raise ValueInvalid(expected)
    return float(text)


def runtime(text: str) -> Runtime | None:
    """Whole minutes, or ``None`` where there are none or more than a film has."""
    try:
        return Runtime(int(text)) if _MINUTES.fullmatch(text) else None
    except ValueInvalid:
        return None


def outside_ids(said: Iterable[tuple[str, str]]) -> tuple[OutsideId, ...]:
    """Of pairs of a site and what it calls the film, those that can be ids."""
    given = (_outside_id(site, value) for site, value in said if value)
    return tuple(filter(None, given))


def _outside_id(site: str, value: str) -> OutsideId | None:
    try:
        return OutsideId(site, value)
    except ValueInvalid:
        return None


def mention(
    titled: str,
    *,
    original: str = "",
    released: str = "",
    ids: Iterable[tuple[str, str]] = (),
    lasts: str = "",
) -> Mention:
    """What a row calls a film, from the text of its cells.

    Raises:
        InputRefused: a title or a year that cannot be read, or neither a title nor an id.
    """
    made = Mention(title(titled), title(original), year(released), outside_ids(ids), runtime(lasts))
    if not (made.title or made.ids):
        raise ValueInvalid("expected a title, or an id of IMDb or TMDB")
    return made
