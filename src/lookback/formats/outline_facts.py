"""The facts of a plain-text page: which line says what.

Each reader takes one line and gives the passages' values, or nothing where the line is of
another kind. Nothing is half understood: a line is a fact as a whole, or it is none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lookback.errors import ValueInvalid
from lookback.film.part import Part
from lookback.film.record import Credit, Money, Rating, Release, Runtime, Text, Value
from lookback.formats.outline_themes import split_themes

GENRES: Final = frozenset(
    (
        "action", "adventure", "animation", "anime", "biography", "comedy", "crime", "documentary",
        "drama", "family", "fantasy", "film noir", "film-noir", "history", "horror", "music",
        "musical", "mystery", "noir", "romance", "sci-fi", "science fiction", "short", "sport",
        "superhero", "thriller", "tv movie", "war", "western",
    )
)  # fmt: skip
_LONGEST_GENRE: Final = 2
_LABELS: Final = {
    "director": Part.DIRECTOR,
    "directors": Part.DIRECTOR,
    "directed by": Part.DIRECTOR,
    "cast": Part.CAST,
    "starring": Part.CAST,
    "stars": Part.CAST,
    "original title": Part.ORIGINAL_TITLE,
    "also known as": Part.ALSO_KNOWN_AS,
    "tagline": Part.TAGLINE,
    "genre": Part.GENRES,
    "genres": Part.GENRES,
    "theme": Part.THEMES,
    "themes": Part.THEMES,
    "box office": Part.BOX_OFFICE,
    "release": Part.RELEASE,
    "release date": Part.RELEASE,
    "released": Part.RELEASE,
    "runtime": Part.RUNTIME,
    "running time": Part.RUNTIME,
    "rating": Part.RATING,
}
_QUOTES: Final = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "‘": "’"}
_CURRENCIES: Final = {
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "NT$": "TWD", "R$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW",
    "₽": "RUB", "₺": "TRY", "₫": "VND", "฿": "THB", "₴": "UAH", "zł": "PLN", "¥": "JPY",
    "kr": "SEK",
}  # fmt: skip
_AMBIGUOUS: Final = {
    "¥": {"China": "CNY"},
    "kr": {"Denmark": "DKK", "Norway": "NOK", "Iceland": "ISK"},
}
"""Signs of several currencies: the country of release decides, and the author is asked."""
_MONEY: Final = re.compile(
    r"(?P<before>[^\d\s.,]{0,4}) ?"
    r"(?P<amount>\d{1,3}(?:[,.\u00a0 ]\d{3}){1,5}|\d{1,15}(?:\.\d{1,3})?)"
    r"(?: ?(?P<times>thousand|million|billion|[KMBkm](?![a-z])))?(?: ?(?P<after>[^\d\s.,]{1,4}))?"
)
_TIMES: Final = {
    "one": 1, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9,
    "b": 10**9,
}  # fmt: skip
_RATING: Final = re.compile(
    r"(?:[⭐★]\ufe0f?|rating:?|imdb:?) ?(?P<score>\d{1,3}(?:\.\d{1,2})?)"
    r"(?: ?/ ?(?P<scale>\d{1,3}))?"
    r"(?: ?\((?P<votes>\d[\d,.]{0,12})(?P<times>[KkMm])?(?: votes)?\))?"
    r"|(?P<score2>\d{1,3}(?:\.\d{1,2})?) ?/ ?(?P<scale2>\d{1,3})"
    r"(?: ?\((?P<votes2>\d[\d,.]{0,12})(?P<times2>[KkMm])?(?: votes)?\))?",
    re.IGNORECASE,
)
_RUNTIME: Final = re.compile(
    r"\b(?:\d{1,2} ?(?:hours?|hrs?|h)(?![a-z])\.?(?: ?\d{1,2} ?(?:minutes?|mins?|m)\b\.?)?"
    r"|\d{1,4} ?(?:minutes?|mins?|m)\b\.?)",
    re.IGNORECASE,
)
_EASTERN_DATE: Final = re.compile(
    r"(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?)?"
)
_LONGEST_COUNTRY: Final = 6
_IN_COUNTRIES: Final = frozenset({"of", "the", "and", "&", "da", "de", "du", "la"})
_BETWEEN: Final = re.compile(r"\s*[|•·/]\s*|\s{2,}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the record.

    Attributes:
        guess: what had to be guessed about it, or empty.
    """

    part: Part
    value: Value
    guess: str = ""


