"""Progress: position and finished are kept apart."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import MomentInvalid
from lookback.film.moment import ENDING, START, Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, NOTHING, Progress, Watched

positions = st.integers(0, 20_000).map(Moment)


@given(positions, positions)
def test_a_moment_is_reached_at_it_and_after_it(position: Moment, moment: Moment) -> None:
    assert Progress(position).reached(moment) == (position >= moment)


@given(positions)
def test_the_ending_is_reached_by_no_position(position: Moment) -> None:
    assert not Progress(position).reached(ENDING)
    assert Progress(position, finished=True).reached(ENDING)


@given(positions)
def test_whoever_has_finished_has_reached_everything(moment: Moment) -> None:
    assert FINISHED.reached(moment)


def test_the_ending_is_no_position() -> None:
    with pytest.raises(MomentInvalid):
        Progress(ENDING)
    assert Progress.at(ENDING) == FINISHED
    assert Progress.at(START) == NOT_BEGUN


def test_a_film_that_is_not_named_has_not_been_begun() -> None:
    assert NOTHING.of("any-film") == NOT_BEGUN
    assert Watched({"film": FINISHED}).of("film") == FINISHED


def test_a_margin_holds_back_a_position_and_never_the_end() -> None:
    margin = timedelta(minutes=5)
    assert Progress(Moment.minute(32)).held_back(margin) == Progress(Moment.minute(27))
    assert Progress(Moment.minute(3)).held_back(margin) == NOT_BEGUN
    assert FINISHED.held_back(margin) == FINISHED
    assert Progress(Moment(61)).held_back(timedelta()) == Progress(Moment(61))
