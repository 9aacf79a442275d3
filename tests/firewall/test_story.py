from dataclasses import replace

import pytest

from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.film.story import (
    REAL,
    Ask,
    Character,
    Clue,
    Event,
    Link,
    Noun,
    Patch,
    Question,
    Rule,
    Status,
    Thing,
    Timeline,
)
from lookback.firewall.story import Story, cleared_story

DOOR = Event("door", Moment(60), "Mara opens the door", ("mara",))
LAMP = Event("lamp", Moment(90), "The lamp goes out", rule=Rule((Link("door"), Link("draught"))))
STAIRS = Event("stairs", Moment(95), "Mara climbs stairs", ("mara", "twin"), ("dream",))
AS_REAL = replace(STAIRS, as_real=("dream",))
ASLEEP = Patch(
    "asleep", "?", (("dream", Status.REAL), ("other", Status.TOLD)),
    (("lamp", Rule((Link("door"), Link("draught")))), ("draught", Rule(never=True))),
    (Clue("door", "It has no handle."), Clue("draught", "There was none.")),
    (Clue("stranger", "A block of the page."), Clue("hidden", "Another.")),
)  # fmt: skip
MARA = Character("mara", "Mara")
DREAM = Timeline("dream", "The dream", Status.DREAMT, ("lamp", "draught"), ("stairs", "flight"))


def cleared(*nouns: Noun, until: str = "1:00", **more: object) -> Story:
    """What a reader sees for whom gates up to a moment are open."""
    told = {"headings": {}, "named": frozenset(), **more}
    limit = Moment.parse(until)
    story = cleared_story(nouns, opens=lambda gate: gate.own <= limit, **told)  # type: ignore[arg-type]
    assert story is not None
    return story


def test_without_an_event_there_is_no_story() -> None:
    nothing = {"headings": {"asleep": "x"}, "named": frozenset[str]()}
    nouns = (MARA, DREAM, ASLEEP, Question("q", "?", Ask.CUT, ("door",)))
    assert cleared_story(nouns, opens=lambda _: True, **nothing) is None  # type: ignore[arg-type]


def test_events_stay_in_the_order_of_the_story() -> None:
    assert [event.name for event in cleared(LAMP, MARA, DOOR).events] == ["lamp", "door"]


def test_a_hidden_event_is_in_no_rule() -> None:
    [_, lamp] = cleared(DOOR, LAMP).events
    assert lamp.rule == Rule((Link("door"),))


@pytest.mark.parametrize(("until", "links"), [("0:50", ()), ("1:00", (Link("door"),))])
def test_a_link_waits_for_its_own_gate_which_then_is_not_told(
    until: str, links: tuple[Link, ...]
) -> None:
    lamp = replace(LAMP, rule=Rule((Link("door", Gate.parse("1:00")),)))
    assert cleared(DOOR, lamp, until=until).events[1].rule.because == links


def test_characters_are_those_of_visible_events() -> None:
    twin = Character("twin", "Her twin")
    assert cleared(MARA, twin, DOOR).characters == (MARA,)
    assert cleared(MARA, DOOR, AS_REAL).events[1].who == ("mara",)


def test_the_real_timeline_is_always_there_and_first() -> None:
    assert cleared(DOOR).timelines == (Timeline(REAL, ""),)
    named = Timeline(REAL, "What happened")
    assert [one.name for one in cleared(DREAM, named, STAIRS).timelines] == ["real", "dream"]
    assert cleared(named, DOOR).timelines == (named,)


def test_on_a_timeline_that_passes_for_real_an_event_is_drawn_on_the_real_one() -> None:
    assert cleared(AS_REAL).events[0].lines == (REAL,)
    assert cleared(DREAM, AS_REAL).events[0].lines == ("dream",)
    both = replace(AS_REAL, lines=("dream", "letter"))
    letter = Timeline("letter", "The letter", Status.TOLD)
    assert cleared(letter, both).events[0].lines == (REAL, "letter")
    assert cleared(letter, DREAM, both).events[0].lines == ("letter", "dream")


def test_that_it_passed_for_real_is_not_told() -> None:
    assert cleared(AS_REAL).events == (replace(STAIRS, who=(), lines=(REAL,)),)


