"""MicroDVD, MPL2 and TMP."""

import pytest

from lookback.errors import SubtitlesInvalid
from lookback.formats.subtitles.base import Raw
from lookback.formats.subtitles.lines import read_microdvd, read_mpl2, read_tmp


@pytest.mark.parametrize("head", ["{1}{1}25", "{0}{0}25.000", "{1}{1}25,0", "{1}{1}25 fps"])
def test_microdvd_says_its_frames_per_second_in_the_first_line(head: str) -> None:
    found = read_microdvd(f"{head}\n{{25}}{{50}}Hello|you\n\n{{ 75 }}{{ 100 }}There\n")
    assert found.raws == [Raw(1000, 2000, ("Hello", "you")), Raw(3000, 4000, ("There",))]


@pytest.mark.parametrize(
    "head", ["", "{25}{50}25.0\n", "{1}{1}nan\n", "{1}{1}0\n", "{1}{1}1000\n", "{1}{1}Hello\n"]
)
def test_microdvd_that_does_not_say_them_is_refused_with_advice(head: str) -> None:
    with pytest.raises(SubtitlesInvalid) as refused:
        read_microdvd(f"{head}{{25}}{{50}}Hello\n")
    assert "{1}{1}23.976" in refused.value.expected
    assert refused.value.line == 1


def test_a_damaged_line_is_left_out() -> None:
    microdvd = read_microdvd("{1}{1}25\n{25}{50}A\n{25}{x}B\n{50}{25}C\n{9999999}{9999999}D\nE\n")
    assert (microdvd.raws, microdvd.damaged, microdvd.line) == ([Raw(1000, 2000, ("A",))], 4, 3)
    mpl2 = read_mpl2("[10][20]A\n[10]B\n[20][10]C\n")
    assert (mpl2.raws, mpl2.damaged, mpl2.line) == ([Raw(1000, 2000, ("A",))], 2, 2)
    tmp = read_tmp("00:00:01:A\n00:00:99:B\nC\n")
    assert (tmp.raws, tmp.damaged, tmp.line) == ([Raw(1000, 1567, ("A",))], 2, 2)


def test_mpl2_slants_a_line_with_a_slash() -> None:
    assert read_mpl2("[10][20]/Hello|/you|and/or\n").raws[0].lines == ("Hello", "you", "and/or")


def test_tmp_cues_stay_until_they_are_read_or_until_the_next() -> None:
    found = read_tmp("00:00:09:Short\n00:00:01:" + "long " * 40 + "\n00:00:02=Next\n")
    assert [(raw.start, raw.end) for raw in found.raws] == [
        (1000, 2000), (2000, 2768), (9000, 9835),
    ]  # fmt: skip
