"""What of a sentence is measured. Every measure has a name that can stand in a reason."""

import math
import re
from collections.abc import Iterator
from typing import Final

from lookback.leaks.classes import CLASSES, PHRASES
from lookback.leaks.words import stem, words

_QUOTE: Final = re.compile('["“”]')
_YEAR: Final = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DIALOGUE: Final = re.compile(r"[-:( ]*[A-Z][\w.' ]{0,24}: ")
_TITLE: Final = re.compile(r"(?:[Ii]n|of|[Ee]pisode) [\"“][A-Z]")
_OPENERS: Final = (
    "the a an he she they it his her this that there when in on at after before while as if then "
    "but and so also even although though however not one some many most every all for with to by "
    "later eventually finally once since because who what i you we"
)
_FIRST: Final = frozenset(_OPENERS.split())
_HE: Final = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})


def measured(sentence: str) -> dict[str, float]:
    """The named measures of a sentence (evened out, see ``words.even``); none is above 3 or so."""
    found = words(sentence)
    stems = [stem(word) for word in found]
    told = dict(_shape(sentence, found))
    counts: dict[str, int] = {}
    for name, listed in CLASSES.items():
        count = sum(each in listed for each in stems)
        if count:
            counts[name] = count
            told[f"words of {name}"] = math.log1p(count)
    for name, pattern in PHRASES.items():
        if pattern.search(sentence):
            told[f"phrase: {name}"] = 1.0
    told.update(_together(told))
    return told


def _shape(sentence: str, found: list[str]) -> Iterator[tuple[str, float]]:
    """How the sentence is built."""
    size = max(len(found), 1)
    capital = [
        word for word in found[1:] if word[:1].isupper() and word != "I" and not word.isupper()
    ]
    lower = [word.casefold() for word in found]
    yield "length", math.log1p(len(found)) / 3
    yield "length squared", (math.log1p(len(found)) / 3) ** 2
    yield "fewer than 6 words", float(len(found) < 6)
    yield "more than 35 words", float(len(found) > 35)
    yield "share of names", len(capital) / size * 3
    yield "number of names", math.log1p(len(capital)) / 2
    yield "a name", float(bool(capital))
    yield "letters per word", sum(map(len, found)) / size / 5
    yield "share ending in -ed", sum(word.endswith("ed") for word in lower) / size * 5
    yield "share ending in -ing", sum(word.endswith("ing") for word in lower) / size * 5
    yield "share ending in -s", sum(word.endswith("s") for word in lower) / size * 3
    yield "share ending in 's", sum(word.endswith("'s") for word in lower) / size * 5
    yield "commas", sentence.count(",") / size * 5
    yield "quotation", float(bool(_QUOTE.search(sentence)))
    yield "brackets", float("(" in sentence)
    yield "number", float(any(map(str.isdigit, sentence)))
    yield "year number", float(bool(_YEAR.search(sentence)))
    yield "capitals only", float(any(word.isupper() and len(word) > 1 for word in found))
    yield "exclamation", float("!" in sentence)
    yield "question mark", float("?" in sentence)
    yield "colon", float(":" in sentence)
    yield "semicolon", float(";" in sentence)
    yield "dots", float("..." in sentence or "…" in sentence)
    yield "dash", float(" - " in sentence or "—" in sentence or "–" in sentence)
    yield "several quotations", float(len(_QUOTE.findall(sentence)) > 2)
    yield "a line of dialogue", float(bool(_DIALOGUE.match(sentence)))
    yield "names a title", float(bool(_TITLE.search(sentence)))
    yield "begins with a quotation", float(sentence[:1] in tuple("\"“'"))
    if lower and lower[0] in _FIRST:
        yield f"begins with {lower[0]}", 1.0
    yield "share of he and she", sum(word in _HE for word in lower) / size * 4
    yield "begins small", float(sentence[:1].islower())
    yield "begins with a mark", float(not sentence[:1].isalnum())
    yield "ends without a mark", float(sentence[-1:] not in tuple(".!?\"”')"))


_PAIRS: Final = (
    ("a name", "words of dying"), ("a name", "words of killing"), ("a name", "words of kin"),
    ("a name", "words of after"), ("a name", "words of he and she"),
    ("words of after", "words of dying"), ("words of after", "words of killing"),
    ("words of broadcast", "words of ending"), ("words of broadcast", "words of dying"),
    ("words of making", "words of dying"), ("words of kin", "words of revealing"),
    ("words of he and she", "words of killing"), ("words of he and she", "words of dying"),
    ("words of being really", "words of kin"), ("words of turning against", "words of dying"),
    ("words of broadcast", "number"), ("words of naming", "quotation"),
    ("words of deceiving", "words of revealing"), ("a name", "words of becoming"),
    ("words of he and she", "words of after"), ("quotation", "words of I and you"),
)  # fmt: skip


def _together(told: dict[str, float]) -> Iterator[tuple[str, float]]:
    for one, other in _PAIRS:
        both = told.get(one, 0.0) * told.get(other, 0.0)
        if both:
            yield f"{one}, and {other}", min(both, 3.0)
