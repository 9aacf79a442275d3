"""One state of the public index as it was committed, with what was worked out from it so far."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

import tantivy
from tantivy import FieldType, Occur, Query

from lookback.film.finding import Findable, Kind
from lookback.film.title import key_of
from lookback.search.asking import Asked, Between, Run
from lookback.search.beginnings import Beginnings
from lookback.search.filing import LATER, POSITIONED, key_field, number_of, prominence_from
from lookback.search.kept import KeptFilms, read
from lookback.search.words import words_of

_MOST_KEPT: Final = 20_000
"""Answers that are remembered of one state; then all are forgotten."""
_MOST_KNOWN: Final = 5000
"""Films that are remembered; then all are forgotten."""
_NUMBERED: Final = {"runtime": "minutes", "rating": "score"}
_KEYED: Final = {kind.value: kind for kind in (Kind.GENRE, Kind.THEME, Kind.COUNTRY)}
Place = tuple[int, tantivy.DocAddress]
"""A film's prominence, and where it stands."""
_Answer = TypeVar("_Answer")


class Reading:
    """Asks one searcher. It does not change, so that what it answered can be remembered."""

    def __init__(self, index: tantivy.Index, beginnings: Beginnings, kept: KeptFilms) -> None:
        """Ask these together: the last two are of all films that the index began with."""
        self.beginnings = beginnings
        self._kept = kept
        self.schema = index.schema
        self.searcher = index.searcher()
        self._answers: dict[object, Any] = {}
        self._known: dict[int, Findable] = {}

    def once(self, key: object, make: Callable[[], _Answer]) -> _Answer:
        """What was answered before, or is now; memory is bounded."""
        if key in self._answers:
            known: _Answer = self._answers[key]
            return known
        answer = make()
        if len(self._answers) >= _MOST_KEPT:
            self._answers.clear()
        self._answers[key] = answer
        return answer

    def best(self, query: Query, limit: int) -> tuple[list[Place], int]:
        """The most prominent films, and how many there are in all."""
        found = self.searcher.search(query, limit=max(limit, 1), order_by_field="prominence")
        count: int = found.count  # type: ignore[attr-defined]  # missing in Tantivy's stubs
        return found.hits[:limit], count

    def known(self, numbers: Sequence[int]) -> dict[int, Findable]:
        """Those of the films that are there; remembered, as the famous are asked for again."""
        known = {number: self._known[number] for number in numbers if number in self._known}
        asked = [number for number in numbers if number not in known]
        if asked:
            # In no order: to look up one would cost more than all the rest.
            query = any_of([self.term("number", number) for number in asked])
            found = map(self.kept, self._places(query, len(asked)))
            new = {kept.number: kept for kept in found}
            if len(self._known) + len(new) > _MOST_KNOWN:
                self._known.clear()
            self._known |= new
            known |= new
        return known

    def _places(self, query: Query, limit: int) -> list[Place]:
        found = self.searcher.search(query, limit=limit, count=False)
        addresses = [address for _, address in found.hits]
        order = self.searcher.fast_field_values("prominence", addresses)
        return [(int(one or 0), address) for one, address in zip(order, addresses, strict=True)]

    def later(self) -> dict[int, Place]:
        """The films that were written later, by their numbers."""
        return self.once("later", self._later)

    def _later(self) -> dict[int, Place]:
        query = self.term(LATER, 1)
        count = self.best(query, 1)[1]
        return {number_of(place[0]): place for place in self.best(query, count)[0]}

    def data(self, place: Place) -> bytes:
        """What the index has of one film, as it is kept."""
        number = number_of(place[0])
        if number not in self.later():
            return self._kept.data(number)
        data: bytes = self.searcher.doc(place[1]).get_first("kept")  # type: ignore[assignment]  # it is
        return data

    def kept(self, place: Place) -> Findable:
        """What the index has of one film."""
        return read(self.data(place))

    def films(self, run: Run) -> int:
        """How many films have the run; those that are gone do not count."""
        return self.once(("films", run), lambda: self.best(self.anywhere(run), 1)[1])

    def rarest(self, runs: Iterable[Run], most: int) -> list[tuple[int, Run]]:
        """Of the runs that any film has, so many that the fewest have, with how many have them.

        Common words, which the others surely come before, are not counted.
        """
        # With a word's films Tantivy tells of some that are gone, but of no more than are gone.
        gone = len(self._kept) + self.searcher.doc_freq(LATER, 1) - self.searcher.num_docs
        told = {run: self._told(run) for run in runs}
        enough = sorted(sum(films) for films in told.values() if max(films) > gone)[:most]
        last = enough[-1] if len(enough) == most else math.inf
        counted = [
            (count, run)
            for run, films in told.items()
            if max(films) - gone <= last and (count := self.films(run))
        ]
        return sorted(counted, key=lambda one: (one[0], one[1].words))[:most]

    def _told(self, run: Run) -> tuple[int, ...]:
        """Of one word how many films have it in a title, and in all the rest."""
        if run.field or len(run.words) > 1:
            return (0,)
        return tuple(self.searcher.doc_freq(field, run.words[0]) for field in ("title", "rest"))

    def term(self, field: str, value: str | int) -> Query:
        """Films with one term in a field."""
        return Query.term_query(self.schema, field, value)

    def number(self, field: str, number: int) -> Query:
        """Films with a number in a field whose numbers are no terms."""
        return Query.range_query(self.schema, field, FieldType.Unsigned, number, number)

    def side_by_side(self, field: str, words: Sequence[str]) -> Query:
        """Films with these words in a row in a field."""
        if len(words) == 1:
            return self.term(field, words[0])
        return Query.phrase_query(self.schema, field, list(words))

    def anywhere(self, run: Run) -> Query:
        """Films that have the run in any field, or in its own."""
        if run.field:
            return self._in_field(run)
        if len(run.words) == 1:
            return self._word(run.words[0])
        key = key_of(" ".join(run.words))
        places = [self.side_by_side(field, run.words) for field in POSITIONED]
        places += [self.term(key_field(kind), key) for kind in _KEYED.values()]
        return all_of([any_of(places), *(self._word(word) for word in set(run.words))])

    def _word(self, word: str) -> Query:
        return any_of([self.term("title", word), self.term("rest", word)])

    def allowed(self, asked: Asked) -> list[tuple[Occur, Query]]:
        """The conditions besides the words that are looked for."""
        needed = [(Occur.Must, self._constraint(one)) for one in asked.needed]
        refused = [(Occur.MustNot, self._constraint(one)) for one in asked.refused]
        if refused and not asked.runs and not needed:
            needed.append((Occur.Must, Query.all_query()))
        return needed + refused

    def keys(self, kind: Kind) -> dict[str, tuple[str, ...]]:
        """The keys of a kind with their words."""
        field = key_field(kind)

        def read() -> dict[str, tuple[str, ...]]:
            terms = self.searcher.terms_with_prefix(field, "")
            return {key: tuple(words_of(key.replace("-", " "))) for key, _ in terms}

        return self.once(("keys", kind), read)

    def _constraint(self, one: Run | Between) -> Query:
        return self.anywhere(one) if isinstance(one, Run) else self._between(one)

    def _in_field(self, run: Run) -> Query:
        if run.field not in _KEYED:
            return self.side_by_side(run.field, run.words)
        kind = _KEYED[run.field]
        keys = [key for key, words in self.keys(kind).items() if _has(words, run.words)]
        return Query.term_set_query(self.schema, key_field(kind), keys)

    def _between(self, one: Between) -> Query:
        field = _NUMBERED.get(one.field, one.field)
        low, high = one.low, one.high
        if field == "score":
            return Query.range_query(
                self.schema, field, FieldType.Float, low, high, one.with_low, one.with_high
            )
        if low is not None:
            low = math.ceil(low) if one.with_low else math.floor(low) + 1
        if high is not None:
            high = math.floor(high) if one.with_high else math.ceil(high) - 1
        if field == "votes":
            field = "prominence"
            low = low if low is None else prominence_from(int(low))
            high = high if high is None else prominence_from(int(high) + 1) - 1
        if field == "decade":
            low, high = _decade(low), _decade(high)
        if (high is not None and high < 0) or (None not in (low, high) and low > high):  # type: ignore[operator]  # neither is None
            return Query.empty_query()
        return Query.range_query(self.schema, field, FieldType.Unsigned, low, high)


def all_of(queries: Sequence[Query]) -> Query:
    """Films that all of these find."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    """Films that one of these finds."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _decade(year: float | None) -> int | None:
    """The first year of a decade, also of one written short: ``90`` is 1990."""
    if year is None:
        return None
    if year < 100:
        year += 2000 if year < 30 else 1900
    return int(year) // 10 * 10


def _has(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    length = len(run)
    return any(words[at : at + length] == run for at in range(len(words) - length + 1))
