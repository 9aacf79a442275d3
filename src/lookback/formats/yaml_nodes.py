"""YAML read as plain words with their lines.

Read from the parser's events: aliases, tags and deep nesting are refused before anything is
built, and no word is taken for a number, a truth value or a date.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final
from unicodedata import category

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_NO_TEXT: Final = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters, which YAML's escapes could bring in."""
_LAST_TWO: Final = 0xFFFE
"""The last two characters of each plane are none, and no XML may hold the first two of these."""
_QUOTED: Final = "while scanning a quoted scalar"
_BRACKETED: Final = frozenset({"while parsing a flow mapping", "while parsing a flow sequence"})
"""What the parser says it was reading where a quotation mark or a bracket may not be closed."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, as text.

    Attributes:
        quoted: whether the author said that it is text and nothing else.
        bare: of a key between braces, whether no colon follows it. Where a comma has cut words in
            two, their second half is such a key.
    """

    line: int
    text: str
    quoted: bool = field(default=False, compare=False)
    bare: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    line: int
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values, in the order of the file."""

    line: int
    items: "tuple[tuple[Scalar, Node], ...]"


Node = Scalar | Sequence | Mapping


def is_empty(node: Node) -> bool:
    """Whether a key has no value: as good as no key."""
    return isinstance(node, Scalar) and not node.text.strip()


class Cause(Enum):
    """Why YAML is not taken: the text is what was expected."""

    NO_YAML = "expected YAML: a key, a colon, a value"
    NO_PLAIN_VALUE = "aliases, anchors and tags are not read here: expected plain values"
    TOO_DEEP = "expected values nested less deeply"
    NO_KEYS = "expected keys and values"
    TWO_DOCUMENTS = "expected one record"
    CONTROLS = "expected no control characters, also not escaped"
    NO_KEY = "expected a key in words"
    KEY_TWICE = "expected each key once"


class NotPlain(Exception):
    """YAML that is not taken; who reads it says so in the words of its own file.

    Attributes:
        line: in the file, counted from 1; 1 where it is not known, or it is about the whole file.
        found: the line of what is not taken; else the same.
    """

    def __init__(self, cause: Cause, line: int, found: int = 0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.line = line
        self.found = found or line


def read_nodes(text: str, *, first_line: int, deepest: int, once: bool = True) -> Mapping:
    """One mapping of plain values.

    Args:
        first_line: where the text begins in its file.
        deepest: how deep its mappings and lists may stand in one another.
        once: whether a key that stands twice is refused; else both are given.

    Raises:
        NotPlain: anything else.
    """
    try:
        return _Reader(text, first_line, deepest, once).mapping()
    except MarkedYAMLError as error:
        mark = _mark(text, error)
        raise NotPlain(Cause.NO_YAML, mark.line + first_line if mark else 1) from None
    except (YAMLError, ValueError, IndexError, AssertionError):
        # The parser lets some of its own slips through on broken escapes and directives.
        raise NotPlain(Cause.NO_YAML, 1) from None


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    first_line: int
    deepest: int
    once: bool

    def mapping(self) -> Mapping:
        events = self.events()
        first = next(events, None)
        if first is None:
            return Mapping(1, ())
        if not isinstance(first, MappingStartEvent):
            raise NotPlain(Cause.NO_KEYS, self.line(first))
        node = self.node(first, events)
        if next(events, None) is not None or not isinstance(node, Mapping):
            raise NotPlain(Cause.TWO_DOCUMENTS, 1)
        return node

    def events(self) -> Iterator[Event]:
        """The parser's events for values, each checked before the next is read."""
        depth = 0
        documents = 0
        for event in YAML(typ="safe", pure=True).parse(self.text):
            anchored = isinstance(event, NodeEvent) and event.anchor is not None
            tagged = getattr(event, "ctag", None) is not None
            if isinstance(event, AliasEvent) or anchored or tagged:
                raise NotPlain(Cause.NO_PLAIN_VALUE, self.line(event))
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise NotPlain(Cause.TWO_DOCUMENTS, 1, found=self.line(event))
            if depth > self.deepest:
                raise NotPlain(Cause.TOO_DEEP, self.line(event))
            if isinstance(
                event,
                ScalarEvent
                | MappingStartEvent
                | SequenceStartEvent
                | MappingEndEvent
                | SequenceEndEvent,
            ):
                yield event

    def line(self, event: Event) -> int:
        return event.start_mark.line + self.first_line if event.start_mark else 1

    def node(self, event: Event, events: Iterator[Event]) -> Node:
        line = self.line(event)
        if isinstance(event, ScalarEvent):
            if not all(map(_is_text, event.value)):
                raise NotPlain(Cause.CONTROLS, line)
            return Scalar(line, event.value, quoted=bool(event.style))
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), SequenceEndEvent):
                items.append(self.node(item, events))
            return Sequence(line, tuple(items))
        in_braces = isinstance(event, MappingStartEvent) and bool(event.flow_style)
        return Mapping(line, tuple(self.pairs(events, in_braces=in_braces)))

    def pairs(self, events: Iterator[Event], *, in_braces: bool) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        while not isinstance(event := next(events), MappingEndEvent):
            key = self.node(event, events)
            if not isinstance(key, Scalar) or not key.text.strip():
                raise NotPlain(Cause.NO_KEY, key.line)
            name = key.text.strip().lower()
            if self.once and name in seen:
                raise NotPlain(Cause.KEY_TWICE, key.line)
            seen.add(name)
            following = next(events)
            bare = in_braces and not self.has_colon(event, following)
            yield replace(key, bare=bare), self.node(following, events)

    def has_colon(self, key: Event, value: Event) -> bool:
        """Whether the author wrote one: an empty value stands right behind it, if so."""
        begin, end = value.start_mark.index, value.end_mark.index
        return begin != end or (begin > key.end_mark.index and self.text[begin - 1] == ":")


def _mark(text: str, error: MarkedYAMLError) -> StreamMark | None:
    """Where an author has to look: what is not closed is only missed further down."""
    found: StreamMark | None = error.problem_mark or error.context_mark
    begun: StreamMark | None = error.context_mark
    if error.context == _QUOTED and begun:
        return begun
    if error.context not in _BRACKETED or found is None:
        return found
    for token in YAML(typ="safe", pure=True).scan(text):
        if token.start_mark.index >= found.index:
            break
        begun = token.start_mark
    return begun or found


def _is_text(char: str) -> bool:
    if ord(char) & _LAST_TWO == _LAST_TWO:
        return False
    return category(char) not in _NO_TEXT or char in "\t\n"
