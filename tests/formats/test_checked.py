"""The key ``checked``: what an author has answered to warnings."""

import pytest
from tests.guides import page

from lookback.errors import ValueInvalid
from lookback.film.leak import LeakKind, Silence
from lookback.film.progress import FINISHED, Watched
from lookback.firewall.view import clear
from lookback.formats.base import Reading, Source
from lookback.formats.document import Document
from lookback.formats.table import read, sniff

LIST = """checked:
  - {says: the  late husband, kind: Death, because: it is the premise}
  - says: Lies
    kind: theme
    because: |
      a word of
      the tagline
"""


def reading(text: str) -> Reading:
    source = Source("page.md", text.encode())
    return read(source, sniff(source))


def test_answers_are_read_with_their_lines() -> None:
    assert reading(page("The Lamp", record=LIST)).silences == (
        Silence(4, "the late husband", LeakKind.DEATH, "it is the premise"),
        Silence(5, "Lies", LeakKind.THEME, "a word of the tagline"),
    )


def test_one_answer_needs_no_list_and_none_is_none() -> None:
    one = "checked: {says: Lies, kind: theme, because: so}\n"
    assert len(reading(page("The Lamp", record=one)).silences) == 1
    assert reading(page("The Lamp", record="checked:\n")).silences == ()
    assert reading(page("The Lamp", record="checked: []\n")).silences == ()


def test_answers_make_no_passage_no_note_and_are_shown_to_nobody() -> None:
    told = reading(page("The Lamp", record=LIST))
    plain = reading(page("The Lamp"))
    assert told.notes == ()
    assert [str(one.says) for one in told.page.passages] == ["The Lamp", "A film."]
    watched = Watched({"the-lamp": FINISHED})
    assert clear(told.page, watched) == clear(plain.page, watched)


def test_a_page_with_answers_is_written_as_it_was_read() -> None:
    text = page("The Lamp", record=LIST)
    assert Document.parse(text).text == text


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("checked: yes", 3),
        ("checked: {says: a, kind: death}", 3),
        ("checked: {says: a, kind: murder, because: b}", 3),
        ("checked: {says: '', kind: death, because: b}", 3),
        ("checked: {says: [a], kind: death, because: b}", 3),
        ("checked: {says: a, kind: death, because: b, until: c}", 3),
        ("checked:\n  - {says: a, kind: death, because: b}\n  - never mind", 5),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_with_its_line(value: str, line: int) -> None:
    with pytest.raises(ValueInvalid) as caught:
        reading(page("The Lamp", record=f"{value}\n"))
    assert caught.value.line == line
    assert "murder" not in caught.value.expected
