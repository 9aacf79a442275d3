"""What a storyline chart shows, in words: its text alternative."""

from lookback.film.moment import ENDING, Moment
from lookback.film.story import REAL
from lookback.story.chart import Chart
from lookback.story.drawn import WORDS, Band, Column, Order
from lookback.story.joins import Tie
from lookback.story.wording import joined


def title(chart: Chart) -> str:
    """In which order it tells the story."""
    return (
        "The story, as the film shows it"
        if chart.order is Order.FILM
        else "The story, in the order in which it happens"
    )


def summary(chart: Chart) -> str:
    """What is on it: how much, and what each timeline is taken to be."""
    cast = len({one.character for one in chart.curves})
    told = f"{_many(len(chart.columns), 'event')}, {_many(cast, 'character')}."
    return " ".join([told, *map(_band_told, chart.bands)])


def described(chart: Chart) -> tuple[str, ...]:
    """The same in sentences: the timelines, the events by the chart's order, what crosses."""
    told = [*map(_band_told, chart.bands), *(event_told(chart, one) for one in chart.columns)]
    for one in chart.carried:
        first, *others = one.path
        told.append(f"{one.called} goes from {first} to {joined(others)}.")
    return tuple(told)


def event_told(chart: Chart, column: Column) -> str:
    """One event in sentences: number, time, timeline, what, who, and because of what."""
    event = column.event
    names = {one.character: one.called for one in chart.curves}
    bands = [band.called for band in chart.bands if band.timeline in event.lines]
    who = [names[name] for name in dict.fromkeys(event.who)]
    told = [f"{column.number}. {clock(event.at)}, {joined(bands)}: {_sentence(event.says)}"]
    if who:
        told.append(f"With {joined(who)}.")
    ties = {tie: [number for kind, number in column.ties if kind is tie] for tie in Tie}
    if ties[Tie.BECAUSE]:
        told.append(f"Because of {joined(ties[Tie.BECAUSE])}.")
    if ties[Tie.ANY]:
        told.append(f"Because of {joined(ties[Tie.ANY], 'or')}.")
    if ties[Tie.UNLESS]:
        told.append(f"Prevented by {joined(ties[Tie.UNLESS], 'or')}.")
    return " ".join(told)


def clock(at: Moment) -> str:
    """When the film shows something: ``0:32``, or ``At the end``."""
    return "At the end" if at == ENDING else at.clock


def line_called(name: str, called: str) -> str:
    """What readers call a timeline."""
    return called or ("What happens" if name == REAL else name)


def _band_told(band: Band) -> str:
    told = f"{band.called}: {WORDS[band.status]}."
    if band.without:
        told += f" Without {joined(band.without)}."
    return f"{told} It leaves what is real at {band.leaves}." if band.leaves else told


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
