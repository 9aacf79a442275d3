"""How near a statement is to what is told later: by names, and by words that come only later."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lookback.film.moment import ENDING, START, Moment
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.record import Credit, Runtime
from lookback.leaks.classes import CLASSES
from lookback.leaks.judging import learnt
from lookback.leaks.statements import Statement
from lookback.leaks.words import stem, words

_ENDING_AT = 1.15
"""Where the ending lies, as a share of the film: it is told after its last minute."""
_TALK = frozenset({Part.FOR, Part.AGAINST, Part.SECTION, Part.COMMONNESS})
_TALK_SHARE = 0.8
_UNWEIGHED = frozenset({Part.RELEASE, Part.RUNTIME, Part.RATING, Part.IDS, Part.BOX_OFFICE})
_RUNTIME = 7200
_COMMON = 0.2
_KANA = re.compile("[\u3040-\u309f]+")
"""Hiragana: what joins the words of Japanese."""
_SECOND_NAME = 0.3
_GAP = 0.05
"""What lies nearer together than that may be one scene: gates are seldom more exact."""
_SMALL_CLASSES = (
    "counting", "I and you", "he and she", "they", "question", "denying", "supposing",
    "in general", "as a habit", "turning against", "the other", "degree", "speaking", "thinking",
    "after",
)  # fmt: skip
_SMALL_WORDS = (
    "the and that this these those there here with from into over under than been being have has "
    "had having will would shall should could can cannot does did done doing make made get got "
    "put set let keep kept way thing things something anything somebody someone such about "
    "through between during before upon onto off out down up for are was were its it's whole own "
    "same still yet already ever well like look looks start begin time san los las above below "
    "behind across along against among around beyond near within toward towards find when while "
    "or if as by at of both each more most less don't doesn't didn't isn't can't won't mr mrs dr"
)
_SMALL = frozenset(map(stem, _SMALL_WORDS.split())).union(
    *(CLASSES[name] for name in _SMALL_CLASSES)
)
"""Words that everything is told in: they tell nothing of their own."""


@cache
def rarities() -> Mapping[str, float]:
    """How rare a word is, by its stem, from 0 to 1; of stems that are not here 1."""
    found: dict[str, float] = {}
    for word, rarity in learnt().rarity.items():
        key = stem(word)
        found[key] = min(rarity, found.get(key, 1.0))
    return found


def rarity(word: str) -> float:
    """How rare a stem is: 0 for the smallest words and single letters."""
    if len(word) < 2 or word.isdigit() or word in _SMALL or _KANA.fullmatch(word):
        return 0.0
    return max(0.0, (rarities().get(word, 1.0) - _COMMON) / (1 - _COMMON))


@dataclass(frozen=True, slots=True)
class Nearness:
    """What a statement shares with one that is told later.

    Attributes:
        later: the nearest later statement, or ``None``.
        shared: the words that both have and nothing before the gate has, the rarest first.
        weight: of those words: how rare they are, and how much later they come.
        covered: the share of the statement, by rarity, that stands in the later one.
        deep: in how many tenths of the film words come first that the statement has already.
    """

    later: Statement | None = None
    shared: tuple[str, ...] = ()
    weight: float = 0.0
    covered: float = 0.0
    deep: int = 0


class Surroundings:
    """All statements of a page, found by their words."""

    def __init__(self, page: Page, told: Sequence[Statement]) -> None:
        runtimes = [p.says.end.seconds for p in page.passages if isinstance(p.says, Runtime)]
        self._seconds = max(runtimes, default=_RUNTIME)
        self._told = told
        self._by_word: dict[str, list[Statement]] = defaultdict(list)
        for one in told:
            if one.part not in _UNWEIGHED:
                for word in one.stems:
                    self._by_word[word].append(one)
        for having in self._by_word.values():
            having.sort(key=_opening)
        self._first = {word: _firsts(having) for word, having in self._by_word.items()}
        self._replaced_by = _replaced_by(page)
        self._actors = {
            passage.line: frozenset(map(stem, words(passage.says.name)))
            for passage in page.passages
            if isinstance(passage.says, Credit)
        }
        self._roles = self._role_opens(told)

    def _role_opens(self, told: Sequence[Statement]) -> dict[str, Moment]:
        """From when on the record has each name that is in a role."""
        found: dict[str, Moment] = {}
        for one in told:
            if one.part is Part.CAST:
                for word in self.own_words(one):
                    found[word] = min(one.opens, found.get(word, ENDING))
        return found

    def share(self, moment: Moment) -> float:
        """Where in the film a moment lies, from 0 to 1, and beyond for the ending."""
        return _ENDING_AT if moment == ENDING else min(1.0, moment.seconds / self._seconds)

    def first_elsewhere(self, word: str, statement: Statement) -> Moment | None:
        """From when on any other passage has this word."""
        firsts = self._first.get(word, ())
        return next((one.opens for one in firsts if one.place != statement.place), None)

    def own_words(self, statement: Statement) -> frozenset[str]:
        """The stems that count: not those of the name of an actor."""
        if statement.part is not Part.CAST:
            return statement.stems
        return statement.stems - self._actors.get(statement.line, frozenset())

    def later_words(self, statement: Statement, near: float, far: float) -> dict[str, float]:
        """The words that all others have only later, each with its weight.

        Args:
            near, far: as shares of the film: what comes that much later weighs nothing, or all.
        """
        begins = self.share(statement.opens)
        found = {}
        for word in self.own_words(statement):
            first = self.first_elsewhere(word, statement)
            if first is None or first <= statement.opens:
                continue
            depth = (self.share(first) - begins - near) / (far - near)
            weight = rarity(word) * max(0.0, min(1.0, depth))
            if weight:
                # The second half of a full name tells no more than the first.
                found[word] = weight * (_SECOND_NAME if word in statement.second_names else 1.0)
        return found

    def covered(self, statement: Statement, later: Statement) -> float:
        """Which share of a statement, by the rarity of its words, stands in a later one."""
        own = self.own_words(statement)
        return sum(map(rarity, own & later.stems)) / (sum(map(rarity, own)) or 1.0)

    def nearest(
        self, statement: Statement, near: float, far: float, only: frozenset[str] | None = None
    ) -> Nearness:
        """The later statement that has most of the words that come only later.

        Args:
            only: the stems that count, where not all do.
        """
        later = self.later_words(statement, near, far)
        if only is not None:
            later = {word: weight for word, weight in later.items() if word in only}
        sums: dict[int, float] = defaultdict(float)
        by_id: dict[int, Statement] = {}
        replacing = self._replaced_by.get(statement.place, frozenset())
        for word, weight in later.items():
            for other in self._by_word[word]:
                if other.place != statement.place and other.place not in replacing:
                    by_id[id(other)] = other
                    sums[id(other)] += weight * (_TALK_SHARE if other.part in _TALK else 1.0)
        if not sums:
            return Nearness()
        best = max(sums, key=lambda one: (sums[one], -by_id[one].opens.seconds))
        nearest = by_id[best]
        shared = sorted(later.keys() & nearest.stems, key=lambda word: (-later[word], word))
        covered = self.covered(statement, nearest)
        firsts = (self.first_elsewhere(word, statement) for word, w in later.items() if w > 0.2)
        deep = {int(self.share(first or START) * 10) for first in firsts}
        return Nearness(nearest, tuple(shared), sums[best], covered, len(deep))

    def gated_names(self, statement: Statement) -> dict[str, Moment]:
        """Names that the record keeps for later, as does the rest of the page."""
        kept: dict[str, Moment] = {}
        for name in statement.names:
            opens = self._roles.get(name, START)
            if self.share(opens) - self.share(statement.opens) >= _GAP and not any(
                statement.opens != one.opens < opens and one.place != statement.place
                for one in self._first.get(name, ())
            ):
                kept[name] = opens
        return kept

    def at(self, moment: Moment, having: Iterable[str]) -> Statement | None:
        """The first statement from a moment on that has one of these words."""
        found: list[Statement] = []
        for word in having:
            told = self._by_word.get(word, ())
            at = bisect_left(told, moment, key=_opens)
            found += told[at : at + 1]
        return min(found, key=_opening, default=None)


def _opens(one: Statement) -> Moment:
    return one.opens


def _opening(one: Statement) -> tuple[Moment, int]:
    return one.opens, one.place


def _firsts(told: Sequence[Statement]) -> tuple[Statement, ...]:
    """Of statements in the order in which they open, a few that speak for all of them.

    Whatever place is left out, and whatever moment beside it: the first that is left is one of
    these. So a word that stands everywhere costs no more than a rare one.
    """
    first = told[0]
    chosen = [first]
    later = [one for one in told if one.opens != first.opens]
    others = [one for one in told if one.place != first.place]
    if later:
        chosen += [later[0], *(one for one in later if one.place != later[0].place)][:2]
    if others:
        chosen += [others[0], *(one for one in others if one.opens != others[0].opens)][:2]
    return tuple(sorted(chosen, key=_opening))


def _replaced_by(page: Page) -> dict[int, frozenset[int]]:
    """For each passage the places of those that replace it, or what is told together with it.

    They tell the same, and more: of course they share its words.
    """
    replacing: dict[str, set[int]] = defaultdict(set)
    for place, passage in enumerate(page.passages):
        if passage.replaces:
            replacing[passage.replaces].add(place)
    at = [
        (passage.gate, replacing[passage.name])
        for passage in page.passages
        if passage.name in replacing
    ]
    return {
        place: frozenset().union(*(found for gate, found in at if gate == passage.gate))
        for place, passage in enumerate(page.passages)
    }
