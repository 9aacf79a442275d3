"""The statements of a story map, read entry by entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lookback.errors import InputRefused
from lookback.film.gate import Gate
from lookback.film.moment import START, Moment
from lookback.film.part import Part
from lookback.film.story import (
    REAL,
    Ask,
    Character,
    Clue,
    Event,
    Noun,
    Patch,
    Question,
    Rule,
    Status,
    Thing,
    Timeline,
)
from lookback.formats.story_map.entries import Entries, Mention, names_in
from lookback.formats.story_map.keys import KEYS, LINKS, NEVER, SECTIONS, TRUTHS
from lookback.formats.yaml_nodes import Mapping as Keys
from lookback.formats.yaml_nodes import Node, Scalar, Sequence, is_empty
from lookback.notices import Notice


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry, whose gate is not settled yet.

    Attributes:
        gate: after ``from``, or ``None``.
        before: what stands in its place until then: another name, or the real timeline.
    """

    part: Part
    noun: Noun
    line: int
    gate: Gate | None = None
    before: str = ""


@dataclass(slots=True)
class Drafts:
    """All entries of a map, as far as they can be read.

    Attributes:
        names: of all entries, also of those that cannot be read: who mentions one of these is
            told nothing that is not told there.
    """

    entries: Entries
    drafts: list[Draft] = field(default_factory=list)
    names: dict[Part, list[str]] = field(default_factory=lambda: {part: [] for part in KEYS})

    def read(self, map_: Keys) -> None:
        """Read all sections."""
        faults = self.entries.faults
        taken = {REAL}
        self._collect_names(map_)
        for section, node in self.entries.pairs(map_):
            name = section.text.strip()
            part = SECTIONS.get(name.lower())
            if part is None:
                faults.unknown(Notice.MAP_SECTION_UNKNOWN, section.line, name, SECTIONS)
                continue
            if isinstance(node, Sequence):
                faults.add(Notice.MAP_ENTRIES_LISTED, node.line)
                continue
            for key, at, entry in self.entries.named(node):
                is_real = part is Part.TIMELINE and key == REAL
                if key.lower() in taken and not is_real:
                    faults.add(Notice.MAP_NAME_TWICE, at, key)
                taken.add(key.lower())
                if _can_be(entry, part):
                    self.drafts.append(_READ[part](self.entries, key, at, entry))
                else:
                    faults.add(Notice.MAP_KEYS_EXPECTED, entry.line, key)
        if not self.names[Part.EVENT] and not faults.notes:
            faults.add(Notice.MAP_EVENTS_MISSING, map_.line)

    def _collect_names(self, map_: Keys) -> None:
        for section, node in map_.items:
            part = SECTIONS.get(section.text.strip().lower())
            for one in KEYS if part is None else [part]:
                self.names[one] += names_in(node)


def _can_be(entry: Node, part: Part) -> bool:
    """Whether this can be an entry: keys; nothing; or, for some, what it is called."""
    is_called = isinstance(entry, Scalar) and "called" in KEYS[part]
    return isinstance(entry, Keys) or is_called or is_empty(entry)


def _called(
    entries: Entries, part: Part, line: int, node: Node
) -> tuple[str, str, Gate | None, dict[str, Node]]:
    """What it is called, what it is called before, its gate, and the other keys."""
    if isinstance(node, Scalar):
        node = Keys(line, ((Scalar(line, "called"), node),))
    fields = entries.fields(node, KEYS[part])
    called = entries.required(fields, "called", line, Notice.MAP_CALLED_MISSING)
    gate = entries.gate(fields.get("from"))
    before = entries.words(fields.get("before"))
    if before and "from" not in fields and part is not Part.TIMELINE:
        entries.faults.add(Notice.MAP_BEFORE_ALONE, fields["before"].line)
    return called, before, gate, fields


def _character(entries: Entries, name: str, line: int, node: Node) -> Draft:
    called, before, gate, _ = _called(entries, Part.CHARACTER, line, node)
    return Draft(Part.CHARACTER, Character(name, called), line, gate, before)


