"""What films are found by, and what a search answers. All of it is open to everyone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from msgspec import Struct


class Kind(StrEnum):
    """What films can be listed by. Its value is the word in addresses and in searches."""

    PERSON = "person"
    GENRE = "genre"
    THEME = "theme"
    COUNTRY = "country"
    DECADE = "decade"


_NAMES: Final = {
    Kind.PERSON: "people",
    Kind.GENRE: "genres",
    Kind.THEME: "themes",
    Kind.COUNTRY: "countries",
}
UNKNOWN: Final = -1.0
"""The score of a film of which only is known how many voted."""


class Findable(Struct, array_like=True):
    """One film as the public index takes it in. Nothing in it may have a gate but ``start``.

    It is filled in by several hands (the author's page, each catalogue), so it is not frozen.
    There are millions of them, and each is packed and unpacked: see ``search.kept``.

    Attributes:
        number: the film's own, in its guide.
        slug: the last part of the film's address.
        title: as it is shown.
        titles: the original title and all others, in any script.
        years: of its releases, the first one first.
        minutes: how long it runs, 0 where that is not known.
        people: directors and cast, in the order of billing.
        roles: names of characters, as billed.
        texts: the premise, and nothing that tells more.
        score: from 0 to 10, or ``UNKNOWN``; with ``votes`` 0 where nobody voted.
        has_page: an author has written about it.
    """

    number: int
    slug: str
    title: str = ""
    titles: Sequence[str] = ()
    years: Sequence[int] = ()
    minutes: int = 0
    people: Sequence[str] = ()
    roles: Sequence[str] = ()
    genres: Sequence[str] = ()
    themes: Sequence[str] = ()
    countries: Sequence[str] = ()
    texts: Sequence[str] = ()
    score: float = 0.0
    votes: int = 0
    has_page: bool = False

    @property
    def year(self) -> int:
        """Of the first release, or 0."""
        return self.years[0] if self.years else 0

    def names(self, kind: Kind) -> Sequence[str]:
        """People, genres, themes or countries."""
        names: Sequence[str] = getattr(self, _NAMES[kind])
        return names


@dataclass(frozen=True, slots=True)
class Remembered:
    """One film as the index of memories takes it in.

    Attributes:
        film: what everyone may know.
        sealed: what only those may be told who have seen the film; it is looked in with a
            reader's explicit word alone, and never shown.
    """

    film: Findable
    sealed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A film that was found."""

    number: int
    slug: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that films can be listed by, with how many have it.

    Attributes:
        name: as it is shown: ``Naoki Urasawa``, ``1990s``.
        key: the last part of its address (see ``title.key_of``); of a decade its first year.
    """

    kind: Kind
    name: str
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a search found.

    Attributes:
        hits: the best first.
        total: how many films were found in all.
        choices: what they can be narrowed down by; the most frequent first.
        instead: the words that were searched for, where no film has those that were given.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    choices: Mapping[Kind, tuple[Choice, ...]] = field(default_factory=dict)
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody who types may mean.

    Attributes:
        says: a title, or a name.
        kind: what else than a film it is.
        key: of the film its slug, else the key of the choice.
        year: of the film, 0 where it is not known.
    """

    says: str
    key: str
    kind: Kind | None = None
    year: int = 0
