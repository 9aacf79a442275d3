from dataclasses import replace
from random import Random

import pytest
from tests.story.tangles import event, random_nouns, rule, story
from tests.story.test_asking import EITHER, ROCKS, WHOLE, every_question

from lookback.film.story import Patch, Rule, Status, Timeline
from lookback.firewall.story import Story
from lookback.story.asking import Asked, answer, compare
from lookback.story.telling import told

NEVER = Rule(never=True)
ELSEWHERE = Timeline("x", "Elsewhere", Status.IMAGINED, (), ("a",))
MEET, DIE = "“Kyomoto runs out, and the two meet”", "“Kyomoto is killed”"
KARATE, KICK = "“Fujino takes up karate”", "“Fujino kicks the attacker”"


def says(text: str, about: Story = WHOLE, patch: str = "") -> tuple[str, ...]:
    return told(answer(about, Asked.parse(text), patch, seconds=60), about)


def test_the_short_answer_comes_first_and_then_how() -> None:
    assert says("but-for meet die") == (
        f"Without {MEET}, {DIE} would not have happened.",
        f"How: {MEET}; so {KARATE} does not happen; so {KICK} does not happen; so {DIE}.",
    )


def test_an_interpretation_that_breaks_the_path_says_where() -> None:
    assert says("but-for meet die", patch="grief")[:2] == (
        f"{DIE} would have happened even without {MEET}.",
        f"In this interpretation, {KICK} never happens.",
    )


def test_a_witness_is_said_in_words() -> None:
    without = "Without it, “breaks happens” would not have happened"
    assert says("cause anna breaks", ROCKS)[:2] == (
        "“anna happens” is a cause of “breaks happens”.",
        f"{without}, if “miss happens” still did not happen.",
    )


def test_what_would_have_stepped_in_is_named() -> None:
    place = "“miss happens” would have taken the place of “anna happens”."
    assert place in says("but-for anna breaks", ROCKS)
    assert "“match happens” would have been enough." in says("but-for spark fire", EITHER)


def test_companions_are_named() -> None:
    some = "Had only some of these been otherwise, “fire happens” would still have happened"
    assert says("cause spark fire", EITHER) == (
        "“spark happens” is part of a cause of “fire happens”, together with: “match happens”.",
        f"{some}; had all been, it would not have.",
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("cause kick die", f"That {KICK} does not happen is a cause of {DIE}."),
        ("cause die die", f"That is one event, {DIE}: nothing is its own cause."),
        (
            "why joke",
            (
                "“Fujino draws a joke about a shut-in” is itself a choice of Fujino, and hangs on "
                "nothing else that counts as a cause."
            ),
        ),
        (
            "degree attack",
            (
                "“A man comes to the school with a pickaxe” hangs on no choice in this story, and "
                "on nothing else that counts as a cause."
            ),
        ),
        ("cut die", f"Without {DIE}, everything else would have happened just the same."),
        ("but-for kick die", f"{DIE} happens, and {KICK} does not."),
    ],
)
def test_other_answers_are_short_too(question: str, first: str) -> None:
    assert says(question)[0] == first


def test_another_timeline_is_named() -> None:
    assert says("cut kick")[0].startswith(
        "On the timeline “The life in which they did not meet”: Without "
    )


def test_what_does_not_happen_is_said() -> None:
    denied = Patch("dry", "Dry", (), (("walk", rule(unless="rain")),))
    about = story(event("rain"), event("walk"), denied)
    assert says("why walk", about, "dry") == (
        "“walk happens” does not happen, so it has no cause.",
        "“rain happens” keeps it from happening.",
    )


def test_had_what_did_not_happen_done_so_the_rest_is_said_in_a_whole_sentence() -> None:
    still = ("but-for karate die", f"Had {KARATE} happened, {DIE} would not have happened.")
    assert still[1] in says(still[0])
    about = story(event("b"), event("end", rule=rule("b")), event("a", lines=("x",)), ELSEWHERE)
    assert says("but-for a end", about) == (
        "“end happens” happens, and “a happens” does not.",
        "Had “a happens” happened, “end happens” would still have happened.",
    )


