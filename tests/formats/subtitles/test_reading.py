"""Subtitles of every format, whole and damaged, through the one door."""

import io
import random

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.subtitles.samples import (
    CUES,
    SAMPLES,
    SPOKEN,
    WITHOUT_ENDS,
    cue,
    srt,
)

from lookback.errors import SubtitlesInvalid, TooLarge
from lookback.film.subtitle import Cue, Subtitles
from lookback.formats.subtitles.base import MOST_CUES
from lookback.formats.subtitles.reading import LARGEST, read_subtitles


def read(data: bytes | str) -> Subtitles:
    return read_subtitles("boat.srt", data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_is_read_whatever_its_file_is_called(name: str) -> None:
    subtitles = read_subtitles("subtitles", SAMPLES[name])
    if name in WITHOUT_ENDS:
        assert [(one.start, one.text) for one in subtitles.cues] == [
            (one.start, one.text) for one in CUES
        ]
        assert all(one.start < one.end <= one.start + 4 for one in subtitles.cues)
    else:
        assert subtitles.cues == CUES
    assert subtitles.language == "en"
    assert subtitles.left_out == (name == "subviewer")


def test_what_is_refused_tells_the_file_the_line_and_what_was_expected() -> None:
    with pytest.raises(SubtitlesInvalid) as refused:
        read_subtitles("letter.txt", b"Dear Ada,\nthe boat is on the roof.\n")
    assert (refused.value.file, refused.value.line) == ("letter.txt", 1)
    assert "SRT" in refused.value.expected


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00" * 100, b"1\n2\n3\n", b"0:00 The Roof\n"])
def test_a_file_without_cues_is_refused(data: bytes) -> None:
    with pytest.raises(SubtitlesInvalid):
        read(data)


def test_a_file_whose_cues_say_nothing_is_refused() -> None:
    with pytest.raises(SubtitlesInvalid):
        read(srt("...", "<i></i>", "Subtitles by Ada"))


def test_a_file_that_is_mostly_damaged_is_refused_with_the_line_of_the_first_damage() -> None:
    broken = cue(1, 1, 2, "Hello.") + "2\n00:00:x --> 00:00:y\na\n\n3\n00:0x --> 00:1y\nb\n\n"
    with pytest.raises(SubtitlesInvalid) as refused:
        read(broken)
    assert refused.value.line == 6


def test_more_than_a_film_has_is_too_large() -> None:
    with pytest.raises(TooLarge):
        read(b"1" * (LARGEST + 1))
    one = "00:00:01,000 --> 00:00:02,000\nA\n\n"
    with pytest.raises(TooLarge) as refused:
        read(one * (MOST_CUES + 1))
    assert refused.value.file == "boat.srt"
    broken = "00:00:01,000 --> 00:00:0x\nA\n\n"
    with pytest.raises(TooLarge):
        read(broken * (MOST_CUES + 1))


def test_more_than_a_film_says_is_too_large() -> None:
    cues = [cue(n, n, n + 0.9, f"Number {n}. " + "So they say. " * 80) for n in range(1, 1201)]
    assert len(read("".join(cues[:900])).cues) == 900
    with pytest.raises(TooLarge, match="characters that are said"):
        read("".join(cues))


def test_cues_out_of_order_are_put_in_order() -> None:
    mixed = cue(1, 9, 10, "Third.") + cue(2, 1, 2, "First.") + cue(3, 5, 6, "Second.")
    assert [one.text for one in read(mixed).cues] == ["First.", "Second.", "Third."]


def test_cues_that_overlap_stay_as_they_are() -> None:
    both = read(cue(1, 1, 5, "Long.") + cue(2, 2, 3, "Short."))
    assert both.cues == (Cue(1, 5, "Long."), Cue(2, 3, "Short."))


def test_a_cue_that_stands_twice_is_taken_once() -> None:
    assert read(cue(1, 1, 2, "Once.") * 2).cues == (Cue(1, 2, "Once."),)


def test_credits_of_the_subtitlers_are_left_out_and_counted() -> None:
    subtitles = read(srt("Subtitles by Ada Lind", *SPOKEN, "www.example.com"))
    assert [one.text for one in subtitles.cues] == list(SPOKEN)
    assert subtitles.left_out == 2


def test_a_cue_long_after_the_film_is_left_out() -> None:
    subtitles = read(srt(*SPOKEN * 5) + cue(51, 20_000, 20_002, "Hello?").encode())
    assert (len(subtitles.cues), subtitles.end) == (50, 202.5)
    assert subtitles.left_out == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 700_000), st.integers(1, 5_000), st.sampled_from(SPOKEN)),
        min_size=1, max_size=40, unique_by=lambda row: row[0],
    ),
    st.sampled_from(["srt", "vtt", "ass", "ssa", "ttml", "mpl2", "microdvd"]),
)  # fmt: skip
def test_what_pysubs2_writes_is_read_as_it_was(
    rows: list[tuple[int, int, str]], format_: str
) -> None:
    # In steps of 200 ms, which every format can tell exactly.
    events = [
        pysubs2.SSAEvent(start * 200 // 20, (start * 200 // 20) + length * 200 // 20 + 200, text)
        for start, length, text in rows
    ]
    for event in events:
        event.start, event.end = event.start // 200 * 200, event.end // 200 * 200
    events = list({event.start: event for event in events if event.start < event.end}.values())
    file = pysubs2.SSAFile()
    file.events = events
    out = io.StringIO()
    file.to_file(out, format_, fps=25)
    made = read(out.getvalue())
    wanted = sorted((event.start / 1000, event.end / 1000, event.text) for event in events)
    assert sorted((one.start, one.end, one.text) for one in made.cues) == wanted
    assert made.left_out == 0


def damaged(block: bytes, rng: random.Random) -> bytes:
    """A cue that is hit by chance: its bytes, its lines, or all of it."""
    data = bytearray(block)
    for _ in range(rng.choice((1, 2, 5))):
        data[rng.randrange(len(data) - 2)] = rng.randrange(256)
    lines = bytes(data).split(b"\n")
    return rng.choice(
        (
            bytes(data).rstrip(b"\n") + b"\n\n",
            b"\n".join(line for line in lines if b"-->" not in line),
            block.replace(b"-->", rng.choice((b"->", b"--", b"", b"--> -->"))),
            block.replace(b":", rng.choice((b"", b"x", b"::"))),
            block[: rng.randrange(1, len(block))].rstrip(b"\n") + b"\n\n",
            b"\xff\xfe\x00" * 10 + b"\n\n",
            block.replace(b"\n\n", b"\n"),
        )
    )


@given(st.integers(0, 2**32))
def test_with_a_tenth_of_the_cues_damaged_all_others_come_through_as_they_were(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    blocks = [cue(n, 4.0 * n, 4.0 * n + 2.5, f"Line {n}, {rng.choice(SPOKEN)}").encode()
              for n in range(1, 61)]  # fmt: skip
    clean = {one.start: one for one in read(b"".join(blocks)).cues}
    hit = rng.sample(range(60), 6)
    for index in hit:
        blocks[index] = damaged(blocks[index], rng)
    after = read(b"".join(blocks)).cues
    hit_starts = {4.0 * (index + 1) for index in hit}
    undamaged = [one for start, one in clean.items() if start not in hit_starts]
    assert [one for one in after if one.start in clean and one.start not in hit_starts
            and one.text == clean[one.start].text] == undamaged  # fmt: skip
