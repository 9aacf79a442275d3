"""How long the chart of a story takes, and how many curves cross on it, by its size.

    sh scripts/bench chart [--runs NUMBER]

Stories are random: so many characters and events, so many of them in each event, on so many
timelines; the last ones are as large as a map may be. Seconds are CPU, the best of the runs.
"""

import argparse
import json
import time
from random import Random
from typing import Final

from rich.console import Console
from rich.table import Table

from lookback.faces.storyline import svg
from lookback.film.moment import Moment
from lookback.film.story import REAL, Character, Event, Noun, Status, Timeline
from lookback.firewall.story import Story, cleared_story
from lookback.story.chart import chart

_SIZES: Final = (
    (8, 30, 2, 2),
    (12, 60, 4, 1),
    (20, 80, 4, 1),
    (30, 120, 9, 1),
    (200, 75, 9, 1),
    (30, 500, 9, 1),
    (3, 500, 2, 10),
)
"""Characters, events, characters in each event, timelines."""


def main() -> None:
    """Measure, print, and end with one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="NUMBER")
    runs: int = parser.parse_args().runs
    table = Table("characters", "events", "in each", "timelines", "chart, s", "SVG, s", "SVG, kB")
    told = []
    for size in _SIZES:
        story = random_story(*size)
        drawing, writing, length = min(drawn(story) for _ in range(runs))
        numbers = (f"{drawing:.3f}", f"{writing:.3f}", f"{length / 1000:.0f}")
        table.add_row(*map(str, size), *numbers)
        told.append({"size": size, "chart_s": round(drawing, 4), "svg_s": round(writing, 4)})
    Console(width=100).print(table)
    print(json.dumps({"charts": told}))


def drawn(story: Story) -> tuple[float, float, int]:
    """CPU seconds of a chart and of its SVG, and how many bytes that has."""
    start = time.process_time()
    made = chart(story)
    middle = time.process_time()
    text = svg(made, href="/films/a-film/story/{}".format)
    return middle - start, time.process_time() - middle, len(text)


def random_story(characters: int, events: int, together: int, timelines: int) -> Story:
    """A story in which everybody may meet everybody."""
    random = Random(1)  # noqa: S311 - no secret
    cast = [f"c{number}" for number in range(characters)]
    lines = [REAL, *(f"t{number}" for number in range(1, timelines))]
    nouns: list[Noun] = [Character(name, f"Person {name}") for name in cast]
    nouns += [Timeline(name, f"Tale {name}", Status.TOLD) for name in lines[1:]]
    nouns += [
        Event(
            f"e{number}",
            Moment(20 * number),
            "Something happens",
            tuple(random.sample(cast, together)),
            (random.choice(lines),),
        )
        for number in range(events)
    ]
    made = cleared_story(nouns, opens=lambda _: True, headings={}, named=frozenset())
    assert made is not None
    return made


if __name__ == "__main__":
    main()
