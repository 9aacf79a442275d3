"""The best known films that have what was typed, with those that were written lately.

Most films stand in ``Beginnings``, which were made with the index. What was written since is
marked in the index; its beginnings are made in memory, when they are first asked for.
"""

from collections.abc import Callable, Sequence
from typing import Final

from tantivy import DocAddress

from lookback.film.finding import Kind
from lookback.search.beginnings import Beginnings, Field, Filling, Runs
from lookback.search.filing import LATER, Kept, number_of, titles_of, words_of_each
from lookback.search.reading import Place, Reading

_MOST_REMEMBERED: Final = 50_000
Asking = Callable[[Beginnings, int], list[int]]
"""Asks for so many films, and is answered with their prominences, the best known first."""
_Words = tuple[list[str], list[str], list[int]]


class Later:
    """The words of films that were written later; kept from one state of the index to the next."""

    def __init__(self) -> None:
        self._words: dict[bytes, _Words] = {}

    def made(self, reading: Reading, places: Sequence[Place]) -> Beginnings:
        """What these films begin with."""
        filling = Filling()
        words: dict[bytes, _Words] = {}
        for prominence, address in places:
            data = reading.data(address)
            known = self._words.get(data) or _words(reading, address)
            filling.add(prominence, *known)
            if len(words) < _MOST_REMEMBERED:
                words[data] = known
        self._words = words
        return filling.made()


class BestKnown:
    """Of one state of the index."""

    def __init__(self, reading: Reading, whole: Beginnings, later: Later) -> None:
        """Ask these together.

        Args:
            whole: what the index began with.
            later: what is remembered of the state before.
        """
        count = reading.best(reading.term(LATER, 1), 1)[1]
        places = reading.best(reading.term(LATER, 1), count)[0] if count else []
        self._reading = reading
        self._whole = whole
        self._later = later.made(reading, places) if places else None
        self._places: dict[int, DocAddress] = dict(places)
        self._old = {number_of(prominence) for prominence in self._places}

    def best(self, ask: Asking, most: int) -> list[int]:
        """The prominences of so many films, the best known first."""
        asked = most
        while True:
            told = ask(self._whole, asked)
            found = [one for one in told if number_of(one) not in self._old]
            if len(found) >= most or len(told) < asked:
                break
            asked *= 4
        if self._later is not None:
            found += ask(self._later, most)
            found.sort(reverse=True)
        return found[:most]

    def kept(self, prominences: Sequence[int]) -> dict[int, Kept] | None:
        """What the index has of these films; ``None`` where one of them is gone: ask again."""
        asked = {number_of(one): one for one in prominences if one not in self._places}
        found = self._reading.known(list(asked))
        if len(found) < len(asked):
            self._old |= asked.keys() - found.keys()
            return None
        kept = {one: found[number] for number, one in asked.items()}
        for one in prominences:
            if one not in kept:
                kept[one] = self._reading.kept(self._places[one])
        return kept


def begun_in(field: Field, runs: Runs, *, ended: bool) -> Asking:
    """Films that have all words in a field, the last of which may be only begun."""
    return lambda films, most: films.best(field, runs, most, ended=ended)


def exactly(whole: int, runs: Runs) -> Asking:
    """Films with a whole title of these words, and of this number."""
    return lambda films, most: films.exactly(whole, runs, most)


def _words(reading: Reading, address: DocAddress) -> _Words:
    kept = reading.kept(address)
    titles, exact = titles_of(kept.titles)
    return titles, words_of_each(kept.names(Kind.PERSON)), exact
