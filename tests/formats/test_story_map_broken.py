"""Broken story maps: left out whole, with all that is wrong with them."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.formats.test_story_map import BEFORE, DOCUMENT, fenced, nouns, read

from lookback.formats.markdown import Markdown
from lookback.notices import Notice

BROKEN: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    (Path(__file__).parent / "broken_maps.yaml").read_text("utf-8")
)


def name(broken: dict[str, Any]) -> str:
    return "+".join(dict.fromkeys(note[1] for note in broken["notes"]))


@pytest.mark.parametrize("broken", BROKEN, ids=name)
def test_a_broken_map_is_left_out_with_its_faults_and_their_lines(broken: dict[str, Any]) -> None:
    section = broken.get("section") or fenced(broken["map"])
    first = BEFORE.count("\n") + ("map" in broken)
    reading = read(section)
    rest = Markdown().read(BEFORE)
    left_out, *notes = reading.notes
    told = [(note.line - first, note.notice.code) for note in reading.notes]
    told.remove((left_out.line - first, "map-left-out"))
    assert sorted(told) == sorted((note[0], note[1]) for note in broken["notes"])
    details = {note.detail for note in notes} | {left_out.detail}
    assert details.issuperset(note[2] for note in broken["notes"] if len(note) > 2)
    assert reading.page == rest.page
    assert [note.line for note in reading.notes] == sorted(note.line for note in reading.notes)


def test_every_fault_has_a_broken_map_that_shows_it() -> None:
    faults = {notice.code for notice in Notice if notice.name.startswith("MAP_")}
    shown = {note[1] for broken in BROKEN for note in broken["notes"]}
    assert faults - shown == {"map-left-out", "map-misplaced", "map-not-marked", "map-too-large"}


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"  e{number}: {{at: 5, what: It rains}}\n" for number in range(501)),
        "  e: {at: 5, what: It rains}\n#" + "x" * 120_000 + "\n",
        "  e: {at: 5, what: It rains}\n"
        + "".join(f"  f{number}: {{at: 5, what: It rains, any: [e{', e' * 20}]}}\n"
                  for number in range(300)),
    ],
    ids=["events", "characters", "names"],
)  # fmt: skip
def test_a_map_that_is_too_large_is_left_out(text: str) -> None:
    reading = read(fenced("events:\n" + text))
    assert [note.notice for note in reading.notes] == [Notice.MAP_LEFT_OUT, Notice.MAP_TOO_LARGE]
    assert nouns(reading) == []


def test_the_faults_are_those_of_the_document() -> None:
    told = re.findall(r"^\| `(map-[a-z-]+)` \|", DOCUMENT, re.MULTILINE)
    assert sorted(told) == sorted(
        notice.code for notice in Notice if notice.name.startswith("MAP_")
    )


def test_a_map_whose_chart_would_be_too_large_is_left_out() -> None:
    cast = [f"c{number}" for number in range(60)]
    characters = "characters: {" + ", ".join(f"{name}: X" for name in cast) + "}\n"
    everybody = ", ".join(cast)
    for events, told in ((250, []), (251, [Notice.MAP_LEFT_OUT, Notice.MAP_TOO_LARGE])):
        more = "".join(f"  e{number}: {{at: 5, what: It rains}}\n" for number in range(1, events))
        first = f"  e0: {{at: 5, who: [{everybody}], what: It rains}}\n"
        reading = read(fenced(f"{characters}events:\n{first}{more}"))
        assert [note.notice for note in reading.notes] == told
