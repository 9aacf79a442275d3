"""The story of a page: from its blocks to passages."""

import pytest

from lookback.errors import TooLarge
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.formats.base import MOST_GROUPS
from lookback.formats.document import Document
from lookback.formats.sections import Story

FRONT = "---\n---\n"


def read(text: str) -> Story:
    story = Story()
    story.read(Document.parse(FRONT + text).blocks)
    return story


def at(minutes: int) -> Gate:
    return Gate(Moment.minute(minutes))


def told(text: str) -> list[tuple[str, str, str]]:
    """Part, gate and text of each passage."""
    return [(one.part.value, str(one.gate), str(one.says)) for one in read(text).passages]


def notes(text: str) -> list[tuple[int, str]]:
    """Lines of the story, counted from 1, and codes."""
    return [(note.line - 2, note.notice.code) for note in read(text).notes]


def test_text_before_the_first_heading_is_open() -> None:
    assert told("One.\n\nTwo.\n\n- three\n\n> four") == [
        ("premise", "start", "One."),
        ("premise", "start", "Two."),
        ("premise", "start", "- three"),
        ("premise", "start", "> four"),
    ]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("## Story so far", "story so far"), ("## STORY  SO FAR ##", "story so far"),
        ("## Four panels", "four panels"), ("## Ending explained", "ending explained"),
        ("## Interpretations", "interpretations"), ("## Story map", "story map"),
    ],
)  # fmt: skip
def test_a_block_without_a_gate_in_a_known_section_is_closed(heading: str, part: str) -> None:
    assert told(f"{heading}\n\nText.") == [(part, "ending", "Text.")]


@pytest.mark.parametrize("section", ["Story so far", "Four panels"])
def test_a_timed_block_without_a_gate_is_reported(section: str) -> None:
    assert notes(f"## {section}\n\nText.\n\n@0:10 Text.") == [(3, "gate-missing")]


@pytest.mark.parametrize("heading", ["# One", "## Trivia", "# Story so far"])
def test_any_other_section_is_closed_with_its_heading_and_reported(heading: str) -> None:
    text = f"{heading}\n\nText."
    assert [(part, gate) for part, gate, _ in told(text)] == [
        ("heading", "ending"),
        ("section", "ending"),
    ]
    assert notes(text) == [(1, "section-unknown")]
    assert {one.group for one in read(text).passages} == {1}


def test_a_marker_in_a_heading_says_that_the_section_is_meant() -> None:
    assert told("## @0:10 Trivia\n\nText.")[0] == ("heading", "0:10", "Trivia")
    assert notes("## @0:10 Trivia\n\nText.") == []


def test_a_block_that_opens_before_its_heading_is_reported() -> None:
    text = "## @0:10 Trivia\n\n@0:05 Early.\n\n@0:20 Late."
    assert notes(text) == [(3, "gate-waits-for-heading")]


@pytest.mark.parametrize(
    "text",
    ["@0:32 She reads.", "@0:32\nShe reads.", "@0:32\n\nShe reads.", "@0:32\n\n\nShe reads."],
)
def test_a_marker_stands_before_its_block_or_alone(text: str) -> None:
    assert told(text) == [("premise", "0:32", "She reads.")]


def test_a_line_that_begins_with_a_marker_begins_a_new_block() -> None:
    text = "One.\n@0:10 Two\ntwo.\n  @0:20 Three."
    assert told(text) == [
        ("premise", "start", "One."),
        ("premise", "0:10", "Two\ntwo."),
        ("premise", "0:20", "Three."),
    ]
    assert [one.line for one in read(text).passages] == [3, 4, 6]


def test_a_marker_that_stands_alone_holds_for_every_item_of_the_list_below() -> None:
    assert [gate for _, gate, _ in told("@0:10\n\n- One.\n- Two.\n- @0:20 Three.\n\nFour.")] == [
        "0:10", "0:10", "0:20", "start"
    ]  # fmt: skip


@pytest.mark.parametrize("block", ["> quoted", "```\ncode\n```", "1. one\n2. two", "### Small"])
def test_a_marker_that_stands_alone_holds_for_any_block(block: str) -> None:
    assert [gate for _, gate, _ in told(f"@0:10\n\n{block}\n\nText.")] == ["0:10", "start"]


@pytest.mark.parametrize("below", ["- item", "> quoted", "1. one", "```\ncode\n```", "# - x"])
def test_what_touches_a_gated_paragraph_above_the_first_heading_waits_with_it(below: str) -> None:
    if below.startswith("# "):
        below = below.replace("# - x", "* x")
    for above in ("@0:10 Her brother is\n", "Somebody is\n@0:10 Her brother is\n"):
        *_, last = told(above + below)
        assert last[1] == "0:10"


