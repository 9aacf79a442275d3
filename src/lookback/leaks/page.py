"""Looks through a page for passages that tell more than their gates allow.

Each statement collects points, each with its reason in words; from two points on it is told. The
rules need no reading of the story: they compare what is told early with what is told later, and
know the words by which secrets are given away.
"""

import math
from collections.abc import Iterator
from typing import Final

from lookback.film.leak import POSSIBLE, Leak, LeakKind
from lookback.film.moment import ENDING
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.leaks.evidence import Evidence
from lookback.leaks.nearness import Surroundings
from lookback.leaks.record_rules import RECORD, cast_order, record_evidence
from lookback.leaks.statements import Statement, statements
from lookback.leaks.story_rules import RETELLABLE, elsewhere, story_evidence
from lookback.leaks.words import is_english

_TOLD_FROM: Final = 2.0
_STEEPNESS: Final = 1.1
_CHECKED: Final = frozenset({*RECORD, Part.PREMISE, Part.RECAP, Part.PANELS, Part.EVENT})
_MOST: Final = 2_000
"""The most statements of a page that are looked at, so that none takes long."""


def find_leaks(page: Page) -> list[Leak]:
    """The leaks of a page, in the order of its lines. Never raises."""
    told = list(statements(page))[:_MOST]
    around = Surroundings(page, told)
    english = is_english(" ".join(one.text for one in told if one.part not in RECORD))
    early = [one for one in told if one.part in _CHECKED and one.opens < ENDING]
    found = [leak for one in early if (leak := _leak(page, one, around, english=english))]
    found += [
        _made(statement, evidence, around) for statement, evidence in cast_order(page, told, around)
    ]
    return sorted(found, key=lambda leak: (leak.line, -leak.score))


def _leak(page: Page, statement: Statement, around: Surroundings, *, english: bool) -> Leak | None:
    collected = list(_evidence(page, statement, around, english=english))
    points = sum(one.points for one in collected)
    if _score(points) < POSSIBLE:
        return None
    return _made(statement, collected, around)


def _evidence(
    page: Page, statement: Statement, around: Surroundings, *, english: bool
) -> Iterator[Evidence]:
    if statement.part in RECORD:
        yield from record_evidence(statement, around, english=english)
    else:
        first = next(page.of(Part.PREMISE), None)
        is_logline = statement.part is RETELLABLE and first is page.passages[statement.place]
        yield from story_evidence(statement, around, english=english, is_logline=is_logline)
    yield from elsewhere(page, statement)


def _score(points: float) -> float:
    return 1 / (1 + math.exp(-_STEEPNESS * (points - _TOLD_FROM)))


def _made(statement: Statement, collected: list[Evidence], around: Surroundings) -> Leak:
    collected = sorted(collected, key=lambda one: -one.points)
    speaking = [one for one in collected if one.points > 0]
    later = next((one.later for one in speaking if one.later), None)
    kind = next((one.kind for one in speaking if one.kind), LeakKind.LATER_WORDS)
    until = later.opens if later else ENDING
    return Leak(
        line=statement.line,
        part=statement.part,
        says=statement.text,
        kind=kind,
        opens=statement.opens,
        gives_away=later.text if later else "",
        until=until,
        score=round(_score(sum(one.points for one in collected)), 2),
        reasons=tuple(dict.fromkeys(one.why for one in speaking)),
    )
