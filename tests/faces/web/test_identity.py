from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from tests.faces.web.knocking import Door, door

from lookback.faces.web.identity import COOKIE, bearer, own_path
from lookback.faces.web.proxies import Proxies
from lookback.guide.accounts import SignUp

PROXY = "10.0.0.1"
STRANGER = "203.0.113.9"
PROXIES = Proxies((ip_network("10.0.0.0/24"), ip_network("2001:db8::/64")), "remote-user")


def asked(*headers: tuple[str, str], where: str | None = STRANGER, scheme: str = "http") -> Request:
    """A request with these headers, from there."""
    raw = [(name.encode(), value.encode()) for name, value in headers]
    client = None if where is None else (where, 1)
    return Request(
        {"type": "http", "method": "POST", "path": "/", "query_string": b"", "scheme": scheme,
         "headers": [(b"host", b"guide"), *raw], "client": client, "server": ("guide", 80)}
    )  # fmt: skip


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[Door]:
    with door(tmp_path, sign_up=SignUp.OPEN, proxies=PROXIES) as made:
        made.somebody("Ana")
        yield made


def is_ours(open_door: Door, *headers: tuple[str, str], where: str = STRANGER) -> bool:
    try:
        open_door.identity.check_own_form(asked(*headers, where=where))
    except HTTPException as refused:
        return refused.status_code != 403
    return True


async def reader_of(open_door: Door, request: Request) -> str:
    reader = await open_door.identity.reader(request)
    return reader.name if reader else ""


@pytest.mark.anyio
async def test_a_session_is_its_reader(open_door: Door) -> None:
    key = open_door.accounts.open_session(open_door.accounts.by_name("Ana"), "")
    assert await reader_of(open_door, asked(("cookie", f"a=b; {COOKIE}={key}"))) == "Ana"
    assert await open_door.identity.key(asked(("cookie", f"{COOKIE}={key}"))) == key
    for cookie in (f"{COOKIE}={key[:-1]}", f"{COOKIE}=", f"x{COOKIE}={key}", COOKIE, key, ""):
        request = asked(("cookie", cookie))
        assert await reader_of(open_door, request) == ""
        assert await open_door.identity.key(request) == ""


@pytest.mark.anyio
async def test_a_cookie_of_the_same_name_from_another_site_does_not_hide_the_session(
    open_door: Door,
) -> None:
    key = open_door.accounts.open_session(open_door.accounts.by_name("Ana"), "")
    cookie = f"{COOKIE}={'x' * 43}; {COOKIE}=y; {COOKIE}={key}"
    assert await reader_of(open_door, asked(("cookie", cookie))) == "Ana"


@pytest.mark.anyio
async def test_a_trusted_proxy_says_who_asks(open_door: Door) -> None:
    assert await reader_of(open_door, asked(("remote-user", "ana@home"), where=PROXY)) == "ana@home"
    assert await reader_of(open_door, asked(("remote-user", "灯"), where="2001:db8::2")) == "灯"
    assert await reader_of(open_door, asked(("remote-user", "x"), where="::ffff:10.0.0.9")) == "x"


@pytest.mark.anyio
@pytest.mark.parametrize("where", [STRANGER, "10.0.1.1", "testclient", None, ""])
async def test_a_header_from_anywhere_else_is_not_read(open_door: Door, where: str | None) -> None:
    forged = (
        ("remote-user", "mallory"), ("x-forwarded-for", PROXY), ("x-real-ip", PROXY),
        ("forwarded", f"for={PROXY}"), ("x-forwarded-proto", "https"),
    )  # fmt: skip
    request = asked(*forged, where=where)
    assert await reader_of(open_door, request) == ""
    assert not open_door.identity.may_be_reader(request.scope)
    assert not open_door.identity.is_secure(request)
    assert [one.name for one in open_door.accounts.readers()] == ["Ana"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "headers",
    [
        (("remote-user", "ana"), ("remote-user", "mallory")),
        (("remote-user", ""),),
        (("remote-user", "a\nb"),),
        (("remote-user", "a\x00b"),),
        (("remote-user", "a" * 300),),
        (("remote_user", "mallory"),),
        (("x-remote-user", "mallory"),),
    ],
)
async def test_a_header_that_is_doubtful_is_nobodys(
    open_door: Door, headers: tuple[tuple[str, str], ...]
) -> None:
    assert await reader_of(open_door, asked(*headers, where=PROXY)) == ""
    assert [one.name for one in open_door.accounts.readers()] == ["Ana"]


@pytest.mark.anyio
async def test_whom_the_proxy_knows_and_the_guide_does_not_invite_is_a_visitor(
    tmp_path: Path,
) -> None:
    with door(tmp_path, proxies=PROXIES) as made:
        made.somebody("Ana")
        assert await reader_of(made, asked(("remote-user", "bo"), where=PROXY)) == ""
        key = made.accounts.open_session(made.accounts.by_name("Ana"), "")
        both = (("remote-user", "bo"), ("cookie", f"{COOKIE}={key}"))
        assert await reader_of(made, asked(*both, where=PROXY)) == "Ana"


def test_a_form_of_a_reader_must_say_that_it_is_ours(open_door: Door) -> None:
    for sign, where in ((("cookie", f"{COOKIE}=x"), STRANGER), (("remote-user", "ana"), PROXY)):
        assert not is_ours(open_door, sign, where=where)
        for ours in (
            ("origin", "http://guide"),
            ("origin", "https://guide"),
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "none"),
        ):
            assert is_ours(open_door, sign, ours, where=where)


