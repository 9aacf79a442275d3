"""Kodi: the NFO files that it exports beside films, one or a zip of many."""

from collections.abc import Iterator
from typing import ClassVar, Final

from lookback.film.entry import Entry, Sign
from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.formats.histories import cells
from lookback.formats.histories.base import History, Skipped, Upload, at_line
from lookback.formats.histories.nfo import Nfo, read_nfo

_SERIES: Final = frozenset({"tvshow", "season", "episodedetails"})
_NEVER: Final = "1601"
"""The year in which Kodi's clock begins: how it says that there is no day."""
_LONGEST: Final = 1_000_000


class Kodi(History):
    """One film a file."""

    name: ClassVar[str] = "kodi"

    def takes(self, file: Upload) -> bool:
        """Whether it is called one, or begins as one."""
        start = file.data[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip()
        begins = start.startswith(b"<") and b"<movie" in start
        return begins or file.name.lower().endswith(".nfo")

    def rows(self, file: Upload) -> Iterator[Entry | Skipped]:
        """The film, where it has been begun."""
        nfo = read_nfo(file)
        if nfo.root == "movie":
            yield _film(file.name, nfo)
        else:
            yield Skipped.SERIES if nfo.root in _SERIES else Skipped.OTHER


def _film(file: str, nfo: Nfo) -> Entry | Skipped:
    times, at_times = nfo.said("playcount")
    stopped, at_stopped = nfo.said("resume/position")
    with at_line(at_times):
        plays = cells.number(times or "0", 0, _LONGEST, "expected how often it was played")
    with at_line(at_stopped):
        seconds = int(cells.number(stopped or "0", 0, _LONGEST, "expected seconds into the film"))
    if plays:
        last, at_last = nfo.said("lastplayed")
        with at_line(at_last):
            on = cells.day(_known(last))
        return Entry(file, nfo.line, Sign.SEEN, _mention(nfo), on=on)
    if seconds:
        return Entry(file, nfo.line, Sign.STOPPED, _mention(nfo), position=Moment(seconds))
    return Skipped.NOT_BEGUN


def _mention(nfo: Nfo) -> Mention:
    title, at_title = nfo.said("title")
    original, _ = nfo.said("originaltitle")
    year, _ = nfo.said("year")
    premiered, _ = nfo.said("premiered")
    with at_line(at_title):
        return cells.mention(
            title,
            original="" if original == title else original,
            released=_known(year) or _known(premiered)[:4],
            # The ids that say their site come first: before Kodi 17 one was IMDb's by custom.
            ids=[*nfo.ids, ("imdb", nfo.said("id")[0])],
            lasts=nfo.said("runtime")[0],
        )


def _known(day: str) -> str:
    return "" if day.startswith(_NEVER) else day
