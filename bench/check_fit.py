"""Fitting what ``lookback.leaks.judging`` knows, and the bag of words that it is compared with."""

import csv
import hashlib
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.check_company import SIDES, Company
from bench.check_regression import Floats, Matrix, regress
from lookback.leaks.judging import Weights, headed, inputs
from lookback.leaks.words import even, words

FOLDS: Final = 5
_FEWEST_SENTENCES: Final = 20
_FEWEST_WORKS: Final = 12
_FEWEST_PLOTS: Final = 20
_FEWEST_HEADED: Final = 10
_FEWEST_HEADED_WORKS: Final = 5
_SMALL_SHARE: Final = 0.75
"""How often a word must stand in small letters to count as general vocabulary, not as a name."""
_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_LIKE_MIDDLE: Final = 10
_MEASURES_RIDGE: Final = 10.0
_WORDS_RIDGE: Final = 20.0
_SIDES_RIDGE: Final = 10.0
_HEADINGS_RIDGE: Final = 8.0
_JOINED: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, whether it was hidden as a spoiler, and the work that it is about."""

    said: str
    raw: str
    spoils: bool
    work: str
    trope: str

    @property
    def heading(self) -> str:
        """The name of the trope that it stood under, as a heading is written."""
        return _JOINED.sub(" ", self.trope.removesuffix(".html"))

    @property
    def fold(self) -> int:
        """Of the work, by its name alone; the last one is never looked at while fitting."""
        return int(hashlib.sha256(self.work.encode()).hexdigest(), 16) % FOLDS


def read_labelled(data: Path) -> list[Labelled]:
    """The sentences of ``spoilers/tvtropes_train.csv``."""
    with (data / "spoilers" / "tvtropes_train.csv").open(encoding="utf-8", newline="") as file:
        return [
            Labelled(
                even(row["sentence"]), row["sentence"], row["spoiler"] == "True", row["page"],
                row["trope"],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def general(rows: Sequence[Labelled]) -> dict[str, int]:
    """Words of many works that are no names, with how many rows have them."""
    count: Counter[str] = Counter()
    small: Counter[str] = Counter()
    works: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found = words(row.said)
        held = {word.casefold() for word in found}
        count.update(held)
        small.update(held - {word.casefold() for word in found[1:] if word[:1].isupper()})
        for word in held:
            works[word].add(row.work)
    return {
        word: times
        for word, times in sorted(count.items())
        if times >= _FEWEST_SENTENCES
        and len(works[word]) >= _FEWEST_WORKS
        and small[word] >= _SMALL_SHARE * times
        and word.replace("'", "").replace("-", "").isalpha()
    }


def places(data: Path) -> tuple[dict[str, float], dict[str, float], Counter[str]]:
    """How late words come in plots, how much rather they stand there, and how often in all.

    Rather than in the first lines of articles, as a logarithm.
    """
    csv.field_size_limit(sys.maxsize)
    sums: dict[str, tuple[int, float]] = {}
    in_plots: Counter[str] = Counter()
    about: Counter[str] = Counter()
    small: Counter[str] = Counter()
    with (data / "plots" / "british_movie_plots.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = _END.split(row["plot"])
            for place, sentence in enumerate(told):
                found = words(sentence)
                in_plots.update(word.casefold() for word in found)
                small.update(word for word in found if word == word.casefold())
                if len(told) < FOLDS:
                    continue
                for word in {word.casefold() for word in found}:
                    times, total = sums.get(word, (0, 0.0))
                    sums[word] = times + 1, total + (place + 0.5) / len(told)
    for path in sorted((data / "catalogue").glob("*.json")):
        for film in json.loads(path.read_text("utf-8")):
            about.update(word.casefold() for word in words(film.get("extract") or ""))
    late = {
        word: (total + _LIKE_MIDDLE * 0.5) / (times + _LIKE_MIDDLE) - 0.5
        for word, (times, total) in sums.items()
        if times >= _FEWEST_PLOTS
    }
    all_plots, all_about = in_plots.total(), about.total()
    told_more = {
        word: math.log((in_plots[word] + 3) / all_plots) - math.log((about[word] + 3) / all_about)
        for word in in_plots
        if in_plots[word] + about[word] > _FEWEST_PLOTS
    }
    names = {word for word, times in in_plots.items() if small[word] < times / 2}
    return late, told_more, Counter({w: n for w, n in in_plots.items() if w not in names})


def table(rows: Sequence[Labelled], data: Path) -> dict[str, list[float | None]]:
    """For each general word: how late, how much of plots, how rare."""
    held = general(rows)
    late, told, seen = places(data)
    for word, times in held.items():
        seen[word] += 2 * times
    most = math.log(max(seen.values()))
    wanted = sorted({*held, *(word for word in late if word in seen)})
    return {
        word: [
            _rounded(late.get(word)),
            _rounded(told.get(word)),
            round(1 - math.log(1 + seen.get(word, 0)) / most, 2),
        ]
        for word in wanted
        if word in held or (word.isalpha() and word.isascii())
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def fit(rows: Sequence[Labelled], data: Path, stories: Sequence[list[str]]) -> dict[str, Any]:
    """All that ``weights.json`` holds, fitted on these rows.

    A word's weight is what its company weighs, and of words that many rows have something more.
    Company is what stands near a word in the stories and in the rows, whatever their labels.
    """
    company = Company.of([*stories, *(words(row.said) for row in rows)])
    own = {word: f"the word {word}" for word in general(rows)}
    plain = {"bias": 0.0, "measures": {}, "headings": {}, "words": table(rows, data)}
    empty = Weights.of({**plain, "weights": dict.fromkeys([*company.places, *own], 0.0)})
    told = [_split(*inputs(row.said, empty), company, own) for row in rows]
    sides = [f"side {side}" for side in range(SIDES)]
    named = sorted({name for row in told for name in row} - {*own.values(), *sides})
    number = {name: place for place, name in enumerate([*named, *sides, *own.values()])}
    ridge = np.array(
        [_MEASURES_RIDGE] * len(named) + [_SIDES_RIDGE] * len(sides) + [_WORDS_RIDGE] * len(own)
    )
    ridge[number[""]] = 1e-3
    matrix = Matrix.of(told, number)
    fitted = regress(matrix, labels_of(rows), ridge)
    found = dict(zip(number, fitted.tolist(), strict=True))
    by_company = company.sides @ fitted[len(named) : len(named) + SIDES]
    weights = {word: float(by_company[place]) for word, place in company.places.items()}
    for word, name in own.items():
        weights[word] = weights.get(word, 0.0) + found[name]
    made = {
        "bias": round(found[""], 3),
        "measures": {name: round(found[name], 3) for name in named if name},
        "weights": {word: round(weights[word], 2) for word in sorted(weights)},
        "words": plain["words"],
    }
    return made | {"headings": headings(rows, empty, matrix.times(fitted))}


def headings(rows: Sequence[Labelled], empty: Weights, scores: Floats) -> dict[str, float]:
    """What the words of headings add to what the sentences below them score by themselves."""
    works: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for word in {word.casefold() for word in words(row.heading)}:
            works[word].append(row.work)
    kept = sorted(
        word
        for word, among in works.items()
        if len(among) >= _FEWEST_HEADED and len(set(among)) >= _FEWEST_HEADED_WORKS
    )
    number = {word: place for place, word in enumerate(kept)}
    known = replace(empty, headings=dict.fromkeys(number, 0.0))
    matrix = Matrix.of([headed(row.heading, known) for row in rows], number)
    fitted = regress(matrix, labels_of(rows), np.full(len(number), _HEADINGS_RIDGE), scores)
    return {word: round(float(fitted[place]), 2) for word, place in number.items()}


def _split(
    measures: dict[str, float], held: dict[str, float], company: Company, own: dict[str, str]
) -> dict[str, float]:
    """The measures as they are, each side of the company of the words, and the words by name."""
    found = measures | {"": 1.0}
    kept = [word for word in held if word in company.places]
    if kept:
        shares = np.array([held[word] for word in kept])
        sides = shares @ company.sides[[company.places[word] for word in kept]]
        found.update({f"side {side}": value for side, value in enumerate(sides.tolist())})
    return found | {own[word]: value for word, value in held.items() if word in own}


def labels_of(rows: Iterable[Labelled]) -> Floats:
    """1 for spoilers, 0 for all else."""
    return np.array([row.spoils for row in rows], np.float64)


def auc(scores: Floats, labels: Floats) -> float:
    """The chance that a spoiler scores higher than another sentence; a tie counts half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, group, size = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.bincount(group, ranks) / size)[group]
    spoils = labels.sum()
    others = len(labels) - spoils
    return float((ranks[labels == 1].sum() - spoils * (spoils + 1) / 2) / (spoils * others))


def bag_of_words(
    train: Sequence[Labelled], test: Sequence[Labelled], seen_by: Callable[[Labelled], list[str]]
) -> Floats:
    """The scores of a logistic regression on all words of the rows, rarer ones weightier."""
    bags = [set(seen_by(row)) for row in train]
    count = Counter(word for bag in bags for word in bag)
    kept = sorted(word for word, times in count.items() if times >= FOLDS)
    number = {word: place for place, word in enumerate(kept)}
    rarity = {word: math.log(len(train) / count[word]) for word in kept}

    def weighed(bag: set[str]) -> dict[str, float]:
        values = {word: rarity[word] for word in bag if word in number}
        long = math.sqrt(sum(value * value for value in values.values())) or 1.0
        return {word: value / long for word, value in values.items()} | {"": 1.0}

    number[""] = len(number)
    ridge = np.full(len(number), 2.0)
    ridge[-1] = 1e-3
    weights = regress(Matrix.of([weighed(bag) for bag in bags], number), labels_of(train), ridge)
    rows = [weighed(set(seen_by(row))) for row in test]
    return Matrix.of(rows, number).times(weights)
