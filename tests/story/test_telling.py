from random import Random

import pytest
from tests.story.tangles import event, random_nouns, rule, story
from tests.story.test_asking import EITHER, ROCKS, WHOLE, every_question

from lookback.film.story import Patch
from lookback.firewall.story import Story
from lookback.story.asking import Asked, answer, compare
from lookback.story.telling import told

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
    assert "“miss happens” would have taken its place." in says("but-for anna breaks", ROCKS)
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
            "No choice in this story is a cause of “Fujino draws a joke about a shut-in”.",
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
    assert says("why kick", patch="grief")[0].endswith("does not happen, so it has no cause.")
    denied = Patch("dry", "Dry", (), (("walk", rule(unless="rain")),))
    about = story(event("rain"), event("walk"), denied)
    assert says("why walk", about, "dry") == (
        "“walk happens” does not happen, so it has no cause.",
        "“rain happens” keeps it from happening.",
    )


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
