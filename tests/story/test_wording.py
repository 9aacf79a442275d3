import pytest
from tests.story.tangles import LOOK_BACK, event, story

from lookback.film.story import Ask
from lookback.story.answers import Answer, Cause, Outcome
from lookback.story.wording import Words, joined, quoted, short

ABOUT = story(*LOOK_BACK)
WORDS = Words(Answer(Ask.WHY, ("die",), Outcome.FOUND, happen=("meet", "school", "die")), ABOUT)


def test_what_happens_is_quoted_as_the_page_says_it() -> None:
    assert quoted(ABOUT, "meet") == "“Kyomoto runs out, and the two meet”"
    assert quoted(story(event("a", " She asks: why? ")), "a") == "“She asks: why?”"
    assert WORDS.as_is("kick") == "“Fujino kicks the attacker” does not happen"


@pytest.mark.parametrize(("parts", "told"), [("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")])
def test_parts_are_joined_as_in_a_sentence(parts: str, told: str) -> None:
    assert joined(parts) == told


def test_of_a_long_list_the_rest_is_counted_unless_it_is_one() -> None:
    assert short("abcdefg") == [*"abcdefg"]
    assert short("abcdefgh") == [*"abcdef", "2 more"]


def test_characters_are_called_as_their_reader_knows_them() -> None:
    assert WORDS.called(["fujino", "kyomoto"]) == "Fujino and Kyomoto"


def test_a_way_says_what_does_not_happen_on_it() -> None:
    assert WORDS.way(("meet", "kick", "die"), "; and on") == (
        "How: “Kyomoto runs out, and the two meet”; so “Fujino kicks the attacker” does not "
        "happen; so “Kyomoto is killed”; and on."
    )


def test_a_cause_shows_if_its_witness_stays_as_it_is() -> None:
    fails = "Without it, she would have lived"
    assert [*WORDS.shown(Cause(("meet",), ("school", "kick"), ()), fails)] == [
        (
            f"{fails}, if “Kyomoto goes to the art school” still happened and “Fujino kicks the "
            "attacker” still did not happen."
        )
    ]
    assert [*WORDS.shown(Cause(("meet",), None, ()), fails)] == [
        f"{fails}.",
        "What else has to stay as it is could not be settled in time.",
    ]
