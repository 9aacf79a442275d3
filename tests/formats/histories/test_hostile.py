"""Histories that somebody broke on purpose: refused as they should be, or read, and soon."""

import time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.histories.samples import SAMPLES, nfo, zipped
from tests.formats.hostile import mutants, tried

from lookback.errors import InputRefused
from lookback.film.entry import Sign
from lookback.formats.histories.archive import unpack
from lookback.formats.histories.base import Reading, Upload
from lookback.formats.histories.table import HISTORIES, read_history

COUNT: Final = 1_500
SLOWEST_CPU_SECONDS: Final = 4.0
LENGTH: Final = 100_000
NAMES: Final = (
    "a", "a.zip", "diary.csv", "watched.csv", "watchlist.csv", "ratings.csv", "movie.nfo",
    "watched-history-1.json", "watched-playback.json", "history.json",
)  # fmt: skip
FILES: Final = tuple((name, file) for name, upload in SAMPLES for file in unpack(upload))


def outcome(upload: Upload, name: str = "") -> Reading | InputRefused:
    """What came of it, after a look at whether it can be so."""
    reading, refused = tried(lambda: read_history(upload, name))
    if refused is not None:
        assert refused.code
        assert refused.expected
        assert refused.line >= 1
        assert refused.file.isprintable()
        return refused
    assert reading is not None
    for entry in reading.entries:
        assert entry.line >= 1
        assert entry.mention.title or entry.mention.ids
        entry.mention.title.encode()
        assert entry.rating is None or 0 <= entry.rating <= 100
        assert entry.percent is None or 0 <= entry.percent <= 100
        assert (entry.percent is not None or entry.position is not None) == (
            entry.sign is Sign.STOPPED
        )
    return reading


@given(st.sampled_from(NAMES), st.binary(max_size=300), st.sampled_from(["", "PK", "[", "{", "<"]))
def test_any_bytes_are_read_or_refused(name: str, data: bytes, start: str) -> None:
    outcome(Upload(name, start.encode() + data))


@given(st.sampled_from(NAMES), st.binary(max_size=200), st.sampled_from(HISTORIES))
def test_any_bytes_in_a_zip_are_read_or_refused(name: str, data: bytes, known: object) -> None:
    outcome(zipped((f"a/{name}", data), (f"b/{name}", data)), getattr(known, "name", ""))


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=300)
def test_a_history_cut_flipped_or_repeated_is_read_or_refused(
    known: tuple[str, Upload], data: st.DataObject
) -> None:
    name, file = known
    at = data.draw(st.integers(0, len(file.data) - 1))
    bit = data.draw(st.integers(0, 7))
    flipped = bytes([file.data[at] ^ 1 << bit])
    for broken in (
        file.data[:at],
        file.data[at:],
        file.data[:at] + flipped + file.data[at + 1 :],
        file.data[:at] + file.data,
    ):
        outcome(Upload(file.name, broken), data.draw(st.sampled_from(["", name])))


@pytest.mark.parametrize("name", [known.name for known in HISTORIES])
def test_a_broken_file_is_refused_with_its_line_or_read(name: str) -> None:
    read = refused = 0
    for file in (file for known, file in FILES if known == name):
        for data in mutants((file.data,), COUNT // 5, seed=7):
            came = outcome(Upload(file.name, data), name)
            read += isinstance(came, Reading)
            refused += isinstance(came, InputRefused)
    assert read > 10
    assert refused > 10


def test_a_broken_archive_is_refused_or_read() -> None:
    archives = [upload for _, upload in SAMPLES if upload.name.endswith(".zip")]
    for upload in archives:
        for data in mutants((upload.data,), COUNT, seed=8):
            outcome(Upload(upload.name, data))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "cp037", "utf-7"])
@pytest.mark.parametrize(("name", "file"), FILES)
def test_another_encoding_is_read_or_refused(name: str, file: Upload, encoding: str) -> None:
    outcome(Upload(file.name, file.data.decode().encode(encoding, "replace")), name)


UNITS: Final = (
    ",", '"', '""', "\n", "\r", "a\n", '"\n', "x,", "[", "{", "[]", "[],", '{"a":', "1,", '"a",',
    "\\u0041", "<a>", "<!--", "</movie>", "</movie> http://a ", "&amp;", "<![CDATA[", "=", "'", " ",
    "\t", "é", "扉",
)  # fmt: skip
STARTS: Final = {
    "r.csv": "Const,Title\n",
    "diary.csv": "Name,Letterboxd URI,Watched Date\n",
    "out.csv": "Title,WatchedDate\n",
    "watched-history-1.json": "[",
    "history.json": '{"lookback": "history", "version": 1, "films": [',
    "a.nfo": nfo("<title>a</title>")[:-10],
    "b.nfo": "<movie><title>",
}


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("unit", UNITS)
def test_no_history_takes_long_to_read_or_to_refuse(name: str, unit: str) -> None:
    for start in (STARTS[name], ""):
        data = (start + unit * LENGTH).encode()[:LENGTH]
        began = time.process_time()
        outcome(Upload(name, data))
        assert time.process_time() - began < SLOWEST_CPU_SECONDS
