"""The last part of a film's address."""

import hashlib
import unicodedata
from typing import Final

from lookback.errors import SlugInvalid

_LONGEST: Final = 80
EXPECTED: Final = (
    f"expected lower-case letters and digits joined by single hyphens, at most {_LONGEST}"
)


def slug_of(text: str) -> str:
    """The slug that a title makes: ``Look Back`` gives ``look-back``, ``千と千尋`` itself.

    A title without a letter or digit (``...``) gets one made from its digest.
    """
    folded = _fold(unicodedata.normalize("NFKC", text.replace("'", "").replace("’", "")))
    words = "".join(char if _is_word(char) else " " for char in folded).split()
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    if _is_slug(slug):
        return slug
    return "film-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def parse_slug(text: str) -> str:
    """Check a slug that an author or an address gave.

    Raises:
        SlugInvalid: it is not one.
    """
    if not _is_slug(text):
        raise SlugInvalid(EXPECTED)
    return text


def _is_slug(text: str) -> bool:
    words = text.split("-")
    return (
        len(text) <= _LONGEST
        and all(word and all(map(_is_word, word)) for word in words)
        and _fold(text) == text
    )


def _is_word(char: str) -> bool:
    """Letters, digits and the marks that scripts such as Devanagari write vowels with."""
    return unicodedata.category(char)[0] in "LNM"


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())
