"""JSON without its surprises: no NaN, no endless numbers, no bottomless nesting; typed values."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from lookback.errors import TextInvalid, ValueInvalid
from lookback.formats.histories.base import Upload

Fields = Mapping[str, object]
"""An object of JSON."""
_LONGEST_NUMBER: Final = 50
_PLAIN: Final = "expected plain numbers"


def json_of(file: Upload) -> object:
    """What the file says.

    Raises:
        TextInvalid: it is not JSON in UTF-8, or is nested deeper than anything real.
        TooLarge: it holds more than any history does.
    """
    text = file.text()
    try:
        return json.loads(text, parse_int=_int, parse_float=_float, parse_constant=_int)
    except json.JSONDecodeError as error:
        raise TextInvalid("expected JSON", line=error.lineno) from None
    except RecursionError:
        raise TextInvalid("expected JSON that is not so deeply nested", line=1) from None


def _int(text: str) -> int:
    if len(text) > _LONGEST_NUMBER or not text.lstrip("-").isdigit():
        raise TextInvalid(_PLAIN, line=1)
    return int(text)


def _float(text: str) -> float:
    if len(text) > _LONGEST_NUMBER or float(text) in {float("inf"), -float("inf")}:
        raise TextInvalid(_PLAIN, line=1)
    return float(text)


def fields_of(value: object) -> Fields:
    """An object, empty where there is ``null``.

    Raises:
        ValueInvalid: it is anything else.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueInvalid("expected an object")
    return value


def items_of(value: object) -> Sequence[object]:
    """A list.

    Raises:
        ValueInvalid: it is anything else.
    """
    if not isinstance(value, list):
        raise ValueInvalid("expected a list")
    return value


def said(fields: Fields, name: str) -> str:
    """The text or number of that name, as text; empty where there is none, or ``null``.

    Raises:
        ValueInvalid: it is anything else.
    """
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueInvalid("expected text or a number")
    return str(value).strip()


def is_true(fields: Fields, name: str) -> bool:
    """The ``true`` or ``false`` of that name.

    Raises:
        ValueInvalid: it is anything else, or missing.
    """
    value = fields.get(name)
    if not isinstance(value, bool):
        raise ValueInvalid("expected true or false")
    return value
