"""A page as statements with the moments from which they are told."""

from tests.leaks.pages import film

from lookback.film.moment import ENDING, Moment
from lookback.film.part import Part
from lookback.leaks.statements import statements

TOLD = film(
    "A keeper. She waits.",
    "## Story so far",
    "@0:20 Beside ||a guest|0:50|Mirko|| she reads.",
    "## Ending explained",
    "He rows away.",
)


def test_each_sentence_has_the_moment_from_which_it_is_told() -> None:
    told = [(one.text, one.opens) for one in statements(TOLD) if one.part is not Part.RUNTIME]
    assert told == [
        ("The Lamp", Moment(0)),
        ("A keeper.", Moment(0)),
        ("She waits.", Moment(0)),
        ("Beside a guest she reads.", Moment.minute(20)),
        ("Mirko", Moment.minute(50)),
        ("He rows away.", ENDING),
    ]


def test_a_sentence_knows_its_line_and_passage() -> None:
    reading = next(one for one in statements(TOLD) if one.text.startswith("Beside"))
    assert str(TOLD.passages[reading.place].says).startswith("Beside")
    assert reading.line == TOLD.passages[reading.place].line
