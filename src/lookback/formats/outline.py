"""The plain-text layout that film sites print: lines of facts, then sections.

Lines may be missing or stand in another order. What has no field is kept, hidden until the
ending, and reported; what had to be guessed is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from lookback.errors import Note, Notice, TitleMissing
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.record import Release, Text
from lookback.film.slug import slug_of
from lookback.formats.base import Format, Reading
from lookback.formats.outline_facts import Fact, genres, labelled, quoted, summary, themes
from lookback.formats.outline_names import commonness, name_of

_LONGEST_TITLE: Final = 120
_LONGEST_HEADING: Final = 60
_LONGEST_FACTS: Final = 4000
_NO_TITLES: Final = ("---", "<", "{", "[")
_ENDS: Final = ".!?…。"
_DECORATION: Final = "⚠️🎬📽🔍💡✨★☆#=*-–—_:. \t"
_ENDING: Final = re.compile(r"(?:.{0,120}[-–—:] ?|.{0,120} )?ending explained", re.IGNORECASE)
_HEADINGS: Final = {
    "spoiler analysis": Part.ENDING,
    "spoilers": Part.ENDING,
    "the ending": Part.ENDING,
    "alternative interpretations": Part.INTERPRETATIONS_LEAD,
    "alternate interpretations": Part.INTERPRETATIONS_LEAD,
    "interpretations": Part.INTERPRETATIONS_LEAD,
    "alternative readings": Part.INTERPRETATIONS_LEAD,
    "alternate readings": Part.INTERPRETATIONS_LEAD,
}
_OWN_HEADING: Final = re.compile(r"[A-Z][\w’' -]{2,58}")
_INTERPRETS: Final = re.compile(
    r"\b(?:one|an?other|a (?:second|third|fourth|final|further)|the (?:first|second|third|most)|"
    r"some|others|alternatively|an? (?:more )?\w+)\b[^.]{0,60}"
    r"\b(?:interpretations?|readings?|theor(?:y|ies)|viewers|critics|fans)\b|"
    r"^(?:some|others|alternatively|theory|reading|interpretation)\b",
    re.IGNORECASE,
)
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<|])|^(\s*)([#>+@~-]|\d{1,9}[.)](?=\s))")
FURTHER_NOTES: Final = "Further notes"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    after_blank: bool


class Outline(Format):
    """Plain-text pages, as docs/page-format.md describes them."""

    name: ClassVar[str] = "outline"
    suffix: ClassVar[str] = ".txt"

    def claims(self, text: str) -> bool:
        """A short first line, and at least two of the layout's marks."""
        lines = [line.text for line in _lines(text)]
        if (
            not lines
            or len(lines[0]) > _LONGEST_TITLE
            or lines[0].startswith(("---", "<", "{", "["))
        ):
            return False
        if any(line.startswith(("## ", "```")) or "-->" in line for line in lines[:200]):
            return False
        marks = (_is_mark(line) for line in lines[1:400])
        return sum(marks) >= 2

    def read(self, text: str) -> Reading:
        """Read a page; only one without any line is refused."""
        lines = list(_lines(text))
        if not lines:
            raise TitleMissing("expected a title in the first line", line=1)
        page = _Outline(lines[0].text)
        page.read(lines)
        return page.reading()


def _lines(text: str) -> Iterator[_Line]:
    blank = True
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _Line(number, line.strip(), blank)
        blank = not line.strip()


def _is_mark(line: str) -> bool:
    if len(line) > _LONGEST_FACTS:
        return False
    is_fact = labelled(line, ()) or len(summary(line)) > 1 or quoted(line) or genres(line)
    return bool(is_fact) or _heading(line) is not None


def _heading(line: str) -> Part | None:
    """The section that a line is the heading of, or ``None``."""
    if len(line) > _LONGEST_TITLE * 2:
        return None
    plain = line.strip(_DECORATION).lower()
    if _ENDING.fullmatch(plain):
        return Part.ENDING
    return _HEADINGS.get(plain)


