"""The timeline: the same numbers in the drawing, in words and in a table."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.faces.web.timeline import WIDTH, strip, timeline
from lookback.film.moment import ENDING, START, Moment
from lookback.film.timing import Basis, Estimate, Timing

SLICES = 200
HOUR = 3600.0


def chances(*at: int) -> tuple[float, ...]:
    return tuple(1 / len(at) if index in at else 0.0 for index in range(SLICES))


def estimate(
    shown: float, gate: Moment, basis: Basis = Basis.SUBTITLES, confidence: float = 0.7
) -> Estimate:
    peak = min(int(shown / HOUR * SLICES), SLICES - 1)
    return Estimate(shown, gate, basis, confidence, None, chances(peak))


TIMING = Timing(
    HOUR,
    (
        estimate(300, Moment(300), Basis.AUTHOR),
        estimate(900, Moment(1500)),
        estimate(1800, Moment(2400), Basis.PLACE, 0.2),
        estimate(3500, ENDING, Basis.ENDING),
    ),
    (0.2, 0.9) * (SLICES // 2),
    7.0,
)


def tree(drawn: str) -> ET.Element:
    """The drawing as XML: whatever browsers forgive is an error here."""
    return ET.fromstring(drawn)  # noqa: S314 - our own


def lanes(drawn: str) -> list[ET.Element]:
    return [one for one in tree(drawn).iter("a") if "lane" in one.attrib["class"]]


def gate_of(lane: ET.Element) -> float:
    (gate,) = [one for one in lane.iter("g") if one.attrib["class"] == "gate"]
    found = re.fullmatch(r"translate\(([\d.]+) 0\)", gate.attrib["transform"])
    assert found
    return float(found[1])


def cells(drawn: str) -> list[list[str]]:
    rows = tree(drawn).findall(".//tbody/tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_it_has_a_title_and_words_that_say_the_same() -> None:
    svg = tree(timeline(TIMING)).find("svg")
    assert svg is not None
    told = {one.attrib["id"]: one.text for one in svg if one.tag in {"title", "desc"}}
    assert svg.attrib["aria-labelledby"].split() == list(told)
    assert told["timeline-desc"] == (
        "4 sentences in a film of 1:00. 1 has a gate of your own. "
        "3 open before the ending, from 0:05 to 0:40. 1 waits for the ending."
    )


def test_every_sentence_has_a_lane_that_leads_to_it() -> None:
    drawn = lanes(timeline(TIMING))
    assert [one.attrib["href"] for one in drawn] == ["#s1", "#s2", "#s3", "#s4"]
    assert drawn[1].attrib["aria-label"] == "Sentence 2: gate 0:25"
    assert [one.attrib["class"] for one in drawn] == ["lane own"] + ["lane proposed"] * 3


def test_later_gates_stand_further_right_and_the_ending_behind_all() -> None:
    drawn = timeline(TIMING)
    xs = [gate_of(lane) for lane in lanes(drawn)]
    assert xs == sorted(xs)
    svg = tree(drawn).find("svg")
    assert svg is not None
    assert xs[3] == float(svg.attrib["data-end"]) > float(svg.attrib["data-right"])
    middle = gate_of(lanes(timeline(Timing(HOUR, (estimate(1800, Moment(1800)),))))[0])
    assert middle == pytest.approx(
        (float(svg.attrib["data-left"]) + float(svg.attrib["data-right"])) / 2, abs=0.1
    )


def test_the_table_says_what_is_drawn() -> None:
    assert cells(timeline(TIMING)) == [
        ["1", "", "0:05", "", "your own gate"],
        ["2", "about 0:15", "0:25", "70%", "by what is said"],
        ["3", "about 0:30", "0:40", "20%", "by its place in the story alone"],
        [
            "4", "about 0:58", "ending", "70%",
            "about the ending, or without support for an earlier moment",
        ],
    ]  # fmt: skip


def test_an_authors_own_gate_has_no_dot_since_nothing_was_guessed() -> None:
    drawn = lanes(timeline(TIMING))
    dots = [
        len([one for one in lane.iter("path") if one.attrib["class"] == "dot"]) for lane in drawn
    ]
    assert dots == [0, 1, 1, 1]


def test_the_ridge_stands_where_the_sentence_is_likely_to_be() -> None:
    early = timeline(Timing(HOUR, (estimate(300, Moment(400)),)))
    late = timeline(Timing(HOUR, (estimate(3000, Moment(3300)),)))
    starts = []
    for drawn in (early, late):
        (ridge,) = [one for one in tree(drawn).iter("path") if one.attrib["class"] == "ridge"]
        found = re.match(r"M([\d.]+) ", ridge.attrib["d"])
        assert found
        starts.append(float(found[1]))
    assert starts[0] < 70
    assert starts[1] > 250


def test_two_places_that_are_likely_are_two_hills() -> None:
    one = Estimate(900.0, Moment(1200), Basis.SUBTITLES, 0.5, None, chances(20, 120))
    (ridge,) = [path for path in tree(timeline(Timing(HOUR, (one,)))).iter("path")
                if path.attrib["class"] == "ridge"]  # fmt: skip
    assert ridge.attrib["d"].count("M") == ridge.attrib["d"].count("Z") == 2


def test_slices_end_where_the_subtitles_do_and_gates_where_the_film_does() -> None:
    one = Estimate(HOUR, Moment(3600), Basis.SUBTITLES, 0.5, None, chances(SLICES - 1))
    drawn = timeline(Timing(HOUR, (one,)), 2 * HOUR)
    svg = tree(drawn).find("svg")
    assert svg is not None
    assert svg.attrib["data-runtime"] == "7200"
    middle = (float(svg.attrib["data-left"]) + float(svg.attrib["data-right"])) / 2
    (ridge,) = [path for path in tree(drawn).iter("path") if path.attrib["class"] == "ridge"]
    assert float(re.findall(r"L([\d.]+) ", ridge.attrib["d"])[-1]) == pytest.approx(middle, abs=0.1)
    assert gate_of(lanes(drawn)[0]) == pytest.approx(middle, abs=0.1)


def test_without_estimates_only_gates_are_drawn() -> None:
    bare = Timing(
        HOUR,
        (
            Estimate(300.0, Moment(300), Basis.AUTHOR, 1.0, None, ()),
            Estimate(0.0, ENDING, Basis.ENDING, 1.0, None, ()),
        ),
    )
    drawn = timeline(bare)
    classes = {one.attrib.get("class") for one in tree(drawn).iter()}
    assert not classes & {"ridge", "dot", "wait", "dialogue"}
    assert [lane.attrib["class"] for lane in lanes(drawn)] == ["lane own", "lane open"]


def test_a_strip_shows_the_gate_that_its_author_has_moved() -> None:
    moved = strip(TIMING, 1, Moment(1800))
    svg = tree(moved)
    assert svg.attrib["aria-hidden"] == "true"
    there = gate_of(svg)
    assert there > gate_of(tree(strip(TIMING, 1, Moment(1500))))
    assert gate_of(tree(strip(TIMING, 1, ENDING))) == float(svg.attrib["data-end"])


@pytest.mark.parametrize("count", [1, 2, 9, 40, 90, 400])
def test_numbers_of_lanes_do_not_run_into_each_other(count: int) -> None:
    drawn = timeline(Timing(HOUR, (estimate(900, Moment(1500)),) * count))
    numbers = [one for one in tree(drawn).iter("text") if one.attrib["class"] == "number"]
    ys = [float(one.attrib["y"]) for one in numbers]
    assert all(later - earlier >= 14.9 for earlier, later in pairwise(ys))
    assert len(lanes(drawn)) == count


@pytest.mark.parametrize("minutes", [1, 12, 58, 94, 240, 900])
def test_times_do_not_run_into_each_other(minutes: int) -> None:
    drawn = timeline(Timing(minutes * 60.0, (estimate(30, Moment(40)),)))
    ticks = [one for one in tree(drawn).iter("text") if one.attrib["class"] == "tick"]
    xs = [float(one.attrib["x"]) for one in ticks]
    assert len(xs) >= 2
    assert all(later - earlier >= 28 for earlier, later in pairwise(xs))


shares = st.lists(st.floats(0, 1), min_size=1, max_size=300).map(tuple)
estimates = st.builds(
    Estimate,
    shown=st.floats(0, 20_000),
    gate=st.integers(0, 20_000).map(Moment) | st.sampled_from([START, ENDING]),
    basis=st.sampled_from(Basis),
    confidence=st.floats(0, 1),
    cue=st.none(),
    chances=shares | st.just(()),
)


@given(
    st.builds(
        Timing,
        runtime=st.floats(0, 20_000),
        estimates=st.lists(estimates, max_size=30).map(tuple),
        dialogue=shares | st.just(()),
    )
)
def test_whatever_a_timing_says_everything_stays_within_the_drawing(timing: Timing) -> None:
    drawn = timeline(timing)
    for lane in lanes(drawn):
        assert 0 <= gate_of(lane) <= WIDTH
    for path in tree(drawn).iter("path"):
        xs = [float(x) for x in re.findall(r"[ML]([-\d.]+) ", path.attrib["d"])]
        assert all(0 <= x <= WIDTH for x in xs)
    for index, one in enumerate(timing.estimates):
        tree(strip(timing, index, one.gate))
