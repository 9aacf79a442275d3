"""Rendered pages with holes: what differs between readers of one class is spliced in.

Holes are written into templates as words between NUL characters, which no page can contain:
the store's door refuses control characters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Self

_EDGE: Final = "\x00"


def hole(name: str) -> str:
    """What stands in a template where a value is spliced in later."""
    return f"{_EDGE}{name}{_EDGE}"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A rendered page, cut at its holes.

    Attributes:
        fixed: the bytes between the holes; one more than there are holes.
        holes: the names of the holes, in order.
        tag: identifies the fixed bytes.
    """

    fixed: tuple[bytes, ...]
    holes: tuple[str, ...]
    tag: str

    @classmethod
    def cut(cls, text: str) -> Self:
        """Cut rendered text at its holes."""
        data = text.encode()
        parts = data.split(_EDGE.encode())
        tag = blake2b(data, digest_size=12).hexdigest()
        return cls(tuple(parts[::2]), tuple(name.decode() for name in parts[1::2]), tag)

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """The page with its holes filled; the values are HTML already."""
        parts = [self.fixed[0]]
        for name, fixed in zip(self.holes, self.fixed[1:], strict=True):
            parts.append(values[name])
            parts.append(fixed)
        return b"".join(parts)
