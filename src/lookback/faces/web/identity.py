"""Who asks: the reader of a session's cookie, or the one whom a trusted proxy vouches for."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lookback.errors import LookBackError
from lookback.faces.web.cookie import cookies_of
from lookback.faces.web.proxies import Proxies
from lookback.film.reader import Reader
from lookback.guide.accounts import Accounts

COOKIE: Final = "lookback-session"
_COOKIE: Final = COOKIE.encode()
_KEY_LENGTH: Final = 43
_MOST_KEYS: Final = 3
"""Another site of the same domain can set cookies of this name, too."""
_KEPT_SECONDS: Final = 400 * 24 * 60 * 60
"""As long as browsers keep a cookie; the guide forgets a session sooner."""
_PROXY: Final = "proxy"


class Identity:
    """Tells who asks, from where, and whether a form is one of ours."""

    def __init__(
        self, accounts: Accounts, *, public_url: str = "", proxies: Proxies | None = None
    ) -> None:
        self._accounts = accounts
        self._public_url = public_url
        self._proxies = proxies or Proxies()

    async def reader(self, request: Request) -> Reader | None:
        """The reader who sent this request, or ``None`` for a visitor."""
        scope = request.scope
        if not self.may_be_reader(scope):
            return None
        return await to_thread.run_sync(self._reader, scope)

    def _reader(self, scope: Mapping[str, Any]) -> Reader | None:
        name = self._proxies.vouched(scope)
        if name:
            try:
                return self._accounts.by_login(_PROXY, name, name)
            except LookBackError:
                pass  # a visitor, unless they have signed in here
        return self._in_session(scope)[0]

    def _in_session(self, scope: Mapping[str, Any]) -> tuple[Reader | None, str]:
        for key in keys_of(scope):
            reader = self._accounts.of_session(key)
            if reader is not None:
                return reader, key
        return None, ""

    async def key(self, request: Request) -> str:
        """The key of the session that the browser is in, or empty."""
        return (await to_thread.run_sync(self._in_session, request.scope))[1]

    def may_be_reader(self, scope: Mapping[str, Any]) -> bool:
        """Whether there is any sign of a reader, without looking whether it holds."""
        return _COOKIE in cookies_of(scope["headers"]) or bool(self._proxies.vouched(scope))

    def check_own_form(self, request: Request) -> None:
        """Refuse what another site's page sends: a browser says where a form comes from.

        A request in a reader's name must say so; only of visitors it may be left out.

        Raises:
            HTTPException: 403.
        """
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        host = request.headers.get("host")
        ours = {f"http://{host}", f"https://{host}", _origin(self._public_url)}
        if site is not None:
            is_ours = site in {"same-origin", "none"}
        elif origin is not None:
            is_ours = origin in ours
        else:
            is_ours = not self.may_be_reader(request.scope)
        if not is_ours:
            raise HTTPException(403)

    def is_secure(self, request: Request) -> bool:
        """Whether cookies may travel over HTTPS alone."""
        return self._public_url.startswith("https:") or self._proxies.is_https(request.scope)

    def where(self, request: Request) -> str:
        """The network address that asks."""
        return self._proxies.where(request.scope)

    def address(self, request: Request, path: str) -> str:
        """A path of the guide as it is reached from outside."""
        scheme = "https" if self.is_secure(request) else "http"
        return (self._public_url or f"{scheme}://{request.headers.get('host', '')}") + path

    def cookie(self, request: Request, key: str) -> str:
        """The ``Set-Cookie`` header that lets a browser in; without a key, the one that ends it."""
        age = _KEPT_SECONDS if key else 0
        always = f"Path=/; Max-Age={age}; HttpOnly; SameSite=Lax"
        return f"{COOKIE}={key}; {always}{'; Secure' if self.is_secure(request) else ''}"


def keys_of(scope: Mapping[str, Any]) -> Iterator[str]:
    """What could be keys of sessions in a request's cookies."""
    found = 0
    for part in cookies_of(scope["headers"]).split(b";"):
        name, _, key = part.strip().partition(b"=")
        if name == _COOKIE and len(key) == _KEY_LENGTH and found < _MOST_KEYS:
            found += 1
            yield key.decode("latin-1")


def bearer(headers: Mapping[str, str]) -> str:
    """The token of a program's request, or empty. For the API alone: pages do not read it."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def own_path(text: str, otherwise: str = "/") -> str:
    """A path of the guide to go on to; anything that could lead elsewhere is not gone to."""
    is_path = text.startswith("/") and not text.startswith("//")
    # Browsers read a backslash as a slash, and pass over tabs and line ends.
    is_plain = text.isascii() and text.isprintable() and "\\" not in text
    return text if is_path and is_plain else otherwise


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
