"""What of the premise, the recap and the four panels tells more than its gate allows."""

import re
from collections.abc import Iterator
from typing import Final

from lookback.film.leak import LeakKind
from lookback.film.moment import START
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.leaks.classes import CLASSES
from lookback.leaks.evidence import (
    Evidence,
    heavy_words,
    only_later,
    telling_phrases,
    written,
)
from lookback.leaks.judging import judge
from lookback.leaks.nearness import Nearness, Surroundings
from lookback.leaks.statements import Statement
from lookback.leaks.words import stem, words

RETELLABLE: Final = Part.PREMISE
_WARNING: Final = re.compile(r"(?:content|trigger)[- ]warnings?\b|^warnings?:", re.IGNORECASE)
_PREMISE_NEAR, _PREMISE_FAR = 0.12, 0.35
_RECAP_NEAR, _RECAP_FAR = 0.03, 0.2
_PREMISE_SHARED: Final = 1.5
_RECAP_SHARED: Final = 1.2
_SINGLE: Final = 0.65
"""For one word alone: it may be the only one for its thing."""
_MAKING: Final = -0.5
_MADE: Final = ("making", "broadcast", "kind of work", "audience")
_ALREADY: Final = frozenset({"it turns out", "is revealed", "he dies", "the killer", "betrays"})
"""Phrases that a recap says of what has been shown by then."""
_COVERED: Final = 3.2
_COVERED_FROM: Final = 0.33
_NAME: Final = 1.6
_RELATION: Final = 2.0
_SAME: Final = 0.45
_JUDGED_FROM: Final = 0.6
_JUDGED: Final = 4.0
_LONG: Final = 40
_MANY: Final = 4
_TOGETHER: Final = 0.6
"""For what tells of a time to come, and shares words with what is told then."""


def story_evidence(
    statement: Statement, around: Surroundings, *, english: bool, is_logline: bool
) -> Iterator[Evidence]:
    """What speaks for it that a sentence of the story tells too much."""
    is_premise = statement.opens == START
    near = _PREMISE_NEAR if is_premise else _RECAP_NEAR
    far = _PREMISE_FAR if is_premise else _RECAP_FAR
    nearest = around.nearest(statement, near, far)
    yield from _shared(statement, nearest, is_premise=is_premise)
    yield from _names(statement, around, near, far)
    yield from _relations(statement, around, near)
    if english:
        yield from _told(statement, nearest, is_premise=is_premise)
        yield from _warning(statement)
        yield from _making(statement)
    if is_logline:
        yield from _retelling(statement, nearest)


def _shared(statement: Statement, nearest: Nearness, *, is_premise: bool) -> Iterator[Evidence]:
    if nearest.later is None:
        return
    weight = _PREMISE_SHARED if is_premise else _RECAP_SHARED
    covered = max(0.0, nearest.covered - _COVERED_FROM) * _COVERED * min(1.0, nearest.weight)
    single = 1.0
    if len(nearest.shared) == 1:
        single, covered = _SINGLE, 0.0
    yield Evidence(
        min(weight * nearest.weight * single, 3.0) + covered,
        only_later(statement, nearest),
        LeakKind.LATER_WORDS,
        nearest.later,
    )


def _names(
    statement: Statement, around: Surroundings, near: float, far: float
) -> Iterator[Evidence]:
    gated = around.gated_names(statement)
    for name, opens in gated.items():
        yield Evidence(
            2.1,
            f"“{written(name, statement)}” is a role that the record hides until {opens}",
            LeakKind.NAME,
            around.at(opens, [name]),
        )
    later = around.later_words(statement, near, far)
    if statement.opens != START:
        return  # a recap names for the first time whom it meets
    for name in sorted(statement.names & later.keys() - gated.keys()):
        first = around.first_elsewhere(name, statement)
        yield Evidence(
            _NAME * later[name],
            f"the name “{written(name, statement)}” comes for the first time at {first}",
            LeakKind.NAME,
            around.at(first or START, [name]),
        )


