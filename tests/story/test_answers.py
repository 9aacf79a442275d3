from dataclasses import replace

from lookback.film.story import Ask
from lookback.story.answers import Answer, Cause, Outcome

WHY = Answer(Ask.WHY, ("end",), Outcome.FOUND, causes=(Cause(("a",), (), ("a", "end")),))


def test_answers_with_other_causes_differ() -> None:
    other = replace(WHY, causes=(Cause(("b",), (), ("b", "end")),))
    assert WHY.gist != other.gist


def test_answers_that_differ_only_by_interpretation_and_way_do_not() -> None:
    by_another_way = (Cause(("a",), (), ("a", "middle", "end")),)
    assert WHY.gist == replace(WHY, patch="grief", causes=by_another_way).gist


def test_an_effect_is_the_last_event_that_is_named() -> None:
    assert Answer(Ask.BUT_FOR, ("a", "b"), Outcome.NEEDED).effect == "b"
    assert WHY.effect == "end"
