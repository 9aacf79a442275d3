"""Those who read the guide."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    """What a reader may do besides reading; each may do what those before it may."""

    READER = "reader"
    AUTHOR = "author"
    OPERATOR = "operator"


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"
    """See films, progress and exports as the reader does."""
    WRITE = "write"
    """Set progress and import histories."""
    TOKENS = "tokens"
    """Make and revoke tokens."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader.

    Attributes:
        name: as they sign in; unique whatever its case.
        margin: what is nearer than this to their position is held back.
        trusts_player: a player's "watched" means that they have seen the end, and jumps count.
        changes: another number after each change of their progress or settings; a key for caches.
    """

    id: int
    name: str
    role: Role = Role.READER
    margin: timedelta = timedelta()
    trusts_player: bool = False
    changes: int = 0
