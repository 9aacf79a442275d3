"""The timed part of a page: its sentences, with the gates that their author has set."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lookback.errors import InputRefused
from lookback.film.gate import OPEN
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.record import Runtime
from lookback.film.timing import Statement
from lookback.formats.document import Block, Document, Kind, bare
from lookback.formats.front_matter import read_front_matter
from lookback.formats.markdown import Markdown
from lookback.formats.marker import Marker
from lookback.formats.record_keys import read_record
from lookback.formats.sections import Story
from lookback.formats.sentences import Span, is_paragraph, plain_words, spans
from lookback.notices import Notice

LINE_END: Final = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARK: Final = "\ufeff"
_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Synopsis:
    """The timed part of a page.

    Attributes:
        lines: of the file, where each statement stands, counted from 1.
        runtime: in seconds, public or not; 0 where the page does not say.
    """

    page: Page
    statements: tuple[Statement, ...]
    lines: tuple[int, ...]
    runtime: float


def read_synopsis(text: str) -> Synopsis:
    """The sentences of ``## Story so far``, with the gates that their author has set.

    What stands behind a marker or an inline gate that cannot be read is left out.

    Raises:
        InputRefused: this is no page.
    """
    page = Markdown().read(normal(text)).page
    blocks = list(timed_blocks(normal(text)))
    runtimes = [one.says.minutes * 60.0 for one in page.passages if isinstance(one.says, Runtime)]
    return Synopsis(
        page,
        tuple(statement for block in blocks for statement in block.statements),
        tuple(line for block in blocks for line in block.lines),
        max(runtimes, default=0.0),
    )


@dataclass(frozen=True, slots=True)
class TimedBlock:
    """One block of the timed part.

    Attributes:
        passage: its number among those of the story.
        before: the last line before it, or empty.
        gate: that its author has set.
        said: what it says; where it is no paragraph, without the marks at the begin of its lines.
        is_whole: it can be gated as a whole only.
    """

    block: Block
    passage: int
    before: str
    gate: Moment | None
    said: str
    spans: Sequence[Span]
    is_whole: bool

    @property
    def statements(self) -> Iterator[Statement]:
        """Its sentences."""
        for begin, end in self.spans:
            words = plain_words(self.said[begin:end])
            yield Statement(words, self.gate, is_last=self.gate == ENDING)

    @property
    def lines(self) -> Iterator[int]:
        """Where each of them stands in the file."""
        skipped = self.block.text.count("\n") - self.said.count("\n")
        for begin, _ in self.spans:
            yield self.block.line + skipped + self.said.count("\n", 0, begin)


@dataclass(slots=True)
class TracedStory(Story):
    """A story that remembers which block each passage was read from."""

    blocks: list[Block] = field(default_factory=list)
    markers: list[Marker | None] = field(default_factory=list)

    def _add(self, part: Part, text: str, marker: Marker | None, block: Block) -> None:
        # Named in full: a dataclass with slots is another class than the one that super() sees.
        Story._add(self, part, text, marker, block)
        self.blocks.append(block)
        self.markers.append(marker)


def read_story(text: str) -> TracedStory:
    """The story of a page, with where each of its passages was read from."""
    story = TracedStory()
    story.read(Document.parse(text).blocks)
    return story


def timed_blocks(text: str) -> Iterator[TimedBlock]:
    """The blocks of the timed part that say something and are understood."""
    story = read_story(text)
    lines = text.split("\n")
    end = last_moment(Document.parse(text))
    broken = {
        note.line
        for note in story.notes
        if note.notice in {Notice.MARKER_UNREADABLE, Notice.VEIL_UNREADABLE}
    }
    for number, (passage, block, marker) in enumerate(
        zip(story.passages, story.blocks, story.markers, strict=True)
    ):
        if passage.part is not Part.RECAP or block.line in broken:
            continue
        gate = None if marker is None else within(passage.gate.own, end)
        said = str(passage.says)
        is_whole = not _can_be_cut(block, said)
        if is_whole and block.kind is not Kind.PARAGRAPH:
            said = "\n".join(map(bare, said.split("\n")))
        found = spans(said)
        if block.kind is Kind.HEADING:
            found = found and [(found[0][0], found[-1][1])]
        worded = [one for one in found if _WORD.search(plain_words(said[slice(*one)]))]
        if worded:
            before = lines[block.line - 2]
            # What has no words, such as a link without any, would be lost between two sentences.
            is_whole = is_whole or worded != found
            yield TimedBlock(block, number, before, gate, said, worded, is_whole)


def _can_be_cut(block: Block, said: str) -> bool:
    if block.kind not in {Kind.PARAGRAPH, Kind.ITEM} or not is_paragraph(said):
        return False
    return len(said.split("\n")) == len(block.lines)


def last_moment(document: Document) -> Moment:
    """The last moment that a gate may have: the format would close what is gated later."""
    record = read_record(read_front_matter(document.front_matter))
    runtimes = [one for one in record.passages if isinstance(one.says, Runtime)]
    public = [one for one in runtimes if one.gate == OPEN] or runtimes
    ends = [one.says.end for one in public if isinstance(one.says, Runtime)]
    return max(ends, default=ENDING)


def within(gate: Moment, end: Moment) -> Moment:
    """The gate, or the ending where the film does not last that long or it cannot be written."""
    try:
        is_written = Moment.parse(str(gate)) == gate
    except InputRefused:
        is_written = False
    return gate if gate <= end and is_written else ENDING


def normal(text: str) -> str:
    """As pages are read: with line feeds alone, and without a byte order mark."""
    return LINE_END.sub("\n", text.removeprefix(BYTE_ORDER_MARK))
