"""Chapters of Matroska, as MKVToolNix writes them in XML."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import ParseError  # only the name: the parser is a defused one

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from lookback.errors import ChaptersInvalid

_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s+\w+\s+SYSTEM\s+[\"'][^\"'<>\[\]]*[\"']\s*>")
"""The one that MKVToolNix writes: it names a file, which nobody reads, and defines nothing."""
_DEEPEST: Final = 50


class _Atoms:
    """The atoms of an edition; the target of a parser.

    Attributes:
        said: the time and the name of each, and its line, in the order of the document.
    """

    def __init__(self) -> None:
        self.parser = XMLParser(target=self, forbid_dtd=True)
        self.said: list[tuple[str, str, int]] = []
        self._open: list[int] = []  # places in ``said``, of the atoms that are open
        self._depth = self._editions = 0
        self._text: list[str] | None = None

    def now(self) -> int:
        """The line that the parser has come to."""
        line: int = self.parser.parser.CurrentLineNumber
        return line

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ChaptersInvalid("expected elements that lie less deep", line=self.now())
        self._editions += tag == "EditionEntry"
        # Further editions cut the same film in other ways.
        if tag == "ChapterAtom" and self._editions <= 1:
            self._open.append(len(self.said))
            self.said.append(("", "", self.now()))
        elif tag in {"ChapterTimeStart", "ChapterString"} and self._open:
            self._text = []

    def data(self, text: str) -> None:
        """Some text, perhaps not all of it."""
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self._text is not None and tag in {"ChapterTimeStart", "ChapterString"}:
            text = "".join(self._text).strip()
            time, name, line = self.said[self._open[-1]]
            # Of a name in several languages, the first.
            self.said[self._open[-1]] = (
                (time or text, name, line)
                if tag == "ChapterTimeStart"
                else (time, name or text, line)
            )
            self._text = None
        elif tag == "ChapterAtom" and self._open:
            self._open.pop()


def atoms(text: str) -> list[tuple[str, str, int]]:
    """The time, the name and the line of each chapter of the first edition.

    Raises:
        ChaptersInvalid: it is not whole XML, or has a document type other than Matroska's.
    """
    found = _Atoms()
    try:
        found.parser.feed(_DOCTYPE.sub("", text.strip(), count=1))
        found.parser.close()
    except DefusedXmlException:
        line = found.now()
        raise ChaptersInvalid("expected XML without a document type", line=line) from None
    except ParseError as error:
        raise ChaptersInvalid("expected whole XML", line=error.position[0]) from None
    return found.said
