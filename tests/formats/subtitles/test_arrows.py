"""SRT, WebVTT and SubViewer with everything that goes wrong in them."""

import pytest
from tests.formats.subtitles.samples import cue

from lookback.formats.subtitles.arrows import read_arrows
from lookback.formats.subtitles.decoding import decoded

ONE = "1\n00:00:01,000 --> 00:00:02,000\nOne\n"
THREE = "3\n00:00:05,000 --> 00:00:06,000\nThree\n"


def said(text: str) -> list[tuple[int, int, str]]:
    return [(raw.start, raw.end, "|".join(raw.lines)) for raw in read_arrows(text).raws]


def damage(text: str) -> tuple[int, int]:
    found = read_arrows(text)
    return found.damaged, found.line


@pytest.mark.parametrize(
    "times",
    [
        "00:00:03,000 --> 00:00:04,000", "00:00:03.000 --> 00:00:04.000", "0:0:3,0 --> 0:0:4,0",
        "00:03,000 --> 00:04,000", "00:03 --> 00:04", "00:00:03:000 --> 00:00:04:000",
        "00:00:03,000-->00:00:04,000", "00:00:03,000 -> 00:00:04,000",
        "00:00:03,000 -- > 00:00:04,000", "00:00:03,000 - 00:00:04,000",
        "00:00:03,000  00:00:04,000", "00:00:03, 000 --> 00:00:04, 000",
        "00: 00: 03,000 --> 00: 00: 04,000", "  00:00:03,000 --> 00:00:04,000  ",
        "00:00:03,000 --> 00:00:04,000 X1:1 X2:2 Y1:3 Y2:4",
        "00:00:03.000 --> 00:00:04.000 align:start position:0%",
        "00:00:03.00,00:00:04.00", "00:00:03,000 → 00:00:04,000",
        "00:00:03.000000 --> 00:00:04.000000",
    ],
)  # fmt: skip
def test_times_are_read_however_they_are_written(times: str) -> None:
    text = f"{ONE}\n2\n{times}\nTwo\n\n{THREE}"
    assert said(text) == [(1000, 2000, "One"), (3000, 4000, "Two"), (5000, 6000, "Three")]
    assert damage(text) == (0, 0)


@pytest.mark.parametrize(
    "times",
    [
        "00:00:0x,000 --> 00:00:04,000", "x0:00:03,000 --> 00:00:04,000",
        "00:00:03,000 --> 00:00:04x000", "00:00:03,000 --> 00:00:0", "--> 00:00:04,000",
        "00:00:03,000 -->", "-->", "00:00:03,000 -x> 00:00:04,000", "00x00:03,000 --> 00:00:04,000",
        "00:00:75,000 --> 00:00:04,000", "00:00:04,000 --> 00:00:03,000",
        "00:00:03,000 --> 00:00:03,000", "-00:00:03,000 --> 00:00:04,000",
        "24:00:03,000 --> 24:00:04,000", "99:59:59,999 --> 99:59:59,999",
        "00:00:03,000 --> 00:05:04,000", "99999:00:03,000 --> 00:00:04,000",
        "00:00:03,000 00:00:04 000", "00 00 03,000 --> 00 00 04,000",
    ],
)  # fmt: skip
def test_a_cue_with_damaged_times_is_left_out_and_moves_no_other(times: str) -> None:
    for blank in ("\n", ""):
        text = f"{ONE}{blank}2\n{times}\nTwo\n{blank}{THREE}"
        assert said(text) == [(1000, 2000, "One"), (5000, 6000, "Three")]
        count, line = damage(text)
        assert (count, line in {5, 6}) == (1, True)


def test_a_cue_whose_times_are_gone_is_left_out_with_its_text() -> None:
    text = f"{ONE}\n2\nTwo\n\n{THREE}"
    assert said(text) == [(1000, 2000, "One"), (5000, 6000, "Three")]
    assert damage(text) == (1, 5)


