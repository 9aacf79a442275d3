"""A page cut into its blocks, with every character of it kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.hostile import PAGES

from lookback.errors import FrontMatterInvalid
from lookback.formats.document import Document, Kind

FRONT = "---\ntitle: A\n---\n"
LINES = (
    "", "", " ", "a", "  b", "# h", "## h ##", "### @0:10 h", "- i", "  j", "* i", "1. n", "> q",
    "```", "---", "===", "\tc", "<p>", "@0:10 m", "    code", "[a]: b", "***", "\\", "- - k", "+",
)  # fmt: skip


def kinds(story: str) -> list[tuple[Kind, int, str]]:
    return [
        (block.kind, block.line, block.text)
        for block in Document.parse(FRONT + story).blocks[1:]
        if block.kind is not Kind.SPACE
    ]


@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))
def test_a_document_gives_its_text_back(story: str) -> None:
    document = Document.parse(FRONT + story)
    assert document.text == FRONT + story
    lines = [block.line for block in document.blocks]
    assert lines == sorted(set(lines))


@given(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])))
def test_any_text_below_a_record_is_given_back(story: str) -> None:
    assert Document.parse(FRONT + story).text == FRONT + story


@pytest.mark.parametrize("data", PAGES, ids=range(len(PAGES)))
def test_a_sample_page_is_given_back(data: bytes) -> None:
    assert Document.parse(data.decode()).text == data.decode()


def test_every_block_has_its_kind_its_line_and_its_text() -> None:
    assert kinds("\nOne\n  two\n\n## Three ##\n- four\n  five\n- six\n\n> seven\n\n1. eight\n") == [
        (Kind.PARAGRAPH, 5, "One\ntwo"),
        (Kind.HEADING, 8, "Three"),
        (Kind.ITEM, 9, "four\nfive"),
        (Kind.ITEM, 11, "six"),
        (Kind.OTHER, 13, "> seven"),
        (Kind.OTHER, 15, "1. eight"),
    ]


def test_a_line_below_a_paragraph_makes_no_heading_of_it() -> None:
    assert kinds("One\n===") == [(Kind.PARAGRAPH, 4, "One\n===")]


def test_a_rule_is_not_the_end_of_the_record_twice() -> None:
    assert [kind for kind, _, _ in kinds("One\n\n---\n\nTwo")] == [
        Kind.PARAGRAPH, Kind.RULE, Kind.PARAGRAPH
    ]  # fmt: skip


def test_html_is_a_paragraph_like_any_other() -> None:
    assert kinds("<div>\na\n</div>") == [(Kind.PARAGRAPH, 4, "<div>\na\n</div>")]


def test_a_reference_is_a_paragraph_and_changes_no_other() -> None:
    assert [kind for kind, _, _ in kinds("[a]\n\n[a]: /b")] == [Kind.PARAGRAPH, Kind.PARAGRAPH]


@pytest.mark.parametrize(
    "text", ["", "title: A", " ---\n---", "---\ntitle: A", "---", "# A\n---\n---"]
)
def test_a_page_without_a_whole_record_is_refused_at_its_first_line(text: str) -> None:
    with pytest.raises(FrontMatterInvalid) as refused:
        Document.parse(text)
    assert refused.value.line == 1


def test_the_record_ends_with_a_fence_or_with_three_dots() -> None:
    assert Document.parse("---\na: b\n...\nc").front_matter == "a: b"
    assert Document.parse("--- \na: b\n---  \nc").front_matter == "a: b"
