"""Giving everything back: each page as it was put in."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from lookback.errors import FileUnreadable, GuideUnusable
from lookback.formats.base import Source
from lookback.formats.compose import compose
from lookback.formats.table import format_named, read
from lookback.store.store import Store


def export(store: Store, path: Path, *, history: bool = False, as_markdown: bool = False) -> int:
    """Write every page into a folder, or into a zip where the path ends in ``.zip``.

    Args:
        history: every revision, in ``history/``, too.
        as_markdown: pages of other formats are written in the page format.

    Returns:
        How many files were written.

    Raises:
        FileUnreadable: the path is there already, or may not be written.
        GuideUnusable: a page's file is damaged, and cannot be given back.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise FileUnreadable("expected a path that is new or an empty folder", file=str(path))
    try:
        files = _files(store, history=history, as_markdown=as_markdown)
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
                return _written(files, archive.writestr)
        return _written(files, lambda name, data: _write(path / name, data))
    except OSError:
        raise FileUnreadable("expected a path that may be written", file=str(path)) from None


def _files(store: Store, *, history: bool, as_markdown: bool) -> Iterator[tuple[str, bytes]]:
    for revision in store.sources(history=history):
        if not revision.is_whole:
            raise GuideUnusable("a page in it is damaged: lookback doctor tells more")
        known = format_named(revision.format_name)
        data, suffix = revision.source, known.suffix
        if as_markdown and suffix != ".md":
            page = read(Source(revision.filename, data), known).page
            data, suffix = compose(page).encode(), ".md"
        name = f"{revision.slug}{suffix}"
        if not revision.is_current:
            name = str(PurePosixPath("history", revision.slug, f"{revision.number:04}{suffix}"))
        yield name, data


def _written(files: Iterator[tuple[str, bytes]], write: Callable[[str, bytes], object]) -> int:
    count = 0
    for name, data in files:
        write(name, data)
        count += 1
    return count


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
