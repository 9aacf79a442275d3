from dataclasses import replace
from itertools import pairwise

import pytest
from tests.story.tales import THREE_LINES, TWO_HANDS, random_nouns, story_of, told_more

from lookback.film.moment import ENDING, Moment
from lookback.film.story import REAL, Event, Patch, Rule, Status, Thing
from lookback.story.chart import Chart, chart
from lookback.story.drawn import Order
from lookback.story.joins import RADIUS, Tie

HANDS = story_of(TWO_HANDS)
LINES = story_of(THREE_LINES)


def number(drawn: Chart, name: str) -> int:
    return next(one.number for one in drawn.columns if one.event.name == name)


def test_the_real_timeline_is_the_uppermost_band_and_bands_do_not_touch() -> None:
    bands = chart(LINES).bands
    assert [band.timeline for band in bands] == ["real", "dream", "war"]
    assert all(above.bottom < below.top for above, below in pairwise(bands))


def test_an_interpretation_says_what_the_timelines_are_and_moves_nothing() -> None:
    drawn, read = (chart(HANDS, patch=name) for name in ("grief", "worlds"))
    assert drawn.bands[1].status is Status.IMAGINED
    assert read.bands[1].status is Status.ALTERNATE
    assert drawn.curves == read.curves
    assert drawn.marks == read.marks
    assert chart(HANDS, patch="unknown") == chart(HANDS)


def test_a_curve_runs_from_the_first_event_to_the_last_and_a_death_ends_it() -> None:
    nouns = [noun for noun in TWO_HANDS if getattr(noun, "name", "") not in {"back", "work"}]
    drawn = chart(story_of(nouns))
    xs = {one.event.name: one.x for one in drawn.columns}
    curve = next(one for one in drawn.curves if one.character == "tsuki" and one.band == 0)
    assert curve.points[0][0] == xs["beside"]
    assert curve.points[-1][0] == xs["death"]


def test_who_meet_stand_within_the_event_s_mark_and_nobody_else_does() -> None:
    large = [story_of(random_nouns(n, events, n, 2)) for events, n in ((80, 20), (400, 90))]
    some = [story_of(random_nouns(n, 20, 7, 3)) for n in range(9)]
    for story in (HANDS, LINES, *some, *large):
        drawn = chart(story)
        who = {one.number: set(one.event.who) for one in drawn.columns}
        for mark in drawn.marks:
            for curve in drawn.curves:
                at = dict(curve.points).get(mark.x)
                if at is not None and curve.band == mark.band:
                    within = mark.top - RADIUS <= at <= mark.bottom + RADIUS
                    assert within == (curve.character in who[mark.number])


def test_an_event_on_two_timelines_is_drawn_in_both() -> None:
    drawn = chart(HANDS)
    assert [mark.band for mark in drawn.marks if mark.number == number(drawn, "back")] == [0, 1]


def test_a_timeline_leaves_at_what_does_not_happen_there_or_before_its_first_event() -> None:
    hands, lines = chart(HANDS), chart(LINES)
    assert hands.bands[1].leaves == number(hands, "meet")
    assert hands.bands[1].without == (number(hands, "meet"),)
    assert lines.bands[1].leaves == number(lines, "sleep")
    assert lines.bands[2].leaves == number(lines, "wake")
    assert [fork.band for fork in lines.forks] == [1, 2]


def test_a_timeline_that_is_shown_before_all_that_is_real_leaves_nowhere() -> None:
    nouns = [
        replace(noun, at=ENDING) if isinstance(noun, Event) and REAL in noun.lines else noun
        for noun in THREE_LINES
    ]
    drawn = chart(story_of(nouns))
    assert [band.leaves for band in drawn.bands] == [0, 0, 0]
    assert not drawn.forks


def test_only_objects_that_cross_are_drawn() -> None:
    still = Thing("desk", "The desk", ("strip", "practise"))
    once = Thing("once", "The scissors", ("tear",))
    drawn = chart(story_of([*TWO_HANDS, still, once]))
    assert [one.called for one in drawn.carried] == ["The torn strip"]
    assert len(drawn.carried[0].curves) == 3


def test_the_chosen_event_s_causes_are_arrows_by_the_interpretation() -> None:
    assert [arrow.tie for arrow in chart(HANDS, chosen="death").arrows] == [
        Tie.BECAUSE,
        Tie.BECAUSE,
        Tie.UNLESS,
    ]
    never = Patch("never", "Never", rules=(("death", Rule(never=True)),))
    read = chart(story_of([*TWO_HANDS, never]), patch="never", chosen="death")
    assert not read.arrows
    assert read.chosen == number(read, "death")
    assert not chart(HANDS, chosen="unknown").arrows


def test_columns_go_by_the_film_or_by_the_story_and_numbers_by_the_film() -> None:
    moved = [
        replace(noun, at=Moment.parse("0:58")) if noun.name == "strip" else noun
        for noun in TWO_HANDS
        if isinstance(noun, Event)
    ]
    nouns = [noun for noun in TWO_HANDS if not isinstance(noun, Event)]
    film, story = (chart(story_of([*nouns, *moved]), order=order) for order in Order)
    assert film.columns[-1].event.name == story.columns[0].event.name == "strip"
    assert film.columns[-1].number == story.columns[0].number == len(moved)


def test_what_is_known_at_the_end_only_stands_last_without_tearing_the_chart_apart() -> None:
    nouns = [
        replace(noun, at=ENDING) if isinstance(noun, Event) and noun.name == "tear" else noun
        for noun in TWO_HANDS
    ]
    drawn = chart(story_of(nouns))
    assert drawn.columns[-1].event.name == "tear"
    assert drawn.width < 1200


def test_the_film_s_end_is_drawn_if_it_is_told_and_later() -> None:
    drawn = chart(HANDS, end=Moment.parse("1:10"))
    assert drawn.end is not None
    assert drawn.end[0] > drawn.columns[-1].x
    assert chart(HANDS, end=Moment.parse("0:30")).end is None
    assert chart(HANDS, end=Moment.parse("1:10"), order=Order.STORY).end is None
    assert chart(HANDS, end=ENDING).end is None


def test_everything_lies_within_the_drawing() -> None:
    for seed in range(20):
        nouns = random_nouns(seed, 1 + 2 * seed, seed % 8, 3)
        drawn = chart(story_of(nouns), chosen="e3")
        for mark in drawn.marks:
            band = drawn.bands[mark.band]
            assert band.left < mark.x < band.right <= drawn.width
            assert band.top < mark.top <= mark.bottom < band.bottom <= drawn.height


@pytest.mark.parametrize("order", Order)
def test_what_is_hidden_moves_nothing(order: Order) -> None:
    """Law 1: twins that differ in hidden nouns only have the same chart, to the last bit."""
    for nouns in [[*TWO_HANDS], [*THREE_LINES], *(random_nouns(n, 12, 5, 3) for n in range(20))]:
        one, other = (
            chart(story_of(twin, Moment.parse("9:00")), order=order, patch="grief", chosen="e1")
            for twin in (nouns, told_more(nouns))
        )
        assert one == other
