"""The page format: a record in YAML front matter, then the story in Markdown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from lookback.errors import Note, Notice
from lookback.film.gate import OPEN, Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page, Passage
from lookback.film.prose import Prose, Veil
from lookback.film.record import Runtime
from lookback.formats.base import Format, Reading
from lookback.formats.document import FENCE, Document
from lookback.formats.front_matter import read_front_matter
from lookback.formats.record_keys import read_record
from lookback.formats.sections import Story


class Markdown(Format):
    """Pages as docs/page-format.md describes them."""

    name: ClassVar[str] = "markdown"
    suffix: ClassVar[str] = ".md"

    def claims(self, text: str) -> bool:
        """A page begins with front matter."""
        return text.partition("\n")[0].rstrip() == FENCE

    def read(self, text: str) -> Reading:
        """Read a page: the record is strict, in the story what is not understood is closed."""
        document = Document.parse(text)
        record = read_record(read_front_matter(document.front_matter))
        story = Story()
        story.read(document.blocks)
        told = [*record.passages, *story.passages]
        passages, late = _within_runtime(told)
        notes = [*record.notes, *story.notes, *late, *_names(passages)]
        notes.sort(key=lambda note: (note.line, note.notice.code))
        return Reading(Page(record.slug, tuple(passages)), tuple(notes), record.silences)


def _within_runtime(passages: list[Passage]) -> tuple[list[Passage], list[Note]]:
    """Close what is gated at a moment that the film does not have.

    Only a runtime that everyone may see counts: a hidden one must not be told by what it closes.
    """
    runtimes = [
        passage.says.end
        for passage in passages
        if isinstance(passage.says, Runtime) and passage.gate == OPEN
    ]
    if not runtimes:
        return passages, []
    end = max(runtimes)
    kept = [_closed_after(passage, end) for passage in passages]
    late = [
        Note(Notice.GATE_PAST_RUNTIME, passage.line)
        for passage, now in zip(passages, kept, strict=True)
        if passage is not now
    ]
    return kept, late


def _closed_after(passage: Passage, end: Moment) -> Passage:
    def closed(gate: Gate) -> Gate:
        return Gate(ENDING, gate.elsewhere) if end < gate.own < ENDING else gate

    def veiled(piece: str | Veil) -> str | Veil:
        return piece if isinstance(piece, str) else replace(piece, gate=closed(piece.gate))

    says = passage.says
    if isinstance(says, Prose):
        says = Prose(tuple(map(veiled, says.pieces)))
    changed = replace(passage, says=says, gate=closed(passage.gate))
    return passage if changed == passage else changed


def _names(passages: Sequence[Passage]) -> list[Note]:
    """What is odd about the names of blocks."""
    named = Counter(passage.name for passage in passages if passage.name)
    notes = [
        Note(Notice.NAME_TWICE, passage.line) for passage in passages if named[passage.name] > 1
    ]
    names = {passage.name for passage in passages}
    return notes + [
        Note(Notice.REPLACES_NOTHING, passage.line)
        for passage in passages
        if passage.replaces and passage.replaces not in names - {passage.name}
    ]
