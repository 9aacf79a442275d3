from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.tangles import LOOK_BACK, event, random_nouns, rule, story, world_by_hand

from lookback.errors import EventUnknown, InterpretationUnknown, QuestionInvalid
from lookback.film.story import Ask, Character, Event, Noun, Rule, Status, Timeline
from lookback.firewall.story import Story, cleared_story
from lookback.story.answers import Answer, Cause, Outcome, Share
from lookback.story.asking import Asked, answer, compare

WHOLE = story(*LOOK_BACK)
ROCKS = story(
    Character("she", "Anna"),
    Character("he", "Ben"),
    Timeline("x", "Elsewhere", Status.IMAGINED, ("anna",)),
    event("anna", who=("she",), choice=True),
    event("ben", who=("he",), choice=True),
    event("hit", rule=rule("anna")),
    event("miss", rule=rule("ben", unless="hit"), lines=("x",)),
    event("breaks", rule=rule(any_of="hit miss")),
)
EITHER = story(
    event("spark", enabler=True),
    event("match", enabler=True),
    event("fire", rule=rule(any_of="spark match")),
)


def asked(text: str, told: Story = WHOLE, patch: str = "") -> Answer:
    return answer(told, Asked.parse(text), patch, seconds=60)


def every_question(told: Story) -> list[Asked]:
    names = [one.name for one in told.events]
    return [
        Asked(ask, events)
        for ask in Ask
        for events in (
            [(a, b) for a in names[::2] for b in names[-3:]]
            if ask.takes == 2
            else [(n,) for n in names]
        )
    ]


# Look Back


def test_had_the_two_never_met_she_would_have_lived() -> None:
    found = asked("but-for meet die")
    assert found.outcome is Outcome.NEEDED
    assert found.path == ("meet", "karate", "kick", "die")
    assert found.come == ("karate", "kick")


def test_if_grief_draws_the_other_life_she_would_have_died_anyway() -> None:
    found = asked("but-for meet die", patch="grief")
    assert found.outcome is Outcome.NOT_NEEDED
    assert found.broken == "kick"


def test_the_answers_differ_between_interpretations() -> None:
    found = compare(WHOLE, Asked.parse("but-for meet die"), seconds=60)
    assert [one.patch for one in found.answers] == ["", "grief", "life"]
    assert [one.outcome.value for one in found.answers] == ["needed", "not needed", "needed"]
    assert found.differ
    assert compare(WHOLE, Asked.parse("cut die"), seconds=60).differ is False


def test_what_happens_in_another_life_is_asked_about_there() -> None:
    found = asked("why kick")
    assert found.line == "other"
    assert [one.events for one in found.causes] == [("karate",), ("attack",)]


# Each kind of question


def test_a_cut_takes_what_hangs_on_it_and_lets_in_what_it_held_back() -> None:
    found = asked("cut meet")
    assert (found.gone, found.come) == (("die",), ("karate", "kick"))
    assert asked("cut die").outcome is Outcome.NO_CHANGE


def test_what_would_have_stepped_in_keeps_it_happening() -> None:
    found = asked("but-for anna breaks", ROCKS)
    assert found.outcome is Outcome.NOT_NEEDED
    assert found.keeps == ("ben", "miss")
    assert found.come == ("miss",)


def test_what_did_not_happen_is_nothing_to_do_without_but_may_have_prevented_it() -> None:
    found = asked("but-for kick die")
    assert found.outcome is Outcome.CAUSE_ABSENT
    assert found.gone == ("die",)


def test_a_first_stone_is_a_cause_with_a_witness_and_the_second_is_none() -> None:
    found = asked("cause anna breaks", ROCKS)
    assert found.outcome is Outcome.CAUSE
    assert found.causes == (Cause(("anna",), ("miss",), ("anna", "hit", "breaks")),)
    assert asked("cause ben breaks", ROCKS).outcome is Outcome.NO_CAUSE


