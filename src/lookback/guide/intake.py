"""From paths to sources: files, folders and zip archives, with limits."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lookback.errors import ArchiveInvalid, FileUnreadable, TooLarge
from lookback.formats.base import LARGEST, Source

_SUFFIXES: Final = frozenset({".md", ".markdown", ".txt"})
_MOST_FILES: Final = 100_000
_LARGEST_ARCHIVE: Final = 1_000_000_000
_HIGHEST_RATIO: Final = 200
_BOUNDED: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The ways of packing that are unpacked a little at a time, whatever sizes the zip claims."""
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,  # how zipfile refuses encrypted entries
    NotImplementedError,
    EOFError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found, and whether it was named by itself.

    Attributes:
        path: as an author would recognise it.
        named: a file named by itself must be a page; one found in a folder may be anything.
    """

    path: str
    source: Source
    named: bool


def gather(paths: Iterable[Path], without: Set[Path] = frozenset()) -> Iterator[Found]:
    """Every file below the paths that may be a page, in the order of their names.

    Args:
        without: files that are something else.

    Raises:
        FileUnreadable: a path is not there or may not be read.
        ArchiveInvalid: a zip that is broken, encrypted or unpacks to far more than it holds.
        TooLarge: more than is taken at once.
    """
    for path in paths:
        try:
            yield from _below(path, without)
        except OSError:
            expected = "expected a file, a folder or a zip that may be read"
            raise FileUnreadable(expected, file=str(path)) from None


def _below(path: Path, without: Set[Path]) -> Iterator[Found]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if _may_be_page(file.relative_to(path)))
        for file in files:
            if file.is_file() and file not in without:
                yield Found(str(file), _source(file), named=False)
    elif path in without:
        return
    elif path.suffix.lower() == ".zip" or zipfile.is_zipfile(path):
        yield from _unzipped(path)
    else:
        yield Found(str(path), _source(path), named=True)


def _may_be_page(relative: Path) -> bool:
    is_hidden = any(part.startswith((".", "__MACOSX")) for part in relative.parts)
    return relative.suffix.lower() in _SUFFIXES and not is_hidden


def _source(path: Path) -> Source:
    with path.open("rb") as file:
        # One byte more than is taken shows that the file is too large, however large it is.
        return Source(path.name, file.read(LARGEST + 1))


def _unzipped(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [info for info in archive.infolist() if _may_be_page(Path(info.filename))]
            _check_sizes(path, entries)
            if any(info.compress_type not in _BOUNDED for info in entries):
                raise ArchiveInvalid("expected a zip packed by deflate", file=str(path))
            for info in sorted(entries, key=lambda info: info.filename):
                with archive.open(info) as file:
                    source = Source(Path(info.filename).name, file.read(LARGEST + 1))
                yield Found(f"{path}/{info.filename}", source, named=False)
    except _BROKEN_ZIP:
        raise ArchiveInvalid("expected a whole zip without a password", file=str(path)) from None


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in entries)
    packed = sum(info.compress_size for info in entries)
    if len(entries) > _MOST_FILES or unpacked > _LARGEST_ARCHIVE:
        expected = f"expected at most {_MOST_FILES:,} pages and {_LARGEST_ARCHIVE:,} bytes"
        raise TooLarge(expected, file=str(path))
    if unpacked > LARGEST and unpacked > packed * _HIGHEST_RATIO:
        raise ArchiveInvalid("it unpacks to far more than pages do", file=str(path))
