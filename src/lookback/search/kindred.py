"""Films that are kin to a film, and what binds them; all of it is open to everyone."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from lookback.film.finding import Findable
from lookback.search.themes import LONGEST_KEY, Themes, keys_of, short_key
from lookback.search.words import is_unspaced, words_of

_PERSON: Final = 2.0
_ROLE: Final = 1.0
_THEME: Final = 0.9
_GENRE: Final = 0.15
_WORD: Final = 0.25
_FLOOR: Final = 0.6
"""What must bind two films besides their genres; a genre is no kinship."""
_STEP: Final = 0.4
"""What is left of a theme with each step up to a broader one."""
_FARTHEST: Final = 4
"""Steps that two themes may be apart."""
_BROADEST: Final = 0.05
"""The rarity below which a theme is too broad to be a parent that tells anything."""
_FEW_THEMES: Final = 12
"""A film with more of them shares each by accident sooner, so that each counts less."""
_LEAST: Final = 0.02
"""A weight that is worth telling."""
_HALF_BILLED: Final = 4
"""Where in the billing a name counts half as much as the first."""
_MOST_WORDS: Final = 4
_SHORTEST_WORD: Final = 4
_MOST_KEPT: Final = 1 << 16
_UNSEEN: Final = 50
"""Films that a small guide is taken to have besides: what two of three share may be rare."""
_Way = tuple[int, int, str, str, str]
"""From one theme to another: films with their common parent, steps, the parent and the two."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many films have a value, counted from visible films only.

    Attributes:
        total: films in all.
        counts: how many films have a value of a kind, by the kind of a ``Bond`` and a key: of
            ``words`` a word as ``words_of`` tells it (of scripts without spaces two characters),
            of ``broader theme`` the films with the theme or one below it, else ``key_of``.
    """

    total: int
    counts: Callable[[str, str], int]

    @classmethod
    def of(cls, films: Iterable[Findable], themes: Themes) -> "Rarity":
        """Count the films."""
        counted: Counter[tuple[str, str]] = Counter()
        total = 0
        for film in films:
            total += 1
            keys = keys_of(film.themes)
            values = {
                "person": keys_of(film.people),
                "role": keys_of(film.roles),
                "genre": keys_of(film.genres),
                "theme": keys,
                "broader theme": {above for key in keys for above in themes.above(key)},
                "words": _words(film),
            }
            counted.update((kind, key) for kind, found in values.items() for key in found)
        return cls(total, lambda kind, key: counted[kind, key])

    def weight(self, kind: str, key: str) -> float:
        """From 0, of what all have, to 1, of what one has; with more films it does not fall."""
        count = max(self.counts(kind, key), 1)
        return max(1 - math.log(count) / math.log(max(self.total, count) + _UNSEEN), 0) ** 2


@dataclass(frozen=True, slots=True)
class Bond:
    """One thing that two films share.

    Attributes:
        kind: ``person``, ``role``, ``theme``, ``broader theme``, ``genre`` or ``words``.
        name: as the first film writes it; a broader theme as the hierarchy does.
        weight: above 0.
    """

    kind: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Kindred:
    """A film that is kin, with what it shares; the strongest bond first."""

    number: int
    slug: str
    bonds: tuple[Bond, ...]


def bonds(film: Findable, other: Findable, rarity: Rarity, themes: Themes) -> tuple[Bond, ...]:
    """What two films share, the strongest first."""
    return _Kin(film, rarity, themes).bonds(other)


def kindred(
    film: Findable, others: Iterable[Findable], rarity: Rarity, themes: Themes, limit: int = 6
) -> tuple[Kindred, ...]:
    """The nearest kin of a film, the nearest first; of two as near, the lower number first.

    What films that share nothing with this one are there does not matter but for
    ``rarity.total``: the higher it is, the more each bond weighs, and no bond and no kin is lost.
    """
    kin = _Kin(film, rarity, themes)
    found: dict[int, tuple[float, Kindred]] = {}
    for other in others:
        shared = () if other.number == film.number else kin.bonds(other)
        if not shared:
            continue
        if math.fsum(one.weight for one in shared if one.kind != "genre") < _FLOOR:
            continue
        weight = math.fsum(one.weight for one in shared)
        found[other.number] = weight, Kindred(other.number, other.slug, shared)
    best = sorted(found.values(), key=lambda one: (-one[0], one[1].number))
    return tuple(one for _, one in best[: max(limit, 0)])


class _Kin:
    """One film, ready to be held against many."""

    def __init__(self, film: Findable, rarity: Rarity, themes: Themes) -> None:
        self._film = film
        self._people = _Billing(film.people)
        self._roles = _Billing(film.roles)
        self._genres = _written(film.genres)
        self._own = _written(film.themes)
        self._themes = themes
        self._weight = lru_cache(_MOST_KEPT)(rarity.weight)
        self._counts = lru_cache(_MOST_KEPT)(rarity.counts)
        self._words = {w for w in _words(film) if self._telling(w) >= _LEAST}
        self._ways: dict[str, list[_Way]] = {}
        self._below: dict[str, list[tuple[int, str]]] = {}
        for key in self._own:
            for above, steps in themes.above(key).items():
                if steps <= _FARTHEST and self._weight("broader theme", above) >= _BROADEST:
                    self._below.setdefault(above, []).append((steps, key))

    def bonds(self, other: Findable) -> tuple[Bond, ...]:
        found = [
            *self._billed("person", _PERSON, self._people, other.people),
            *self._billed("role", _ROLE, self._roles, other.roles),
            *self._shared_genres(keys_of(other.genres)),
            *self._shared_themes(keys_of(other.themes)),
            *self._shared_words(other),
        ]
        found = [one for one in found if one.weight >= _LEAST]
        if not found:
            return ()
        return tuple(sorted(found, key=lambda one: (-one.weight, one.kind, one.name)))

    def _billed(
        self, kind: str, most: float, own: "_Billing", others: Sequence[str]
    ) -> Iterator[Bond]:
        for key, far in own.shared(others).items():
            place = own.places[key]
            weight = most * _HALF_BILLED**2 / (_HALF_BILLED + place) / (_HALF_BILLED + far)
            if kind == "role" and "-" not in key:
                weight /= 2  # ``Mother`` is in many films, ``Ellen Ripley`` in a series
            yield Bond(kind, own.names[place], weight * self._weight(kind, key))

    def _shared_genres(self, others: set[str]) -> Iterator[Bond]:
        for key in self._genres.keys() & others:
            yield Bond("genre", self._genres[key], _GENRE * self._weight("genre", key))

    def _shared_themes(self, others: set[str]) -> Iterator[Bond]:
        own = self._own
        same = own.keys() & others
        ways: list[_Way] = []
        for other in others - same:
            ways += self._ways[other] if other in self._ways else self._ways_to(other)
        if not same and not ways:
            return
        many = max(len(own), _FEW_THEMES) * max(len(others), _FEW_THEMES)
        most = _THEME * _FEW_THEMES / math.sqrt(many)
        for key in same:
            yield Bond("theme", own[key], most * self._weight("theme", key))
        # Each theme binds once. The rarest parents come first, so that with a higher total only
        # others can come after them.
        taken, reached, broader = set(same), set(same), set[str]()
        for _, steps, above, key, other in sorted(ways):
            if key not in taken and other not in reached and above not in broader:
                taken.add(key)
                reached.add(other)
                broader.add(above)
                weight = most * _STEP**steps * self._weight("broader theme", above)
                yield Bond("broader theme", self._themes.name(above), weight)

    def _ways_to(self, other: str) -> list[_Way]:
        above = self._themes.above(other)
        self._ways[other] = [
            (self._counts("broader theme", parent), steps + above[parent], parent, key, other)
            for parent in self._below.keys() & above.keys()
            for steps, key in self._below[parent]
            if steps + above[parent] <= _FARTHEST
        ]
        return self._ways[other]

    def _shared_words(self, other: Findable) -> Iterator[Bond]:
        if not self._words:
            return
        shared = [(self._counts("words", word), word) for word in _words(other, self._words)]
        for _, word in sorted(shared)[:_MOST_WORDS]:
            yield Bond("words", word, self._telling(word))

    def _telling(self, word: str) -> float:
        return _WORD * self._weight("words", word) ** 2


class _Billing:
    """Names in their order, to be found in other lists: those with other ends need no key."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.places: dict[str, int] = {}
        for place, name in enumerate(names):
            if name and not name.isspace():
                self.places.setdefault(short_key(name), place)
        self._ends = {
            first + last
            for key in self.places
            for first in (key[0], key[0].upper())
            for last in (key[-1], key[-1].upper())
        }

    def shared(self, others: Sequence[str]) -> dict[str, int]:
        """The keys that are in the other list, too, with their places there."""
        found: dict[str, int] = {}
        if not self.places:
            return found
        cut = "&" in "".join(others) or max(map(len, others), default=0) > LONGEST_KEY
        for place, name in enumerate(others):
            ends = name[:1] + name[-1:]
            if not name.strip():
                continue
            if ends in self._ends or cut or not (ends.isalnum() and name.isascii()):
                key = short_key(name)
                if key in self.places:
                    found.setdefault(key, place)
        return found


def _written(names: Sequence[str]) -> dict[str, str]:
    """How each is written, by its key; the first way where there are several."""
    return {short_key(name): name for name in reversed(names) if name.strip()}


def _words(film: Findable, among: set[str] | None = None) -> set[str]:
    """The words that may tell something: not the short ones; of unspaced scripts each pair."""
    found: set[str] = set()
    for text in (film.title, *film.titles, *film.texts):
        words = words_of(text)
        if not text.isascii():
            words += [a + b for a, b in pairwise(words) if is_unspaced(a[0]) and is_unspaced(b[0])]
        found.update(words if among is None else among.intersection(words))
    return {word for word in found if _may_tell(word)} if among is None else found


def _may_tell(word: str) -> bool:
    if is_unspaced(word[0]):
        return len(word) > 1
    return len(word) >= _SHORTEST_WORD and not word.isdigit()
