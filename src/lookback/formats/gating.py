"""Gates written before the sentences of a page.

Nothing but the blocks that are gated is changed in a file, and what was written is read again
before it is given out: a block that then would not say what it said before, at the moment that
was asked for, stays as it is, hidden until the ending.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from lookback.errors import InputRefused
from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.film.page import Passage, same_but_lines
from lookback.film.prose import Prose
from lookback.formats.document import Document, Kind
from lookback.formats.sentences import Span
from lookback.formats.synopsis import (
    BYTE_ORDER_MARK,
    LINE_END,
    TimedBlock,
    last_moment,
    normal,
    read_story,
    timed_blocks,
    within,
)

_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_BULLET: Final = re.compile(r" {0,3}[-+*][ \t]{1,4}(?=\S)")
_OPTION: Final = re.compile(r"(?:name|replaces):")
_LINES_READ: Final = 20_000
"""How many lines are read, in all, to find out which blocks cannot be gated."""


def gated(text: str, gates: Mapping[int, Moment]) -> str:
    """A page in which sentences have these gates; all else of it stays, to the byte.

    Args:
        text: of the page, with whatever line ends.
        gates: by the number of the sentence in ``read_synopsis``, from 0. Sentences with a gate
            of their author's keep it; those that are not in it stay hidden until the ending. A
            moment that the film does not have becomes the ending.

    Raises:
        InputRefused: this is no page.
    """
    read = normal(text)
    end = last_moment(Document.parse(read))
    choices: list[Sequence[_Edit]] = []
    number = 0
    for block in timed_blocks(read):
        numbers = range(number, number + len(block.spans))
        number = numbers.stop
        if block.gate is None:
            wanted = [within(gates[n], end) if n in gates else None for n in numbers]
            choices.append([*_Cutter(block).edits(wanted)])
    edits = _Writer(read).accepted([choice for choice in choices if choice])
    written = _applied(text, edits)
    # Where kinds of line ends are mixed, two of them can meet and become one.
    return written if normal(written) == _applied(read, edits) else text


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines in the place of others, and the passages in the place of one that they make."""

    passage: int
    first: int
    last: int
    lines: tuple[str, ...]
    says: tuple[tuple[str, Gate], ...]


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Gates the sentences of one block."""

    of: TimedBlock

    def edits(self, gates: Sequence[Moment | None]) -> Iterator[_Edit]:
        """The ways to gate its sentences, the best one first; none where none has a gate."""
        if not self.of.is_whole and any(gate is not None for gate in gates):
            lines: list[str] = []
            says: list[tuple[str, Gate]] = []
            for gate, piece in _pieces(self.of.spans, gates):
                if lines and self.of.block.kind is Kind.PARAGRAPH:
                    lines.append("")
                lines += self._piece(piece, gate)
                words = self.of.said[slice(*piece)]
                says.append((words, CLOSED if gate is None else Gate(gate)))
            yield self._edit(lines, says)
        known = [gate for gate in gates if gate is not None]
        if known and len(known) == len(gates):
            latest = max(known)
            for whole in self._whole(f"@{latest}"):
                yield self._edit(whole, [("", Gate(latest))])

    def _edit(self, lines: Sequence[str], says: Sequence[tuple[str, Gate]]) -> _Edit:
        first = self.of.block.line - 1
        last = first + len(self.of.block.lines)
        return _Edit(self.of.passage, first, last, tuple(lines), tuple(says))

    def _piece(self, piece: Span, gate: Moment | None) -> list[str]:
        """One piece of a paragraph, with every line of it indented as it was."""
        begin, end = piece
        told = self.of.said.split("\n")
        indents = [
            line[: len(line.rstrip()) - len(said.rstrip())]
            for line, said in zip(self.of.block.lines, told, strict=True)
        ]
        number = self.of.said.count("\n", 0, begin)
        first, *rest = self.of.said[begin:end].split("\n")
        keeps_indent = self.of.block.kind is Kind.ITEM or begin == 0
        opening = indents[0] if keeps_indent else ""
        if gate is not None and _OPTION.match(first):
            # Behind the marker on the same line it would be read as a part of it.
            width = len(opening) if self.of.block.kind is Kind.ITEM else 0
            head = [f"{opening}@{gate}", " " * width + first]
        else:
            head = [opening + ("" if gate is None else f"@{gate} ") + first]
        return head + [indents[number + at] + line for at, line in enumerate(rest, 1)]

    def _whole(self, marker: str) -> Iterator[list[str]]:
        first, *rest = self.of.block.lines
        kind = self.of.block.kind
        if kind is Kind.PARAGRAPH:
            yield [marker, first, *rest]
        elif kind is Kind.OTHER:
            yield [*([""] if self.of.before.strip() else []), marker, "", first, *rest]
        elif mark := (_HEADING if kind is Kind.HEADING else _BULLET).match(first):
            yield [f"{mark[0]}{marker} {first[mark.end() :]}", *rest]


@dataclass(slots=True)
class _Writer:
    """Tries edits on a page, and keeps those with which it reads as it should."""

    text: str
    story: Sequence[Passage] = ()
    tries: int = 0

    def __post_init__(self) -> None:
        self.story = read_story(self.text).passages
        self.tries = 8 + _LINES_READ // (self.text.count("\n") + 1)

    def accepted(
        self, choices: Sequence[Sequence[_Edit]], kept: Sequence[_Edit] = ()
    ) -> Sequence[_Edit]:
        """What can be kept of some blocks' edits, beside those that are kept already."""
        if not choices:
            return kept
        best = [*kept, *(choice[0] for choice in choices)]
        if self._reads_well(best):
            return best
        if len(choices) == 1:
            others = choices[0][1:]
            return self.accepted([others], kept) if others else kept
        half = len(choices) // 2
        return self.accepted(choices[half:], self.accepted(choices[:half], kept))

    def _reads_well(self, edits: Sequence[_Edit]) -> bool:
        if self.tries <= 0:
            return False
        self.tries -= 1
        try:
            read = read_story(_applied(self.text, edits)).passages
            return same_but_lines(read, self._wanted(edits))
        except InputRefused:
            return False

    def _wanted(self, edits: Sequence[_Edit]) -> Iterator[Passage]:
        changed = {edit.passage: edit for edit in edits}
        for number, passage in enumerate(self.story):
            if number not in changed:
                yield passage
                continue
            for words, gate in changed[number].says:
                says = Prose.parse(words) if words else passage.says
                yield Passage(passage.part, says, gate, passage.group)


def _pieces(
    found: Sequence[Span], gates: Sequence[Moment | None]
) -> Iterator[tuple[Moment | None, Span]]:
    """Neighbours that have the same gate, together."""
    for gate, group in groupby(zip(gates, found, strict=True), key=lambda one: one[0]):
        together = [span for _, span in group]
        yield gate, (together[0][0], together[-1][1])


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    """The text with some of its lines replaced, each with the line end that it had."""
    body = text.removeprefix(BYTE_ORDER_MARK)
    ends = LINE_END.findall(body)
    lines = LINE_END.split(body)
    usual = ends[0] if ends else "\n"
    written = [line + end for line, end in zip(lines, [*ends, ""], strict=True)]
    for edit in sorted(edits, key=lambda one: one.first, reverse=True):
        last_end = [*ends, ""][edit.last - 1]
        written[edit.first : edit.last] = [usual.join(edit.lines) + last_end]
    return text[: len(text) - len(body)] + "".join(written)
