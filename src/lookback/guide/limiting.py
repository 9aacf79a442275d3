"""How often something may be tried. In memory: a restart forgets, and nothing is written.

By hand, since the library for it (limits) reads a clock of its own, starts threads, and keeps
every name that was ever tried.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

from lookback.errors import TooManyTries

_MOST_KEPT: Final = 20_000
"""About 20 MB where all are full."""
_NETWORK_BITS: Final = 64
"""A household has as many addresses of version 6: they count as one."""


class Limit:
    """So many tries within so long a time, for each key: a moving window."""

    def __init__(self, most: int, within: timedelta, now: Callable[[], datetime]) -> None:
        self._most = most
        self._within = within
        self._now = now
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def hit(self, key: str) -> None:
        """Count one try. One that is refused does not count.

        Raises:
            TooManyTries: there were as many already.
        """
        now = self._now()
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            self._tries.move_to_end(key)
            while tries and tries[0] <= now - self._within:
                tries.popleft()
            if len(tries) >= self._most:
                minutes = self._within // timedelta(minutes=1)
                raise TooManyTries(f"expected a pause of {minutes} minutes")
            tries.append(now)
            if len(self._tries) > _MOST_KEPT:
                self._tries.popitem(last=False)


def network_of(where: str) -> str:
    """What counts as one place: an address, or the network of one of version 6."""
    try:
        address = ip_address(where)
    except ValueError:
        return where
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{int(address) >> (128 - _NETWORK_BITS):x}::"
