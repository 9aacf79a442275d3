import pytest

from lookback.story.spread import STEP, by_time, evenly


def test_what_lies_further_apart_in_time_stands_further_apart() -> None:
    first, second, third = by_time([0, 60, 660, 700])
    assert first == third == STEP
    assert second > STEP


def test_no_two_events_are_nearer_than_a_step() -> None:
    assert min(by_time([0, 0, 0, 1, 7000, 7001])) >= STEP
    assert by_time([5, 5, 5]) == [STEP, STEP]


def test_equal_times_make_equal_gaps() -> None:
    assert len({round(gap, 6) for gap in by_time([0, 100, 200, 300])}) == 1


def test_one_event_has_no_gaps() -> None:
    assert by_time([3]) == []
    assert evenly(1) == []


@pytest.mark.parametrize("columns", [2, 18, 25])
def test_so_many_events_fit_on_a_desk(columns: int) -> None:
    assert sum(evenly(columns)) <= 960
    assert sum(by_time(list(range(0, columns * 60, 60)))) <= 1060
