"""From the bytes of a request to the one JSON object in them: bare, or a field of a form."""

from typing import Final
from urllib.parse import parse_qs

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from lookback.errors import FormatUnknown, TextInvalid, TooLarge
from lookback.formats.players.base import Body
from lookback.formats.players.told import Told

LARGEST: Final = 1_000_000
"""The most bytes that are told: a hundred times what servers write."""
LARGEST_WITH_PICTURES: Final = 10_000_000
"""The most bytes of a form whose other parts are pictures, which are left out."""
_MOST_FIELDS: Final = 50
_LONGEST_TYPE: Final = 500
"""Characters of the longest content type: more than any boundary needs."""
_NAMES: Final = ("payload", "data")
"""The fields that hold the JSON: Plex's, then Emby's."""
_FORM: Final = "multipart/form-data"


def opened(body: Body) -> Told:
    """What a body tells.

    Raises:
        TooLarge: more bytes, or more fields, than anybody tells.
        TextInvalid: it is no form, or no JSON, in UTF-8.
        FormatUnknown: a content type that no server uses, or a form without JSON.
    """
    kind, boundary = _kind(body.content_type)
    _within(len(body.data), LARGEST_WITH_PICTURES if kind == _FORM else LARGEST)
    if kind == _FORM:
        if not boundary:
            raise TextInvalid("expected the boundary of the form's parts")
        return Told.parse(_chosen(_multipart(body.data, boundary)))
    if kind == "application/x-www-form-urlencoded":
        return Told.parse(_chosen(_urlencoded(body.data)))
    if kind in {"", "text/plain"} or kind.endswith("json"):
        return Told.parse(body.data)
    raise FormatUnknown("expected JSON, or a form with JSON in a field")


def _kind(content_type: str) -> tuple[str, bytes]:
    """The content type without its parameters, and the boundary of a form's parts."""
    if len(content_type) > _LONGEST_TYPE or not content_type.isascii():
        raise FormatUnknown("expected a content type of JSON or of a form")
    kind, parameters = parse_options_header(content_type)
    return kind.decode().strip(), parameters.get(b"boundary", b"")


def _within(count: int, most: int, what: str = "bytes") -> None:
    if count > most:
        raise TooLarge(f"expected at most {most:,} {what}")


def _multipart(data: bytes, boundary: bytes) -> dict[str, bytes]:
    """The parts of a form by their names; of those with one name, the first."""
    parts = _Parts()
    try:
        parser = parts.parser(boundary)
        parser.write(data)
        parser.finalize()
    except FormParserError:
        raise TextInvalid("expected a form in parts") from None
    return parts.found


class _Parts:
    """What a form's parts hold, as the parser comes upon them; only ended parts count.

    Pictures are passed over, and nothing is written to a disk.
    """

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}
        self._count = 0
        self._name = ""
        self._header, self._value, self._content = bytearray(), bytearray(), bytearray()

    def parser(self, boundary: bytes) -> MultipartParser:
        """The parser that tells this object what it comes upon."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_goes_on,
                "on_header_value": self._value_goes_on,
                "on_header_end": self._end_header,
                "on_part_data": self._content_goes_on,
                "on_part_end": self._end,
            },
        )

    def _begin(self) -> None:
        self._count += 1
        _within(self._count, _MOST_FIELDS, "fields")
        self._name = ""
        self._content.clear()

    def _header_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _value_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            _, parameters = parse_options_header(bytes(self._value))
            self._name = parameters.get(b"name", b"").decode("latin-1")
        self._header.clear()
        self._value.clear()

    def _content_goes_on(self, data: bytes, start: int, end: int) -> None:
        if self._name in _NAMES:
            self._content += data[start:end]

    def _end(self) -> None:
        self.found.setdefault(self._name, bytes(self._content))


def _urlencoded(data: bytes) -> dict[str, bytes]:
    try:
        text = data.decode("ascii")
        fields = parse_qs(text, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise TextInvalid("expected a form") from None
    return {name: values[0].encode() for name, values in fields.items()}


def _chosen(fields: dict[str, bytes]) -> bytes:
    for name in _NAMES:
        if name in fields:
            _within(len(fields[name]), LARGEST)
            return fields[name]
    raise FormatUnknown(f"expected a field named {' or '.join(_NAMES)}")
