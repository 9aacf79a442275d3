import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import GateInvalid, ValueInvalid
from lookback.film.gate import OPEN, Gate
from lookback.film.moment import Moment
from lookback.film.part import NOUNS
from lookback.film.story import (
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
    linked,
    rules_of,
)

LATE = Gate.parse("ending @film:the-other@0:50")
RULE = Rule((Link("door"), Link("lamp", LATE)), (Link("rain"),), (Link("key", Gate.parse("1:32")),))
EACH = [
    Character("mara", "Mara"),
    Timeline("dream", "The dream", Status.DREAMT, ("door",), ("stairs",)),
    Event("door", Moment(60), "Mara opens the door"),
    Event(
        "lamp", Moment(90), "灯りが消える", ("mara",), ("real", "dream"), RULE,
        choice=True, by=("mara",), enabler=True, shot="from behind", quote="Who is there?",
    ),
    Thing("key", "The key", ("door", "lamp")),
    Patch(
        "asleep", "She never woke", (("dream", Status.REAL),),
        (("lamp", Rule(never=True)), ("door", RULE)), (Clue("door", "It has no handle."),),
        (Clue("lamp", "It is warm."),),
    ),
    Question("awake", "Did she wake?", Ask.BUT_FOR, ("door", "lamp"), "It depends."),
]  # fmt: skip


def happening(*events: str) -> set[str]:
    return set(events)


@pytest.mark.parametrize("noun", EACH)
def test_what_is_written_is_read_again(noun: Noun) -> None:
    assert type(noun).parse(str(noun)) == noun


def test_every_noun_has_a_part() -> None:
    assert {type(noun) for noun in EACH} == set(NOUNS.values())


def test_what_says_nothing_is_not_written() -> None:
    written = json.loads(str(Event("door", Moment(60), "Mara opens the door")))
    assert written == {"name": "door", "at": "0:01", "says": "Mara opens the door"}


@pytest.mark.parametrize("kind", NOUNS.values())
@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "3", '"door"', "{}", '{"name": 3}', '{"nme": "door"}',
        '{"name": "a", "called": ["b"]}', '{"name": "a", "at": "x", "says": "b"}',
        '{"name": "a", "at": "0:01", "says": "b", "rule": {"because": "door"}}',
        '{"name": "a", "at": "0:01", "says": "b", "choice": "yes"}', "[" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(kind: type[Noun], text: str) -> None:
    with pytest.raises(ValueInvalid):
        kind.parse(text)


@given(st.sampled_from([str(noun) for noun in EACH]), st.data())
def test_a_damaged_form_is_refused_or_read(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:at] + data.draw(st.text(max_size=2)) + text[at + 1 :]
    for kind in NOUNS.values():
        try:
            kind.parse(damaged)
        except ValueInvalid:
            continue


def test_a_link_is_a_name_and_perhaps_its_gate() -> None:
    assert Link.parse("door") == Link("door", OPEN)
    assert Link.parse("door@1:32") == Link("door", Gate.parse("1:32"))
    assert str(Link("door", LATE)) == "door@ending @film:the-other@0:50"
    with pytest.raises(GateInvalid):
        Link.parse("door@soon")


@pytest.mark.parametrize(
    ("happens", "holds"),
    [
        (happening("door", "lamp", "rain"), True),
        (happening("door", "rain"), False),
        (happening("door", "lamp"), False),
        (happening("door", "lamp", "rain", "key"), False),
    ],
)
def test_a_rule_takes_all_causes_one_of_the_others_and_no_preventer(
    happens: set[str], holds: bool
) -> None:
    assert RULE.holds(happens.__contains__) is holds


def test_a_rule_without_links_lets_its_event_happen_and_never_does_not() -> None:
    assert Rule().holds(happening().__contains__)
    assert not Rule(never=True).holds(happening("door").__contains__)


def test_links_can_be_left_out_and_their_gates_changed() -> None:
    assert [link.event for link in RULE.links] == ["door", "lamp", "rain", "key"]
    assert RULE.where(lambda link: link.gate == OPEN) == Rule((Link("door"),), (Link("rain"),))
    assert {link.gate for link in linked(RULE, lambda _: LATE).links} == {LATE}


def test_rules_are_those_of_an_event_or_of_a_patch() -> None:
    event, patch = EACH[3], EACH[5]
    assert isinstance(event, Event)
    assert isinstance(patch, Patch)
    assert rules_of(event) == (RULE,)
    assert rules_of(patch) == (Rule(never=True), RULE)


def test_what_takes_place_is_fact() -> None:
    assert [status.value for status in Status if status.is_fact] == [
        "real",
        "alternate",
        "remembered",
    ]


def test_a_question_names_one_event_or_two() -> None:
    assert {ask.value: ask.takes for ask in Ask} == {
        "but-for": 2,
        "cut": 1,
        "cause": 2,
        "why": 1,
        "degree": 1,
    }
