"""Actual causes in well-known kinds of stories, told in words of ours."""

from itertools import combinations, count
from random import Random

import pytest
from tests.story.exhaustive import random_story

from lookback.errors import ModelInvalid
from lookback.story.causes import Causes, all_causes, check_cause
from lookback.story.formula import And, Const, Formula, Not, Or, Var, read_formula
from lookback.story.model import Model
from lookback.story.setting import Setting


def story(**equations: Formula) -> Setting:
    return Setting(Model([], equations), {})


YES = Const(True)
ROCKS = story(
    anna_throws=YES,
    ben_throws=YES,
    anna_hits=Var("anna_throws"),
    ben_hits=And((Var("ben_throws"), Not(Var("anna_hits")))),
    breaks=Or((Var("anna_hits"), Var("ben_hits"))),
)
BOTH_NEEDED = story(spark=YES, drought=YES, fire=And((Var("spark"), Var("drought"))))
ONE_ENOUGH = story(spark=YES, match=YES, fire=Or((Var("spark"), Var("match"))))
VOTES = story(
    **{f"v{i}": YES for i in range(5)},
    passes=Or(
        tuple(And(tuple(map(Var, some))) for some in combinations(map("v{}".format, range(5)), 3))
    ),
)
NO_POISON = story(
    poison=Const(False), antidote=YES, lives=Or((Not(Var("poison")), Var("antidote")))
)


def is_cause(setting: Setting, effect: str, *names: str) -> bool | None:
    return check_cause(setting, {n: setting.actual[n] for n in names}, Var(effect)).is_cause


def test_who_hits_first_is_a_cause_and_who_would_have_hit_is_none() -> None:
    assert is_cause(ROCKS, "breaks", "anna_throws")
    assert not is_cause(ROCKS, "breaks", "ben_throws")


def test_the_witness_of_a_first_hit_is_the_other_rock_that_did_not_hit() -> None:
    verdict = check_cause(ROCKS, {"anna_throws": True}, Var("breaks"))
    assert verdict.witness == frozenset({"ben_hits"})
    assert verdict.settled


def test_where_both_are_needed_each_is_a_cause() -> None:
    assert is_cause(BOTH_NEEDED, "fire", "spark")
    assert is_cause(BOTH_NEEDED, "fire", "drought")
    assert not is_cause(BOTH_NEEDED, "fire", "spark", "drought")


def test_where_one_is_enough_only_both_together_are_a_cause() -> None:
    assert not is_cause(ONE_ENOUGH, "fire", "spark")
    assert is_cause(ONE_ENOUGH, "fire", "spark", "match")


def test_of_five_who_agree_any_three_are_a_cause_of_the_majority() -> None:
    found = all_causes(VOTES, Var("passes"), [f"v{i}" for i in range(5)])
    assert found == Causes(
        tuple(frozenset(some) for some in combinations([f"v{i}" for i in range(5)], 3)), True
    )


def test_a_needless_antidote_saves_nobody_alone() -> None:
    assert not is_cause(NO_POISON, "lives", "antidote")
    assert is_cause(NO_POISON, "lives", "poison", "antidote")


def test_all_causes_are_the_smaller_first() -> None:
    assert all_causes(ROCKS, Var("breaks")).sets == (
        frozenset({"anna_hits"}),
        frozenset({"anna_throws"}),
        frozenset({"breaks"}),
    )
    assert all_causes(ONE_ENOUGH, Var("fire")).sets == (
        frozenset({"fire"}),
        frozenset({"match", "spark"}),
    )


def test_causes_are_made_only_of_what_is_asked_for() -> None:
    found = all_causes(ROCKS, Var("breaks"), ["anna_throws", "ben_throws"])
    assert found == Causes((frozenset({"anna_throws"}),), True)


def test_what_does_not_hold_has_no_causes() -> None:
    assert all_causes(ROCKS, Not(Var("breaks"))) == Causes((), True)
    verdict = check_cause(ROCKS, {"anna_throws": True}, Var("ben_hits"))
    assert not verdict.ac1
    assert not verdict.is_cause


def test_what_always_holds_has_no_causes() -> None:
    assert all_causes(ROCKS, Const(True)) == Causes((), True)


def test_a_claim_that_is_not_so_is_no_cause() -> None:
    assert not check_cause(ROCKS, {"anna_throws": False}, Var("breaks")).ac1


def test_what_has_not_happened_can_be_a_cause() -> None:
    kept_quiet = story(warned=Const(False), falls=Not(Var("warned")))
    assert is_cause(kept_quiet, "falls", "warned")


def test_every_answer_is_the_one_of_the_definition() -> None:
    for seed in range(300):
        random = Random(seed)  # noqa: S311 - no secret
        told = random_story(random)
        setting, effect = told.setting(), read_formula(told.effect)
        names = random.sample(list(told.equations), random.randint(1, len(told.equations)))
        claim = {name: setting.actual[name] != (random.random() < 0.2) for name in names}
        verdict = check_cause(setting, claim, effect)
        size = told.witness(claim)
        assert verdict.settled
        assert verdict.ac1 == told.holds(claim)
        assert verdict.ac2 == (size is not None)
        assert verdict.ac3 == told.no_part_does(claim)
        assert (None if verdict.witness is None else len(verdict.witness)) == size
        if verdict.witness is not None:
            do = {name: setting.actual[name] for name in verdict.witness}
            assert not setting.holds(effect, do | {name: not claim[name] for name in claim})


def test_all_causes_are_those_of_the_definition() -> None:
    for seed in range(300):
        random = Random(seed)  # noqa: S311 - no secret
        told = random_story(random)
        among = random.sample(list(told.equations), random.randint(0, len(told.equations)))
        for asked in (None, among):
            found = all_causes(told.setting(), read_formula(told.effect), asked)
            assert found.settled
            assert sorted(map(sorted, found.sets)) == sorted(map(sorted, told.causes(asked)))


def test_a_question_that_takes_too_long_is_not_settled_and_says_nothing_wrong() -> None:
    ticks = count()
    verdict = check_cause(
        ONE_ENOUGH,
        {"spark": True, "match": True},
        Var("fire"),
        seconds=2,
        clock=lambda: float(next(ticks)),
    )
    assert verdict.ac1
    assert verdict.is_cause is None
    assert not verdict.settled


def test_causes_found_in_time_are_causes_although_not_all() -> None:
    most = all_causes(VOTES, Var("passes"), most=4)
    assert not most.settled
    assert len(most.sets) == 4
    assert all(is_cause(VOTES, "passes", *names) for names in most.sets)
    none = all_causes(ONE_ENOUGH, Var("fire"), seconds=0, clock=lambda: 0.0)
    assert none == Causes((frozenset({"fire"}),), False)


def test_a_cause_of_nothing_or_of_unknown_names_is_refused() -> None:
    for claim in ({}, {"ghost": True}):
        with pytest.raises(ModelInvalid):
            check_cause(ROCKS, claim, Var("breaks"))
    with pytest.raises(ModelInvalid):
        check_cause(ROCKS, {"anna_hits": True}, Var("ghost"))
    with pytest.raises(ModelInvalid):
        all_causes(ROCKS, Var("breaks"), ["ghost"])