def labelled(line: str, countries: Iterable[str]) -> list[Fact]:
    """``Director: ...``, ``Cast: ...``, ``Box Office: ...`` and the like."""
    label, colon, said = line.partition(":")
    part = _LABELS.get(" ".join(label.lower().split()))
    if part is None and line.lower().startswith("directed by "):
        part, colon, said = Part.DIRECTOR, ":", line[len("directed by ") :]
    said = said.strip()
    if part is None or not colon or not said:
        return []
    try:
        return list(_said(part, said, countries))
    except ValueInvalid:
        return []


def _said(part: Part, said: str, countries: Iterable[str]) -> Iterator[Fact]:
    match part:
        case Part.DIRECTOR:
            yield from (Fact(part, Text.parse(name)) for name in _names(said))
        case Part.CAST:
            yield from (Fact(part, _credit(name)) for name in _names(said))
        case Part.BOX_OFFICE:
            yield _money(said, countries)
        case Part.RELEASE:
            yield from (Fact(part, Release.parse(_western(one))) for one in re.split(r"; ?", said))
        case Part.RUNTIME:
            yield Fact(part, Runtime.parse(_spaced(said)))
        case Part.RATING:
            yield from summary(f"★ {said}") or summary(said)
        case Part.TAGLINE:
            yield Fact(part, Text.parse(quoted(said) or said))
        case Part.THEMES:
            yield from themes(said)
        case Part.GENRES:
            yield from (Fact(part, Text.parse(one)) for one in re.split(r"[,|/•·]", said))
        case _:
            yield Fact(part, Text.parse(said))


def quoted(line: str) -> str:
    """What stands between the quotation marks that a line begins and ends with, or empty."""
    if len(line) > 2 and _QUOTES.get(line[0]) == line[-1]:
        return line[1:-1].strip()
    return ""


def genres(line: str) -> list[Fact]:
    """A line of nothing but genres that are known, with or without marks between them."""
    words = re.sub(r"[,|/•·]", " ", line).split()
    found: list[str] = []
    while words:
        size = next(
            (
                count
                for count in range(min(_LONGEST_GENRE, len(words)), 0, -1)
                if " ".join(words[:count]).lower() in GENRES
            ),
            0,
        )
        if not size:
            return []
        found.append(" ".join(words[:size]))
        words = words[size:]
    return [Fact(Part.GENRES, Text.parse(genre)) for genre in found]


def summary(line: str) -> list[Fact]:
    """``3 May 1961 France 94 min ⭐ 7.4 (120)``: in any order, each part once at most."""
    rest, facts = line, []
    for shape, read in ((_RATING, _rating), (_RUNTIME, _runtime)):
        found = shape.search(rest)
        if found is not None:
            try:
                facts.append(read(found))
            except ValueInvalid:
                return []
            rest = f"{rest[: found.start()]} | {rest[found.end() :]}"
    pieces = [piece for piece in _BETWEEN.split(rest.strip()) if piece]
    releases = _releases(pieces)
    return [] if releases is None else [*releases, *reversed(facts)]


def _releases(pieces: list[str]) -> list[Fact] | None:
    """Dates with their countries, or ``None`` where something else is among them."""
    facts: list[Fact] = []
    for piece in pieces:
        try:
            facts.append(Fact(Part.RELEASE, _release(piece)))
        except ValueInvalid:
            last = facts[-1].value if facts else None
            # A country that stands apart from its date.
            if not isinstance(last, Release) or last.country or not _is_country(piece):
                return None
            facts[-1] = Fact(Part.RELEASE, Release(last.year, last.month, last.day, piece))
    return facts


