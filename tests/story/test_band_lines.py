from itertools import pairwise

import pytest
from tests.story.tales import THREE_LINES, TWO_HANDS, event, random_nouns

from lookback.film.story import REAL, Character, Event, Noun, Timeline
from lookback.story.band_lines import BandLines
from lookback.story.joins import RADIUS
from lookback.story.lanes import APART, CLOSE


def lines_of(nouns: list[Noun], timeline: str = REAL, *, bands: int = 1) -> BandLines:
    events = [noun for noun in nouns if isinstance(noun, Event)]
    cast = [noun.name for noun in nouns if isinstance(noun, Character)]
    return BandLines.of(timeline, events, cast, bands=bands)


def test_a_timeline_has_marks_in_the_columns_of_its_own_events_only() -> None:
    events = [noun for noun in THREE_LINES if isinstance(noun, Event)]
    for timeline in (REAL, "dream", "war"):
        lines = lines_of([*THREE_LINES], timeline)
        assert list(lines.marks) == [n for n, one in enumerate(events) if timeline in one.lines]


def test_a_curve_has_a_height_in_each_column_of_its_timeline_from_first_to_last() -> None:
    lines = lines_of([*TWO_HANDS])
    events = [noun for noun in TWO_HANDS if isinstance(noun, Event)]
    for name, points in lines.curves.items():
        own = [column for column in lines.marks if name in events[column].who]
        columns = [column for column, _ in points]
        assert columns == [one for one in lines.marks if own[0] <= one <= own[-1]]


def test_a_mark_reaches_from_the_first_to_the_last_of_those_who_meet() -> None:
    for bands in (1, 10_000):
        for seed in range(10):
            nouns = random_nouns(seed, 20, 8, 1)
            events = [noun for noun in nouns if isinstance(noun, Event)]
            lines = lines_of(nouns, bands=bands)
            for column, (top, bottom) in lines.marks.items():
                heights = [dict(lines.curves[name])[column] for name in set(events[column].who)]
                if heights:
                    assert (top, bottom) == (min(heights), max(heights))
                    assert bottom - top == pytest.approx(CLOSE * (len(heights) - 1), abs=0.2)


def test_what_happens_to_nobody_stands_below_all_who_are_elsewhere() -> None:
    lines = lines_of(
        [
            event("meet", "0:01", "ana ben", "They meet"),
            event("storm", "0:02", "", "It storms"),
            event("part", "0:03", "ana ben", "They part"),
        ]
    )
    lowest = max(dict(points)[1] for points in lines.curves.values())
    assert lines.marks[1] == (lowest + APART, lowest + APART)
    assert lines.height == lowest + APART


def test_a_timeline_without_anybody_is_one_row_of_marks() -> None:
    lines = lines_of([event("rain", "0:01", "", "It rains"), event("snow", "0:02", "", "It snows")])
    assert lines.curves == {}
    assert lines.marks == {0: (0.0, 0.0), 1: (0.0, 0.0)}
    assert lines.height == 0


def test_all_lies_between_the_highest_curve_and_the_height() -> None:
    for seed in range(10):
        lines = lines_of(random_nouns(seed, 25, 9, 1))
        heights = [height for points in lines.curves.values() for _, height in points]
        heights += [one for mark in lines.marks.values() for one in mark]
        assert min(heights) >= 0
        assert max(heights) == lines.height


def test_who_begins_in_a_column_has_no_event_before() -> None:
    lines = lines_of(
        [
            event("one", "0:01", "ana", "One"),
            event("two", "0:02", "ana ben", "Two"),
            event("three", "0:03", "ben cleo", "Three"),
        ]
    )
    assert [set(lines.begin(column)) for column in range(4)] == [{"ana"}, {"ben"}, {"cleo"}, set()]


def test_a_name_is_blocked_by_the_last_mark_at_its_height() -> None:
    lines = lines_of(
        [
            event("one", "0:01", "ana", "One"),
            event("two", "0:02", "ana", "Two"),
            event("three", "0:03", "ben", "Three"),
        ]
    )
    # Ana is gone: the chart has one row, and her last mark stands before his name.
    assert lines.blocked("ben", 2) == 1
    assert lines.blocked("ana", 0) is None


def test_a_curve_is_level_between_its_own_marks_and_along_others() -> None:
    lines = lines_of(
        [
            event("one", "0:01", "ana ben", "One"),
            event("two", "0:02", "ben", "Two"),
            event("three", "0:03", "ben", "Three"),
            event("four", "0:04", "ana ben", "Four"),
        ]
    )
    for name, points in lines.curves.items():
        height_of = dict(points)
        for start, end in lines.level(name):
            assert start < end
            between = [column for column, _ in points if start <= column <= end]
            assert len({height_of[column] for column in between}) == 1
            for column in between[1:-1]:
                top, bottom = lines.marks[column]
                height = height_of[start]
                assert height < top - RADIUS or bottom + RADIUS < height
        told = list(lines.level(name))
        assert all(before[1] <= after[0] for before, after in pairwise(told))
    # Ben makes room to be alone, and Ana runs past him.
    assert list(lines.level("ana")) == [(0, 3)]
    assert list(lines.level("ben")) == [(1, 2)]


def test_an_event_that_names_somebody_twice_has_them_once() -> None:
    lines = lines_of([event("one", "0:01", "ana ana", "One")])
    assert lines.curves == {"ana": [(0, 0.0)]}


def test_a_timeline_s_name_may_be_a_character_s() -> None:
    nouns: list[Noun] = [Timeline("ana", "Ana's dream"), Character("ana", "Ana")]
    lines = lines_of([*nouns, event("one", "0:01", "ana", "One", line="ana")], "ana")
    assert list(lines.curves) == ["ana"]
