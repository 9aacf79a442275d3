"""A page written in the page format."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.formats.hostile import OUTLINES, PAGES, SMALL_PAGE

from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.page import Page, Passage, same_but_lines
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.record import Money, Text
from lookback.formats.compose import compose
from lookback.formats.markdown import Markdown
from lookback.formats.outline import Outline

TITLE = Passage(Part.TITLE, Text("A Door"), OPEN)


def read_again(page: Page) -> Page:
    return Markdown().read(compose(page)).page


def written(*passages: Passage) -> str:
    return compose(Page("a-door", (TITLE, *passages)))


@pytest.mark.parametrize("data", [*PAGES, SMALL_PAGE.encode()], ids=range(len(PAGES) + 1))
def test_a_page_says_the_same_when_it_is_written_and_read_again(data: bytes) -> None:
    page = Markdown().read(data.decode()).page
    again = read_again(page)
    assert again.slug == page.slug
    assert same_but_lines(again.passages, page.passages)


@pytest.mark.parametrize("data", OUTLINES, ids=range(len(OUTLINES)))
def test_an_outline_says_the_same_in_the_page_format(data: bytes) -> None:
    page = Outline().read(data.decode()).page
    reading = Markdown().read(compose(page))
    assert reading.page.slug == page.slug
    assert same_but_lines(reading.page.passages, page.passages)
    assert reading.notes == ()


def test_what_is_written_is_written_the_same_again() -> None:
    text = compose(Markdown().read(SMALL_PAGE).page)
    assert compose(Markdown().read(text).page) == text


def test_a_page_ends_with_one_line_end_and_has_its_record_at_the_top() -> None:
    assert written() == "---\ntitle: A Door\n---\n"


def test_a_slug_of_its_own_is_written() -> None:
    assert "slug: other\n" in compose(Page("other", (TITLE,)))


@pytest.mark.parametrize(
    "title",
    ["NO", "1:02:03", "a: b", "# a", "- a", "'a'", '"a" b', "a #b", "{a}", "[a]", "@a", "&a", "*a",
     "!a", "|", ">", "%a", "扉", "a\u2028b", "~", "\\n", "a\\", "---", "...", "=", "?", "😀", ",a"],
)  # fmt: skip
def test_any_title_reads_back(title: str) -> None:
    page = Page("x", (Passage(Part.TITLE, Text.parse(title), OPEN),))
    assert read_again(page).title == Text.parse(title).text


@pytest.mark.parametrize("part", [Part.PREMISE, Part.RECAP, Part.ENDING, Part.CLAIM])
@pytest.mark.parametrize("gate", [OPEN, CLOSED, Gate(Moment.minute(10), (("b", Moment(60)),))])
def test_each_gate_reads_back_in_each_section(part: Part, gate: Gate) -> None:
    passages = [TITLE, Passage(part, Prose(("It opens.",)), gate)]
    if part is Part.CLAIM:
        passages[1] = replace(passages[1], group=1)
        passages.insert(1, Passage(Part.INTERPRETATION, Prose(("A ghost",)), gate, 1))
    page = Page("a-door", tuple(passages))
    assert same_but_lines(read_again(page).passages, page.passages)


@pytest.mark.parametrize(
    "text", ["> quoted", "1. one", "```\ncode\n```", "- item\n  more", "\\@ a"]
)
def test_a_gated_block_of_any_kind_reads_back(text: str) -> None:
    passage = Passage(Part.ENDING, Prose((text,)), Gate(Moment.minute(10)))
    page = Page("a-door", (TITLE, passage))
    assert same_but_lines(read_again(page).passages, page.passages)


def test_large_and_small_money_is_written_in_digits() -> None:
    assert 'box office: "2,300,000,000 KRW"' in written(
        Passage(Part.BOX_OFFICE, Money(Decimal("2.3E+9"), "KRW"), OPEN)
    )


def test_a_word_before_the_interpretations_that_comes_later_begins_the_section_again() -> None:
    lead = Passage(Part.INTERPRETATIONS_LEAD, Prose(("A word.",)), CLOSED)
    one = Passage(Part.INTERPRETATION, Prose(("A ghost",)), CLOSED, 1)
    page = Page("a-door", (TITLE, one, lead))
    assert same_but_lines(read_again(page).passages, page.passages)


def test_a_story_map_is_written_as_one_block_between_the_prose_of_its_section() -> None:
    block = """```yaml
characters:
  mara: Mara
  odo: {called: "Odo: the first", from: "0:30", before: a man}
timelines:
  night: {called: The night, is: dreamt, from: "0:40", before: real, without: dark}
events:
  dark: {at: "0:10", who: [mara, odo], what: It is dark, choice: yes}
  "yes": {at: "0:20", line: night, what: "One, two", unless: "dark@0:50", from: "0:30"}
interpretations:
  p: {of: A dream, rules: {"yes": never}, for: {dark: It is}}
questions:
  q: {says: Why?, ask: why dark}
```"""
    before = "## Story map\n\nProse."
    text = f"{before}\n\n{block}\n\nMore.\n\n## Interpretations\n\n### @0:10 A dream\n\nClaim."
    page = Markdown().read(f"---\ntitle: A Door\n---\n\n{text}\n").page
    assert len(page.passages) == 13
    assert compose(page) == f"---\ntitle: A Door\n---\n\n{text}\n"
