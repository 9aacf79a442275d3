"""The record's values in a reader's words."""

from functools import lru_cache
from typing import Final

from babel.numbers import UnknownCurrencyError, format_decimal, get_currency_name

from lookback.film.record import Credit, Money, OutsideId, Rating, Release, Runtime, Text, Value

_LOCALE: Final = "en"
_ADDRESSES: Final = {
    "imdb": ("IMDb", "https://www.imdb.com/title/{}/"),
    "tmdb": ("TMDB", "https://www.themoviedb.org/movie/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "letterboxd": ("Letterboxd", "https://letterboxd.com/film/{}/"),
}


def worded(value: Value) -> str:
    """A value as a sentence would say it: ``12,648,664 US dollars``, ``58 minutes``."""
    match value:
        case Money():
            return _money(value)
        case Runtime():
            return f"{value.minutes} minute{'' if value.minutes == 1 else 's'}"
        case Rating():
            return _rating(value)
        case Release():
            return ", ".join(filter(None, [value.date, value.country]))
        case OutsideId():
            return f"{_ADDRESSES[value.site][0]} {value.value}"
        case Text() | Credit():
            return str(value)


def address(outside: OutsideId) -> tuple[str, str]:
    """The site's name and the film's address there."""
    name, shape = _ADDRESSES[outside.site]
    return name, shape.format(outside.value)


def language(text: str, countries: tuple[str, ...] = ()) -> str:
    """The language that a title's script tells, as HTML names it, or empty."""
    if any("\u3040" <= char <= "\u30ff" for char in text):
        return "ja"
    if any("\uac00" <= char <= "\ud7a3" for char in text):
        return "ko"
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        return "ja" if "Japan" in countries else "zh"
    return ""


@lru_cache(1024)
def _money(value: Money) -> str:
    count = int(value.amount) if value.amount == int(value.amount) else 2
    try:
        name = get_currency_name(value.currency, count=count, locale=_LOCALE)
    except UnknownCurrencyError:
        name = value.currency
    return f"{format_decimal(value.amount, locale=_LOCALE)} {name}"


def _rating(value: Rating) -> str:
    scale = "" if value.scale == 10 else f" of {value.scale}"
    votes = "" if value.votes is None else f" from {value.votes:,} vote{'s'[: value.votes != 1]}"
    return f"{value.score}{scale}{votes}" + (f" ({value.source})" if value.source else "")
