"""The story of a page: from its Markdown blocks to passages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lookback.errors import GateInvalid, TooLarge
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.formats.base import MOST_GROUPS
from lookback.formats.document import Block, Kind
from lookback.formats.marker import Marker, take_marker
from lookback.formats.story_map.gates import Closing
from lookback.formats.story_map.reading import (
    Map,
    is_map,
    looks_like_map,
    may_be_map,
    with_maps,
)
from lookback.notices import Note, Notice

SECTIONS: Final = MappingProxyType(
    {
        "story so far": Part.RECAP,
        "four panels": Part.PANELS,
        "ending explained": Part.ENDING,
        "interpretations": Part.INTERPRETATIONS_LEAD,
        "story map": Part.STORY_MAP,
    }
)
"""Second-level headings, in lower case, and what stands below them."""
COMMONNESS: Final = ("most common", "common", "less common")
HOW_COMMON: Final = "How common:"
EVIDENCE: Final = MappingProxyType({"For:": Part.FOR, "Against:": Part.AGAINST})
_TIMED: Final = frozenset({Part.RECAP, Part.PANELS})
_UNBULLETED: Final = frozenset({*_TIMED, *EVIDENCE.values()})
_INTERPRETED: Final = frozenset({Part.INTERPRETATIONS_LEAD, Part.CLAIM})
_HIDDEN_MARKER: Final = re.compile(r"^(?:[^\w\n\\]|\d)*[@＠]", re.MULTILINE)
"""An at sign before the first word of a line, also a full-width one; a backslash excuses it."""


@dataclass(slots=True)
class Story:
    """The passages of a story, as they are read block by block.

    Attributes:
        part: of the section that is being read.
        group: the interpretation or own section that is being read, or 0.
        pending: a marker that stood alone and holds for the next block, and its line.
        list_marker: the one that stood alone before the list that is being read.
        before: the block before: its kind, the line after it, and what it was marked with.
        maps: the story maps, which are read last: they speak of the rest of the page.
    """

    passages: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    part: Part = Part.PREMISE
    group: int = 0
    groups: int = 0
    heading: Gate = OPEN
    pending: tuple[Marker, int] | None = None
    list_marker: Marker | None = None
    before: tuple[Kind, int, Marker | None] | None = None
    maps: list[Map] = field(default_factory=list)

    def read(self, blocks: Iterable[Block]) -> None:
        """Read all blocks after the front matter.

        Raises:
            TooLarge: more sections than a page ever needs.
        """
        for block in blocks:
            self._tell_of_map(block)
            match block.kind:
                case Kind.SPACE | Kind.RULE | Kind.FRONT_MATTER:
                    continue
                case Kind.HEADING if block.level <= 2 or self._is_interpretation(block):
                    self._open_section(block)
                case Kind.PARAGRAPH:
                    for piece in _at_markers(block):
                        self._block(piece, piece.text)
                case Kind.OTHER if self.part is Part.STORY_MAP and is_map(block):
                    self._map(block)
                case _:
                    self._block(block, block.text)
        self._drop_pending()

    def _tell_of_map(self, block: Block) -> None:
        """Tell of a map that is read as text, since it does not stand where one is looked for."""
        is_here = self.part is Part.STORY_MAP
        if is_here and is_map(block):
            return
        if is_here and may_be_map(block):
            self._note(Notice.MAP_NOT_MARKED, block)
        elif looks_like_map(block):
            self._note(Notice.MAP_MISPLACED, block)

    def with_map(self, closing: Closing) -> list[Passage]:
        """All passages, those of the story map in its place, once all blocks are read.

        Args:
            closing: what becomes of a gate that the film does not have.
        """
        passages, notes = with_maps(self.passages, self.maps, closing)
        self.notes += notes
        return passages

    def _is_interpretation(self, block: Block) -> bool:
        return block.level == 3 and self.part in _INTERPRETED

    def _open_section(self, block: Block) -> None:
        self._drop_pending()
        marker, text = self._marked(block, block.text.strip())
        known = SECTIONS.get(" ".join(text.lower().split())) if block.level == 2 else None
        self.heading, self.group = OPEN, 0
        if known is not None:
            self.part = known
            if marker is not None:
                self._note(Notice.MARKER_WITHOUT_BLOCK, block)
            return
        self.groups += 1
        if self.groups > MOST_GROUPS:
            raise TooLarge(f"expected at most {MOST_GROUPS:,} sections", line=block.line)
        is_interpretation = self._is_interpretation(block)
        self.part = Part.CLAIM if is_interpretation else Part.SECTION
        if not is_interpretation and marker is None:
            self._note(Notice.SECTION_UNKNOWN, block)
        part = Part.INTERPRETATION if is_interpretation else Part.HEADING
        self.group = self.groups
        self._add(part, text, marker, block)
        self.heading = self.passages[-1].gate

    def _block(self, block: Block, text: str) -> None:
        """Read one block: a paragraph, an item of a list, or another Markdown block."""
        marker, text = self._marked(block, text)
        if marker is not None:
            self._drop_pending()
            if not text:
                self.pending = (marker, block.line)
                return
        elif self.pending is not None:
            marker, self.pending = self.pending[0], None
            if block.kind is Kind.ITEM:
                self.list_marker = marker
        elif block.kind is Kind.ITEM:
            marker = self.list_marker
        if block.kind is not Kind.ITEM:
            self.list_marker = None
        marker = self._after(block, marker)
        part, text = self._placed(block, text)
        if text:
            self._add(part, text, marker, block)

    def _map(self, block: Block) -> None:
        marker = self.pending[0] if self.pending else None
        self.pending = self.list_marker = None
        self.maps.append(Map(block, marker, len(self.passages)))

    def _after(self, block: Block, marker: Marker | None) -> Marker | None:
        """What the block needs where it follows a gated one without a blank line between them.

        An author may see one paragraph where Markdown sees a paragraph and a list.
        """
        is_open = marker is None and self.part is Part.PREMISE
        touches = self.before is not None and self.before[1] == block.line
        if is_open and touches and self.before and self.before[0] is not block.kind:
            marker = self.before[2]
        self.before = (block.kind, block.line + block.text.count("\n") + 1, marker)
        return marker

    def _marked(self, block: Block, text: str) -> tuple[Marker | None, str]:
        """The block's marker and the rest; what looks like a marker and is none closes it."""
        if block.kind is Kind.OTHER:
            marker, rest = None, text
            broken = _HIDDEN_MARKER.search(text) is not None
        else:
            try:
                marker, rest = take_marker(text)
                broken = _HIDDEN_MARKER.search(rest) is not None
            except GateInvalid:
                marker, rest, broken = None, text, True
        if broken:
            self._note(Notice.MARKER_UNREADABLE, block)
            return Marker(CLOSED), text
        return marker, rest

    def _placed(self, block: Block, text: str) -> tuple[Part, str]:
        """Which part the block belongs to, and its text there."""
        part = self.part
        if part is Part.CLAIM:
            part, text = self._evidence_or_claim(block, text)
        if block.kind is Kind.HEADING:
            text = f"{'#' * block.level} {text}"
        if block.kind is Kind.ITEM and part not in _UNBULLETED:
            text = "- " + text.replace("\n", "\n  ")
        return part, text

    def _evidence_or_claim(self, block: Block, text: str) -> tuple[Part, str]:
        if block.kind is Kind.ITEM:
            for mark, part in EVIDENCE.items():
                if text.lower().startswith(mark.lower()):
                    return part, text[len(mark) :].lstrip()
        elif text.lower().startswith(HOW_COMMON.lower()):
            said = " ".join(text[len(HOW_COMMON) :].lower().rstrip(". ").split())
            if said in COMMONNESS:
                return Part.COMMONNESS, said
            self._note(Notice.COMMONNESS_UNKNOWN, block)
        return Part.CLAIM, text

    def _add(self, part: Part, text: str, marker: Marker | None, block: Block) -> None:
        if marker is None:
            if part in _TIMED:
                self._note(Notice.GATE_MISSING, block)
            marker = Marker(OPEN if part is Part.PREMISE else CLOSED)
        elif self.heading.join(marker.gate) != marker.gate:
            self._note(Notice.GATE_WAITS_FOR_HEADING, block)
        try:
            says, gate = Prose.parse(text), marker.gate
        except GateInvalid:
            self._note(Notice.VEIL_UNREADABLE, block)
            says, gate = Prose.plain(text), CLOSED.join(marker.gate)
        self.passages.append(
            Passage(part, says, gate, self.group, marker.name, marker.replaces, block.line)
        )

    def _drop_pending(self) -> None:
        if self.pending is not None:
            self.notes.append(Note(Notice.MARKER_WITHOUT_BLOCK, self.pending[1]))
            self.pending = None

    def _note(self, notice: Notice, block: Block) -> None:
        self.notes.append(Note(notice, block.line))


def _at_markers(block: Block) -> Iterator[Block]:
    """A paragraph, cut before each line that begins with an at sign."""
    starts = [
        index
        for index, line in enumerate(block.lines)
        if index == 0 or line.lstrip().startswith("@")
    ]
    for start, end in pairwise([*starts, len(block.lines)]):
        yield replace(block, line=block.line + start, lines=block.lines[start:end])
