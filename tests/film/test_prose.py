"""Prose: sentences with words in them that wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.film.test_gate import gates

from lookback.errors import GateInvalid
from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.film.prose import Prose, Veil

words = st.text("ab é雨*_", min_size=1).filter(str.strip)
veils = st.builds(Veil, words, gates, st.one_of(st.none(), words))
sentences = st.lists(veils, max_size=4).flatmap(
    lambda found: st.lists(words, min_size=len(found) + 1, max_size=len(found) + 1).map(
        lambda between: _woven(between, found)
    )
)


def _woven(between: list[str], found: list[Veil]) -> Prose:
    pieces: list[str | Veil] = [between[0]]
    for veil, plain in zip(found, between[1:], strict=True):
        pieces += [veil, plain]
    return Prose(tuple(pieces))


@given(sentences)
def test_prose_is_read_as_it_is_written(prose: Prose) -> None:
    assert Prose.parse(str(prose)) == prose


@pytest.mark.parametrize(
    ("text", "veil"),
    [
        ("||words||", Veil("words", CLOSED)),
        ("||0:35|words||", Veil("words", Gate(Moment.minute(35)))),
        ("||someone|0:35|her brother||", Veil("her brother", Gate(Moment.minute(35)), "someone")),
        ("|| |0:35|her brother||", Veil("her brother", Gate(Moment.minute(35)))),
    ],
)
def test_a_veil_has_words_and_may_have_a_gate_and_a_stand_in(text: str, veil: Veil) -> None:
    assert Prose.parse(f"Before {text} after.").pieces == ("Before ", veil, " after.")


@pytest.mark.parametrize(
    "text",
    ["||words", "||||", "|| ||", "||a|b|c|d||", "||a|later|b||", "||two\nlines||", "||a|| b ||c"],
)
def test_a_veil_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(GateInvalid):
        Prose.parse(text)


def test_an_escaped_bar_begins_no_veil() -> None:
    assert Prose.parse(r"one \|| two \|| three").veils == ()


@given(st.text())
def test_plain_text_has_no_veils(text: str) -> None:
    assert Prose.parse(str(Prose.plain(text))).veils == ()


@given(st.text("|\\ab:0 "))
def test_hostile_text_is_prose_or_refused(text: str) -> None:
    try:
        prose = Prose.parse(text)
    except GateInvalid:
        return
    assert str(Prose.parse(str(prose))) == str(prose)
