from fractions import Fraction
from random import Random

from tests.story.exhaustive import Story as Plain
from tests.story.tangles import LOOK_BACK, random_nouns, story

from lookback.film.story import REAL, Ask, Event, Noun
from lookback.story.answers import Outcome
from lookback.story.asking import Asked, answer
from lookback.story.reasons import setting_of
from lookback.story.worlds import world_of


def test_the_solver_sees_the_same_world() -> None:
    for seed in range(50):
        told = story(*LOOK_BACK, *random_nouns(Random(seed))[4:-1])  # noqa: S311 - no secret
        for patch in ("", "grief"):
            world = world_of(told, REAL, patch)
            assert setting_of(world).actual == world.happens


def test_causes_and_shares_are_those_of_the_definition() -> None:
    for seed in range(80):
        nouns = random_nouns(Random(seed), 6)  # noqa: S311 - no secret
        told = story(*nouns)
        for effect in (told.events[-1].name, told.events[-2].name):
            why = answer(told, Asked(Ask.WHY, (effect,)), seconds=60)
            plain = Plain({}, plain_equations(nouns, why.line), effect)
            chosen = [n.name for n in told.events if (n.choice or n.enabler) and n.name != effect]
            expected = plain.causes(chosen)
            found = {frozenset(one.events): one for one in (*why.causes, *why.omissions)}
            assert found.keys() == expected.keys()
            for names, size in expected.items():
                assert len(found[names].witness or ()) == size
                assert found[names].path[-1] == effect
            every = plain.causes()
            shares = answer(told, Asked(Ask.DEGREE, (effect,)), seconds=60)
            given = {one.name: one.of for one in (*shares.shares, *shares.omitted_shares)}
            assert given == {
                name: max(
                    Fraction(1, len(names) + size)
                    for names, size in expected.items()
                    if name in names
                )
                for name in {name for names in expected for name in names}
            }
            for name in plain.equations:
                if name != effect:
                    cause = answer(told, Asked(Ask.CAUSE, (name, effect)), seconds=60)
                    assert (cause.outcome is Outcome.CAUSE) == (frozenset([name]) in every)
                    part = any(name in whole and len(whole) > 1 for whole in every)
                    assert (cause.outcome is Outcome.PART) == part


def plain_equations(nouns: tuple[Noun, ...], line: str) -> dict[str, object]:
    off: set[str] = set()
    for noun in nouns:
        off |= set(getattr(noun, "without", ())) if line != REAL else set(getattr(noun, "adds", ()))
    equations: dict[str, object] = {}
    for noun in nouns:
        if isinstance(noun, Event):
            made = noun.rule
            needs: list[object] = [link.event for link in made.because]
            needs += [{"or": [link.event for link in made.any_of]}] if made.any_of else []
            needs += [{"not": link.event} for link in made.unless]
            equations[noun.name] = False if noun.name in off else {"and": needs}
    return equations
