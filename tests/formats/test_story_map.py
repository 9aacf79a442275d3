"""Story maps: what they say, with the gates and lines of all of it."""

from pathlib import Path

import pytest

from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.film.page import Passage
from lookback.film.part import NOUNS, Part
from lookback.film.story import (
    Ask,
    Character,
    Clue,
    Event,
    Link,
    Patch,
    Question,
    Rule,
    Status,
    Thing,
    Timeline,
)
from lookback.formats.base import Reading
from lookback.formats.markdown import Markdown
from lookback.formats.story_map.keys import KEYS, SECTIONS
from lookback.notices import Notice

BEFORE = """---
title: The Lamp
runtime: 58 min
---

A keeper and her lamp.

## Story so far

@0:09 name: seen
A door is seen.

## Interpretations

### It was a dream

Nobody was there.

## Story map

"""
WHOLE = """
characters:
  mara: Mara
  odo: {called: Odo, from: "0:30", before: the man in the boat}
timelines:
  real: {called: What happened}
  night: {called: The night, is: imagined, from: "0:40", without: [dark]}
  sleep: {called: The sleep, is: dreamt, before: real, adds: [moon]}
events:
  storm: {at: "0:05", what: "A storm comes, from the west"}
  dark:
    at: "0:10:30"
    who: [mara]
    what: Mara leaves
      the lamp dark
    choice: yes
    shot: From above
    quote: Not tonight.
  moon: {at: "0:15", line: sleep, what: The moon speaks, enabler: TRUE}
  wreck: {at: "0:20", who: [mara, odo], what: It breaks, because: [storm, dark@0:50], choice: no}
  saved: {at: "0:35", line: night, what: It comes in, any: [storm, wreck], unless: dark@ending}
  grave: {at: "0:45", what: A grave, because: wreck, from: ending @film:the-well@0:10}
things:
  key: {called: The key, path: [wreck, storm]}
interpretations:
  dream: {of: it was  A DREAM, takes: {sleep: real, night: dreamt}, rules: {saved: never},
          for: {seen: Nobody sees doors, moon: Moons are dumb}, against: {dark: She wakes}}
questions:
  lamp: {says: "Would they live, had the lamp burnt?", ask: but-for dark wreck, note: They would.}
  why: {says: Why the wreck?, ask: why wreck, from: "0:50"}
"""


def fenced(text: str) -> str:
    return f"```yaml\n{text}```\n"


def read(section: str) -> Reading:
    return Markdown().read(BEFORE + section)


def at(minutes: int) -> Gate:
    return Gate(Moment.minute(minutes))


def nouns(reading: Reading) -> list[Passage]:
    return [one for one in reading.page.passages if one.part in NOUNS]


def gates(section: str) -> dict[str, str]:
    """The gate of each statement of a map; of two with one name, the later."""
    return {one.says.name: str(one.gate) for one in nouns(read(section))}  # type: ignore[union-attr] # all are nouns


def test_a_map_is_read_as_what_it_says() -> None:
    reading = read(fenced(WHOLE))
    assert reading.notes == ()
    assert [one.says for one in nouns(reading)] == [
        Character("mara", "Mara"),
        Character("odo", "the man in the boat"),
        Character("odo", "Odo"),
        Timeline("real", "What happened"),
        Timeline("night", "The night", Status.IMAGINED, without=("dark",)),
        Timeline("sleep", "The sleep", Status.DREAMT, adds=("moon",)),
        Event("storm", Moment.minute(5), "A storm comes, from the west"),
        Event(
            "dark",
            Moment(630),
            "Mara leaves the lamp dark",
            ("mara",),
            choice=True,
            by=("mara",),
            shot="From above",
            quote="Not tonight.",
        ),
        Event(
            "moon",
            Moment.minute(15),
            "The moon speaks",
            lines=("sleep",),
            enabler=True,
            as_real=("sleep",),
        ),
        Event(
            "wreck",
            Moment.minute(20),
            "It breaks",
            ("mara", "odo"),
            rule=Rule((Link("storm"), Link("dark", at(50)))),
        ),
        Event(
            "saved",
            Moment.minute(35),
            "It comes in",
            lines=("night",),
            rule=Rule((), (Link("storm"), Link("wreck")), (Link("dark", CLOSED),)),
        ),
        Event("grave", Moment.minute(45), "A grave", rule=Rule((Link("wreck"),))),
        Thing("key", "The key", ("wreck", "storm")),
        Patch(
            "dream",
            "It was a dream",
            (("sleep", Status.REAL), ("night", Status.DREAMT)),
            (("saved", Rule(never=True)),),
            (Clue("seen", "Nobody sees doors"), Clue("moon", "Moons are dumb")),
            (Clue("dark", "She wakes"),),
        ),
        Question(
            "lamp",
            "Would they live, had the lamp burnt?",
            Ask.BUT_FOR,
            ("dark", "wreck"),
            "They would.",
        ),
        Question("why", "Why the wreck?", Ask.WHY, ("wreck",)),
    ]


