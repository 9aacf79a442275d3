"""What an interpretation of a plain-text page is called, and how common it is: both guessed."""

import re
from typing import Final

_LONGEST: Final = 60
_ORDINALS: Final = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_CLAIM: Final = re.compile(
    r"\b(?:interpretation|reading|theory|view)s?\b[^.]{0,40}?"
    r"\b(?:is|sees?|holds?|suggests?|argues?|proposes?)\b(?: that| it as| in it)?"
    r"(?: this| it| the film| the ending)?(?: is)?\s+"
    r"(?P<claim>[^.,;:—–(]{4,80})",
    re.IGNORECASE,
)
_OPENS_WITH: Final = re.compile(r"(?:an?|the|as|could|suggest)\s+", re.IGNORECASE)
_MOST: Final = re.compile(r"\bmost (?:common|popular|accepted|widely)\b", re.IGNORECASE)
_LESS: Final = re.compile(
    r"\b(?:less|least) (?:common|popular|accepted)\b|\brare(?:r|ly)?\b", re.IGNORECASE
)
_COMMON: Final = re.compile(r"\b(?:common|popular|many (?:viewers|critics|fans))\b", re.IGNORECASE)


def name_of(paragraph: str, number: int) -> str:
    """A short name from what the paragraph claims, else which one it is."""
    found = _CLAIM.search(paragraph[:400])
    claim = found["claim"].strip() if found else ""
    while opening := _OPENS_WITH.match(claim):
        claim = claim[opening.end() :]
    words: list[str] = []
    for word in claim.split():
        if len(" ".join([*words, word])) > _LONGEST:
            break
        words.append(word)
    if not words:
        ordinal = _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"
        return f"{ordinal} interpretation"
    name = " ".join(words)
    return name[0].upper() + name[1:]


def commonness(paragraph: str) -> str:
    """``most common``, ``common``, ``less common``, or empty where the paragraph does not say."""
    for pattern, said in ((_LESS, "less common"), (_MOST, "most common"), (_COMMON, "common")):
        if pattern.search(paragraph):
            return said
    return ""
