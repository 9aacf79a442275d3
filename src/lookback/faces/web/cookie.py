"""A visitor's progress in a signed cookie."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from lookback.errors import LookBackError
from lookback.film.moment import Moment
from lookback.film.progress import NOT_BEGUN, NOTHING, Progress, Watched
from lookback.film.slug import parse_slug

NAME: Final = "lookback"
_LONGEST: Final = 3800
"""Browsers keep about 4,096 bytes, name and attributes included."""
_KEPT: Final = 4096
_YEAR: Final = 365 * 24 * 60 * 60


class Cookies:
    """Reads and writes the cookie. A cookie that was tampered with is no cookie."""

    def __init__(self, secret: bytes) -> None:
        self._serializer = URLSafeSerializer(secret, salt="progress")
        self.watched = lru_cache(_KEPT)(self._watched)

    def _watched(self, header: bytes) -> Watched:
        """The progress in a ``Cookie`` header."""
        for part in header.decode("latin-1").split(";"):
            name, _, value = part.strip().partition("=")
            if name == NAME:
                return self._unsigned(value)
        return NOTHING

    def header(self, watched: Watched, *, secure: bool) -> str:
        """The ``Set-Cookie`` header; the films touched longest ago leave when it gets too long."""
        films = dict(watched.films)
        value = self._signed(films)
        while len(value) > _LONGEST:
            for slug in list(films)[: len(films) // 8 + 1]:
                del films[slug]
            value = self._signed(films)
        always = f"Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax"
        return f"{NAME}={value}; {always}{'; Secure' if secure else ''}"

    def _signed(self, films: Mapping[str, Progress]) -> str:
        # One number for each film: the seconds, doubled, and one more for finished.
        told = {slug: 2 * at.position.seconds + at.finished for slug, at in films.items()}
        return self._serializer.dumps(told)

    def _unsigned(self, value: str) -> Watched:
        try:
            told = self._serializer.loads(value)
            films = {
                parse_slug(slug): Progress(Moment(number // 2), bool(number % 2))
                for slug, number in told.items()
            }
        except (BadData, LookBackError, AttributeError, TypeError):
            return NOTHING
        return Watched(films)


def moved(watched: Watched, slug: str, progress: Progress) -> Watched:
    """The same progress but for one film, which becomes the one touched last."""
    films = {other: at for other, at in watched.films.items() if other != slug}
    return Watched(films if progress == NOT_BEGUN else {**films, slug: progress})
