"""Times on a clock, as the formats write them, in milliseconds."""

import re
from typing import Final

CLOCK: Final = (
    r"(?P<{0}sign>-?)(?:(?P<{0}h>[0-9]{{1,3}}) ?: ?)?(?P<{0}m>[0-9]{{1,2}})"
    r" ?: ?(?P<{0}s>[0-9]{{1,2}})(?: ?[.,:] ?(?P<{0}f>[0-9]{{1,9}}))?"
)
"""A pattern for ``0:32:10.5``, ``32:10,500`` and the like, to be filled in with a prefix."""
_ALONE: Final = re.compile(CLOCK.format("") + "$", re.ASCII)


def from_match(match: re.Match[str], prefix: str = "") -> int | None:
    """Milliseconds of a time that ``CLOCK`` has matched.

    Nothing where it cannot be a time: seconds or minutes beyond 59. Negative times stay so.
    """
    hours, minutes, seconds = (int(match[prefix + part] or 0) for part in "hms")
    if minutes > 59 or seconds > 59:
        return None
    fraction = (match[f"{prefix}f"] or "0")[:3].ljust(3, "0")
    whole = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(fraction)
    return -whole if match[f"{prefix}sign"] else whole


def milliseconds(text: str) -> int | None:
    """Milliseconds of a time that stands alone, or nothing where it is none."""
    match = _ALONE.match(text)
    return from_match(match) if match else None
