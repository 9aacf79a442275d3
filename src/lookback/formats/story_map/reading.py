"""A story map: from its block in a page to passages, or to what is wrong with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.story import REAL, Character, Event, Patch, Thing, Timeline
from lookback.formats.document import Block, Kind
from lookback.formats.marker import Marker
from lookback.formats.record_keys import STAND_IN
from lookback.formats.story_map.checking import check
from lookback.formats.story_map.entries import Entries
from lookback.formats.story_map.faults import Faults
from lookback.formats.story_map.gates import Closing, Shown, event_gate, usual_gates
from lookback.formats.story_map.nouns import Draft, Drafts
from lookback.formats.yaml_nodes import Cause, NotPlain, read_nodes
from lookback.notices import Note, Notice

LARGEST: Final = 120_000
_DEEPEST: Final = 7
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*ya?ml(?![^\s])", re.IGNORECASE)
_EVENTS: Final = re.compile(r"""[\s>{]*["']?events["']?\s*:\s*(?:[{#]|$)""")
_WHAT: Final = re.compile(r"""[\s{,]["']?what["']?:\s""")
"""The two keys that every map has: the one alone on its line, the other with words after it."""
_CAUSES: Final[Mapping[Cause, Notice]] = MappingProxyType(
    {
        Cause.NO_YAML: Notice.MAP_NOT_YAML,
        Cause.NO_PLAIN_VALUE: Notice.MAP_ALIAS,
        Cause.TOO_DEEP: Notice.MAP_TOO_DEEP,
        Cause.NO_KEYS: Notice.MAP_KEYS_EXPECTED,
        Cause.TWO_DOCUMENTS: Notice.MAP_NOT_YAML,
        Cause.CONTROLS: Notice.MAP_CONTROLS,
        Cause.NO_KEY: Notice.MAP_NAME_INVALID,
        Cause.KEY_TWICE: Notice.MAP_KEY_TWICE,
    }
)


@dataclass(frozen=True, slots=True)
class Map:
    """A story map as it stands in a page, not read yet.

    Attributes:
        marker: the gate marker before it, or ``None``.
        place: how many passages of the story stand before it.
    """

    block: Block
    marker: Marker | None
    place: int


def is_map(block: Block) -> bool:
    """Whether a block, below the heading of story maps, is one."""
    return block.kind is Kind.OTHER and _FENCE.match(block.lines[0]) is not None


def may_be_map(block: Block) -> bool:
    """Whether a block that is no map may have been meant for one: its fence does not say so."""
    return block.kind is Kind.OTHER and any(line.startswith("events:") for line in block.lines)


def looks_like_map(block: Block) -> bool:
    """Whether any block of a page, with or without a fence, reads like a map of ours."""
    return (
        block.kind not in {Kind.FRONT_MATTER, Kind.SPACE}
        and any(_EVENTS.match(line) for line in block.lines)
        and any(_WHAT.search(line) for line in block.lines)
    )


def with_maps(
    passages: Sequence[Passage], maps: Sequence[Map], closing: Closing
) -> tuple[list[Passage], list[Note]]:
    """The passages of a page with those of its story map, and what is wrong with the map.

    With any fault no passage is made of it: half a map would give wrong answers.

    Args:
        passages: of the story, without the map.
        closing: what becomes of a gate that the film does not have.
    """
    faults = Faults()
    for extra in maps[1:]:
        faults.add(Notice.MAP_SECOND, extra.block.line)
    if not maps:
        return list(passages), []
    made = _read(maps[0], passages, closing, faults)
    if not faults.notes:
        place = maps[0].place
        return [*passages[:place], *made, *passages[place:]], []
    faults.notes.sort(key=lambda note: note.line)
    left_out = Note(Notice.MAP_LEFT_OUT, maps[0].block.line)
    return list(passages), [left_out, *faults.notes]


def _read(
    map_: Map, passages: Sequence[Passage], closing: Closing, faults: Faults
) -> list[Passage]:
    block, marker = map_.block, map_.marker or Marker(OPEN)
    text = _content(block, faults)
    if marker.name or marker.replaces:
        faults.add(Notice.MAP_MARKER_NAMED, block.line)
    if len(text) > LARGEST:
        faults.add(Notice.MAP_TOO_LARGE, block.line, f"at most {LARGEST:,} characters")
        return []
    try:
        nodes = read_nodes(text, first_line=block.line + 1, deepest=_DEEPEST, once=False)
    except NotPlain as refused:
        faults.add(_CAUSES[refused.cause], max(refused.found, block.line))
        return []
    drafts = Drafts(Entries(faults))
    drafts.read(replace(nodes, line=max(nodes.line, block.line)))
    groups = _Headings.of(passages).resolve(drafts.drafts, faults)
    check(drafts, {one.name for one in passages if one.name})
    if faults.notes:
        return []
    made = _Gated(marker.gate, closing).passages(drafts.drafts, groups)
    return sorted(made, key=lambda passage: list(Part).index(passage.part))


def _content(block: Block, faults: Faults) -> str:
    """What stands between the fences."""
    opening = _FENCE.match(block.lines[0])
    fence = opening[1] if opening else ""
    lines = block.lines[1:]
    last = lines[-1].strip() if lines else ""
    if len(last) >= len(fence) and not last.strip(fence[:1]):
        return "\n".join(lines[:-1])
    faults.add(Notice.MAP_NOT_CLOSED, block.line)
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Headings:
    """The interpretations of a page: heading and group by the words of the heading."""

    by_words: Mapping[str, tuple[str, int]]

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> "_Headings":
        by_words: dict[str, tuple[str, int]] = {}
        for passage in passages:
            if passage.part is Part.INTERPRETATION and isinstance(passage.says, Prose):
                told = str(passage.says)
                pieces = passage.says.pieces
                bare = "".join(one if isinstance(one, str) else one.text for one in pieces)
                for words in (told, bare):
                    by_words.setdefault(_same(words), (told, passage.group))
        return cls(by_words)

    def resolve(self, drafts: list[Draft], faults: Faults) -> dict[str, int]:
        """The group of each interpretation of a map; its heading becomes that of the page."""
        groups: dict[str, int] = {}
        for index, draft in enumerate(drafts):
            if not isinstance(draft.noun, Patch) or not draft.noun.heading:
                continue
            found = self.by_words.get(_same(draft.noun.heading))
            if found is None:
                known = [heading for heading, _ in self.by_words.values()]
                faults.unknown(Notice.MAP_HEADING_UNKNOWN, draft.line, draft.noun.heading, known)
            elif found[1] in groups.values():
                faults.add(Notice.MAP_HEADING_TWICE, draft.line, draft.noun.heading)
            else:
                groups[draft.noun.name] = found[1]
                drafts[index] = replace(draft, noun=replace(draft.noun, heading=found[0]))
        return groups


def _same(words: str) -> str:
    return " ".join(words.casefold().split())


@dataclass(frozen=True, slots=True)
class _Gated:
    """Makes passages of drafts.

    Attributes:
        least: the gate of the marker before the map, which all wait for.
    """

    least: Gate
    closing: Closing

    def passages(self, drafts: Sequence[Draft], groups: Mapping[str, int]) -> list[Passage]:
        """The passages of all entries, in the order of the file."""
        timelines = {
            one.noun.name: self._gate(one)
            for one in drafts
            if isinstance(one.noun, Timeline) and one.noun.name != REAL
        }
        as_real = {one.noun.name for one in drafts if one.part is Part.TIMELINE and one.before}
        told = {
            one.noun.name: replace(
                one.noun, as_real=tuple(line for line in one.noun.lines if line in as_real)
            )
            for one in drafts
            if isinstance(one.noun, Event)
        }
        usual = usual_gates(list(told.values()), timelines)
        events = {
            name: event_gate(told[name], self._gate(one, usual[name]), timelines, self.closing)
            for one in drafts
            if (name := one.noun.name) in told and one.part is Part.EVENT
        }
        shown = Shown(events, self.closing)
        made: list[Passage] = []
        for one in drafts:
            match one.noun:
                case Character(name=name):
                    first = shown.first(e.name for e in told.values() if name in e.who)
                    made += self._called(one, one.noun, first)
                case Thing(path=path):
                    made += self._called(one, one.noun, shown.first(path))
                case Event(name=name):
                    made.append(Passage(one.part, told[name], events[name], line=one.line))
                case noun:
                    group = groups.get(noun.name, 0) if one.part is Part.PATCH else 0
                    made.append(Passage(one.part, noun, self._gate(one), group, line=one.line))
        return made

    def _gate(self, draft: Draft, usual: Gate = CLOSED) -> Gate:
        return self.least.join(draft.gate if draft.gate is not None else usual)

    def _called(
        self, draft: Draft, noun: Character | Thing, first: Gate | None
    ) -> Iterable[Passage]:
        """What is called something, after what stands in for it."""
        gate = self._gate(draft, first or CLOSED)
        together = f"{STAND_IN}{draft.part}-{noun.name}" if draft.before else ""
        if draft.before:
            stand_in = replace(noun, called=draft.before)
            yield Passage(draft.part, stand_in, first or gate, name=together, line=draft.line)
        yield Passage(draft.part, noun, gate, replaces=together, line=draft.line)
