from functools import cache
from itertools import count

import pytest
from tests.mill import SLUG, THE_MILL

from lookback.faces.web.replies import BY_MAP, WhatIf, answered, what_if
from lookback.film.progress import FINISHED, Watched
from lookback.film.story import Ask
from lookback.firewall.view import View, clear
from lookback.formats.markdown import Markdown
from lookback.guide.tales import Tale, Tales


@cache
def view() -> View:
    return clear(Markdown().read(THE_MILL).page, Watched({SLUG: FINISHED}))


TALES = Tales(lambda _slug, _watched: view())
TALE: Tale = TALES.tale(SLUG, Watched({SLUG: FINISHED}))


def asked(**form: str) -> WhatIf:
    return what_if(TALES, TALE, form)


def test_the_questions_of_a_page_are_answered_by_all_and_told_to_differ_where_they_do() -> None:
    needed, why = answered(TALES, TALE, lambda: 0.0)
    assert needed.says == "Did it take the sluice?"
    assert needed.note == "Only the bell could have done without it."
    assert needed.differ
    assert [one.by for one in needed.cards] == [
        ("", "The bell woke them all"),
        ("Nobody *heard* the bell",),
    ]
    assert why.asked.ask is Ask.WHY
    assert all(card.short for card in (*needed.cards, *why.cards))


def test_after_its_patience_a_page_leaves_the_rest_to_be_asked() -> None:
    ticks = count(step=3)
    first, second = answered(TALES, TALE, lambda: float(next(ticks)), patience=4.0)
    assert first.cards
    assert (second.says, second.differ, second.cards) == (
        "Why does Mara sit by the stove?",
        None,
        (),
    )


def test_nothing_is_asked_without_a_kind() -> None:
    assert asked(a="warn") == WhatIf()


def test_a_what_if_is_answered_by_each_and_the_same_answers_stand_on_one_card() -> None:
    told = asked(ask="but-for", a="sluice", b="stand")
    assert told.question == "Would B have happened without A?"
    assert told.wrong == ""
    assert [len(card.by) for card in told.cards] == [2, 1]


@pytest.mark.parametrize(
    ("by", "headings"), [(BY_MAP, ("",)), ("heard", ("The bell woke them all",))]
)
def test_a_what_if_is_answered_by_one(by: str, headings: tuple[str, ...]) -> None:
    [card] = asked(ask="but-for", a="sluice", b="stand", by=by).cards
    assert card.by == headings


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"ask": "none", "a": "warn"}, "ask"),
        ({"ask": "why", "a": "nothing"}, "a"),
        ({"ask": "cause", "a": "warn"}, "b"),
        ({"ask": "cause", "a": "warn", "b": "nothing"}, "b"),
        ({"ask": "why", "a": "warn", "by": "river"}, "by"),
        ({"ask": "why", "a": "warn", "by": "nothing"}, "by"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(form: dict[str, str], field: str) -> None:
    told = what_if(TALES, TALE, form)
    assert told.field == field
    assert told.wrong
    assert told.cards == ()


def test_what_is_not_seen_is_not_repeated() -> None:
    """An interpretation of a film that is not seen, and one that does not exist, are one."""
    hidden, missing = (asked(ask="why", a="warn", by=by) for by in ("river", "nothing"))
    assert hidden == missing
