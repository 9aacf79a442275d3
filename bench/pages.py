"""What a film page costs, next to a bare ASGI hello and to Starlette with Jinja2.

Each server is a uvicorn of its own with one worker; requests come from this process over sixteen
kept connections. Compared is the servers' CPU time (user and system), not the wall's. Rounds
alternate between the servers, and ratios are taken within a round, so that a noisy minute hits
all of them.

    sh scripts/bench pages [--requests N] [--rounds N]
"""

import argparse
import json
import multiprocessing
import resource
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lookback.assemble import Settings, open_guide
from lookback.faces import markup
from lookback.faces.web.app import App
from lookback.faces.web.assets import Assets
from lookback.faces.web.cookie import Cookies
from lookback.faces.web.film_pages import FilmPages
from lookback.faces.web.pages import Renderer
from lookback.film.moment import Moment
from lookback.film.progress import Progress, Watched
from lookback.guide.guide import Guide
from lookback.store.store import Store

SLUG = "a-film"
SECRET = b"bench"
WATCHED = Watched({SLUG: Progress(Moment.minute(58))})
COOKIE = Cookies(SECRET).header(WATCHED, secure=False).partition(";")[0]
REQUEST = f"GET /films/{SLUG} HTTP/1.1\r\nHost: bench\r\nCookie: {COOKIE}\r\n\r\n".encode()

_READERS = 16
"""How many ask at once: a busy server finds the next request there when it has answered one."""
_LIGHT = 10
"""How many times as many requests the cheap candidates get: each is then asked for about a quarter
of a second, the time after which a busy guide looks once whether it has changed."""
Times = dict[str, list[float]]
"""For each candidate its times, round by round."""


def page() -> str:
    """A film page whose HTML is about 12 kB at minute 58."""
    sentence = "She draws a little faster than before, and looks up only when the light has gone."
    recap = "\n\n".join(f"@0:{minute:02} {sentence}" for minute in range(20, 54))
    captions = "\n\n".join(f"@0:{minute} A caption of the strip." for minute in (10, 25, 40, 55))
    record = "title: A Film\nrelease: 2024 Japan\nruntime: 60 min\ngenres: [Drama, Mystery]\n"
    cast = "cast:\n" + "".join(f"  - Actor {letter} as Somebody\n" for letter in "ABCDEFGH")
    hidden = "## Ending explained\n\n" + "\n\n".join([sentence * 3] * 5)
    return (
        f"---\n{record}{cast}---\n\n{sentence}\n\n## Story so far\n\n{recap}\n\n"
        f"## Four panels\n\n{captions}\n\n{hidden}\n"
    )


