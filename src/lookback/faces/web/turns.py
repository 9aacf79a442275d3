"""Taking turns: what is slow and needs much memory is done a few at a time."""

from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread

from lookback.errors import TooManyTries

_T = TypeVar("_T")
_AT_ONCE: Final = 4
_MOST_WAITING: Final = 32


class Turns:
    """Runs slow work in threads that nothing else waits for.

    Passwords are hashed here: whoever sends many of them makes others wait who do the same, and
    nobody who reads.
    """

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(_AT_ONCE)

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do it when it is its turn.

        Raises:
            TooManyTries: too many wait already.
        """
        if self._limiter.statistics().tasks_waiting >= _MOST_WAITING:
            raise TooManyTries
        return await to_thread.run_sync(work, limiter=self._limiter)
