"""Moments: positions in a film, totally ordered, read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import MomentInvalid
from lookback.film.moment import ENDING, START, Moment

moments = st.one_of(st.integers(0, 359_999).map(Moment), st.just(START), st.just(ENDING))


@given(moments)
def test_a_moment_is_read_as_it_is_written(moment: Moment) -> None:
    assert Moment.parse(str(moment)) == moment


@given(st.integers(0, 9999).map(str))
def test_as_many_minutes_as_can_be_read_are_read_again_as_they_are_written(text: str) -> None:
    moment = Moment.parse(text)
    assert Moment.parse(moment.clock) == moment == Moment.minute(int(text))


@given(moments, moments, moments)
def test_moments_are_totally_ordered(one: Moment, two: Moment, three: Moment) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    assert START <= one <= ENDING
    if one <= two <= three:
        assert one <= three


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:32", 1920), ("0:32:10", 1930), ("32", 1920), ("32:10", 115_800), ("0", 0), ("start", 0)],
)
def test_moments_are_hours_and_minutes_and_a_bare_number_is_minutes(
    text: str, seconds: int
) -> None:
    assert Moment.parse(text).seconds == seconds


@pytest.mark.parametrize(
    "text",
    ["", " 0:32", "0:32 ", "0:60", "0:5", "1:2:3", "0:32:60", "-1", "+5", "1e3", "٣٢", "0:32\n",
     "99999", "Start", "END", "0.5", "0:32:10.5", "1000:00"],
)  # fmt: skip
def test_whatever_else_is_refused(text: str) -> None:
    with pytest.raises(MomentInvalid):
        Moment.parse(text)


@given(st.text())
def test_hostile_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = Moment.parse(text)
    except MomentInvalid:
        return
    assert Moment.parse(str(moment)) == moment


@pytest.mark.parametrize("seconds", [-1, 2**31])
def test_no_moment_lies_before_the_start_or_after_the_ending(seconds: int) -> None:
    with pytest.raises(MomentInvalid):
        Moment(seconds)
