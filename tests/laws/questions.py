"""Every address of the guide, as a visitor and as a reader with an account can ask for it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tests.faces.api.questions import api_questions
from tests.laws.asking import Question
from tests.laws.finding_questions import finding_questions
from tests.laws.pairs import Pair

from lookback.faces.web.cookie import Cookies
from lookback.faces.web.identity import COOKIE

STRANGERS = ("no-such-film", "none\x00")
_HIDDEN = re.compile(r"^\s*(h\d+):", re.MULTILINE)
"""Names of hidden events, as ``tests.laws.maps`` gives them."""
_FORM = "application/x-www-form-urlencoded"
_HEAD = "Date,Name,Year,Letterboxd URI"


@dataclass(frozen=True)
class Keys:
    """What a reader with an account asks with, and where an upload of theirs will be."""

    session: str
    token: str
    hook: str


def of_visitor(pair: Pair, secret: bytes) -> Iterator[Question]:
    """Every address that needs no account."""
    cookie = Cookies(secret).header(pair.reader, secure=False).partition(";")[0]
    visitor = {"cookie": cookie, "host": "guide"}
    words = ("ink", "rain", "手紙")
    anchors = [f"reading-{number}-{word}" for number in range(1, 6) for word in words]
    yield from _films(pair, visitor, anchors)
    yield from finding_questions(pair, visitor, words=words)
    for path in (
        "/", "/?page=1", "/?page=2", "/?page=x", "/?genre=Then%20ink", "/?country=Japan",
        "/?genre=%00", "/?decade=1990", "/health", "/robots.txt", "/sitemap.xml", "/static/none",
        "/nothing", "/sign-in", "/sign-in?next=/mine", "/sign-up", "/sign-up?invitation=none",
        "/mine", "/mine/1", "/mine/import", "/mine/import/none", "/mine/export.json",
        "/mine/letterboxd.csv", "/settings", "/settings/sessions", "/settings/readers",
        *_DESK,
    ):  # fmt: skip
        yield "GET", path, visitor, b""
    for path in _FORMS:
        yield "POST", path, {**visitor, "content-type": _FORM}, b"name=ana&password=wrong"
    yield "POST", "/hooks/none", visitor, b"{}"


def of_program(pair: Pair) -> Iterator[Question]:
    """Every address of the API without a token: its caller stands at the start of every film."""
    yield from api_questions([*_slugs(pair), STRANGERS[0]])


def of_reader(pair: Pair, keys: Keys, named: Iterable[str]) -> Iterator[Question]:
    """Every address as a reader with an account asks for it. None moves their progress.

    Args:
        named: titles, among them those that one of the guides hides.
    """
    host = {"host": "guide"}
    reader = {**host, "cookie": f"{COOKIE}={keys.session}", "origin": "http://guide"}
    form = {**reader, "content-type": _FORM}
    yield from _films(pair, reader)
    yield from finding_questions(pair, reader, named, words=("ghost",))
    numbers = range(1, len(pair.reader.films) + 4)

    # What players say of films that the guide has, hides or lacks; then what it made of that.
    at = {slug: progress.position.seconds for slug, progress in pair.reader.films.items()}
    titles = {film.title: at.get(film.slug, 0) for film in pair.films}
    for title, seconds in {**dict.fromkeys(named, 600), **titles}.items():
        yield "POST", f"/hooks/{keys.hook}", host, _played(title, seconds, title not in titles)
    yield "POST", f"/hooks/{keys.hook}", host, b"{"
    for path in ("/mine", "/mine?show=pending", "/mine?show=going&page=2", "/mine?show=none"):
        yield "GET", path, reader, b""
    for number in (*numbers, 10**12):
        yield "GET", f"/mine/{number}", reader, b""
        yield "POST", f"/mine/{number}/answer", form, b"answer=unseen"
        yield "POST", f"/mine/{number}/answer", form, b"answer=none&next=//evil"
        yield "POST", f"/mine/{number}/undo", form, b"change=1000000000"
        yield "POST", f"/mine/{number}/film", form, b"film=no-such-film"

    # A history with the films themselves is only looked at, one without them is taken.
    yield "GET", "/mine/import", reader, b""
    yield "POST", "/mine/import", form, b"file=none"
    for index, taken in enumerate(([*titles, *named], named)):
        # Of a film that was released in that year and has such a title, all would be seen.
        kind, body = _upload(taken, _BEFORE_ALL_FILMS if index else 1950)
        yield "POST", "/mine/import", {**reader, "content-type": kind}, body
        id_ = upload_id(index)
        yield "GET", f"/mine/import/{id_}", reader, b""
        yield "GET", f"/mine/import/{id_}?page=2", reader, b""
        if index:
            yield "POST", f"/mine/import/{id_}", form, b"row-1=-&rated=1"
            yield "GET", f"/mine/import/{id_}", reader, b""
    for path in (
        "/mine", "/mine/export.json", "/mine/letterboxd.csv", "/settings", "/settings/sessions",
        "/settings/readers", "/sign-in", "/", "/?genre=Then%20ink", *_DESK,
    ):  # fmt: skip
        yield "GET", path, reader, b""
    for path in _FORMS:
        if path != "/sign-out":
            yield "POST", path, form, b"name=none&margin=x&id=9"
    yield from api_questions(
        [*_slugs(pair), STRANGERS[0]], token=keys.token, numbers=numbers, imports=[upload_id(0)]
    )
    yield "POST", "/sign-out", form, b""


_BEFORE_ALL_FILMS = 1888
"""The films of ``pairs`` are released from 1900 on."""
_DESK = ("/desk", "/desk?page=2", "/desk?page=x", "/desk?q=ink")
_FORMS = (
    "/sign-in", "/sign-up", "/sign-out", "/settings", "/settings/password", "/settings/tokens",
    "/settings/tokens/revoke", "/settings/webhook", "/settings/sessions/revoke",
    "/settings/readers", "/mine/1/answer", "/mine/1/undo", "/mine/1/film", "/mine/import",
    "/mine/import/none",
)  # fmt: skip


def upload_id(index: int) -> str:
    """What an upload is called in a guide that draws its random bytes in order."""
    return bytes([index + 1] * 16).hex()


def _slugs(pair: Pair) -> list[str]:
    return [film.slug for film in pair.films]


def _films(
    pair: Pair, asker: dict[str, str], anchors: Iterable[str] = ("reading-1-ink",)
) -> Iterator[Question]:
    # Two events that one of the guides hides from them, at least.
    hidden = {
        film.slug: sorted(set(_HIDDEN.findall(film.one + film.other)))[:2] for film in pair.films
    }
    # Of what neither guide has, there is nothing to be hidden: one address of each is enough.
    for slug in STRANGERS:
        yield "GET", f"/films/{quote(slug)}", asker, b""
    for slug in _slugs(pair):
        film = f"/films/{quote(slug)}"
        at = pair.reader.of(slug)
        state = "ending" if at.finished else at.position.clock
        yield "GET", film, asker, b""
        yield "GET", film, {**asker, "if-none-match": '"nothing"'}, b""
        yield "HEAD", film, asker, b""
        yield "GET", f"{film}?at={quote(state)}", asker, b""
        yield "POST", f"{film}/progress?at={quote(state)}", asker, f"at={state}".encode()
        yield "GET", f"{film}?at=nonsense", asker, b""
        yield "PUT", film, asker, b""
        for anchor in anchors:
            yield "GET", f"{film}/interpretations/{quote(anchor)}", asker, b""
        yield "GET", f"{film}/interpretations/none", asker, b""
        yield from _story(film, state, hidden.get(slug, ()), asker)
        yield "GET", f"{film}/kindred", asker, b""
        yield "GET", f"{film}/timing", asker, b""
        yield "POST", f"{film}/timing", asker, b"version=none&gate-1=0:10"
        upload = {**asker, "content-type": "multipart/form-data; boundary=b"}
        yield "POST", f"{film}/timing", upload, b"--b--\r\n"
        told = {"finished": "1"} if at.finished else {"at": state}
        yield "POST", f"{film}/progress", asker, urlencode(told).encode()
        yield "POST", f"{film}/progress", asker, b"minutes=none"
        if not at.finished and "origin" not in asker:  # it would move a reader with an account
            yield "POST", f"{film}/progress", asker, b"step=5"


def _story(
    film: str, state: str, hidden: Sequence[str], asker: dict[str, str]
) -> Iterator[Question]:
    """Every address of a film's story, with names of ``tests.laws.maps`` and others."""
    at = f"at={quote(state)}"
    secret = hidden[0] if hidden else "h1"
    for asked in (
        "", f"?{at}&time=story&interpretation=p0&event=e0&shares=1",
        f"?interpretation=none&event={secret}&ask=but-for&a=e0&b=e1",
        f"?{at}&interpretation=moon&time=none&ask=cause&a={secret}&b=e2&by=p1",
        "?at=nonsense", "?ask=degree&a=e2&by=-",
    ):  # fmt: skip
        yield "GET", f"{film}/story{asked}", asker, b""
    for event in ("e0", "none", "%00", *hidden[:3]):
        yield "GET", f"{film}/story/{event}", asker, b""
    yield "GET", f"{film}/story/e1?{at}&interpretation=p0&time=story", asker, b""
    for vote in ("anchor=it-was-the-tower", "anchor=it-was-the-moon", "anchor=none", ""):
        yield "POST", f"{film}/vote", asker, vote.encode()
    yield "GET", f"{film}/story", asker, b""
    yield "POST", f"{film}/vote?{at}&interpretation=p0", asker, b"withdraw=1"


def _played(title: str, seconds: int, played: bool) -> bytes:
    told = {
        "NotificationType": "PlaybackStop",
        "ItemType": "Movie",
        "Name": title,
        "UtcTimestamp": "2026-01-01T00:00:00Z",
        "PlaybackPositionTicks": seconds * 10_000_000,
        "PlayedToCompletion": played,
        "DeviceId": "tv",
    }
    return json.dumps(told).encode()


def _upload(titles: Iterable[str], year: int) -> tuple[str, bytes]:
    rows = [f'2026-01-01,"{title}",{year},https://boxd.it/{n}' for n, title in enumerate(titles)]
    csv = "\n".join([_HEAD, *rows, ""])
    disposition = 'Content-Disposition: form-data; name="file"; filename="watched.csv"'
    return (
        "multipart/form-data; boundary=b",
        f"--b\r\n{disposition}\r\n\r\n{csv}\r\n--b--\r\n".encode(),
    )
