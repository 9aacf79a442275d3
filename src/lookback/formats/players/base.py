"""What a player's format is, and the body that its webhook brings."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

from lookback.film.report import Report
from lookback.formats.players.told import Told


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body as it came. Nobody's log shows it: it holds addresses and device ids.

    Attributes:
        content_type: the header's value, with its parameters, or empty.
    """

    content_type: str
    data: bytes = field(repr=False)


class Player(ABC):
    """One way in which a media server tells what is watched.

    To add one:

    1. Write a module with a subclass: ``claims`` looks at what is told, and is true for no body of
       another player; ``read`` takes it apart with the methods of ``Told``, which know that any
       value may be missing or of another kind, and puts it together with ``facts.py``. What is
       understood but says nothing about how far somebody is in a film (another event, an episode,
       music, live television) gives ``None``. Nothing that was told goes into a log or an error.
    2. Add it to the table in ``table.py``.
    3. Put a small body into ``tests/formats/players/bodies.py``, a test for each of its events into
       a file of its own, and describe in docs/players.md what to click.

    Attributes:
        name: as told to those whose body no player claims.
    """

    name: ClassVar[str]

    @abstractmethod
    def claims(self, told: Told) -> bool:
        """Whether this is how the player tells it."""

    @abstractmethod
    def read(self, told: Told) -> Report | None:
        """What is told, or ``None`` where it is not about somebody's way through a film."""
