"""Lists of chapters."""

import pytest
from tests.formats.subtitles.samples import CHAPTERS, EDL

from lookback.errors import ChaptersInvalid, TooLarge
from lookback.film.subtitle import Chapter
from lookback.formats.subtitles.chapters import LARGEST, LONGEST_NAME, MOST, read_chapters


def read(text: str | bytes) -> tuple[Chapter, ...]:
    return read_chapters("boat", text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_format_says_when_each_chapter_begins_and_its_name(name: str, encoding: str) -> None:
    data = CHAPTERS[name].decode().encode(encoding)
    assert read(data) == (Chapter(0.0, "The Roof"), Chapter(450.5, "Rain"))


def test_scene_markers_of_kodi_are_chapters_without_names() -> None:
    assert read(EDL) == (Chapter(0.0), Chapter(450.5), Chapter(900.25))


def test_chapters_are_put_in_order_and_of_two_that_begin_together_the_first_is_taken() -> None:
    assert read("5:00 B\n0:00 A\n5:00 C\n") == (Chapter(0.0, "A"), Chapter(300.0, "B"))


@pytest.mark.parametrize(
    "line",
    ["1:02:03 Rain", "1:02:03 - Rain", "(1:02:03) Rain", "[01:02:03] Rain", "3. 1:02:03 – Rain",
     "* 1:02:03: Rain", "  1:02:03   Rain  ", "1:02:03\tRain"],
)  # fmt: skip
def test_a_plain_line_is_read_however_it_is_written(line: str) -> None:
    assert read(line) == (Chapter(3723.0, "Rain"),)


def test_metadata_of_ffmpeg_is_unescaped_and_other_sections_are_left_alone() -> None:
    text = (
        ";FFMETADATA1\n# no\n[STREAM]\nSTART=9\ntitle=no\n[CHAPTER]\nTIMEBASE=1/1\nSTART=60\n"
        "title=Rain \\= \\#1\\\nand wind\n[STREAM]\ntitle=no\n"
    )
    assert read(text) == (Chapter(60.0, "Rain = #1 and wind"),)


def test_a_chapter_of_ogm_may_have_no_name() -> None:
    assert read("CHAPTER1=00:01:00.5\n") == (Chapter(60.5),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1), ("Dear Ada", 1), ("WEBVTT\n", 1), ("<Chapters></Chapters>", 1),
        ("CHAPTER01=00:00:00\nCHAPTER02=00:99:00\n", 2), ("CHAPTER01=0:00:00\n\nHello\n", 3),
        ("0:00 A\n0:99 B\n", 2), ("0:00 A\n25:00:00 B\n", 2), ("WEBVTT\n\n0:0x --> 0:01\nA\n", 3),
        (";FFMETADATA1\n[CHAPTER]\nSTART=x\n", 2), (";FFMETADATA1\n[CHAPTER]\ntitle=A\n", 2),
        ("[CHAPTER]\nTIMEBASE=1/0\nSTART=1\n", 1), ("[CHAPTER]\nSTART=99999999999999999999\n", 1),
        ("<Chapters><ChapterAtom/></Chapters>", 1), ("5.0 10.0 0\n", 1), ("0:00:99 2\n", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ChaptersInvalid) as refused:
        read(text)
    assert (refused.value.file, refused.value.line) == ("boat", line)
    assert refused.value.expected


def test_more_than_a_film_has_is_too_large_and_a_long_name_is_cut() -> None:
    with pytest.raises(TooLarge):
        read(b"a" * (LARGEST + 1))
    lines = "".join(f"{n // 60}:{n % 60:02}:00 A\n" for n in range(MOST + 1))
    with pytest.raises(TooLarge):
        read(lines)
    assert read("0:00 " + "a" * 999)[0].name == "a" * LONGEST_NAME