def test_each_statement_has_its_gate_and_its_line() -> None:
    told = [
        (one.line - 21, str(one.gate), one.group, one.name, one.replaces)
        for one in nouns(read(fenced(WHOLE)))
    ]
    odo = "~character-odo"
    assert told == [
        (3, "0:10:30", 0, "", ""),
        (4, "0:20", 0, odo, ""),
        (4, "0:30", 0, "", odo),
        (6, "ending", 0, "", ""),
        (7, "0:40", 0, "", ""),
        (8, "ending", 0, "", ""),
        (10, "0:05", 0, "", ""),
        (11, "0:10:30", 0, "", ""),
        (19, "0:15", 0, "", ""),
        (20, "0:20", 0, "", ""),
        (21, "0:40", 0, "", ""),
        (22, "ending @film:the-well@0:10", 0, "", ""),
        (24, "0:05", 0, "", ""),
        (26, "ending", 1, "", ""),
        (29, "ending", 0, "", ""),
        (30, "0:50", 0, "", ""),
    ]


def test_a_marker_before_a_map_holds_for_all_of_it() -> None:
    told = gates("@0:30 @film:the-well@0:10\n\n" + fenced(WHOLE))
    assert told["storm"] == told["odo"] == "0:30 @film:the-well@0:10"
    assert told["night"] == "0:40 @film:the-well@0:10"
    assert told["dream"] == "ending @film:the-well@0:10"


def test_an_event_of_hidden_timelines_waits_for_the_first_of_them() -> None:
    lines = """
timelines:
  one: {called: One, is: told, from: "0:40", adds: e}
  two: {called: Two, is: told, from: "0:30", adds: e}
events:
  e: {at: "0:10", line: [one, two], what: It rains, from: "0:12"}
"""
    assert gates(fenced(lines))["e"] == "0:30"
    assert gates(fenced(lines.replace("two, is", "Two, before: real, is", 1)))["e"] == "0:30"
    as_real = lines.replace('"0:40",', '"0:40", before: real,')
    assert gates(fenced(as_real))["e"] == "0:12"
    elsewhere = lines.replace('"0:30"', '"0:05 @film:the-well@0:10"')
    assert gates(fenced(elsewhere))["e"] == "0:12"


def test_who_is_in_events_of_which_none_opens_first_for_all_waits_for_what_all_wait_for() -> None:
    some = """
characters: {mara: Mara}
things: {key: {called: A key, path: [e, f]}}
events:
  e: {at: "0:10", who: mara, what: It rains}
  f: {at: "0:05", who: mara, what: It snows, from: "0:05 @film:the-well@0:10"}
"""
    assert gates(fenced(some))["mara"] == gates(fenced(some))["key"] == "0:05"
    both = some.replace("It rains}", 'It rains, from: "0:10 @film:the-well@0:07 @film:x@0:01"}')
    assert gates(fenced(both))["mara"] == "0:05 @film:the-well@0:07"


