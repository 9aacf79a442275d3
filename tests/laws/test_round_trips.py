"""Law 5: nothing is lost. What was read is written again, and what was put in comes back."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NewDatabase
from tests.guides import opened_guide
from tests.laws.pairs import Pair, pairs

import lookback
from lookback.film.page import same_but_lines
from lookback.formats.compose import compose
from lookback.formats.document import Document
from lookback.formats.markdown import Markdown

SAMPLE = sorted(Path(str(files(lookback) / "sample")).glob("*.md"))
lines = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs", "Cc"])),
        st.sampled_from(
            ["", "   ", "## Story so far", "### A dream", "@0:10 x", "- a", "  - b", "> q", "```",
             "1. one", "---", "# comment", "\tcode", "***", "| a | b |", "<div>", "&amp;"]
        ),
    ),
    max_size=30,
)  # fmt: skip
records = st.sampled_from(
    ["title: A", "title:   A   # a comment", "# first\ntitle: 'A'\n\n\nruntime:    58 min"]
)
RECORD = (
    "tagline: [Knock., '@home']",
    "release: 28 June 2024 Japan",
    "runtime: {value: 58 min, from: 0:10, before: 1 h}",
    "rating: {rating: 8.1 of 10, from: ending}",
    "cast: [A, {cast: B as C, from: 1, before: B}, {cast: D as E, from: 2, before: D}]",
    "themes: {theme: Grief, from: ending @film:b@0:10, before: Loss}",
    "ids: {imdb: {value: tt1234567, from: ending, before: tt7654321}, tmdb: 7}",
    "a:b: {c: [d, 'e: f']}",
    "Mood: ''",
)


@given(records, lines)
def test_a_page_is_written_as_it_was_read(record: str, told: list[str]) -> None:
    text = "\n".join(["---", record, "---", *told])
    assert Document.parse(text).text == text


@settings(max_examples=50)
@given(pair=pairs())
def test_a_composed_page_says_the_same_when_it_is_read(pair: Pair) -> None:
    for film in pair.films:
        page = Markdown().read(film.one).page
        again = Markdown().read(compose(page)).page
        assert again.slug == page.slug
        assert same_but_lines(again.passages, page.passages)


@given(st.permutations(RECORD))
def test_a_composed_record_says_the_same_in_whatever_order_its_keys_were(told: list[str]) -> None:
    page = Markdown().read("\n".join(["---", "title: A", *told, "---", ""])).page
    assert same_but_lines(Markdown().read(compose(page)).page.passages, page.passages)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_sample_pages_say_the_same_when_they_are_composed_anew(path: Path) -> None:
    page = Markdown().read(path.read_text("utf-8")).page
    assert same_but_lines(Markdown().read(compose(page)).page.passages, page.passages)


def test_export_gives_back_the_bytes_that_were_imported(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    put_in = tmp_path / "in"
    put_in.mkdir()
    for path in SAMPLE:
        # Line ends and a byte order mark are the author's own, too.
        data = path.read_bytes().replace(b"\n", b"\r\n")
        (put_in / path.name).write_bytes(b"\xef\xbb\xbf" + data)
    with opened_guide(new_database()) as guide:
        guide.take([put_in], by="test")
        guide.export(tmp_path / "out")
    came_out = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert came_out == {path.name: path.read_bytes() for path in put_in.iterdir()}
