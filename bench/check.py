"""How well the leak linter tells: sentences of reviews, planted leaks, and clean pages.

    sh scripts/bench check --data DIR [--fit] [--plots NUMBER]

``DIR`` holds ``spoilers/tvtropes_train.csv``: sentences about TV works, hidden as spoilers or not.
They are split by work into five parts. Four of them the weights were fitted on; the fifth is only
ever measured. ``--fit`` fits the weights anew (this also needs ``plots/``,
``catalogue/`` and ``find/``),
cross-validates them over the four parts, and writes them into the package.

The sentences of this collection carry a mark of their labels: where a link or a hidden span was
cut out, two spaces stayed. No sentence of a review has those, so the linter evens all white space
out, and so does the bag of words beside it. What they alone would give away is told apart. Each
sentence stood under the name of a trope, which is its heading; how well sentences are told without
theirs is measured, too.

Planted leaks are those of ``tests/leaks/planted.yaml``, and those that were written when the rules
were done, ``planted_later.yaml``: found is one for which the changed sentence is warned of. False
are all warnings on the pages of the sample guide as they are. ``--plots`` also takes so many plots
as pages, gated by their sentences' places: nothing was tuned to them.
"""

import argparse
import csv
import json
import random
import re
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

import lookback
from bench.check_company import read_stories
from bench.check_fit import (
    FOLDS,
    Labelled,
    auc,
    bag_of_words,
    fit,
    labels_of,
    read_labelled,
)
from bench.check_regression import Floats
from lookback.film.leak import LIKELY, Leak
from lookback.film.page import Page
from lookback.formats.base import Source
from lookback.formats.table import read, sniff
from lookback.leaks.judging import Weights, judge
from lookback.leaks.page import find_leaks
from lookback.leaks.statements import statements
from lookback.leaks.words import words

