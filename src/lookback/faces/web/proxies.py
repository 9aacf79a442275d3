"""Proxies in front of the guide, and what only they are believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that an operator named; nobody else's headers are read.

    Attributes:
        networks: where they are.
        header: in which they tell who has signed in with them, in lower case; empty for none.
    """

    networks: tuple[Network, ...] = ()
    header: str = ""

    def vouched(self, scope: Mapping[str, Any]) -> str:
        """The name of somebody whom a proxy vouches for, or empty."""
        if not self.header or not self._sent(scope):
            return ""
        told = list(_values(scope, self.header.encode()))
        # Two could be one of the proxy's and one of somebody who hoped to pass it.
        return _text(told[0]).strip() if len(told) == 1 else ""

    def is_https(self, scope: Mapping[str, Any]) -> bool:
        """Whether the browser spoke HTTPS, as far as can be known."""
        if scope["scheme"] == "https":
            return True
        told = list(_values(scope, b"x-forwarded-proto")) if self._sent(scope) else []
        return told == [b"https"]

    def where(self, scope: Mapping[str, Any]) -> str:
        """The address that asks: the last one in the way here that is none of a proxy."""
        peer = _peer(scope)
        if peer is None:
            return ""
        way = b",".join(_values(scope, b"x-forwarded-for")).split(b",")
        while self._has(peer) and way:
            before = _address(_text(way.pop()).strip())
            if before is None:
                break
            peer = before
        return str(peer)

    def _sent(self, scope: Mapping[str, Any]) -> bool:
        """Whether this came from a proxy: by the connection itself, and by no header."""
        peer = _peer(scope)
        return peer is not None and self._has(peer)

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def _peer(scope: Mapping[str, Any]) -> Address | None:
    client = scope.get("client")
    return _address(client[0]) if client else None


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _values(scope: Mapping[str, Any], name: bytes) -> Iterator[bytes]:
    return (value for header, value in scope["headers"] if header == name)


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
