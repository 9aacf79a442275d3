"""A JSON object that somebody else's server wrote: any value may be missing or of another kind."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lookback.errors import TextInvalid

_EXPECTED: Final = "expected one JSON object in UTF-8, with plain numbers and each key once"
_LONGEST_NUMBER: Final = 20
"""Digits of the longest whole number that is read: 64 bits, which is all that servers count in."""
_MOST_PARTS: Final = 50
"""So many objects of a list are looked at: nothing of ours stands in a longer one."""
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Control characters that are no white space, and halves of characters."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Told:
    """What a body says, with gentle access: templates write numbers and truth values as text."""

    _values: Mapping[str, object] = field(default_factory=dict, repr=False)

    @classmethod
    def parse(cls, data: bytes) -> "Told":
        """Read JSON, strictly; a byte order mark is left out.

        Raises:
            TextInvalid: it is not one object, nests too deeply, names a key twice, or holds what
                is no plain number.
        """
        try:
            values = json.loads(
                data.decode("utf-8-sig"),
                object_pairs_hook=_object,
                parse_int=_whole,
                parse_float=_broken,
                parse_constant=_broken,
            )
        except (ValueError, RecursionError):
            raise TextInvalid(_EXPECTED) from None
        if not isinstance(values, dict):
            raise TextInvalid(_EXPECTED)
        return cls(values)

    def __bool__(self) -> bool:
        return bool(self._values)

    def text(self, key: str) -> str:
        """Words or a whole number as evened text without control characters, or empty."""
        value = self._values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            return ""
        return " ".join(_NO_TEXT.sub("", value).split())

    def whole(self, key: str) -> int | None:
        """A number, rounded down to a whole one, or ``None`` where there is none."""
        value = self._values.get(key)
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = float(value) if "." in value else int(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return math.floor(value)

    def flag(self, key: str) -> bool | None:
        """Yes or no, or ``None`` where neither is said."""
        value = self._values.get(key)
        return value if isinstance(value, bool) else _FLAGS.get(self.text(key).lower())

    def part(self, *keys: str) -> "Told":
        """The object below these keys, one below the other; an empty one where there is none."""
        value: object = self._values
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return Told(value) if isinstance(value, Mapping) else Told()

    def parts(self, key: str) -> tuple["Told", ...]:
        """The objects of the list below a key; none where there is no list."""
        value = self._values.get(key)
        items = value[:_MOST_PARTS] if isinstance(value, list) else ()
        return tuple(Told(item) for item in items if isinstance(item, Mapping))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError
    return values


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError
    return int(digits)


def _broken(text: str) -> float:
    """A number with a fraction; what has no end, or is none, is refused."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number
