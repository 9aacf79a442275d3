"""SAMI: a page of HTML in which each text follows a mark with its time.

pysubs2 reads all of such a file or nothing; here each mark is read by itself.
"""

import re
from itertools import zip_longest
from typing import Final

from lookback.formats.subtitles.base import LATEST, LONGEST_TEXT, Found
from lookback.formats.subtitles.lines import add_without_ends

_SYNC: Final = re.compile(r"<sync\b([^<>]{0,200})>?", re.IGNORECASE)
_START: Final = re.compile(r"\bstart *= *[\"']?(-?[0-9]{1,10})(?![0-9])", re.IGNORECASE | re.ASCII)
_BREAK: Final = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_WHITE: Final = re.compile(r"\s+")


def read_sami(text: str) -> Found:
    """Read SAMI; a ``Reader``."""
    found, cues = Found(), list[tuple[int, str, int]]()
    text = _without_comments(text)
    marks = list(_SYNC.finditer(text))
    line, counted = 1, 0
    for mark, after in zip_longest(marks, marks[1:]):
        line += text.count("\n", counted, mark.start())
        counted = mark.start()
        start = _START.search(mark[1])
        until = after.start() if after else len(text)
        too_long = until - mark.end() > LONGEST_TEXT * 4
        if too_long or start is None or not 0 <= int(start[1]) < LATEST:
            found.damage(line)
        else:
            said = _BREAK.sub("\n", _WHITE.sub(" ", text[mark.end() : until]))
            # What is left of a text that only ends the one before it is nothing.
            said = _TAG.sub("", said).replace("&nbsp;", " ").strip()
            cues.append((int(start[1]), said, line))
    add_without_ends(found, cues)
    return found


def _without_comments(text: str) -> str:
    """The text with its comments, such as the style sheet, made into as many empty lines."""
    parts, at = [], 0
    while (begin := text.find("<!--", at)) >= 0:
        end = text.find("-->", begin + 4)
        if end < 0:
            break
        parts += [text[at:begin], "\n" * text.count("\n", begin, end)]
        at = end + 3
    return "".join([*parts, text[at:]])
