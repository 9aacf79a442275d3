import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.timing.chain import evidence, from_place, heard, places, posterior
from lookback.timing.dialogue import SLICES, Floats, centres


def peaks(*at: float, height: float = 20.0) -> Floats:
    """Scores of sentences that each fit one place of the film, given as its share."""
    scores = np.zeros((len(at), SLICES))
    for row, share in enumerate(at):
        scores[row, int(share * SLICES)] = height
    return scores


def middles(chances: Floats) -> Floats:
    return np.array([centres()[int(row.argmax())] for row in chances])


def test_sentences_without_support_stand_by_their_length() -> None:
    where = places(["a" * 10, "b" * 10, "c" * 80])
    assert (np.diff(where) > 0).all()
    assert where[1] < 0.25 < where[2]


def test_chances_sum_to_one() -> None:
    chances = posterior(heard(peaks(0.2, 0.5)), from_place(places(["one", "two"])))
    assert chances.sum(axis=1) == pytest.approx([1, 1])


def test_a_sentence_stands_where_its_words_are_said() -> None:
    where = places(["x"] * 5)
    chances = posterior(heard(peaks(0.1, 0.2, 0.55, 0.6, 0.9)), from_place(where))
    assert middles(chances) == pytest.approx([0.1, 0.2, 0.55, 0.6, 0.9], abs=0.01)


def test_a_sentence_without_support_stands_between_its_neighbours() -> None:
    scores = peaks(0.5, 0.6, 0.62)
    scores[1] = 0
    chances = posterior(heard(scores), from_place(places(["x"] * 3)))
    assert 0.49 < float(chances[1] @ centres()) < 0.64


def test_the_order_overrules_a_chance_likeness() -> None:
    scores = peaks(0.1, 0.2, 0.3, 0.4)
    scores[2] = 0
    scores[2, int(0.95 * SLICES)] = 4.0
    scores[2, int(0.3 * SLICES)] = 3.5
    chances = posterior(heard(scores), from_place(places(["x"] * 4)))
    assert middles(chances)[2] == pytest.approx(0.3, abs=0.02)


def test_a_flashback_is_found_where_it_is_shown() -> None:
    chances = posterior(heard(peaks(0.3, 0.5, 0.05, 0.6)), from_place(places(["x"] * 4)))
    assert middles(chances)[2] == pytest.approx(0.05, abs=0.01)


def test_the_order_of_the_film_is_likelier_than_others() -> None:
    by_words = heard(peaks(0.1, 0.3, 0.5, 0.7, 0.9))
    orders = np.array([[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
    likely = evidence(by_words, orders)
    assert likely[0] > likely[1:].max()


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_whatever_the_scores_are_the_chances_are_chances(seed: int, many: int) -> None:
    scores = np.random.default_rng(seed).exponential(20, size=(many, SLICES))
    chances = posterior(heard(scores), from_place(places(["x"] * many)))
    assert np.isfinite(chances).all()
    assert (chances >= 0).all()
    assert chances.sum(axis=1) == pytest.approx(np.ones(many))
