"""Pages: passages in the order of the page, and what makes two lists of them the same."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_visible import passages

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.page import Page, Passage, same_but_lines
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.record import Text

TITLE = Passage(Part.TITLE, Text("Film"), OPEN)
SAID = Passage(Part.RECAP, Prose(("said",)), OPEN)
OTHERWISE: dict[str, Any] = {
    "part": Part.ENDING,
    "says": Prose(("said otherwise",)),
    "gate": Gate(Moment(1)),
    "group": 1,
    "name": "a",
    "replaces": "a",
}


@given(st.lists(passages), st.integers(0, 99))
def test_passages_are_the_same_wherever_they_stand_in_a_file(
    told: list[Passage], line: int
) -> None:
    assert same_but_lines(told, [replace(passage, line=line) for passage in told])


@pytest.mark.parametrize("field", OTHERWISE)
def test_passages_that_differ_in_anything_else_are_not_the_same(field: str) -> None:
    assert not same_but_lines([SAID], [replace(SAID, **{field: OTHERWISE[field]})])


def test_passages_in_another_order_or_number_are_not_the_same() -> None:
    assert not same_but_lines([SAID, TITLE], [TITLE, SAID])
    assert not same_but_lines([SAID], [SAID, SAID])


@given(st.lists(passages))
def test_a_page_gives_the_passages_of_a_part_in_its_order(told: list[Passage]) -> None:
    page = Page("film", (TITLE, *told))
    assert page.title == "Film"
    wanted = (Part.CLAIM, Part.RECAP)
    assert list(page.of(*wanted)) == [passage for passage in told if passage.part in wanted]
