"""What somebody who types may mean, after each key."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Final

from tantivy import Query

from lookback.film.finding import Kind, Suggestion
from lookback.film.title import key_of
from lookback.search.counting import most_frequent, named
from lookback.search.filing import FAMES, exact_of, famous_field
from lookback.search.reading import Place, Reading, all_of
from lookback.search.words import all_words_of, fold, is_unspaced, runs_of, words_of

_MOST_NAMED: Final = 2
"""Genres and themes among the suggestions."""
_FEW: Final = 100
"""Films that are rather looked at one by one than found by a letter that many words begin with."""
_MANY: Final = 20_000
"""Films that are rather put in order than found by a single letter."""
_JOINING: Final = str.maketrans("", "", "'-.")
_ALL: Final = 1_000_000
_LAST: Final = "\U0010ffff"
_LONGEST: Final = 200
Runs = tuple[tuple[str, ...], ...]


def suggested(reading: Reading, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """The best known first; a film whose title was typed in full before all others."""
    runs = tuple(map(tuple, runs_of(typed[:_LONGEST])))
    if not runs or limit <= 0:
        return ()
    ended = typed[-1:].isspace()
    return reading.once(
        ("suggested", runs, ended, limit), lambda: _suggested(reading, runs, limit, ended=ended)
    )


def _suggested(reading: Reading, runs: Runs, limit: int, *, ended: bool) -> tuple[Suggestion, ...]:
    named_ = [
        one
        for kind in (Kind.GENRE, Kind.THEME)
        for one in _frequent(reading, kind, runs, ended=ended)
    ][:_MOST_NAMED]
    words = [reading.side_by_side("title", run) for run in dict.fromkeys(runs)]
    whole = exact_of(" ".join(word for run in runs for word in run))
    exact = all_of([reading.term("exact", whole), *words])
    titles = _best(reading, "title", runs, limit, ended=ended)
    people = _best(reading, "person", runs, (limit + 1) // 2, ended=ended)
    best = [*((place, True) for place in titles), *((place, False) for place in people)]
    best = [
        *((place, True) for place in reading.best(exact, 1)[0]),
        *sorted(best, key=_by_prominence),
    ]
    found: dict[tuple[Kind | None, str], Suggestion] = {}
    for (_, address), is_title in best:
        kept = reading.kept(address)
        if is_title:
            says = next(_meant(kept.titles, runs, ended=ended), kept.titles[0])
            found.setdefault((None, kept.slug), Suggestion(says, kept.slug, None, kept.year))
            continue
        for name in _meant(kept.names(Kind.PERSON), runs, ended=ended):
            key = key_of(name)
            found.setdefault((Kind.PERSON, key), Suggestion(name, key, Kind.PERSON))
    return (*list(found.values())[: max(limit - len(named_), 0)], *named_)[:limit]


def _by_prominence(one: tuple[tuple[int, object], bool]) -> tuple[int, bool]:
    (prominence, _), is_title = one
    return -prominence, not is_title


def _best(reading: Reading, field: str, runs: Runs, limit: int, *, ended: bool) -> list[Place]:
    """The best known films; as votes come first in prominence, the famous need no others."""
    *whole, (*_, begun) = runs
    if whole and not ended and not is_unspaced(begun[0]):
        words = [word for run in whole for word in run]
        if reading.rarest(field, words) <= (_FEW if len(begun) > 1 else _MANY):
            query = _query(reading, field, runs[:-1], ended=True)
            places, count = reading.best(query, _FEW)
            those = (one for one in places if _begins(reading, one, field, begun))
            found = list(islice(those, limit))
            if len(found) == limit or count <= _FEW:
                return found
    for fame in FAMES:
        query = _query(reading, famous_field(field, fame), runs, ended=ended)
        places, count = reading.best(query, limit)
        if count >= limit:
            return places
    return reading.best(_query(reading, field, runs, ended=ended), limit)[0]


def _begins(reading: Reading, place: Place, field: str, begun: str) -> bool:
    """Whether one of the film's words in the field begins so."""
    kept = reading.kept(place[1])
    texts = kept.titles if field == "title" else kept.names(Kind.PERSON)
    return next(_meant(texts, ((begun,),), ended=False), None) is not None


def _query(reading: Reading, field: str, runs: Runs, *, ended: bool) -> Query:
    """Films with all words, the last of which may be only begun."""
    *whole, last = runs
    queries = [reading.side_by_side(field, run) for run in dict.fromkeys(whole)]
    word = last[-1]
    if ended or is_unspaced(word[0]):
        queries.append(reading.side_by_side(field, last))
    else:
        queries.append(Query.fuzzy_term_query(reading.schema, field, word, 0, prefix=True))
    return all_of(queries)


def _meant(texts: list[str], runs: Runs, *, ended: bool) -> Iterator[str]:
    """Those of the texts that have all words, the last of which may be only begun."""
    *whole, last = [word for run in runs for word in run]
    folded = fold("\n".join(texts)).translate(_JOINING).split("\n")
    for text, joined in zip(texts, folded, strict=True):
        if last in joined:  # else it need not be looked at closely, as most need not
            words, more = all_words_of(text)
            words += more
            begun = last in words if ended else any(word.startswith(last) for word in words)
            if begun and all(word in words for word in whole):
                yield text


def _frequent(reading: Reading, kind: Kind, runs: Runs, *, ended: bool) -> list[Suggestion]:
    """Genres or themes with such words, those of most films first."""
    starts, ranks = reading.once(("starts", kind), lambda: _starts(reading, kind))
    *whole, last = [word for run in runs for word in run]
    begin = bisect_left(starts, (last, ""))
    end = bisect_left(starts, (last + ("" if ended else _LAST), _LAST))
    keys = {key for _, key in starts[begin:end]}
    if whole:
        keys = {key for key in keys if set(whole) <= set(words_of(key.replace("-", " ")))}
    best = sorted(keys, key=lambda key: ranks[key])[:_MOST_NAMED]
    return [Suggestion(named(reading, kind, key), key, kind) for key in best]


def _starts(reading: Reading, kind: Kind) -> tuple[list[tuple[str, str]], dict[str, int]]:
    ranks = {one.key: rank for rank, one in enumerate(most_frequent(reading, kind, _ALL))}
    words = {(word, key) for key in ranks for word in words_of(key.replace("-", " "))}
    return sorted(words), ranks