def test_a_marker_without_a_block_is_reported() -> None:
    assert notes("@0:10\n\n## Story so far\n\n@0:20\n\n@0:30 Text.\n\n@0:40") == [
        (1, "marker-without-block"), (5, "marker-without-block"), (9, "marker-without-block")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "block",
    ["@someone", "@0:75 Text.", "@ 0:10 Text.", "Text\n@soon more.", "- @soon", "> @0:10 Text.",
     "1. @0:10 Text.", "> a\n> @0:10 b", "(@0:10 Text.)", "＠0:10 Text.", "**@0:10** Text.",
     "- a\n  - @0:10 b", "@0:10 name: a b.c\n@x"],
)  # fmt: skip
def test_what_looks_like_a_marker_and_is_none_closes_its_block(block: str) -> None:
    story = read(f"One.\n\n{block}")
    assert CLOSED in {one.gate for one in story.passages}
    assert "marker-unreadable" in {note.notice.code for note in story.notes}


@pytest.mark.parametrize("text", ["\\@someone wrote.", "Write to a@b.example.", "a @0:10 b"])
def test_a_real_at_sign_is_only_a_sign(text: str) -> None:
    assert told(text) == [("premise", "start", text)]
    assert notes(text) == []


def test_a_marker_names_its_block_and_says_what_it_replaces() -> None:
    one, two = read("@0:10 name: a\nOne.\n\n@0:20 replaces: a name: b\nTwo.").passages
    assert (one.name, one.replaces, one.gate) == ("a", "", at(10))
    assert (two.name, two.replaces, two.gate) == ("b", "a", at(20))


@pytest.mark.parametrize("text", ["A ||b", "A ||b|soon|c||", "A ||||", "||a|0:10|b|c|| d"])
def test_an_inline_gate_that_cannot_be_read_closes_its_block(text: str) -> None:
    story = read(f"@0:10 {text}")
    assert [one.gate for one in story.passages] == [CLOSED]
    assert [note.notice.code for note in story.notes] == ["veil-unreadable"]
    assert [one.says for one in story.passages] == [Prose.plain(text)]


INTERPRETATION = """## Interpretations

A word before.

### @0:40 A ghost

How common: Most  common.

He is one.

- For: the draught.
- @0:50 against: the bread.
- And this.
"""


def test_an_interpretation_has_its_claim_its_evidence_and_how_common_it_is() -> None:
    assert told(INTERPRETATION) == [
        ("interpretations", "ending", "A word before."),
        ("interpretation", "0:40", "A ghost"),
        ("how common", "ending", "most common"),
        ("claim", "ending", "He is one."),
        ("for", "ending", "the draught."),
        ("against", "0:50", "the bread."),
        ("claim", "ending", "- And this."),
    ]
    assert [one.group for one in read(INTERPRETATION).passages] == [0, 1, 1, 1, 1, 1, 1]


def test_each_interpretation_and_section_is_a_group_of_its_own() -> None:
    text = (
        f"## Trivia\n\nText.\n\n{INTERPRETATION}\n### A dream\n\nShe wakes.\n\n## Cast notes\n\nA."
    )
    headings = [
        (one.part, one.group)
        for one in read(text).passages
        if one.part in {Part.HEADING, Part.INTERPRETATION}
    ]
    assert headings == [
        (Part.HEADING, 1), (Part.INTERPRETATION, 2), (Part.INTERPRETATION, 3), (Part.HEADING, 4)
    ]  # fmt: skip


def test_a_commonness_in_other_words_is_text_and_reported() -> None:
    text = "## Interpretations\n\n### A ghost\n\nHow common: rarely"
    assert told(text)[-1] == ("claim", "ending", "How common: rarely")
    assert notes(text) == [(5, "commonness-unknown")]


def test_a_third_level_heading_elsewhere_is_text_of_its_section() -> None:
    assert told("## Ending explained\n\n### @0:10 Later\n\nText.") == [
        ("ending explained", "0:10", "### Later"),
        ("ending explained", "ending", "Text."),
    ]


def test_items_keep_their_bullets_where_they_are_text() -> None:
    text = "- One\n  more\n- Two\n\n## Story so far\n\n- @0:10 It."
    assert [said for _, _, said in told(text)] == [
        "- One\n  more", "- Two", "It."
    ]  # fmt: skip


def test_a_rule_says_nothing() -> None:
    assert told("One.\n\n***\n\nTwo.") == [
        ("premise", "start", "One."),
        ("premise", "start", "Two."),
    ]


def test_more_sections_than_any_page_has_are_refused_with_their_line() -> None:
    with pytest.raises(TooLarge) as refused:
        read("# a\n" * (MOST_GROUPS + 1))
    assert refused.value.line == MOST_GROUPS + 3


def test_a_gate_of_a_passage_is_open_only_before_the_first_heading() -> None:
    passages = read(f"One.\n\n{INTERPRETATION}\n## Trivia\n\nText.").passages
    assert [one.part for one in passages if one.gate == OPEN] == [Part.PREMISE]
