"""Objects in JSON files of any length, one at a time: in a list, one a line, or one alone."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lookback.errors import TextInvalid, TooLarge, ValueInvalid
from lookback.formats.catalogues.lines import Readable

LARGEST_OBJECT: Final = 8_000_000
"""The largest object, in characters."""
_AT_ONCE: Final = 1 << 18
_LONGEST_NUMBER: Final = 50
_WHITE: Final = re.compile(r"[ \t\r\n]*")
_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|[{}\[\]:,]')
_WHOLE: Final = "expected whole JSON: objects in a list, or one after another"
_DEEP: Final = "expected JSON that is not so deeply nested"

Fields = Mapping[str, object]
"""An object of JSON."""


class Row(NamedTuple):
    """One object.

    Attributes:
        line: on which it begins, counted from 1.
        read: how many bytes of the file have been read.
    """

    fields: Fields
    line: int
    read: int


def _number(written: str) -> int | float:
    """Numbers that anything real needs; others are as good as none."""
    if len(written) > _LONGEST_NUMBER:
        return 0
    try:
        return int(written)
    except ValueError:
        value = float(written)
        return value if abs(value) < float("inf") else 0


def _nothing(_text: str) -> None:
    """NaN and the infinities are no JSON, and no numbers of a film."""


_DECODER: Final = json.JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=_nothing)


def objects(file: Readable, largest: int = LARGEST_OBJECT) -> Iterator[Row]:
    """Each object of a file.

    Raises:
        TextInvalid: it is not JSON in UTF-8, not whole, or nested deeper than anything real.
        ValueInvalid: something in the list is no object.
        TooLarge: an object of more than ``largest`` characters.
    """
    reader = _Reader(file, largest)
    in_list = reader.takes("[")
    while not (reader.takes("]") if in_list else reader.is_over()):
        yield reader.object()
        # Between objects on lines of their own there is no comma.
        if in_list and not reader.takes(",") and not reader.sees("]"):
            raise reader.broken()
    if not reader.is_over():
        raise reader.broken()


def parsed(line: str, number: int) -> Fields:
    """The object on a line.

    Raises:
        TextInvalid: it is not JSON, or nested deeper than anything real.
        ValueInvalid: it is no object.
    """
    try:
        fields = _DECODER.decode(line)
    except RecursionError:
        raise TextInvalid(_DEEP, line=number) from None
    except ValueError:
        raise TextInvalid(_WHOLE, line=number) from None
    if not isinstance(fields, dict):
        raise ValueInvalid("expected an object", line=number)
    return fields


def parsed_all(written: str, line: int) -> Iterator[Fields]:
    """The object or the objects of a text that begins on a line; lists in it are looked through.

    Raises:
        TextInvalid: it is not JSON, or nested deeper than anything real.
    """
    try:
        value = _DECODER.decode(written)
    except RecursionError:
        raise TextInvalid(_DEEP, line=line) from None
    except ValueError:
        raise TextInvalid(_WHOLE, line=line) from None
    values = value if isinstance(value, list) else [value]
    return (one for one in values if isinstance(one, dict))


class _Reader:
    """A window on a file that moves from object to object."""

    def __init__(self, file: Readable, largest: int) -> None:
        self.file = file
        self.largest = largest
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text = ""
        self.at = 0
        self.line = 1
        self.read = 0
        self.is_read = False

    def more(self, wanted: int = _AT_ONCE) -> bool:
        """Read on, if there is more."""
        if self.is_read:
            return False
        data = self.file.read(wanted)
        self.is_read = not data
        self.read += len(data)
        try:
            added = self.decoder.decode(data, self.is_read)
        except UnicodeDecodeError as error:
            self.move(len(self.text))
            line = self.line + data.count(b"\n", 0, max(0, error.start))
            raise TextInvalid("expected UTF-8", line=line) from None
        self.text = self.text[self.at :] + added
        self.at = 0
        return not self.is_read

    def move(self, to: int) -> None:
        """Go on to a place in the window."""
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def next(self) -> str:
        """The next character that is not white space, or nothing at the end."""
        while True:
            white = _WHITE.match(self.text, self.at)
            self.move(white.end() if white else self.at)
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def sees(self, char: str) -> bool:
        """Whether this comes next."""
        return self.next() == char

    def takes(self, char: str) -> bool:
        """Whether this comes next, and if so go past it."""
        found = self.next() == char
        if found:
            self.move(self.at + 1)
        return found

    def is_over(self) -> bool:
        """Whether there is nothing more."""
        return not self.next()

    def broken(self) -> TextInvalid:
        """What a file is told that is not whole."""
        return TextInvalid(_WHOLE, line=self.line)

    def object(self) -> Row:
        """The object that comes next."""
        begins = self.next()
        if begins != "{":
            if begins and begins in '"[-0123456789tfn':
                raise ValueInvalid("expected an object", line=self.line)
            raise self.broken()
        while True:
            try:
                fields, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError:
                raise TextInvalid(_DEEP, line=self.line) from None
            except ValueError:
                held = len(self.text) - self.at
                if held > self.largest:
                    expected = f"expected objects of at most {self.largest:,} characters"
                    raise TooLarge(expected, line=self.line) from None
                # Twice as much each time: what is broken is not tried again and again.
                if not self.more(max(held, _AT_ONCE)):
                    raise self.broken() from None
                continue
            if end - self.at > self.largest:
                expected = f"expected objects of at most {self.largest:,} characters"
                raise TooLarge(expected, line=self.line)
            row = Row(fields, self.line, self.read)
            self.move(end)
            return row


def keys_of(data: bytes) -> frozenset[str]:
    """The keys of the first object, as far as the beginning of a file shows them."""
    text = data.decode("utf-8-sig", "ignore").lstrip()
    text = text.removeprefix("[").lstrip()
    if not text.startswith("{"):
        return frozenset()
    keys, depth, last = set(), 0, ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in {"{", "["}:
            depth += 1
        elif mark in {"}", "]"}:
            depth -= 1
            if not depth:
                break
        elif mark == ":" and depth == 1:
            keys.add(last)
        last = token[1] or ""
    return frozenset(keys)


def kept(fields: Fields) -> str:
    """An object on one line, always written the same; what is empty is left out."""
    told = {name: value for name, value in fields.items() if value not in (None, "", [], {}, 0)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fields_of(says: str) -> Fields:
    """What ``kept`` wrote; nothing where somebody broke it."""
    try:
        fields = json.loads(says)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def text(fields: Fields, name: str) -> str:
    """The text of that name, or a number as text; else nothing."""
    value = fields.get(name)
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def number(fields: Fields, name: str) -> int:
    """The whole number of that name that is not negative, or 0."""
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    return 0


def inner(fields: Fields, name: str) -> Fields:
    """The object of that name, or an empty one."""
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def listed(fields: Fields, name: str) -> list[object]:
    """The list of that name; one thing that is no list is a list of it."""
    value = fields.get(name)
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def texts(fields: Fields, name: str) -> list[str]:
    """The texts in the list of that name."""
    return [value for value in listed(fields, name) if isinstance(value, str)]


def inners(fields: Fields, name: str) -> list[Fields]:
    """The objects in the list of that name."""
    return [value for value in listed(fields, name) if isinstance(value, dict)]
