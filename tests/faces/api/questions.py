"""Every address of the API as a reader can ask it: for the test of the first law."""

import json
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

Question = tuple[str, str, dict[str, str], bytes]
NO_TOKEN: Final = "lb_none"
_NO_IMPORT: Final = "0" * 32
_STORY: Final = (
    "", "/interpretations", "/chart.svg", "/chart.svg?time=story&interpretation=p0&event=e1",
    "/chart.svg?interpretation=moon&event=h1", "/answers", "/answers?ask=none&effect=e0",
    "/answers?ask=why&effect=e0", "/answers?ask=degree&effect=e2", "/answers?ask=cut&effect=e0",
    "/answers?ask=but-for&event=e0&effect=e1", "/answers?ask=cause&event=e1&effect=e3",
    "/answers?ask=cause&event=e0&effect=e2&interpretation=p1", "/answers?ask=why&effect=h1",
    "/answers?ask=why&effect=e0&interpretation=moon", "/answers?ask=why&event=e1&effect=e0",
    "/votes",
)  # fmt: skip
_HISTORY: Final = b"""--b\r
Content-Disposition: form-data; name="file"; filename="diary.csv"\r
\r
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2026-01-02,The Letter,,https://boxd.it/a,4,,,2026-01-01
2026-01-04,A Film Nobody Has,1950,https://boxd.it/c,,,,2026-01-03
\r
--b--\r
"""


def api_questions(
    slugs: Iterable[str],
    *,
    token: str = "",
    numbers: Iterable[int] = (1, 2),
    imports: Iterable[str] = (),
) -> Iterator[Question]:
    """Every address, asked well and asked badly. No question changes what a film page says.

    Args:
        slugs: of films, also of some that the guide does not have.
        token: the reader's, with all scopes; without one a visitor asks.
        numbers: of films in the reader's keeping, also of some that are not there.
        imports: ids of imports that were brought.
    """
    headers = {"host": "guide", **({"authorization": f"Bearer {token}"} if token else {})}
    as_json = {**headers, "content-type": "application/json"}

    def get(path: str) -> Question:
        return "GET", f"/api{path}", headers, b""

    def send(method: str, path: str, said: object) -> Question:
        return method, f"/api{path}", as_json, json.dumps(said).encode()

    yield from map(get, ("/openapi.json", "/docs", "/v1/health", "/v1/none", "/v1/films/"))
    yield from map(
        get, ("/v1/films", "/v1/films?limit=1", "/v1/films?limit=0", "/v1/films?cursor=x")
    )
    yield from map(
        get, ("/v1/films?genre=Then%20ink", "/v1/films?decade=1990", "/v1/films?genre=%00")
    )
    yield from map(
        get, ("/v1/films?country=Japan", "/v1/search?q=the", "/v1/search?q=", "/v1/search")
    )
    for slug in slugs:
        film = f"/v1/films/{quote(slug)}"
        yield get(film)
        yield "HEAD", f"/api{film}", headers, b""
        yield "GET", f"/api{film}", {**headers, "if-none-match": '"nothing"'}, b""
        yield "GET", f"/api{film}", {**headers, "authorization": f"Bearer {NO_TOKEN}"}, b""
        yield get(f"{film}?at=ending")
        yield "PATCH", f"/api{film}", headers, b""
        yield get(f"{film}/progress")
        yield get(f"{film}/progress/history")
        yield send("PUT", f"{film}/progress", {"position": "none"})
        yield "PUT", f"/api{film}/progress", {**as_json, "if-match": '"x"'}, b'{"position": "0:01"}'
        yield send("POST", f"{film}/progress/answer", {"answer": "decline"})
        yield send("POST", f"{film}/progress/answer", {"answer": "none"})
        yield send("POST", f"{film}/progress/undo", {"change": 2**40})
        yield from (get(f"{film}/story{path}") for path in _STORY)
        for anchor in ("it-was-the-tower", "it-was-the-moon", "none"):
            yield send("PUT", f"{film}/story/vote", {"interpretation": anchor})
        yield get(f"{film}/story/votes")
        yield "DELETE", f"/api{film}/story/vote", headers, b""
        yield get(f"{film}/story/votes")
    yield from map(get, ("/v1/progress", "/v1/progress?limit=1", "/v1/progress?cursor=x"))
    for number in (*numbers, 2**40):
        yield send("POST", f"/v1/progress/{number}/film", {"film": "no-such-film"})
    form = {**headers, "content-type": "multipart/form-data; boundary=b"}
    yield "POST", "/api/v1/imports", form, _HISTORY.replace(b"Date,Name", b"Nothing")
    if not token:  # an import has an id of its own, which nobody can guess
        yield "POST", "/api/v1/imports", form, _HISTORY
    for id_ in (*imports, _NO_IMPORT, "none"):
        yield get(f"/v1/imports/{id_}")
        yield get(f"/v1/imports/{id_}?counts_ratings=false")
        yield get(f"/v1/imports/{id_}/rows")
        yield get(f"/v1/imports/{id_}/rows?fate=needs_review&limit=1")
        yield send("POST", f"/v1/imports/{id_}/confirm", {"choices": {"1": "no-such-film"}})
    yield from map(get, ("/v1/export", "/v1/export/letterboxd", "/v1/tokens"))
    yield send("PUT", "/v1/tokens/any", {"scopes": []})
    yield "DELETE", "/api/v1/tokens/none", headers, b""
