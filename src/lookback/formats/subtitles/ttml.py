"""TTML and DFXP: XML in which each paragraph has its times.

pysubs2's reader knows no frames and no ticks, stops at the first time that it cannot read, and
does not refuse entities.
"""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import ParseError  # only the name: the parser is a defused one

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from lookback.errors import SubtitlesInvalid
from lookback.formats.subtitles.base import Found
from lookback.formats.subtitles.clock import milliseconds

_FRAMES: Final = re.compile(r"([0-9]{1,3}:[0-9]{2}:[0-9]{2}):([0-9]{1,3})(?:\.[0-9]+)?", re.ASCII)
_OFFSET: Final = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,9})?)(h|ms|m|s|f|t)", re.ASCII)
_SPACE: Final = re.compile(r"\s+")
_DEEPEST: Final = 100
_MOST_RATE: Final = 10**10


class _Paragraphs:
    """What the paragraphs of a document say; the target of a parser."""

    def __init__(self) -> None:
        self.parser = XMLParser(target=self, forbid_dtd=True)
        self.found = Found()
        self._begins: list[int | None] = []  # of each element that is open
        self._text: list[str] | None = None
        self._times: tuple[int | None, int | None] = (None, None)
        self._depth = self._line = 0
        self._unit = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}
        self._unit |= {"f": 1000 / 30, "t": 1.0}

    def now(self) -> int:
        """The line that the parser has come to."""
        line: int = self.parser.parser.CurrentLineNumber
        return line

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        said = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if not self._begins:
            self._rates(said)
        if len(self._begins) >= _DEEPEST:
            raise SubtitlesInvalid("expected elements that lie less deep", line=self.now())
        parent = self._begins[-1] if self._begins else 0
        begin = self._plus(parent, self._time(said.get("begin", "0s")))
        self._begins.append(begin)
        if name == "p":
            self._text, self._depth, self._line = [], len(self._begins), self.now()
            if "end" in said:
                end = self._plus(parent, self._time(said["end"]))
            else:
                end = self._plus(begin, self._time(said.get("dur", said.get("duration", ""))))
            self._times = begin, end
        elif name == "br" and self._text is not None:
            self._text.append("\n")

    def data(self, text: str) -> None:
        """Some text, perhaps not all of it."""
        if self._text is not None:
            self._text.append(_SPACE.sub(" ", text))

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._text is not None and len(self._begins) == self._depth:
            begin, end = self._times
            said = "".join(self._text)
            if begin is None or end is None:
                if said.strip():
                    self.found.damage(self._line)
            else:
                self.found.add(begin, end, said, line=self._line)
            self._text = None
        self._begins.pop()

    def _rates(self, said: Mapping[str, str]) -> None:
        frames = _whole(said.get("frameRate", ""), 30)
        up, _, down = said.get("frameRateMultiplier", "1 1").partition(" ")
        rate = frames * _whole(up, 1) / _whole(down, 1)
        self._unit["f"] = 1000 / rate
        self._unit["t"] = 1000 / _whole(said.get("tickRate", ""), frames)

    def _time(self, text: str) -> int | None:
        text = text.strip()
        frames = _FRAMES.fullmatch(text)
        if frames:
            whole = milliseconds(frames[1])
            return None if whole is None else whole + round(int(frames[2]) * self._unit["f"])
        offset = _OFFSET.fullmatch(text)
        if offset:
            return round(float(offset[1]) * self._unit[offset[2]])
        return milliseconds(text)

    @staticmethod
    def _plus(before: int | None, after: int | None) -> int | None:
        return None if before is None or after is None else before + after


def _whole(text: str, default: int) -> int:
    """A whole number from 1 on, or the default."""
    sound = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if sound and 0 < int(text) < _MOST_RATE else default


def read_ttml(text: str) -> Found:
    """Read TTML; a ``Reader``.

    Raises:
        SubtitlesInvalid: it is not whole XML, or has a document type.
    """
    paragraphs = _Paragraphs()
    try:
        # As text, so that what the first line says about an encoding does not matter.
        paragraphs.parser.feed(text.strip())
        paragraphs.parser.close()
    except DefusedXmlException:
        line = paragraphs.now()
        raise SubtitlesInvalid("expected XML without a document type", line=line) from None
    except ParseError as error:
        raise SubtitlesInvalid("expected whole XML", line=error.position[0]) from None
    return paragraphs.found