@pytest.mark.parametrize(
    "theirs",
    [
        ("origin", "http://evil.example"), ("origin", "null"), ("origin", ""),
        ("origin", "http://guide.evil.example"), ("origin", "http://guide:81"), ("origin", "guide"),
        ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("sec-fetch-site", ""),
    ],
)  # fmt: skip
def test_a_form_from_another_site_is_refused(open_door: Door, theirs: tuple[str, str]) -> None:
    assert not is_ours(open_door, theirs)
    assert not is_ours(open_door, theirs, ("cookie", f"{COOKIE}=x"))


def test_what_the_browser_says_of_the_site_counts_more_than_the_origin(open_door: Door) -> None:
    assert not is_ours(open_door, ("sec-fetch-site", "cross-site"), ("origin", "http://guide"))


def test_a_visitors_form_may_say_nothing(open_door: Door) -> None:
    assert is_ours(open_door)


def test_the_address_from_outside_is_ours(tmp_path: Path) -> None:
    with door(tmp_path, public_url="https://films.example.org/guide") as made:
        assert is_ours(made, ("origin", "https://films.example.org"))
        assert not is_ours(made, ("origin", "http://films.example.org"))
        assert made.identity.is_secure(asked())
        assert made.identity.address(asked(), "/x") == "https://films.example.org/guide/x"


@pytest.mark.parametrize(
    ("scheme", "proto", "where", "secure"),
    [("https", "", STRANGER, True), ("http", "", PROXY, False), ("http", "https", PROXY, True),
     ("http", "https", STRANGER, False), ("http", "http", PROXY, False),
     ("http", "HTTPS, http", PROXY, False)],
)  # fmt: skip
def test_a_cookie_is_secure_where_the_browser_speaks_https(
    open_door: Door, scheme: str, proto: str, where: str, *, secure: bool
) -> None:
    told = (("x-forwarded-proto", proto),) if proto else ()
    request = asked(*told, where=where, scheme=scheme)
    cookie = open_door.identity.cookie(request, "KEY")
    always = f"{COOKIE}=KEY; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
    assert cookie == always + ("; Secure" if secure else "")
    assert open_door.identity.address(request, "/") == f"http{'s' * secure}://guide/"


@pytest.mark.parametrize(
    ("way", "peer", "where"),
    [
        ("", STRANGER, STRANGER),
        ("198.51.100.1", STRANGER, STRANGER),
        ("198.51.100.1", PROXY, "198.51.100.1"),
        ("1.2.3.4, 198.51.100.1", PROXY, "198.51.100.1"),
        ("198.51.100.1, 10.0.0.7", PROXY, "198.51.100.1"),
        ("", PROXY, PROXY),
        ("nonsense", PROXY, PROXY),
        ("198.51.100.1, nonsense", PROXY, PROXY),
        ("x", None, ""),
    ],
)
def test_the_address_that_asks_is_the_last_one_before_our_proxies(
    open_door: Door, way: str, peer: str | None, where: str
) -> None:
    told = (("x-forwarded-for", way),) if way else ()
    assert open_door.identity.where(asked(*told, where=peer)) == where


@pytest.mark.parametrize("path", ["/", "/films/x?at=0:32#top", "/mine", "/%2F%2Fevil.example"])
def test_own_paths_are_gone_on_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "text",
    ["", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:",
     "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
     " //evil.example", "films", "/films/灯", "/a\r\nSet-Cookie: a=b", "///evil.example",
     "/\0", "/a\\b"],
)  # fmt: skip
def test_nothing_that_could_lead_elsewhere_is(text: str) -> None:
    assert own_path(text) == "/"
    assert own_path(text, "/mine") == "/mine"


@given(st.text(st.characters(), max_size=20).map("/".__add__) | st.text())
def test_a_path_to_go_on_to_has_one_slash_first_and_nothing_that_browsers_drop(text: str) -> None:
    path = own_path(text)
    assert path[0] == "/"
    assert path[1:2] not in {"/", "\\"}
    assert path.isascii()
    assert path.isprintable()


@pytest.mark.parametrize(
    ("value", "token"),
    [("Bearer lb_x", "lb_x"), ("bearer  lb_x ", "lb_x"), ("Basic lb_x", ""), ("lb_x", ""),
     ("Bearer", ""), ("", ""), ("Bearerlb_x", "")],
)  # fmt: skip
def test_a_token_is_read_from_its_own_header_alone(value: str, token: str) -> None:
    assert bearer({"authorization": value}) == token
    assert bearer({"cookie": f"authorization={value}"}) == ""


@pytest.fixture(scope="module")
def wide_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with door(tmp_path_factory.mktemp("identity"), proxies=PROXIES) as made:
        made.somebody("Ana")
        yield made


@given(cookie=st.binary(max_size=200), name=st.binary(max_size=60), way=st.binary(max_size=60))
def test_whatever_headers_hold_they_are_answered(
    wide_door: Door, cookie: bytes, name: bytes, way: bytes
) -> None:
    request = asked(where=PROXY)
    request.scope["headers"] += [
        (b"cookie", COOKIE.encode() + b"=" + cookie),
        (b"remote-user", name),
        (b"x-forwarded-for", way),
        (b"origin", name),
    ]
    assert wide_door.identity._reader(request.scope) is None
    wide_door.identity.where(request)
    wide_door.identity.is_secure(request)
