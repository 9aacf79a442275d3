"""What of the record gives away: themes, roles, the cast's order, other titles, taglines."""

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from lookback.film.leak import LeakKind
from lookback.film.moment import ENDING, START
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.record import Credit
from lookback.leaks.evidence import Evidence, heavy_words, only_later, telling_phrases
from lookback.leaks.nearness import Surroundings
from lookback.leaks.statements import Statement
from lookback.leaks.words import stem, words

RECORD: Final = MappingProxyType(
    {
        Part.THEMES: LeakKind.THEME,
        Part.CAST: LeakKind.ROLE,
        Part.ALSO_KNOWN_AS: LeakKind.TITLE,
        Part.ORIGINAL_TITLE: LeakKind.TITLE,
        Part.TAGLINE: LeakKind.TAGLINE,
    }
)
"""The fields that are looked at, and the kind of a leak in each."""
_NEAR: Final = 0.02
_FAR: Final = 0.25
_SHARED_POINTS: Final = {
    Part.THEMES: 2.6, Part.CAST: 1.6, Part.ALSO_KNOWN_AS: 2.0, Part.ORIGINAL_TITLE: 2.0,
    Part.TAGLINE: 2.0,
}  # fmt: skip
"""For one rare word that comes first after a quarter of the film or later."""
_HEAVY_POINTS: Final = {
    Part.THEMES: 2.1, Part.CAST: 2.2, Part.ALSO_KNOWN_AS: 0.6, Part.ORIGINAL_TITLE: 0.6,
    Part.TAGLINE: 0.6,
}  # fmt: skip
_CLAUSE: Final = re.compile(
    r",|\b(?:who|whom|whose|which|that|with|later|formerly)\b", re.IGNORECASE
)
_CLAUSE_POINTS: Final = 2.0
_DOUBLE: Final = re.compile(r"\b(?:and|as|/)\s+[^\W\d_a-z]")
_DOUBLE_POINTS: Final = 2.1
_TOP: Final = 3
_LATE: Final = 0.6
_GATED_VALUE: Final = 1.0
_GATED: Final = 0.5
_ONE_OF_A_TAGLINE: Final = 0.8
_COVERED_FROM, _COVERED = 0.5, 2.5


def record_evidence(
    statement: Statement, around: Surroundings, *, english: bool
) -> Iterator[Evidence]:
    """What speaks for it that a value of the record gives away."""
    part = statement.part
    kind = RECORD[part]
    is_role = part is Part.CAST
    text = _role(statement.text) if is_role else statement.text
    if not text:
        return
    yield from _shared(statement, around, kind, text)
    if not english:
        return
    for word, told in heavy_words(statement):
        if is_role and word not in {each.casefold() for each in words(text)}:
            continue
        later = around.at(statement.opens, [stem(word)])
        # What an author has gated has been thought about.
        points = _HEAVY_POINTS[part] * (1.0 if statement.opens == START else _GATED)
        yield Evidence(points, f"“{word}” {told.told}", kind, _after(later, statement))
    for said, _name, told, points in telling_phrases(text):
        yield Evidence(points, f"“{said}” {told.told}", kind)
    if is_role and (clause := _CLAUSE.search(text)):
        why = f"a role says who it is, and no more: from “{clause[0]}” on it does"
        yield Evidence(_CLAUSE_POINTS, why, kind)
    elif is_role and statement.opens == START and _DOUBLE.search(text):
        why = "two roles of one actor tell that two persons look alike"
        yield Evidence(_DOUBLE_POINTS, why, kind)


def _shared(
    statement: Statement, around: Surroundings, kind: LeakKind, text: str
) -> Iterator[Evidence]:
    # What a character is called comes later, of course: it is the rest of the role that tells.
    is_role = statement.part is Part.CAST
    rest = frozenset(map(stem, _description(text))) if is_role else None
    nearest = around.nearest(statement, _NEAR, _FAR, rest)
    shared, weight = nearest.shared, nearest.weight
    if nearest.later is not None:
        why = only_later(statement, nearest)
        same = _GATED_VALUE if nearest.later.part is statement.part else 0.0
        if statement.part is Part.TAGLINE and len(shared) == 1:
            weight *= _ONE_OF_A_TAGLINE
        if statement.part is Part.TAGLINE:
            same += max(0.0, nearest.covered - _COVERED_FROM) * _COVERED * min(1.0, 2 * weight)
        yield Evidence(_SHARED_POINTS[statement.part] * weight + same, why, kind, nearest.later)


def _role(text: str) -> str:
    return text.partition(" as ")[2]


def _description(role: str) -> list[str]:
    """What a role says beside a name or a plain ``the wife``."""
    found = words(role)
    if len(found) <= 2 and found[:1] in (["the"], ["a"], ["an"]):
        return []
    clause = _CLAUSE.search(role)
    small = [word for word in found if word[:1].islower()]
    after = words(role[clause.start() :]) if clause else []
    return [*small, *after] if clause or len(small) > 1 else []


def _after(later: Statement | None, statement: Statement) -> Statement | None:
    return later if later is not None and later.opens > statement.opens else None


def cast_order(
    page: Page, told: Sequence[Statement], around: Surroundings
) -> Iterator[tuple[Statement, list[Evidence]]]:
    """An actor who is billed among the first, and whose role is hidden until late.

    Whoever knows how films are cast waits for somebody like that.
    """
    billed = [
        (place, passage)
        for place, passage in enumerate(page.passages)
        if passage.part is Part.CAST and isinstance(passage.says, Credit)
    ]
    open_ones = [(place, passage) for place, passage in billed if passage.gate.own == START]
    for place, passage in open_ones[:_TOP]:
        if not passage.name or (isinstance(passage.says, Credit) and passage.says.role):
            continue
        later = [other for _, other in billed if other.replaces == passage.name]
        late = [other for other in later if around.share(other.gate.own) >= _LATE]
        if not late:
            continue
        statement = next((one for one in told if one.place == place), None)
        if statement is None:
            continue  # it has no word, or the page is too long to be looked through to here
        until = next((one for one in told if page.passages[one.place] is late[0]), None)
        moment = "the ending" if late[0].gate.own == ENDING else str(late[0].gate.own)
        why = f"billed among the first {_TOP}, and without a role until {moment}"
        yield statement, [Evidence(2.3, why, LeakKind.CAST_ORDER, until)]
