import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import InputRefused
from lookback.faces.api.cursors import Cursors

CURSORS = Cursors(b"a secret")


def test_a_cursor_leads_on_from_its_place() -> None:
    cursor = CURSORS.after([1.5, 2], "list", 3)
    assert CURSORS.place(cursor, "list", 3, first=None) == [1.5, 2]
    assert cursor == CURSORS.after([1.5, 2], "list", 3)


def test_no_cursor_is_the_beginning() -> None:
    assert CURSORS.place("", "list", first=7) == 7


@pytest.mark.parametrize("question", [("list",), ("list", 4), ("other", 3), ()])
def test_a_cursor_of_another_question_is_none(question: tuple[object, ...]) -> None:
    with pytest.raises(InputRefused):
        CURSORS.place(CURSORS.after(1, "list", 3), *question, first=1)


def test_a_cursor_of_another_guide_is_none() -> None:
    with pytest.raises(InputRefused):
        CURSORS.place(Cursors(b"another").after(1, "list"), "list", first=1)


@given(st.text(min_size=1))
def test_nobody_makes_a_cursor_up(text: str) -> None:
    with pytest.raises(InputRefused):
        CURSORS.place(text, "list", first=1)
