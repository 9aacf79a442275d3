from random import Random

import pytest
from tests.story.exhaustive import random_story

from lookback.errors import ModelInvalid
from lookback.story.formula import And, Const, Not, Or, Var
from lookback.story.model import Model, cycle_in, unknown_in

LAMP = Model(
    ["power", "hand"],
    {"lamp": And((Var("power"), Var("switch"))), "switch": Var("hand"), "dark": Not(Var("lamp"))},
)


def test_what_is_left_out_of_a_context_is_false() -> None:
    assert LAMP.values({"power": True})["lamp"] is False


def test_equations_are_worked_out_in_causal_order() -> None:
    assert LAMP.order.index("switch") < LAMP.order.index("lamp") < LAMP.order.index("dark")
    assert LAMP.values({"power": True, "hand": True}) == {
        "power": True,
        "hand": True,
        "switch": True,
        "lamp": True,
        "dark": False,
    }


def test_an_intervention_overrules_an_equation_but_not_what_is_before_it() -> None:
    values = LAMP.values({"power": True, "hand": True}, {"lamp": False})
    assert values["switch"]
    assert not values["lamp"]
    assert values["dark"]


def test_constants_and_empty_lists_have_values() -> None:
    model = Model([], {"a": Const(False), "b": And(()), "c": Or(()), "d": Not(Const(False))})
    assert model.values({}) == {"a": False, "b": True, "c": False, "d": True}


def test_every_world_is_as_it_is_worked_out_by_hand() -> None:
    for seed in range(200):
        random = Random(seed)  # noqa: S311 - no secret
        story = random_story(random)
        do = {name: random.random() < 0.5 for name in story.equations if random.random() < 0.3}
        setting = story.setting()
        assert setting.model.values(story.context, do) == story.world(do)


def test_a_name_without_an_equation_is_refused_and_can_be_named() -> None:
    with pytest.raises(ModelInvalid, match="variable of the model"):
        Model(["a"], {"b": And((Var("a"), Var("ghost")))})
    assert unknown_in(["a"], {"b": ["a", "ghost"], "c": ["b"]}) == {"b": ["ghost"]}


def test_a_circle_is_refused_and_can_be_named() -> None:
    with pytest.raises(ModelInvalid, match="circle"):
        Model([], {"a": Var("b"), "b": Var("c"), "c": Not(Var("a"))})
    circle = cycle_in({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    assert circle[0] == circle[-1]
    assert set(circle) == {"a", "b", "c"}
    assert cycle_in({"a": ["u"], "b": ["a"]}) == ()


def test_a_variable_is_not_given_from_outside_and_by_an_equation() -> None:
    with pytest.raises(ModelInvalid, match="not both"):
        Model(["a"], {"a": Const(True)})


def test_contexts_and_interventions_are_checked() -> None:
    with pytest.raises(ModelInvalid):
        LAMP.values({"lamp": True})
    with pytest.raises(ModelInvalid):
        LAMP.values({}, {"power": True})


def test_a_chain_of_ten_thousand_is_no_trouble() -> None:
    chain = {f"e{i}": Var(f"e{i - 1}") for i in range(10_000, 0, -1)}
    model = Model(["e0"], chain)
    assert model.values({"e0": True})["e10000"]
