"""The record's values in a reader's words."""

from datetime import datetime
from functools import lru_cache
from typing import Final

from babel.numbers import UnknownCurrencyError, format_decimal, get_currency_name

from lookback.film.entry import Entry, Sign
from lookback.film.part import Part
from lookback.film.progress import Progress
from lookback.film.record import Credit, Money, OutsideId, Rating, Release, Runtime, Text, Value
from lookback.firewall.view import View
from lookback.guide.watching import Change

_LOCALE: Final = "en"
_SERVICES: Final = {
    "emby": "Emby",
    "imdb": "IMDb",
    "jellyfin": "Jellyfin",
    "kodi": "Kodi",
    "letterboxd": "Letterboxd",
    "lookback": "Look Back",
    "plex": "Plex",
    "tautulli": "Tautulli",
    "trakt": "Trakt",
    "visitor": "your visit before you signed up",
}
_ATTRIBUTIONS: Final = {
    "IMDb": "Information courtesy of IMDb (https://www.imdb.com). Used with permission.",
    "TMDB": "This product uses TMDB's data but is not endorsed or certified by TMDB.",
    "Wikipedia": "Text from Wikipedia is under CC BY-SA 4.0.",
}
_DONE: Final = {
    "confirm": "Up to {at}: you said that you had watched what was skipped",
    "decline": "Still at {at}: you said that you had not watched what was skipped",
    "seen": "The end: you said that you had seen it",
    "unseen": "Still at {at}: you said that you had not seen the end",
    "undone": "Undone: at {at} again",
    "found": "Up to {at}: found to be this film",
}
_ADDRESSES: Final = {
    "imdb": ("IMDb", "https://www.imdb.com/title/{}/"),
    "tmdb": ("TMDB", "https://www.themoviedb.org/movie/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "letterboxd": ("Letterboxd", "https://letterboxd.com/film/{}/"),
    "wikipedia": ("Wikipedia", "https://en.wikipedia.org/wiki/{}"),
}


def attribution(source: str) -> str:
    """What a catalogue asks to be said where its facts are shown, or empty."""
    return _ATTRIBUTIONS.get(source, "")


def year_of(view: View) -> int:
    """When the film was first shown; 0 where that is not known."""
    releases = (value for value in view.record[Part.RELEASE] if isinstance(value, Release))
    return next((release.year for release in releases), 0)


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


def day(at: datetime) -> str:
    """A moment of the calendar as people say it: ``3 May 2026, 12:05 UTC``."""
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def service(source: str) -> str:
    """A server or a service by its own name."""
    return _SERVICES.get(source, source)


def standing_at(progress: Progress) -> str:
    """How far somebody has come, in words."""
    if progress.finished:
        return "You have seen the end"
    if progress.position.seconds:
        return f"You have watched up to {progress.position.clock}"
    return "Not begun"


def done(change: Change) -> str:
    """One change of somebody's progress, and whose word it was."""
    after = change.after.progress
    at = "the end" if after.finished else after.position.clock
    match change.why:
        case "watched" | "asked":
            held = change.after.held.seconds
            asks = " (you were asked about the rest)" if held else ""
            return f"Watched up to {at}, says {service(change.source)}{asks}"
        case "finished" | "set" | "imported" | "again":
            by = "you say" if change.source == "reader" else f"says {service(change.source)}"
            return f"{'Back to' if change.why == 'again' else 'Up to'} {at}, {by}"
        case other:
            return _DONE[other].format(at=at)


def says(entry: Entry) -> str:
    """What one row of a history says of its film."""
    on = f" on {entry.on.isoformat()}" if entry.on else ""
    match entry.sign:
        case Sign.SEEN | Sign.NOTED:
            return f"seen{on}{' again' if entry.again else ''}"
        case Sign.RATED:
            return f"rated {entry.rating} of 100" if entry.rating is not None else "rated"
        case Sign.STOPPED if entry.position is not None:
            return f"stopped at {entry.position.clock}"
        case Sign.STOPPED:
            return f"stopped at {entry.percent:g} %"
        case Sign.WANTED:
            return "not begun"


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