def _release(said: str) -> Release:
    release = Release.parse(_western(said))
    if release.country and not _is_country(release.country):
        raise ValueInvalid(Release.EXPECTED)
    return release


def _is_country(said: str) -> bool:
    """Whether words can name countries, rather than begin to tell a story."""
    words = re.split(r"[ ,/-]+", said.strip("()"))
    is_name = all(not word[:1].islower() or word in _IN_COUNTRIES for word in words)
    return is_name and len(words) <= _LONGEST_COUNTRY and not re.search(r"[^\w ,/()&.’'-]", said)


def _western(date: str) -> str:
    """``1998年6月2日`` as ``1998-06-02``; all else as it is."""

    def written(found: re.Match[str]) -> str:
        year, *rest = (part for part in found.groups() if part)
        return "-".join([year, *(f"{int(part):02}" for part in rest)])

    return _EASTERN_DATE.sub(written, date)


def themes(line: str) -> list[Fact]:
    """Themes that are printed one after the other: always a guess, and the author is asked."""
    found = split_themes(line)
    guess = f"themes: {' | '.join(found)}"
    return [
        Fact(Part.THEMES, Text.parse(theme), guess if index == 0 else "")
        for index, theme in enumerate(found)
    ]


def _names(said: str) -> list[str]:
    """Names between commas, semicolons or *and*, but not where these stand in parentheses."""
    between = r"(?:\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)(?![^()]*\))"
    return [name for name in re.split(between, said) if name.strip()]


def _credit(said: str) -> Credit:
    found = re.fullmatch(r"([^()]+) \(([^()]+)\)", said)
    return Credit(found[1].strip(), found[2].strip()) if found else Credit.parse(said)


def _rating(found: re.Match[str]) -> Fact:
    score = found["score"] or found["score2"]
    scale = Decimal(found["scale"] or found["scale2"] or (100 if Decimal(score) > 10 else 10))
    told, times = found["votes"] or found["votes2"], found["times"] or found["times2"]
    if told is None:
        return Fact(Part.RATING, Rating(Decimal(score), scale))
    try:
        number = Decimal(told.replace(",", "")) * _TIMES[(times or "").lower() or "one"]
    except (KeyError, ArithmeticError):
        raise ValueInvalid(Rating.EXPECTED) from None
    votes = int(number)
    guess = f"{told}{times} votes: {votes:,}" if times else ""
    return Fact(Part.RATING, Rating(Decimal(score), scale, votes), guess)


def _runtime(found: re.Match[str]) -> Fact:
    return Fact(Part.RUNTIME, Runtime.parse(_spaced(found[0])))


def _money(said: str, countries: Iterable[str]) -> Fact:
    found = _MONEY.fullmatch(said)
    if found is None:
        raise ValueInvalid(Money.EXPECTED)
    sign = found["before"] or found["after"] or ""
    currency = _CURRENCIES.get(sign, sign.upper() if re.fullmatch("[A-Za-z]{3}", sign) else "")
    if not currency:
        raise ValueInvalid(Money.EXPECTED)
    guess = ""
    if sign in _AMBIGUOUS:
        by_country = _AMBIGUOUS[sign]
        currency = next((by_country[land] for land in countries if land in by_country), currency)
        guess = f"the currency of the box office: {currency}"
    digits = re.sub(r"[,.\u00a0 ](?=\d{3}(?:\D|$))", "", found["amount"])
    if found["times"]:
        digits = found["amount"]
    amount = Decimal(digits) * _TIMES.get((found["times"] or "").lower(), 1)
    return Fact(Part.BOX_OFFICE, Money(amount, currency), guess)


def _spaced(runtime: str) -> str:
    """``1h34m`` as ``1 h 34 m``: with a space on each side of a unit."""
    edges = r"(?<=\d)(?=[a-z])|(?<=[a-z.])(?=\d)"
    return re.sub(edges, " ", runtime.strip(), flags=re.IGNORECASE)
