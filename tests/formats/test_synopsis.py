"""The timed part of a page, sentence by sentence."""

import pytest

from lookback.errors import FrontMatterInvalid, ValueInvalid
from lookback.film.moment import ENDING, Moment
from lookback.formats.synopsis import read_synopsis, within

FRONT = "---\ntitle: A Door\nruntime: 90 min\n---\n\nA logline.\n\n## Story so far\n\n"


def told(text: str) -> list[str]:
    return [one.text for one in read_synopsis(FRONT + text).statements]


def test_sentences_are_in_plain_words_and_in_the_order_of_the_page() -> None:
    text = "He *leaves*. ||She|0:40|His wife|| stays.\n\n- @0:20 It rains. &amp; so on.\n\n> No."
    assert told(text) == ["He leaves.", "She stays.", "It rains.", "& so on.", "No."]


def test_a_block_without_a_marker_has_no_gate_and_one_with_a_marker_has_its_author_s() -> None:
    text = "One.\n\n@0:20 name: a\nTwo. Three.\n\n@0:30 replaces: a\nFour.\n\n@0:40\n\nFive."
    gates = [one.gate for one in read_synopsis(FRONT + text).statements]
    assert gates == [None, *map(Moment.minute, (20, 20, 30, 40))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- One.\n  - Two.", ["One.", "Two."]),
        ("1. One.\n2) Two.", ["One.", "Two."]),
        ("> # One\n>\n> - Two.", ["One", "Two."]),
        ("```python\nOne.\n```", ["One."]),
        ("### One. Two. ###", ["One. Two."]),
        ("***\n\n[](x)\n\n—", []),
    ],
)
def test_marks_of_other_blocks_are_no_words(text: str, said: list[str]) -> None:
    assert told(text) == said


def test_the_running_time_is_told_whoever_may_see_it() -> None:
    assert read_synopsis(FRONT).runtime == 5400
    hidden = FRONT.replace("90 min", "{value: 80 min, from: ending}")
    assert read_synopsis(hidden).runtime == 4800
    assert read_synopsis(FRONT.replace("runtime: 90 min\n", "")).runtime == 0


def test_what_the_author_keeps_for_the_ending_is_the_last_part() -> None:
    statements = read_synopsis(FRONT + "@0:10 One.\n\nTwo.\n\n@ending Three.").statements
    assert [one.is_last for one in statements] == [False, False, True]
    assert statements[2].gate == ENDING


def test_an_author_s_gate_past_the_end_of_the_film_is_the_ending() -> None:
    (statement,) = read_synopsis(FRONT + "@1:40 One.").statements
    assert (statement.gate, statement.is_last) == (ENDING, True)


def test_lines_are_those_of_the_file() -> None:
    given = "One.\nTwo. Three\nis. Four.\n\n@0:10\nFive.\n\n- Six.\n  Seven.\n\n> Eight.\n> Nine."
    first = FRONT.count("\n") + 1
    lines = [line - first for line in read_synopsis(FRONT + given).lines]
    assert lines == [0, 1, 1, 2, 5, 7, 8, 10, 11]


def test_a_page_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(FrontMatterInvalid):
        read_synopsis("One.")
    with pytest.raises(ValueInvalid):
        read_synopsis(FRONT.replace("90 min", "long"))


def test_a_gate_that_cannot_be_written_becomes_the_ending() -> None:
    assert within(Moment.minute(90), Moment.minute(90)) == Moment.minute(90)
    assert within(Moment(5401), Moment.minute(90)) == ENDING
    assert within(Moment(10**8), ENDING) == ENDING
