"""The one place that picks concrete parts: settings to a guide."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from lookback.errors import SettingInvalid
from lookback.guide.guide import Guide
from lookback.store.store import Store

PREFIX: Final = "LOOKBACK_"
FROM_FILE: Final = "_FILE"
DEFAULT_GUIDE: Final = "lookback.db"
DEFAULT_PORT: Final = 8000
_IN_MEMORY: Final = ":memory:"


@dataclass(frozen=True)
class Settings:
    """What an operator can set, each as ``LOOKBACK_`` and its name in capitals.

    Attributes:
        guide: a file for SQLite, or a ``postgresql://`` URL.
        host: the address that ``serve`` listens on.
        port: the port that ``serve`` listens on.
        public_url: where the guide is reached from outside, for absolute links; may be empty.
        secret: what cookies are signed with; empty for the guide's own.
    """

    guide: str = DEFAULT_GUIDE
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    public_url: str = ""
    secret: str = ""

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
        port = _port(given.pop("port")) if "port" in given else DEFAULT_PORT
        url = _url(given.pop("public_url", ""))
        return cls(port=port, public_url=url, **given)


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
    return Guide(store, now=lambda: datetime.now(UTC), clock=time.monotonic)


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
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    is_plain = parts.scheme in {"http", "https"} and parts.netloc
    if text and (not is_plain or parts.query or parts.fragment):
        raise SettingInvalid(f"{PREFIX}PUBLIC_URL: expected http://... or https://...")
    return text.rstrip("/")