def test_one_of_two_that_are_enough_is_part_of_a_cause() -> None:
    found = asked("cause spark fire", EITHER)
    assert found.outcome is Outcome.PART
    assert found.causes == (Cause(("spark", "match"), (), ("spark", "fire")),)
    assert found.path == ("spark", "fire")


def test_causes_stand_in_the_order_of_the_story_and_the_smaller_first() -> None:
    about = story(
        event("z", enabler=True),
        event("y", enabler=True),
        event("x", enabler=True),
        event("a", rule=rule(any_of="z x")),
        event("end", rule=rule("y a")),
    )
    assert [one.events for one in asked("why end", about).causes] == [("y",), ("z", "x")]
    about = story(*(event(name, enabler=True) for name in "zyx"), event("end", rule=rule("z y x")))
    assert [one.events for one in asked("why end", about).causes] == [("z",), ("y",), ("x",)]


def test_of_several_causes_that_it_is_part_of_the_first_by_the_story_is_told() -> None:
    votes = story(
        *(event(name, enabler=True) for name in "zya"),
        event("ya", rule=rule("y a")),
        event("zy", rule=rule("z y")),
        event("za", rule=rule("z a")),
        event("end", rule=rule(any_of="ya zy za")),
    )
    assert asked("cause a end", votes).causes[0].events == ("z", "a")
    assert asked("cause y end", votes).causes[0].events == ("z", "y")


def test_what_nobody_did_is_listed_apart() -> None:
    found = asked("why die")
    assert [one.events for one in found.causes] == [("joke",), ("school",), ("attack",)]
    assert [one.events for one in found.omissions] == [("karate",), ("kick",)]


def test_what_an_interpretation_denies_is_no_omission_in_it() -> None:
    assert asked("why die", patch="grief").omissions == ()
    assert asked("degree die", patch="grief").omitted_shares == ()


def test_shares_are_those_of_events_and_of_characters_by_their_choices() -> None:
    found = asked("degree breaks", ROCKS)
    assert found.shares == (Share("anna", Fraction(1, 2), "anna"),)
    assert found.characters == (Share("she", Fraction(1, 2), "anna"),)
    found = asked("degree die")
    assert found.characters == (
        Share("fujino", Fraction(1), "joke"),
        Share("kyomoto", Fraction(1), "school"),
    )


def test_where_nothing_is_to_be_said_the_answer_says_so() -> None:
    assert asked("cause die die").outcome is Outcome.SAME
    assert asked("why joke").outcome is Outcome.NONE_FOUND
    assert asked("cause school meet").outcome is Outcome.NO_CAUSE
    assert asked("why kick", patch="grief").outcome is Outcome.ABSENT
    assert asked("cut kick", patch="grief").outcome is Outcome.ABSENT


def test_without_time_nothing_is_settled_and_nothing_wrong_is_said() -> None:
    ticks = count()
    late = answer(EITHER, Asked.parse("why fire"), seconds=0, clock=lambda: float(next(ticks)))
    assert late.outcome is Outcome.NOT_SETTLED
    assert not late.settled
    ticks = count()
    both = compare(
        WHOLE, Asked.parse("cause meet die"), seconds=0, clock=lambda: float(next(ticks))
    )
    assert both.differ is None


# Reading


def test_a_question_is_read_and_written() -> None:
    read = Asked.parse(" but-for  meet die ")
    assert read == Asked(Ask.BUT_FOR, ("meet", "die"))
    assert str(read) == "but-for meet die"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "but-for, cut, cause, why, degree"),
        ("whether die", "but-for, cut, cause, why, degree"),
        ("but-for meet", "a cause and an effect"),
        ("cut", "one event"),
        ("why " + "d" * 1000, "but-for"),
    ],
)
def test_what_is_no_question_is_refused_with_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(QuestionInvalid) as refused:
        Asked.parse(text)
    assert expected in refused.value.expected
    assert refused.value.expected.startswith("expected ")


