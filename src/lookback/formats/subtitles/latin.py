"""Which of the encodings for Latin letters a text is in, by the letters of its language.

charset-normalizer takes a page of French for Lithuanian or Czech as often as not, for most of
these encodings agree on most of the bytes.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

_LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíóúüñ¿¡", "áâãàçéêíóôõúü", "àèéìíîòóù", "åäöéü", "æøåéö",
        "ëïéèöüóá", "áðéíóúýþæö", "àçèéíïòóúü", "ëç",
    ),
    "cp1250": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž",
    ),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}  # fmt: skip
"""The letters beyond ASCII of the languages that each encoding is for; the commoner first."""
_SHARE: Final = 0.97


def latin(data: bytes) -> str:
    """The encoding in which nearly all letters beyond ASCII are those of one language.

    Where several are as good, the first of the table; empty where none is.
    """
    best, found = _SHARE, ""
    for encoding, languages in _LETTERS.items():
        counts = Counter(
            char
            for char in data.decode(encoding, "replace").lower()
            if char > "\x7f" and (char.isalpha() or char in "¿¡\ufffd")
        )
        for letters in languages:
            share = sum(counts[letter] for letter in letters) / max(1, counts.total())
            if share > best:
                best, found = share, encoding
    return found
