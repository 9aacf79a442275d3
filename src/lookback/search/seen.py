"""Search in what one reader has seen: an index in memory, over the passages handed to it.

It counts nothing but these passages. What a reader may not see is never handed to it, and so
moves neither the order of what is found nor how many there are.
"""

import heapq
import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lookback.film.moment import Moment
from lookback.search.wanted import Wanted, stem, wanted_in
from lookback.search.words import LONGEST, is_unspaced, words_of

_LONGEST_SNIPPET: Final = 200
_SHORTEST_BEGUN: Final = 2
"""Letters of a word that is taken as perhaps not yet typed to its end."""
_MOST_ENDS: Final = 100
"""Words that one begun word can stand for; the most frequent ones."""
_BEFORE: Final = 40
"""Characters before the first word that is marked."""
_SATURATION: Final = 1.2
_BY_LENGTH: Final = 0.75
_BEGUN: Final = 0.5
"""What a word counts that was only begun."""
_MOST_KEPT: Final = 128
"""Answers for words that are kept."""
_SIGN: Final = re.compile(r"[\\`&<\[\]*_\n]")
_BLOCK: Final = r"[ \t]*(?:[>#]|[-+*]\s|[0-9]+[.)]|[-*_=][-*_= \t]*$)"
_BEGINS_BLOCK: Final = re.compile(_BLOCK)
_MARKED: Final = re.compile(
    # Escapes, code, entities and links; emphasis within a word; what makes a block.
    rf"[\\`&<\[\]]|[^\s*_][*_]+[^\s*_]|^{_BLOCK}",
    re.MULTILINE,
)
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+(?:'+[a-z0-9]+)*", re.IGNORECASE)
_APOSTROPHES: Final = "'’‘ʼʻ`"
_Scores = dict[int, float]
"""By the number of a passage; those that do not have what was looked for are not in it."""
_Mark = tuple[int, int, int]
"""Begin and end in a text, and which of the parts it is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that the reader may see.

    Attributes:
        slug: of its film.
        title: of its film.
        place: the name of the part of the page.
        at: where in the film it is told.
        text: cleared Markdown.
    """

    slug: str
    title: str
    place: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True)
class SeenHit:
    """A passage that was found.

    Attributes:
        snippet: plain text around the best words, with ``…`` where it was cut.
        marks: where in it are words that were looked for, as begin and end.
    """

    shown: Shown
    snippet: str
    marks: tuple[tuple[int, int], ...]


class Seen:
    """The passages, ready to be searched.

    What is found comes in the order of its BM25 score; of two with the same score the one with
    the lower slug first, then the one that was handed in first.
    """

    def __init__(self, passages: Iterable[Shown]) -> None:
        self._passages = sorted(passages, key=lambda one: one.slug)
        self._rows: list[str] = []
        lengths: list[int] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self._passages):
            text = passage.text
            words = words_of(_plain(text) if _needs_reading(text) else text)
            self._rows.append(f" {' '.join(words)} ")
            lengths.append(len(words))
            for word in words:
                self._places[word].append(number)
        self._sorted = sorted(self._places)
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._forms[stem(word)].append(word)
        mean = max(sum(lengths) / max(len(lengths), 1), 1.0)
        least, step = _SATURATION * (1 - _BY_LENGTH), _SATURATION * _BY_LENGTH / mean
        self._norms = [least + step * length for length in lengths]
        self._known: dict[Wanted, _Scores] = {}

    def search(self, words: str, limit: int = 20) -> tuple[tuple[SeenHit, ...], int]:
        """The best passages, and how many were found.

        A passage must have all words, or, where none has, any of them. Words in quotes stand side
        by side as they are written; the last word may be only begun.
        """
        parts = wanted_in(words)
        found = [scores for part in parts if (scores := self._scores(part))]
        total = _all_of(found) if len(found) == len(parts) else {}
        total = total or _any_of(found)
        hits = tuple(self._hit(number, parts) for number in _best(total, limit))
        return hits, len(total)

    def _scores(self, part: Wanted) -> _Scores:
        scores = self._known.get(part)
        if scores is None:
            scores = self._found(part)
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[part] = scores
        return scores

    def _found(self, part: Wanted) -> _Scores:
        if part.exact:
            return self._side_by_side(part.words)
        word = part.words[0]
        forms = self._forms.get(stem(word), [])
        scores = self._weighed(forms)
        if not part.begun or len(word) < _SHORTEST_BEGUN:
            return scores
        begin = bisect_left(self._sorted, word)
        end = bisect_left(self._sorted, word + "\U0010ffff")
        longer = heapq.nsmallest(
            _MOST_ENDS,
            (one for one in self._sorted[begin:end] if one not in forms),
            key=lambda one: (-len(self._places[one]), one),
        )
        begun = self._weighed(longer)
        return _any_of([{number: score * _BEGUN for number, score in begun.items()}, scores])

    def _side_by_side(self, words: tuple[str, ...]) -> _Scores:
        scores = _all_of([self._weighed([word]) for word in dict.fromkeys(words)])
        row = f" {' '.join(words)} "
        rows = self._rows
        return {number: score for number, score in scores.items() if row in rows[number]}

    def _weighed(self, words: Sequence[str]) -> _Scores:
        """The BM25 scores of what has one of several words, all taken for the same word."""
        times = Counter(chain.from_iterable(self._places.get(word, ()) for word in words))
        rest = len(self._rows) - len(times)
        rare = (1 + _SATURATION) * math.log(1 + (rest + 0.5) / (len(times) + 0.5))
        norms = self._norms
        return {at: rare * count / (count + norms[at]) for at, count in times.items()}

    def _hit(self, number: int, parts: Sequence[Wanted]) -> SeenHit:
        shown = self._passages[number]
        text = " ".join(_plain(shown.text).split())
        marks = _marks(_tokens(text), parts)
        begin, end = _window(text, marks)
        before, after = "…" if begin else "", "…" if end < len(text) else ""
        inside = [
            (max(first, begin) - begin + len(before), min(last, end) - begin + len(before))
            for first, last, _ in marks
            if first < end and last > begin
        ]
        return SeenHit(shown, f"{before}{text[begin:end]}{after}", _joined(inside))


