"""Taking catalogues in: row by row, batch by batch, as often as one likes.

Each batch is kept whole or not at all. What was stopped is run again: rows that are here already
change nothing, so it goes on where it was.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, cast

from lookback.errors import ArchiveInvalid, FileUnreadable, InputRefused
from lookback.formats.catalogues.base import Catalogue, Head, Hierarchy, People, Told
from lookback.formats.catalogues.table import CATALOGUES, claimant
from lookback.guide.collecting import uncollected
from lookback.store.catalogue import Taking, Tally, keep_themes, name_people
from lookback.store.news import forget_news, note_news
from lookback.store.store import Store

Progressing = Callable[[int, int], object]
_AT_ONCE: Final = 20_000
_HEAD: Final = 1 << 16
_GZ: Final = b"\x1f\x8b"
_UNPACKS_GZ: Final = 31
_BUFFER: Final = 1 << 20
_SUFFIXES: Final = frozenset(
    {".csv", ".gz", ".htm", ".html", ".json", ".jsonl", ".ndjson", ".nfo", ".tsv", ".txt"}
)
"""What files of catalogues are called in a folder; one that is named by itself may be called
anything."""


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file of a catalogue, recognised and not read yet."""

    path: Path
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Stocked:
    """What became of one file.

    Attributes:
        kind: what the file is, as said to ``--format``.
        licence: what an operator must know before they use it, or empty.
        named: people, or themes, that are new or told of otherwise than before.
        refusal: why reading stopped; the rows before are kept.
    """

    path: str
    kind: str
    licence: str
    tally: Tally = field(default_factory=Tally)
    named: int = 0
    refusal: InputRefused | None = None


def recognised(paths: Iterable[Path], format_name: str = "") -> list[CatalogueFile]:
    """The files of catalogues among these and in these folders, in the order to read them in.

    Args:
        format_name: of the kind that they all are; of pages' formats there are none here.

    Raises:
        FormatAmbiguous: several kinds claim a file.
    """
    forced = next((one for one in CATALOGUES if one.name == format_name), None)
    if format_name and forced is None:
        return []  # a format of pages, or none at all
    found: dict[Path, Catalogue] = {}
    for path in paths:
        for file in _files(path):
            catalogue = forced or _claimant(file)
            if catalogue is not None:
                found[file] = catalogue
    order = {one.name: place for place, one in enumerate(CATALOGUES)}
    files = [CatalogueFile(path, catalogue) for path, catalogue in found.items()]
    return sorted(files, key=lambda one: (order[one.catalogue.name], str(one.path)))


def _files(path: Path) -> list[Path]:
    """What lies below a path, or the path itself; whoever reads that tells what is wrong."""
    try:
        return _inside(path) if path.is_dir() else [path]
    except OSError:
        return [path]


def _inside(folder: Path) -> list[Path]:
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in _SUFFIXES
        and not any(part.startswith((".", "__MACOSX")) for part in file.relative_to(folder).parts)
        and file.is_file()
    ]


def stock(
    store: Store,
    files: Sequence[CatalogueFile],
    *,
    preview: bool = False,
    progress: Progressing = lambda _done, _total: None,
) -> list[Stocked]:
    """Take files in, one after the other, until one is refused.

    Args:
        preview: read everything, and change nothing.
        progress: told how many bytes of how many are read.

    Raises:
        GuideUnusable: the database cannot be written.
    """
    sizes = [_size(file.path) for file in files]
    told: list[Stocked] = []
    for place, file in enumerate(files):
        before = sum(sizes[:place])

        def advance(done: int, before: int = before) -> None:
            progress(before + done, sum(sizes))

        with uncollected():
            told.append(_stocked(store, file, advance, preview=preview))
        if told[-1].refusal:
            break
    return told


