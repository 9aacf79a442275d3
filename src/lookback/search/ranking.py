"""The order of what is found, and its counts.

A film whose title was typed comes first, then films with all words in their titles, then those
with all words anywhere; within each by prominence, which no other film's fate can move. Word
statistics come in only where no film has all words, and count the films that are there.
"""

import math
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tantivy import Occur, Query

from lookback.film.finding import Choice, Found, Hit, Kind
from lookback.search.asking import Asked, Run
from lookback.search.correcting import corrected
from lookback.search.counting import named
from lookback.search.filing import LATER, exact_of, key_field, number_of
from lookback.search.reading import Place, Reading, all_of, any_of
from lookback.search.words import is_unspaced

_DEEPEST: Final = 10_000
"""The last hit that can be turned to."""
_MOST_CHOICES: Final = 10
_FEW: Final = 64
"""Films of one title that are looked for at first."""
_SHORT: Final = 8
"""Words of a question that all must be there."""
_TELLING: Final = 12
"""Words of a long question that count: the rarest."""
_WHOLE: Final = 4
"""Characters without spaces that are not taken apart."""
_SHARE: Final = 0.34
"""Of them that a film must have at least."""
_MOST_ALIKE: Final = 20_000
"""Films of one weight that are put in order."""
_FACETS: Final = (Kind.GENRE, Kind.DECADE, Kind.COUNTRY)
_UNKNOWN: Final = "0"
"""The decade of a film without a year."""
_TERMS: Final = 1000
"""Values that are counted at most of a facet."""
_FINE: Final = 1 << 10
"""Steps of a word's weight, so that sums are exact in any order."""


def found_by(reading: Reading, asked: Asked, offset: int, limit: int) -> Found:
    """One page of what was asked for."""
    start, end = max(offset, 0), min(max(offset, 0) + max(limit, 0), _DEEPEST)
    if not asked.runs and not asked.needed and not asked.refused:
        return Found()
    if len(set(asked.runs)) > _SHORT:
        return _with_most(reading, asked, start, end)
    answer = _with_all(reading, asked, start, end)
    if answer.total or not asked.runs:
        return answer
    other = corrected(reading, asked)
    if other is None:
        return _with_most(reading, asked, start, end)
    answer = _with_all(reading, other, start, end)
    if not answer.total:
        answer = _with_most(reading, other, start, end)
    return replace(answer, instead=" ".join(other.words)) if answer.total else answer


def listed_by(reading: Reading, kind: Kind, key: str, offset: int, limit: int) -> Found:
    """One page of the films that have a value."""
    start, end = max(offset, 0), min(max(offset, 0) + max(limit, 0), _DEEPEST)
    if kind is Kind.DECADE:
        if not (key.isascii() and key.isdecimal() and len(key) <= 4 and int(key)):
            return Found()
        query = reading.number("decade", int(key))
    else:
        query = reading.term(key_field(kind), key)
    places, total = reading.best(query, end)
    choices, _ = reading.once(("listed", kind, key), lambda: _choices(reading, query))
    return Found(_hits(reading, places[start:]), total, choices)


def _with_all(reading: Reading, asked: Asked, start: int, end: int) -> Found:
    allowed = reading.allowed(asked)
    whole = _under(allowed, [reading.anywhere(run) for run in dict.fromkeys(asked.runs)])
    choices, total = reading.once(("choices", asked), lambda: _choices(reading, whole))
    if not total:
        return Found()
    places: list[Place] = []
    tiers = [whole]
    if asked.runs:
        titles = [reading.side_by_side("title", run.words) for run in dict.fromkeys(asked.runs)]
        tiers.insert(0, _under(allowed, titles))
        places = _exactly(reading, asked, tiers[0], end)
    for query in tiers:
        if len(places) >= end:
            break
        before = {prominence for prominence, _ in places}
        more, _ = reading.best(query, end + len(before))
        places += [place for place in more if place[0] not in before]
    return Found(_hits(reading, places[start:end]), total, choices)


