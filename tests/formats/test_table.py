"""Which format a file is in."""

import pytest

from lookback.errors import FormatAmbiguous, FormatUnknown, TextInvalid
from lookback.formats import table
from lookback.formats.base import Format, Source
from lookback.formats.markdown import Markdown
from lookback.formats.outline import Outline
from lookback.formats.table import FORMATS, format_named, read, sniff

PAGE = Source("a.md", b"---\ntitle: A Door\n---\n\nSomebody knocks.\n")
OUTLINE = Source("a.txt", b"A Door\n2001 Japan 58 min\nDirector: A. Nobody\n")


def test_each_format_claims_its_own_files() -> None:
    assert isinstance(sniff(PAGE), Markdown)
    assert isinstance(sniff(OUTLINE), Outline)


def test_a_name_says_nothing_about_the_format() -> None:
    assert isinstance(sniff(Source("a.txt", PAGE.data)), Markdown)


def test_a_file_that_no_format_claims_is_refused_and_the_formats_are_named() -> None:
    with pytest.raises(FormatUnknown) as refused:
        sniff(Source("a.md", b"Dear diary\n"))
    assert "markdown" in refused.value.expected
    assert "outline" in refused.value.expected


def test_a_file_that_several_formats_claim_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "FORMATS", (Markdown(), Markdown()))
    with pytest.raises(FormatAmbiguous):
        sniff(PAGE)


def test_what_is_not_text_is_refused_before_any_format_sees_it() -> None:
    with pytest.raises(TextInvalid):
        sniff(Source("a.md", b"---\xff"))


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_each_format_is_found_by_its_name(known: Format) -> None:
    assert format_named(known.name) is known
    assert known.suffix.startswith(".")


def test_a_name_of_no_format_is_refused() -> None:
    with pytest.raises(FormatUnknown):
        format_named("word")


def test_a_file_is_read_in_the_format_that_is_asked_for() -> None:
    assert read(PAGE, Markdown()).page.title == "A Door"
    assert read(OUTLINE, Outline()).page.title == "A Door"
