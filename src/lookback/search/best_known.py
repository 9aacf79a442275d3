"""The best known films that have what was typed, with those that were written lately.

Most films stand in ``Beginnings``, which were made with the index. What was written since is
marked in the index; its beginnings are made in memory, when they are first asked for.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from lookback.film.finding import Findable
from lookback.search.beginnings import Beginnings, Field, Filling, Runs
from lookback.search.filing import number_of, titled, words_on_lines
from lookback.search.kept import read
from lookback.search.reading import Place, Reading

_MOST_REMEMBERED: Final = 50_000
Asking = Callable[[Beginnings, int], list[int]]
"""Asks for so many films, and is answered with their prominences, the best known first."""
_Words = tuple[str, str, list[int]]


class Later:
    """The words of films that were written later; kept from one state of the index to the next."""

    def __init__(self) -> None:
        self._words: dict[bytes, _Words] = {}

    def made(self, reading: Reading, places: Sequence[Place]) -> Beginnings:
        """What these films begin with."""
        kept = [reading.data(place) for place in places]
        words = [self._words.get(data) or _words(read(data)) for data in kept]
        self._words = dict(islice(zip(kept, words, strict=True), _MOST_REMEMBERED))
        filling = Filling()
        filling.add([prominence for prominence, _ in places], *zip(*words, strict=True))
        return filling.made()


class BestKnown:
    """Of one state of the index."""

    def __init__(self, reading: Reading, later: Later) -> None:
        """Ask a state of the index.

        Args:
            later: what is remembered of the state before.
        """
        places = reading.later()
        self._reading = reading
        self._later = later.made(reading, list(places.values())) if places else None
        self._places = dict(places.values())
        self._old = set(places)

    def best(self, ask: Asking, most: int) -> list[int]:
        """The prominences of so many films, the best known first."""
        asked = most
        while True:
            told = ask(self._reading.beginnings, asked)
            found = [one for one in told if number_of(one) not in self._old]
            if len(found) >= most or len(told) < asked:
                break
            asked *= 4
        if self._later is not None:
            found += ask(self._later, most)
            found.sort(reverse=True)
        return found[:most]

    def kept(self, prominences: Sequence[int]) -> dict[int, Findable] | None:
        """What the index has of these films; ``None`` where one of them is gone: ask again."""
        asked = {number_of(one): one for one in prominences if one not in self._places}
        found = self._reading.known(list(asked))
        if len(found) < len(asked):
            self._old |= asked.keys() - found.keys()
            return None
        kept = {one: found[number] for number, one in asked.items()}
        for one in prominences:
            if one not in kept:
                kept[one] = self._reading.kept((one, self._places[one]))
        return kept


def begun_in(field: Field, runs: Runs, *, ended: bool) -> Asking:
    """Films that have all words in a field, the last of which may be only begun."""
    return lambda films, most: films.best(field, runs, most, ended=ended)


def exactly(whole: int, runs: Runs) -> Asking:
    """Films with a whole title of these words, and of this number."""
    return lambda films, most: films.exactly(whole, runs, most)


def _words(film: Findable) -> _Words:
    titles, exact = titled([[film.title, *film.titles]])
    return titles[0], words_on_lines(film.people), exact[0]
