"""Lists and counts over all films: what they can be listed by, how they are rated, how they run."""

from typing import Any

from tantivy import Query

from lookback.film.finding import Choice, Kind
from lookback.film.title import key_of
from lookback.search.filing import key_field
from lookback.search.reading import Reading

_TERMS = 65_000
"""Values that one aggregation may count."""


def named(reading: Reading, kind: Kind, key: str) -> str:
    """How a value is written: as the best known film that has it does."""
    return (
        key + "s"
        if kind is Kind.DECADE
        else reading.once((kind, key), lambda: _name(reading, kind, key))
    )


def _name(reading: Reading, kind: Kind, key: str) -> str:
    places, _ = reading.best(reading.term(key_field(kind), key), 1)
    names = reading.kept(places[0]).names(kind) if places else []
    return next((name for name in names if key_of(name) == key), key)


def most_frequent(reading: Reading, kind: Kind, limit: int) -> tuple[Choice, ...]:
    """The values that most films have; where as many have two, the lower key first."""
    counted = reading.once(("frequent", kind), lambda: _counted(reading, kind))
    return tuple(
        Choice(kind, named(reading, kind, key), key, count)
        for key, count in counted[: max(limit, 0)]
    )


def _counted(reading: Reading, kind: Kind) -> list[tuple[str, int]]:
    terms = {"field": key_field(kind), "size": _TERMS, "segment_size": _TERMS}
    told = reading.searcher.aggregate(Query.all_query(), {"all": {"terms": terms}})
    counts = [(str(one["key"]), int(one["doc_count"])) for one in told["all"]["buckets"]]
    if kind is Kind.DECADE:
        counts = [(str(int(float(key))), count) for key, count in counts if float(key)]
    return sorted(counts, key=lambda one: (-one[1], one[0]))


def tenths(reading: Reading, genre: str) -> tuple[int, ...]:
    """How many films are rated from 0 up to 1, from 1 up to 2 ... from 9 up to 10, and 10."""
    query = reading.term("genre_key", genre) if genre else Query.all_query()
    told = reading.searcher.aggregate(
        query, {"all": {"histogram": {"field": "score", "interval": 1}}}
    )
    counts = [0] * 10
    for bucket in told["all"]["buckets"]:
        counts[min(max(int(bucket["key"]), 0), 9)] += int(bucket["doc_count"])
    return tuple(counts)


def quartiles(reading: Reading) -> dict[int, tuple[int, int, int, int]]:
    """For each decade how many films have a known runtime, and its quartiles in minutes."""
    inner = {"minutes": {"terms": {"field": "minutes", "size": _TERMS, "segment_size": _TERMS}}}
    asked: dict[str, Any] = {
        "all": {"terms": {"field": "decade", "size": 1000, "segment_size": 1000}, "aggs": inner}
    }
    told = reading.searcher.aggregate(Query.all_query(), asked)
    answer = {}
    for bucket in told["all"]["buckets"]:
        runs = sorted(
            (int(one["key"]), int(one["doc_count"])) for one in bucket["minutes"]["buckets"]
        )
        films = sum(count for _, count in runs)
        if films and int(bucket["key"]):
            low, middle, high = (_at(runs, films * part // 4) for part in (1, 2, 3))
            answer[int(bucket["key"])] = (films, low, middle, high)
    return dict(sorted(answer.items()))


def _at(runs: list[tuple[int, int]], rank: int) -> int:
    """The value at a rank, counted from 0."""
    for value, count in runs:
        if rank < count:
            return value
        rank -= count
    return runs[-1][0]
