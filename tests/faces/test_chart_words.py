from dataclasses import replace

import pytest
from tests.story.tales import THREE_LINES, TWO_HANDS, random_nouns, story_of, told_more

from lookback.faces.chart_words import clock, described, line_called, summary, title
from lookback.film.moment import ENDING, Moment
from lookback.film.story import REAL, Event
from lookback.story.chart import chart
from lookback.story.drawn import Order

HANDS = story_of(TWO_HANDS)


def test_the_sentences_say_what_the_picture_shows() -> None:
    told = described(chart(HANDS))
    assert told[1] == (
        "The life in which they never met: imagined. Without 8. It leaves what is real at 8."
    )
    assert (
        "15. 0:46:30, What happens: Tsukishima is killed. With Tsukishima. Because of 13 and 14. "
        "Prevented by 18." in told
    )
    assert told[-1] == "The torn strip goes from 7 to 16, 18 and 19."
    assert len(told) == len(HANDS.timelines) + len(HANDS.events) + 1


def test_causes_of_which_one_will_do_are_told_apart_from_those_that_are_all_needed() -> None:
    told = "\n".join(described(chart(HANDS)))
    assert "Because of 16 or 18." in told


def test_in_the_order_of_the_story_the_sentences_stand_in_that_order() -> None:
    told = described(chart(story_of(THREE_LINES), order=Order.STORY))
    assert told[3].startswith("1. 0:04, The night on the island: Ana and Ben land")


def test_the_title_says_in_which_order_it_is_and_the_summary_how_much_there_is() -> None:
    drawn = chart(HANDS)
    assert title(drawn) == "The story, as the film shows it"
    assert title(chart(HANDS, order=Order.STORY)) == "The story, in the order in which it happens"
    assert summary(drawn).startswith("20 events, 3 characters. What happens: real.")


def test_what_is_known_at_the_end_only_has_no_time() -> None:
    nouns = [
        replace(noun, at=ENDING) if isinstance(noun, Event) and noun.name == "work" else noun
        for noun in TWO_HANDS
    ]
    told = "\n".join(described(chart(story_of(nouns))))
    assert "20. At the end, What happens: Ume goes back to work." in told
    assert clock(Moment.minute(62)) == "1:02"


@pytest.mark.parametrize("order", Order)
def test_what_is_hidden_changes_no_word(order: Order) -> None:
    """Law 1."""
    for nouns in [[*TWO_HANDS], [*THREE_LINES], *(random_nouns(n, 14, 5, 3) for n in range(15))]:
        one, other = (
            chart(story_of(twin, Moment.parse("9:00")), order=order, chosen="e1")
            for twin in (nouns, told_more(nouns))
        )
        assert (described(one), summary(one)) == (described(other), summary(other))


def test_a_timeline_without_words_has_its_name_and_the_real_one_is_what_happens() -> None:
    assert line_called(REAL, "") == "What happens"
    assert line_called("dream", "") == "dream"
    assert line_called("dream", "The dream") == "The dream"
