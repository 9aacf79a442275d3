"""The page format as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.hostile import PAGES, SMALL_PAGE

from lookback.errors import InputRefused
from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.formats.base import Reading
from lookback.formats.markdown import Markdown


def read(story: str, record: str = "runtime: 58 min") -> Reading:
    return Markdown().read(f"---\ntitle: A Door\n{record}\n---\n\n{story}")


def codes(reading: Reading) -> list[tuple[int, str]]:
    return [(note.line, note.notice.code) for note in reading.notes]


@pytest.mark.parametrize("data", PAGES, ids=range(len(PAGES)))
def test_a_sample_page_is_read_without_a_word_to_its_author(data: bytes) -> None:
    reading = Markdown().read(data.decode())
    assert reading.notes == ()
    assert len(reading.page.passages) > 20


def test_the_record_comes_first_and_then_the_story_in_its_order() -> None:
    parts = [one.part for one in Markdown().read(SMALL_PAGE).page.passages]
    assert parts[0] is Part.TITLE
    assert parts[-5:] == [
        Part.RECAP, Part.ENDING, Part.INTERPRETATION, Part.COMMONNESS, Part.FOR
    ]  # fmt: skip


def test_every_passage_knows_its_line() -> None:
    lines = SMALL_PAGE.split("\n")
    for passage in Markdown().read(SMALL_PAGE).page.of(Part.RECAP, Part.ENDING, Part.FOR):
        assert str(passage.says).split("\n")[0][-5:] in "\n".join(lines[passage.line - 1 :][:2])


def test_a_page_begins_with_a_fence() -> None:
    assert Markdown().claims("---\ntitle: A\n---\n")
    assert Markdown().claims("---  \n")
    for text in ("", " ---", "----", "# A\n---\n", "title: A"):
        assert not Markdown().claims(text)


@pytest.mark.parametrize("gate", ["0:58:01", "1:00", "99:00", "9999"])
def test_a_moment_beyond_the_running_time_is_closed_and_reported(gate: str) -> None:
    reading = read(f"@{gate} Late.\n\n@0:58 At the end.")
    late, last = reading.page.of(Part.PREMISE)
    assert late.gate == CLOSED
    assert last.gate == Gate(Moment.minute(58))
    assert codes(reading) == [(6, "gate-past-runtime")]


def test_a_moment_beyond_the_running_time_inside_a_line_or_the_record_is_closed_too() -> None:
    reading = read("He is ||a|1:10|b||.", "runtime: 58 min\nthemes: {theme: T, from: 1:10}")
    (prose,) = (one.says for one in reading.page.of(Part.PREMISE))
    assert isinstance(prose, Prose)
    assert [veil.gate for veil in prose.veils] == [CLOSED]
    assert [one.gate for one in reading.page.of(Part.THEMES)] == [CLOSED]
    assert [code for _, code in codes(reading)] == ["gate-past-runtime"] * 2


def test_moments_in_other_films_are_kept_when_the_own_one_is_closed() -> None:
    reading = read("@1:10 @film:a-window@1:50 Both.")
    (passage,) = reading.page.of(Part.PREMISE)
    assert passage.gate == Gate(CLOSED.own, (("a-window", Moment.minute(110)),))


def test_without_a_running_time_that_all_may_see_every_moment_is_taken() -> None:
    for record in ("tagline: x", "runtime: {runtime: 58 min, from: ending}"):
        reading = read("@9:00 Late.", record)
        assert [one.gate for one in reading.page.of(Part.PREMISE)] == [Gate(Moment.minute(540))]
        assert reading.notes == ()


def test_names_that_nobody_has_or_that_two_have_are_reported() -> None:
    text = "@0:10 name: a\nOne.\n\n@0:20 name: a\nTwo.\n\n@0:30 replaces: b\nThree."
    assert codes(read(text)) == [(6, "name-twice"), (9, "name-twice"), (12, "replaces-nothing")]


def test_a_block_that_replaces_only_itself_replaces_nothing() -> None:
    assert codes(read("@0:10 name: a replaces: a\nOne.")) == [(6, "replaces-nothing")]


def test_notes_come_in_the_order_of_the_file() -> None:
    reading = read("@soon x\n\n## Trivia\n\n@2:00 y", "mood: dark\nruntime: 58 min")
    lines = [line for line, _ in codes(reading)]
    assert lines == [3, 7, 9, 11, 11]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=99)
)
def test_any_story_is_read_and_only_what_stands_above_the_headings_can_be_open(story: str) -> None:
    for passage in read(f"## Ending explained\n\n{story}").page.passages:
        assert passage.gate == CLOSED or passage.part not in {Part.ENDING, Part.CLAIM}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntitle: A\n", "front-matter-invalid", 1),
        ("---\ntitle: A\nruntime: x\n---\n", "value-invalid", 3),
        ("---\nruntime: 1 min\n---\n", "title-missing", 1),
        ("---\ntitle: A\n\na: *b\n---\n", "front-matter-invalid", 4),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_with_its_line(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(InputRefused) as refused:
        Markdown().read(text)
    assert (refused.value.code, refused.value.line) == (code, line)
