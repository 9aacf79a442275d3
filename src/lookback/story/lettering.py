"""How wide words are when they are drawn: estimated without a font, and rather too wide."""

import unicodedata
from typing import Final

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]- ·’")
_WIDE: Final = frozenset("mwMW@%—…")
_ELLIPSIS: Final = "…"


def width(text: str, size: float) -> float:
    """How many pixels words need at most in a sans-serif font of so many pixels."""
    return sum(map(_ems, text)) * size


def cut(text: str, size: float, most: float) -> str:
    """As much of some words as fits into so many pixels."""
    if width(text, size) <= most:
        return text
    room = most - width(_ELLIPSIS, size)
    kept = ""
    for char in text:
        room -= _ems(char) * size
        if room < 0 and kept:
            break
        kept += char
    return kept.rstrip() + _ELLIPSIS


def _ems(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.04
    if char in _NARROW:
        return 0.44
    if char in _WIDE:
        return 1.02
    if not char.isascii():
        return 0.84
    return 0.76 if char.isupper() else 0.65
