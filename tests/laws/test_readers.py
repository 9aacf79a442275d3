"""Law 1 for whoever signs in, or asks by a program: what they may not see changes nothing."""

from collections.abc import Mapping

import pytest
from tests.laws.asking import Question, ask
from tests.laws.pairs import Pair, pairs
from tests.laws.pairs import Twins as Film
from tests.laws.twins import Twins

from lookback.film.page import Page
from lookback.film.progress import FINISHED, NOT_BEGUN, Watched
from lookback.firewall.view import clear
from lookback.guide import voting

DOOR = "---\ntitle: A Door\n---\n\nA door opens.\n"
LETTER = """---
title: The Letter
---

A letter comes.

## Interpretations

{}### It was the tower

### It was the well
"""
OF_OTHERS = "### @ending @film:a-door@ending It was the tower!\n\n"
VOTED = Pair(
    Watched({"the-letter": FINISHED, "a-door": NOT_BEGUN}),
    (
        Film("the-letter", LETTER.format(""), LETTER.format(OF_OTHERS), None),
        Film("a-door", DOOR, DOOR, None),
    ),
)
"""Others have seen both films, and vote for what only they see."""


def test_every_address_answers_a_reader_the_same_whatever_is_hidden(twins: Twins) -> None:
    twins.hold(twins.check_reader, pairs(), examples=6)


def test_the_api_answers_a_program_the_same_whatever_is_hidden(twins: Twins) -> None:
    twins.hold(twins.check_program, pairs(begun=False), examples=8)


def check_votes(twins: Twins) -> None:
    """Fail unless both guides tell the reader of the same votes."""
    one, other = twins.filled(VOTED)
    assert one.keys == other.keys
    asker = {"host": "guide", "authorization": f"Bearer {one.keys.token}"}
    asked: Question = ("GET", "/api/v1/films/the-letter/story/votes", asker, b"")
    assert b'"votes":1' in ask(one.app, [asked])[0][2]
    twins.compare(one, other, [asked])


def test_votes_for_what_a_reader_does_not_see_change_nothing_for_them(twins: Twins) -> None:
    check_votes(twins)


def _by_their_own_anchors(page: Page, watched: Watched) -> Mapping[str, str]:
    return {one.anchor: one.anchor for one in clear(page, watched).interpretations}


def test_the_law_is_broken_when_votes_are_kept_by_what_each_voter_sees(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "kept_names", _by_their_own_anchors)
    with pytest.raises(AssertionError):
        check_votes(twins)
