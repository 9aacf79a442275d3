"""How a single sentence is judged, and that every reason has a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.leaks.judging import Weights, inputs, judge, learnt


@pytest.mark.parametrize(
    ("telling", "harmless"),
    [
        ("She turns out to be his sister.", "She has played his sister since 1998."),
        ("In the finale he kills his own father.", "The second season aired on Sundays."),
        ("Then Anna dies in his arms.", "Fans often quote this line."),
        ("He was secretly working for the enemy.", "He usually wears a funny hat."),
    ],
)
def test_a_sentence_that_tells_is_judged_higher_than_one_about_the_work(
    telling: str, harmless: str
) -> None:
    assert judge(telling).score > 0.5 > judge(harmless).score


def test_each_reason_is_named_and_the_weightiest_comes_first() -> None:
    reasons = judge("Then Anna dies in his arms.").reasons
    weights = [abs(weight) for _, weight in reasons]
    assert weights == sorted(weights, reverse=True)
    assert "the word “dies”" in {name for name, _ in reasons}


def test_a_measure_and_a_word_of_the_same_name_count_each_for_itself() -> None:
    known = Weights(0.0, {"brackets": 1.0}, {"brackets": -1.0}, {}, {}, {}, {})
    assert judge("Brackets.", weights=known).reasons[0] == ("the word “brackets”", -2.0)
    assert judge("No (none).", weights=known).reasons[0] == ("brackets", 1.0)


def test_the_words_of_its_heading_count_for_a_sentence_and_are_named() -> None:
    known = Weights(0.0, {}, {"ending": 0.5}, {"ending": 1.0, "music": -1.0}, {}, {}, {})
    told = judge("He walks in.", "The Ending", weights=known)
    assert told.reasons[0] == ("“ending” in its heading", 2.0)
    assert told.score > 0.5 == judge("He walks in.", "The Cast", weights=known).score
    assert judge("He walks in.", "Music", weights=known).score < 0.5


@pytest.mark.parametrize("heading", ["Downer Ending", "Killed off for real", "The final twist"])
def test_under_a_heading_of_secrets_a_sentence_is_judged_higher(heading: str) -> None:
    said = "He walks out of the house."
    assert judge(said, heading).score > judge(said).score > judge(said, "The music").score


def test_rare_words_weigh_what_the_company_they_keep_weighs() -> None:
    known = learnt().known
    assert known["strangles"] > 0.3
    assert known["rehearsals"] < -0.3


def test_white_space_tells_nothing() -> None:
    assert judge("He  is  the   killer .") == judge("He is the killer.")


def test_every_measure_that_a_sentence_can_have_and_that_weighs_has_a_name_in_the_table() -> None:
    known = learnt()
    told, _ = inputs(
        "“No!” he said in 1999: the one who dies (Anna) will later be betrayed...", known
    )
    assert set(told) <= set(known.measures)


def test_the_table_holds_general_words_only() -> None:
    known = learnt()
    assert len(known.known) > 500
    assert all(word == word.casefold() for word in known.rarity)


def test_without_any_weight_a_sentence_is_judged_by_the_bias_alone() -> None:
    assert judge("He dies.", weights=Weights(0.0, {}, {}, {}, {}, {}, {})).score == 0.5


@given(st.text(max_size=500), st.text(max_size=100))
def test_any_text_is_judged(text: str, heading: str) -> None:
    assert 0 <= judge(text, heading).score <= 1
