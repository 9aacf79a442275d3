"""From the bytes of a list of chapters to what begins when."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from lookback.errors import ChaptersInvalid, InputRefused, TooLarge
from lookback.film.subtitle import Chapter
from lookback.formats.subtitles.base import LATEST
from lookback.formats.subtitles.chapter_xml import atoms
from lookback.formats.subtitles.clock import CLOCK, from_match, milliseconds
from lookback.formats.subtitles.decoding import decoded

LARGEST: Final = 1_000_000
"""The largest list, in bytes."""
MOST: Final = 1_000
"""The most chapters of a film."""
LONGEST_NAME: Final = 200
"""Characters of a name; the rest is dropped."""
_LONGEST_LINE: Final = 1_000

Said = tuple[int | None, str, int]
"""The start in milliseconds, or nothing where it cannot be read; the name; the line."""

_OGM: Final = re.compile(r"[ \t]*CHAPTER([0-9]{1,4})(NAME)?[ \t]*=(.*)", re.IGNORECASE | re.ASCII)
_KEY: Final = re.compile(r"((?:[^=\\]|\\.)*)=(.*)", re.DOTALL)
_BASE: Final = re.compile(r"([0-9]{1,12})/([0-9]{1,12})", re.ASCII)
_NANOSECONDS: Final = 1_000_000
"""To a millisecond: what FFmpeg counts in where the file does not say."""
_LINE: Final = re.compile(
    r"[ \t]*(?:[-*•]|[0-9]{1,3}[.)])?[ \t]*[\[(]?" + CLOCK.format("") + r"[\])]?(?![0-9]|:[0-9])"
    r"[ \t]*(?:[-–—:|][ \t]+)?(.*)",
    re.ASCII,
)
_CUE: Final = re.compile(
    r"[ \t]*" + CLOCK.format("a") + r"[ \t]*-->[ \t]*" + CLOCK.format("b") + r"(?:[ \t].*)?",
    re.ASCII,
)
_EDL: Final = re.compile(
    r"[ \t]*([0-9.:]{1,20})(?:[ \t]+([0-9.:]{1,20}))?[ \t]+([0-9])[ \t]*", re.ASCII
)
_SECONDS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", re.ASCII)
_SCENE: Final = "2"
"""The action of a scene marker in an edit decision list."""
_TAG: Final = re.compile(r"<[^<>]*>")


def read_chapters(name: str, data: bytes) -> tuple[Chapter, ...]:
    """Read a list of chapters, in their order: of Matroska, OGM, FFmpeg, WebVTT, Kodi, or plain.

    Args:
        name: of the file, told in what is refused.
        data: its bytes.

    Raises:
        ChaptersInvalid: it is none of these, or a time in it cannot be read.
        TooLarge: more than ``LARGEST`` bytes, or more than ``MOST`` chapters.
    """
    try:
        return _read(data)
    except InputRefused as refused:
        raise refused.at(file=name, line=1) from None


def _read(data: bytes) -> tuple[Chapter, ...]:
    if len(data) > LARGEST:
        raise TooLarge(f"expected at most {LARGEST:,} bytes")
    # No line of a list is that long, and a pattern could take its time over one that is.
    text = "\n".join(line[:_LONGEST_LINE].rstrip() for line in decoded(data).split("\n"))
    found: dict[int, Chapter] = {}
    for count, (start, said, line) in enumerate(_reader(text)(text)):
        if count >= MOST:
            raise TooLarge(f"expected at most {MOST:,} chapters", line=line)
        if start is None or not 0 <= start < LATEST:
            raise ChaptersInvalid("expected a time such as 0:32:10", line=line)
        chapter = Chapter(start / 1000, " ".join(said.split())[:LONGEST_NAME].strip())
        # Of chapters that begin together, the first, such as a part before its own first part.
        found.setdefault(start, chapter)
    if not found:
        raise ChaptersInvalid("expected at least one chapter")
    return tuple(found[start] for start in sorted(found))


def _reader(text: str) -> Callable[[str], Iterator[Said]]:
    start = text.lstrip()
    if start.startswith("<"):
        return _matroska
    if start.startswith("WEBVTT"):
        return _webvtt
    if re.search(r"^\[CHAPTER\][ \t]*$", text, re.MULTILINE):
        return _ffmetadata
    if any(map(_OGM.fullmatch, text.split("\n"))):
        return _ogm
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("##")]
    if lines and all(map(_EDL.fullmatch, lines)):
        return _edl
    if any(map(_LINE.fullmatch, lines)):
        return _plain
    raise ChaptersInvalid("expected a list of chapters, with lines such as 0:32:10 A Name")


def _matroska(text: str) -> Iterator[Said]:
    for time, said, line in atoms(text):
        yield milliseconds(time), said, line


def _webvtt(text: str) -> Iterator[Said]:
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if "-->" in line:
            match = _CUE.fullmatch(line)
            said = lines[index + 1] if index + 1 < len(lines) else ""
            yield (from_match(match, "a") if match else None), _TAG.sub("", said), index + 1


def _ffmetadata(text: str) -> Iterator[Said]:
    # A backslash before the end of a line joins it with the next.
    chapter: dict[str, str] | None = None
    began = 0
    for line, row in _rows(text):
        if row.startswith("[") and row.rstrip().endswith("]"):
            if chapter is not None:
                yield _scaled(chapter), chapter.get("title", ""), began
            chapter, began = ({} if row.rstrip() == "[CHAPTER]" else None), line
        elif chapter is not None and (match := _KEY.fullmatch(row)):
            chapter.setdefault(match[1].lower(), re.sub(r"\\(.)", r"\1", match[2], flags=re.DOTALL))
    if chapter is not None:
        yield _scaled(chapter), chapter.get("title", ""), began


def _rows(text: str) -> Iterator[tuple[int, str]]:
    whole: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        whole.append(line)
        if (len(line) - len(line.rstrip("\\"))) % 2:
            continue
        row = "\n".join(whole)
        if not row.startswith((";", "#")):
            yield number - len(whole) + 1, row
        whole = []
    if whole:
        yield text.count("\n") + 1, "\n".join(whole)


def _scaled(chapter: dict[str, str]) -> int | None:
    start = chapter.get("start", "").strip()
    if not (start.isascii() and start.isdigit() and len(start) <= 20):
        return None
    if "timebase" not in chapter:
        return int(start) // _NANOSECONDS
    base = _BASE.fullmatch(chapter["timebase"].strip())
    return int(start) * int(base[1]) * 1000 // int(base[2]) if base and int(base[2]) else None


def _ogm(text: str) -> Iterator[Said]:
    starts: dict[int, tuple[int | None, int]] = {}
    names: dict[int, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _OGM.fullmatch(line)
        if match is None:
            if line.strip():
                raise ChaptersInvalid("expected CHAPTER01=00:00:00.000 and its name", line=number)
        elif match[2]:
            names[int(match[1])] = match[3]
        else:
            starts[int(match[1])] = milliseconds(match[3].strip()), number
    for chapter, (start, number) in starts.items():
        yield start, names.get(chapter, ""), number


def _edl(text: str) -> Iterator[Said]:
    """The scene markers of an edit decision list, as Kodi reads it: they have no names."""
    for number, line in enumerate(text.split("\n"), 1):
        match = _EDL.fullmatch(line)
        if match and match[3] == _SCENE:
            # Kodi takes the second time, and where there is one only, that.
            time = match[2] or match[1]
            seconds = _SECONDS.fullmatch(time)
            yield (round(float(time) * 1000) if seconds else milliseconds(time)), "", number


def _plain(text: str) -> Iterator[Said]:
    """Lines that begin with a time, among others that do not, such as a description."""
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match:
            yield from_match(match), match[match.lastindex or 0], number
