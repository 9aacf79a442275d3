"""The YAML of a record, read as plain words with their lines.

Read from the parser's events: aliases, tags and deep nesting are refused before anything is
built, and no word is taken for a number, a truth value or a date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import category

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from lookback.errors import FrontMatterInvalid, TooLarge

_LARGEST: Final = 100_000
_DEEPEST: Final = 5
_FIRST_LINE: Final = 2
_NO_TEXT: Final = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters, which YAML's escapes could bring in."""
_NO_WORDS: Final = "aliases, anchors and tags are not read here: expected plain values"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, as text."""

    line: int
    text: str


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


def read_front_matter(text: str) -> Mapping:
    """The record of a page as keys and values.

    Raises:
        FrontMatterInvalid: it is not one mapping of plain values.
        TooLarge: more than a record ever needs.
    """
    if len(text) > _LARGEST:
        raise TooLarge(f"expected a record of at most {_LARGEST:,} characters", line=1)
    try:
        return _mapping(_nodes(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + _FIRST_LINE if mark else 1
        raise FrontMatterInvalid("expected YAML: a key, a colon, a value", line=line) from None
    except (YAMLError, ValueError, IndexError, AssertionError):
        # The parser lets some of its own slips through on broken escapes and directives.
        raise FrontMatterInvalid("expected YAML: a key, a colon, a value", line=1) from None


def _nodes(text: str) -> Iterator[Event]:
    """The parser's events for values, each checked before the next is read."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        anchored = isinstance(event, NodeEvent) and event.anchor is not None
        tagged = getattr(event, "ctag", None) is not None
        if isinstance(event, AliasEvent) or anchored or tagged:
            raise FrontMatterInvalid(_NO_WORDS, line=_line(event))
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if depth > _DEEPEST:
            raise FrontMatterInvalid("expected values nested less deeply", line=_line(event))
        if isinstance(
            event,
            ScalarEvent
            | MappingStartEvent
            | SequenceStartEvent
            | MappingEndEvent
            | SequenceEndEvent,
        ):
            yield event


def _line(event: Event) -> int:
    return event.start_mark.line + _FIRST_LINE if event.start_mark else 1


def _mapping(events: Iterator[Event]) -> Mapping:
    first = next(events, None)
    if first is None:
        return Mapping(1, ())
    if not isinstance(first, MappingStartEvent):
        raise FrontMatterInvalid("expected keys and values", line=_line(first))
    node = _node(first, events)
    if next(events, None) is not None or not isinstance(node, Mapping):
        raise FrontMatterInvalid("expected one record", line=1)
    return node


def _node(event: Event, events: Iterator[Event]) -> Node:
    line = _line(event)
    if isinstance(event, ScalarEvent):
        if any(category(char) in _NO_TEXT and char not in "\t\n" for char in event.value):
            raise FrontMatterInvalid("expected no control characters, also not escaped", line=line)
        return Scalar(line, event.value)
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(item := next(events), SequenceEndEvent):
            items.append(_node(item, events))
        return Sequence(line, tuple(items))
    return Mapping(line, tuple(_pairs(events)))


def _pairs(events: Iterator[Event]) -> Iterator[tuple[Scalar, Node]]:
    seen: set[str] = set()
    while not isinstance(event := next(events), MappingEndEvent):
        key = _node(event, events)
        if not isinstance(key, Scalar) or not key.text.strip():
            raise FrontMatterInvalid("expected a key in words", line=key.line)
        name = key.text.strip().lower()
        if name in seen:
            raise FrontMatterInvalid("expected each key once", line=key.line)
        seen.add(name)
        yield key, _node(next(events), events)
