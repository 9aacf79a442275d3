"""The record of a page: from the keys of its front matter to passages."""

from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from lookback.errors import InputRefused, TitleMissing, ValueInvalid
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.leak import Silence
from lookback.film.page import Passage
from lookback.film.part import VALUES, Part
from lookback.film.record import OutsideId, Text
from lookback.film.slug import parse_slug, slug_of
from lookback.formats.checked import CHECKED, read_silences
from lookback.formats.front_matter import Mapping, Node, Scalar, Sequence, is_empty
from lookback.notices import Note, Notice

SLUG: Final = "slug"
SINGLE: Final = frozenset({Part.TITLE, Part.RUNTIME, Part.BOX_OFFICE})
KEYS: Final[Table[str, Part]] = MappingProxyType(
    {part.value: part for part in VALUES if part is not Part.UNKNOWN_KEY}
)
_VALUE: Final = "value"
_FROM: Final = "from"
_BEFORE: Final = "before"
STAND_IN: Final = "~"
"""How the names begin that join a value to its stand-in; no author can write them."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the front matter says.

    Attributes:
        slug: the last part of the page's address.
        silences: what the author has answered to warnings.
    """

    slug: str
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    silences: tuple[Silence, ...] = ()


def read_record(front: Mapping) -> Record:
    """The passages of a record.

    Raises:
        InputRefused: a value or gate that cannot be read, or no title.
    """
    keys = {key.text.strip().lower(): (key, node) for key, node in front.items}
    if Part.TITLE not in keys:
        raise TitleMissing("expected a line title: ...", line=1)
    reader = _Reader()
    title = str(_open(Part.TITLE, keys[Part.TITLE][1]).says)
    slug = slug_of(title)
    silences: tuple[Silence, ...] = ()
    for name, (key, node) in keys.items():
        if name == SLUG:
            slug = _slug(node)
        elif name == CHECKED:
            silences = read_silences(node)
        elif name == Part.TITLE:
            reader.passages.append(_open(Part.TITLE, node))
        elif name == Part.IDS:
            reader.ids(node)
        elif name in KEYS:
            reader.values(KEYS[name], node)
        else:
            reader.unknown(key, node)
    ordered = sorted(reader.passages, key=lambda passage: list(Part).index(passage.part))
    return Record(slug, tuple(ordered), tuple(reader.notes), silences)


@dataclass(slots=True)
class _Reader:
    passages: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def values(self, part: Part, node: Node) -> None:
        """One value or a list of them."""
        if not isinstance(node, Sequence):
            self.value(part, node)
            return
        if part in SINGLE and len(node.items) > 1:
            raise ValueInvalid("expected one value, not a list", line=node.line)
        for item in node.items:
            self.value(part, item)

    def ids(self, node: Node) -> None:
        """Outside ids, by site."""
        if not isinstance(node, Mapping):
            if is_empty(node):
                return
            raise ValueInvalid(OutsideId.EXPECTED, line=node.line)
        for site, value in node.items:
            self.value(Part.IDS, value, prefix=f"{site.text.strip().lower()} ")

    def value(self, part: Part, node: Node, prefix: str = "") -> None:
        """One value, gated or not. A key without a value is as good as no key."""
        if is_empty(node):
            return
        if isinstance(node, Scalar):
            self.passages.append(_passage(part, node, OPEN, prefix))
        elif isinstance(node, Mapping):
            self.gated(part, node, prefix)
        else:
            raise ValueInvalid("expected one value, not a list", line=node.line)

    def gated(self, part: Part, node: Mapping, prefix: str) -> None:
        """``{theme: Grief, from: 0:35, before: Loss}``."""
        fields = {key.text.strip().lower(): value for key, value in node.items}
        gate = _gate(fields.pop(_FROM, None))
        if gate is None:
            self.notes.append(Note(Notice.GATE_MISSING, node.line))
        before = fields.pop(_BEFORE, None)
        name = next((name for name in fields if _names(part, name)), "")
        if len(fields) != 1 or not name:
            expected = (
                f"expected {{{_singular(part)}: ..., {_FROM}: 0:35}}, and {_BEFORE}: if wanted"
            )
            raise ValueInvalid(expected, line=node.line)
        passage = _passage(part, fields[name], gate or CLOSED, prefix)
        if before is not None and not is_empty(before):
            # Counted within the field, so that the order of the keys changes no name.
            count = sum(passage.part is part for passage in self.passages)
            together = f"{STAND_IN}{part}{count}"
            stand_in = _passage(part, before, OPEN, prefix)
            self.passages.append(replace(stand_in, name=together))
            passage = replace(passage, replaces=together)
        self.passages.append(passage)

    def unknown(self, key: Scalar, node: Node) -> None:
        """A key that has no field: kept as text, closed, reported."""
        words = " ".join([f"{key.text}:", *_words(node)])
        says = Text.parse(words)
        self.passages.append(Passage(Part.UNKNOWN_KEY, says, CLOSED, line=key.line))
        self.notes.append(Note(Notice.KEY_UNKNOWN, key.line))


def _passage(part: Part, node: Node, gate: Gate, prefix: str = "") -> Passage:
    if not isinstance(node, Scalar):
        raise ValueInvalid("expected one value, as text", line=node.line)
    try:
        value = VALUES[part].parse(prefix + node.text)
    except InputRefused as error:
        raise error.at(line=node.line) from None
    return Passage(part, value, gate, line=node.line)


def _open(part: Part, node: Node) -> Passage:
    if not isinstance(node, Scalar) or not node.text.strip():
        raise TitleMissing("expected text; a title is always open", line=node.line)
    return _passage(part, node, OPEN)


def _slug(node: Node) -> str:
    try:
        return parse_slug(node.text.strip() if isinstance(node, Scalar) else "")
    except InputRefused as error:
        raise error.at(line=node.line) from None


def _gate(node: Node | None) -> Gate | None:
    if node is None or is_empty(node):
        return None
    try:
        return Gate.parse(node.text.strip() if isinstance(node, Scalar) else "")
    except InputRefused as error:
        raise error.at(line=node.line) from None


def _singular(part: Part) -> str:
    irregular = {Part.IDS: _VALUE, Part.CAST: "cast"}
    return irregular.get(part, part.value.removesuffix("s"))


def _names(part: Part, key: str) -> bool:
    return key in {part.value, _singular(part), f"{part.value}s", _VALUE}


def _words(node: Node) -> Iterator[str]:
    match node:
        case Scalar():
            yield node.text
        case Sequence():
            for item in node.items:
                yield from _words(item)
        case Mapping():
            for key, value in node.items:
                yield f"{key.text}:"
                yield from _words(value)
