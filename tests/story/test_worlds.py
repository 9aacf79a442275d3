from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.tangles import LOOK_BACK, event, random_nouns, rule, story, world_by_hand

from lookback.errors import InterpretationUnknown
from lookback.film.story import REAL, Patch, Rule, Status, Timeline
from lookback.story.worlds import Agreement, agreeing, world_of, world_where


def test_a_world_of_a_whole_map_is_as_it_is_worked_out_by_hand() -> None:
    for seed in range(300):
        random = Random(seed)  # noqa: S311 - no secret
        nouns = random_nouns(random)
        told = story(*nouns)
        for line in [one.name for one in told.timelines]:
            for patch in ("", "patch"):
                world = world_of(told, line, patch)
                assert world.happens == world_by_hand(nouns, line, patch, {}), seed
                do = {name: random.random() < 0.5 for name in random.sample(list(world.rules), 2)}
                assert world.under(do) == world_by_hand(nouns, line, patch, do)


def test_on_an_imagined_timeline_what_it_leaves_out_does_not_happen() -> None:
    told = story(*LOOK_BACK)
    there = world_of(told, "other").happens
    assert there["kick"]
    assert not there["meet"]
    assert not there["die"]
    assert not world_of(told).happens["kick"]


def test_what_the_film_showed_and_the_rest_of_its_rules_does_not_yield_simply_happened() -> None:
    hidden_way = rule(any_of="hidden boat")
    told = story(
        event("boat", lines=("other",)), Timeline("other", ""), event("flee", rule=hidden_way)
    )
    assert not world_of(told).happens["boat"]
    assert world_of(told).happens["flee"]
    assert world_of(told).rules["flee"] == Rule()


def test_what_the_film_did_not_show_as_real_is_off_there_and_on_where_it_was_shown() -> None:
    told = story(
        Timeline("dream", "", Status.DREAMT),
        event("fly", rule=rule(unless="hidden"), lines=("dream",)),
        event("land", rule=rule("fly"), lines=("dream",)),
    )
    assert world_of(told).happens == {"fly": False, "land": False}
    assert world_of(told, "dream").happens == {"fly": True, "land": True}


def test_a_link_to_what_comes_later_is_as_if_it_were_not() -> None:
    told = story(event("first", rule=rule("second")), event("second", rule=rule("second")))
    assert world_of(told).happens == {"first": True, "second": True}


def test_a_question_is_asked_on_the_real_timeline_or_where_its_event_is_drawn() -> None:
    told = story(*LOOK_BACK)
    assert world_where(told, "die").line == REAL
    assert world_where(told, "kick").line == "other"


def test_a_path_goes_by_what_would_be_otherwise() -> None:
    world = world_of(story(*LOOK_BACK))
    assert world.path({"meet": False}, "meet", "die") == ("meet", "karate", "kick", "die")
    assert world.path({"meet": False, "kick": False}, "meet", "die") == ()
    assert world.path({"meet": True}, "meet", "die") == ()


def test_an_interpretation_agrees_where_what_it_takes_to_be_fact_happens() -> None:
    never = (("kick", Rule(never=True)),)
    told = story(*LOOK_BACK, Patch("both", "Both", (("other", Status.ALTERNATE),), never))
    assert agreeing(told) == (
        Agreement("grief", ()),
        Agreement("life", ()),
        Agreement("both", ("kick",)),
    )
    assert [one.agrees for one in agreeing(told)] == [True, True, False]


def test_an_unknown_interpretation_is_refused() -> None:
    with pytest.raises(InterpretationUnknown):
        world_of(story(*LOOK_BACK), REAL, "ghost")


@given(st.integers(0, 10_000))
def test_all_worlds_without_one_more_event_are_those_without_each(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    told = story(*random_nouns(random))
    for line in told.timelines:
        world = world_of(told, line.name)
        names = list(world.rules)
        do = {random.choice(names): random.random() < 0.5}
        at_once = world.without_each(do, names)
        for place, name in enumerate(names):
            one_by_one = world.under({**do, name: False})
            assert one_by_one == {event: bool(at_once[event] >> place & 1) for event in names}
