"""The theme ontology: the themes of films, and the themes themselves.

The files of https://github.com/theme-ontology/theming: ``*.st.txt`` tells of stories, and
``*.th.txt`` of themes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, ClassVar, Final, NamedTuple

from lookback.errors import TextInvalid, TooLarge
from lookback.film.finding import Findable
from lookback.film.gate import CLOSED
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.slug import slug_of
from lookback.formats.catalogues.addresses import chief, ids_in
from lookback.formats.catalogues.base import Catalogue, Head, Hierarchy, Naming, Told
from lookback.formats.catalogues.json_rows import Fields, fields_of, kept, listed, text
from lookback.formats.catalogues.lines import blocks
from lookback.formats.catalogues.made_keys import made_key
from lookback.formats.catalogues.statements import (
    MOST,
    Statements,
    find_open,
    plain,
    title_of,
    words,
)

LARGEST_ENTRY: Final = 1_000_000
"""The largest entry, in characters."""
_RULE: Final = re.compile(r"={3,}")
_FIELD: Final = ":: "
_PARENTS: Final = re.compile(rb"^:: Parents\r?$", re.MULTILINE)
_MOVIE: Final = re.compile(r"movie: (.+?)(?: \(([0-9]{4})\))?", re.ASCII)
_THEMES: Final = ("Choice Themes", "Major Themes", "Minor Themes")
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", re.ASCII)
_WHY: Final = "### Why these themes"


class Entry(NamedTuple):
    """One entry of a file of the ontology.

    Attributes:
        line: of the heading, counted from 1.
        fields: the lines below each ``:: Name``.
    """

    heading: str
    line: int
    fields: dict[str, list[str]]


class Themes(Catalogue):
    """One film an entry; all that is said of its themes waits for the ending."""

    name: ClassVar[str] = "themes"
    source: ClassVar[str] = "Theme Ontology"
    licence: ClassVar[str] = (
        "The Theme Ontology (https://www.themeontology.org) is under the MIT licence: keep its "
        "notice, Copyright (c) 2021 Theme Ontology, with what you pass on."
    )

    def claims(self, head: Head) -> bool:
        """Whether it begins with an underlined heading, and tells of themes of stories."""
        data = head.data
        is_entry = _first_rule(data) and b"\n:: " in data
        return is_entry and (b"\n:: Component Stories" in data or b" Themes" in data)

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """The films; collections, series and other stories are left out."""
        for entry in _entries(file):
            if isinstance(entry, int):
                yield entry
                continue
            movie = _MOVIE.fullmatch(entry.heading)
            if movie is None:
                continue
            title = title_of("".join(entry.fields.get("Title", [])[:1])) or title_of(movie[1])
            date = "".join(entry.fields.get("Date", [])[:1])
            released = date if _DATE.fullmatch(date) else movie[2] or ""
            says = {
                "title": title,
                "released": released,
                **{name: _themes(entry.fields.get(name, [])) for name in _THEMES},
            }
            ids = ids_in(entry.fields.get("References", []))
            known = chief(ids)
            key = known.address if known else made_key(title, released[:4], entry.heading)
            yield Told(key, kept(says), tuple(one for one in ids if one != known))

    def find(
        self, rows: Iterable[tuple[int, str]], films: Mapping[int, Findable], _named: Naming
    ) -> None:
        """The titles and the years; no theme, and none of what is said of them."""
        for number, says in rows:
            find_open(self._record(fields_of(says)), films[number])

    def passages(self, says: str, _named: Naming) -> Sequence[Passage]:
        """Title and year; the themes, and a section that says why, for after the film."""
        fields = fields_of(says)
        made = self._record(fields)
        reasons = []
        for theme, reason in _told_themes(fields):
            made.text(Part.THEMES, theme, CLOSED)
            if reason:
                reasons.append(f"{words(theme)}: {words(reason)}")
        if reasons:
            made.append(Passage(Part.HEADING, Prose.plain(_WHY), CLOSED, group=1))
        for reason in reasons:
            made.append(Passage(Part.SECTION, plain(reason), CLOSED, group=1))
        return made

    def _record(self, fields: Fields) -> Statements:
        made = Statements(self.name)
        made.text(Part.TITLE, text(fields, "title"))
        made.release(text(fields, "released"))
        return made


class ThemeHierarchy(Hierarchy):
    """One theme an entry, with the themes that it is a kind of."""

    name: ClassVar[str] = "theme-hierarchy"
    source: ClassVar[str] = Themes.source
    licence: ClassVar[str] = Themes.licence

    def claims(self, head: Head) -> bool:
        """Whether it begins with an underlined heading, and tells of the parents of themes."""
        data = head.data
        return _first_rule(data) and _PARENTS.search(data) is not None and b" Themes" not in data

    def rows(self, file: BinaryIO) -> Iterator[Told | int]:
        """Every theme that has a name."""
        for entry in _entries(file):
            if isinstance(entry, int):
                yield entry
                continue
            parents = map(words, entry.fields.get("Parents", []))
            name = words(entry.heading)
            if name:
                yield Told(slug_of(name), "\n".join([name, *filter(None, parents)]))

    def theme_of(self, says: str) -> tuple[str, tuple[str, ...]]:
        """The theme, and those that it is a kind of."""
        name, *parents = says.split("\n")
        return name, tuple(parents)


def _first_rule(data: bytes) -> bool:
    lines = data.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 2)
    return (
        len(lines) > 1 and _RULE.fullmatch(lines[1].decode("ascii", "replace").strip()) is not None
    )


def _entries(file: BinaryIO) -> Iterator[Entry | int]:
    """Each entry: a line underlined with =, and fields below it; now and then the bytes read."""
    held: list[tuple[int, str]] = []
    size = 0
    for block in blocks(file):
        for number, line in enumerate(block.lines, block.first):
            if _RULE.fullmatch(line) and held and held[-1][1].strip():
                heading = held.pop()
                yield from _entry(held)
                held, size = [heading], 0
            held.append((number, line.rstrip()))
            size += len(line)
            if size > LARGEST_ENTRY:
                expected = f"expected entries of at most {LARGEST_ENTRY:,} characters"
                raise TooLarge(expected, line=held[0][0])
        yield block.read
    yield from _entry(held)


def _entry(lines: Sequence[tuple[int, str]]) -> Iterator[Entry]:
    if not any(line for _, line in lines):
        return
    number, heading = lines[0]
    if len(lines) < 2 or _RULE.fullmatch(lines[1][1]) is None:
        raise TextInvalid("expected a heading underlined with =", line=number)
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    for _, line in lines[2:]:
        if line.startswith(_FIELD):
            current = fields.setdefault(line.removeprefix(_FIELD).strip(), [])
        elif line.strip():
            current.append(line.strip())
    yield Entry(heading.strip(), number, fields)


def _themes(lines: Iterable[str]) -> list[list[str]]:
    """Pairs of a theme and why, of ``theme [why]``; a reason can go on over several lines."""
    found: list[list[str]] = []
    told: list[str] = []
    open_ = 0
    for line in lines:
        told.append(line)
        open_ += line.count("[") - line.count("]")
        if open_ <= 0:
            found.extend(_pair(" ".join(told)))
            told, open_ = [], 0
    found.extend(_pair(" ".join(told)))
    return found[:MOST]


def _pair(told: str) -> Iterator[list[str]]:
    theme, _, reason = told.partition("[")
    name = title_of(re.split("[{<]", theme)[0])
    if name:
        yield [name, words(reason.strip().removesuffix("]"))]


def _told_themes(fields: Fields) -> Iterator[tuple[str, str]]:
    for name in _THEMES:
        for pair in listed(fields, name)[:MOST]:
            if isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair):
                yield pair[0], pair[1]
