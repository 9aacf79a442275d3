"""Captions that roll."""

from lookback.formats.subtitles.base import Raw
from lookback.formats.subtitles.rolling import unrolled


def rolling(count: int) -> list[Raw]:
    """As video sites write them: the line before above each line, and then the line alone."""
    raws = []
    for n in range(count):
        lines = (f"line {n - 1}", f"line {n}") if n else ("line 0",)
        raws += [
            Raw(n * 1000, n * 1000 + 990, lines),
            Raw(n * 1000 + 990, n * 1000 + 1000, (f"line {n}",)),
        ]
    return raws


def test_each_line_of_rolling_captions_is_said_once_when_it_first_comes() -> None:
    said = [(raw.start, raw.lines) for raw in unrolled(rolling(20))]
    assert said == [(n * 1000, (f"line {n}",)) for n in range(20)]


def test_what_is_said_twice_in_a_film_stays() -> None:
    raws = [Raw(n * 1000, n * 1000 + 900, ("No.",) if n < 4 else (f"{n}",)) for n in range(60)]
    assert unrolled(raws) == raws


def test_cues_are_put_in_order_and_the_same_one_is_taken_once() -> None:
    first, second = Raw(0, 9, ("a",)), Raw(5, 7, ("b",))
    assert unrolled([second, first, second, first]) == [first, second]
    assert unrolled([]) == []