def _relations(statement: Statement, around: Surroundings, near: float) -> Iterator[Evidence]:
    """Somebody's wife, where only later anybody learns that the same person has one."""
    begins = around.share(statement.opens)
    for kin in sorted(statement.stems & CLASSES["kin"]):
        first = around.first_elsewhere(kin, statement)
        if first is None or around.share(first) < begins + near:
            continue
        later = around.at(first, [kin])
        same = later.names & statement.stems if later else frozenset()
        if later and same and around.covered(statement, later) >= _SAME:
            said = written(kin, statement)
            why = f"that there is a “{said}” is told for the first time at {first}"
            yield Evidence(_RELATION, why, LeakKind.NAME, later)


def _told(statement: Statement, nearest: Nearness, *, is_premise: bool) -> Iterator[Evidence]:
    """The words of secrets; in a recap, which tells what has happened, of a time to come alone."""
    phrases = list(telling_phrases(statement.text))
    is_ahead = any(kind in {LeakKind.AHEAD, LeakKind.OUTCOME} for _, _, kind, _ in phrases)
    if not (is_premise or is_ahead):
        phrases = [phrase for phrase in phrases if phrase[1] not in _ALREADY]
    heavy = list(heavy_words(statement))
    for said, _name, kind, points in phrases:
        yield Evidence(points, f"“{said}” {kind.told}", kind, nearest.later)
    if phrases:
        for word, kind in heavy[:2]:
            yield Evidence(1.0 if is_ahead else 0.7, f"“{word}” {kind.told}", kind, nearest.later)
    elif is_premise and len(heavy) > 1:
        for word, kind in heavy[:3]:
            yield Evidence(0.35, f"“{word}” {kind.told}", kind, nearest.later)
    if is_ahead and nearest.weight > 0.6:
        why = "it tells of a time to come, and in words of that time"
        yield Evidence(_TOGETHER, why, LeakKind.AHEAD, nearest.later)
    judgement = judge(statement.text)
    if (is_premise or phrases) and judgement.score > _JUDGED_FROM:
        named = ", ".join(name for name, weight in judgement.reasons if weight > 0)
        yield Evidence(
            (judgement.score - _JUDGED_FROM) * _JUDGED,
            f"it reads like what reviews hide ({named})",
            None,
            nearest.later,
        )


def _warning(statement: Statement) -> Iterator[Evidence]:
    """A content warning names what is shown, not to whom it happens or who does it."""
    if not _WARNING.search(statement.text):
        return
    people = CLASSES["kin"] | CLASSES["kinds of people"] | CLASSES["guarding"] | {"who", "whom"}
    telling = [word for word in statement.words if stem(word) in people]
    telling += [word for word in words(statement.text) if stem(word) in statement.names]
    if telling:
        said = ", ".join(f"“{word}”" for word in dict.fromkeys(telling))
        why = f"a content warning needs no word of who it happens to ({said})"
        yield Evidence(2.2, why, LeakKind.CONTENT_WARNING)


def _making(statement: Statement) -> Iterator[Evidence]:
    """Talk of how a film was made has its words in common with what is said of it at the end."""
    made = frozenset().union(*(CLASSES[name] for name in _MADE))
    telling = any(telling_phrases(statement.text))
    if statement.opens == START and statement.stems & made and not telling:
        yield Evidence(_MAKING, "it speaks of the film, not of its story")


def _retelling(statement: Statement, nearest: Nearness) -> Iterator[Evidence]:
    count = len(statement.words)
    if count >= _LONG and nearest.deep >= _MANY:
        why = f"{count} words, and among them such as come first in {nearest.deep} tenths of it"
        yield Evidence(2.5, why, LeakKind.RETELLING, nearest.later)


def elsewhere(page: Page, statement: Statement) -> Iterator[Evidence]:
    """A film that other passages tell of only to those who have seen it, named without its gate."""
    low = " ".join(statement.words)
    films = {slug for passage in page.passages for slug, _ in passage.gate.elsewhere}
    gate = page.passages[statement.place].gate
    for slug in sorted(films - {page.slug} - {film for film, _ in gate.elsewhere}):
        name = slug.replace("-", " ")
        if re.search(rf"\b{re.escape(name)}\b", low):
            why = "it names a film that another passage is gated on, without a gate on that film"
            yield Evidence(3.0, why, LeakKind.RELATED_FILM)
