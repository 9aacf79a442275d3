"""How well sentences of a synopsis are timed, on films that were labelled by hand.

    sh scripts/bench timing --data DIR [--shipped] [--fit]

``DIR`` holds ``*/film.json`` with ``subtitles.srt`` beside each (or a folder ``timing`` of them):
``title`` and ``sentences``, each with ``text``, ``start_s`` (when the film begins to show it),
``safe_s`` (when all of it is known) and ``confidence``.

The numbers behind the gates are fitted anew for each film, to all others. With ``--shipped`` they
are those that ship, which were fitted to six films: on other films, that is what an author gets.
``--fit`` prints the numbers that fit all films.

The error of a point estimate is its distance from ``start_s``, as a share of the film. Early is a
gate more than 60 s before ``safe_s``; the delay is the gate less ``safe_s``, and the end of the
film for the gate ``ending``. Intervals are the bootstrap's, over films.
"""

import argparse
import json
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.timing_films import DAMAGES, Film, films_in
from bench.timing_fit import Labelled, fitted
from lookback.errors import SubtitlesOfAnotherFilm
from lookback.film.moment import ENDING
from lookback.film.subtitle import Subtitles
from lookback.film.timing import Timing
from lookback.timing.dialogue import Dialogue, Scores, centres
from lookback.timing.placing import FITTED, Calibrations, Speed, place, weigh
from lookback.timing.words import terms_of_statement

Floats = NDArray[np.floating]
_EARLY: Final = 60.0
_RESAMPLES: Final = 2000
_SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one film's sentences.

    Attributes:
        errors: of the point estimates, as shares of the film: from where the film begins to show
            it, from the middle of its label, and from where all is known.
        early: which gates are.
        delays: in minutes.
    """

    errors: Floats
    early: NDArray[np.bool_]
    delays: Floats


@dataclass(frozen=True, slots=True)
class Read:
    """A film, read, with the numbers that its gates are made with."""

    film: Film
    subtitles: Subtitles
    calibrations: Calibrations


def main() -> None:
    """Measure, print, and end with one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shipped", action="store_true")
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    console = Console()
    films = films_in(asked.data)
    if not films:
        raise SystemExit(f"expected */film.json in {asked.data}")
    subtitles = [film.read() for film in films]
    if asked.fit:
        console.print(_calibrations(list(zip(films, subtitles, strict=True))))
        return
    reads = [
        Read(film, read, FITTED if asked.shipped else _calibrated(films, subtitles, at))
        for at, (film, read) in enumerate(
            track(list(zip(films, subtitles, strict=True)), "Fitting", console=console)
        )
    ]
    seconds, peak = _costs(reads)
    told = {
        "Look Back": [_told(read.film, _timed(read)) for read in reads],
        "Look Back, strict": [_told(read.film, _timed(read, strict=True)) for read in reads],
        "the calibrated prior": [_told(read.film, _by_place(read)) for read in reads],
    }
    console.print(_table(told, _points(reads)))
    console.print(_damaged(reads))
    pairs, refused = _pairs(films, subtitles)
    console.print(f"Subtitles of another film: {refused} of {pairs} refused.")
    console.print(f"CPU {seconds:.2f} s for one film (median), {peak:.0f} MB at most.")
    ours, prior = told["Look Back"], told["the calibrated prior"]
    print(
        json.dumps(
            {
                "mean_error": _mean(ours, lambda one: one.errors[0]),
                "error_from_middle": _mean(ours, lambda one: one.errors[1]),
                "error_from_safe": _mean(ours, lambda one: one.errors[2]),
                "early": _mean(ours, lambda one: one.early),
                "delay_min": _mean(ours, lambda one: one.delays),
                "cpu_s": seconds,
                "peak_mb": peak,
                "prior_error": _mean(prior, lambda one: one.errors[0]),
                "pairs": pairs,
                "refused": refused,
            }
        )
    )


def _calibrated(
    films: Sequence[Film], subtitles: Sequence[Subtitles], left_out: int
) -> Calibrations:
    pairs = list(zip(films, subtitles, strict=True))
    return _calibrations([pair for at, pair in enumerate(pairs) if at != left_out])


def _calibrations(pairs: Iterable[tuple[Film, Subtitles]]) -> Calibrations:
    """Fitted to films: with what is said, and by the place alone."""
    heard, silent = list[Labelled](), list[Labelled]()
    for film, subtitles in pairs:
        safe, end = film.safe / subtitles.end, subtitles.end
        scores = _scores(film, subtitles)
        heard.append(Labelled(weigh(film.statements, scores, end), safe))
        nothing = Scores(np.zeros_like(scores.of), {})
        silent.append(Labelled(weigh(film.statements, nothing, end), safe))
    return Calibrations(fitted(heard), fitted(silent))


def _scores(film: Film, subtitles: Subtitles) -> Scores:
    terms = [terms_of_statement(statement.text) for statement in film.statements]
    return Dialogue(subtitles.cues, subtitles.end, "en").score(terms, ())


def _timed(read: Read, *, strict: bool = False) -> Timing:
    return place(
        read.film.statements,
        read.subtitles,
        strict=strict,
        speed=Speed.AS_IS,
        calibrations=read.calibrations,
    )


