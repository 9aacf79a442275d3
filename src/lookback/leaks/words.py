"""Words, sentences and names, as the rules of leaks see them."""

import re
from collections.abc import Iterator
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Scripts without spaces between words: cut into pairs of signs."""
_END: Final = re.compile(r"(?<=[.!?…。！？])[\"”’')*_]*\s+(?=[\"“‘'(*_]*[^\W_a-z])")
_SPACES: Final = re.compile(r"\s+")
_BEFORE_MARK: Final = re.compile(r"\s+(?=[.,;:!?)])")
_MARKUP: Final = re.compile(r"[*_`#>\[\]]+|\]\([^)]*\)")
_DOUBLED: Final = re.compile(r"([bdgklmnprt])\1$")
_SHORTEST_STEM: Final = 3
_PLAIN_ENDINGS: Final = ("ings", "ing", "edly", "ers", "ed", "er", "ly", "ness", "ment", "ful")
_SMALLEST: Final = (
    "the and of to in is that it he she his her with for on as was by they at from who not but "
    "have has an be are this which him when into"
)
_ENGLISH: Final = frozenset(_SMALLEST.split())
_IS_ENGLISH: Final = 0.15


def even(text: str) -> str:
    """The text with single spaces, and none before a mark."""
    return _BEFORE_MARK.sub("", _SPACES.sub(" ", text)).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a passage, without Markdown's marks."""
    return [one for one in _END.split(even(_MARKUP.sub("", text))) if one]


def words(text: str) -> list[str]:
    """Each word as it is written; of scripts without spaces each pair of signs."""
    return list(_words(text))


def _words(text: str) -> Iterator[str]:
    for found in _WORD.findall(text):
        run = found.replace("’", "'")
        if _UNSPACED.fullmatch(run):
            yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        else:
            yield run


def stem(word: str) -> str:
    """The word in lower case without its English endings: ``killed``, ``kills`` to ``kill``."""
    low = word.casefold().removesuffix("'s").removesuffix("'")
    if not low.isascii() or len(low) <= _SHORTEST_STEM:
        return low
    if low.endswith(("ies", "ied")):
        return low[:-3] + "i"
    if low.endswith("ss"):
        return low
    for ending in _PLAIN_ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST_STEM:
            return _rounded(low.removesuffix(ending))
    return _rounded(
        low.removesuffix("es")
        if low.endswith(("shes", "ches", "sses", "xes"))
        else low.removesuffix("s")
    )


def _rounded(low: str) -> str:
    """Without a doubled consonant or a silent e at the end, and with i for y."""
    low = _DOUBLED.sub(r"\1", low)
    if len(low) > _SHORTEST_STEM:
        low = low.removesuffix("e")
    return low[:-1] + "i" if low.endswith("y") and len(low) > _SHORTEST_STEM else low


def names(sentence: str) -> set[str]:
    """Words that are written with a capital letter inside a sentence: most are names."""
    found = words(sentence)
    return {
        word.removesuffix("'s")
        for place, word in enumerate(found)
        if place and word[:1].isupper() and word != "I" and not word.isupper()
    }


def is_english(text: str) -> bool:
    """Whether a text has as many of English's smallest words as English has."""
    found = [word.casefold() for word in words(text)]
    if not found:
        return False
    return sum(word in _ENGLISH for word in found) / len(found) >= _IS_ENGLISH
