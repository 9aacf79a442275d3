"""Themes: which are kinds of which."""

from hypothesis import given
from hypothesis import strategies as st

from lookback.film.title import key_of
from lookback.search.themes import Themes

HIERARCHY = Themes(
    [
        ("loss of a friend", ["grief"]),
        ("loss of a parent", ["grief"]),
        ("grief", ["emotion"]),
        ("envy", ["emotion"]),
        ("first love", ["Love"]),
        ("emotion", ["everything"]),
        ("love", ["everything"]),
        ("strange", ["stranger"]),
        ("stranger still", ["stranger"]),
    ]
)


def test_the_themes_above_a_theme_are_told_with_their_distance() -> None:
    above = HIERARCHY.above("Loss of a Friend")
    assert above == {"loss-of-a-friend": 0, "grief": 1, "emotion": 2, "everything": 3}


def test_a_theme_that_the_hierarchy_does_not_tell_of_has_only_itself() -> None:
    assert HIERARCHY.above("chess") == {"chess": 0}
    assert HIERARCHY.above("everything") == {"everything": 0}


def test_a_cycle_of_themes_ends() -> None:
    circle = Themes([("a", ["b"]), ("b", ["c"]), ("c", ["a", "c"])])
    assert circle.above("a") == {"a": 0, "b": 1, "c": 2}


def test_the_nearest_of_several_ways_up_is_told() -> None:
    assert Themes([("a", ["b", "c"]), ("b", ["c"])]).above("a") == {"a": 0, "b": 1, "c": 1}


def test_a_theme_that_is_told_of_twice_has_the_parents_of_both() -> None:
    assert Themes([("a", ["b"]), ("A", ["c"])]).above("a") == {"a": 0, "b": 1, "c": 1}


def test_how_many_themes_above_are_told_is_bounded() -> None:
    wide = Themes([("a", [f"b{at}" for at in range(1000)])])
    deep = Themes([(f"b{at}", [f"b{at + 1}"]) for at in range(1000)])
    assert len(wide.above("a")) < 100
    assert max(deep.above("b0").values()) < 20


@given(st.lists(st.tuples(st.text(max_size=3), st.lists(st.text(max_size=3)))), st.text())
def test_any_hierarchy_can_be_asked(parents: list[tuple[str, list[str]]], theme: str) -> None:
    themes = Themes(parents)
    for name in (theme, *(name for name, _ in parents)):
        assert themes.above(name)[key_of(name)] == 0
