"""What makes two written titles the same."""

import unicodedata

from lookback.film.slug import slug_of

_ACCENTS = range(0x300, 0x370)
"""Combining marks of European scripts; the voicing marks of kana tell words apart."""


def key_of(title: str) -> str:
    """The same for all ways to write one title: ``Amélie`` and ``AMELIE``, ``A & B``, ``A and B``.

    At most as long as a slug. Two films can have the same key: it finds, and proves nothing.
    """
    apart = unicodedata.normalize("NFD", title)
    plain = "".join(char for char in apart if ord(char) not in _ACCENTS)
    return slug_of(unicodedata.normalize("NFC", plain).replace("&", " and "))
