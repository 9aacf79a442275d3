"""Subtitles and chapters that somebody broke on purpose: refused, or read, and soon."""

import time
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.hostile import mutants, tried
from tests.formats.subtitles.samples import CHAPTERS, EDL, SAMPLES

from lookback.errors import ChaptersInvalid, SubtitlesInvalid, TooLarge
from lookback.film.subtitle import Chapter, Subtitles
from lookback.formats.subtitles.base import LATEST, MOST_CUES
from lookback.formats.subtitles.chapters import read_chapters
from lookback.formats.subtitles.reading import read_subtitles

COUNT: Final = 700
SLOWEST_CPU_SECONDS: Final = 4.0
"""More than a file takes on any machine, less than the square of its length would."""
LENGTH: Final = 150_000
LATEST_SECONDS: Final = LATEST / 1000
UNITS: Final = (
    "\n", " ", "0", "a", "<", "<!--", "&", "&amp;", "{", "{\\a}", "[", "(", "(a) ", "♪", "- a\n",
    "-->",
    "00:00:01,000 --> 00:00:02,000 ", "00:00:01,000 --> 00:00:02,000\na\n", "1\n", "0:", "0:0\n",
    "Dialogue: ", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,{\\i1}a\n", "<SYNC ", "<SYNC Start=1>a",
    "<p begin=", "<tt>", '<p begin="1s" end="2s">a</p>', "{1}{1}", "{1}{2}a\n", "[1][2]a\n",
    "0:00:01:a\n", "CHAPTER01=0:00:00\n", "[CHAPTER]\nSTART=1\n", "\\", "=", "a.", "www.a",
    "subs by ",
    "1 2\n", "\u2028", "\x00", "\ufffd", "é", "A:", "A A A ", "<v a>", "* a",
)  # fmt: skip


def outcome(data: bytes) -> Subtitles | None:
    """What came of it, after a look at whether it can be so."""
    read, refused = tried(lambda: read_subtitles("boat", data))
    if refused is not None:
        assert isinstance(refused, SubtitlesInvalid | TooLarge)
        assert (refused.file, refused.line >= 1, bool(refused.expected)) == ("boat", True, True)
        return None
    assert read is not None
    assert 0 < len(read.cues) <= MOST_CUES * 20
    assert read.left_out >= 0
    assert len(read.language) in {0, 2}
    assert all(0 <= one.start < one.end < LATEST_SECONDS for one in read.cues)
    assert all(one.start <= two.start for one, two in pairwise(read.cues))
    for cue in read.cues:
        assert cue.text or cue.sounds
        f"{cue.text}{cue.speaker}{cue.sounds}".encode()
        assert "-->" not in cue.text
    return read


def chapters(data: bytes) -> tuple[Chapter, ...] | None:
    """What came of it, after a look at whether it can be so."""
    read, refused = tried(lambda: read_chapters("boat", data))
    if refused is not None:
        assert isinstance(refused, ChaptersInvalid | TooLarge)
        assert (refused.file, refused.line >= 1, bool(refused.expected)) == ("boat", True, True)
        return None
    assert read
    assert all(0 <= one.start < LATEST_SECONDS for one in read)
    assert all(one.start < two.start for one, two in pairwise(read))
    return read


@given(st.binary(max_size=400), st.sampled_from(["", "1\n00:00:01,000 --> 00:00:02,000\n", "<tt>"]))
def test_any_bytes_are_subtitles_or_refused(data: bytes, start: str) -> None:
    outcome(start.encode() + data)
    chapters(data)


@given(st.lists(st.sampled_from(UNITS), max_size=40))
def test_any_pieces_of_subtitles_are_subtitles_or_refused(pieces: list[str]) -> None:
    outcome("".join(pieces).encode())
    chapters("".join(pieces).encode())


@pytest.mark.parametrize("name", SAMPLES)
def test_broken_subtitles_are_read_or_refused(name: str) -> None:
    made = [outcome(data) for data in mutants((SAMPLES[name],), COUNT // 10, seed=len(name))]
    assert sum(one is not None for one in made) > len(made) / 10


def test_broken_subtitles_of_mixed_formats_are_read_or_refused() -> None:
    made = [outcome(data) for data in mutants(tuple(SAMPLES.values()), COUNT, seed=7)]
    assert 0 < sum(one is None for one in made) < len(made) * 0.9


def test_broken_chapters_are_read_or_refused() -> None:
    made = [chapters(data) for data in mutants((*CHAPTERS.values(), EDL), COUNT, seed=8)]
    assert 0 < sum(one is None for one in made) < len(made) * 0.9


@pytest.mark.parametrize("unit", UNITS, ids=range(len(UNITS)))
def test_nothing_takes_long_however_often_it_is_said(unit: str) -> None:
    for start in ("", "1\n00:00:01,000 --> 00:00:02,000\n", "[Events]\nDialogue: 0,0:00:01.00,"):
        data = (start + unit * (LENGTH // len(unit.encode()))).encode()[:LENGTH]
        began = time.process_time()
        outcome(data)
        chapters(data)
        assert time.process_time() - began < SLOWEST_CPU_SECONDS


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "\n" not in unit], ids=str)
def test_no_cue_of_a_length_that_is_taken_takes_long(unit: str) -> None:
    cues = "".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n"
        f"{unit * (1_900 // len(unit))}\n\n"
        for n in range(1, 200)
    )
    began = time.process_time()
    outcome(cues.encode())
    assert time.process_time() - began < SLOWEST_CPU_SECONDS
