"""A page written in the page format, for pages that came in another one."""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.page import Page, Passage
from lookback.film.part import NOUNS, VALUES, Part
from lookback.film.slug import slug_of
from lookback.formats.document import FENCE
from lookback.formats.marker import Marker
from lookback.formats.record_keys import SINGLE, STAND_IN
from lookback.formats.sections import EVIDENCE, HOW_COMMON, SECTIONS
from lookback.formats.story_map.writing import write_map

_PLAIN: Final = re.compile(r"[^\W_](?:[\w .'’!?()-]*[\w.'’!?)-])?")
_SENTENCE: Final = re.compile(r"(?:[^\W\d_]|[*_\"“‘'(\[|])")
_BULLET: Final = "- "
_ALWAYS_MARKED: Final = frozenset({Part.RECAP, Part.PANELS, Part.HEADING})
_TITLES: Final = {part: title.capitalize() for title, part in SECTIONS.items()}


def compose(page: Page) -> str:
    """The page in Markdown; reading it gives the same passages.

    Passages are expected as formats make them: the record first, headings before their groups.
    """
    story = "\n\n".join(_story(page))
    return "\n".join([FENCE, *_record(page), FENCE, "", story]).rstrip() + "\n"


def _record(page: Page) -> Iterator[str]:
    values = [passage for passage in page.passages if passage.part in VALUES]
    for part, group in groupby(values, key=lambda passage: passage.part):
        passages = list(group)
        if part is Part.UNKNOWN_KEY:
            yield from (_unknown(passage) for passage in passages)
        else:
            yield from _values(part, passages)
        if part is Part.TITLE and page.slug != slug_of(page.title):
            yield f"slug: {page.slug}"


def _values(part: Part, passages: list[Passage]) -> Iterator[str]:
    stand_ins = {p.name: str(p.says) for p in passages if p.name.startswith(STAND_IN)}
    written = [
        _id(passage, stand_ins.get(passage.replaces))
        if part is Part.IDS
        else _gated(str(passage.says), passage.gate, stand_ins.get(passage.replaces))
        for passage in passages
        if passage.name not in stand_ins
    ]
    if part is Part.IDS:
        yield f"{part}: {{{', '.join(written)}}}"
    elif len(written) == 1 or part in SINGLE:
        yield f"{part}: {written[0]}"
    else:
        yield f"{part}:"
        yield from (f"  - {value}" for value in written)


def _gated(said: str, gate: Gate, stand_in: str | None) -> str:
    if gate == OPEN and stand_in is None:
        return _scalar(said)
    before = f", before: {_scalar(stand_in)}" if stand_in else ""
    return f"{{value: {_scalar(said)}, from: {_scalar(str(gate))}{before}}}"


def _id(passage: Passage, stand_in: str | None) -> str:
    site, _, value = str(passage.says).partition(" ")
    before = stand_in.partition(" ")[2] if stand_in else None
    return f"{site}: {_gated(value, passage.gate, before)}"


def _unknown(passage: Passage) -> str:
    key, colon, value = str(passage.says).partition(": ")
    return f"{_scalar(key if colon else key[:-1])}: {_scalar(value)}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _story(page: Page) -> Iterator[str]:
    section, group = Part.PREMISE, 0
    map_ = [passage for passage in page.passages if passage.part in NOUNS]
    for passage in page.passages:
        is_map = passage.part in NOUNS
        if passage.part in VALUES or (is_map and passage is not map_[0]):
            continue
        at = _section(passage)
        # A map belongs to no interpretation, though some of what it says does.
        within = 0 if is_map else passage.group
        # What belongs to no interpretation, but stands below one, begins the section again.
        if at in _TITLES and (at is not section or group > within == 0):
            yield f"## {_TITLES[at]}"
        section, group = at, within
        yield write_map(map_) if is_map else _block(passage)


def _section(passage: Passage) -> Part:
    if passage.part in {Part.INTERPRETATION, Part.COMMONNESS, Part.CLAIM, *EVIDENCE.values()}:
        return Part.INTERPRETATIONS_LEAD
    return Part.STORY_MAP if passage.part in NOUNS else passage.part


def _block(passage: Passage) -> str:
    text, bullet = str(passage.says), ""
    marker = f"{_marker(passage)} ".lstrip()
    for prefix, part in EVIDENCE.items():
        if passage.part is part:
            return f"{_BULLET}{marker}{prefix} {text}"
    if passage.part is Part.COMMONNESS:
        return f"{marker}{HOW_COMMON} {text}"
    if passage.part in {Part.HEADING, Part.INTERPRETATION}:
        level = "##" if passage.part is Part.HEADING else "###"
        return f"{level} {marker}{text}"
    if text.startswith(_BULLET):
        bullet, text = _BULLET, text.removeprefix(_BULLET)
    if not marker or bullet or _SENTENCE.match(text):
        return f"{bullet}{marker}{text}"
    return f"{marker.rstrip()}\n\n{text}"


def _marker(passage: Passage) -> str:
    usual = OPEN if passage.part is Part.PREMISE else CLOSED
    named = passage.name or passage.replaces
    if passage.gate == usual and not named and passage.part not in _ALWAYS_MARKED:
        return ""
    return str(Marker(passage.gate, passage.name, passage.replaces))
