"""The strip of four panels is drawn from the view and nothing else."""

import re

import pytest

from lookback.faces.web.drawing import WIDTH, Drawing, across, drawings
from lookback.film.gate import OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.film.prose import Prose
from lookback.film.record import Runtime, Text
from lookback.firewall.view import clear

PAGE = Page(
    "film",
    (
        Passage(Part.TITLE, Text("Film"), OPEN),
        Passage(Part.RUNTIME, Runtime(100), OPEN),
        *(
            Passage(Part.RECAP, Prose((f"At {minute}.",)), Gate(Moment.minute(minute)))
            for minute in (10, 20, 30, 90)
        ),
    ),
)


def _drawn(progress: Progress) -> list[Drawing]:
    view = clear(PAGE, Watched({"film": progress}))
    return drawings(view, finished=progress.finished)


def _rises(drawing: Drawing) -> int:
    return len(re.findall("Q", drawing.ink))


@pytest.mark.parametrize(
    ("minute", "states"),
    [
        (0, ["blank", "blank", "blank", "blank"]),
        (1, ["now", "blank", "blank", "blank"]),
        (25, ["now", "blank", "blank", "blank"]),
        (26, ["drawn", "now", "blank", "blank"]),
        (100, ["drawn", "drawn", "drawn", "now"]),
    ],
)
def test_panels_are_drawn_up_to_the_one_that_the_reader_stands_in(
    minute: int, states: list[str]
) -> None:
    assert [one.state for one in _drawn(Progress(Moment.minute(minute)))] == states


def test_whoever_has_seen_the_end_stands_in_no_panel() -> None:
    assert [one.state for one in _drawn(FINISHED)] == ["drawn"] * 4


def test_the_line_rises_once_for_each_moment_that_the_reader_knows() -> None:
    assert [_rises(one) for one in _drawn(Progress(Moment.minute(26)))] == [2, 0, 0, 0]
    assert [_rises(one) for one in _drawn(FINISHED)] == [2, 1, 0, 1]


def test_a_blank_panel_says_and_draws_nothing() -> None:
    last = _drawn(Progress(Moment.minute(26)))[3]
    assert (last.ink, last.ink_ends, last.caption) == ("", 0, "")


def test_a_position_lies_in_its_panel_by_its_share_of_the_quarter() -> None:
    panel = clear(PAGE, Watched({})).panels[1]
    assert across(panel, Moment.minute(25)) == 0
    assert across(panel, Moment(37 * 60 + 30)) == WIDTH // 2
    assert across(panel, Moment.minute(90)) == WIDTH
