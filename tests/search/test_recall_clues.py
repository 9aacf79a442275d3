"""What speaks for a film."""

import pytest

from lookback.search import recall_clues
from lookback.search.recall_clues import CLUES, Card, Totals
from lookback.search.recall_words import Question


class Films:
    """Statistics of a handful of films."""

    def __init__(self, *cards: Card) -> None:
        self._cards = cards
        count = len(cards)
        self.totals = Totals(
            count,
            sum(sum(card.words.values()) for card in cards) / count,
            sum(sum(card.roles.values()) for card in cards) / count,
        )

    def films_with(self, part: str, term: str) -> int:
        return sum(term in getattr(card, part) for card in self._cards)


GOAT = Card(1, "goat", {"goat": 1, "clock": 2, "key": 1}, {}, people=1, year=2011)
CLOCK = Card(2, "clock", {"clock": 1, "tower": 1, "otto": 1}, {"otto": 1}, people=6, year=1950)
FERRY = Card(3, "ferry", {"ferri": 1, "otto": 1, "night": 1}, {}, people=2, votes=999)
FILMS = Films(GOAT, CLOCK, FERRY)


def test_a_card_is_what_it_was_when_it_is_unpacked() -> None:
    strange = Card(5, "\N{SNOWMAN}", {"a": 1}, {"東京": 2}, 3, 1999, 7)
    for card in (GOAT, FERRY, strange):
        assert Card.unpacked(card.packed()) == card


def test_a_term_of_few_films_tells_more_than_one_of_many() -> None:
    told = recall_clues.told
    assert told(Question({"goat": 1}), FILMS)(GOAT) > told(Question({"clock": 1}), FILMS)(CLOCK)


def test_a_term_that_is_told_twice_tells_twice_as_much() -> None:
    once, twice = (recall_clues.told(Question({"goat": n}), FILMS)(GOAT) for n in (1, 2))
    assert twice == pytest.approx(2 * once)


def test_names_are_looked_for_among_characters() -> None:
    measure = recall_clues.roles(Question({"otto": 3, "clock": 1}, frozenset({"otto"})), FILMS)
    assert measure(CLOCK) > 0 == measure(FERRY) == measure(GOAT)


def test_what_no_film_has_tells_nothing() -> None:
    measure = recall_clues.told(Question({"xylophon": 9}), FILMS)
    assert [measure(card) for card in (GOAT, CLOCK, FERRY)] == [0, 0, 0]


def test_a_rare_word_outweighs_age_in_a_guide_of_three_films_as_in_a_large_one() -> None:
    question = Question({"tower": 1})

    def score(card: Card) -> float:
        return sum(clue.weight * clue.of(question, FILMS)(card) for clue in CLUES)

    assert score(CLOCK) > score(GOAT)


def test_films_that_more_people_know_come_first() -> None:
    nothing = Question()
    assert recall_clues.cast(nothing, FILMS)(CLOCK) > recall_clues.cast(nothing, FILMS)(GOAT)
    assert recall_clues.year(nothing, FILMS)(GOAT) > 0 > recall_clues.year(nothing, FILMS)(CLOCK)
    assert recall_clues.votes(nothing, FILMS)(FERRY) == pytest.approx(3)


def test_a_film_without_a_year_or_votes_has_neither_for_or_against_it() -> None:
    assert recall_clues.year(Question(), FILMS)(FERRY) == 0
    assert recall_clues.votes(Question(), FILMS)(GOAT) == 0


def test_each_clue_has_a_name_of_its_own_and_a_reason() -> None:
    assert len({clue.name for clue in CLUES}) == len(CLUES)
    assert all(clue.why and clue.weight > 0 for clue in CLUES)