def _thing(entries: Entries, name: str, line: int, node: Node) -> Draft:
    called, before, gate, fields = _called(entries, Part.THING, line, node)
    path = entries.names(fields.get("path"), Notice.MAP_PATH_UNKNOWN, Part.EVENT)
    if "path" not in fields:
        entries.faults.add(Notice.MAP_PATH_MISSING, line)
    return Draft(Part.THING, Thing(name, called, path), line, gate, before)


def _timeline(entries: Entries, name: str, line: int, node: Node) -> Draft:
    called, before, gate, fields = _called(entries, Part.TIMELINE, line, node)
    faults, notice = entries.faults, Notice.MAP_CHANGE_UNKNOWN
    without = entries.names(fields.get("without"), notice, Part.EVENT)
    adds = entries.names(fields.get("adds"), notice, Part.EVENT)
    for both in set(without) & set(adds):
        faults.add(Notice.MAP_CHANGE_TWICE, fields["adds"].line, both)
    if before not in {"", REAL}:
        faults.add(Notice.MAP_BEFORE_UNKNOWN, fields["before"].line, before)
    if name == REAL:
        for key in sorted(fields.keys() - {"called", "from"}):
            faults.add(Notice.MAP_REAL_CHANGED, fields[key].line, key)
        return Draft(Part.TIMELINE, Timeline(name, called), line, gate)
    if "is" in fields:
        status = _status(entries, fields["is"])
    else:
        faults.add(Notice.MAP_STATUS_MISSING, line)
        status = Status.REAL
    noun = Timeline(name, called, status, without, adds)
    return Draft(Part.TIMELINE, noun, line, gate, before)


def _status(entries: Entries, node: Node) -> Status:
    text = entries.words_as_they_are(node)
    try:
        return Status((text or "").lower())
    except ValueError:
        if text is not None:
            entries.faults.unknown(Notice.MAP_STATUS_UNKNOWN, node.line, text, list(Status))
        return Status.REAL


def _event(entries: Entries, name: str, line: int, node: Node) -> Draft:
    fields = entries.fields(node, KEYS[Part.EVENT])
    at = _moment(entries, fields.get("at"), line)
    gate = entries.gate(fields.get("from"))
    if gate is not None and gate.own < at:
        entries.faults.add(Notice.MAP_FROM_TOO_EARLY, fields["from"].line, str(gate))
    told = len(entries.faults.notes)
    who = entries.names(fields.get("who"), Notice.MAP_WHO_UNKNOWN, Part.CHARACTER)
    # Where who cannot be read, nobody knows who might decide.
    decides = fields.get("choice") if len(entries.faults.notes) == told else None
    choice, by = _choice(entries, decides, who)
    lines = entries.names(fields.get("line"), Notice.MAP_LINE_UNKNOWN, Part.TIMELINE)
    noun = Event(
        name,
        at,
        says=entries.required(fields, "what", line, Notice.MAP_WHAT_MISSING),
        who=who,
        lines=lines or (REAL,),
        rule=_rule(entries, fields, name, patch=False),
        choice=choice,
        by=by,
        enabler=entries.truth(fields.get("enabler")),
        shot=entries.words(fields.get("shot")),
        quote=entries.words(fields.get("quote")),
    )
    return Draft(Part.EVENT, noun, line, gate)


def _choice(
    entries: Entries, node: Node | None, who: tuple[str, ...]
) -> tuple[bool, tuple[str, ...]]:
    """Whether it is a decision, and whose: that of all who are there, or of some of them."""
    if node is None:
        return False, ()
    is_truth = isinstance(node, Scalar) and node.text.strip().lower() in TRUTHS
    choice = entries.truth(node) if is_truth else True
    if choice and not who:
        entries.faults.add(Notice.MAP_CHOICE_OF_NOBODY, node.line)
    elif not is_truth:
        return True, entries.some_of(node, who, Notice.MAP_CHOICE_UNKNOWN)
    return choice, who if choice else ()


def _moment(entries: Entries, node: Node | None, line: int) -> Moment:
    if node is None:
        entries.faults.add(Notice.MAP_AT_MISSING, line)
        return START
    text = entries.words_as_they_are(node)
    try:
        return Moment.parse(text or "")
    except InputRefused:
        if text is not None:
            entries.faults.add(Notice.MAP_AT_UNREADABLE, node.line, text)
        return START


