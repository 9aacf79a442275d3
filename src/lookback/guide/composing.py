"""The page that catalogues make of a film that no author has written of.

An author's page stands alone: what catalogues say beside it is not shown. Of several catalogues
the one that stands first in the table decides the title and the running time; what another one
repeats is said once.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lookback.errors import ValueInvalid
from lookback.film.gate import OPEN
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import Watched
from lookback.film.prose import Prose
from lookback.film.record import Credit, OutsideId, Release, Text
from lookback.film.title import key_of
from lookback.firewall.rules import judge
from lookback.formats.catalogues.base import Catalogue, Naming
from lookback.formats.catalogues.table import CATALOGUES
from lookback.store.merging import addresses_of
from lookback.store.stock import Stock, people, stock
from lookback.store.store import Current, Store

KNOWN: Final[Mapping[str, Catalogue]] = {one.name: one for one in CATALOGUES}
_ORDER: Final = {name: place for place, name in enumerate(KNOWN)}
NAMES_PEOPLE: Final = frozenset(
    one.name for one in CATALOGUES if type(one).people is not Catalogue.people
)
"""The kinds whose rows speak of people by what the catalogue calls them."""
_TITLES: Final = frozenset({Part.TITLE, Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS})
_ONCE: Final = frozenset({Part.RUNTIME, Part.TAGLINE, Part.ORIGINAL_TITLE})
_SITES: Final = {"tt": "imdb", "q": "wikidata", "tmdb-": "tmdb", "letterboxd-": "letterboxd"}


@dataclass(frozen=True, slots=True)
class Composed:
    """A page, and how the catalogue is called that each of its passages is from."""

    page: Page
    sources: tuple[str, ...]

    def shown(self, watched: Watched) -> Mapping[str, Sequence[Part]]:
        """What a reader sees from each source: hidden facts name none."""
        told: dict[str, list[Part]] = {}
        verdicts = judge(self.page, watched)
        for passage, source, verdict in zip(
            self.page.passages, self.sources, verdicts, strict=True
        ):
            parts = told.setdefault(source, []) if source and verdict.reason else []
            if passage.part not in parts:
                parts.append(passage.part)
        return told


def catalogued(store: Store, slug: str) -> Composed | None:
    """The page of a film that only catalogues tell of; ``None`` where there is no such film."""
    with store.read() as connection:
        film = stock(connection, slug)
        if film is None or film.has_page or film.slug != slug:
            return None
        addresses = addresses_of(connection, film.id)
        asked = [
            person for catalogue, says in in_order(film.rows) for person in catalogue.people(says)
        ]
        names = people(connection, asked) if asked else {}
    return composed(film, addresses, lambda person: names.get(person, ""))


def current(store: Store, slug: str) -> Current | None:
    """The page of a film: its author's, else what catalogues make; ``None`` where neither is."""
    written = store.current(slug)
    if written is not None:
        return written
    made = catalogued(store, slug)
    if made is None:
        return None
    said = repr([(one.part, str(one.says), str(one.gate)) for one in made.page.passages])
    state = hashlib.sha256(repr((said, made.sources)).encode("utf-8", "replace")).digest()
    return Current(state + b"catalogues", made.page)


def in_order(rows: Sequence[tuple[str, str]]) -> list[tuple[Catalogue, str]]:
    """Rows with the catalogue of each, the weightiest first; of unknown kinds none."""
    known = [(KNOWN[kind], says) for kind, says in rows if kind in KNOWN]
    return sorted(known, key=lambda one: _ORDER[one[0].name])


def composed(stock: Stock, addresses: Iterable[str], named: Naming) -> Composed:
    """The page that all rows of a film make together.

    Args:
        addresses: of the film, in all catalogues.
        named: the name of a person, by what a catalogue calls them.
    """
    made = _Composing()
    for catalogue, says in in_order(stock.rows):
        made.add(catalogue, catalogue.passages(says, named))
    if not made.title:
        made.keep(Passage(Part.TITLE, Text(stock.slug), OPEN), "")
    for known in _ids(addresses):
        made.keep(Passage(Part.IDS, known, OPEN), "")
    return Composed(Page(stock.slug, tuple(made.passages)), tuple(made.sources))


class _Composing:
    """Passages of several rows, on their way into one page."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.sources: list[str] = []
        self.title = ""
        self._said: set[tuple[Part | None, str]] = set()
        self._parts: set[Part] = set()
        self._groups = 0

    def add(self, catalogue: Catalogue, passages: Sequence[Passage]) -> None:
        """Take in what one row says, as far as it is not said yet."""
        before = frozenset(self._said)
        parts = frozenset(self._parts)
        groups = self._groups
        for passage in passages:
            one = self._titled(passage)
            key = _key(one)
            is_said = key in before or (one.part in _ONCE and one.part in parts)
            if one.part is Part.TITLE:
                is_said = bool(self.title)
            if is_said or (isinstance(one.says, Release) and self._knows_better(one)):
                continue
            if one.group:
                one = replace(one, group=one.group + groups)
                self._groups = max(self._groups, one.group)
            if one.gate == OPEN:
                self._said.add(key)
                self._parts.add(one.part)
            if one.part is Part.TITLE:
                self.title = str(one.says)
            if isinstance(one.says, Release):
                self._drop_vaguer(one)
            self.keep(one, catalogue.source)

    def keep(self, passage: Passage, source: str) -> None:
        """One more passage."""
        self.passages.append(passage)
        self.sources.append(source)

    def _knows_better(self, release: Passage) -> bool:
        return any(_is_vaguer(release, known) for known in self.passages)

    def _drop_vaguer(self, release: Passage) -> None:
        """A bare year that was kept before gives way to a date."""
        for place in reversed(range(len(self.passages))):
            if _is_vaguer(self.passages[place], release):
                del self.passages[place], self.sources[place]

    def _titled(self, passage: Passage) -> Passage:
        """Another catalogue's title is one more title of the film."""
        is_second = passage.part is Part.TITLE and self.title and str(passage.says) != self.title
        if is_second or (passage.part is Part.ORIGINAL_TITLE and passage.part in self._parts):
            return replace(passage, part=Part.ALSO_KNOWN_AS)
        return passage


def _key(passage: Passage) -> tuple[Part | None, str]:
    """What makes a statement the same: of a credit its name, whatever the role.

    A title is the same, whichever of the film's titles a catalogue takes it for.
    """
    says = passage.says
    if isinstance(says, Prose):
        return passage.part, str(says)  # a key is short, and texts may begin alike
    part = None if passage.part in _TITLES else passage.part
    return part, key_of(says.name if isinstance(says, Credit) else str(says))


def _is_vaguer(one: Passage, other: Passage) -> bool:
    """Whether the one is a bare year, and the other a release of that year."""
    year, says = one.says, other.says
    return (
        other.gate == OPEN
        and isinstance(year, Release)
        and isinstance(says, Release)
        and not year.month
        and not year.country
        and year.year == says.year
    )


def _ids(addresses: Iterable[str]) -> list[OutsideId]:
    """What other sites call the film, as far as its addresses tell."""
    known = []
    for address in sorted(addresses):
        site = next((site for mark, site in _SITES.items() if address.startswith(mark)), "")
        prefix = f"{site}-"
        value = address.removeprefix(prefix).upper() if site == "wikidata" else address
        try:
            known.append(OutsideId(site, value.removeprefix(prefix)))
        except ValueInvalid:
            continue
    return known
