"""The words of a text, as the public index keeps them and as they are asked for.

One word is one token. In scripts that are written without spaces (Japanese, Chinese, Korean,
Thai ...) each character is one, and what is asked for as one run must stand side by side.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

LONGEST: Final = 64
"""Characters of a word that count."""
LONGEST_WHOLE: Final = 200
"""Characters of a whole title that count."""
_ACCENTS: Final = range(0x300, 0x370)
_VARIANTS: Final = range(0xFE00, 0xFE10)
_HIRAGANA: Final = range(0x3041, 0x3097)
_TO_KATAKANA: Final = 0x60
_STROKES: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
"""Letters whose stroke is no accent to Unicode, as people type them who do not have them."""
_APOSTROPHES: Final = "’‘ʼʻ`´"
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # the repeating mark
    (0x3021, 0x3029),
    (0x3040, 0x312F),  # kana with its long vowel mark, bopomofo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # Hangul
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_JOINED: Final = re.compile(r"\w+(?:-\w+)+")
_INITIALS: Final = re.compile(r"\b\w(?:\.\w)+\b")
_SPACES: Final = re.compile("  +")
_FEW: Final = 200
"""Characters of a text in which initials are looked for: a title, or a name."""
ARTICLES: Final = frozenset(
    "the a an le la les l der das el los las il lo gli".split()  # noqa: SIM905 - reads as it is
)


def is_unspaced(char: str) -> bool:
    """Whether the character is one of a script that is written without spaces."""
    code = ord(char)
    return any(first <= code <= last for first, last in _UNSPACED)


class _Table(dict[int, str]):
    """What each character becomes; worked out when it first comes, and there are only so many."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, code: int) -> str:
        made = self[code] = self._make(chr(code))
        return made


def _folded(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if ord(char) in _HIRAGANA:
        return chr(ord(char) + _TO_KATAKANA)
    apart = unicodedata.normalize("NFD", char)
    plain = "".join(one for one in apart if ord(one) not in _ACCENTS)
    return _STROKES.get(plain, unicodedata.normalize("NFC", plain))


def _divided(char: str) -> str:
    """The character, with spaces for what divides words."""
    if char == "'":
        return char
    if unicodedata.category(char)[0] not in "LNM" or ord(char) in _VARIANTS:
        return " "
    return f" {char} " if is_unspaced(char) else char


_FOLDED: Final = _Table(_folded)
_DIVIDED: Final = _Table(_divided)
_DIVIDED[ord("\n")] = "\n"  # which divides words, too, and texts that are looked at together


def fold(text: str) -> str:
    """The same for all ways to write a text: case, width, accents, kana of either kind."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)


def words_of(text: str) -> list[str]:
    """The words in their order; a text of nothing but signs (``...``) is one word."""
    return _words(fold(text)) or _signs(text)


def all_words_of(text: str) -> tuple[list[str], list[str]]:
    """The words, and other ways to type them: ``spiderman``, ``avventura``, ``swat``."""
    if len(text) <= LONGEST and text.isascii() and text.replace(" ", "").isalnum():
        # As most titles are: here it is quicker, and in all the rest it would be the same.
        return text.lower().split(), []
    folded = fold(text)
    return _words(folded) or _signs(text), _other_ways(folded)


def all_words_of_each(texts: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """The words of each text, with spaces between; by their places, other ways to type them.

    The same as ``all_words_of``, for a million titles: what is short and ASCII is done at once.
    """
    plain = [text.strip() if len(text) <= LONGEST and text.isascii() else "" for text in texts]
    folded = "\n".join(plain).lower()
    if folded.count("\n") >= len(texts):
        folded = "\n".join([text.replace("\n", " ") for text in plain]).lower()
    divided = _SPACES.sub(" ", folded.replace("'", "").translate(_DIVIDED))
    words = divided.split("\n") if texts else []
    others: dict[int, str] = {}
    for place, (text, own) in enumerate(zip(folded.split("\n"), words, strict=False)):
        if own == text and own:
            continue  # letters and spaces alone, as most titles are
        words[place] = own.strip()
        if words[place]:
            ways = _other_ways(text)
        else:
            parts, ways = all_words_of(texts[place])
            words[place] = " ".join(parts)
        if ways:
            others[place] = " ".join(ways)
    return words, others


def runs_of(text: str) -> list[list[str]]:
    """The words as they are asked for: one by one, those written without spaces side by side."""
    runs: list[list[str]] = []
    for piece in text.split():
        words = words_of(piece)
        if words:
            runs.append(words[:1])
        for before, word in pairwise(words):
            if is_unspaced(before[0]) and is_unspaced(word[0]):
                runs[-1].append(word)
            else:
                runs.append([word])
    return runs


def _words(folded: str) -> list[str]:
    words = folded.translate(_DIVIDED).split()
    if "'" in folded:
        words = [plain for word in words if (plain := word.replace("'", ""))]
    return [word[:LONGEST] for word in words] if len(folded) > LONGEST else words


def _other_ways(folded: str) -> list[str]:
    more = []
    if "-" in folded:
        more += [word.replace("-", "") for word in _JOINED.findall(folded)]
    if "." in folded and len(folded) < _FEW:
        more += [word.replace(".", "") for word in _INITIALS.findall(folded)]
    if "'" in folded:
        for word in folded.translate(_DIVIDED).split():
            if "'" in word:
                more += [part for part in word.strip("'").split("'") if len(part) > 2]
    return [word[:LONGEST] for word in more] if more else more


def _signs(text: str) -> list[str]:
    signs = "".join(unicodedata.normalize("NFKC", text).split())
    return [signs[:LONGEST]] if signs.isprintable() and signs else []
