"""What a row states: cells become passages here, and passages what a film is found by."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from lookback.errors import ValueInvalid
from lookback.film.finding import Findable
from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.page import Passage
from lookback.film.part import Part
from lookback.film.prose import Prose
from lookback.film.record import Credit, Money, OutsideId, Rating, Release, Runtime, Text
from lookback.formats.catalogues.roles import is_plain, tells

LONGEST_TITLE: Final = 1_000
"""The longest title or name, in characters; longer ones are left out."""
MOST: Final = 500
"""The most of one thing, such as genres or the cast, that are kept of one film."""
_FIRST_YEAR: Final = 1800
_LAST_YEAR: Final = 2999
_LONGEST_FILM: Final = 6_000
_GENRE: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ]+(?:(?:-|/|&| | & | / )[A-Za-zÀ-ÖØ-öø-ſ]+){0,2}")
_LONGEST_GENRE: Final = 40
_GENRES: Final = frozenset({"children", "slasher", "spy", "sword and sorcery", "teen"})
"""Names of genres that would tell as those of characters."""
_SCORE: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,20})?", re.ASCII)
_SOURCES: Final = {
    known.casefold().replace(" ", ""): known
    for known in (
        "IMDb", "TMDB", "Metacritic", "Rotten Tomatoes", "Trakt", "Letterboxd", "MovieLens",
        "AlloCiné", "Douban", "Kinopoisk", "FilmAffinity", "Filmweb", "ČSFD", "OFDb", "MyAnimeList",
        "AniDB", "AniList", "Roger Ebert",
    )
} | {
    "themoviedb": "TMDB",
    "tomatometerallcritics": "Rotten Tomatoes",
    "tomatometerallaudience": "Rotten Tomatoes",
    "tomatometeravgcritics": "Rotten Tomatoes",
    "tomatometeravgaudience": "Rotten Tomatoes",
    "rogerebert": "Roger Ebert",
    "allocine": "AlloCiné",
    "csfd": "ČSFD",
}  # fmt: skip
_NEVER_TEXT: Final = frozenset({"Cc", "Cs"})
_MARKS: Final = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~&"})
_AS: Final = " as "
_TITLES: Final = frozenset({Part.TITLE, Part.ORIGINAL_TITLE, Part.ALSO_KNOWN_AS})


def words(text: str) -> str:
    """A title or a name with its white space evened out, and without control characters."""
    evened = " ".join(text.split())
    if evened.isprintable():
        return evened
    return "".join(char for char in evened if unicodedata.category(char) not in _NEVER_TEXT).strip()


def title_of(text: str) -> str:
    """A title or a name, or nothing where it cannot be one."""
    said = text
    if not text.isprintable() or "  " in text or text.strip() != text:
        said = words(text)
    return said if len(said) <= LONGEST_TITLE else ""


def year_of(text: str) -> int:
    """The year that is written, or 0 where there is none."""
    year = _number(text) if len(text) == 4 else 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else 0


def minutes_of(text: str) -> int:
    """The running time that is written, in minutes, or 0 where there is none."""
    minutes = _number(text) if len(text) <= 4 else 0
    return minutes if minutes <= _LONGEST_FILM else 0


@lru_cache(maxsize=10_000)
def _number(text: str) -> int:
    """The few digits that come again and again by the million, or 0 where there are others."""
    return int(text) if text.isascii() and text.isdigit() else 0


def outside_ids(said: Iterable[tuple[str, str]]) -> tuple[OutsideId, ...]:
    """Of pairs of a site and what it calls the film, those that can be ids; each site once."""
    kept: dict[str, OutsideId] = {}
    for site, value in said:
        try:
            known = OutsideId(site, value)
        except ValueInvalid:
            continue
        kept.setdefault(site, known)
    return tuple(kept.values())


def plain(text: str) -> Prose:
    """Text in which nothing is Markdown, and no bar is a gate."""
    return Prose((text.translate(_MARKS),))


def is_kind(genre: str) -> bool:
    """Whether this can be the name of a genre: at most three words, none of which tells."""
    fits = len(genre) <= _LONGEST_GENRE and _GENRE.fullmatch(genre) is not None
    return fits and (genre.casefold() in _GENRES or not tells(genre))


def source_of(written: str) -> str:
    """Whose rating that is, where it is one of the sites that are known by name, else nothing."""
    return _SOURCES.get(written.casefold().replace(" ", ""), "")


class Statements(list[Passage]):
    """The passages of one row, as far as they can be made: what cannot be is left out.

    Attributes:
        catalogue: its name, which stand-ins are named after.
    """

    def __init__(self, catalogue: str) -> None:
        super().__init__()
        self.catalogue = catalogue
        self._said: set[tuple[Part, str, bool]] = set()
        self._roles: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def text(self, part: Part, text: str, gate: Gate = OPEN) -> None:
        """A title, a genre, a theme, a name; nothing twice. What can be no genre waits."""
        said = title_of(text)
        if part is Part.GENRES and not is_kind(said):
            gate = CLOSED
        told = (part, said, gate == OPEN)
        if said and told not in self._said:
            self._said.add(told)
            self.append(Passage(part, Text(said), gate))

    def titles(self, title: str, original: str = "", others: Iterable[str] = ()) -> None:
        """The title, and those others that are not the same."""
        known = {title_of(title)}
        self.text(Part.TITLE, title)
        for part, told in [(Part.ORIGINAL_TITLE, (original,)), (Part.ALSO_KNOWN_AS, others)]:
            for other in told:
                if title_of(other) not in known:
                    known.add(title_of(other))
                    self.text(part, other)

    def release(self, written: str, countries: Iterable[str] = ()) -> None:
        """The day or the year of the release, then the year with each country of origin."""
        try:
            first = Release.parse(written)
        except ValueInvalid:
            return
        added = []
        for country in countries:
            try:
                added.append(Release.parse(f"{first.year} {country}"))
            except ValueInvalid:
                continue
        if first.month or not added:
            self.append(Passage(Part.RELEASE, first, OPEN))
        self.extend(Passage(Part.RELEASE, one, OPEN) for one in dict.fromkeys(added))

    def runtime(self, minutes: int) -> None:
        """How long the film runs; 0 says nothing."""
        if 1 <= minutes <= _LONGEST_FILM:
            self.append(Passage(Part.RUNTIME, Runtime(minutes), OPEN))

    def rating(self, score: str, votes: str, source: str, scale: str = "10") -> None:
        """What voters think, where anybody voted."""
        made = rating_of(score, votes, source, scale)
        if made is not None:
            self.append(Passage(Part.RATING, made, OPEN))

    def credit(self, name: str, role: str = "") -> None:
        """One of the cast; a role that may tell something waits, and the name stands alone.

        So does a second role of one name, and a role that another name plays, too.
        """
        name, role = title_of(name), title_of(role)
        if not name or _AS in name:
            return
        one, character = name.casefold(), role.casefold()
        is_known = bool(self._roles.get(one))
        is_other = is_known and self._roles[one] != character
        is_shared = self._names.get(character, one) != one
        self._roles[one] = self._roles.get(one) or character
        if not role or (is_plain(role) and not is_other and not is_shared):
            if role:
                self._names[character] = one
            if role or not is_known:
                self.append(Passage(Part.CAST, Credit(name, role), OPEN))
            return
        if is_known:
            # The name stands there already; there once more, it would tell of the second role.
            self.append(Passage(Part.CAST, Credit(name, role), CLOSED))
            return
        # Counted within the row: the order of a row's cells is the order of billing.
        together = f"{self.catalogue}-cast-{len(self)}"
        self.append(Passage(Part.CAST, Credit(name), OPEN, name=together))
        self.append(Passage(Part.CAST, Credit(name, role), CLOSED, replaces=together))

    def money(self, amount: int, currency: str) -> None:
        """What the film took in; 0 says nothing."""
        try:
            made = Money(Decimal(amount), currency)
        except ValueInvalid:
            return
        if amount:
            self.append(Passage(Part.BOX_OFFICE, made, OPEN))

    def prose(self, part: Part, text: str, gate: Gate = CLOSED) -> None:
        """A paragraph that is no Markdown."""
        said = words(text)
        if said:
            self.append(Passage(part, plain(said), gate))


def rating_of(score: str, votes: str, source: str, scale: str = "10") -> Rating | None:
    """A rating, where it can be one and anybody voted."""
    if not (votes.isascii() and votes.isdigit() and 0 < len(votes) <= 12 and int(votes)):
        return None
    if _SCORE.fullmatch(score) is None or _SCORE.fullmatch(scale) is None:
        return None
    known = source_of(source)
    said = f", {known}" if known else ""
    try:
        return Rating.parse(f"{score} of {scale} from {votes} votes{said}")
    except ValueInvalid:
        return None


def find_open(passages: Iterable[Passage], film: Findable) -> None:
    """Add what the open ones among the passages say to what the film is found by."""
    for passage in passages:
        if passage.gate == OPEN:
            _find(passage, film)


def _find(passage: Passage, film: Findable) -> None:
    part, says = passage.part, passage.says
    if isinstance(says, Text):
        _find_text(part, says.text, film)
    elif isinstance(says, Credit):
        film.people = added(film.people, says.name)
        if says.role:
            film.roles = added(film.roles, says.role)
    elif isinstance(says, Release):
        add_year(film, says.year)
        if says.country:
            film.countries = added(film.countries, says.country)
    elif isinstance(says, Runtime):
        film.minutes = film.minutes or says.minutes
    elif isinstance(says, Rating):
        add_rating(film, float(says.score / says.scale * 10), says.votes or 0)
    elif part is Part.PREMISE:
        film.texts = added(film.texts, str(says))


def _find_text(part: Part, text: str, film: Findable) -> None:
    if part is Part.TITLE and not film.title:
        film.title = text
    elif part in _TITLES:
        add_title(film, text)
    elif part is Part.DIRECTOR:
        film.people = added(film.people, text)
    elif part is Part.GENRES:
        film.genres = added(film.genres, text)


def added(said: Sequence[str], text: str) -> Sequence[str]:
    """What was said, with what is not there yet."""
    return said if text in said else [*said, text]


def all_added(said: Sequence[str], texts: Sequence[str]) -> Sequence[str]:
    """What was said, with those of the texts that are not there yet; none is there twice."""
    return [*said, *[text for text in texts if text not in said]] if said else texts


def add_title(film: Findable, title: str) -> None:
    """Add a title that the film does not have yet."""
    if title != film.title:
        film.titles = added(film.titles, title)


def add_year(film: Findable, year: int) -> None:
    """Add a year, in order."""
    if year not in film.years:
        film.years = sorted([*film.years, year]) if film.years else [year]


def add_rating(film: Findable, score: float, votes: int) -> None:
    """The rating that most people gave is the film's: of 0 to 10."""
    if votes > film.votes:
        film.score, film.votes = score, votes