def _stocked(
    store: Store, file: CatalogueFile, advance: Callable[[int], object], *, preview: bool
) -> Stocked:
    catalogue = file.catalogue
    made = Stocked(str(file.path), catalogue.name, catalogue.licence)
    named = 0
    try:
        with _unpacked(file.path) as (unpacked, packed):
            for rows in _batches(catalogue.rows(unpacked)):
                if preview:
                    made.tally.rows += len(rows)
                elif isinstance(catalogue, People | Hierarchy):
                    named += _keep(store, catalogue, rows)
                    made.tally.rows += len(rows)
                else:
                    made.tally.add(_take(store, catalogue, rows))
                advance(packed.tell())
    except InputRefused as error:
        refusal = error.at(file=str(file.path))
        return Stocked(made.path, made.kind, made.licence, made.tally, named, refusal)
    return Stocked(made.path, made.kind, made.licence, made.tally, named)


def _take(store: Store, catalogue: Catalogue, rows: Sequence[Told]) -> Tally:
    with store.change() as connection:
        taking = Taking(connection, catalogue.name, makes_films=catalogue.makes_films)
        taking.take(rows)
        if taking.changed:
            note_news(connection, taking.changed, store.token(), may_hide=taking.may_hide)
    return taking.tally


def _keep(store: Store, catalogue: People | Hierarchy, rows: Sequence[Told]) -> int:
    """What is told of people or of themes, which films then name."""
    with store.change() as connection:
        if isinstance(catalogue, Hierarchy):
            kept = keep_themes(connection, list(_joined(rows).items()))
        else:
            names = [(row.key, catalogue.name_of(row.says)) for row in rows]
            kept = name_people(connection, [(key, name) for key, name in names if name])
        if kept:
            # What films say of people may have changed, whichever they are: whoever keeps a copy
            # of them begins anew.
            forget_news(connection, store.token())
    return kept


def _joined(rows: Iterable[Told]) -> dict[str, str]:
    """What is said of each theme; one that is told of twice has the parents of both."""
    said: dict[str, str] = {}
    for row in rows:
        lines = f"{said[row.key]}\n{row.says}" if row.key in said else row.says
        said[row.key] = "\n".join(dict.fromkeys(lines.split("\n")))
    return said


def _batches(rows: Iterator[Told | int]) -> Iterator[list[Told]]:
    is_whole = True
    while is_whole:
        read: list[Told | int] = []
        try:
            read.extend(islice(rows, _AT_ONCE))
        except (InputRefused, EOFError, OSError, zlib.error):
            yield [row for row in read if isinstance(row, Told)]  # what was read before it
            raise
        is_whole = len(read) == _AT_ONCE
        yield [row for row in read if isinstance(row, Told)]


def _claimant(path: Path) -> Catalogue | None:
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
        if data.startswith(_GZ):
            # Of a file that breaks off the head is told, too: whoever reads on tells what is wrong.
            data = zlib.decompressobj(wbits=_UNPACKS_GZ).decompress(data, _HEAD)
    except (OSError, zlib.error):
        return None  # whoever reads it as a page tells what is wrong
    return claimant(Head(path.name.removesuffix(".gz"), data))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # whoever reads it tells what is wrong


@contextmanager
def _unpacked(path: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """A file as it is read, and as it lies on the disk, which tells how far one is.

    Raises:
        ArchiveInvalid: it is broken where it is packed.
        FileUnreadable: it may not be read.
    """
    try:
        with path.open("rb", buffering=_BUFFER) as packed:
            is_packed = packed.read(len(_GZ)) == _GZ
            packed.seek(0)
            if not is_packed:
                yield packed, packed
                return
            with gzip.GzipFile(fileobj=packed) as file:
                yield cast("BinaryIO", file), packed
    except (gzip.BadGzipFile, EOFError, zlib.error):
        expected = "expected a whole file packed by gzip"
        raise ArchiveInvalid(expected, file=str(path)) from None
    except OSError:
        raise FileUnreadable("expected a file that may be read", file=str(path)) from None