def test_a_timeline_that_does_not_pass_for_real_is_as_if_it_were_not_there() -> None:
    both = replace(STAIRS, lines=("letter", "dream"))
    letter = Timeline("letter", "The letter", Status.TOLD)
    assert cleared(letter, both).events[0].lines == ("letter",)
    assert cleared(DOOR, STAIRS).events == cleared(DOOR).events
    real = replace(STAIRS, lines=("dream", "real"))
    assert cleared(real).events[0].lines == (REAL,)
    assert cleared(DREAM, real).events[0].lines == (REAL, "dream")


def test_a_choice_of_one_is_what_it_hangs_on() -> None:
    lamp = replace(LAMP, rule=Rule((Link("stairs"),), (Link("door"), Link("draught"))))
    assert cleared(DOOR, lamp).events[1].rule == Rule((Link("door"),))
    twice = replace(lamp, rule=Rule((Link("door"),), lamp.rule.any_of))
    assert cleared(DOOR, twice).events[1].rule == Rule((Link("door"),))
    patch = replace(ASLEEP, rules=(("lamp", lamp.rule),))
    told = cleared(DOOR, LAMP, patch, headings={"asleep": "She never woke"})
    assert told.patches[0].rules == (("lamp", Rule((Link("door"),))),)


def test_what_passes_for_real_is_not_denied() -> None:
    """Rules that hold where the dream is known would tell that not all of this is real."""
    lamp = replace(LAMP, rule=Rule(unless=(Link("stairs"), Link("door"))))
    wakes = Event("wakes", Moment(99), "Mara wakes", rule=Rule((Link("stairs"),)))
    off = replace(AS_REAL, name="off", rule=Rule((Link("floor"),), (Link("floor"), Link("door"))))
    floor = Event("floor", Moment(99), "It gives way", lines=("letter",))
    letter = Timeline("letter", "The letter", Status.TOLD)
    nouns = (DOOR, AS_REAL, lamp, wakes, letter, floor, off)
    rules = {event.name: event.rule for event in cleared(*nouns).events}
    assert rules["lamp"] == Rule()
    assert rules["wakes"] == Rule((Link("stairs"),))
    assert rules["off"] == Rule((), (Link("floor"), Link("door")))
    rules = {event.name: event.rule for event in cleared(DREAM, *nouns).events}
    assert rules["lamp"] == Rule(unless=(Link("stairs"),))
    assert rules["wakes"] == Rule()
    assert rules["off"] == off.rule


def test_a_choice_is_somebodys_whom_the_reader_knows() -> None:
    chosen = replace(DOOR, choice=True, by=("mara",))
    assert cleared(MARA, chosen).events[0].choice
    assert not cleared(chosen).events[0].choice


def test_a_timeline_on_which_nothing_is_seen_is_not_there() -> None:
    assert [one.name for one in cleared(DREAM, DOOR).timelines] == ["real"]


def test_a_timeline_speaks_of_visible_events_only() -> None:
    dream = cleared(DREAM, LAMP, STAIRS).timelines[1]
    assert (dream.without, dream.adds) == (("lamp",), ("stairs",))


def test_a_thing_goes_through_visible_events_only() -> None:
    key = Thing("key", "The key", ("draught", "door", "stairs"))
    assert cleared(DOOR, AS_REAL, key).things == (Thing("key", "The key", ("door", "stairs")),)
    assert cleared(DOOR, key).things == ()


def test_a_patch_is_there_with_its_heading_and_speaks_of_what_is_visible() -> None:
    story = cleared(
        DREAM, DOOR, LAMP, STAIRS, ASLEEP,
        headings={"asleep": "She never woke"}, named=frozenset({"stranger"}),
    )  # fmt: skip
    [patch] = story.patches
    assert patch == Patch(
        "asleep", "She never woke", (("dream", Status.REAL),),
        (("lamp", Rule((Link("door"),))),), (Clue("door", "It has no handle."),),
        (Clue("stranger", "A block of the page."),),
    )  # fmt: skip
    assert cleared(DOOR, ASLEEP).patches == ()


def test_a_question_needs_all_its_events() -> None:
    asked = Question("q", "Why?", Ask.BUT_FOR, ("door", "lamp"))
    assert cleared(DOOR, LAMP, asked).questions == (asked,)
    assert cleared(DOOR, asked).questions == ()


def test_what_is_closed_for_all_stays_closed() -> None:
    lamp = replace(LAMP, rule=Rule((Link("door", CLOSED),)))
    assert cleared(DOOR, lamp).events[1].rule == Rule()
