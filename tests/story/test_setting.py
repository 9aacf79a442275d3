"""A courier story: the train is missed, so the letter comes by the night coach."""

import pytest

from lookback.errors import InputRefused
from lookback.story.formula import And, Const, Not, Or, Var
from lookback.story.model import Model
from lookback.story.setting import Change, Setting

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


def test_without_the_sender_there_is_no_answer() -> None:
    assert LETTER.but_for(["sent"], Var("answer"))


def test_what_never_happened_is_not_what_something_hangs_on() -> None:
    assert not LETTER.but_for(["train"], Var("answer"))


def test_nothing_makes_a_difference_to_what_does_not_hold() -> None:
    assert not LETTER.but_for(["sent"], Var("train"))


def test_a_cut_takes_what_follows_and_lets_in_what_it_held_back() -> None:
    assert LETTER.cut(["sent"]) == Change(("coach", "arrives", "answer"), ())
    assert LETTER.cut(["train"]) == Change((), ())
    assert LETTER.change({"train": True}) == Change(("coach",), ())


def test_what_a_cut_lets_in_is_told() -> None:
    caught = Setting(LETTER.model, {})
    assert caught.cut(["train"]).come == ("coach",)


def test_a_path_goes_by_what_would_have_been_otherwise() -> None:
    path = LETTER.path("sent", "answer", otherwise=["sent"], kept=[])
    assert path == ("sent", "coach", "arrives", "answer")


def test_there_is_no_path_through_what_is_kept() -> None:
    assert LETTER.path("sent", "answer", otherwise=["sent"], kept=["coach"]) == ()


def test_a_formula_holds_or_would() -> None:
    assert LETTER.holds(And((Var("coach"), Not(Var("train")))))
    assert not LETTER.holds(Var("answer"), {"coach": False})


def test_questions_about_unknown_names_are_refused() -> None:
    with pytest.raises(InputRefused):
        LETTER.but_for(["ghost"], Var("answer"))
    with pytest.raises(InputRefused):
        LETTER.holds(Var("ghost"))
    with pytest.raises(InputRefused):
        Setting(LETTER.model, {"ghost": True})
