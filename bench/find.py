"""How well films are found by a few sentences of vague memory, next to plain BM25.

Each film of the catalogue is given with its title, year, people and genres, and with its extract
as a sealed text. Plain BM25 is bare Tantivy on the same: one text field, any of the words, each as
often as it is told. A film is found when one with the title and the year that were asked for comes.

    sh scripts/bench find --data DIR [--half tune|held|all] [--queries FILE] [--fit]

``DIR`` holds ``catalogue/movies-*.json`` and ``find/queries.json``: a list of objects with
``title``, ``year`` and ``query``. ``--half`` takes one half of them, shuffled: the weights were
fitted on ``tune``. ``--fit`` prints the weights that fit these queries, and how well those fitted
on four fifths of them do on the other fifth.

The interval is the bootstrap's, over queries. CPU times are medians for one query.
"""

import argparse
import json
import math
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import tantivy
from rich.console import Console
from rich.progress import track
from rich.table import Table

from lookback.film.finding import Findable, Remembered
from lookback.search.recall_clues import CLUES
from lookback.search.recalling import CANDIDATES, Memory

SEED = 20
_WORD = re.compile(r"\w+")
_FOLDS = 5
_RESAMPLES = 2000
_STEPS = 20
_TIMED = 100
"""How many memories each clue's cost is measured with."""
_RIDGE = 1.0
"""What the fit holds against large weights, for clues scaled to a deviation of 1."""
_NOT_FITTED = "votes"
"""No film of the catalogue has any."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A memory, and the numbers of the films that are right."""

    words: str
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Run:
    """What one way to find films did: the place of the first right film, 0 for none, and CPU."""

    places: tuple[int, ...]
    milliseconds: float

    @property
    def mrr(self) -> float:
        """Mean of one over the place."""
        return statistics.fmean(_mrr_of(self.places))

    @property
    def hit10(self) -> float:
        """Share of films among the first ten."""
        return statistics.fmean(_hit_of(self.places))


def main() -> None:
    """Build both indexes, ask all queries, print, and end with one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("tune", "held", "all"), default="all")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    console = Console()
    films = list(_films(options.data))
    asked = _asked(options.queries or options.data / "find" / "queries.json", films, options.half)
    with tempfile.TemporaryDirectory() as folder:
        before = time.process_time()
        memory = Memory.open(Path(folder))
        memory.build(films, "bench")
        console.print(f"{len(films):,} films, built in {time.process_time() - before:.1f} s CPU")
        if options.fit:
            _fit(console, memory, asked)
            return
        plain = _run("plain BM25", _plain(films), asked)
        whole = _run("the whole", partial(_found, memory), asked)
        table = Table(title=f"{len(asked):,} memories")
        for column in ("what", "MRR", "hit@10", "CPU ms"):
            table.add_column(column, justify="left" if column == "what" else "right")
        table.add_row("plain BM25, one field", *_cells(plain))
        less = _left_out(memory, asked)
        some = asked[:_TIMED]
        timed = _run("the whole, timed", partial(_found, memory), some)
        for clue in CLUES:
            others = Memory(Path(folder), tuple(each for each in CLUES if each is not clue))
            cost = _run(f"without {clue.name}, timed", partial(_found, others), some).milliseconds
            without = Run(less[clue.name], whole.milliseconds + cost - timed.milliseconds)
            table.add_row(f"without {clue.name}", *_cells(without, whole))
        table.add_row("the whole", *_cells(whole), style="bold")
    table.add_row("95 % of resamples", _interval(whole, _mrr_of), _interval(whole, _hit_of), "")
    among = statistics.fmean(place > 0 for place in whole.places)
    table.add_row(f"among the {CANDIDATES} candidates", "", f"{among:.3f}", "")
    console.print(table)
    told = {
        "mrr": whole.mrr,
        "hit10": whole.hit10,
        "bm25_mrr": plain.mrr,
        "bm25_hit10": plain.hit10,
    }
    print(json.dumps({name: round(value, 4) for name, value in told.items()}))


def _films(data: Path) -> Iterator[Remembered]:
    number = 0
    for path in sorted((data / "catalogue").glob("movies-*.json")):
        for row in json.loads(path.read_text("utf-8")):
            number += 1
            film = Findable(
                number,
                f"film-{number}",
                title=row["title"],
                years=[row["year"]],
                people=row["cast"],
                genres=row["genres"],
            )
            yield Remembered(film, (row.get("extract") or "",))


def _asked(path: Path, films: Sequence[Remembered], half: str) -> list[Asked]:
    """The queries of one half, in the order of the shuffle."""
    numbers: dict[tuple[str, int], set[int]] = {}
    for each in films:
        numbers.setdefault((each.film.title, each.film.years[0]), set()).add(each.film.number)
    rows = json.loads(path.read_text("utf-8"))
    order = list(range(len(rows)))
    random.Random(SEED).shuffle(order)  # noqa: S311  a shuffle that is the same each time
    middle = len(order) // 2
    chosen = {"tune": order[:middle], "held": order[middle:], "all": order}[half]
    return [
        Asked(
            rows[place]["query"],
            frozenset(numbers.get((rows[place]["title"], int(rows[place]["year"])), ())),
        )
        for place in chosen
    ]


def _found(memory: Memory, words: str) -> list[int]:
    return [hit.number for hit in memory.recall(words, CANDIDATES)]


def _plain(films: Sequence[Remembered]) -> Callable[[str], list[int]]:
    """Bare Tantivy, as its tutorial has it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    builder.add_unsigned_field("number", fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(128_000_000, 1)
    for each in films:
        film = each.film
        text = " ".join([film.title, *film.people, *film.genres, *each.sealed])
        document = tantivy.Document()
        document.add_text("text", text)
        document.add_unsigned("number", film.number)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(words: str) -> list[int]:
        # Tantivy's parser takes a word that is told again as one: counted, it finds far more.
        counts = Counter(_WORD.findall(words.lower()))
        terms = [
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, "text", term), float(count))
            for term, count in counts.items()
        ]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = searcher.search(query, CANDIDATES, count=False).hits
        found = searcher.fast_field_values("number", [address for _score, address in hits])
        return [int(number) for number in found if number is not None]

    return find


