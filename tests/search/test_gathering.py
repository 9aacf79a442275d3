import random

import numpy as np
import pytest

from lookback.search import gathering
from lookback.search.gathering import Gathering
from lookback.search.lexicon import PARTS


def _parts(films: list[str], order: list[int]) -> dict[str, list[int]]:
    made = Gathering()
    made.add(films[:3])
    made.add(films[3:])
    return {
        name: part.tolist() for name, part in made.made(np.array(order, np.uint32)).parts.items()
    }


def test_words_stand_in_their_order_and_films_in_theirs() -> None:
    parts = _parts(["sun red", "red red", ""], [1, 2, 0])
    assert bytes(parts["letters"]) == b"redsun"
    assert parts["letters_from"] == [0, 3, 6]
    assert (parts["films_from"], parts["films"]) == ([0, 2, 3], [0, 2, 2])
    assert (parts["said_from"], parts["said"]) == ([0, 3, 3, 6], [1, 1, 0, 2, 1, 0])


def test_between_two_texts_of_a_film_is_a_gap() -> None:
    parts = _parts(["sun\nred", "moon", "\nsun"], [0, 1, 2])
    assert bytes(parts["letters"]) == b"moonredsun"
    assert (parts["said_from"], parts["said"]) == ([0, 4, 6, 9], [3, 0, 2, 0, 1, 0, 0, 3, 0])


def test_no_films_are_a_lexicon_of_no_words() -> None:
    assert all(len(part) <= 1 for part in _parts([], []).values())
    assert _parts([], []).keys() == PARTS.keys()


def test_a_word_with_half_a_character_is_a_word() -> None:
    parts = _parts(["\ud800", "\ud801"], [0, 1])
    assert parts["films"] == [0, 1]


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_however_many_are_taken_at_once_the_lexicon_is_the_same(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    films = [" ".join(chance.choices("abcdefgh", k=chance.randrange(6))) for _ in range(200)]
    order = chance.sample(range(200), 200)
    whole = _parts(films, order)
    monkeypatch.setattr(gathering, "_AT_ONCE", at_once)
    monkeypatch.setattr(gathering, "_FILMS_AT_ONCE", at_once)
    assert _parts(films, order) == whole
