"""Gates: a moment in the film itself, and one in each other film that a statement tells of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import GateInvalid
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.moment import ENDING, START, Moment

moments = st.one_of(st.integers(0, 20_000).map(Moment), st.sampled_from([START, ENDING]))
slugs = st.sampled_from(["one-film", "another", "千と千尋"])
gates = st.builds(Gate, moments, st.lists(st.tuples(slugs, moments), max_size=4).map(tuple))


@given(gates)
def test_a_gate_is_read_as_it_is_written(gate: Gate) -> None:
    assert Gate.parse(str(gate)) == gate


@given(gates, gates, gates)
def test_joined_gates_need_both_in_any_order(one: Gate, two: Gate, three: Gate) -> None:
    both = one.join(two)
    assert both == two.join(one)
    assert both.join(three) == one.join(two.join(three))
    assert both.join(one) == both
    assert both.own == max(one.own, two.own)
    for slug, moment in (*one.elsewhere, *two.elsewhere):
        assert dict(both.elsewhere)[slug] >= moment


@given(gates)
def test_joined_with_what_is_open_a_gate_stays_itself(gate: Gate) -> None:
    assert gate.join(OPEN) == gate


def test_a_gate_on_two_films_names_both() -> None:
    gate = Gate.parse("0:40 @film:the-original@1:10  @film:the-sequel@ending")
    assert gate.own == Moment.minute(40)
    assert gate.elsewhere == (("the-original", Moment.minute(70)), ("the-sequel", ENDING))


def test_a_gate_that_names_nothing_is_closed() -> None:
    assert Gate() == CLOSED
    assert CLOSED.own == ENDING


@pytest.mark.parametrize(
    "text",
    ["", "@0:32", "0:32 @film:", "0:32 @film:x", "0:32 @film:X@0:10", "0:32 @film:x@", "0:32 x",
     "0:32 @film:x@0:10 junk", "0:32@film:x@0:10"],
)  # fmt: skip
def test_whatever_else_is_refused(text: str) -> None:
    with pytest.raises(GateInvalid):
        Gate.parse(text)


@given(st.text())
def test_hostile_text_is_a_gate_or_refused(text: str) -> None:
    for said in (text, f"0:10 @film:{text}", f"0:10 @film:x@{text}"):
        try:
            gate = Gate.parse(said)
        except GateInvalid:
            continue
        assert Gate.parse(str(gate)) == gate
