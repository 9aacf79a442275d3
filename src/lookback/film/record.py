"""The values of a film's record. Each has one written form, and reading it gives the value back.

Reading is strict: what cannot be read is an error, never half a value.
"""

import hashlib
import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lookback.errors import ValueInvalid
from lookback.film.moment import Moment

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18}"
_DECIMAL: Final = rf"(?:{_NUMBER})(?:\.[0-9]{{1,6}})?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A value that is only words: a title, a name, a genre, a theme."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "Text":
        """Any text that is not empty, with its white space evened out."""
        words = " ".join(text.split())
        if not words:
            raise ValueInvalid("expected text")
        return cls(words)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """When a film was first shown, and where.

    Attributes:
        year, month, day: of the date; month and day are 0 where they are not known.
        country: in words, or empty.
    """

    year: int
    month: int = 0
    day: int = 0
    country: str = ""

    _SHAPE = _compiled(
        r"(?:(?P<iso>[0-9]{4}-[0-9]{2}(?:-(?!00)[0-9]{2})?)"
        r"|(?:(?:(?P<day>(?!00? )[0-9]{1,2}) )?(?P<month>[a-z]{3,9})\.? )?(?P<year>[0-9]{4})"
        r"|(?P<us_month>[a-z]{3,9})\.? (?P<us_day>(?!00?\b)[0-9]{1,2}),? (?P<us_year>[0-9]{4}))"
        r"(?:,? \(?(?P<country>[^\s0-9(),][^0-9(),]*?)\)?)?"
    )
    EXPECTED = "expected a date or a year, then the country, such as 28 June 2024 Japan"

    def __post_init__(self) -> None:
        if not (1800 <= self.year <= 2999 and 0 <= self.month <= 12 and self._has_day()):
            raise ValueInvalid(self.EXPECTED)

    def _has_day(self) -> bool:
        if not self.day:
            return True
        return bool(self.month) and 1 <= self.day <= monthrange(self.year, self.month)[1]

    @classmethod
    def parse(cls, text: str) -> "Release":
        """Read ``28 June 2024 Japan``, ``June 28, 2024``, ``2024-06-28 Japan`` or ``2024``."""
        found = cls._SHAPE.fullmatch(" ".join(text.split()))
        if found is None:
            raise ValueInvalid(cls.EXPECTED)
        country = found["country"] or ""
        if found["iso"]:
            year, month, day = (int(part) for part in (found["iso"] + "-0").split("-")[:3])
            if not month:
                raise ValueInvalid(cls.EXPECTED)
            return cls(year, month, day, country)
        month = cls._month(found["month"] or found["us_month"])
        year = int(found["year"] or found["us_year"])
        return cls(year, month, int(found["day"] or found["us_day"] or 0), country)

    @classmethod
    def _month(cls, word: str | None) -> int:
        if word is None:
            return 0
        named = [i for i, name in enumerate(_MONTHS, 1) if name.lower().startswith(word.lower())]
        if len(named) != 1:
            raise ValueInvalid(cls.EXPECTED)
        return named[0]

    @property
    def iso(self) -> str:
        """As ``2024-06-28``, ``2024-06`` or ``2024``."""
        known = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(known[: 3 if self.day else 2 if self.month else 1])

    @property
    def date(self) -> str:
        """In words: ``28 June 2024``."""
        month = _MONTHS[self.month - 1] if self.month else ""
        return " ".join(filter(None, [str(self.day or ""), month, str(self.year)]))

    def __str__(self) -> str:
        return f"{self.date} {self.country}".strip()


@dataclass(frozen=True, slots=True, order=True)
class Runtime:
    """How long a film runs, in whole minutes."""

    minutes: int

    _SHAPE = _compiled(
        r"(?:([0-9]{1,2}) ?(?:h|hr|hrs|hours?)\.?(?: ([0-5]?[0-9]) ?(?:m|min|mins|minutes?)?\.?)?"
        r"|([0-9]{1,4}) ?(?:m|min|mins|minutes?)\.?)"
    )
    EXPECTED = "expected minutes such as 58 min, or 2 h 14 min"

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= 6000:
            raise ValueInvalid(self.EXPECTED)

    @classmethod
    def parse(cls, text: str) -> "Runtime":
        """Read ``58 min`` or ``2 h 14 min``."""
        found = cls._SHAPE.fullmatch(" ".join(text.split()))
        if found is None:
            raise ValueInvalid(cls.EXPECTED)
        hours, rest, minutes = (int(part or 0) for part in found.groups())
        return cls(hours * 60 + rest + minutes)

    @property
    def end(self) -> Moment:
        """The last moment of the running time (not ``ENDING``, which is knowledge)."""
        return Moment.minute(self.minutes)

    def __str__(self) -> str:
        return f"{self.minutes} min"


