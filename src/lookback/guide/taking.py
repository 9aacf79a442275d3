"""Taking pages in: previewed, all or nothing, and the same file twice changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from lookback.errors import FilmAmbiguous, FilmTwice, FormatUnknown, InputRefused
from lookback.film.leak import Silence
from lookback.film.page import Page
from lookback.film.part import Part
from lookback.film.progress import NOTHING
from lookback.film.record import OutsideId, Release
from lookback.film.slug import slug_of
from lookback.firewall.view import View, clear
from lookback.formats.base import Format
from lookback.formats.table import format_named, read, sniff
from lookback.guide.intake import Found
from lookback.notices import Note
from lookback.store.merging import site_of
from lookback.store.store import Saved, Store, Writer

Progressing = Callable[[int, int], object]


class Outcome(Enum):
    """What became of one file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped: not a page"
    REFUSED = "refused"
    READABLE = "readable"


@dataclass(frozen=True, slots=True)
class Taken:
    """One file of an import, for the author's eyes.

    Attributes:
        path: of the file, as it was given.
        slug: of the film that the page is about, or empty.
        refusal: why nothing was taken, or ``None``.
    """

    path: str
    outcome: Outcome
    slug: str = ""
    title: str = ""
    notes: tuple[Note, ...] = ()
    refusal: InputRefused | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that could be read."""

    found: Found
    format: Format
    page: Page
    notes: tuple[Note, ...]
    silences: tuple[Silence, ...] = ()


def take(
    store: Store,
    found: Iterable[Found],
    *,
    at: datetime,
    by: str,
    why: str = "",
    format_name: str = "",
    preview: bool = False,
    progress: Progressing = lambda _done, _total: None,
) -> list[Taken]:
    """Import pages in one transaction; with one refusal nothing is changed.

    Args:
        at: when, in UTC.
        by: who.
        format_name: force a format; without it each file is sniffed.
        preview: tell what would happen, and change nothing.
        progress: told how many of how many steps are done.

    Raises:
        FormatUnknown: ``format_name`` is none of ours.
    """
    files = list(found)
    told: list[Ready | Taken] = []
    for item in prepared(files, format_name):
        told.append(item)
        progress(len(told), 2 * len(files))
    ready = [item for item in told if isinstance(item, Ready)]
    refused = any(isinstance(item, Taken) and item.refusal for item in told)
    saved: dict[int, Taken] = {}
    slugs: set[str] = set()
    with store.writing() as writer:
        for item in ready:
            saved[id(item)] = _saved(writer, item, slugs, at=at, by=by, why=why)
            slugs.add(saved[id(item)].slug)
            progress(len(files) + len(saved), 2 * len(files))
        refused = refused or any(taken.refusal for taken in saved.values())
        if refused or preview:
            writer.undo()
    return [saved[id(item)] if isinstance(item, Ready) else item for item in told]


def prepared(found: Iterable[Found], format_name: str = "") -> Iterator[Ready | Taken]:
    """Each file, read; or what became of it where it is refused or no page.

    Raises:
        FormatUnknown: ``format_name`` is none of ours.
    """
    forced = format_named(format_name) if format_name else None
    for file in found:
        try:
            known = forced or sniff(file.source)
            reading = read(file.source, known)
        except FormatUnknown as error:
            outcome = Outcome.REFUSED if file.named else Outcome.SKIPPED
            refusal = error.at(file=file.path) if file.named else None
            yield Taken(file.path, outcome, refusal=refusal)
        except InputRefused as error:
            yield Taken(file.path, Outcome.REFUSED, refusal=error.at(file=file.path))
        else:
            yield Ready(file, known, reading.page, reading.notes, reading.silences)


def _saved(
    writer: Writer, item: Ready, before: Set[str], *, at: datetime, by: str, why: str
) -> Taken:
    path = item.found.path
    try:
        page = replace(item.page, slug=_identity(writer, item.page))
        if page.slug in before:
            raise FilmTwice("expected one page for each film")
    except InputRefused as error:
        return Taken(path, Outcome.REFUSED, refusal=error.at(file=path))
    saved = writer.save(
        page,
        source=item.found.source.data,
        format_name=item.format.name,
        filename=item.found.source.name,
        by=by,
        at=at,
        why=why,
    )
    outcome = {
        Saved.NEW: Outcome.NEW,
        Saved.CHANGED: Outcome.CHANGED,
        Saved.UNCHANGED: Outcome.UNCHANGED,
    }[saved]
    return Taken(path, outcome, page.slug, page.title, item.notes)


def _identity(writer: Writer, page: Page) -> str:
    """The slug of the film that the page is about: one that the guide has, or a new one.

    Only what everyone may see identifies a film: addresses must not tell of hidden values.
    """
    if page.slug != slug_of(page.title):
        return writer.slug_at(page.slug)
    view = clear(page, NOTHING)
    candidates = writer.find(_ids(view), view.title, _years(view))
    if len(candidates) > 1:
        raise FilmAmbiguous("say which with a line slug: ... in its record")
    if candidates:
        return candidates[0]
    year = min(_years(view), default=0)
    suffixed = f"{page.slug}-{year}" if year else page.slug
    # A title that looks like an id of another site must not become that id's address.
    free = (slug for slug in (page.slug, suffixed) if not (writer.has(slug) or site_of(slug)))
    slug = next(free, None)
    if slug is None:
        raise FilmAmbiguous("another film has this title: add a line slug: ... to the record")
    return slug


def _ids(view: View) -> Sequence[OutsideId]:
    return [value for value in view.record[Part.IDS] if isinstance(value, OutsideId)]


def _years(view: View) -> set[int]:
    return {value.year for value in view.record[Part.RELEASE] if isinstance(value, Release)}
