from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from tests.story.exhaustive import random_story

from lookback.errors import ModelInvalid
from lookback.story.degree import Degrees, degrees
from lookback.story.formula import And, Const, Or, Var, read_formula
from lookback.story.model import Model
from lookback.story.setting import Setting


def votes(yes: int, of: int) -> Setting:
    names = [f"v{i}" for i in range(of)]
    most = combinations(names, of // 2 + 1)
    passes = Or(tuple(And(tuple(map(Var, some))) for some in most))
    equations = {name: Const(place < yes) for place, name in enumerate(names)}
    return Setting(Model([], {**equations, "passes": passes}), {})


@pytest.mark.parametrize(("yes", "degree"), [(7, 4), (6, 3), (5, 2), (4, 1)])
def test_the_narrower_a_vote_the_more_of_it_hangs_on_each(yes: int, degree: int) -> None:
    found = degrees(votes(yes, 7), Var("passes"))
    assert found.settled
    assert found.of["passes"] == 1
    assert found.of["v0"] == Fraction(1, degree)


def test_who_voted_against_has_no_share() -> None:
    assert "v6" not in degrees(votes(6, 7), Var("passes")).of


def test_a_witness_lessens_a_degree() -> None:
    first = {"a": Const(True), "b": Const(True)}
    late = read_formula({"and": ["b", {"not": "a"}]})
    setting = Setting(Model([], {**first, "late": late, "done": Or((Var("a"), Var("late")))}), {})
    assert degrees(setting, Var("done")).of == {"a": Fraction(1, 2), "done": Fraction(1)}


def test_every_degree_is_the_one_of_the_definition() -> None:
    for seed in range(300):
        told = random_story(Random(seed))  # noqa: S311 - no secret
        found = degrees(told.setting(), read_formula(told.effect))
        assert found == Degrees(told.degrees(), True)


def test_without_time_only_what_is_known_is_told() -> None:
    found = degrees(votes(7, 7), Var("passes"), seconds=0, clock=lambda: 0.0)
    assert found == Degrees({"passes": Fraction(1)}, False)


def test_only_those_asked_for_have_degrees() -> None:
    assert degrees(votes(4, 7), Var("passes"), ["v0", "v6"]).of == {"v0": Fraction(1)}
    assert degrees(votes(4, 7), Var("passes"), []) == Degrees({}, True)
    with pytest.raises(ModelInvalid):
        degrees(votes(4, 7), Var("passes"), ["ghost"])
