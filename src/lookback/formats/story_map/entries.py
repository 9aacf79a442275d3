"""The entries of a story map: their keys and values, and what they mention by name."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from lookback.errors import InputRefused
from lookback.film.gate import Gate
from lookback.film.part import Part
from lookback.film.story import Link
from lookback.formats.story_map.faults import Faults
from lookback.formats.story_map.keys import TRUTHS, is_misread_key, is_name
from lookback.formats.yaml_nodes import Mapping as Keys
from lookback.formats.yaml_nodes import Node, Scalar, Sequence, is_empty
from lookback.notices import Notice

_GATED: Final = re.compile(r"(?<!\\)\|\||^[@＠]")
"""What would be a gate elsewhere in a page, and would be shown as it stands here."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that an entry mentions, to be looked up when the whole map is read.

    Attributes:
        notice: what the author is told where nothing has the name.
        within: what it must be the name of.
        effect: of a cause, the event that hangs on it; else empty.
        patch: whether it stands in a rule of an interpretation.
    """

    notice: Notice
    line: int
    name: str
    within: Part
    effect: str = ""
    patch: bool = False


@dataclass(slots=True)
class Entries:
    """Reads values of one map, and collects what is wrong and what is mentioned."""

    faults: Faults
    mentions: list[Mention] = field(default_factory=list)

    def pairs(self, node: Node) -> Iterator[tuple[Scalar, Node]]:
        """Keys and their values, each key once, and none that is but words behind a comma."""
        if not isinstance(node, Keys):
            if not is_empty(node):
                self.faults.add(Notice.MAP_KEYS_EXPECTED, node.line)
            return
        seen: set[str] = set()
        for key, value in node.items:
            name = key.text.strip()
            if key.bare:
                self.faults.add(Notice.MAP_COLON_MISSING, key.line, name)
            elif name.lower() in seen:
                self.faults.add(Notice.MAP_KEY_TWICE, key.line, name)
            else:
                seen.add(name.lower())
                yield key, value

    def named(self, node: Node) -> Iterator[tuple[str, int, Node]]:
        """Entries that the author gives a name."""
        for key, value in self.pairs(node):
            name = key.text.strip()
            if not is_name(name):
                self.faults.add(Notice.MAP_NAME_INVALID, key.line, name)
            elif is_misread_key(key):
                self.faults.add(Notice.MAP_KEY_MISREAD, key.line, name)
            else:
                yield name, key.line, value

    def fields(self, node: Node, known: Set[str]) -> dict[str, Node]:
        """The values of one entry by their keys. A key without a value is as good as no key."""
        fields = {}
        for key, value in self.pairs(node):
            name = key.text.strip()
            if name.lower() not in known:
                self.faults.unknown(Notice.MAP_KEY_UNKNOWN, key.line, name, sorted(known))
            elif not is_empty(value):
                fields[name.lower()] = value
        return fields

    def words(self, node: Node | None) -> str:
        """Words, with their white space evened out; empty where there are none."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.faults.add(Notice.MAP_WORDS_EXPECTED, node.line)
            return ""
        text = " ".join(node.text.split())
        if _GATED.search(text):
            self.faults.add(Notice.MAP_GATE_IN_WORDS, node.line, text)
        return text

    def required(self, fields: Mapping[str, Node], key: str, line: int, missing: Notice) -> str:
        """Words that the entry cannot be without."""
        text = self.words(fields.get(key))
        if key not in fields:
            self.faults.add(missing, line)
        return text

    def gate(self, node: Node | None) -> Gate | None:
        """The gate after ``from``, or ``None`` where there is none that can be read."""
        if node is None:
            return None
        text = self.words_as_they_are(node)
        if text is None:
            return None
        try:
            return Gate.parse(text)
        except InputRefused:
            self.faults.add(Notice.MAP_FROM_UNREADABLE, node.line, text)
            return None

    def truth(self, node: Node | None) -> bool:
        """``yes`` or ``no``; no where there is nothing."""
        if node is None:
            return False
        text = self.words_as_they_are(node)
        if text is not None and text.lower() not in TRUTHS:
            self.faults.add(Notice.MAP_YES_OR_NO, node.line, text)
        return TRUTHS.get((text or "").lower(), False)

    def words_as_they_are(self, node: Node) -> str | None:
        """What a value says that is not read as words; ``None`` where it is no single value."""
        if isinstance(node, Scalar):
            return node.text.strip()
        self.faults.add(Notice.MAP_WORDS_EXPECTED, node.line)
        return None

    def names(self, node: Node | None, notice: Notice, within: Part) -> tuple[str, ...]:
        """Names, each once: one, or a list."""
        found = [(item.text.strip(), item.line) for item in self._items(node)]
        self.mentions += [Mention(notice, line, name, within) for name, line in found]
        return tuple(dict.fromkeys(name for name, _ in found))

    def some_of(self, node: Node, these: tuple[str, ...], notice: Notice) -> tuple[str, ...]:
        """Some of these names, each once: one, or a list."""
        found = tuple(dict.fromkeys(item.text.strip() for item in self._items(node)))
        for name in found:
            if name not in these:
                self.faults.unknown(notice, node.line, name, these)
        return found

    def links(self, node: Node | None, effect: str, *, patch: bool) -> tuple[Link, ...]:
        """Names of events, each once, with the gates of the links."""
        links: dict[str, Link] = {}
        for item in self._items(node):
            try:
                link = Link.parse(item.text.strip())
            except InputRefused:
                self.faults.add(Notice.MAP_LINK_UNREADABLE, item.line, item.text)
                link = Link(item.text.partition("@")[0].strip())
            notice = Notice.MAP_CAUSE_UNKNOWN
            self.mentions.append(Mention(notice, item.line, link.event, Part.EVENT, effect, patch))
            gate = links.get(link.event, link).gate
            links[link.event] = Link(link.event, gate.join(link.gate))
        return tuple(links.values())

    def _items(self, node: Node | None) -> Iterator[Scalar]:
        match node:
            case None:
                return
            case Scalar():
                yield node
            case Sequence(items=items) if all(isinstance(item, Scalar) for item in items):
                yield from (item for item in items if isinstance(item, Scalar))
            case _:
                self.faults.add(Notice.MAP_NAMES_EXPECTED, node.line)


def names_in(section: Node) -> list[str]:
    """What its entries are called, or are meant to be, where they stand in a list."""
    match section:
        case Scalar(text=text):
            return [text.strip()] if text.strip() else []
        case Sequence(items=items):
            return [name for item in items for name in names_in(item)]
        case Keys(items=pairs):
            named = [value for key, value in pairs if key.text.strip().lower() == "name"]
            return [
                *(key.text.strip() for key, _ in pairs),
                *(value.text.strip() for value in named if isinstance(value, Scalar)),
            ]
