"""What a search in what somebody has seen looks for: words, and words side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lookback.search.words import is_unspaced, runs_of, words_of

_LONGEST_ASKED: Final = 400
"""Characters of a search that count."""
_MOST_PARTS: Final = 32
_SHORTEST_PLURAL: Final = 4
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is looked for.

    Attributes:
        words: one, or several that stand side by side.
        exact: in no other form, as within quotes.
        begun: the word may go on.
    """

    words: tuple[str, ...]
    exact: bool = False
    begun: bool = False

    def begins_at(self, words: Sequence[str], at: int) -> bool:
        """Whether it stands at a place among words."""
        if self.exact:
            return tuple(words[at : at + len(self.words)]) == self.words
        word, own = words[at], self.words[0]
        return stem(word) == stem(own) or (self.begun and word.startswith(own))


def wanted_in(asked: str) -> list[Wanted]:
    """The parts of what was asked, each once; the last word may be only begun."""
    asked = asked[:_LONGEST_ASKED].translate(_QUOTES)
    pieces = asked.split('"')
    found: list[Wanted] = []
    for at, piece in enumerate(pieces):
        if at % 2 and at < len(pieces) - 1:
            found.append(Wanted(tuple(words_of(piece)), exact=True))
        else:
            found += [Wanted(tuple(run), exact=is_unspaced(run[0][0])) for run in runs_of(piece)]
    found = [part for part in found if part.words]
    telling = [part for part in found if any(map(str.isalnum, "".join(part.words)))] or found
    if telling and not telling[-1].exact and not asked[-1].isspace():
        telling[-1] = replace(telling[-1], begun=True)
    return list(dict.fromkeys(telling))[:_MOST_PARTS]


def stem(word: str) -> str:
    """The word without the ending of an English plural."""
    if len(word) < _SHORTEST_PLURAL or word[-1] != "s" or word.endswith(("ss", "us")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1]