def _run(name: str, find: Callable[[str], list[int]], asked: Sequence[Asked]) -> Run:
    places = []
    times = []
    for one in track(asked, name, transient=True):
        before = time.process_time()
        found = find(one.words)
        times.append((time.process_time() - before) * 1000)
        right = (place for place, number in enumerate(found, 1) if number in one.right)
        places.append(next(right, 0))
    return Run(tuple(places), statistics.median(times))


def _left_out(memory: Memory, asked: Sequence[Asked]) -> dict[str, tuple[int, ...]]:
    """For each clue the places of the first right films when it is left out."""
    places: dict[str, list[int]] = {clue.name: [] for clue in CLUES}
    for one in track(asked, "leaving out", transient=True):
        measured = list(memory.measured(one.words))
        rows = [values for _card, values in measured]
        right = {n for n, (card, _values) in enumerate(measured) if card.number in one.right}
        for left_out in CLUES:
            weights = [0.0 if clue is left_out else clue.weight for clue in CLUES]
            places[left_out.name].append(_place((rows, frozenset(right)), weights))
    return {name: tuple(found) for name, found in places.items()}


def _mrr_of(places: Sequence[int]) -> list[float]:
    return [1 / place if place else 0.0 for place in places]


def _hit_of(places: Sequence[int]) -> list[float]:
    return [float(0 < place <= 10) for place in places]


def _cells(run: Run, whole: Run | None = None) -> tuple[str, str, str]:
    """The run's numbers; with the whole, what it does better or costs more than that."""

    def shown(value: float, of_whole: float, digits: int) -> str:
        more = f" ({value - of_whole:+.{digits}f})" if whole else ""
        return f"{value:.{digits}f}{more}"

    full = whole or run
    return (
        shown(run.mrr, full.mrr, 3),
        shown(run.hit10, full.hit10, 3),
        shown(run.milliseconds, full.milliseconds, 1),
    )


