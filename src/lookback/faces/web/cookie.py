"""A visitor's progress in a signed cookie."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from lookback.errors import LookBackError
from lookback.film.moment import Moment
from lookback.film.progress import NOT_BEGUN, NOTHING, Progress, Watched
from lookback.film.slug import parse_slug

NAME: Final = "lookback"
_NAME: Final = NAME.encode()
_LONGEST: Final = 3800
"""Browsers keep about 4,096 bytes, name and attributes included."""
_KEPT: Final = 4096
_YEAR: Final = 365 * 24 * 60 * 60


class Cookies:
    """Reads and writes the cookie. A cookie that was tampered with is no cookie."""

    def __init__(self, secret: bytes) -> None:
        self._serializer = URLSafeSerializer(secret, salt="progress")
        self._read = lru_cache(_KEPT)(self._unsigned)

    def watched(self, sent: bytes) -> Watched:
        """The progress that a request's cookies tell; the first that is ours counts."""
        for part in sent.split(b";"):
            name, _, signed = part.strip().partition(b"=")
            # A longer one is none of ours, and what is kept must stay small.
            if name == _NAME and len(signed) <= _LONGEST:
                watched = self._read(signed)
                if watched is not None:
                    return watched
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

    def _unsigned(self, value: bytes) -> Watched | None:
        try:
            told = self._serializer.loads(value)
            films = {
                parse_slug(slug): Progress(Moment(number // 2), bool(number % 2))
                for slug, number in told.items()
            }
        except (BadData, LookBackError, AttributeError, TypeError):
            return None
        return Watched(films)


def cookies_of(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """All that a request's ``Cookie`` headers say."""
    sent = b""
    for name, value in headers:
        if name == b"cookie":
            sent = sent + b";" + value if sent else value
    return sent


def moved(watched: Watched, slug: str, progress: Progress) -> Watched:
    """The same progress but for one film, which becomes the one touched last."""
    films = {other: at for other, at in watched.films.items() if other != slug}
    return Watched(films if progress == NOT_BEGUN else {**films, slug: progress})
