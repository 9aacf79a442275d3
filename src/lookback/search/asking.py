"""What somebody asks for: words, phrases, fields, ranges and exclusions.

There is no wrong question. What does not read as syntax is taken as the words that it has.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from lookback.search.words import runs_of, words_of

FIELDS: Final = (
    "title", "person", "role", "genre", "theme", "country", "year", "decade", "text", "runtime",
    "rating", "votes",
)  # fmt: skip
_NUMBERS: Final = frozenset({"year", "decade", "runtime", "rating", "votes"})
_LONGEST: Final = 2000
"""Characters of a question that are read."""
_MOST: Final = 200
"""Words of a question that are read, conditions as many."""
_ITEM: Final = re.compile(
    r"""(?P<minus>-?)(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<plain>\S+))""",
    re.IGNORECASE,
)
_NUMBER: Final = r"(\d{1,9}(?:\.\d{1,9})?)"
_RANGE: Final = re.compile(rf"{_NUMBER}?(?:\.\.|-|–){_NUMBER}?")
_BOUND: Final = re.compile(rf"(<=|>=|<|>|=)?{_NUMBER}")
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "≤": "<="}) | {
    ord("≥"): ">="
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand side by side, in one field, or anywhere where ``field`` is empty."""

    words: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """A number in a field, with bounds that are left out where they are None."""

    field: str
    low: float | None = None
    high: float | None = None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """One question.

    Attributes:
        runs: what is looked for in titles first, then anywhere; all of it is needed.
        needed: what a film must have besides.
        refused: what it must not have.
    """

    runs: tuple[Run, ...] = ()
    needed: tuple[Run | Between, ...] = ()
    refused: tuple[Run | Between, ...] = ()

    @property
    def words(self) -> list[str]:
        """All words that are looked for, in their order."""
        return [word for run in self.runs for word in run.words]


def asked_of(text: str) -> Asked:
    """Read a question."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_QUOTES)
    runs: list[Run] = []
    needed: list[Run | Between] = []
    refused: list[Run | Between] = []
    for item in _ITEM.finditer(folded):
        field = (item["field"] or "").lower()
        value = item["plain"] if item["phrase"] is None else item["phrase"]
        if field and field not in FIELDS:
            _plain(runs, item[0].strip('-"'))
            continue
        constraint = _constraint(field, value)
        if item["minus"] and constraint is not None:
            refused.append(constraint)
        elif not field and item["phrase"] is None:
            _plain(runs, value)
        elif field and constraint is not None:
            needed.append(constraint)
        elif constraint is None:
            _plain(runs, item[0].replace('"', " "))
        elif isinstance(constraint, Run):
            runs.append(constraint)
    return Asked(tuple(runs[:_MOST]), tuple(needed[:_MOST]), tuple(refused[:_MOST]))


def _plain(runs: list[Run], text: str) -> None:
    runs.extend(Run(tuple(words)) for words in runs_of(text))


def _constraint(field: str, value: str) -> Run | Between | None:
    if field in _NUMBERS:
        return _between(field, value.strip())
    words = words_of(value)
    return Run(tuple(words), field) if words else None


def _between(field: str, value: str) -> Between | None:
    if field == "decade":
        value = value.removesuffix("s")
    bound = _BOUND.fullmatch(value)
    if bound:
        return _bounded(field, bound[1], float(bound[2]))
    between = _RANGE.fullmatch(value)
    if between and (between[1] or between[2]):
        low = float(between[1]) if between[1] else None
        high = float(between[2]) if between[2] else None
        return Between(field, low, high)
    return None


def _bounded(field: str, sign: str | None, number: float) -> Between:
    match sign:
        case "<":
            return Between(field, high=number, with_high=False)
        case "<=":
            return Between(field, high=number)
        case ">":
            return Between(field, low=number, with_low=False)
        case ">=":
            return Between(field, low=number)
        case _:
            return Between(field, number, number)
