from itertools import pairwise
from random import Random

from tests.story.tangles import event, random_nouns, rule, story

from lookback.film.story import Ask
from lookback.firewall.story import Story
from lookback.story.answers import Cause
from lookback.story.asking import Asked, answer
from lookback.story.ways import Telling, Way, ways
from lookback.story.worlds import World, world_of

WELL = story(
    event("dig"),
    event("rope"),
    event("well", rule=rule("dig rope")),
    event("bucket", rule=rule("well")),
    event("water", rule=rule("bucket")),
    event("end", rule=rule("water")),
)


def told(
    about: Story, *paths: str, witness: tuple[str, ...] = (), most: int = 6
) -> list[tuple[Telling, str]]:
    """What is told of the ways of causes of one event each, with a space between their events."""
    causes = [Cause((path.split()[0],), witness, tuple(path.split())) for path in paths]
    return [(one.telling, " ".join(one.events)) for one in ways(world_of(about), causes, most)]


def test_a_way_is_told_as_far_as_it_is_not_told_yet() -> None:
    assert told(WELL, "dig well bucket water end", "rope well bucket water end") == [
        (Telling.WHOLE, "dig well bucket water end"),
        (Telling.BEGINNING, "rope well"),
    ]


def test_a_cause_on_a_way_that_is_told_needs_none() -> None:
    assert told(WELL, "dig well bucket water end", "well bucket water end") == [
        (Telling.WHOLE, "dig well bucket water end"),
        (Telling.NOTHING, "well"),
    ]


def test_a_cause_with_nothing_between_it_and_the_effect_needs_none_either() -> None:
    assert told(WELL, "water end") == [(Telling.DIRECT, "water end")]


def test_a_single_step_is_told_again() -> None:
    about = story(
        event("a"), event("b"), event("both", rule=rule("a b")), event("end", rule=rule("both"))
    )
    assert told(about, "a both end", "b both end")[1] == (Telling.WHOLE, "b both end")


def test_ways_beyond_the_most_are_left_out_and_lend_nothing() -> None:
    found = told(WELL, "dig well bucket water end", "rope well bucket water end", most=0)
    assert [telling for telling, _ in found] == [Telling.LEFT_OUT, Telling.LEFT_OUT]


def test_no_way_goes_on_as_one_on_which_nothing_changes_with_its_own_cause() -> None:
    about = story(
        event("a"),
        event("b"),
        event("m", rule=rule("a b")),
        event("left", rule=rule("m")),
        event("right", rule=rule("m")),
        event("near", rule=rule(any_of="left b")),
        event("far", rule=rule("right")),
        event("end", rule=rule("near far")),
    )
    assert told(about, "b m left near end", "a m right far end") == [
        (Telling.WHOLE, "b m left near end"),
        (Telling.WHOLE, "a m right far end"),
    ]


def test_every_way_that_is_told_leads_to_the_effect_by_what_changes_with_its_cause() -> None:
    seen = set()
    for seed in range(150):
        about = story(*random_nouns(Random(seed), 14))  # noqa: S311 - no secret
        for effect in about.events[-3:]:
            found = answer(about, Asked(Ask.WHY, (effect.name,)), seconds=60)
            world = world_of(about, found.line)
            causes = (*found.causes, *found.omissions)
            told_so_far: dict[str, tuple[str, ...]] = {}
            for cause, way in zip(causes, ways(world, causes, 6), strict=True):
                seen.add(way.telling)
                whole = in_full(way, told_so_far)
                if whole:
                    check(world, cause, whole, effect.name)
                    for place, name in enumerate(whole):
                        told_so_far.setdefault(name, whole[place:])
    assert {Telling.WHOLE, Telling.BEGINNING, Telling.NOTHING} <= seen


def in_full(way: Way, told_so_far: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A way with what its reader has to look up above."""
    if way.telling is Telling.WHOLE:
        return way.events
    if way.telling in {Telling.BEGINNING, Telling.NOTHING}:
        return (*way.events[:-1], *told_so_far[way.events[-1]])
    return ()


def check(world: World, cause: Cause, way: tuple[str, ...], effect: str) -> None:
    then = world.under(cause.otherwise(world.happens))
    assert way[0] in cause.events
    assert way[-1] == effect
    assert all(then[name] != world.happens[name] for name in way)
    for before, after in pairwise(way):
        assert before in {link.event for link in world.rules[after].links}
