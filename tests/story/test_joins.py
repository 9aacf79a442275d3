from itertools import combinations

import pytest

from lookback.film.story import Link, Rule, Thing
from lookback.story import lettering
from lookback.story.joins import (
    RADIUS,
    SIZE,
    Mark,
    Marks,
    Names,
    Tie,
    arrows,
    crosses,
    fork,
    tied,
    way,
)

HERE, LATER, BELOW, BOTH = "here", "later", "below", "both"
MARKS: Marks = {
    HERE: [Mark(1, 0, 100.0, 80.0, 102.0)],
    LATER: [Mark(2, 0, 200.0, 80.0, 80.0)],
    BELOW: [Mark(3, 1, 300.0, 250.0, 250.0)],
    BOTH: [Mark(4, 0, 400.0, 80.0, 80.0), Mark(4, 1, 400.0, 250.0, 250.0)],
}


def rule(because: str = "", any_of: str = "", unless: str = "", *, never: bool = False) -> Rule:
    first, second, third = (tuple(map(Link, one.split())) for one in (because, any_of, unless))
    return Rule(first, second, third, never)


def test_an_event_is_tied_to_all_that_its_rule_names() -> None:
    told = rule("one two", "three four", "five")
    assert list(tied(told)) == [
        (Tie.BECAUSE, "one"),
        (Tie.BECAUSE, "two"),
        (Tie.ANY, "three"),
        (Tie.ANY, "four"),
        (Tie.UNLESS, "five"),
    ]


def test_what_never_happens_is_tied_to_nothing() -> None:
    assert not list(tied(rule("one", never=True)))
    assert not list(arrows(rule(HERE, never=True), LATER, MARKS))


def test_lines_end_at_a_mark_s_edge() -> None:
    mark = MARKS[HERE][0]
    assert mark.above == (100.0, 80.0 - RADIUS)
    assert mark.below == (100.0, 102.0 + RADIUS)


def test_an_arrow_within_a_timeline_goes_over_what_lies_between() -> None:
    (arrow,) = arrows(rule(HERE), LATER, MARKS)
    start, *pulls, end = arrow.curve
    assert (start, end) == (MARKS[HERE][0].above, MARKS[LATER][0].above)
    assert all(y < min(start[1], end[1]) for _, y in pulls)
    assert start[0] < pulls[0][0] < pulls[1][0] < end[0]


def test_a_longer_arrow_goes_higher_but_not_without_end() -> None:
    def high(x: float) -> float:
        marks: Marks = {"a": [Mark(1, 0, 0.0, 0.0, 0.0)], "b": [Mark(2, 0, x, 0.0, 0.0)]}
        (arrow,) = arrows(rule("a"), "b", marks)
        return -min(y for _, y in arrow.curve)

    assert high(40) < high(200) < high(2_000) == high(20_000)


@pytest.mark.parametrize(("cause", "chosen"), [(HERE, BELOW), (BELOW, HERE)])
def test_an_arrow_to_another_timeline_leaves_and_arrives_upright(cause: str, chosen: str) -> None:
    (arrow,) = arrows(rule(unless=cause), chosen, MARKS)
    (x, y), (pull_x, _), (last_x, _), (to_x, to_y) = arrow.curve
    assert arrow.tie is Tie.UNLESS
    assert x == pull_x
    assert last_x == to_x
    one, other = MARKS[cause][0], MARKS[chosen][0]
    downwards = one.band < other.band
    assert (x, y) == (one.below if downwards else one.above)
    assert (to_x, to_y) == (other.above if downwards else other.below)


def test_an_event_on_two_timelines_has_an_arrow_on_each_from_the_nearest_mark() -> None:
    first, second = arrows(rule(HERE), BOTH, MARKS)
    assert [first.curve[-1], second.curve[-1]] == [mark.above for mark in MARKS[BOTH]]
    within, below = arrows(rule(BELOW), BOTH, MARKS)
    assert within.curve[-1] == MARKS[BOTH][0].below
    assert below.curve[0] == MARKS[BELOW][0].above


def test_an_object_crosses_where_two_steps_share_no_timeline() -> None:
    assert crosses(Thing("t", "T", (HERE, BELOW)), MARKS)
    assert not crosses(Thing("t", "T", (HERE, LATER)), MARKS)
    assert not crosses(Thing("t", "T", (LATER, BOTH)), MARKS)
    assert not crosses(Thing("t", "T", (BELOW, BOTH)), MARKS)
    assert not crosses(Thing("t", "T", (HERE,)), MARKS)


def test_an_object_goes_from_event_to_event_and_stays_where_it_is() -> None:
    curves = way(Thing("t", "T", (HERE, LATER, LATER, BELOW)), MARKS)
    assert len(curves) == 2
    under, across = curves
    assert (under[0], under[-1]) == (MARKS[HERE][0].below, MARKS[LATER][0].below)
    assert min(y for _, y in under[1:-1]) > max(under[0][1], under[-1][1])
    assert (across[0], across[-1]) == (MARKS[LATER][0].below, MARKS[BELOW][0].above)


def test_names_of_objects_in_one_gap_do_not_touch() -> None:
    names, boxes = Names(900.0), []
    for number in range(12):
        thing = Thing(f"t{number}", f"The lamp of keeper {number}", (HERE, BELOW))
        band, row, label, middle = names.place(thing, MARKS)
        half = lettering.width(label, SIZE) / 2
        boxes.append((band, row, middle - half, middle + half))
    assert {band for band, *_ in boxes} == {0}
    for (_, row, left, right), (_, other_row, other_left, other_right) in combinations(boxes, 2):
        assert row != other_row or right <= other_left or other_right <= left
    rows = 1 + max(row for _, row, *_ in boxes)
    assert rows > 1
    assert names.room(0) >= rows * SIZE
    assert names.room(1) == 0


@pytest.mark.parametrize("x", [0.0, 5.0, 495.0])
def test_a_long_name_at_the_edge_stays_within_the_chart(x: float) -> None:
    marks: Marks = {"a": [Mark(1, 0, x, 0.0, 0.0)], "b": [Mark(2, 1, x, 90.0, 90.0)]}
    thing = Thing("t", "The umbrella that nobody ever came back for", ("a", "b"))
    _, _, label, middle = Names(500.0).place(thing, marks)
    half = lettering.width(label, SIZE) / 2
    assert label.endswith("…")
    assert middle - half >= 0
    assert middle + half <= 500.0


def test_rows_of_names_follow_below_a_band() -> None:
    first, second = Names.baseline(100.0, 0), Names.baseline(100.0, 1)
    assert 100.0 < first < second
    assert second - first >= SIZE


def test_a_fork_goes_straight_down_to_a_frame_below_it() -> None:
    drawn = fork(MARKS[HERE][0], 1, 50.0, 220.0, 400.0)
    assert drawn.band == 1
    assert drawn.points == (MARKS[HERE][0].below, (100.0, 220.0))


@pytest.mark.parametrize(("left", "right", "meets"), [(150.0, 400.0, 150.0), (10.0, 60.0, 60.0)])
def test_a_fork_goes_along_to_a_frame_that_stands_aside(
    left: float, right: float, meets: float
) -> None:
    start, corner, end = fork(MARKS[HERE][0], 1, left, 220.0, right).points
    assert start == MARKS[HERE][0].below
    assert corner[0] == start[0]
    assert end == (meets, corner[1])
    assert corner[1] > 220.0