def _exactly(reading: Reading, asked: Asked, titled: Query, end: int) -> list[Place]:
    """Of the films with all words in titles, those of which that is a whole title."""
    whole = exact_of(" ".join(asked.words))
    later = reading.term("exact", whole), reading.term(LATER, 1)
    tried = _FEW
    while True:
        # Few are gone, or have another title by now: most often the first are enough.
        some = reading.beginnings.exact(whole, tried)
        old = _old(reading, list(map(number_of, some)), later[1])
        query = all_of([titled, any_of([later[0], old])])
        places, _ = reading.best(query, end)
        if len(some) < tried or (len(places) == end and places[-1][0] >= some[-1]):
            return places
        tried *= 4


def _old(reading: Reading, numbers: list[int], later: Query) -> Query:
    """Those of the films that are as they were when the index was made."""
    query = any_of([reading.term("number", number) for number in numbers])
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, later)])


def _with_most(reading: Reading, asked: Asked, start: int, end: int) -> Found:
    """Films with many of the words, each worth more the fewer films have it."""
    parts = dict.fromkeys(part for run in asked.runs for part in _parts(run))
    known = reading.rarest(parts, _TELLING)
    if not known:
        return Found()
    films = reading.searcher.num_docs
    weighed = []
    for count, part in known:
        weight = round(math.log2(1 + films / count) * _FINE) / _FINE
        part_query = Query.const_score_query(reading.anywhere(part), weight)
        weighed.append((Occur.Should, part_query))
    least = math.ceil(_SHARE * len(known))
    query = Query.boolean_query(weighed, minimum_number_should_match=least)
    query = _under(reading.allowed(asked), [query])
    choices, total = _choices(reading, query)
    if len(known) == 1:
        places, _ = reading.best(query, end)
        return Found(_hits(reading, places[start:]), total, choices)
    places = _by_weight(reading, query, end, total)
    return Found(_hits(reading, places[start:end]), total, choices)


def _parts(run: Run) -> list[Run]:
    """The run itself; of a long one without spaces, such as a sentence, each two characters."""
    if len(run.words) <= _WHOLE or not is_unspaced(run.words[0][0]):
        return [run]
    return [Run(pair) for pair in pairwise(run.words)]


def _by_weight(reading: Reading, query: Query, end: int, total: int) -> list[Place]:
    """The films of most weight; of as much weight, the most prominent, however many they are."""
    limit = max(2 * end, 100)
    while True:
        found = reading.searcher.search(query, limit=limit).hits
        if limit >= min(total, _MOST_ALIKE) or found[-1][0] < found[min(end, len(found)) - 1][0]:
            break
        limit = min(4 * limit, _MOST_ALIKE)
    addresses = [address for _, address in found]
    order = reading.searcher.fast_field_values("prominence", addresses)
    ranked = sorted(range(len(found)), key=lambda at: (found[at][0], order[at] or 0), reverse=True)
    return [(int(order[at] or 0), addresses[at]) for at in ranked]


def _under(allowed: list[tuple[Occur, Query]], queries: list[Query]) -> Query:
    if not allowed:
        return all_of(queries)
    return Query.boolean_query([*((Occur.Must, query) for query in queries), *allowed])


def _hits(reading: Reading, places: list[Place]) -> tuple[Hit, ...]:
    return tuple(Hit(kept.number, kept.slug) for kept in map(reading.kept, places))


def _choices(reading: Reading, query: Query) -> tuple[dict[Kind, tuple[Choice, ...]], int]:
    """What can be narrowed down by, and how many films there are: each has one decade or 0."""
    asked = {
        kind: {"terms": {"field": key_field(kind), "size": _TERMS, "segment_size": _TERMS}}
        for kind in _FACETS
    }
    told = reading.searcher.aggregate(query, asked)
    total = sum(int(one["doc_count"]) for one in told[Kind.DECADE]["buckets"])
    choices = {}
    for kind in _FACETS:
        counts = {_key(kind, one["key"]): int(one["doc_count"]) for one in told[kind]["buckets"]}
        best = sorted((-count, key) for key, count in counts.items() if key != _UNKNOWN)
        choices[kind] = tuple(
            Choice(kind, named(reading, kind, key), key, -count)
            for count, key in best[:_MOST_CHOICES]
        )
    return choices, total


def _key(kind: Kind, key: str | float) -> str:
    return str(int(key)) if kind is Kind.DECADE else str(key)
