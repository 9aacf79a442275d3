"""The plain-text layout that film sites print: lines of facts, then sections.

Lines may be missing or stand in another order. What has no field is kept, hidden until the
ending, and reported; what had to be guessed is asked.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import ClassVar, Final

from lookback.errors import TitleMissing, TooLarge
from lookback.film.gate import CLOSED, OPEN
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.record import Release, Text
from lookback.film.slug import slug_of
from lookback.formats.base import MOST_GROUPS, MOST_MARKS, Format, Reading
from lookback.formats.outline_facts import Fact, genres, labelled, quoted, summary, themes
from lookback.formats.outline_names import commonness, interprets, name_of
from lookback.formats.outline_themes import are_themes
from lookback.formats.record_keys import SINGLE
from lookback.notices import Note, Notice

_LONGEST_TITLE: Final = 120
_LONGEST_HEADING: Final = 60
_LONGEST_FACTS: Final = 4000
_NO_TITLES: Final = ("---", "<", "{", "[")
_ENDS: Final = ".!?…。！？"
_CLOSING: Final = "\"'”’»」』)"
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
_NAME: Final = re.compile(r"(?=[^\W\d_])\w[\w’'&, -]{2,58}")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<|])|^(\s*)([#>+@~-]|\d{1,9}[.)](?=\s))")
FURTHER_NOTES: Final = "Further notes"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, and whether a blank one or an end of the file is beside it."""

    number: int
    text: str
    after_blank: bool
    before_blank: bool


class Outline(Format):
    """Plain-text pages, as docs/page-format.md describes them."""

    name: ClassVar[str] = "outline"
    suffix: ClassVar[str] = ".txt"

    def claims(self, text: str) -> bool:
        """A short first line, and at least two of the layout's marks."""
        lines = [line.text for line in _lines(text)]
        if not lines or len(lines[0]) > _LONGEST_TITLE or lines[0].startswith(_NO_TITLES):
            return False
        if any(line.startswith(("## ", "```")) or "-->" in line for line in lines[:200]):
            return False
        marks = (_is_mark(line) for line in lines[1:400])
        return sum(marks) >= 2

    def read(self, text: str) -> Reading:
        """Read a page; only one without any line, or with far too many marks, is refused."""
        lines = _lines(text)
        if not lines:
            raise TitleMissing("expected a title in the first line", line=1)
        if sum(1 for _ in _MARKDOWN.finditer(text)) > MOST_MARKS:
            raise TooLarge(f"expected at most {MOST_MARKS:,} brackets, stars and the like", line=1)
        page = _Outline(lines[0].text)
        page.read(lines)
        return page.reading()


def _lines(text: str) -> list[_Line]:
    stripped = ["", *map(str.strip, text.split("\n")), ""]
    return [
        _Line(number, stripped[number], not stripped[number - 1], not stripped[number + 1])
        for number in range(1, len(stripped) - 1)
        if stripped[number]
    ]


