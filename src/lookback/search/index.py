"""The public index of films: in a folder, fed by one process, asked by any number."""

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import tantivy

from lookback.errors import IndexUnusable
from lookback.film.finding import Choice, Findable, Found, Kind, Suggestion
from lookback.search.asking import asked_of
from lookback.search.beginnings import Beginnings
from lookback.search.best_known import BestKnown, Later
from lookback.search.counting import most_frequent, quartiles, tenths
from lookback.search.damage import DAMAGE
from lookback.search.filing import LATER, VERSION
from lookback.search.kept import KeptFilms
from lookback.search.ranking import found_by, listed_by
from lookback.search.reading import Reading
from lookback.search.suggesting import suggested
from lookback.search.writing import BEGINNINGS, KEPT, change, locked, write_all

_CURRENT: Final = "current.json"


class Index:
    """Films by their public words.

    ``current.json`` in its folder names the folder of words that answers, and what it was told at
    its last commit. It is replaced as a whole, so a crash leaves one or the other.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = str(folder / _CURRENT)
        self._mark: tuple[int, ...] = ()
        self._name = ""
        self._stamp = ""
        self._index: tantivy.Index | None = None
        self._reading: Reading | None = None
        self._beside: tuple[Beginnings, KeptFilms] | None = None
        self._later = Later()

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """What is there; empty where that cannot be read, or another version wrote it."""
        index = cls(folder)
        index._look()
        return index

    @property
    def stamp(self) -> str:
        """What the last commit was told, by whichever process."""
        self._look()
        return self._stamp

    @property
    def later(self) -> int:
        """How many of its films were written since all were.

        Suggestions are slower the more there are.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            return reading.best(reading.term(LATER, 1), 1)[1] if reading else 0

    def feed(self, films: Iterable[Findable], gone: Iterable[int], stamp: str) -> None:
        """Replace these films, each of which comes once, and forget those that are gone.

        A film that is as it was is not written again. Where the index is empty (``stamp`` tells),
        these are all films that it has then.

        Raises:
            IndexBusy: somebody else is writing.
            IndexUnusable: it cannot be written; what was there is still there.
        """
        with locked(self._folder):
            self._look()
            if self._index is None or self._reading is None:
                self._build(films, stamp)
                return
            written = change(self._index, self._reading, films, gone)
            if written or stamp != self._stamp:
                with DAMAGE:
                    self._tell(self._name, stamp)
            self._look()

    def rebuild(self, films: Iterable[Findable], stamp: str) -> None:
        """Write all films anew; what was there answers until they are all written.

        Raises:
            IndexBusy: somebody else is writing.
            IndexUnusable: it cannot be written; what was there is still there.
        """
        with locked(self._folder):
            self._build(films, stamp)

    def search(self, words: str, *, offset: int = 0, limit: int = 24) -> Found:
        """One page of the films that somebody asks for; the syntax is that of ``asking``.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            return found_by(reading, asked_of(words), offset, limit) if reading else Found()

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What may be meant by what was typed so far, the best known first.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            if reading is None:
                return ()
            return suggested(reading, self._best_known(reading), typed, limit)

    def listed(self, kind: Kind, key: str, *, offset: int = 0, limit: int = 24) -> Found:
        """One page of the films that have a value, the best known first.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            return listed_by(reading, kind, key, offset, limit) if reading else Found()

    def choices(self, kind: Kind, limit: int = 100) -> tuple[Choice, ...]:
        """The values that most films have.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            return most_frequent(reading, kind, limit) if reading else ()

    def scores(self, genre: str) -> tuple[int, ...]:
        """How many films of a genre (of all, where it is empty) are rated in each tenth.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            return tenths(reading, genre) if reading else (0,) * 10

    def runtimes(self) -> Mapping[int, tuple[int, int, int, int]]:
        """By decade: films with a known runtime; lower quartile, median, upper one in minutes.

        Raises:
            IndexUnusable: the index is damaged.
        """
        with self._asking() as reading:
            return reading.once("runtimes", lambda: quartiles(reading)) if reading else {}

    def _best_known(self, reading: Reading) -> BestKnown:
        return reading.once("best known", lambda: BestKnown(reading, self._later))

    @contextmanager
    def _asking(self) -> Iterator[Reading | None]:
        self._look()
        with DAMAGE:
            yield self._reading

    def _look(self) -> None:
        """Take up what was committed since, by whichever process."""
        for _ in range(3):
            mark = _mark(self._current)
            if mark == self._mark:
                return
            name, stamp = _read(self._folder / _CURRENT)
            try:
                with DAMAGE:
                    self._take(name)
            except IndexUnusable:
                self._index = self._reading = None
                name = stamp = ""
            self._mark, self._name, self._stamp = mark, name, stamp

    def _take(self, name: str) -> None:
        if not name:
            self._index = self._reading = None
            return
        if self._index is None or self._beside is None or name != self._name:
            folder = self._folder / name
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("manual")
            self._beside = Beginnings.read(folder / BEGINNINGS), KeptFilms(folder / KEPT)
        self._index.reload()
        self._reading = Reading(self._index, *self._beside)

    def _build(self, films: Iterable[Findable], stamp: str) -> None:
        self._clean(self._name)
        name = uuid.uuid4().hex
        try:
            write_all(self._folder / name, films)
            with DAMAGE:
                self._tell(name, stamp)
        except BaseException:
            shutil.rmtree(self._folder / name, ignore_errors=True)
            raise
        self._look()
        self._clean(name)

    def _tell(self, name: str, stamp: str) -> None:
        path = self._folder / _CURRENT
        new = path.with_suffix(".new")
        told = {"version": VERSION, "name": name, "stamp": stamp}
        with new.open("w", encoding="utf-8") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)

    def _clean(self, name: str) -> None:
        """Remove all folders of words but the one that answers."""
        for path in self._folder.iterdir():
            if path.is_dir() and path.name != name:
                shutil.rmtree(path, ignore_errors=True)


def _mark(path: str) -> tuple[int, ...]:
    try:
        told = os.stat(path)  # noqa: PTH116 - asked at every key, where a Path takes thrice as long
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_ino, told.st_size


def _read(path: Path) -> tuple[str, str]:
    """The name of the folder of words and the stamp; empty where they cannot be read."""
    try:
        told = json.loads(path.read_bytes())
        if told["version"] == VERSION:
            name, stamp = told["name"], told["stamp"]
            if isinstance(name, str) and isinstance(stamp, str) and name.isalnum():
                return name, stamp
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        pass
    return "", ""