def test_what_is_before_in_the_story_and_shown_after_what_passes_for_real_waits_for_it() -> None:
    told = """
timelines: {dream: {called: A dream, is: dreamt, from: "0:50", before: real, adds: [fair]}}
events:
  birth: {at: "0:01", what: She is born}
  quarrel: {at: "0:40", what: They part}
  letter: {at: "0:41", what: She writes, from: "0:42"}
  fair: {at: "0:10", line: dream, what: They dance}
  wakes: {at: "0:45", what: She wakes}
"""
    found = gates(fenced(told))
    assert found["quarrel"] == "0:50"
    assert [found[name] for name in ("birth", "letter", "fair", "wakes")] == [
        "0:01", "0:42", "0:10", "0:45",
    ]  # fmt: skip
    assert gates(fenced(told.replace(", before: real", "")))["quarrel"] == "0:40"


def test_what_no_event_shows_waits_for_the_ending() -> None:
    lone = 'characters: {mara: Mara}\nevents: {e: {at: "0:10", what: It rains}}\n'
    assert gates(fenced(lone))["mara"] == "ending"


@pytest.mark.parametrize("fence", ["```yaml\n{}```", "~~~~ YML x\n{}~~~~~", "  ``` yaml\n{}  ```"])
def test_a_map_stands_between_fences_of_either_kind(fence: str) -> None:
    assert len(nouns(read(fence.format(WHOLE)))) == 16


@pytest.mark.parametrize("fence", ["```\n{}```", "```yamls\n{}```", "```json\n{}```", "> {}"])
def test_any_other_block_of_the_section_is_prose(fence: str) -> None:
    reading = read(fence.format('events: {e: {at: "0:10", what: It rains}}\n'))
    assert nouns(reading) == []
    assert reading.page.passages[-1].part is Part.STORY_MAP
    meant = [note.notice for note in reading.notes if note.notice is Notice.MAP_NOT_MARKED]
    assert meant == ([Notice.MAP_NOT_MARKED] if fence.startswith("`") else [])


def test_a_map_in_another_section_is_prose() -> None:
    text = BEFORE.replace("## Story map", "## Ending explained") + fenced(WHOLE)
    assert nouns(Markdown().read(text)) == []


TOLD = """events:
  e: {at: "0:10", what: It rains}
  f: {at: "0:12", what: It snows}
"""
JSON = '{"events": {\n  "e": {"at": "0:10", "what": "It rains"}}}\n'


@pytest.mark.parametrize(
    ("heading", "block"),
    [
        ("### Story map", fenced(TOLD)),
        ("## Storymap", fenced(TOLD)),
        ("# Story map", fenced("# Of the film\ncharacters: {a: A}\n" + TOLD)),
        ("", fenced(TOLD)),
        ("", TOLD),
        ("## Story map", TOLD),
        ("## Story map", f"    ```yaml\n{TOLD}    ```\n"),
        ("## Story map", "".join(f"    {line}\n" for line in TOLD.split("\n"))),
        ("## Story map", "".join(f"> {line}\n" for line in TOLD.split("\n"))),
        ("## Story map", f"```json\n{JSON}```\n"),
        ("## Ending explained", f"```\n{TOLD}```\n"),
    ],
)
def test_what_looks_like_a_map_elsewhere_stays_text_and_its_author_is_told(
    heading: str, block: str
) -> None:
    reading = Markdown().read(BEFORE.replace("## Story map", heading) + block)
    assert nouns(reading) == []
    assert "It rains" in str(reading.page.passages[-1].says)
    told = [note for note in reading.notes if note.notice.code.startswith("map-")]
    assert [note.notice for note in told] == [Notice.MAP_MISPLACED]
    assert 0 <= told[0].line - BEFORE.count("\n") <= 2


def test_a_map_before_all_headings_is_told_of() -> None:
    top, rest = BEFORE.split("## Story so far")
    reading = Markdown().read(f"{top}{fenced(TOLD)}\n## Story so far{rest}")
    assert Notice.MAP_MISPLACED in {note.notice for note in reading.notes}


