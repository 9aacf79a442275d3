"""Themes that film sites print with nothing between them, cut apart.

``The Price of Silence Mothers, Daughters, and Debt`` is two themes. A new one can
begin only with a capital letter, and only where the one before has come to its end: not after a
comma, a word such as *and* or *of*, or a word that still waits for the one that it describes.
"""

import re
from typing import Final

_JOINING: Final = frozenset(
    (
        "a", "an", "and", "as", "at", "between", "beyond", "but", "by", "for", "from", "her", "his",
        "in", "into", "is", "its", "nor", "of", "on", "or", "our", "over", "the", "their",
        "through", "to", "under", "versus", "via", "vs", "with", "without", "&",
    )
)  # fmt: skip
_DESCRIBING: Final = re.compile(r"[a-z]{2,}(?:ing|al|ic|ive|ous|ful|less|ary|able|ible)|[a-z]+ed")
_DESCRIBING_TOO: Final = frozenset(
    (
        "alternate", "alone", "broken", "civil", "dark", "double", "false", "first", "forbidden",
        "forgotten", "free", "good", "hidden", "human", "inner", "last", "lost", "modern", "new",
        "old", "other", "own", "second", "social", "stolen", "third", "true", "young",
    )
)  # fmt: skip
_SEPARATORS: Final = re.compile(r"\s*(?:[;|•·/]|\s{2,}|\t)\s*")
_LIST: Final = re.compile(r"[^,]+(?:, [^,]+)+")


def are_themes(line: str) -> bool:
    """Whether a line without a label can be themes: in capitals, but for the words between."""
    words = re.findall(r"[^\W\d_]+", line)
    small = (word for word in words if word.islower())
    return line[0].isupper() and line[-1] not in ".!?…。" and _JOINING.issuperset(small)


def split_themes(line: str) -> list[str]:
    """The themes of a line, best guess."""
    apart = [theme for theme in _SEPARATORS.split(line.strip()) if theme]
    if len(apart) > 1:
        return apart
    # "Grief, Guilt, and Hope" is one theme with commas in it; "Grief, Guilt, Hope" is three.
    if _LIST.fullmatch(line) and not re.search(r",? (?:and|or|&) ", line):
        return [theme.strip() for theme in line.split(",")]
    return _cut(line.split())


def _cut(words: list[str]) -> list[str]:
    themes: list[list[str]] = []
    for word in words:
        if not themes or _begins(themes[-1], word):
            themes.append([])
        themes[-1].append(word)
    return [" ".join(theme) for theme in themes]


def _begins(before: list[str], word: str) -> bool:
    """Whether a word begins a new theme after the words of the one before."""
    last = before[-1]
    if not word[0].isupper() or last.endswith((",", ":", "-", "–", "—")):
        return False
    if last.lower() in _JOINING:
        return False
    # One word and then another in capitals is rather "Letting Go" than two themes; so is
    # what still describes: "Forbidden Love", "Coming of Age".
    plain = last.lower().strip(".,'’\"")
    return not (_DESCRIBING.fullmatch(plain) or plain in _DESCRIBING_TOO)
