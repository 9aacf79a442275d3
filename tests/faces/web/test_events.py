import pytest
from tests.story.tangles import LOOK_BACK, story

from lookback.faces.web.events import Events, Short, Taken
from lookback.film.story import Patch, Rule, Thing
from lookback.story.chart import chart

WHOLE = story(*LOOK_BACK, Thing("strip", "The strip", ("joke", "die")))
NAMES = [event.name for event in WHOLE.events]


def events(patch: str = "") -> Events:
    return Events(WHOLE, chart(WHOLE, patch=patch), patch)


def names(shorts: tuple[Short, ...]) -> list[str]:
    return [one.name for one in shorts]


def test_each_event_is_told_by_what_readers_call_its_people_and_timelines() -> None:
    told = {one.name: one for one in events()}
    assert list(told) == NAMES
    assert [one.number for one in told.values()] == list(range(1, len(NAMES) + 1))
    assert (told["meet"].at, told["meet"].says) == ("0:10", "Kyomoto runs out, and the two meet.")
    assert told["meet"].who == ("Fujino", "Kyomoto")
    assert told["meet"].lines == ("What happens",)
    assert told["kick"].lines == ("The life in which they did not meet",)


def test_an_event_hangs_on_what_its_rule_says_and_by_an_interpretation_on_what_that_says() -> None:
    told = {one.name: one for one in events()}
    assert names(told["die"].because) == ["school", "attack"]
    assert names(told["die"].unless) == ["kick"]
    assert not told["kick"].never
    read = {one.name: one for one in events("grief")}
    assert read["kick"].never
    assert read["kick"].because == ()
    assert names(read["die"].unless) == ["kick"]


def test_what_hangs_on_an_event_is_told_with_whether_it_is_prevented() -> None:
    assert [(one.name, prevents) for one, prevents in events().after("kick")] == [("die", True)]
    assert [(one.name, prevents) for one, prevents in events().after("attack")] == [
        ("kick", False),
        ("die", False),
    ]
    # By this interpretation nothing makes the kick happen.
    assert [one.name for one, _ in events("grief").after("attack")] == ["die"]


def test_the_events_beside_one_are_those_of_the_chart() -> None:
    first, last = NAMES[0], NAMES[-1]
    assert events().around(first) == (None, events().short(NAMES[1]))
    assert events().around(last) == (events().short(NAMES[-2]), None)


def test_a_thing_is_told_at_each_of_its_events() -> None:
    [(called, path)] = events().carried("die")
    assert (called, names(path)) == ("The strip", ["joke", "die"])
    assert events().carried("kick") == ()


@pytest.mark.parametrize(
    ("patch", "denied"), [("grief", ["kick"]), ("life", [])], ids=["grief", "life"]
)
def test_what_the_film_shows_and_an_interpretation_does_not_believe_is_listed(
    patch: str, denied: list[str]
) -> None:
    assert names(events().not_happening(patch)) == denied


def test_a_rule_that_an_interpretation_puts_is_said_in_words() -> None:
    patch = Patch("x", "Another", rules=(("kick", Rule(never=True)), ("school", Rule())))
    rules = events().rules(patch)
    assert [(one.event.name, one.says) for one in rules] == [
        ("kick", "does not happen"),
        ("school", "happens whatever else does"),
    ]
    die = next(event for event in WHOLE.events if event.name == "die")
    [told] = events().rules(Patch("x", "Another", rules=(("die", die.rule),)))
    assert told.says == (
        "happens because of “Kyomoto goes to the art school” and “A man comes to the school with a"
        " pickaxe” and unless there is “Fujino kicks the attacker”"
    )


def test_each_timeline_but_the_real_one_is_taken_to_be_something() -> None:
    grief, life = WHOLE.patches
    assert [one.what for one in Taken.by(WHOLE, grief)] == ["imagined"]
    assert [one.what for one in Taken.by(WHOLE, life)] == ["another course of events"]
    assert [one.called for one in Taken.by(WHOLE, life)] == ["The life in which they did not meet"]
