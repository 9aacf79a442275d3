"""The classes of words and phrases."""

from lookback.leaks.classes import CLASSES, PHRASES
from lookback.leaks.evidence import HEAVY, TELLING


def test_every_class_has_words_and_every_rule_names_a_class_or_a_phrase_that_is_there() -> None:
    assert all(CLASSES.values())
    assert set(HEAVY) <= set(CLASSES)
    assert set(TELLING) <= set(PHRASES)


def test_a_phrase_is_found_in_any_case_and_not_inside_words() -> None:
    assert PHRASES["it turns out"].search("It TURNS OUT that")
    assert not PHRASES["it turns out"].search("saturns outing")
