"""TTML."""

import pytest

from lookback.errors import SubtitlesInvalid
from lookback.formats.subtitles.base import Found, Raw
from lookback.formats.subtitles.ttml import read_ttml

_HEAD = (
    '<?xml version="1.0" encoding="UTF-16"?>\n<tt xmlns="http://www.w3.org/ns/ttml" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
)


def read(body: str, rates: str = "") -> Found:
    return read_ttml(f"{_HEAD}{rates}><body>{body}</body></tt>")


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("00:00:01.500", "00:00:02.500"), ("1.5s", "2500ms"), ("1500ms", "2.5s"),
        ("00:00:01:12", "00:00:02:12"), ("36f", "60f"), ("15000000t", "25000000t"),
    ],
)  # fmt: skip
def test_every_kind_of_time_is_read(begin: str, end: str) -> None:
    rates = 'ttp:frameRate="24" ttp:tickRate="10000000"'
    found = read(f'<div><p begin="{begin}" end="{end}">A<br/>b <span>c</span>\n d</p></div>', rates)
    assert found.raws == [Raw(1500, 2500, ("A", "b c d"))]


def test_hours_minutes_and_the_multiplier_of_the_rate_are_read() -> None:
    assert read('<p begin="1h" dur="1s">A</p>').raws == [Raw(3_600_000, 3_601_000, ("A",))]
    assert read('<p begin="2m" dur="1s">A</p>').raws == [Raw(120_000, 121_000, ("A",))]
    rates = 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'
    assert read('<p begin="30f" dur="1s">A</p>', rates).raws == [Raw(1001, 2001, ("A",))]
    zero = 'ttp:frameRate="0" ttp:tickRate="x" ttp:frameRateMultiplier="0 0"'
    assert read('<p begin="30f" dur="1s">A</p>', zero).raws == [Raw(1000, 2000, ("A",))]


def test_times_count_from_the_element_around() -> None:
    body = '<div begin="10s"><p begin="1s" end="2s">A</p></div><p begin="1s" dur="500ms">B</p>'
    assert read(body).raws == [Raw(11_000, 12_000, ("A",)), Raw(1000, 1500, ("B",))]


def test_a_damaged_time_takes_only_its_own_text_along() -> None:
    body = '<p begin="x" end="2s">A</p>\n<p begin="1s">B</p>\n<p begin="1s" end="2s">C</p><p>\n</p>'
    found = read(body)
    assert found.raws == [Raw(1000, 2000, ("C",))]
    assert (found.damaged, found.line) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE tt [<!ENTITY a "b">]><tt><p begin="1s" end="2s">&a;</p></tt>',
        '<!DOCTYPE tt SYSTEM "a.dtd"><tt><p begin="1s" end="2s">A</p></tt>',
        '<tt><p begin="1s" end="2s">A</p>', "<tt>&a;</tt>", "<tt", "<p>" * 1_000, "",
    ],
)  # fmt: skip
def test_hostile_or_broken_xml_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(SubtitlesInvalid) as refused:
        read_ttml(text)
    assert refused.value.line >= 1
