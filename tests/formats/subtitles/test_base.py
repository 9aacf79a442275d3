"""The cues that a format finds."""

import pytest

from lookback.errors import TooLarge
from lookback.formats.subtitles.base import LATEST, LONGEST_CUE, LONGEST_TEXT, MOST_CUES, Found, Raw


def test_a_sound_cue_is_taken_line_by_line() -> None:
    found = Found()
    found.add(0, 1, " A \n\n B ", line=1, speaker="C")
    assert found == Found([Raw(0, 1, ("A", "B"), "C")])


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 1), (1, 1), (2, 1), (LATEST - 1, LATEST), (0, LONGEST_CUE + 1)]
)
def test_a_cue_at_impossible_times_is_damaged(start: int, end: int) -> None:
    found = Found()
    found.add(start, end, "A", line=7)
    found.add(start, end, "A", line=9)
    assert found == Found([], damaged=2, line=7)


def test_an_empty_cue_is_dropped_and_one_that_is_too_long_is_damaged() -> None:
    found = Found()
    found.add(0, 1, " \n ", line=1)
    assert found == Found()
    found.add(0, 1, "a" * (LONGEST_TEXT + 1), line=3)
    assert found == Found([], damaged=1, line=3)


def test_a_text_with_an_arrow_is_damaged_whatever_the_format() -> None:
    found = Found()
    found.add(0, 1, "A\n2\n00:00:0x --> 00:00:02", line=3)
    assert found == Found([], damaged=1, line=3)


def test_more_cues_than_any_film_has_are_too_large() -> None:
    found = Found()
    for number in range(MOST_CUES):
        found.add(number, number + 1, "A", line=1)
    with pytest.raises(TooLarge):
        found.add(0, 1, "A", line=5)