@dataclass(frozen=True, slots=True)
class Rating:
    """What a site's voters think.

    Attributes:
        score: on a scale from 0 to ``scale``.
        votes: how many voted, or ``None`` where that is not known.
        source: whose voters, or empty.
    """

    score: Decimal
    scale: Decimal = Decimal(10)
    votes: int | None = None
    source: str = ""

    _SHAPE = _compiled(
        rf"(?P<score>{_DECIMAL})(?: ?(?:of|/|out of) ?(?P<scale>{_DECIMAL}))?"
        rf"(?: from (?P<votes>{_NUMBER}) votes?)?(?:, ?(?P<source>[^\s0-9].*))?"
    )
    EXPECTED = "expected a score, such as 8.1 of 10 from 411 votes, IMDb"

    def __post_init__(self) -> None:
        if not (self.scale > 0 and 0 <= self.score <= self.scale):
            raise ValueInvalid(self.EXPECTED)

    @classmethod
    def parse(cls, text: str) -> "Rating":
        """Read ``8.1 of 10 from 411 votes, IMDb``; all but the score can be left out."""
        found = cls._SHAPE.fullmatch(" ".join(text.split()))
        if found is None:
            raise ValueInvalid(cls.EXPECTED)
        votes = found["votes"]
        return cls(
            score=_decimal(found["score"]),
            scale=_decimal(found["scale"] or "10"),
            votes=int(votes.replace(",", "")) if votes else None,
            source=found["source"] or "",
        )

    def __str__(self) -> str:
        votes = ""
        if self.votes is not None:
            votes = f" from {self.votes:,} vote{'s'[: self.votes != 1]}"
        source = f", {self.source}" if self.source else ""
        return f"{self.score} of {self.scale}{votes}{source}"


@dataclass(frozen=True, slots=True)
class Credit:
    """One member of the cast; their place in the list is the order of billing.

    Attributes:
        role: the character's name, or empty.
    """

    name: str
    role: str = ""

    @classmethod
    def parse(cls, text: str) -> "Credit":
        """Read ``Yuumi Kawai as Fujino`` or ``Yuumi Kawai``."""
        name, _, role = " ".join(text.split()).partition(" as ")
        if not name:
            raise ValueInvalid("expected a name, or a name as a role")
        return cls(name, role)

    def __str__(self) -> str:
        return f"{self.name} as {self.role}" if self.role else self.name


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency.

    Attributes:
        currency: by its three letters (ISO 4217).
    """

    amount: Decimal
    currency: str

    _SHAPE = _compiled(
        rf"(?P<amount>{_DECIMAL})(?: (?P<times>thousand|million|billion))? (?P<currency>[a-z]{{3}})"
    )
    _TIMES = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}  # noqa: RUF012 - read only
    EXPECTED = "expected an amount and a currency's three letters, such as 12,648,664 USD"

    def __post_init__(self) -> None:
        if not 0 <= self.amount < 10**18:
            raise ValueInvalid(self.EXPECTED)

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read ``12,648,664 USD`` or ``12.6 million USD``."""
        found = cls._SHAPE.fullmatch(" ".join(text.split()))
        if found is None:
            raise ValueInvalid(cls.EXPECTED)
        times = cls._TIMES[found["times"].lower() if found["times"] else None]
        return cls(_decimal(found["amount"]) * times, found["currency"].upper())

    def __str__(self) -> str:
        whole = self.amount.to_integral_value()
        shown = whole if whole == self.amount else self.amount.normalize()
        return f"{shown:,f} {self.currency}"


@dataclass(frozen=True, slots=True)
class OutsideId:
    """What another site calls the film."""

    site: str
    value: str

    _SHAPE = re.compile(r"(?P<site>[A-Za-z]+)[: ](?P<value>[^\s]{1,250})")
    _VALUES = {  # noqa: RUF012 - read only
        "imdb": re.compile(r"tt[0-9]{7,10}"),
        "tmdb": re.compile(r"[0-9]{1,10}"),
        "wikidata": re.compile(r"Q[0-9]{1,12}"),
        "letterboxd": re.compile(r"[a-z0-9-]{1,64}"),
        "wikipedia": re.compile(r"[^\s<>\[\]{}|]{1,250}"),
    }
    _DIGEST = 12
    EXPECTED = (
        "expected imdb tt..., tmdb digits, wikidata Q..., letterboxd the film's address, "
        "or wikipedia the article's"
    )

    def __post_init__(self) -> None:
        shape = self._VALUES.get(self.site)
        if shape is None or shape.fullmatch(self.value) is None:
            raise ValueInvalid(self.EXPECTED)

    @classmethod
    def parse(cls, text: str) -> "OutsideId":
        """Read ``imdb tt31711040``."""
        found = cls._SHAPE.fullmatch(text.strip())
        if found is None:
            raise ValueInvalid(cls.EXPECTED)
        return cls(found["site"].lower(), found["value"])

    @property
    def address(self) -> str:
        """The address of a film that is known by this id alone: it has the shape of a slug."""
        if self.site == "imdb":
            return self.value
        if self.site == "wikidata":
            return self.value.lower()
        if self.site == "wikipedia":
            digest = hashlib.sha256(self.value.encode("utf-8", "replace")).hexdigest()
            return f"wikipedia-{digest[: self._DIGEST]}"
        return f"{self.site}-{'-'.join(self.value.split('-')).strip('-')}"

    def __str__(self) -> str:
        return f"{self.site} {self.value}"


Value = Text | Release | Runtime | Rating | Credit | Money | OutsideId


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
