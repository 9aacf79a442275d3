"""Our own export: what a reader has in this guide, as JSON, and back."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from lookback.errors import MomentInvalid, ValueInvalid
from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import ENDING, START, Moment
from lookback.formats.histories import cells
from lookback.formats.histories.base import History, Skipped, Upload, at_line
from lookback.formats.histories.json_values import (
    Fields,
    fields_of,
    is_true,
    items_of,
    json_of,
    said,
)

VERSION: Final = 1
MOST_MARGIN: Final = 600
"""The widest margin, in minutes."""
_BEGINS: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"lookback\"\s*:\s*\"history\"")
_MOMENT: Final = "expected a position such as 0:32:10, or start"


@dataclass(frozen=True, slots=True)
class Viewing:
    """One time that a reader saw a film to its end.

    Attributes:
        on: the day, or ``None`` where it is not known.
        rating: on a scale from 0 to 100, or ``None``.
        again: they had seen the film before.
        source: what told us: the name of a format or of a kind of server; may be empty.
    """

    on: date | None = None
    rating: int | None = None
    again: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class ExportedFilm:
    """What one reader has in one film.

    Attributes:
        position: everything up to here has been watched; never ``ENDING``.
        finished: they have seen the end.
        held: a position that waits for their word, or ``None``.
        asks_ending: they have not answered yet whether they saw the end.
        viewings: in the order of the export.
    """

    mention: Mention
    position: Moment = START
    finished: bool = False
    held: Moment | None = None
    asks_ending: bool = False
    viewings: tuple[Viewing, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """All that one reader has.

    Attributes:
        reader: their name.
        margin: what is nearer than this to their position is held back, in minutes.
        trusts_player: a player's "watched" means that they have seen the end.
    """

    reader: str
    margin: int = 0
    trusts_player: bool = False
    films: tuple[ExportedFilm, ...] = ()


def compose(export: Export) -> bytes:
    """The export as JSON; ``parse`` gives it back.

    Titles are expected with their white space even, and moments before the 1,000th hour.
    """
    reader = {
        "name": export.reader,
        "margin": export.margin,
        "trusts_player": export.trusts_player,
    }
    whole = {
        "lookback": "history",
        "version": VERSION,
        "reader": reader,
        "films": [_written(film) for film in export.films],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _written(film: ExportedFilm) -> Fields:
    mention = film.mention
    return {
        "title": mention.title,
        "original": mention.original,
        "year": mention.year,
        "ids": {outside.site: outside.value for outside in mention.ids},
        "runtime": mention.runtime.minutes if mention.runtime else None,
        "position": str(film.position),
        "finished": film.finished,
        "held": str(film.held) if film.held else None,
        "asks_ending": film.asks_ending,
        "viewings": [
            {
                "on": viewing.on.isoformat() if viewing.on else None,
                "rating": viewing.rating,
                "again": viewing.again,
                "source": viewing.source,
            }
            for viewing in film.viewings
        ],
    }


def parse(file: Upload) -> Export:
    """Read an export.

    Raises:
        InputRefused: it is none, or of a later version; ``line`` is the number of the film.
    """
    with at_line(1):
        whole = fields_of(json_of(file))
        if said(whole, "lookback") != "history" or said(whole, "version") != str(VERSION):
            raise ValueInvalid(f"expected a history of Look Back, version {VERSION}")
        reader = fields_of(whole.get("reader"))
        films = items_of(whole.get("films"))
        expected = f"expected a margin from 0 to {MOST_MARGIN} minutes"
        margin = int(cells.number(said(reader, "margin"), 0, MOST_MARGIN, expected))
        name, trusts_player = cells.title(said(reader, "name")), is_true(reader, "trusts_player")
    return Export(name, margin, trusts_player, tuple(_films(films)))


def _films(items: object) -> Iterator[ExportedFilm]:
    for line, item in enumerate(items_of(items), 1):
        with at_line(line):
            yield _film(fields_of(item))


def _film(item: Fields) -> ExportedFilm:
    ids = fields_of(item.get("ids"))
    held = said(item, "held")
    return ExportedFilm(
        mention=cells.mention(
            said(item, "title"),
            original=said(item, "original"),
            released=said(item, "year"),
            ids=[(site, said(ids, site)) for site in ids],
            lasts=said(item, "runtime"),
        ),
        position=_moment(said(item, "position")),
        finished=is_true(item, "finished"),
        held=_moment(held) if held else None,
        asks_ending=is_true(item, "asks_ending"),
        viewings=tuple(_viewing(fields_of(one)) for one in items_of(item.get("viewings"))),
    )


def _moment(text: str) -> Moment:
    try:
        moment = Moment.parse(text)
    except MomentInvalid:
        raise ValueInvalid(_MOMENT) from None
    if moment == ENDING:
        raise ValueInvalid(_MOMENT)
    return moment


def _viewing(item: Fields) -> Viewing:
    return Viewing(
        on=cells.day(said(item, "on")),
        rating=cells.rating(said(item, "rating"), lowest=0, highest=100),
        again=is_true(item, "again"),
        source=cells.title(said(item, "source")),
    )


class Own(History):
    """The export of this guide, or of another one."""

    name: ClassVar[str] = "lookback"

    def takes(self, file: Upload) -> bool:
        """Whether it begins by saying so."""
        return _BEGINS.match(file.data[:200]) is not None

    def rows(self, file: Upload) -> Iterator[Entry | Skipped]:
        """An entry for each viewing, and for each position."""
        for line, film in enumerate(parse(file).films, 1):
            yield from _entries(file.name, line, film)


def _entries(file: str, line: int, film: ExportedFilm) -> Iterator[Entry]:
    mention = film.mention
    # Whoever watches a film again has seen it, and is not finished all the same.
    sign = Sign.SEEN if film.finished else Sign.NOTED
    for one in film.viewings:
        yield Entry(file, line, sign, mention, one.on, one.rating, one.again)
    if film.position > START:
        yield Entry(file, line, Sign.STOPPED, mention, position=film.position)
    if film.finished and not film.viewings:
        yield Entry(file, line, Sign.SEEN, mention)
    elif film.position == START and not film.viewings:
        yield Entry(file, line, Sign.WANTED, mention)
