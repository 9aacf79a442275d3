"""Charts: the same numbers in the drawing, in words and in a table, and nothing else in them."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.faces.web.charts import WIDTH, bucket_of, rating_chart, runtime_chart
from lookback.film.record import Rating

COUNTS = (0, 0, 1, 0, 4, 10, 25, 40, 19, 1)
DECADES = {1950: (12, 80, 95, 110), 1960: (20, 85, 100, 125), 1990: (2, 90, 91, 92)}


def tree(chart: str) -> ET.Element:
    """The chart as XML: whatever browsers forgive is an error here."""
    return ET.fromstring(chart)  # noqa: S314 - our own


def cells(chart: str) -> list[list[str]]:
    rows = tree(chart).findall(".//tbody/tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def bars(chart: str) -> list[ET.Element]:
    return [one for one in tree(chart).iter("rect") if "bar" in one.attrib["class"]]


def test_a_chart_is_an_image_with_a_title_and_a_description() -> None:
    for chart in (rating_chart(COUNTS, "Drama"), runtime_chart(DECADES)):
        svg = tree(chart).find("svg")
        assert svg is not None
        assert svg.attrib["role"] == "img"
        told = {one.attrib["id"]: one.text for one in svg if one.tag in {"title", "desc"}}
        assert svg.attrib["aria-labelledby"].split() == list(told)
        assert all(told.values())


def test_bars_are_as_high_as_their_counts() -> None:
    heights = [float(bar.attrib["height"]) for bar in bars(rating_chart(COUNTS, "Drama"))]
    counts = [count for count in COUNTS if count]
    assert len(heights) == len(counts)
    assert sorted(range(7), key=heights.__getitem__) == sorted(range(7), key=counts.__getitem__)
    assert heights[counts.index(40)] == pytest.approx(4 * heights[counts.index(10)], abs=0.2)


def test_the_table_has_the_numbers_of_the_bars() -> None:
    rows = cells(rating_chart(COUNTS, "Drama"))
    assert [int(row[1]) for row in rows] == list(COUNTS)
    assert rows[7] == ["7 to 8", "40", "40 %"]


def test_the_own_bar_is_marked_in_the_drawing_the_words_and_the_table() -> None:
    chart = rating_chart(COUNTS, "Drama", own=8)
    own = [bar for bar in bars(chart) if bar.attrib["class"] == "bar own"]
    assert len(own) == 1
    assert float(own[0].attrib["x"]) == pytest.approx(WIDTH * 0.8 + 2)
    assert chart.count(">This film</text>") == 1
    assert "rated 8 to 9, above 80 % of them" in chart
    assert cells(chart)[8][0] == "8 to 9 (this film)"
    assert "This film" not in rating_chart(COUNTS, "Drama")


def test_hardly_any_ratings_make_no_chart() -> None:
    assert rating_chart((0,) * 10, "Drama") == ""
    assert rating_chart((0,) * 9 + (2,), "Drama") == ""
    assert rating_chart((1, 2), "Drama") == ""


@pytest.mark.parametrize(
    ("score", "scale", "bucket"),
    [("0", "10", 0), ("0.99", "10", 0), ("8.1", "10", 8), ("10", "10", 9), ("4.5", "5", 9)],
)
def test_a_rating_falls_into_its_tenth_whatever_the_scale(
    score: str, scale: str, bucket: int
) -> None:
    assert bucket_of(Rating(Decimal(score), Decimal(scale))) == bucket


def test_words_of_others_stay_words() -> None:
    chart = rating_chart(COUNTS, "<script>&")
    assert "<script>" not in chart
    assert "&lt;script&gt;&amp;" in chart


def test_the_line_is_broken_where_a_decade_is_missing_or_has_few_films() -> None:
    decades = {**DECADES, 1980: (9, 88, 90, 100), 2000: (9, 88, 90, 100)}
    chart = tree(runtime_chart(decades))
    lines = [one.attrib["d"] for one in chart.iter("path") if one.attrib["class"] == "median"]
    assert [line.count("L") for line in lines] == [1]
    few = [one for one in chart.iter("circle") if one.attrib["class"] == "dot few"]
    assert len(few) == 1
    bands = [one for one in chart.iter("rect") if one.attrib["class"] == "band"]
    assert len(bands) == 2


def test_the_table_has_every_decade_with_its_quartiles() -> None:
    assert cells(runtime_chart(DECADES))[0] == ["1950s", "12", "80", "95", "110"]
    assert len(cells(runtime_chart(DECADES))) == 3


def test_longer_films_stand_higher() -> None:
    dots = [float(one.attrib["cy"]) for one in tree(runtime_chart(DECADES)).iter("circle")]
    assert dots[1] < dots[0] < dots[2]


def test_no_runtimes_make_no_chart() -> None:
    assert runtime_chart({}) == ""
    assert runtime_chart({1990: (0, 0, 0, 0)}) == ""


COUNT = st.integers(0, 10**9)
QUARTILES = st.tuples(
    COUNT, st.lists(st.integers(0, 10**5), min_size=3, max_size=3).map(sorted)
).map(lambda of: (of[0], *of[1]))


@given(
    counts=st.lists(COUNT, min_size=10, max_size=10),
    own=st.none() | st.integers(0, 9),
    decades=st.dictionaries(st.integers(187, 210).map(lambda one: one * 10), QUARTILES),
)
def test_any_numbers_are_drawn_within_the_picture(
    counts: list[int], own: int | None, decades: dict[int, tuple[int, int, int, int]]
) -> None:
    for chart in (rating_chart(counts, "Drama", own), runtime_chart(decades)):
        if not chart:
            continue
        for name, value in re.findall(r' (x|y|x1|y1|cx|cy|height)="([^"]+)"', chart):
            high = 173 if "y" in name or name == "height" else WIDTH
            assert -0.1 <= float(value) <= high, (name, value)
        tree(chart)