def _rule(entries: Entries, fields: Mapping[str, Node], effect: str, *, patch: bool) -> Rule:
    because, any_of, unless = (entries.links(fields.get(key), effect, patch=patch) for key in LINKS)
    return Rule(because, any_of, unless)


def _patch(entries: Entries, name: str, line: int, node: Node) -> Draft:
    fields = entries.fields(node, KEYS[Part.PATCH])
    heading = entries.words_as_they_are(fields["of"]) if "of" in fields else None
    if "of" not in fields:
        entries.faults.add(Notice.MAP_HEADING_MISSING, line)
    takes, rules = [], []
    for timeline, at, said in entries.named(fields.get("takes", _NOTHING)):
        mention = Mention(Notice.MAP_TAKES_UNKNOWN, at, timeline, Part.TIMELINE)
        entries.mentions.append(mention)
        takes.append((timeline, _status(entries, said)))
    for event, at, said in entries.named(fields.get("rules", _NOTHING)):
        entries.mentions.append(Mention(Notice.MAP_RULE_UNKNOWN, at, event, Part.EVENT))
        rules.append((event, _new_rule(entries, said, event)))
    noun = Patch(
        name,
        " ".join((heading or "").split()),
        tuple(takes),
        tuple(rules),
        _clues(entries, fields.get("for", _NOTHING)),
        _clues(entries, fields.get("against", _NOTHING)),
    )
    return Draft(Part.PATCH, noun, line, entries.gate(fields.get("from")))


_NOTHING: Final = Keys(0, ())


def _new_rule(entries: Entries, node: Node, event: str) -> Rule:
    if isinstance(node, Scalar):
        if node.text.strip().lower() != NEVER:
            entries.faults.add(Notice.MAP_RULE_UNREADABLE, node.line, node.text)
        return Rule(never=True)
    if not isinstance(node, Keys):
        entries.faults.add(Notice.MAP_RULE_UNREADABLE, node.line)
        return Rule()
    return _rule(entries, entries.fields(node, frozenset(LINKS)), event, patch=True)


def _clues(entries: Entries, node: Node) -> tuple[Clue, ...]:
    clues = []
    for at, line, said in entries.named(node):
        entries.mentions.append(Mention(Notice.MAP_CLUE_UNKNOWN, line, at, Part.FOR))
        if is_empty(said):
            entries.faults.add(Notice.MAP_REASON_MISSING, line, at)
        clues.append(Clue(at, entries.words(said)))
    return tuple(clues)


def _question(entries: Entries, name: str, line: int, node: Node) -> Draft:
    fields = entries.fields(node, KEYS[Part.QUESTION])
    says = entries.required(fields, "says", line, Notice.MAP_SAYS_MISSING)
    asked = fields.get("ask")
    text = entries.words_as_they_are(asked) if asked is not None else ""
    kind, *events = (text or "").split() or [""]
    at = asked.line if asked is not None else line
    ask = next((one for one in Ask if one == kind.lower()), None)
    if text is not None and (ask is None or len(events) != ask.takes):
        entries.faults.add(Notice.MAP_QUESTION_UNREADABLE, at, text)
    else:
        if len(events) > len(set(events)):
            entries.faults.add(Notice.MAP_QUESTION_ITSELF, at, text or "")
        entries.mentions += [
            Mention(Notice.MAP_QUESTION_UNKNOWN, at, event, Part.EVENT) for event in events
        ]
    note = entries.words(fields.get("note"))
    noun = Question(name, says, ask or Ask.WHY, tuple(events), note)
    return Draft(Part.QUESTION, noun, line, entries.gate(fields.get("from")))


_READ: Final[Mapping[Part, Callable[[Entries, str, int, Node], Draft]]] = MappingProxyType(
    {
        Part.CHARACTER: _character,
        Part.TIMELINE: _timeline,
        Part.EVENT: _event,
        Part.THING: _thing,
        Part.PATCH: _patch,
        Part.QUESTION: _question,
    }
)
