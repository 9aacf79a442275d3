"""From an upload to the files in it: nothing is written to disk, and no claimed size believed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from lookback.errors import ArchiveInvalid, TooLarge
from lookback.formats.histories.base import Upload

LARGEST_UPLOAD: Final = 50_000_000
"""The largest upload, in bytes."""
MOST_FILES: Final = 10_000
"""The most entries of an archive."""
LARGEST_FILE: Final = 100_000_000
"""The largest file in an archive, in bytes, unpacked."""
LARGEST_ARCHIVE: Final = 500_000_000
"""The most that the files read from an archive may come to, in bytes, unpacked."""
HIGHEST_RATIO: Final = 200
"""How many times its own size an archive may unpack to ..."""
UNJUDGED: Final = 1_000_000
"""... where it unpacks to more than this many bytes: a small file of one letter packs well."""

_SUFFIXES: Final = frozenset({".csv", ".json", ".nfo"})
_NO_HISTORIES: Final = frozenset({"deleted", "orphaned", "likes", "lists"})
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY: Final = b"PK\x01\x02"
_WHOLE: Final = "expected a whole zip without a password"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,  # how zipfile refuses encrypted entries, and methods that it does not know
    EOFError,
    OSError,  # how zipfile refuses an offset before the beginning
    ValueError,
)


def unpack(upload: Upload) -> tuple[Upload, ...]:
    """The files in a zip that can be histories, or the upload itself where it is no zip.

    Files with the same name, from different folders, all come.

    Raises:
        ArchiveInvalid: a zip that is broken, encrypted or unpacks to far more than it holds.
        TooLarge: more than is taken.
    """
    if len(upload.data) > LARGEST_UPLOAD:
        expected = f"expected at most {LARGEST_UPLOAD:,} bytes"
        raise TooLarge(expected, file=upload.name, line=1)
    if not upload.data.startswith(_STARTS) and not upload.name.lower().endswith(".zip"):
        return (upload,)
    try:
        return tuple(_unzipped(upload.data))
    except (ArchiveInvalid, TooLarge) as refused:
        raise refused.at(file=upload.name, line=1) from None
    except _BROKEN:
        raise ArchiveInvalid(_WHOLE, file=upload.name, line=1) from None


def _unzipped(data: bytes) -> Iterator[Upload]:
    # zipfile reads the whole directory before it says how long it is.
    if data.count(_ENTRY) > MOST_FILES:
        raise TooLarge(f"expected at most {MOST_FILES:,} files in the archive")
    left, unpacked = min(LARGEST_ARCHIVE, max(UNJUDGED, len(data) * HIGHEST_RATIO)), 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir() or not _may_be_history(info.filename):
                continue
            # Only these two are unpacked no further than is asked for.
            if info.compress_type not in _METHODS:
                raise ArchiveInvalid("expected files that are stored or deflated")
            with archive.open(info) as file:
                content = file.read(min(LARGEST_FILE, left - unpacked) + 1)
            unpacked += len(content)
            if len(content) > LARGEST_FILE or unpacked > LARGEST_ARCHIVE:
                expected = f"at most {LARGEST_FILE:,} bytes a file and {LARGEST_ARCHIVE:,} in all"
                raise TooLarge(f"expected {expected}")
            if unpacked > left:
                raise ArchiveInvalid("it unpacks to far more than histories do")
            yield Upload(info.filename, content)


def _may_be_history(filename: str) -> bool:
    path = PurePosixPath(filename.replace("\\", "/").lower())
    if path.name.startswith(".") or "__macosx" in path.parts or path.suffix not in _SUFFIXES:
        return False
    # Letterboxd's: what was deleted, what somebody liked, and lists about anything.
    return path.suffix != ".csv" or _NO_HISTORIES.isdisjoint(path.parts[:-1])