def test_missing_numbers_and_missing_empty_lines_change_nothing() -> None:
    wanted = [(1000, 2000, "One"), (3000, 4000, "Two"), (5000, 6000, "Three")]
    two = "2\n00:00:03,000 --> 00:00:04,000\nTwo\n"
    assert said(ONE + two + THREE) == wanted
    assert said((ONE + two + THREE).replace("2\n0", "0").replace("3\n0", "0")) == wanted
    assert said("\n".join((ONE, two, THREE))[2:].replace("\n2\n", "\n").replace("\n3\n", "\n"))


def test_cues_that_are_glued_together_are_told_apart() -> None:
    glued = (
        "1\n00:00:01,000 --> 00:00:02,000\nOne 2 00:00:03,000 --> 00:00:04,000 Two\n"
        "3 00:00:05,000 --> 00:00:06,000\nThree"
    )
    assert said(glued) == [(1000, 2000, "One"), (3000, 4000, "Two"), (5000, 6000, "Three")]


def test_an_arrow_in_a_text_ends_it() -> None:
    text = cue(1, 1, 2, "This way\nA --> B\nplease") + THREE
    assert said(text) == [(1000, 2000, "This way"), (5000, 6000, "Three")]
    assert damage(text) == (1, 4)


def test_a_number_that_is_said_is_no_number_of_a_cue() -> None:
    text = cue(1, 1, 2, "He was born in\n1984") + cue(2, 3, 4, "1985") + cue(3, 5, 6, "10\n11")
    assert said(text) == [
        (1000, 2000, "He was born in|1984"), (3000, 4000, "1985"), (5000, 6000, "10|11"),
    ]  # fmt: skip
    glued = text.replace("\n\n", "\n")
    assert said(glued) == said(text)


def test_times_of_a_day_in_a_text_are_text() -> None:
    text = cue(1, 1, 2, "At 10:30, 11:45 and 12:15:00\nwe met -- or not.") + THREE
    assert said(text)[0][2] == "At 10:30, 11:45 and 12:15:00|we met -- or not."
    assert damage(text) == (0, 0)


def test_an_empty_cue_takes_nothing_from_the_next() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n\n\n" + THREE
    assert said(text) == [(5000, 6000, "Three")]
    assert damage(text) == (0, 0)
    broken = "1\n00:00:01,000 --> 00:00:02,000\n\n2\nTwo\n\n" + THREE
    assert said(broken) == [(5000, 6000, "Three")]


def test_a_text_below_an_empty_line_is_taken_only_where_the_cue_has_none() -> None:
    late = "1\n00:00:01,000 --> 00:00:02,000\n\nOne\n\n" + THREE
    assert said(late) == [(1000, 2000, "One"), (5000, 6000, "Three")]
    stray = ONE + "\nWhose?\n\n" + THREE
    assert said(stray) == [(1000, 2000, "One"), (5000, 6000, "Three")]
    assert damage(stray) == (1, 5)


@pytest.mark.parametrize("end", ["\n\n", "\r\r\n", "\n \n"])
def test_doubled_lines_are_read_as_single_ones(end: str) -> None:
    text = "".join(cue(n, n, n + 0.5, f"Line {n}\nand more") for n in range(1, 9))
    doubled = decoded(text.replace("\n", end).encode())
    assert said(doubled) == said(text)
    broken = doubled.replace("00:00:05,000 -->", "00:00:0x,000 -->")
    assert damage(broken)[0] == 1
    assert broken.split("\n")[damage(broken)[1] - 1].startswith("00:00:0x")


def test_notes_styles_and_names_of_webvtt_are_no_text() -> None:
    text = (
        "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\nNOTE by hand\nof Ada\n\n"
        "STYLE\n::cue { color: red }\n\nREGION\nid:a\n\nfirst cue\n00:01.000 --> 00:02.000\nOne\n\n"
        "second\n59:59.000 --> 1:00:01.000\nTwo\n"
    )
    assert said(text) == [(1000, 2000, "One"), (3_599_000, 3_601_000, "Two")]
    assert damage(text) == (0, 0)


def test_text_of_an_impossible_length_is_damage() -> None:
    text = cue(1, 1, 2, "a" * 3_000) + THREE
    assert said(text) == [(5000, 6000, "Three")]
    assert damage(text) == (1, 2)
