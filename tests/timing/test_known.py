from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.timing.dialogue import SLICES, Floats
from lookback.timing.known import (
    BY_PLACE,
    BY_SUBTITLES,
    STRICT,
    USUAL,
    Promise,
    Traits,
    Weighed,
    gates,
    known,
    medians,
)

PLAIN = Traits(0, 2)


def weighed(at: int, *, again: int = -1, traits: Traits = PLAIN, where: float = 0.5) -> Weighed:
    """A sentence that is shown in one slice, and whose words are perhaps said again."""
    shown, scores = np.full((1, SLICES), 1e-6), np.zeros((1, SLICES))
    shown[0, at] = 1
    scores[0, [at, again] if again >= 0 else [at]] = 10
    return Weighed(shown / shown.sum(), scores, np.array([where]), (traits,))


def test_words_that_sum_up_are_counted() -> None:
    assert Traits.of("Over the years he tries many times, and always fails.").general == 3
    assert Traits.of("Then she finds the letter and leaves.").next == 3


def test_a_sentence_is_known_no_sooner_than_it_is_shown() -> None:
    chances, soft = known(weighed(100), BY_SUBTITLES)
    assert chances.sum(axis=1) == pytest.approx([1])
    assert chances[0, :95].sum() < 0.01
    assert medians(chances)[0] >= medians(soft)[0] == 100


def test_a_sentence_that_sums_up_is_known_later_than_one_that_tells_a_moment() -> None:
    moment, _ = known(weighed(100, again=180), BY_SUBTITLES)
    summary, _ = known(weighed(100, again=180, traits=Traits(3, 0)), BY_SUBTITLES)
    assert summary[0, 170:].sum() > 3 * moment[0, 170:].sum()


def test_what_stands_at_the_beginning_is_more_often_known_late() -> None:
    early, _ = known(weighed(100, where=0.0), BY_SUBTITLES)
    late, _ = known(weighed(100, where=1.0), BY_SUBTITLES)
    assert early[0, 120:].sum() > late[0, 120:].sum()


def test_a_gate_is_never_below_the_quantile_that_is_promised() -> None:
    chances, _ = known(weighed(50, again=200, traits=Traits(3, 0)), BY_SUBTITLES)
    sure = np.cumsum(chances[0])
    for surest in (0.5, 0.8, 0.9, 0.99):
        assert sure[gates(chances, Promise(0.0, surest))[0]] >= surest - 1e-9


def test_where_waiting_is_cheap_a_gate_waits_for_more() -> None:
    narrow, _ = known(weighed(100), BY_SUBTITLES)
    sure = np.cumsum(narrow[0])[gates(narrow, USUAL)[0]]
    assert sure > USUAL.surest + 0.05


def test_the_strict_promise_is_never_the_earlier_one() -> None:
    for where in (0.0, 0.5, 1.0):
        for by in (BY_SUBTITLES, BY_PLACE):
            chances, _ = known(weighed(60, again=160, where=where), by)
            assert gates(chances, STRICT)[0] >= gates(chances, USUAL)[0]


@given(st.integers(0, 2**32 - 1), st.integers(1, 20))
def test_whatever_is_weighed_there_is_a_gate(seed: int, many: int) -> None:
    random = np.random.default_rng(seed)
    shown: Floats = random.exponential(1, size=(many, SLICES)) ** 8
    shown /= shown.sum(axis=1, keepdims=True)
    scores = random.exponential(1000, size=(many, SLICES))
    traits = tuple(Traits(int(random.integers(4)), int(random.integers(9))) for _ in range(many))
    told = Weighed(shown, scores, random.random(many), traits)
    chances, _ = known(told, replace(BY_SUBTITLES, repeated=3.0))
    assert np.isfinite(chances).all()
    assert (medians(chances) <= gates(chances, USUAL)).all()
