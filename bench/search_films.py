"""Films to search: those of a catalogue, and as many as asked for that are made from its words."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from lookback.film.finding import Findable

WORD = re.compile(r"\w+")
_KNOWN = 0.1
"""The share of made films that have a cast and a text; all others have what lists of films have."""


def read(data: Path) -> list[Findable]:
    """The films of the catalogue, with votes by a heavy-tailed law."""
    chance = random.Random(3)  # noqa: S311 - no secret
    films: list[Findable] = []
    for file in sorted(data.glob("catalogue/movies-*.json")):
        for told in json.loads(file.read_text("utf-8")):
            number = len(films) + 1
            films.append(
                Findable(
                    number,
                    f"film-{number}",
                    " ".join(told["title"].split()),
                    years=[told["year"]],
                    minutes=chance.randint(60, 180),
                    people=told["cast"],
                    genres=told["genres"],
                    texts=[told["extract"]] if told.get("extract") else [],
                    score=round(chance.uniform(1, 10), 1),
                    votes=_votes(chance),
                )
            )
    return films


def make(catalogue: Sequence[Findable], films: int) -> Iterator[Findable]:
    """Films of words that are as frequent as in the catalogue; the same ones each time."""
    chance = random.Random(5)  # noqa: S311 - no secret
    titles = _Bag(word for film in catalogue for word in WORD.findall(film.title))
    texts = _Bag(word for film in catalogue for text in film.texts for word in WORD.findall(text))
    people = _Bag(name for film in catalogue for name in film.people)
    genres = _Bag(name for film in catalogue for name in film.genres)
    lengths = [len(WORD.findall(film.title)) or 1 for film in catalogue]
    for number in range(1, films + 1):
        title = titles.drawn(chance, chance.choice(lengths))
        film = Findable(
            number,
            f"film-{number}",
            " ".join(title),
            years=[chance.choice(catalogue).years[0]],
            minutes=chance.randint(60, 180),
            genres=list(dict.fromkeys(genres.drawn(chance, 2))),
            score=round(chance.uniform(1, 10), 1),
            votes=_votes(chance),
        )
        if chance.random() < 0.3:
            film.titles = [" ".join(titles.drawn(chance, chance.choice(lengths)))]
        if chance.random() < _KNOWN:
            film.people = list(dict.fromkeys(people.drawn(chance, 5)))
            film.texts = [" ".join(texts.drawn(chance, 30))]
        yield film


class _Bag:
    """Draws with the frequencies of what it was given."""

    def __init__(self, given: Iterable[str]) -> None:
        counts = Counter(given)
        self._values = list(counts)
        self._sums = list(accumulate(counts.values()))

    def drawn(self, chance: random.Random, many: int) -> list[str]:
        return chance.choices(self._values, cum_weights=self._sums, k=many)


def _votes(chance: random.Random) -> int:
    return min(int(chance.paretovariate(0.6)), 3_000_000)
