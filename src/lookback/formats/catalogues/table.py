"""The kinds of files of catalogues that there are, and which of them a file is."""

from typing import Final

from lookback.errors import FormatAmbiguous, FormatUnknown
from lookback.formats.catalogues.base import Catalogue, Head
from lookback.formats.catalogues.imdb import ImdbAkas, ImdbBasics, ImdbRatings
from lookback.formats.catalogues.imdb_people import ImdbCrew, ImdbNames, ImdbPrincipals
from lookback.formats.catalogues.kodi import KodiNfo
from lookback.formats.catalogues.movielens import (
    MovieLensLinks,
    MovieLensMovies,
    MovieLensRatings,
)
from lookback.formats.catalogues.schema_org import SchemaOrg
from lookback.formats.catalogues.themes import ThemeHierarchy, Themes
from lookback.formats.catalogues.tmdb import TmdbIds, TmdbMovie
from lookback.formats.catalogues.wikidata import Wikidata
from lookback.formats.catalogues.wikipedia import Wikipedia

CATALOGUES: Final[tuple[Catalogue, ...]] = (
    ImdbBasics(),
    ImdbAkas(),
    ImdbRatings(),
    ImdbCrew(),
    ImdbPrincipals(),
    ImdbNames(),
    TmdbIds(),
    TmdbMovie(),
    Wikidata(),
    Wikipedia(),
    MovieLensMovies(),
    MovieLensLinks(),
    MovieLensRatings(),
    KodiNfo(),
    SchemaOrg(),
    Themes(),
    ThemeHierarchy(),
)


def claimant(head: Head) -> Catalogue | None:
    """The one kind that claims the file, or ``None``: it is something else.

    Raises:
        FormatAmbiguous: several do.
    """
    claimants = [known for known in CATALOGUES if known.claims(head)]
    if len(claimants) > 1:
        names = ", ".join(known.name for known in claimants)
        raise FormatAmbiguous(f"say --format with one of {names}", file=head.name)
    return claimants[0] if claimants else None


def catalogue_named(name: str) -> Catalogue:
    """The kind that an operator names, or that a row was read as.

    Raises:
        FormatUnknown: there is none of that name.
    """
    for known in CATALOGUES:
        if known.name == name:
            return known
    raise FormatUnknown("expected one of " + ", ".join(known.name for known in CATALOGUES))
