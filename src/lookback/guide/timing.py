"""An author's desk: when each sentence of a page becomes safe, and writing that into the page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from lookback.errors import FilmMissing, GuideUnusable, PageChanged, SynopsisMissing
from lookback.film.moment import Moment
from lookback.formats.base import Source
from lookback.formats.compose import compose
from lookback.formats.gating import gated
from lookback.formats.table import format_named, read
from lookback.guide.composing import catalogued
from lookback.guide.drafting import MARKDOWN, Draft, draft_of, timed
from lookback.store.revisions import Revision
from lookback.store.store import Store
from lookback.timing.placing import Speed

__all__ = ["Desk", "Draft", "Speed"]


class Desk:
    """Timing the pages of a guide."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        """Put the desk before a store.

        Args:
            now: the time in UTC.
            changed: called after a page was changed.
        """
        self._store = store
        self._now = now
        self._changed = changed

    def draft(self, slug: str) -> Draft:
        """The sentences of a film's page.

        Raises:
            FilmMissing: the guide does not have it.
            SynopsisMissing: its page has no story to time.
        """
        revision = self._revision(slug)
        return draft_of(_text(revision), revision.digest.hex(), slug, revision.format_name)

    def time(
        self,
        slug: str,
        data: bytes | None,
        name: str,
        *,
        strict: bool = False,
        speed: Speed = Speed.ASK,
        chapters: bytes | None = None,
    ) -> Draft:
        """The same, with when each sentence is safe. Nothing is changed, and nothing kept.

        Args:
            data: a file of subtitles; without one only the place in the synopsis counts.
            name: of that file.
            strict: promise at most 1 % of early gates instead of 5 %.
            speed: what to do with subtitles that are timed for another speed.
            chapters: a file with the film's chapters.

        Raises:
            FilmMissing, SynopsisMissing: as for ``draft``; also without subtitles for a film
                whose running time is not known.
            SubtitlesInvalid, SubtitlesOfAnotherFilm, SubtitlesAtAnotherSpeed: of the subtitles.
            ChaptersInvalid, TooLarge: of the files.
        """
        return timed(
            self.draft(slug),
            () if data is None else ((name, data),),
            None if chapters is None else ("", chapters),
            strict=strict,
            speed=speed,
        )

    def save(
        self, slug: str, gates: Mapping[int, Moment], *, version: str, by: str, why: str = ""
    ) -> None:
        """Write gates into a page, as a new revision of it; the page that was, is kept.

        Args:
            gates: by the number of the sentence, counted from 0. A sentence that is not in it
                stays hidden until the ending; one with an author's own gate keeps that.
            version: of the draft that the gates are for.
            by: who.

        Raises:
            FilmMissing: the guide does not have it.
            PageChanged: its page is no longer that version.
            TooLarge: with the gates it is larger than a page may be.
        """
        revision = self._revision(slug)
        _check(revision, version)
        text = _text(revision)
        # Before the database is closed to other writers: this takes a while.
        new = gated(text, gates)
        if new == text:
            return
        name = f"{revision.filename.rpartition('.')[0] or slug}{MARKDOWN.suffix}"
        source = Source(name, new.encode())
        page = replace(read(source, MARKDOWN).page, slug=slug)
        with self._store.writing() as writer:
            _check(writer.source(slug), version)
            writer.save(
                page,
                source=source.data,
                format_name=MARKDOWN.name,
                filename=name,
                by=by,
                at=self._now(),
                why=why,
            )
        self._changed()

    def _revision(self, slug: str) -> Revision:
        revision = self._store.source(slug)
        if revision is None:
            if catalogued(self._store, slug) is None:
                raise FilmMissing
            raise SynopsisMissing("only catalogues tell of this film: write a page of it first")
        if not revision.is_whole:
            raise GuideUnusable("a page in it is damaged: lookback doctor tells more")
        return revision


def _check(revision: Revision | None, version: str) -> None:
    if revision is None or revision.digest.hex() != version:
        raise PageChanged("time it again: these gates are for what it said before")


def _text(revision: Revision) -> str:
    """The page in the page format, which gates can be written into."""
    if revision.format_name == MARKDOWN.name:
        return revision.source.decode()
    known = format_named(revision.format_name)
    return compose(read(Source(revision.filename, revision.source), known).page)
