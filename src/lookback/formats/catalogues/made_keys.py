"""Keys of films that a catalogue has no short name for."""

import hashlib
import json
from typing import Final

from lookback.film.slug import slug_of

_LONGEST: Final = 60
_DIGEST: Final = 8


def made_key(title: str, year: int | str, *also: str) -> str:
    """A slug of the title and the year, with a digest of these and all else that tells it apart."""
    told = json.dumps([title, str(year), *also]).encode()
    digest = hashlib.sha256(told).hexdigest()[:_DIGEST]
    words = slug_of(title)[:_LONGEST].rstrip("-")
    return "-".join(filter(None, [words, str(year or ""), digest]))
