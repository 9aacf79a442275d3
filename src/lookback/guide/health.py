"""Looking whether a guide is whole: its database, and each page beside the file it is made of."""

from collections.abc import Iterator

from lookback.errors import InputRefused
from lookback.film.page import Page
from lookback.formats.base import Source
from lookback.formats.table import format_named, read
from lookback.store.health import Damage
from lookback.store.revisions import Revision
from lookback.store.store import Store


def damages(store: Store) -> Iterator[Damage]:
    """What is wrong with a guide; nothing, if all is well."""
    unreadable: set[str] = set()
    for damage in store.damages():
        if damage.code in {"source-damaged", "passages-damaged"}:
            unreadable.add(damage.slug)
        yield damage
    for revision in store.sources(history=False):
        if revision.slug in unreadable:
            continue
        found = store.current(revision.slug)
        page = _read_again(revision)
        if found is None or page is None or page.passages != found.page.passages:
            yield Damage("page-differs-from-source", revision.slug)


def _read_again(revision: Revision) -> Page | None:
    """The page that a revision's file makes; ``None`` where it cannot be read any more."""
    try:
        known = format_named(revision.format_name)
        return read(Source(revision.filename, revision.source), known).page
    except InputRefused:
        return None
