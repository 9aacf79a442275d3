"""From the bytes of a file to its text, whatever encoding it is in."""

import codecs
import re
from typing import Final

from lookback.formats.subtitles.latin import latin

_MARKS: Final = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT: Final = 4_096
"""Bytes that are looked at for UTF-16."""
_SAMPLE: Final = 6_000
"""Bytes of lines beyond ASCII that an encoding is guessed from."""
_FEW: Final = 12
"""With fewer bytes beyond ASCII than this there is nothing to guess from."""
_ENCODINGS: Final = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
"""Those that subtitles are found in, beside Unicode's."""
_NOT_TEXT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Controls, marks of direction, and what has no width."""
_LINE_ENDS: Final = re.compile("\r+\n|\r|\u2028|\u2029")


def decoded(data: bytes) -> str:
    """The text of a file: lines end with line feeds, and nothing in it is invisible.

    Bytes that do not fit the encoding become U+FFFD, so that one of them harms one character.
    """
    for mark, encoding in _MARKS:
        # Times have a zero byte for each digit there: without any, the mark is damage.
        if data.startswith(mark) and (encoding == "utf-8" or data.count(0) * 8 > len(data)):
            return _plain(data[len(mark) :].decode(encoding, "replace"))
    encoding = _wide(data[:_LOOKED_AT])
    if encoding:
        return _plain(data.decode(encoding, "replace"))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken:
        beyond = sum(char > "\x7f" for char in text) - broken
        if broken * 4 > beyond:
            text = data.decode(_guessed(data), "replace")
    return _plain(text)


def _plain(text: str) -> str:
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def _wide(start: bytes) -> str:
    """Which UTF-16 without a mark this is, if any: digits and spaces have a zero byte each."""
    half = len(start) // 2
    first, second = start[0::2].count(0), start[1::2].count(0)
    if half and second * 4 > half and first * 20 < half:
        return "utf-16-le"
    if half and first * 4 > half and second * 20 < half:
        return "utf-16-be"
    return ""


def _guessed(data: bytes) -> str:
    """The encoding that is likeliest, as far as a few thousand bytes tell."""
    lines, size, count = [], 0, 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(lines[-1]) + 1
            count += sum(byte > 0x7F for byte in lines[-1])
            if size > _SAMPLE:
                break
    if count < _FEW:
        return "cp1252"
    sample = b"\n".join(lines)
    if encoding := latin(sample):
        return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    return best.encoding if best else "cp1252"