_ROOT: Final = Path(__file__).parent.parent
_WEIGHTS: Final = _ROOT / "src" / "lookback" / "leaks" / "weights.json"
_LISTS: Final = _ROOT / "tests" / "leaks"
_RESAMPLES: Final = 1000
_SEED: Final = 20
_ENDS_AT: Final = 0.85
_MARKS: Final = re.compile(r"^[^\w\"(]+|\|\|")
_BETWEEN: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def main() -> None:
    """Measure all three, print, and end with one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--plots", type=int, default=0)
    options = parser.parse_args()
    console = Console()
    rows = read_labelled(options.data)
    if options.fit:
        _fit(console, rows, options.data)
    told = _sentences(console, rows)
    told.update(_pages(console))
    if options.plots:
        _plots(console, options.data, options.plots)
    print(json.dumps({name: round(value, 4) for name, value in told.items()}))


def _sentences(console: Console, rows: Sequence[Labelled]) -> dict[str, float]:
    """ROC AUC on the part that nothing was fitted on, next to bags of words."""
    train = [row for row in rows if row.fold < FOLDS - 1]
    test = [row for row in rows if row.fold == FOLDS - 1]
    labels = labels_of(test)
    before = time.process_time()
    ours = _judged(test, headed=True)
    spent = (time.process_time() - before) / len(test)
    alone = _judged(test, headed=False)
    others = {
        "judge, without the heading": alone,
        "bag of words": bag_of_words(train, test, _bag),
        "bag of words, and the spaces left by cut-out markup": bag_of_words(train, test, _gaps),
        "bag of words, with the heading": bag_of_words(train, test, lambda r: [*_bag(r), r.trope]),
    }
    shown = Table(title=f"{len(test):,} sentences of {len({row.work for row in test})} works")
    shown.add_column("what")
    shown.add_column("ROC AUC", justify="right")
    shown.add_column("95 % of resamples of works", justify="right")
    for name, scores in {"judge, with the heading": ours, **others}.items():
        low, high = _interval(test, scores, labels)
        shown.add_row(name, f"{auc(scores, labels):.3f}", f"{low:.3f} to {high:.3f}")
    console.print(shown)
    console.print(f"{spent * 1e6:.0f} µs of CPU for a sentence")
    for share in (0.5, 0.6, 0.7, 0.8):
        above = ours >= share
        if above.any():
            right = labels[above].mean()
            console.print(f"judged {share:.1f} or more: {above.mean():.0%}; spoilers: {right:.0%}")
    return {
        "auc": auc(ours, labels),
        "auc_without_heading": auc(alone, labels),
        "bow_auc": auc(others["bag of words"], labels),
    }


def _judged(rows: Sequence[Labelled], *, headed: bool, weights: Weights | None = None) -> Floats:
    told = ((row.said, row.heading if headed else "") for row in rows)
    return np.array([judge(*one, weights=weights).score for one in told])


def _bag(row: Labelled) -> list[str]:
    return [word.casefold() for word in words(row.said)]


def _gaps(row: Labelled) -> list[str]:
    gaps = (f"{len(re.findall(gap, row.raw))} of {gap}" for gap in ("  ", "   ", " [.,;]"))
    return [*_bag(row), *gaps]


def _interval(rows: Sequence[Labelled], scores: Floats, labels: Floats) -> tuple[float, float]:
    """The middle 95 % of what resamples of whole works give."""
    draw = np.random.default_rng(_SEED)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.work, []).append(place)
    works = list(places.values())
    found = []
    for _ in range(_RESAMPLES):
        drawn = np.concatenate([works[n] for n in draw.integers(0, len(works), len(works))])
        found.append(auc(scores[drawn], labels[drawn]))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def _fit(console: Console, rows: Sequence[Labelled], data: Path) -> None:
    """Fit on four parts, tell how each does on another, and write the weights."""
    train = [row for row in rows if row.fold < FOLDS - 1]
    stories = list(read_stories(data))
    crossed: dict[str, list[float]] = {"with": [], "without": []}
    for fold in range(FOLDS - 1):
        some = [row for row in train if row.fold != fold]
        rest = [row for row in train if row.fold == fold]
        weights = Weights.of(fit(some, data, stories))
        for name, found in crossed.items():
            scores = _judged(rest, headed=name == "with", weights=weights)
            found.append(auc(scores, labels_of(rest)))
    for name, found in crossed.items():
        console.print(
            f"cross-validated {name} the heading: {statistics.fmean(found):.3f} ({found})"
        )
    _write(fit(train, data, stories))


def _write(fitted: dict[str, Any]) -> None:
    """One measure and one word a line, so that the table can be read and compared."""

    def lines(named: dict[str, Any]) -> str:
        return ",\n".join(
            f"{json.dumps(name)}: {json.dumps(value)}" for name, value in named.items()
        )

    _WEIGHTS.write_text(
        f'{{"bias": {fitted["bias"]},\n"measures": {{\n{lines(fitted["measures"])}\n}},\n'
        f'"weights": {{\n{lines(fitted["weights"])}\n}},\n'
        f'"headings": {{\n{lines(fitted["headings"])}\n}},\n'
        f'"words": {{\n{lines(fitted["words"])}\n}}}}\n',
        "utf-8",
    )


def page_of(text: str) -> Page:
    """A page in the page format."""
    source = Source("page.md", text.encode())
    return read(source, sniff(source)).page


def _pages(console: Console) -> dict[str, float]:
    """The sample guide: leaks that were planted, and warnings on its pages as they are."""
    folder = files(lookback) / "sample"
    texts = {
        path.name.removesuffix(".md"): path.read_text("utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".md")
    }
    seconds = []
    false: dict[str, list[Leak]] = {}
    said = {}
    for name, text in sorted(texts.items()):
        page = page_of(text)
        before = time.process_time()
        false[name] = find_leaks(page)
        seconds.append(time.process_time() - before)
        said[name] = {one.text for one in statements(page)}
    found = _planted(console, "planted.yaml", texts, said)
    _planted(console, "planted_later.yaml", texts, said)
    count = sum(map(len, false.values()))
    likely = sum(leak.score >= LIKELY for leaks in false.values() for leak in leaks)
    console.print(
        f"clean: {count} warnings on {len(false)} pages ({likely} of them likely), "
        f"at most {max(map(len, false.values()))} on one"
    )
    console.print(f"CPU for a page: {statistics.median(seconds) * 1000:.0f} ms, "
                  f"at most {max(seconds) * 1000:.0f} ms")  # fmt: skip
    return {"planted_found": found, "false_per_page": count / len(false)}


def _planted(console: Console, name: str, texts: dict[str, str], said: dict[str, set[str]]) -> int:
    """How many of a list of planted leaks are found: the changed sentence is warned of."""
    planted = YAML(typ="safe").load((_LISTS / name).read_text("utf-8"))
    found = []
    for one in planted:
        page = page_of(texts[one["film"]].replace(one["find"], one["put"]))
        if any(leak.says not in said[one["film"]] for leak in find_leaks(page)):
            found.append(one)
    subtle = sum(bool(one.get("subtle")) for one in planted)
    found_subtle = sum(bool(one.get("subtle")) for one in found)
    console.print(
        f"{name}: {len(found)} of {len(planted)} found, of the {subtle} subtle ones {found_subtle}"
    )
    return len(found)


def _plots(console: Console, data: Path, most: int) -> None:
    found = [len(find_leaks(page_of(text))) for text in _plot_pages(data, most)]
    console.print(
        f"plots as pages: {statistics.fmean(found):.2f} warnings on each of {len(found)}, "
        f"on half of them at most {statistics.median(found):.0f}"
    )


def _plot_pages(data: Path, most: int) -> Iterator[str]:
    """Plots of 10 to 60 sentences: the first is the premise, the last 15 % are the ending."""
    csv.field_size_limit(sys.maxsize)
    with (data / "plots" / "british_movie_plots.csv").open(encoding="utf-8", newline="") as file:
        plots = [row["plot"] for row in csv.DictReader(file)]
    random.Random(_SEED).shuffle(plots)  # noqa: S311  a shuffle that is the same each time
    for plot in plots:
        told = [_MARKS.sub("", one) for one in _BETWEEN.split(" ".join(plot.split()))]
        told = [one for one in told if one]
        if not 10 <= len(told) <= 60 or not most:
            continue
        most -= 1
        end = int(len(told) * _ENDS_AT)
        recap = [f"@{1 + 100 * n // len(told)} {one}" for n, one in enumerate(told[1:end], 1)]
        yield "\n\n".join(
            ["---\ntitle: A Film\nruntime: 100 min\n---", told[0], "## Story so far", *recap,
             "## Ending explained", *told[end:]]
        )  # fmt: skip


if __name__ == "__main__":
    main()
