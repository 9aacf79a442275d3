from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import FormulaInvalid
from lookback.story.formula import (
    DEEPEST,
    And,
    Const,
    Not,
    Or,
    Var,
    names_in,
    read_formula,
)

PLAIN = st.recursive(
    st.booleans() | st.text(max_size=3) | st.none() | st.integers() | st.floats(),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["and", "or", "not", "xor", ""]), below, max_size=2)
    ),
    max_leaves=20,
)


def test_a_name_is_a_variable_and_true_is_no_name() -> None:
    assert read_formula("rain") == Var("rain")
    assert read_formula(True) == Const(True)


def test_formulas_nest() -> None:
    read = read_formula({"or": ["a", {"and": ["b", {"not": {"or": ["c", "d"]}}]}]})
    assert read == Or((Var("a"), And((Var("b"), Not(Or((Var("c"), Var("d"))))))))
    assert names_in(read) == {"a", "b", "c", "d"}


def test_an_and_in_an_and_is_one_and() -> None:
    assert read_formula({"and": [{"and": ["a", "b"]}, "c"]}) == And((Var("a"), Var("b"), Var("c")))


def test_an_or_in_an_and_stays() -> None:
    assert read_formula({"and": [{"or": ["a", "b"]}]}) == And((Or((Var("a"), Var("b"))),))


def test_a_list_may_be_empty() -> None:
    assert read_formula({"or": []}) == Or(())
    assert read_formula({"and": [{"and": []}, "a"]}) == And((Var("a"),))


def test_a_hundred_thousand_ands_in_one_another_are_read() -> None:
    plain: object = "a"
    for _ in range(100_000):
        plain = {"and": [plain, "b"]}
    read = read_formula(plain)
    assert isinstance(read, And)
    assert len(read.parts) == 100_001


def test_what_is_nested_too_deep_is_refused() -> None:
    plain: object = "a"
    for _ in range(DEEPEST + 1):
        plain = {"not": plain}
    with pytest.raises(FormulaInvalid, match="deep"):
        read_formula(plain)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        1,
        "",
        " ",
        [],
        {},
        {"xor": ["a"]},
        {"and": "a"},
        {"not": ["a"]},
        {"and": ["a"], "or": []},
        {"and": ["a", None]},
        {1: "a"},
    ],
)
def test_what_is_no_formula_is_refused(plain: object) -> None:
    with pytest.raises(FormulaInvalid):
        read_formula(plain)


@given(PLAIN)
def test_whatever_is_given_is_read_or_refused(plain: object) -> None:
    with suppress(FormulaInvalid):
        names_in(read_formula(plain))
