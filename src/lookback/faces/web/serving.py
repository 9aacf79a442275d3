"""Serving the guide with uvicorn."""

import socket
from collections.abc import Callable

import uvicorn

from lookback.assemble import Settings
from lookback.errors import SettingInvalid
from lookback.faces.web.app import App
from lookback.guide.guide import Guide


def serve(guide: Guide, settings: Settings, announce: Callable[[str], object]) -> None:
    """Answer requests until interrupted.

    Raises:
        SettingInvalid: the address cannot be listened on.
    """
    secret = settings.secret.encode() or guide.secret()
    app = App(guide, secret=secret, public_url=settings.public_url)
    listening = _listening(settings)
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    announce(f"Look Back is at http://{shown}:{port} (Ctrl+C stops it)")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


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