@given(st.text(max_size=40) | st.lists(st.sampled_from([*Ask, "a", " "])).map(" ".join))
def test_any_text_is_a_question_or_refused(text: str) -> None:
    with suppress(QuestionInvalid):
        assert Asked.parse(text) == Asked.parse(str(Asked.parse(text)))


def test_for_an_unknown_event_the_nearest_names_are_told() -> None:
    with pytest.raises(EventUnknown) as refused:
        asked("why karatee")
    assert refused.value.near == ("karate",)
    assert refused.value.expected.startswith("expected the name of an event")
    with pytest.raises(EventUnknown) as refused:
        asked("why zzzzzzzz")
    assert refused.value.near == ()


def test_an_unknown_interpretation_and_a_question_with_too_few_events_are_refused() -> None:
    with pytest.raises(InterpretationUnknown) as refused:
        asked("why die", patch="ghost")
    assert refused.value.expected.startswith("expected the name of an interpretation")
    with pytest.raises(QuestionInvalid):
        answer(WHOLE, Asked(Ask.CAUSE, ("die",)))


# Against the definitions, and what is hidden


def test_but_for_and_cut_are_as_they_are_worked_out_by_hand() -> None:
    for seed in range(100):
        nouns = random_nouns(Random(seed))  # noqa: S311 - no secret
        told = story(*nouns)
        for one in every_question(told):
            for patch in ("", "patch"):
                if one.ask not in {Ask.BUT_FOR, Ask.CUT}:
                    continue
                found = answer(told, one, patch, seconds=60)
                actual = world_by_hand(nouns, found.line, patch, {})
                if found.outcome in {Outcome.SAME, Outcome.ABSENT}:
                    assert found.outcome is Outcome.SAME or not actual[found.effect]
                    continue
                cause = one.events[0]
                then = world_by_hand(nouns, found.line, patch, {cause: not actual[cause]})
                changed = {name for name in then if then[name] != actual[name]} - {cause}
                assert {*found.gone} == {name for name in changed if actual[name]}
                assert {*found.come} == {name for name in changed if not actual[name]}
                if one.ask is Ask.BUT_FOR and actual[cause]:
                    assert (found.outcome is Outcome.NEEDED) == (not then[found.effect])


def test_what_is_hidden_changes_no_answer() -> None:
    asked_for = 0
    for seed in range(40):
        random = Random(seed)  # noqa: S311 - no secret
        nouns = random_nouns(random)
        events = [noun for noun in nouns if isinstance(noun, Event)]
        hidden = {noun.name for noun in random.sample(events, 3)}
        one, other = seen(nouns, hidden), seen(tangled(nouns, hidden, random), hidden)
        assert one == other
        for question in every_question(one)[:40]:
            asked_for += 1
            found = compare(one, question, seconds=60)
            assert found == compare(other, question, seconds=60)
            names = {name for got in found.answers for name in (*got.happen, *got.gone, *got.come)}
            assert names.isdisjoint(hidden)
    assert asked_for > 1000


def seen(nouns: tuple[Noun, ...], hidden: set[str]) -> Story:
    kept = [noun for noun in nouns if not (isinstance(noun, Event) and noun.name in hidden)]
    headings = {"patch": "A reading"}
    made = cleared_story(kept, opens=lambda _: True, headings=headings, named=frozenset())
    assert made is not None
    return made


def tangled(nouns: tuple[Noun, ...], hidden: set[str], random: Random) -> tuple[Noun, ...]:
    """The same map with other rules for what is hidden, and other links to it."""
    changed: list[Noun] = []
    for noun in nouns:
        if not isinstance(noun, Event):
            changed.append(noun)
            continue
        extra = rule(unless=random.choice(sorted(hidden)))
        made = Rule(noun.rule.because, noun.rule.any_of, (*noun.rule.unless, *extra.unless))
        says = "Otherwise." if noun.name in hidden else noun.says
        changed.append(replace(noun, says=says, rule=made))
    return tuple(changed)