def test_an_effect_that_does_not_happen_either_way_is_said_so() -> None:
    patch = Patch("dry", "Dry", (), (("b", rule(unless="z")), ("d", rule("c")), ("c", NEVER)))
    about = story(*(event(name) for name in "azcbd"), patch)
    assert says("but-for a b", about, "dry") == (
        "“b happens” does not happen, with “a happens” or without it.",
        "“z happens” keeps it from happening.",
    )
    assert says("but-for z b", about, "dry") == (
        "“b happens” does not happen; without “z happens”, it would have.",
    )
    assert says("but-for c d", about, "dry") == (
        "“d happens” does not happen; had “c happens” happened, it would have.",
    )
    assert says("cause z b", about, "dry") == (
        "“b happens” does not happen, so it has no cause.",
        "“z happens” keeps it from happening.",
    )


def test_a_scene_that_an_interpretation_takes_for_no_fact_is_shown_all_the_same() -> None:
    shown = f"{KICK} is shown as imagined, and does not come about in this interpretation"
    where = "On the timeline “The life in which they did not meet”: "
    assert says("why kick", patch="grief") == (f"{where}{shown}, so it has no cause.",)
    assert says("cut kick", patch="grief") == (f"{where}{shown}, so it takes nothing away.",)
    assert says("but-for school kick", patch="grief") == (
        f"{where}{shown}, with “Kyomoto goes to the art school” or without it.",
    )


def test_what_it_hangs_on_is_no_fact_there_either() -> None:
    asleep = Patch("asleep", "A dream", (("x", Status.DREAMT),), (("wake", NEVER),))
    awake = Patch("awake", "No dream", (("x", Status.REAL),), (("wake", NEVER),))
    about = story(
        Timeline("x", "Elsewhere", Status.REAL, (), ("wake", "home")),
        event("wake", lines=("x",)),
        event("home", rule=rule("wake"), lines=("x",)),
        asleep,
        awake,
    )
    assert says("why home", about, "asleep") == (
        (
            "On the timeline “Elsewhere”: “home happens” is shown as dreamt, and does not come "
            "about in this interpretation, so it has no cause."
        ),
        "It hangs on what does not come about either: “wake happens”.",
    )
    assert says("why home", about, "awake") == (
        "On the timeline “Elsewhere”: “home happens” does not happen, so it has no cause.",
        "It hangs on what does not happen: “wake happens”.",
    )
    rested = replace(asleep, rules=(("wake", NEVER), ("home", Rule())))
    about = replace(about, patches=(rested,))
    assert says("but-for wake home", about, "asleep")[0] == (
        "On the timeline “Elsewhere”: “home happens” happens, and “wake happens”, which is shown "
        "as dreamt, does not."
    )


@pytest.mark.parametrize(
    ("rules", "says_so"),
    [
        ({"b": rule("a"), "c": rule()}, "“c happens” happens in any case."),
        ({"c": rule("other")}, "“c happens” hangs on other things."),
        ({"c": rule(any_of="b other")}, "“c happens” hangs on other things, too."),
    ],
)
def test_what_an_interpretation_makes_of_a_rule_is_said_as_it_is(
    rules: dict[str, Rule], says_so: str
) -> None:
    about = story(
        event("a"),
        event("other"),
        event("b", rule=rule("a")),
        event("c", rule=rule("b")),
        Patch("patch", "A reading", (), tuple(rules.items())),
    )
    assert says("but-for a c", about, "patch")[1] == f"In this interpretation, {says_so}"


def test_where_nothing_leads_from_one_to_the_other_it_is_said() -> None:
    about = story(event("a"), event("b"))
    assert says("cause a b", about) == (
        "“a happens” is no cause of “b happens”.",
        "Nothing leads from “a happens” to “b happens”.",
    )
    assert says("but-for a b", about)[1] == "Nothing leads from “a happens” to “b happens”."


def test_a_share_is_causal_and_nobody_is_blamed() -> None:
    sentences = " ".join(says("degree die"))
    assert "causal share" in sentences
    for word in ("blame", "fault", "guilt", "responsib"):
        assert word not in sentences


def test_no_time_is_said_in_words() -> None:
    late = answer(EITHER, Asked.parse("why fire"), seconds=0, clock=lambda: 0.0)
    assert told(late, EITHER) == ("This could not be settled in time.",)


def test_every_answer_has_words() -> None:
    for seed in range(15):
        about = story(*random_nouns(Random(seed)))  # noqa: S311 - no secret
        for question in every_question(about):
            for one in compare(about, question, seconds=60).answers:
                sentences = told(one, about)
                assert sentences
                assert all(text.endswith(".") and "  " not in text for text in sentences)
