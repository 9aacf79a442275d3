"""The words and phrases of one sentence that tell."""

from lookback.film.leak import LeakKind
from lookback.film.moment import Moment
from lookback.film.part import Part
from lookback.leaks.evidence import heavy_words, telling_phrases
from lookback.leaks.statements import Statement


def test_words_of_secrets_are_told_with_what_they_tell_of() -> None:
    told = Statement(0, 1, Part.THEMES, "Betrayal and a funeral at sea", Moment(0))
    assert list(heavy_words(told)) == [
        ("betrayal", LeakKind.BETRAYAL),
        ("funeral", LeakKind.DEATH),
    ]


def test_phrases_are_told_as_they_are_written() -> None:
    found = {said: kind for said, _, kind, _ in telling_phrases("It Turns Out he will die.")}
    assert found["Turns Out"] is LeakKind.IDENTITY
    assert found["will die"] is LeakKind.AHEAD
