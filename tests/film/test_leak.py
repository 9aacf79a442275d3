"""What an author is told of a leak, and how it is answered."""

from dataclasses import replace

import pytest

from lookback.film.leak import LIKELY, Leak, LeakKind, Silence
from lookback.film.moment import ENDING, START
from lookback.film.part import Part

LEAK = Leak(
    line=12,
    part=Part.PREMISE,
    says="It was all a dream.",
    kind=LeakKind.TWIST,
    opens=START,
    gives_away="She wakes.",
    until=ENDING,
    score=LIKELY,
    reasons=("because",),
)


def test_how_sure_a_warning_is_is_told_in_words() -> None:
    assert LEAK.sureness == "likely"
    assert replace(LEAK, score=LIKELY - 0.01).sureness == "possible"


@pytest.mark.parametrize(
    ("says", "kind", "is_about"),
    [
        ("all a dream", LeakKind.TWIST, True),
        ("IT WAS  all", LeakKind.TWIST, True),
        ("a dream", LeakKind.TWIST, False),
        ("l a dream", LeakKind.TWIST, False),
        ("all a dream", LeakKind.DEATH, False),
        ("a nightmare", LeakKind.TWIST, False),
    ],
)
def test_an_answer_is_about_the_leak_of_its_kind_that_says_its_words(
    says: str, kind: LeakKind, *, is_about: bool
) -> None:
    assert Silence(3, says, kind, "so").is_about(LEAK) is is_about


def test_every_kind_is_told_in_words() -> None:
    assert all(kind.told for kind in LeakKind)