@pytest.mark.parametrize(
    "prose",
    [
        "The order of\nevents: nobody knows what: it rains.",
        "events:\nIt rains, and nobody knows what follows.",
        "Events:\nWhat: a storm. When: at night.",
        "- events: a storm\n- what: it rains",
        "```yaml\nevents: [a storm]\n```",
        "```yaml\nthings:\n  what: A storm\n```",
    ],
)
def test_prose_about_events_is_not_taken_for_a_map(prose: str) -> None:
    reading = Markdown().read(BEFORE.replace("## Story map", f"## Ending explained\n\n{prose}"))
    assert not [note for note in reading.notes if note.notice.code.startswith("map-")]


def test_a_key_with_a_colon_and_no_value_is_as_good_as_none() -> None:
    empty = 'events: {e: {at: "0:10", who: , what: It rains, "quote":, from : , shot:\n}}\n'
    assert [one.says for one in nouns(read(fenced(empty)))] == [
        Event("e", Moment.minute(10), "It rains")
    ]


def test_an_interpretation_may_stand_below_the_map() -> None:
    above, below = BEFORE.split("## Interpretations")
    rest, map_heading = below.split("## Story map")
    text = f"{above}## Story map{map_heading}{fenced(WHOLE)}\n## Interpretations{rest}"
    reading = Markdown().read(text)
    assert reading.notes == ()
    patch = next(reading.page.of(Part.PATCH))
    assert patch.group == next(reading.page.of(Part.INTERPRETATION)).group == 1


def test_a_heading_with_veiled_words_is_found_by_them() -> None:
    heading = "### It was ||something|0:30|a dream||"
    reading = Markdown().read(BEFORE.replace("### It was a dream", heading) + fenced(WHOLE))
    assert [one.group for one in reading.page.of(Part.PATCH)] == [1]


def test_what_is_gated_past_the_end_of_the_film_waits_for_the_ending() -> None:
    late = WHOLE.replace("storm, dark@0:50", "storm, dark@1:50").replace('"0:50"', '"1:50"')
    late = late.replace("saved: never", "saved: {because: storm@1:00, unless: dark}")
    reading = read(fenced(late))
    told = {one.says.name: one for one in nouns(reading) if isinstance(one.says, Event | Patch)}
    wreck, dream = told["wreck"].says, told["dream"].says
    assert isinstance(wreck, Event)
    assert wreck.rule.because[1] == Link("dark", CLOSED)
    assert isinstance(dream, Patch)
    assert dream.rules[0][1].because == (Link("storm", CLOSED),)
    assert [(note.line - 21, note.notice) for note in reading.notes] == [
        (line, Notice.GATE_PAST_RUNTIME) for line in (20, 26, 30)
    ]


def test_names_that_other_readers_misread_may_stand_in_quotation_marks() -> None:
    told = gates(
        fenced('events: {"yes": {at: 5, what: It rains}, "1e3": {at: 6, what: It pours}}\n')
    )
    assert told == {"yes": "0:05", "1e3": "0:06"}


def test_a_cause_that_is_given_twice_waits_for_the_later_gate() -> None:
    twice = """events:
  a: {at: 5, what: It rains}
  b: {at: 6, what: It pours, because: [a@0:10, a@0:30, a]}
"""
    says = nouns(read(fenced(twice)))[1].says
    assert isinstance(says, Event)
    assert says.rule.because == (Link("a", at(30)),)


DOCUMENT = (Path(__file__).parents[2] / "docs" / "story-maps.md").read_text("utf-8")


def test_the_keys_are_those_of_the_document() -> None:
    chapter = DOCUMENT.partition("## Keys")[2].partition("## Gates")[0]
    for section, part in SECTIONS.items():
        told = chapter.partition(f"### `{section}`\n")[2].partition("\n### ")[0]
        assert {key for key in KEYS[part] if f"`{key}`" not in told} == set()


def test_the_example_of_the_document_is_whole() -> None:
    story = DOCUMENT.partition("````markdown\n")[2].partition("````")[0]
    reading = Markdown().read(BEFORE.partition("## Interpretations")[0] + story)
    assert reading.notes == ()
    assert len(nouns(reading)) == 14