def _is_sentence(text: str) -> bool:
    """Whether a line ends as sentences do, and is more than one word."""
    end = text.rstrip(_CLOSING)[-1:]
    return end != "" and end in _ENDS and (" " in text or not text.isascii())


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
    # "... has ever had this ending explained." is a sentence.
    if _ENDING.fullmatch(plain) and (plain == "ending explained" or not _is_sentence(line)):
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
    found: set[Part] = field(default_factory=set)
    countries: list[str] = field(default_factory=list)
    part: Part | None = None
    group: int = 0
    groups: int = 0
    interpretations: int = 0
    after_title: bool = False

    def read(self, lines: list[_Line]) -> None:
        """Read all lines, the title first."""
        self._add_fact(Fact(Part.TITLE, Text.parse(self.title)), lines[0].number)
        for line, following in zip_longest(lines[1:], lines[2:]):
            heading = _heading(line.text)
            if heading is not None:
                self.part, self.group = heading, 0
            elif self._is_own_heading(line, following):
                self._open_section(line)
            elif self.part is None:
                self._head(line)
            else:
                self._body(line)

    def reading(self) -> Reading:
        """What was read, with what was left over in a section at the end."""
        if self.left_over:
            self._open_group(self.left_over[0].number)
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
        after_title, self.after_title = self.after_title, False
        if slug_of(line.text) == slug_of(self.title):
            self.after_title = True
            return
        facts: list[Fact] = []
        if len(line.text) <= _LONGEST_FACTS:
            facts = self._facts(line.text, after_title) or self._themes(line.text)
        # A film has one running time: another one says that one of them was not understood.
        if any(fact.part in SINGLE and fact.part in self.found for fact in facts):
            self.left_over.append(line)
            return
        for fact in facts:
            self._add_fact(fact, line.number)
        if facts:
            return
        if Part.PREMISE not in self.found and _is_sentence(line.text):
            self.found.add(Part.PREMISE)
            self.story.insert(0, Passage(Part.PREMISE, plain(line.text), OPEN, line=line.number))
        else:
            self.left_over.append(line)

    def _facts(self, text: str, after_title: bool) -> list[Fact]:
        if found := labelled(text, self.countries):
            return found
        if said := quoted(text):
            return [Fact(Part.TAGLINE, Text.parse(said))]
        if found := summary(text) or genres(text):
            return found
        return self._original_title(text, after_title)

    def _themes(self, text: str) -> list[Fact]:
        """A line without a label below the genres that can be themes."""
        follows_genres = Part.GENRES in self.found and Part.THEMES not in self.found
        return themes(text) if follows_genres and are_themes(text) else []

    def _original_title(self, text: str, after_title: bool) -> list[Fact]:
        """A short line in another script than the title's, or the one below the title."""
        if Part.ORIGINAL_TITLE in self.found or len(text) > _LONGEST_TITLE:
            return []
        other = sum(char.isalpha() and not char.isascii() for char in text)
        if self.title.isascii() and other * 2 > len(text.replace(" ", "")):
            return [Fact(Part.ORIGINAL_TITLE, Text.parse(text))]
        if after_title and _is_name(text):
            guess = f"the original title: {text}"
            return [Fact(Part.ORIGINAL_TITLE, Text.parse(text), guess)]
        return []

    def _is_own_heading(self, line: _Line, following: _Line | None) -> bool:
        """A short line of its own that no sentence ends.

        Above the first section it must also stand below the premise and above a paragraph.
        """
        if not line.after_blank or not _is_name(line.text):
            return False
        if self.part is not None:
            return True
        return (
            Part.PREMISE in self.found
            and line.before_blank
            and not self.after_title
            and following is not None
            and following.before_blank
            and not self._facts(line.text, after_title=False)
            and _is_sentence(following.text)
        )

    def _open_section(self, line: _Line) -> None:
        self._open_group(line.number)
        self.part = Part.SECTION
        self._add(Part.HEADING, line.text.strip(_DECORATION), line.number)
        self.notes.append(Note(Notice.SECTION_UNKNOWN, line.number))

    def _open_group(self, line: int) -> None:
        self.groups += 1
        self.group = self.groups
        if self.groups > MOST_GROUPS:
            raise TooLarge(f"expected at most {MOST_GROUPS:,} sections", line=line)

    def _body(self, line: _Line) -> None:
        """A paragraph of a section."""
        if self.part is not Part.INTERPRETATIONS_LEAD:
            self._add(self.part or Part.SECTION, line.text, line.number)
        elif interprets(line.text):
            self._interpretation(line)
        else:
            self._add(Part.CLAIM if self.group else self.part, line.text, line.number)

    def _interpretation(self, line: _Line) -> None:
        self._open_group(line.number)
        self.interpretations += 1
        name = name_of(line.text, self.interpretations)
        self._add(Part.INTERPRETATION, name, line.number)
        guess = f"an interpretation called: {name}"
        if how := commonness(line.text):
            self._add(Part.COMMONNESS, how, line.number)
            guess += f" ({how})"
        self.notes.append(Note(Notice.GUESSED, line.number, guess))
        self._add(Part.CLAIM, line.text, line.number)

    def _add_fact(self, fact: Fact, line: int) -> None:
        self.facts.append(Passage(fact.part, fact.value, OPEN, line=line))
        self.found.add(fact.part)
        if isinstance(fact.value, Release):
            self.countries.append(fact.value.country)
        if fact.guess:
            self.notes.append(Note(Notice.GUESSED, line, fact.guess))

    def _add(self, part: Part, text: str, line: int) -> None:
        self.story.append(Passage(part, plain(text), CLOSED, self.group, line=line))


def _is_name(text: str) -> bool:
    """A few words that could be a heading or a title."""
    plain = text.strip(_DECORATION)
    return (
        len(text) <= _LONGEST_HEADING
        and text[-1] not in _ENDS
        and not plain[:1].islower()
        and _NAME.fullmatch(plain) is not None
    )


def plain(text: str) -> Prose:
    """Plain text as Markdown that says the same: its punctuation is only punctuation."""
    return Prose((_MARKDOWN.sub(_escaped, text),))


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    if found[3][0].isdigit():
        return f"{found[2]}{found[3][:-1]}\\{found[3][-1]}"
    return f"{found[2]}\\{found[3]}"
