"""The page format: a record in YAML front matter, then the story in Markdown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import ENDING
from lookback.film.page import Page, Passage
from lookback.film.prose import Prose, Veil
from lookback.film.record import Runtime
from lookback.film.story import Event, Patch, linked
from lookback.formats.base import Format, Reading
from lookback.formats.document import FENCE, Document
from lookback.formats.front_matter import read_front_matter
from lookback.formats.record_keys import read_record
from lookback.formats.sections import Story
from lookback.formats.story_map.gates import Closing
from lookback.notices import Note, Notice


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
        closing = _closing(record.passages)
        story = Story()
        story.read(document.blocks)
        told = [*record.passages, *story.with_map(closing)]
        passages = [_closed(passage, closing) for passage in told]
        late = [
            Note(Notice.GATE_PAST_RUNTIME, passage.line)
            for passage, now in zip(told, passages, strict=True)
            if passage is not now
        ]
        notes = [*record.notes, *story.notes, *late, *_names(passages)]
        notes.sort(key=lambda note: (note.line, note.notice.code))
        return Reading(Page(record.slug, tuple(passages)), tuple(notes), record.silences)


def _closing(record: Sequence[Passage]) -> Closing:
    """Closes what is gated at a moment that the film does not have.

    Only a runtime that everyone may see counts: a hidden one must not be told by what it closes.
    """
    runtimes = [
        passage.says.end
        for passage in record
        if isinstance(passage.says, Runtime) and passage.gate == OPEN
    ]
    end = max(runtimes, default=ENDING)

    def closing(gate: Gate) -> Gate:
        return Gate(ENDING, gate.elsewhere) if end < gate.own < ENDING else gate

    return closing


def _closed(passage: Passage, closing: Closing) -> Passage:
    def veiled(piece: str | Veil) -> str | Veil:
        return piece if isinstance(piece, str) else replace(piece, gate=closing(piece.gate))

    says = passage.says
    match says:
        case Prose(pieces=pieces):
            says = Prose(tuple(map(veiled, pieces)))
        case Event(rule=rule):
            says = replace(says, rule=linked(rule, closing))
        case Patch(rules=rules):
            says = replace(says, rules=tuple((to, linked(rule, closing)) for to, rule in rules))
        case _:
            pass  # What holds no gate of its own.
    changed = replace(passage, says=says, gate=closing(passage.gate))
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
