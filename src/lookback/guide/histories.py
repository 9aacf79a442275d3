"""Watch histories: looked at first, taken when the reader says so, and given back."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from lookback.errors import FileUnreadable, FilmMissing, ItemMissing
from lookback.film.entry import Entry
from lookback.film.mention import Mention
from lookback.film.moment import START
from lookback.film.reader import Reader
from lookback.film.record import Runtime
from lookback.firewall.view import View
from lookback.formats.histories.archive import LARGEST_UPLOAD
from lookback.formats.histories.base import Upload
from lookback.formats.histories.letterboxd_out import compose_csv
from lookback.formats.histories.own import Export, ExportedFilm, Viewing, compose
from lookback.formats.histories.table import read_history
from lookback.guide.matching import Match, matched, mentioned
from lookback.guide.previewing import Fate, Films, Row, foreseen, viewing_of
from lookback.store import progress as kept_progress
from lookback.store import uploads
from lookback.store.progress import Kept
from lookback.store.reports import settle
from lookback.store.store import Store
from lookback.store.uploads import Uploaded
from lookback.store.viewings import Viewing as StoredViewing
from lookback.store.viewings import add_viewings, viewings

__all__ = ["LARGEST_UPLOAD", "LEFT_OUT", "NONE_OF_THEM", "Histories", "Preview"]

LOOKED_AT_FOR: Final = timedelta(days=7)
"""How long an upload waits to be confirmed."""
_ID_BYTES: Final = 16
_ID: Final = re.compile(f"[0-9a-f]{{{2 * _ID_BYTES}}}")
LEFT_OUT: Final = "-"
"""The reader's choice to leave a row out."""
NONE_OF_THEM: Final = ""
"""The reader's choice that a row means none of the candidates: a film the guide does not have."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A history as it would be taken.

    Attributes:
        counts: how many rows of each fate there are.
        outcome: what was done, once it is confirmed.
    """

    id: str
    source: str
    rows: tuple[Row, ...]
    outcome: Mapping[str, int] | None

    @property
    def counts(self) -> dict[Fate, int]:
        """How many rows of each fate there are."""
        return {fate: sum(row.fate is fate for row in self.rows) for fate in Fate}


