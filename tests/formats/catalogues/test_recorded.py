"""What is kept of a film that one object tells of."""

import json

from tests.formats.catalogues.samples import hidden, shown

from lookback.formats.catalogues.base import nobody
from lookback.formats.catalogues.recorded import Record
from lookback.formats.catalogues.statements import MOST
from lookback.formats.catalogues.table import catalogue_named

KIND = catalogue_named("tmdb-movie")


def test_what_is_empty_is_not_written() -> None:
    assert Record("Salt").written() == '{"title":"Salt"}'


def test_white_space_control_characters_and_what_stands_twice_are_not_kept() -> None:
    record = Record(" Salt\n\0", genres=["A  b", "A b", ""], cast=[("Ida\ud800", "\x07")])
    assert json.loads(record.written()) == {
        "title": "Salt", "genres": ["A b"], "cast": [["Ida", ""]],
    }  # fmt: skip


def test_only_so_many_of_one_thing_are_kept() -> None:
    record = Record("Salt", titles=[str(number) for number in range(MOST * 2)])
    assert len(json.loads(record.written())["titles"]) == MOST


def test_of_several_texts_one_sentence_is_shown() -> None:
    sentence = "Salt is a 1988 film."
    says = Record("Salt", about=[f"{sentence} She leaves.", sentence, "More."]).written()
    told = KIND.passages(says, nobody)
    assert ("premise", sentence) in shown(told)
    assert [text for _, text in hidden(told)] == ["She leaves.", "More."]


def test_markdown_in_a_text_is_no_markdown() -> None:
    says = Record("Salt", about=["||a|0:10|b|| *c* <d>"]).written()
    assert hidden(KIND.passages(says, nobody)) == [
        ("premise", r"\|\|a\|0:10\|b\|\| \*c\* \<d\>"),
    ]  # fmt: skip


def test_a_row_that_was_kept_under_other_rules_is_shown_by_these() -> None:
    record = Record("Salt", genres=["Plot: he left"], ratings=[("7", "9", "10", "he left")])
    assert shown(KIND.passages(record.written(), nobody)) == [
        ("title", "Salt"), ("rating", "7 of 10 from 9 votes"),
    ]  # fmt: skip
