"""Interpretations of a plain-text page: where one begins, what it is called, how common it is.

All of it is guessed.
"""

import re
from typing import Final

_LONGEST: Final = 60
_ORDINALS: Final = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_INTERPRETS: Final = re.compile(
    r"\b(?:one|an?other|a (?:second|third|fourth|final|further)|the (?:first|second|third|most)|"
    r"some|others|alternatively|an? (?:more )?\w+)\b[^.]{0,60}"
    r"\b(?:interpretations?|readings?|theor(?:y|ies)|viewers|critics|fans)\b|"
    r"^(?:some|others|alternatively|theory|reading|interpretation)\b|^\d{1,2}[.)]\s",
    re.IGNORECASE,
)
_CLAUSE: Final = r"(?P<claim>[^.,;:—–(]{4,120})"
_SAYS: Final = (
    r"is|was|could|may|might|would|suggests?|sees?|holds?|argues?|proposes?|says?|claims?|thinks?|"
    r"believes?|maintains?|reads?|understands?|treats?"
)
_CLAIMS: Final = (
    # Theory 1: the neighbours are all him.
    re.compile(
        rf"^(?:theory|reading|interpretation|option)\b[^.,:]{{0,12}}[:–—-]\s+{_CLAUSE}",
        re.IGNORECASE,
    ),
    # 1. The neighbours are all him.
    re.compile(rf"^\d{{1,2}}[.)]\s+{_CLAUSE}"),
    # Others believe that the letters are real.
    re.compile(rf"^[^.]{{0,120}}?\b(?:{_SAYS})\s+that\s+{_CLAUSE}", re.IGNORECASE),
    # A third interpretation sees the clerk as a ghost.
    re.compile(
        r"\b(?:interpretations?|readings?|theory|theories|views?|viewers|critics|fans|some|others)\b"
        rf"[^.]{{0,40}}?\b(?:{_SAYS})\s+{_CLAUSE}",
        re.IGNORECASE,
    ),
)
_TAKES: Final = re.compile(
    r"^[^.]{0,120}?\btakes?\s+(?P<what>[^.,;:—–(]{2,60}?)\s+(?:to be|as|for)\s+"
    r"(?P<claim>[^.,;:—–(]{2,60})",
    re.IGNORECASE,
)
_OPENS_WITH: Final = re.compile(
    r"(?:(?:this|it|(?:the|this) (?:film|ending|sequence|story|whole))(?: (?:is|as))?|"
    r"an?|as|could|to be|suggest|in it)\s+",
    re.IGNORECASE,
)
_LEFT_HANGING: Final = frozenset(
    (
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or",
        "that", "the", "to", "who", "which", "whose", "with",
    )
)  # fmt: skip
_MOST: Final = re.compile(r"\bmost (?:common|popular|accepted|widely)\b", re.IGNORECASE)
_LESS: Final = re.compile(
    r"\b(?:less|least) (?:common|popular|accepted)\b|\brare(?:r|ly)?\b", re.IGNORECASE
)
_COMMON: Final = re.compile(r"\b(?:common|popular|many (?:viewers|critics|fans))\b", re.IGNORECASE)


def interprets(paragraph: str) -> bool:
    """Whether a paragraph begins a new interpretation."""
    return _INTERPRETS.search(paragraph[:200]) is not None


def name_of(paragraph: str, number: int) -> str:
    """A short name from what the paragraph claims, else which one it is."""
    claim = _claim(paragraph[:400])
    words: list[str] = []
    for word in claim.split():
        if len(" ".join([*words, word])) > _LONGEST:
            break
        words.append(word)
    if len(words) < len(claim.split()):
        while words and words[-1].lower() in _LEFT_HANGING:
            words.pop()
    if not words:
        ordinal = _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"
        return f"{ordinal} interpretation"
    name = " ".join(words)
    return name[0].upper() + name[1:]


def _claim(text: str) -> str:
    """The words that say what is claimed, or none."""
    if taken := _TAKES.search(text):
        return f"{taken['what']} as {taken['claim']}"
    found = next(filter(None, (pattern.search(text) for pattern in _CLAIMS)), None)
    claim = found["claim"].strip() if found else ""
    while opening := _OPENS_WITH.match(claim):
        claim = claim[opening.end() :]
    return claim


def commonness(paragraph: str) -> str:
    """``most common``, ``common``, ``less common``, or empty where the paragraph does not say."""
    for pattern, said in ((_LESS, "less common"), (_MOST, "most common"), (_COMMON, "common")):
        if pattern.search(paragraph):
            return said
    return ""
