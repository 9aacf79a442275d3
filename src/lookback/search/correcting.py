"""Words that were mistyped: the nearest ones that occur, in the best known film that has them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA
from tantivy import Occur, Query

from lookback.film.finding import Findable
from lookback.search.asking import Asked, Run
from lookback.search.reading import Reading, all_of
from lookback.search.words import all_words_of, is_unspaced

_SHORTEST: Final = 4
"""Letters of a word that may have one mistake."""
_LONG: Final = 8
"""Letters of a word that may have two."""
_LOOKED_AT: Final = 8
"""Films that are looked at for a word."""


def corrected(reading: Reading, asked: Asked) -> Asked | None:
    """The question with other words, or None where there are none near enough."""
    runs = list(asked.runs)
    missing = [at for at, run in enumerate(runs) if _is_word(run) and not reading.films(run)]
    if missing:
        changed = [_replace(reading, asked, runs, missing, at) for at in missing]
        return replace(asked, runs=tuple(runs)) if any(changed) else None
    for at, run in enumerate(runs):
        if _is_word(run):
            rest = _rest(reading, asked, runs, {at})
            word = _nearest(reading, run.words[0], rest) if rest else ""
            if word:
                runs[at] = replace(run, words=(word,))
                return replace(asked, runs=tuple(runs))
    return None


def _replace(reading: Reading, asked: Asked, runs: list[Run], missing: list[int], at: int) -> bool:
    later = {one for one in missing if one >= at}
    word = runs[at].words[0]
    rest = _rest(reading, asked, runs, later)
    other = _nearest(reading, word, rest) or (_nearest(reading, word, []) if rest else "")
    if other:
        runs[at] = replace(runs[at], words=(other,))
    return bool(other)


def _rest(
    reading: Reading, asked: Asked, runs: list[Run], without: set[int]
) -> list[tuple[Occur, Query]]:
    """What else the film must have."""
    queries = [reading.anywhere(run) for at, run in enumerate(runs) if at not in without]
    return [*((Occur.Must, query) for query in queries), *reading.allowed(asked)]


def _is_word(run: Run) -> bool:
    word = run.words[0]
    return (
        len(run.words) == 1
        and not run.field
        and len(word) >= _SHORTEST
        and not is_unspaced(word[0])
    )


def _nearest(reading: Reading, word: str, rest: list[tuple[Occur, Query]]) -> str:
    for distance in range(1, 3 if len(word) >= _LONG else 2):
        for field in ("title", "rest"):
            near = Query.fuzzy_term_query(reading.schema, field, word, distance)
            query = Query.boolean_query([(Occur.Must, near), *rest]) if rest else all_of([near])
            places, _ = reading.best(query, _LOOKED_AT)
            found = ""
            best = distance + 1
            for place in places:
                for other in _words_in(reading.kept(place), field):
                    far = OSA.distance(word, other, score_cutoff=distance)
                    if 0 < far < best:
                        found, best = other, far
            if found:
                return found
    return ""


def _words_in(film: Findable, field: str) -> Iterator[str]:
    texts = [film.title, *film.titles]
    if field != "title":
        texts += [*film.people, *film.genres, *film.themes, *film.countries]
        texts += [*film.roles, *film.texts]
    for text in texts:
        words, more = all_words_of(text)
        yield from words
        yield from more