class Histories:
    """What a reader can do with the histories that other services gave them."""

    def __init__(
        self,
        store: Store,
        *,
        start: Callable[[str], View],
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
        token: Callable[[], int],
    ) -> None:
        """Put the use cases on a store (see ``Watching``)."""
        self._store = store
        self._start = start
        self._now = now
        self._random = random
        self._token = token

    def bring(self, reader: Reader, name: str, data: bytes, *, format_name: str = "") -> str:
        """Read a history and keep it to be looked at; the same file again is the same one.

        Returns:
            Its id.

        Raises:
            InputRefused: it cannot be taken; nothing was kept.
        """
        reading = read_history(Upload(name, data), format_name)
        at = self._now()
        with self._store.change() as connection:
            uploads.forget_before(connection, at - LOOKED_AT_FOR)
            return uploads.put(
                connection,
                reader.id,
                id_=self._random(_ID_BYTES).hex(),
                source=reading.source,
                digest=_digest(format_name, name, data),
                entries=reading.entries,
                at=at,
            )

    def preview(self, reader: Reader, id_: str, *, counts_ratings: bool = True) -> Preview:
        """What would become of each row.

        Raises:
            ItemMissing: there is no such upload, or it is another reader's.
        """
        with self._store.read() as connection:
            brought = _brought(connection, reader, id_)
            _, rows = self._foreseen(connection, reader, brought, {}, counts_ratings=counts_ratings)
        return Preview(id_, brought.source, tuple(rows), brought.outcome)

    def confirm(
        self,
        reader: Reader,
        id_: str,
        choices: Mapping[int, str],
        *,
        counts_ratings: bool = True,
    ) -> dict[str, int]:
        """Take the rows that are ready, and those that the reader has chosen a film for.

        A second time it does nothing, and says the same.

        Args:
            choices: by row the address of a film, ``NONE_OF_THEM`` or ``LEFT_OUT``; rows that
                need review and have no choice are left out.

        Returns:
            How many rows there were of each fate, and how many films moved.

        Raises:
            ItemMissing: there is no such upload, or it is another reader's.
            FilmMissing: a choice names a film that the guide does not have.
        """
        for slug in set(choices.values()) - {NONE_OF_THEM, LEFT_OUT}:
            self._start(slug)
        with self._store.change() as connection:
            brought = _brought(connection, reader, id_)
            if brought.outcome is not None:
                return brought.outcome
            films, rows = self._foreseen(
                connection, reader, brought, choices, counts_ratings=counts_ratings
            )
            outcome = {fate.value: sum(row.fate is fate for row in rows) for fate in Fate}
            outcome["films"] = self._taken(connection, reader, films, brought.source)
            self._note_viewings(connection, films, rows, brought.source)
            uploads.confirm(connection, id_, outcome)
            kept_progress.note_change(connection, reader.id, self._token())
            return outcome

    def as_json(self, reader: Reader) -> bytes:
        """All that the reader gave, in this guide's own format, which ``bring`` reads."""
        return compose(self._export(reader))

    def as_letterboxd(self, reader: Reader) -> bytes:
        """What the reader has seen, as the table that Letterboxd imports."""
        return compose_csv(self._export(reader))

    def write(self, reader: Reader, path: Path) -> None:
        """Write what the reader gave: for Letterboxd where the path ends in ``.csv``, else JSON.

        Raises:
            FileUnreadable: the path is there already, or may not be written.
        """
        is_table = path.suffix.lower() == ".csv"
        data = self.as_letterboxd(reader) if is_table else self.as_json(reader)
        try:
            with path.open("xb") as file:
                file.write(data)
        except OSError:
            expected = "expected a file that is new, in a folder that may be written"
            raise FileUnreadable(expected, file=str(path)) from None

    def _export(self, reader: Reader) -> Export:
        with self._store.read() as connection:
            seen = viewings(connection, reader.id)
            kept = list(kept_progress.kept_by(connection, reader.id))
        # The one kept first comes first, so that a guide that takes it in ends in this order.
        films = tuple(self._exported(one, seen.get(one.id, ())) for one in reversed(kept))
        margin = int(reader.margin.total_seconds() // 60)
        return Export(reader.name, margin, reader.trusts_player, films)

    def _exported(self, kept: Kept, seen: Iterable[StoredViewing]) -> ExportedFilm:
        standing = kept.standing
        return ExportedFilm(
            mention=self._named(kept),
            position=standing.progress.position,
            finished=standing.progress.finished,
            held=standing.held if standing.held != START else None,
            asks_ending=standing.asks_ending,
            viewings=tuple(Viewing(one.on, one.rating, one.again, one.source) for one in seen),
        )

    def _named(self, kept: Kept) -> Mention:
        """A film by the guide's own words where it has it: those are found again anywhere."""
        try:
            return mentioned(self._start(kept.slug)) if kept.slug else kept.mention
        except FilmMissing:
            return kept.mention

    def _foreseen(
        self,
        connection: Connection,
        reader: Reader,
        brought: Uploaded,
        choices: Mapping[int, str],
        *,
        counts_ratings: bool,
    ) -> tuple[Films, list[Row]]:
        entries = brought.entries
        mentions = list(dict.fromkeys(entry.mention for entry in entries))
        found = dict(zip(mentions, matched(connection, mentions), strict=True))
        matches = [
            _chosen(found[entry.mention], choices.get(number))
            for number, entry in enumerate(entries, 1)
        ]
        films = Films(kept_progress.kept_by(connection, reader.id), viewings(connection, reader.id))
        runtimes = self._runtimes(entries, matches)
        rows = foreseen(entries, matches, films, runtimes, counts_ratings=counts_ratings)
        return films, rows

    def _runtimes(self, entries: tuple[Entry, ...], matches: list[Match]) -> Mapping[str, Runtime]:
        """How long the films run that rows say a share of, as far as everyone may know."""
        asked = zip(entries, matches, strict=True)
        slugs = {found.slug for entry, found in asked if entry.percent is not None and found.slug}
        told = {}
        for slug in slugs:
            try:
                runtime = self._start(slug).runtime
            except FilmMissing:
                continue
            if runtime is not None:
                told[slug] = runtime
        return told

    def _taken(self, connection: Connection, reader: Reader, films: Films, source: str) -> int:
        """Keep what the history says of each film; how many of them moved."""
        at, moved = self._now(), 0
        for film in films:
            if not film.is_new or film.progress is None:
                continue
            is_new = film.kept is None
            if film.kept is None:
                film.kept = kept_progress.keep(
                    connection, reader.id, film.slug, film.mention, at=at
                )
            before = film.kept.standing
            after = before.moved(film.progress)
            if after.progress == before.progress:
                continue
            kept_progress.move(connection, film.kept, after, at=at, source=source, why="imported")
            if not is_new:
                settle(connection, film.kept.id)
            moved += 1
        return moved

    def _note_viewings(
        self, connection: Connection, films: Films, rows: list[Row], source: str
    ) -> None:
        seen = []
        for row in rows:
            viewing = viewing_of(row.entry, source)
            film = films.of(row.entry.mention, row.slug)
            if row.fate is Fate.READY and viewing is not None and film.kept is not None:
                seen.append((film.kept.id, viewing))
        add_viewings(connection, seen)


def _digest(format_name: str, name: str, data: bytes) -> bytes:
    """Tells uploads apart: what a file says may lie in its name, and in how it is read."""
    told = f"{format_name}\0{name}\0".encode("utf-8", "replace")
    return hashlib.sha256(told + data).digest()


def _chosen(found: Match, choice: str | None) -> Match:
    """What a row means; its reader's choice comes first, whatever the guide knows by now."""
    if choice is None:
        return found
    if choice == LEFT_OUT:
        return Match(candidates=found.candidates or (found.slug,))
    return Match(choice)


def _brought(connection: Connection, reader: Reader, id_: str) -> Uploaded:
    found = uploads.get(connection, reader.id, id_) if _ID.fullmatch(id_) else None
    if found is None:
        raise ItemMissing
    return found
