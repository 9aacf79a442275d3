"""A courier story: the train is missed, so the letter comes by the night coach."""

import pytest

from lookback.errors import ModelInvalid
from lookback.story.formula import And, Const, Not, Or, Var
from lookback.story.model import Model
from lookback.story.setting import Setting

LETTER = Setting(
    Model(
        ["late"],
        {
            "sent": Const(True),
            "train": And((Var("sent"), Not(Var("late")))),
            "coach": And((Var("sent"), Not(Var("train")))),
            "arrives": Or((Var("train"), Var("coach"))),
            "answer": Var("arrives"),
        },
    ),
    {"late": True},
)


def test_a_formula_holds_or_would() -> None:
    assert LETTER.holds(And((Var("coach"), Not(Var("train")))))
    assert not LETTER.holds(Var("answer"), {"coach": False})


def test_questions_about_unknown_names_are_refused() -> None:
    with pytest.raises(ModelInvalid):
        LETTER.holds(Var("answer"), {"ghost": True})
    with pytest.raises(ModelInvalid):
        LETTER.holds(Var("ghost"))
    with pytest.raises(ModelInvalid):
        Setting(LETTER.model, {"ghost": True})