def _all_of(found: Sequence[_Scores]) -> _Scores:
    """The sums for those that are in all."""
    rarest, *others = sorted(found, key=len) or [{}]
    numbers = list(rarest)
    for scores in others:
        numbers = [number for number in numbers if number in scores]
    if not others:
        return rarest
    return {number: sum([scores[number] for scores in found]) for number in numbers}


def _any_of(found: Sequence[_Scores]) -> _Scores:
    """The sums for those that are in any."""
    *others, most = sorted(found, key=len) or [{}]
    total = dict(most)
    for scores in others:
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _best(scores: _Scores, limit: int) -> list[int]:
    """The numbers with the highest scores; of two as high the lower number first."""
    highest = heapq.nlargest(max(limit, 0), scores.values())
    if not highest:
        return []
    near = [number for number, score in scores.items() if score >= highest[-1]]
    return heapq.nsmallest(limit, near, key=lambda number: (-scores[number], number))


def _parser() -> MarkdownIt:
    # As passages are shown: see the rendering of Markdown in the faces.
    parser = MarkdownIt("commonmark", {"html": False})
    return parser.disable(["reference", "html_block", "html_inline", "lheading", "image"])


_PARSER: Final = _parser()


def _needs_reading(text: str) -> bool:
    """Whether the words cannot be read off before the Markdown is."""
    if _SIGN.search(text) is None and _BEGINS_BLOCK.match(text) is None:
        return False
    return _MARKED.search(text) is not None


def _plain(text: str) -> str:
    """Markdown as plain words, one line for each block."""
    lines: list[str] = []
    for token in _PARSER.parse(text):
        if token.type == "inline":
            lines.append("".join(map(_said, token.children or ())))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content)
    return "\n".join(lines)


def _said(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with where they begin and end."""
    if text.isascii():
        return [
            (found[0].lower().replace("'", "")[:LONGEST], found.start(), found.end())
            for found in _ASCII_WORD.finditer(text)
        ]
    found: list[tuple[str, int, int]] = []
    begin = 0
    for at, char in enumerate(f"{text} "):
        in_word = char in _APOSTROPHES or unicodedata.category(char)[0] in "LNM"
        if in_word and not is_unspaced(char):
            continue
        pieces = [(begin, at), (at, at + 1)] if in_word else [(begin, at)]
        for first, last in pieces:
            if text[first:last].strip(_APOSTROPHES):
                found += [(word, first, last) for word in words_of(text[first:last])]
        begin = at + 1
    return found


def _marks(tokens: Sequence[tuple[str, int, int]], parts: Sequence[Wanted]) -> list[_Mark]:
    words = [word for word, _, _ in tokens]
    stems = defaultdict(list)
    for which, part in enumerate(parts):
        stems[stem(part.words[0])].append(which)
    begun = [which for which, part in enumerate(parts) if part.begun]
    return [
        (tokens[at][1], tokens[at + len(parts[which].words) - 1][2], which)
        for at, word in enumerate(words)
        for which in {*stems.get(stem(word), ()), *begun}
        if parts[which].begins_at(words, at)
    ]


def _window(text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Where the snippet begins and ends: around most of what was looked for, the first such."""
    if len(text) <= _LONGEST_SNIPPET:
        return 0, len(text)
    room = _LONGEST_SNIPPET - 2
    inside: Counter[int] = Counter()
    first, best, begin = 0, (0, 0), 0
    for last, (_, end, which) in enumerate(marks):
        inside[which] += 1
        while first < last and end - marks[first][0] > room - _BEFORE:
            inside[marks[first][2]] -= 1
            first += 1
        most = (len(+inside), last - first)
        if most > best:
            best, begin = most, marks[first][0]
    low = max(min(begin - _BEFORE, len(text) - room), 0)
    high = min(low + room, len(text))
    if low:
        low = text.find(" ", low - 1, begin) + 1 or low
    if high < len(text):
        space = text.rfind(" ", max(low, high - _BEFORE), high + 1)
        high = space if space > begin else high
    return low, high


def _joined(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(ranges):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return tuple(found)
