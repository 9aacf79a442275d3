import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.search.gathering import Gathering
from lookback.search.lexicon import PARTS, Lexicon, Row

_TEXTS = st.lists(st.text("ab", min_size=1, max_size=3), max_size=4).map(" ".join)


def _made(films: list[list[str]]) -> Lexicon:
    """A lexicon of films that come in their order."""
    gathering = Gathering()
    gathering.add(["\n".join(texts) for texts in films])
    return gathering.made(np.arange(len(films), dtype=np.uint32))


def _rows(lexicon: Lexicon, words: list[str], begun: str) -> list[Row]:
    rows: list[Row] = [(lexicon.span_of(word, begun=False),) for word in words]
    return [*rows, (lexicon.span_of(begun, begun=True),)]


def _has(texts: list[str], words: list[str], begun: str) -> bool:
    own = [word for text in texts for word in text.split()]
    return all(word in own for word in words) and any(word.startswith(begun) for word in own)


def test_the_films_of_a_word_stand_in_their_order() -> None:
    gathering = Gathering()
    gathering.add(["red moon", "red sun", "moon"])
    lexicon = gathering.made(np.array([2, 0, 1], np.uint32))
    assert lexicon.best([(lexicon.span_of("moon", begun=False),)], 9) == [0, 1]
    assert lexicon.best([(lexicon.span_of("red", begun=False),)], 1) == [1]
    assert lexicon.best([(lexicon.span_of("s", begun=True),)], 9) == [2]


def test_words_side_by_side_are_of_one_text() -> None:
    lexicon = _made([["千 と 尋"], ["千", "尋"], ["千 尋"], ["尋 千"]])
    row = tuple(lexicon.span_of(word, begun=False) for word in "千尋")
    assert lexicon.best([row], 9) == [2]


def test_a_word_that_no_film_has_is_an_empty_span() -> None:
    lexicon = _made([["red"]])
    for word in ("re", "a", "z", "redd", ""):
        low, high = lexicon.span_of(word, begun=False)
        assert low == high
    assert lexicon.best([(lexicon.span_of("z", begun=True),)], 9) == []


@given(
    st.lists(st.lists(_TEXTS, max_size=2), max_size=12),
    st.lists(st.text("ab", min_size=1, max_size=3), max_size=2),
    st.text("ab", min_size=1, max_size=3),
    st.integers(1, 12),
)
def test_what_is_found_is_what_looking_at_each_film_finds(
    films: list[list[str]], words: list[str], begun: str, most: int
) -> None:
    lexicon = _made(films)
    found = lexicon.best(_rows(lexicon, words, begun), most)
    assert found == [at for at, texts in enumerate(films) if _has(texts, words, begun)][:most]


@pytest.mark.parametrize("most", [1, 8, 32, 33, 500])
def test_among_very_many_films_the_best_are_found(most: int) -> None:
    chance = random.Random(most)  # noqa: S311 - no secret
    endings = [f"{chance.randrange(40**2):x}" for _ in range(2000)]
    films = [
        [" ".join(chance.choice("mst") + chance.choice(endings) for _ in range(4))]
        for _ in range(20_000)
    ]
    films += [["rare m1"], ["rare s1"]]
    lexicon = _made(films)
    for words, begun in (
        ([], "m"),
        ([], "s1"),
        (["rare"], "m"),
        (["m1"], "s"),
        (["m1", "s1"], "t"),
    ):
        found = lexicon.best(_rows(lexicon, words, begun), most)
        assert found == [at for at, texts in enumerate(films) if _has(texts, words, begun)][:most]


def test_a_film_of_many_words_is_found_once_and_hides_no_other() -> None:
    many = " ".join(f"s{number}" for number in range(3000))
    films = [[many], [many], *([f"s{number}"] for number in range(5000))]
    lexicon = _made(films)
    assert lexicon.best(_rows(lexicon, [], "s"), 8) == list(range(8))


def test_parts_that_do_not_belong_together_are_refused() -> None:
    lexicon = _made([["red sun"], ["moon"]])
    for name in PARTS:
        longer = np.append(lexicon.parts[name], [9])
        with pytest.raises(ValueError, match=r"lexicons|reshape"):
            Lexicon({**lexicon.parts, name: longer})
