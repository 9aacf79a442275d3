"""What somebody who types may mean, after each key."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from lookback.film.finding import Kind, Suggestion
from lookback.film.title import key_of
from lookback.search.beginnings import Runs
from lookback.search.best_known import BestKnown, begun_in, exactly
from lookback.search.counting import most_frequent, named
from lookback.search.filing import exact_of
from lookback.search.reading import Reading
from lookback.search.words import all_words_of, fold, runs_of, words_of

_MOST_NAMED: Final = 2
"""Genres and themes among the suggestions."""
_JOINING: Final = str.maketrans("", "", "'-.")
_ALL: Final = 1_000_000
_LAST: Final = "\U0010ffff"
_LONGEST: Final = 200


def suggested(reading: Reading, known: BestKnown, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """The best known first; a film whose title was typed in full before all others."""
    runs = tuple(map(tuple, runs_of(typed[:_LONGEST])))
    if not runs or limit <= 0:
        return ()
    ended = typed[-1:].isspace()
    return reading.once(
        ("suggested", runs, ended, limit),
        lambda: _suggested(reading, known, runs, limit, ended=ended),
    )


def _suggested(
    reading: Reading, known: BestKnown, runs: Runs, limit: int, *, ended: bool
) -> tuple[Suggestion, ...]:
    named_ = [
        one
        for kind in (Kind.GENRE, Kind.THEME)
        for one in _frequent(reading, kind, runs, ended=ended)
    ][:_MOST_NAMED]
    most = max(limit - len(named_), 0)
    films = None
    while films is None:
        films = _films(known, runs, limit, most, ended=ended)
    return (*films, *named_)[:limit]


def _films(
    known: BestKnown, runs: Runs, limit: int, most: int, *, ended: bool
) -> list[Suggestion] | None:
    """Films and people; ``None`` where a film turned out to be gone."""
    whole = exact_of(" ".join(word for run in runs for word in run))
    titles = known.best(begun_in("title", runs, ended=ended), limit)
    people = known.best(begun_in("person", runs, ended=ended), (limit + 1) // 2)
    best = [(one, True) for one in known.best(exactly(whole, runs), 1)]
    # Of one film its title comes before its people.
    best += sorted([(one, True) for one in titles] + [(one, False) for one in people], reverse=True)
    found: dict[tuple[Kind | None, str], Suggestion] = {}
    for at in range(0, len(best), limit):  # the second time only where two are the same
        some = best[at : at + limit]
        all_kept = known.kept([one for one, _ in some])
        if all_kept is None:
            return None
        for one, is_title in some:
            kept = all_kept[one]
            if is_title:
                every = [kept.title, *kept.titles]
                says = next(_meant(every, runs, ended=ended), kept.title)
                found.setdefault((None, kept.slug), Suggestion(says, kept.slug, None, kept.year))
                continue
            for name in _meant(kept.people, runs, ended=ended):
                key = key_of(name)
                found.setdefault((Kind.PERSON, key), Suggestion(name, key, Kind.PERSON))
        if len(found) >= most:
            break
    return list(found.values())[:most]


def _meant(texts: Sequence[str], runs: Runs, *, ended: bool) -> Iterator[str]:
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
