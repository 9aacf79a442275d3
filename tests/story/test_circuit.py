from random import Random

from tests.story.exhaustive import random_story, true_in

from lookback.story.formula import read_formula


def test_flipping_all_at_once_is_flipping_one_by_one() -> None:
    for seed in range(200):
        story = random_story(Random(seed))  # noqa: S311 - no secret
        setting = story.setting()
        circuit, actual, literal, holds = setting.with_effect(read_formula(story.effect))
        found = circuit.flipping(actual, list(circuit.names), literal)
        assert {circuit.names[number] for number in found} == {
            name
            for name in story.equations
            if true_in(story.effect, story.world({name: not setting.actual[name]})) != holds
        }


def test_what_cannot_help_is_in_no_cause() -> None:
    for seed in range(200):
        story = random_story(Random(seed), 5)  # noqa: S311 - no secret
        circuit, actual, literal, _ = story.setting().with_effect(read_formula(story.effect))
        wanted = circuit.wanted(literal)
        members = {name for names in story.causes() for name in names}
        for name in members:
            number = circuit.numbers[name]
            assert wanted[number] & (2 if actual[number] else 1)