@dataclass(slots=True)
class _Outline:
    """A page while it is being read."""

    title: str
    facts: list[Passage] = field(default_factory=list)
    story: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    left_over: list[_Line] = field(default_factory=list)
    part: Part | None = None
    group: int = 0

    def read(self, lines: list[_Line]) -> None:
        """Read all lines, the title first."""
        self._add_fact(Fact(Part.TITLE, Text.parse(self.title)), lines[0].number)
        for line in lines[1:]:
            heading = _heading(line.text)
            if heading is not None:
                self.part, self.group = heading, 0
            elif self.part is None:
                self._head(line)
            elif self._is_own_heading(line):
                self._open_section(line)
            else:
                self._body(line)

    def reading(self) -> Reading:
        """What was read, with what was left over in a section at the end."""
        if self.left_over:
            self.group = self._groups() + 1
            self._add(Part.HEADING, FURTHER_NOTES, self.left_over[0].number)
            for line in self.left_over:
                self._add(Part.SECTION, line.text, line.number)
                self.notes.append(Note(Notice.NOT_UNDERSTOOD, line.number))
        order = list(Part)
        facts = sorted(self.facts, key=lambda passage: order.index(passage.part))
        notes = tuple(sorted(self.notes, key=lambda note: note.line))
        return Reading(Page(slug_of(self.title), (*facts, *self.story)), notes)

    def _head(self, line: _Line) -> None:
        """A line above the first section: a fact, or something that is left over."""
        if line.text == self.title:
            return
        facts = self._facts(line.text) if len(line.text) <= _LONGEST_FACTS else []
        for fact in facts:
            self._add_fact(fact, line.number)
        if facts:
            return
        if not self._has(Part.PREMISE) and line.text[-1] in _ENDS and " " in line.text:
            self.story.insert(0, Passage(Part.PREMISE, plain(line.text), OPEN, line=line.number))
        else:
            self.left_over.append(line)

    def _facts(self, text: str) -> list[Fact]:
        countries = [
            passage.says.country for passage in self.facts if isinstance(passage.says, Release)
        ]
        if found := labelled(text, countries):
            return found
        if said := quoted(text):
            return [Fact(Part.TAGLINE, Text.parse(said))]
        if found := summary(text) or genres(text):
            return found
        if self._is_original_title(text):
            return [Fact(Part.ORIGINAL_TITLE, Text.parse(text))]
        follows_genres = self._has(Part.GENRES) and not self._has(Part.THEMES)
        if follows_genres and text[0].isupper() and text[-1] not in _ENDS:
            return themes(text)
        return []

    def _is_original_title(self, text: str) -> bool:
        """A short line in another script than the title's."""
        other = sum(char.isalpha() and not char.isascii() for char in text)
        return (
            not self._has(Part.ORIGINAL_TITLE)
            and len(text) <= _LONGEST_TITLE
            and self.title.isascii()
            and other * 2 > len(text.replace(" ", ""))
        )

    def _is_own_heading(self, line: _Line) -> bool:
        """A short line of its own that no sentence ends."""
        return (
            line.after_blank
            and len(line.text) <= _LONGEST_HEADING
            and _OWN_HEADING.fullmatch(line.text.strip(_DECORATION)) is not None
            and line.text[-1] not in _ENDS
        )

    def _open_section(self, line: _Line) -> None:
        self.group = self._groups() + 1
        self.part = Part.SECTION
        self._add(Part.HEADING, line.text.strip(_DECORATION), line.number)

    def _body(self, line: _Line) -> None:
        """A paragraph of a section."""
        if self.part is not Part.INTERPRETATIONS_LEAD:
            self._add(self.part or Part.SECTION, line.text, line.number)
        elif _INTERPRETS.search(line.text[:200]):
            self._interpretation(line)
        else:
            self._add(Part.CLAIM if self.group else self.part, line.text, line.number)

    def _interpretation(self, line: _Line) -> None:
        self.group = self._groups() + 1
        number = sum(passage.part is Part.INTERPRETATION for passage in self.story) + 1
        name = name_of(line.text, number)
        self._add(Part.INTERPRETATION, name, line.number)
        guess = f"an interpretation called: {name}"
        if how := commonness(line.text):
            self._add(Part.COMMONNESS, how, line.number)
            guess += f" ({how})"
        self.notes.append(Note(Notice.GUESSED, line.number, guess))
        self._add(Part.CLAIM, line.text, line.number)

    def _groups(self) -> int:
        return max((passage.group for passage in self.story), default=0)

    def _has(self, part: Part) -> bool:
        return any(passage.part is part for passage in (*self.facts, *self.story))

    def _add_fact(self, fact: Fact, line: int) -> None:
        self.facts.append(Passage(fact.part, fact.value, OPEN, line=line))
        if fact.guess:
            self.notes.append(Note(Notice.GUESSED, line, fact.guess))

    def _add(self, part: Part, text: str, line: int, gate: Gate = CLOSED) -> None:
        self.story.append(Passage(part, plain(text), gate, self.group, line=line))


def plain(text: str) -> Prose:
    """Plain text as Markdown that says the same: its punctuation is only punctuation."""
    return Prose((_MARKDOWN.sub(_escaped, text),))


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    if found[3][0].isdigit():
        return f"{found[2]}{found[3][:-1]}\\{found[3][-1]}"
    return f"{found[2]}\\{found[3]}"
