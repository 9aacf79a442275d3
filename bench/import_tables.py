"""Tables in the form of IMDb's, made of the words of real titles, for the benchmark of imports."""

import json
import random
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

_BASICS: Final = (
    "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres"
)
_AKAS: Final = "titleId ordering title region language types attributes isOriginalTitle"
_RATINGS: Final = "tconst averageRating numVotes"
TABLES: Final[Mapping[str, tuple[str, str, int]]] = {
    "basics": ("title.basics.tsv", _BASICS, 1),
    "akas": ("title.akas.tsv", _AKAS, 2),
    "ratings": ("title.ratings.tsv", _RATINGS, 1),
}
"""Of each table its file, its columns, and how many of them are its key."""
_GENRES: Final = ("Drama", "Comedy", "Action", "Romance", "Thriller", "Crime", "Horror", "Short")
_WORDS: Final = (
    "The Of A And In Love Night Man Day My Woman Dead House Girl Time Life Last City Blood Dark "
    "Black World Story Red Road Summer King Little Secret Lost White Children Big Island Death "
    "Heart River Home Sea Fire Wild Star Dream Moon Bell Rain Salt Ferryman Orchard Lantern"
)
_LENGTHS: Final = (1, 2, 2, 2, 3, 3, 3, 4, 5)


def make(folder: Path, rows: int, data: Path) -> None:
    """The three tables."""
    chance = random.Random(1)  # noqa: S311 - no secret
    words, weights, lengths = _statistics(data)

    def title() -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=chance.choice(lengths)))

    files = [(folder / file).open("w", encoding="utf-8") for file, _, _ in TABLES.values()]
    basics, akas, ratings = files
    for file, (_, header, _) in zip(files, TABLES.values(), strict=True):
        file.write(header.replace(" ", "\t") + "\n")
    none = "\\N"
    for number in range(1, rows + 1):
        key, named = f"tt{number * 7:07}", title()
        original = named if chance.random() < 0.85 else title()
        kind = chance.choice(("movie", "short", "tvMovie", "video"))
        year = str(chance.randint(1900, 2025)) if chance.random() < 0.95 else none
        minutes = str(chance.randint(3, 200)) if chance.random() < 0.7 else none
        genres = ",".join(sorted(chance.sample(_GENRES, chance.randint(1, 3))))
        basics.write(
            f"{key}\t{kind}\t{named}\t{original}\t0\t{year}\t{none}\t{minutes}\t{genres}\n"
        )
        if chance.random() < 0.5:
            votes = int(chance.paretovariate(0.6) * 5)
            ratings.write(f"{key}\t{chance.randint(10, 99) / 10}\t{min(votes, 10**7)}\n")
        for ordering in range(1, 2 + (chance.random() < 0.6) + (chance.random() < 0.4)):
            is_original = ordering == 1
            types = "original" if is_original else "imdbDisplay"
            region = none if is_original else chance.choice(("US", "JP", "DE", "FR"))
            told = original if is_original else title()
            akas.write(
                f"{key}\t{ordering}\t{told}\t{region}\t{none}\t{types}\t{none}\t{is_original:d}\n"
            )
    for file in files:
        file.close()


def _statistics(data: Path) -> tuple[list[str], list[float], Sequence[int]]:
    """Words with their weights added up, and how many of them titles have."""
    titles = [one["title"].replace('"', "").split() for one in films_of(data)]
    if not titles:  # by Zipf's law
        words = _WORDS.split()
        weights = [1 / rank for rank in range(1, len(words) + 1)]
        return words, list(accumulate(weights)), _LENGTHS
    words = [word for title in titles for word in title]
    return words, list(accumulate([1.0] * len(words))), [len(title) or 1 for title in titles]


def films_of(data: Path) -> list[dict[str, Any]]:
    """The films of a real catalogue, or none."""
    return [
        one
        for file in sorted(data.glob("catalogue/movies-*.json"))
        for one in json.loads(file.read_text("utf-8"))
    ]