def _interval(run: Run, values_of: Callable[[Sequence[int]], list[float]]) -> str:
    values = values_of(run.places)
    draw = random.Random(SEED)  # noqa: S311  resamples that are the same each time
    means = sorted(statistics.fmean(draw.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return f"{means[_RESAMPLES // 40]:.3f} to {means[-_RESAMPLES // 40 - 1]:.3f}"


Rows = list[tuple[float, ...]]
Case = tuple[Rows, frozenset[int]]
"""What the clues measure in each candidate of a query, and which candidates are right."""


def _fit(console: Console, memory: Memory, asked: Sequence[Asked]) -> None:
    fitted = [place for place, clue in enumerate(CLUES) if clue.name != _NOT_FITTED]
    cases: list[Case] = []
    for one in track(asked, "measuring", transient=True):
        measured = list(memory.measured(one.words))
        rows = [tuple(values[place] for place in fitted) for _card, values in measured]
        right = {n for n, (card, _values) in enumerate(measured) if card.number in one.right}
        cases.append((rows, frozenset(right)))
    places: list[int] = []
    for fold in track(range(_FOLDS), "folds", transient=True):
        weights = _weights([case for n, case in enumerate(cases) if n % _FOLDS != fold])
        places += [_place(case, weights) for n, case in enumerate(cases) if n % _FOLDS == fold]
    crossed = Run(tuple(places), 0.0)
    weights = _weights(cases)
    table = Table(title="Fitted weights")
    for column in ("clue", "now", "fitted"):
        table.add_column(column)
    for place, weight in zip(fitted, weights, strict=True):
        table.add_row(CLUES[place].name, f"{CLUES[place].weight:.2f}", f"{weight:.2f}")
    console.print(table)
    print(json.dumps({"mrr": round(crossed.mrr, 4), "hit10": round(crossed.hit10, 4)}))


def _place(case: Case, weights: Sequence[float]) -> int:
    """The place of the first right candidate; ties count against it."""
    rows, right = case
    scores = [_product(row, weights) for row in rows]
    if not right:
        return 0
    best = max(scores[n] for n in right)
    return 1 + sum(score >= best for n, score in enumerate(scores) if n not in right)


def _weights(cases: Sequence[Case]) -> list[float]:
    """The log-linear model's weights: Newton's method from zero, in steps of at most 1."""
    useful = [case for case in cases if case[1]]
    size = len(useful[0][0][0])
    scales = [
        statistics.pstdev(row[n] for rows, _right in useful for row in rows) or 1.0
        for n in range(size)
    ]
    scaled = [
        ([tuple(v / s for v, s in zip(row, scales, strict=True)) for row in rows], right)
        for rows, right in useful
    ]
    weights = [0.0] * size
    for _ in range(_STEPS):
        slope = [-2 * _RIDGE * weight for weight in weights]
        bend = [[2 * _RIDGE * (n == m) for m in range(size)] for n in range(size)]
        for rows, right in scaled:
            _add_case(rows, right, weights, slope, bend)
        step = _solved(bend, slope)
        longest = max(1.0, *map(abs, step))
        weights = [weight + change / longest for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-3:
            break
    return [weight / scale for weight, scale in zip(weights, scales, strict=True)]


def _add_case(
    rows: Rows,
    right: frozenset[int],
    weights: Sequence[float],
    slope: list[float],
    bend: list[list[float]],
) -> None:
    """Add one query's part of the gradient and of the negative Hessian."""
    scores = [_product(row, weights) for row in rows]
    highest = max(scores)
    chances = [math.exp(score - highest) for score in scores]
    total = sum(chances)
    size = range(len(weights))
    mean = [0.0 for _ in size]
    square = [[0.0 for _ in size] for _ in size]
    for row, chance in zip(rows, chances, strict=True):
        share = chance / total
        if share < 1e-6:
            continue
        for n in size:
            mean[n] += share * row[n]
            for m in size:
                square[n][m] += share * row[n] * row[m]
    first = rows[min(right)]
    for n in size:
        slope[n] += first[n] - mean[n]
        for m in size:
            bend[n][m] += square[n][m] - mean[n] * mean[m]


def _solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a small positive definite system: Gauss's elimination."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for n in range(size):
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for m in range(size):
            if m != n:
                factor = rows[m][n]
                rows[m] = [a - factor * b for a, b in zip(rows[m], rows[n], strict=True)]
    return [row[-1] for row in rows]


def _product(row: Sequence[float], weights: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(row, weights, strict=True))


if __name__ == "__main__":
    main()
