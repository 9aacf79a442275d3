"""SAMI."""

from lookback.formats.subtitles.base import Raw
from lookback.formats.subtitles.sami import read_sami


def test_a_text_stays_until_the_next_mark() -> None:
    found = read_sami(
        "<sami><body><sync start='1000'><p class=a>The <b>boat</b><br>and\n you\n"
        '<SYNC Start="1500"><P>&nbsp;\n<Sync End=9 Start = 3000>There</body>'
    )
    assert found.raws == [Raw(1000, 1500, ("The boat", "and you")), Raw(3000, 3835, ("There",))]
    assert found.damaged == 0


def test_a_damaged_mark_takes_only_its_own_text_along() -> None:
    found = read_sami(
        "<SYNC Start=1000>A\n<SYNC Start=x>B\n<SYNC>C\n<SYNC Start=99999999999999>D\n"
        "<SYNC Start=-5>E\n<SYNC Start=5000>F"
    )
    assert [raw.lines for raw in found.raws] == [("A",), ("F",)]
    assert (found.damaged, found.line) == (4, 2)


def test_comments_are_no_text_wherever_they_end() -> None:
    found = read_sami("<!-- <SYNC Start=1>\n no -->\n<SYNC Start=x>\n<SYNC Start=2000>A<!-- no -->")
    assert [raw.lines for raw in found.raws] == [("A",)]
    assert found.line == 3
    assert read_sami("<!--" * 1000).raws == []