def _by_place(read: Read) -> Timing:
    """Without subtitles, and with the running time that they tell."""
    end, by = read.subtitles.end, read.calibrations
    return place(read.film.statements, None, runtime=end, calibrations=by)


def _told(film: Film, timing: Timing) -> Told:
    end = timing.runtime
    shown = np.array([estimate.shown for estimate in timing.estimates])
    gates = np.array(
        [end if one.gate == ENDING else float(one.gate.seconds) for one in timing.estimates]
    )
    is_ending = np.array([estimate.gate == ENDING for estimate in timing.estimates])
    early = (gates < film.safe - _EARLY) & ~is_ending
    kept = film.counts
    errors = _errors(film, shown, end)
    return Told(errors, early[kept], ((gates - film.safe) / 60)[kept])


def _errors(film: Film, shown: Floats, end: float) -> Floats:
    labels = (film.starts, (film.starts + film.safe) / 2, film.safe)
    return np.array([np.abs(shown - label)[film.counts] / end for label in labels])


def _points(reads: Sequence[Read]) -> dict[str, list[Floats]]:
    """Errors of ways that give no gate: the place in the synopsis, and the best single match."""
    points: dict[str, list[Floats]] = {"place in the synopsis": [], "best single match (BM25)": []}
    for read in reads:
        film, end = read.film, read.subtitles.end
        many = len(film.statements)
        place_alone = (np.arange(many) + 0.5) / many * end
        points["place in the synopsis"].append(_errors(film, place_alone, end))
        best = centres()[_scores(film, read.subtitles).of.argmax(axis=1)] * end
        points["best single match (BM25)"].append(_errors(film, best, end))
    return points


def _table(told: dict[str, list[Told]], points: dict[str, list[Floats]]) -> Table:
    table = Table(title="Error in % of the film; early in %; delay in minutes [95 % of resamples]")
    for column in (
        "what",
        "from start",
        "from middle",
        "from safe",
        "early",
        "delay",
        "delay >= 0",
    ):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name, errors in points.items():
        table.add_row(name, *(_interval([100 * one[at] for one in errors]) for at in range(3)))
    for name, films in told.items():
        table.add_row(
            name,
            *(_interval([100 * one.errors[at] for one in films]) for at in range(3)),
            _interval([100.0 * one.early for one in films]),
            _interval([one.delays for one in films]),
            _interval([np.maximum(0.0, one.delays) for one in films]),
        )
    return table


def _damaged(reads: Sequence[Read]) -> Table:
    table = Table(title="With damaged subtitles")
    for column in ("damage", "error from start", "early", "delay", "before", "refused"):
        table.add_column(column, justify="left" if column == "damage" else "right")
    clean = [_timed(read) for read in reads]
    for name, damage in DAMAGES.items():
        films, refused, before, sentences = list[Told](), 0, 0, 0
        for read, without in zip(reads, clean, strict=True):
            cues = tuple(damage(read.film, read.subtitles.cues))
            harmed = replace(read, subtitles=replace(read.subtitles, cues=cues))
            try:
                timing = _timed(harmed)
            except SubtitlesOfAnotherFilm:
                refused += 1
                continue
            films.append(_told(read.film, timing))
            pairs = zip(timing.estimates, without.estimates, strict=True)
            before += sum(now.gate.seconds < then.shown for now, then in pairs)
            sentences += len(timing.estimates)
        if films:
            table.add_row(
                name,
                _interval([100 * one.errors[0] for one in films]),
                _interval([100.0 * one.early for one in films]),
                _interval([one.delays for one in films]),
                f"{100 * before / sentences:.1f} %",
                str(refused),
            )
        else:
            table.add_row(name, "", "", "", "", str(refused))
    table.caption = "before: gates before the point estimate of the undamaged file"
    return table


def _pairs(films: Sequence[Film], subtitles: Sequence[Subtitles]) -> tuple[int, int]:
    pairs = refused = 0
    for film in films:
        for other, told in zip(films, subtitles, strict=True):
            if other is not film:
                pairs += 1
                try:
                    place(film.statements, told, speed=Speed.AS_IS)
                except SubtitlesOfAnotherFilm:
                    refused += 1
    return pairs, refused


def _costs(reads: Sequence[Read]) -> tuple[float, float]:
    """Seconds of CPU for one film, from bytes to gates, and the most memory so far in MB."""
    seconds = []
    for read in reads:
        before = time.process_time()
        _timed(replace(read, subtitles=read.film.read()))
        seconds.append(time.process_time() - before)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return statistics.median(seconds), peak


def _mean(films: Sequence[Told], part: Callable[[Told], NDArray[np.generic]]) -> float:
    """Over all sentences of all films."""
    return float(np.concatenate([part(one) for one in films]).mean())


def _interval(films: Sequence[Floats]) -> str:
    """The mean over all sentences, and where 95 % of resamples of films have it."""
    random = np.random.default_rng(_SEED)
    draws = random.integers(len(films), size=(_RESAMPLES, len(films)))
    sums = np.array([one.sum() for one in films])
    sizes = np.array([one.size for one in films])
    means = sums[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{sums.sum() / sizes.sum():.1f} [{low:.1f}, {high:.1f}]"


if __name__ == "__main__":
    main()