def main() -> None:
    """Run all comparisons, print them, and end with one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--requests",
        type=int,
        default=500,
        help="in each round; ten times as many to the cheap servers",
    )
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{SLUG}.md")
        path.write_text(page(), "utf-8")
        url = str(Path(folder, "bench.db"))
        guide = open_guide(Settings(guide=url))
        guide.take([path], by="bench")
        size = len(_film_page(guide))
        served = _served(url, size, options.requests, options.rounds)
        rendered = _rendered(guide, url, options.rounds)
        guide.close()
    _print(size, served, rendered)


def _film_page(guide: Guide) -> bytes:
    pages = FilmPages(guide, Renderer(Assets()))
    return pages.answer(SLUG, WATCHED, from_address=False).body


def _served(url: str, size: int, requests: int, rounds: int) -> Times:
    """Microseconds of CPU for each request, round by round."""
    makers: dict[str, Callable[[], Any]] = {
        "hello": lambda: _hello(size),
        "cached": lambda: App(open_guide(Settings(guide=url)), secret=SECRET),
        "jinja": lambda: _one_row(url),
        "cold": lambda: _forgetful(url),
    }
    times: Times = {name: [] for name in makers}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(_server(make)) for name, make in makers.items()}
        for _ in range(rounds + 1):
            for name, ask in servers.items():
                count = requests * (_LIGHT if name in {"hello", "cached"} else 1)
                times[name].append(ask(count) / count * 1e6)
    # The first round warms up.
    return {name: rounds_[1:] for name, rounds_ in times.items()}


def _forgetful(url: str) -> App:
    """The application with caches that keep nothing: each request renders the page."""
    guide = open_guide(Settings(guide=url))
    app = App(guide, secret=SECRET)
    app.film_pages = FilmPages(guide, Renderer(Assets()), size=0)
    app._recent = _Nothing()
    return app


class _Nothing(dict[Any, Any]):
    def __setitem__(self, _asked: Any, _answer: Any) -> None:
        pass


@contextmanager
def _server(make: Callable[[], Any]) -> Iterator[Callable[[int], float]]:
    """A server process, and a function that asks it N times and returns its CPU seconds."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    listening = socket.create_server(("127.0.0.1", 0))
    process = context.Process(target=_serve, args=(make, listening, theirs), daemon=True)
    process.start()
    with ExitStack() as stack:
        address = listening.getsockname()
        readers = [stack.enter_context(socket.create_connection(address)) for _ in range(_READERS)]

        def ask(count: int) -> float:
            ours.send("time")
            before: float = ours.recv()
            for _ in range(count // _READERS):
                for reader in readers:
                    reader.sendall(REQUEST)
                for reader in readers:
                    _answered(reader)
            ours.send("time")
            after: float = ours.recv()
            return after - before

        ask(_READERS)
        yield ask
    process.terminate()
    process.join()
    listening.close()


def _serve(make: Callable[[], Any], listening: socket.socket, pipe: Any) -> None:
    import threading

    def tell() -> None:
        while True:
            pipe.recv()
            used = resource.getrusage(resource.RUSAGE_SELF)
            pipe.send(used.ru_utime + used.ru_stime)

    threading.Thread(target=tell, daemon=True).start()
    # While one server is asked the others wait, longer than an idle connection usually may.
    config = uvicorn.Config(
        make(), log_level="error", access_log=False, server_header=False, timeout_keep_alive=3600
    )
    uvicorn.Server(config).run(sockets=[listening])


def _answered(connection: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _received(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode("latin-1"))
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        missing -= len(_received(connection))


def _received(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the server hung up")
    return received


def _hello(size: int) -> Any:
    body = b"x" * size
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % size)]

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return app


def _one_row(url: str) -> Starlette:
    """What one would write first: a route that reads one row and renders a template with it.

    It is kept cheap: our own template, and what it needs beside the row stands ready in memory.
    The row holds the page's texts as HTML already.
    """
    guide = open_guide(Settings(guide=url))
    renderer = Renderer(Assets())
    view = guide.view(SLUG, WATCHED)
    template, ready = renderer.prepared_film(view, guide.start(SLUG), finished=False)
    engine = create_engine(f"sqlite:///{url}.plain")
    texts = [str(markup.blocks(line.text)) for line in view.recap]
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE page (slug TEXT PRIMARY KEY, told TEXT)"))
        row = {"slug": SLUG, "told": json.dumps({"texts": texts})}
        connection.execute(text("INSERT INTO page VALUES (:slug, :told)"), row)

    async def show(request: Request) -> Response:
        with engine.connect() as connection:
            query = text("SELECT told FROM page WHERE slug = :slug")
            row = connection.execute(query, {"slug": request.path_params["slug"]}).one()
        return HTMLResponse(template.render({**ready, **json.loads(row.told)}))

    return Starlette(routes=[Route("/films/{slug}", show)])


def _rendered(guide: Guide, url: str, rounds: int) -> Times:
    """Microseconds of CPU for one rendering in this process, round by round."""
    renderer = Renderer(Assets())
    view = guide.view(SLUG, WATCHED)
    template, told = renderer.prepared_film(view, guide.start(SLUG), finished=False)
    store = Store.open(url, create=False)

    def jinja() -> None:
        template.render(told)

    def cold() -> None:
        FilmPages(guide, renderer, size=0).answer(SLUG, WATCHED, from_address=False)

    def first() -> None:
        for kept in (markup.blocks, markup.inline, markup.words):
            kept.cache_clear()
        fresh = Guide(store, now=lambda: datetime.now(UTC), clock=time.monotonic)
        FilmPages(fresh, renderer).answer(SLUG, WATCHED, from_address=False)

    times: Times = {"jinja": [], "cold": [], "first": []}
    for _ in range(rounds + 1):
        for name, run, count in (("jinja", jinja, 40), ("cold", cold, 40), ("first", first, 5)):
            before = time.process_time()
            for _ in range(count):
                run()
            times[name].append((time.process_time() - before) / count * 1e6)
    store.close()
    return {name: rounds_[1:] for name, rounds_ in times.items()}


def _print(size: int, served: Times, rendered: Times) -> None:
    table = Table(title=f"CPU for one film page of {size:,} bytes, medians")
    for column in ("what", "µs", "ratio", "goal"):
        table.add_column(column, justify="left" if column == "what" else "right")
    ratios = {
        "cached_over_hello": _ratio(served["cached"], served["hello"]),
        "render_over_cached": _ratio(served["jinja"], served["cached"]),
        "cold_over_jinja": _ratio(served["cold"], served["jinja"]),
        "cold_over_template": _ratio(rendered["cold"], rendered["jinja"]),
        "first_over_template": _ratio(rendered["first"], rendered["jinja"]),
    }
    rows = (
        ("served: bare ASGI hello", served["hello"], "", ""),
        ("served: film page, cached", served["cached"], "cached_over_hello", "≤ 1.25"),
        ("served: Starlette + Jinja2, one row", served["jinja"], "render_over_cached", "≥ 10"),
        ("served: film page, cold", served["cold"], "cold_over_jinja", "≤ 1.3"),
        ("in process: the template alone, all data ready", rendered["jinja"], "", ""),
        ("in process: film page, cold", rendered["cold"], "cold_over_template", ""),
        ("in process: read from the store, too", rendered["first"], "first_over_template", ""),
    )
    for what, micros, ratio, goal in rows:
        shown = f"{ratios[ratio]:.2f}" if ratio else ""
        table.add_row(what, f"{statistics.median(micros):.0f}", shown, goal)
    Console().print(table)
    print(json.dumps({name: round(ratio, 3) for name, ratio in ratios.items()}))


def _ratio(one: list[float], other: list[float]) -> float:
    """The median of the rounds' ratios: both were measured in the same moment of each round.

    A machine that others use, too, runs at different speeds from one second to the next.
    """
    return statistics.median(mine / theirs for mine, theirs in zip(one, other, strict=True))


if __name__ == "__main__":
    main()
