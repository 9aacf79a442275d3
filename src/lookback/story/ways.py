"""The ways by which causes lead to their effect, no part of which is told twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lookback.story.answers import Cause
from lookback.story.worlds import World


class Telling(Enum):
    """What of a way has to be told."""

    WHOLE = auto()
    BEGINNING = auto()
    """The rest is that of a way before it."""
    NOTHING = auto()
    """All of it is in a way before it."""
    LEFT_OUT = auto()
    """There are as many as are told."""
    DIRECT = auto()
    """There is nothing between the cause and the effect, or no way was found."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one cause.

    Attributes:
        events: those that are to be told, from the cause on; of a beginning, the last one is in a
            way before it.
    """

    telling: Telling
    events: tuple[str, ...]


def ways(world: World, causes: Iterable[Cause], most: int) -> Iterator[Way]:
    """The way of each cause, in the same order.

    Args:
        world: where these are causes.
        most: how many are told.
    """
    onward: dict[str, tuple[str, ...]] = {}
    told = 0
    for cause in causes:
        way, path = _way(world, cause, onward)
        if way.telling in {Telling.WHOLE, Telling.BEGINNING}:
            if told == most:
                yield Way(Telling.LEFT_OUT, way.events)
                continue
            told += 1
            onward = {name: path[place:] for place, name in enumerate(path)} | onward
        yield way


def _way(
    world: World, cause: Cause, onward: dict[str, tuple[str, ...]]
) -> tuple[Way, tuple[str, ...]]:
    """What is to be told of a cause's way, and all of it.

    Args:
        onward: for each event that was told, how it went on from there.
    """
    path = cause.path
    if len(path) <= 2:
        return Way(Telling.DIRECT, path), path
    do = cause.otherwise(world.happens)
    then = world.under(do)
    # What another cause changed need not change with this one.
    changed = {name for name in then if name not in do and then[name] != world.happens[name]}
    for place, name in enumerate(path[:-1]):
        rest = onward.get(name, ())
        if rest and changed.issuperset(rest[1:]):
            if not place:
                return Way(Telling.NOTHING, path[:1]), path
            path = (*path[:place], *rest)
            if len(rest) > 2:
                return Way(Telling.BEGINNING, path[: place + 1]), path
            break
    return Way(Telling.WHOLE, path), path
