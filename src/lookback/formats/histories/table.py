"""The histories that there are, which of them an upload is, and the reading of one."""

from collections.abc import Sequence
from typing import Final

from lookback.errors import FormatAmbiguous, FormatUnknown
from lookback.formats.histories.archive import unpack
from lookback.formats.histories.base import History, Reading, Upload
from lookback.formats.histories.imdb import Imdb
from lookback.formats.histories.kodi import Kodi
from lookback.formats.histories.letterboxd import Letterboxd
from lookback.formats.histories.own import Own
from lookback.formats.histories.trakt import Trakt

HISTORIES: Final[tuple[History, ...]] = (Letterboxd(), Trakt(), Imdb(), Kodi(), Own())


def sniff(upload: Upload) -> History:
    """The one service that the upload comes from.

    Raises:
        FormatUnknown, FormatAmbiguous: it comes from none, or could come from several.
        ArchiveInvalid, TextInvalid, TooLarge: it cannot be looked at.
    """
    return _sniff(upload, unpack(upload))


def _sniff(upload: Upload, files: Sequence[Upload]) -> History:
    claimants = [known for known in HISTORIES if known.claims(files)]
    if len(claimants) == 1:
        return claimants[0]
    if claimants:
        names = ", ".join(known.name for known in claimants)
        raise FormatAmbiguous(f"say which of {names}", file=upload.name, line=1)
    # A table saved in another encoding is nobody's; its owner should hear of the encoding.
    for file in files:
        file.text()
    raise FormatUnknown(f"expected a history of {_names()}", file=upload.name, line=1)


def history_named(name: str) -> History:
    """The service that a reader names.

    Raises:
        FormatUnknown: there is none of that name.
    """
    for known in HISTORIES:
        if known.name == name:
            return known
    raise FormatUnknown(f"expected one of {_names()}")


def _names() -> str:
    return ", ".join(known.name for known in HISTORIES)


def read_history(upload: Upload, name: str = "") -> Reading:
    """Read an upload as what it is, or as what its reader says.

    Raises:
        InputRefused: it cannot be taken; which file, and which line or item of a list.
    """
    files = unpack(upload)
    known = history_named(name) if name else _sniff(upload, files)
    try:
        return known.read(files)
    except FormatUnknown as refused:
        raise refused.at(file=upload.name, line=1) from None
