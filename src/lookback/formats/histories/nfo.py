"""XML as Kodi writes it: what stands in a few elements, and on which line."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import ParseError  # only the name: the parser is a defused one

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped]

from lookback.errors import TextInvalid, TooLarge
from lookback.formats.histories.base import Upload

LARGEST_NFO: Final = 1_000_000
"""The largest NFO file, in bytes."""
_END: Final = "</movie>"
_ADDRESS: Final = ("http://", "https://")
_KEPT: Final = frozenset(
    {
        "title", "originaltitle", "year", "premiered", "runtime", "playcount", "lastplayed",
        "id", "uniqueid", "resume/position",
    }
)  # fmt: skip


class Nfo:
    """What an NFO file says; the target of a parser.

    Attributes:
        parser: reads into this; a document type is refused, and with it every entity.
        root: the name of the outermost element: ``movie``, ``tvshow``; empty where the file is
            no XML, but an address alone, which Kodi allows.
        line: on which it begins, counted from 1.
        ids: pairs of a site and what it calls the film, of ``uniqueid``.
    """

    def __init__(self) -> None:
        self.parser = XMLParser(target=self, forbid_dtd=True)
        self.root = ""
        self.line = 1
        self.ids: list[tuple[str, str]] = []
        self._said: dict[str, tuple[str, int]] = {}
        self._path: list[str] = []
        self._site = ""
        self._begins = 1
        self._text: list[str] | None = None

    def said(self, path: str) -> tuple[str, int]:
        """The text of the first such element below the root, or nothing; and its line."""
        return self._said.get(path, ("", self.line))

    def now(self) -> int:
        """The line that the parser has come to."""
        line: int = self.parser.parser.CurrentLineNumber
        return line

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if not self._path:
            self.root, self.line = tag, self.now()
        self._path.append(tag)
        if self._below_root() in _KEPT:
            self._text, self._begins = [], self.now()
            self._site = attributes.get("type", "").lower()

    def data(self, text: str) -> None:
        """Some text, perhaps not all of it."""
        if self._text is not None:
            self._text.append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        path = self._below_root()
        if self._text is not None and path in _KEPT:
            text = "".join(self._text).strip()
            self._said.setdefault(path, (text, self._begins))
            if path == "uniqueid":
                self.ids.append((self._site, text))
            self._text = None
        self._path.pop()

    def _below_root(self) -> str:
        # One more than the longest that is kept, or the deepest nesting would take its time.
        return "/".join(self._path[1:4])


def read_nfo(file: Upload) -> Nfo:
    """Read an NFO file.

    Raises:
        TooLarge: it is larger than any.
        TextInvalid: it is no XML in UTF-8, or one with a document type, which could define
            entities or name other files.
    """
    if len(file.data) > LARGEST_NFO:
        raise TooLarge(f"expected an NFO of at most {LARGEST_NFO:,} bytes", line=1)
    nfo = Nfo()
    text = _without_address(file.text())
    if not text.lstrip().startswith("<"):
        return nfo
    try:
        # As text, so that what the first line says about an encoding does not matter.
        nfo.parser.feed(text)
        nfo.parser.close()
    except DefusedXmlException:
        raise TextInvalid("expected XML without a document type", line=nfo.now()) from None
    except ParseError as error:
        raise TextInvalid("expected whole XML", line=error.position[0]) from None
    return nfo


def _without_address(text: str) -> str:
    """The text without the addresses that Kodi allows after the XML."""
    before, end, after = text.rpartition(_END)
    if end and all(word.startswith(_ADDRESS) for word in after.split()):
        return before + end
    return text
