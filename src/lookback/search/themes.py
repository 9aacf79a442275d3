"""Which themes are kinds of which, and by what key a name is known."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from lookback.film.title import key_of

_HIGHEST: Final = 8
_MOST_ABOVE: Final = 64
_MOST_BELOW: Final = 256
_MOST_KEPT: Final = 1 << 16
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
LONGEST_KEY: Final = 80
"""Of a slug, in characters."""


class Themes:
    """Which themes are kinds of which. Cycles and parents that nothing else tells of do no harm.

    Args:
        parents: of each theme its name and the themes that it is a kind of.
    """

    def __init__(self, parents: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._parents: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, str] = {}
        for theme, broader in parents:
            key = short_key(theme)
            above = (*self._parents.get(key, ()), *map(short_key, broader))
            self._parents[key] = tuple(dict.fromkeys(above))
            for name in (theme, *broader):
                self._names.setdefault(short_key(name), name)
        self._above: dict[str, Mapping[str, int]] = {}
        self._children: dict[str, list[str]] = {}
        for key, broader in sorted(self._parents.items()):
            for one in broader:
                self._children.setdefault(one, []).append(key)

    def above(self, theme: str) -> Mapping[str, int]:
        """The keys of a theme and of those that it is a kind of, the nearest first.

        Each with its distance, in steps; the theme's own is 0. Both the steps and how many are
        told are bounded.
        """
        key = short_key(theme)
        if key not in self._above and key in self._parents:
            self._above[key] = self._climb(key)
        return self._above.get(key) or {key: 0}

    def below(self, theme: str) -> tuple[str, ...]:
        """The keys of the themes that are kinds of this one, however far; bounded."""
        found, level = {short_key(theme): 0}, [short_key(theme)]
        while level and len(found) < _MOST_BELOW:
            level = [one for above in level for one in self._children.get(above, ())]
            level = [one for one in dict.fromkeys(level) if one not in found]
            found.update(dict.fromkeys(level, 0))
        return tuple(found)[1:_MOST_BELOW]

    def near(self, theme: str, steps: int, most: int) -> tuple[str, ...]:
        """The keys of at most so many themes that stand beside a theme, the nearest first.

        Args:
            steps: how far up the theme may be that both are kinds of.
        """
        beside: dict[str, None] = {}
        for above, distance in self.above(theme).items():
            if 0 < distance <= steps:
                beside.update(dict.fromkeys((above, *self._children.get(above, ()))))
        beside.pop(short_key(theme), None)
        return tuple(beside)[:most]

    def name(self, key: str) -> str:
        """How the hierarchy writes a theme; the key where it does not tell of it."""
        return self._names.get(key, key)

    def _climb(self, key: str) -> Mapping[str, int]:
        found, level = {key: 0}, [key]
        for distance in range(1, _HIGHEST + 1):
            above = [one for below in level for one in self._parents.get(below, ())]
            level = [one for one in dict.fromkeys(above) if one not in found]
            level = level[: _MOST_ABOVE - len(found)]
            found.update(dict.fromkeys(level, distance))
        return found


def keys_of(names: Sequence[str]) -> set[str]:
    """The keys of names."""
    return set(map(short_key, names))


@lru_cache(_MOST_KEPT)
def short_key(name: str) -> str:
    """``key_of``, the short way for the names that most films have."""
    if name.isascii():
        plain = name.lower().replace("'", "").replace("&", " and ")
        key = "-".join(_ASCII_WORD.findall(plain))
        if 0 < len(key) <= LONGEST_KEY:
            return key
    return key_of(name)
