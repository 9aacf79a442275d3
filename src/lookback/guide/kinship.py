"""Kindred films: who may be kin is found in the index, and looked at one by one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from lookback.film.finding import Findable, Kind
from lookback.film.title import key_of
from lookback.search.index import Index
from lookback.search.kindred import Bond, Kindred, Rarity, kindred
from lookback.search.themes import Themes

_MOST_KIN: Final = 300
"""Films that are looked at for one."""
_MOST_OF_ONE: Final = 40
_MOST_PEOPLE: Final = 8
_MOST_VALUES: Final = 12
_NEAR: Final = 2
"""Steps from a theme up to one whose other kinds are looked for, too."""
_MOST_SIBLINGS: Final = 8
_WORDS: Final = {
    "person": "both with {}",
    "role": "{} is in both",
    "theme": "both about {}",
    "broader theme": "both about a kind of {}",
    "genre": "both {}",
    "words": "“{}” comes up in both",
}
_KINDS: Final = {"person": Kind.PERSON, "genre": Kind.GENRE, "theme": Kind.THEME}


def hierarchy(said: Iterable[str]) -> Themes:
    """Which themes are kinds of which, from what the store keeps."""
    lines = (one.split("\n") for one in said)
    return Themes((name, parents) for name, *parents in lines)


def kin_of(
    film: Findable,
    index: Index,
    themes: Themes,
    *,
    read: Callable[[Sequence[int]], Iterator[Findable]],
    total: int,
    limit: int,
) -> tuple[Kindred, ...]:
    """The nearest kin of a film, by what everyone may know.

    Args:
        read: these films, by what everyone may know of them.
        total: how many films there are in all.
    """
    numbers = dict.fromkeys(_candidates(film, index, themes))
    numbers.pop(film.number, None)
    others = read(list(numbers)[:_MOST_KIN])
    return kindred(film, others, Rarity(total, _counts(index, themes)), themes, limit)


def worded(bonds: Sequence[Bond], most: int = 3) -> tuple[str, ...]:
    """What two films share, in words; parts of names that are told are not told again."""
    names = " ".join(bond.name.casefold() for bond in bonds if bond.kind != "words")
    told = (bond for bond in bonds if bond.kind != "words" or bond.name not in names)
    return tuple(dict.fromkeys(_WORDS[bond.kind].format(bond.name) for bond in told))[:most]


def _candidates(film: Findable, index: Index, themes: Themes) -> Iterator[int]:
    def having(kind: Kind, key: str) -> Iterator[int]:
        return (hit.number for hit in index.listed(kind, key, limit=_MOST_OF_ONE).hits)

    for person in film.people[:_MOST_PEOPLE]:
        yield from having(Kind.PERSON, key_of(person))
    for theme in film.themes[:_MOST_VALUES]:
        yield from having(Kind.THEME, key_of(theme))
    for theme in film.themes[:_MOST_VALUES]:
        for sibling in themes.near(theme, _NEAR, _MOST_SIBLINGS):
            yield from having(Kind.THEME, sibling)
    for title in (film.title, *film.titles[:1]):
        yield from (hit.number for hit in index.search(title, limit=_MOST_OF_ONE).hits)
    for genre in film.genres[:2]:
        yield from having(Kind.GENRE, key_of(genre))


def _counts(index: Index, themes: Themes) -> Callable[[str, str], int]:
    """How many films have a value, as the index counts them."""

    @cache
    def count(kind: str, key: str) -> int:
        if kind in _KINDS:
            return index.listed(_KINDS[kind], key, limit=1).total
        if kind == "broader theme":
            below = {key, *themes.below(key)}
            return sum(index.listed(Kind.THEME, one, limit=1).total for one in below)
        where = "role:" if kind == "role" else ""
        return index.search(f'{where}"{key.replace("-", " ")}"', limit=1).total

    return count
