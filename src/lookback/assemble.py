"""The one place that picks concrete parts: settings to a guide."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from lookback.errors import SettingInvalid
from lookback.guide.accounts import SignUp
from lookback.guide.guide import Guide
from lookback.store.store import Store

PREFIX: Final = "LOOKBACK_"
FROM_FILE: Final = "_FILE"
DEFAULT_GUIDE: Final = "lookback.db"
DEFAULT_PORT: Final = 8000
_INDEX: Final = ".index"
"""What the folder of a guide's indexes is called after its file."""
_IN_MEMORY: Final = ":memory:"
_THIS_MACHINE: Final = {"localhost", "127.0.0.1", "::1"}
Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Settings:
    """What an operator can set, each as ``LOOKBACK_`` and its name in capitals.

    Attributes:
        guide: a file for SQLite, or a ``postgresql://`` URL.
        host: the address that ``serve`` listens on.
        port: the port that ``serve`` listens on.
        public_url: where the guide is reached from outside, for absolute links; may be empty.
        secret: what cookies are signed with; empty for the guide's own.
        sign_up: who may become a reader, once there is an operator.
        trusted_proxies: where the proxies are whose headers are believed.
        proxy_header: in which they tell who has signed in, in lower case; empty for none.
        oidc_issuer: the OpenID provider that readers may sign in with; empty for none.
        oidc_client_id: what the provider calls this guide.
        oidc_client_secret: what this guide proves itself to the provider with.
        oidc_name: what readers call the provider.
        index: the folder of the indexes that films are found by; empty for one beside the guide,
            or, where that is no file, in the user's cache.
    """

    guide: str = DEFAULT_GUIDE
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    public_url: str = ""
    secret: str = ""
    sign_up: SignUp = SignUp.INVITED
    trusted_proxies: tuple[Network, ...] = ()
    proxy_header: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "single sign-on"
    index: str = ""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Settings from the environment; each can also be read from a file, ``..._FILE``.

        Raises:
            SettingInvalid: a setting that is not one, or cannot be read.
        """
        known = {PREFIX + field.name.upper(): field.name for field in fields(cls)}
        given: dict[str, str] = {}
        for name, value in environ.items():
            if not name.startswith(PREFIX):
                continue
            if name not in known and name.removesuffix(FROM_FILE) not in known:
                raise SettingInvalid(f"{name} is none of {', '.join(sorted(known))}")
            if not value:
                continue
            if name in known:
                given[known[name]] = value
            else:
                given[known[name.removesuffix(FROM_FILE)]] = _file(name, value)
        read = {name: _READ.get(name, str)(value) for name, value in given.items()}
        settings = cls(**read)
        settings._check_together()
        return settings

    def _check_together(self) -> None:
        if self.proxy_header and not self.trusted_proxies:
            raise SettingInvalid(f"{PREFIX}PROXY_HEADER: expected {PREFIX}TRUSTED_PROXIES, too")
        oidc = (self.oidc_issuer, self.oidc_client_id, self.oidc_client_secret)
        if any(oidc) and not all(oidc):
            expected = "expected OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together"
            raise SettingInvalid(f"{PREFIX}OIDC_...: {expected}")


def open_guide(settings: Settings, *, create: bool = True, for_preview: bool = False) -> Guide:
    """The guide that the settings name, made new where there is none.

    Args:
        for_preview: where there is none, one in memory stands in for it, and no file is made.

    Raises:
        GuideUnusable: it cannot be opened.
    """
    is_new_file = "://" not in settings.guide and not Path(settings.guide).exists()
    url = _IN_MEMORY if for_preview and is_new_file else settings.guide
    store = Store.open(url, create=create)
    return Guide(
        store,
        now=lambda: datetime.now(UTC),
        clock=time.monotonic,
        random=secrets.token_bytes,
        sign_up=settings.sign_up,
        index=None if url == _IN_MEMORY else _index(settings),
    )


def _index(settings: Settings) -> Path:
    """Where the indexes are. They can be made anew at any time, and are worth no backup."""
    if settings.index:
        return Path(settings.index)
    if "://" not in settings.guide:
        return Path(settings.guide + _INDEX)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "lookback" / hashlib.sha256(settings.guide.encode()).hexdigest()[:16]


def _file(name: str, path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingInvalid(f"{name} names a file that cannot be read") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) < 65536):
        raise SettingInvalid(f"{PREFIX}PORT: expected a port from 0 to 65535")
    return int(text)


def _url(text: str) -> str:
    return _address("PUBLIC_URL", text).rstrip("/")


def _issuer(text: str) -> str:
    host = urlsplit(_address("OIDC_ISSUER", text)).hostname
    if not text.startswith("https:") and host not in _THIS_MACHINE:
        raise SettingInvalid(f"{PREFIX}OIDC_ISSUER: expected https://...")
    return text


def _address(name: str, text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    is_plain = parts.scheme in {"http", "https"} and parts.netloc
    if not is_plain or parts.query or parts.fragment:
        raise SettingInvalid(f"{PREFIX}{name}: expected http://... or https://...")
    return text


def _sign_up(text: str) -> SignUp:
    try:
        return SignUp(text)
    except ValueError:
        expected = ", ".join(SignUp)
        raise SettingInvalid(f"{PREFIX}SIGN_UP: expected one of {expected}") from None


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(","))
    except ValueError:
        expected = "expected addresses or networks with commas between them"
        raise SettingInvalid(f"{PREFIX}TRUSTED_PROXIES: {expected}") from None


def _header(text: str) -> str:
    if not re.fullmatch("[A-Za-z0-9-]+", text):
        raise SettingInvalid(f"{PREFIX}PROXY_HEADER: expected the name of a header")
    return text.lower()


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "port": _port,
    "public_url": _url,
    "sign_up": _sign_up,
    "trusted_proxies": _networks,
    "proxy_header": _header,
    "oidc_issuer": _issuer,
}
"""How the text of each setting is read; any other is text."""
