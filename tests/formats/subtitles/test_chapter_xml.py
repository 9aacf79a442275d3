"""Chapters of Matroska."""

import pytest
from tests.formats.subtitles.samples import MATROSKA

from lookback.errors import ChaptersInvalid
from lookback.formats.subtitles.chapter_xml import atoms


def test_the_times_and_names_of_the_first_edition_are_read() -> None:
    edition = "<EditionEntry><ChapterAtom><ChapterTimeStart>9</ChapterTimeStart></ChapterAtom>"
    text = MATROSKA.decode().replace("</Chapters>", f"{edition}</EditionEntry></Chapters>")
    assert atoms(text) == [
        ("00:00:00.000000000", "The Roof", 4), ("00:07:30.500000000", "Rain", 7),
    ]  # fmt: skip


def test_chapters_in_chapters_are_read_in_their_order_and_of_many_names_the_first() -> None:
    def atom(time: str, *names: str, inner: str = "") -> str:
        said = "".join(
            f"<ChapterDisplay><ChapterString>{name}</ChapterString></ChapterDisplay>"
            for name in names
        )
        start = f"<ChapterTimeStart>{time}</ChapterTimeStart>"
        return f"<ChapterAtom>{start}{said}{inner}</ChapterAtom>"

    text = f"<Chapters>{atom('1', 'A', 'B', inner=atom('2', 'C'))}{atom('3')}</Chapters>"
    assert atoms(text) == [("1", "A", 1), ("2", "C", 1), ("3", "", 1)]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><Chapters>&b;</Chapters>', "<Chapters>", "<a>&b;</a>",
        '<!DOCTYPE a SYSTEM "a" [<!ENTITY b "c">]><Chapters/>', "<ChapterAtom>" * 1_000, "<",
    ],
)  # fmt: skip
def test_hostile_or_broken_xml_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ChaptersInvalid) as refused:
        atoms(text)
    assert refused.value.line == 1
