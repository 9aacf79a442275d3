"""Timing many pages that are files, side by side, and writing them safely."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from lookback.errors import FileUnreadable, InputRefused, PageChanged
from lookback.formats.subtitles.reading import LARGEST
from lookback.guide.drafting import Draft, File, Written, time_page, version_of, written
from lookback.timing.placing import Speed

PAGES: Final = frozenset({".md", ".markdown"})
SUBTITLES: Final = (
    ".srt", ".vtt", ".ass", ".ssa", ".ttml", ".dfxp", ".sbv", ".smi", ".sami", ".sub", ".mpl",
)  # fmt: skip
"""What files of subtitles are called."""
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
"""How a language is written in the name of a file: ``en``, ``eng``, ``pt-BR``."""
_AT_ONCE: Final = 64
"""Pages that are read ahead: more would only fill the memory."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How pages are to be timed (see ``drafting.time_page``)."""

    strict: bool = False
    speed: Speed = Speed.ASK
    runtime: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The files of one page.

    Attributes:
        path: of the page.
        subtitles: of its film; of several, those in the language of the story are used.
    """

    path: Path
    subtitles: tuple[Path, ...] = ()
    chapters: Path | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """What became of one page, for its author's eyes.

    Attributes:
        draft: ``None`` where it was refused.
        gated: the page's file with the gates in it; ``None`` where it was refused.
    """

    asked: Asked
    draft: Draft | None = None
    gated: Written | None = None
    refusal: InputRefused | None = None


def asked_of(folder: Path, subtitles: Path | None = None) -> list[Asked]:
    """Every page of a folder, with the subtitles that are called like it, if there are any.

    For ``alien.md`` these are ``alien.srt`` and ``alien.en.srt``, with any ending of ``SUBTITLES``;
    not ``alien.cd2.srt``, which is a part.

    Args:
        subtitles: the folder that these are in, if it is another one.

    Raises:
        FileUnreadable: it is no folder, or may not be read.
    """
    pages = sorted(path for path in _listed(folder) if path.suffix.lower() in PAGES)
    said = [path for path in _listed(subtitles or folder) if path.suffix.lower() in SUBTITLES]
    said.sort(key=lambda path: (len(path.stem), SUBTITLES.index(path.suffix.lower()), path.name))
    return [
        Asked(
            page,
            tuple(path for path in said if _is_called_like(path.stem, page.stem)),
        )
        for page in pages
    ]


def _is_called_like(subtitles: str, page: str) -> bool:
    stem, _, language = subtitles.rpartition(".")
    return subtitles == page or (stem == page and _LANGUAGE.fullmatch(language) is not None)


def time_file(asked: Asked, wish: Wish) -> Timed:
    """Time one page. Nothing is written."""
    try:
        files = _Files.read(asked)
    except InputRefused as error:
        return Timed(asked, refusal=error)
    return _worked(asked, files, wish)


def time_files(
    asked: Iterable[Asked],
    wish: Wish,
    executor: Executor,
    *,
    progress: Callable[[int], object] = lambda _done: None,
) -> list[Timed]:
    """Time pages side by side; a refusal of one does not stop the others. Nothing is written.

    Args:
        executor: that does the work: a pool of processes, or that of a cluster. Files are read
            here, so its workers need no access to them.
        progress: told how many are done.

    Returns:
        What became of each, in their order.
    """
    told: dict[int, Timed] = {}
    running: dict[Future[Timed], tuple[int, Asked]] = {}
    waiting = iter(enumerate(asked))
    while True:
        taken = list(islice(waiting, _AT_ONCE - len(running)))
        for number, one in taken:
            try:
                files = _Files.read(one)
            except InputRefused as error:
                told[number] = Timed(one, refusal=error)
                progress(len(told))
                continue
            try:
                running[executor.submit(_worked, one, files, wish)] = number, one
            except BrokenExecutor:
                told[number] = _worked(one, files, wish)
                progress(len(told))
        if not running and not taken:
            return [told[number] for number in sorted(told)]
        for done in wait(running, return_when=FIRST_COMPLETED).done:
            number, one = running.pop(done)
            try:
                told[number] = done.result()
            except BrokenExecutor:  # a worker was ended: the rest is done here
                told[number] = time_file(one, wish)
            progress(len(told))


def write(timed: Timed) -> None:
    """Put a page with its gates in the place of its file, at once or not at all.

    Raises:
        PageChanged: the file is no longer the one that was timed.
        FileUnreadable: it may not be written.
    """
    if timed.draft is None or timed.gated is None:
        return
    # The file itself, so that a link to it stays one.
    path = timed.asked.path.resolve()
    try:
        data = _read(path)
        if version_of(data) != timed.draft.version:
            raise PageChanged("time it again: these gates are for what it said before")
        if not os.access(path, os.W_OK):
            raise PermissionError
        if data != timed.gated.data:
            _replace(path, timed.gated.data)
    except InputRefused as error:
        raise error.at(file=str(timed.asked.path)) from None
    except OSError:
        expected = "expected a file that may be written, in a folder that may be, too"
        raise FileUnreadable(expected, file=str(timed.asked.path)) from None


@dataclass(frozen=True, slots=True)
class _Files:
    page: File
    subtitles: tuple[File, ...]
    chapters: File | None

    @classmethod
    def read(cls, asked: Asked) -> "_Files":
        """The files of a page.

        Raises:
            FileUnreadable: one is not there, or may not be read.
        """
        subtitles = tuple((str(path), _read(path)) for path in asked.subtitles)
        chapters = None if asked.chapters is None else (str(asked.chapters), _read(asked.chapters))
        return cls((str(asked.path), _read(asked.path)), subtitles, chapters)


def _worked(asked: Asked, files: _Files, wish: Wish) -> Timed:
    """Time one page from its bytes: the part of the work that another process can do."""
    name, data = files.page
    try:
        draft = time_page(
            name,
            data,
            files.subtitles,
            chapters=files.chapters,
            strict=wish.strict,
            speed=wish.speed,
            runtime=wish.runtime,
        )
        return Timed(asked, draft, written(data, draft.gates))
    except InputRefused as error:
        return Timed(asked, refusal=error.at(file=name))


def _listed(folder: Path) -> list[Path]:
    """The files of a folder; also links that lead nowhere, which reading then refuses."""
    try:
        return [path for path in folder.iterdir() if path.is_file() or _leads_nowhere(path)]
    except OSError:
        raise FileUnreadable("expected a folder that may be read", file=str(folder)) from None


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is taken shows that the file is too large, however large it is.
            return file.read(LARGEST + 1)
    except OSError:
        raise FileUnreadable("expected a file that may be read", file=str(path)) from None


def _replace(path: Path, data: bytes) -> None:
    """Write a new file beside the old one, then put it in its place: no reader sees half of it."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
