"""Serving the guide with uvicorn."""

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from lookback.assemble import Settings
from lookback.errors import SettingInvalid
from lookback.faces.web.app import App
from lookback.faces.web.proxies import Proxies
from lookback.guide.guide import Guide

if TYPE_CHECKING:  # Authlib is slow to import, and few guides need it
    from lookback.faces.web.oidc import Oidc


def serve(guide: Guide, settings: Settings, announce: Callable[[str], object]) -> None:
    """Answer requests until interrupted.

    Raises:
        SettingInvalid: the address cannot be listened on.
    """
    app = application(guide, settings)
    listening = _listening(settings)
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    announce(f"Look Back is at http://{shown}:{port} (Ctrl+C stops it)")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        # It would believe X-Forwarded-For of any program on this machine, and hide from whom a
        # request came: proxies.py looks at that.
        proxy_headers=False,
    )
    uvicorn.Server(config).run(sockets=[listening])


def application(guide: Guide, settings: Settings) -> App:
    """The web application as the settings want it."""
    secret = settings.secret.encode() or guide.secret()
    proxies = Proxies(settings.trusted_proxies, settings.proxy_header)
    return App(
        guide,
        secret=secret,
        public_url=settings.public_url,
        proxies=proxies,
        oidc=_oidc(settings, secret) if settings.oidc_issuer else None,
    )


def _oidc(settings: Settings, secret: bytes) -> "Oidc":
    from lookback.faces.web.oidc import Oidc

    return Oidc(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        name=settings.oidc_name,
        secret=secret,
    )


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError:
        listening.close()
        expected = "this address cannot be listened on: say another --port or --host"
        raise SettingInvalid(expected) from None
    return listening
