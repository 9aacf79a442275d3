from typing import Any

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.faces.api.asking import Asking

from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.film.reader import Scope

OPEN = ("/health", "/films", "/films/the-lamp", "/search?q=lamp")
CLOSED = ("/progress", "/films/the-lamp/progress", "/export", "/tokens", f"/imports/{'0' * 32}")
UNDO = "/films/the-lamp/progress/undo"
A_FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'


@pytest.mark.parametrize("path", CLOSED)
def test_what_is_a_readers_own_needs_a_token(api: Asking, path: str) -> None:
    refused = api.ask("GET", path, token="")
    assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-needed")
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", [*OPEN, *CLOSED])
@pytest.mark.parametrize("sent", ["Bearer lb_none", "Bearer", "Basic YTpi", "", "bearer  "])
def test_a_bad_token_is_never_a_visitor(api: Asking, path: str, sent: str) -> None:
    refused = api.client.get(f"/api/v1{path}", headers={"Authorization": sent})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer error="invalid_token"'


def test_the_word_bearer_may_be_written_in_any_case(api: Asking) -> None:
    sent = {"Authorization": f"bEARER {api.token}"}
    assert api.client.get("/api/v1/progress", headers=sent).status_code == 200


def test_a_cookie_is_no_token(api: Asking) -> None:
    key = api.guide.accounts.open_session(api.reader, "browser")
    api.client.cookies.set("session", key)
    assert api.ask("GET", "/progress", token="").status_code == 401


@pytest.mark.parametrize("path", OPEN[1:])
def test_a_token_that_may_not_read_reads_not_even_what_is_open(api: Asking, path: str) -> None:
    refused = api.ask("GET", path, token=api.token_for(Scope.TOKENS))
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    assert refused.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'


def test_who_may_not_is_told_before_the_body_is_read(api: Asking) -> None:
    said = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    assert api.ask("POST", UNDO, token="", **said).status_code == 401
    assert api.ask("POST", UNDO, token=api.token_for(Scope.READ), **said).status_code == 403


@pytest.mark.parametrize(
    ("path", "kind", "begins", "most"),
    [
        (UNDO, "application/json", b"", 100_000),
        ("/imports", "multipart/form-data; boundary=b", A_FILE, 50_000_000),
    ],
)
def test_an_endless_body_is_read_only_so_far(
    api: Asking, path: str, kind: str, begins: bytes, most: int
) -> None:
    taken, sent = 0, []
    headers = {"authorization": f"Bearer {api.token}", "content-type": kind}

    async def receive() -> dict[str, Any]:
        nonlocal taken
        body = b" " * 50_000 if taken else begins.ljust(50_000)
        taken += len(body)
        return {"type": "http.request", "body": body, "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/api/v1{path}",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    anyio.run(api.app, scope, receive, send)
    assert sent[0]["status"] == 413
    assert taken <= most + 50_000


def test_a_body_of_too_many_bytes_is_refused(api: Asking) -> None:
    said = {"position": "0:10", "x": "x" * 100_000}
    refused = api.ask("PUT", "/films/the-lamp/progress", json=said)
    assert (refused.status_code, refused.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=b", "json", ";"])
def test_a_body_of_another_kind_is_refused(api: Asking, kind: str) -> None:
    refused = api.ask("POST", UNDO, content=b'{"change": 1}', headers={"Content-Type": kind})
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported-media-type")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 5000, b'{"change": ' + b"9" * 5000, b"x"]
)
def test_a_body_that_cannot_be_read_is_refused(api: Asking, body: bytes) -> None:
    refused = api.ask("POST", UNDO, content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (400, "input-refused")


@pytest.mark.parametrize("path", [*OPEN, *CLOSED[:4], "/export/letterboxd"])
def test_the_same_bytes_are_not_sent_again(api: Asking, path: str) -> None:
    first = api.ask("GET", path)
    etag = first.headers["etag"]
    for sent in (etag, f'"other", W/{etag}', "*"):
        known = api.ask("GET", path, headers={"If-None-Match": sent})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["etag"] == etag
        assert "content-length" not in known.headers
    again = api.ask("GET", path, headers={"If-None-Match": '"other"'})
    assert (again.status_code, again.content) == (200, first.content)


def test_a_tag_changes_with_what_it_names(api: Asking) -> None:
    before = api.ask("GET", "/films/the-lamp").headers["etag"]
    api.ask("PUT", "/films/the-lamp/progress", json={"position": "0:30"})
    assert api.ask("GET", "/films/the-lamp").headers["etag"] != before
    assert api.ask("GET", "/films/the-lamp", token="").headers["etag"] == before


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", path) for path in (*OPEN, *CLOSED, "/none", "/films/none", "/films?limit=x")]
    + [("PATCH", "/films"), ("DELETE", "/tokens/none"), ("PUT", "/tokens/x")],
)
def test_every_answer_carries_the_headers(api: Asking, method: str, path: str) -> None:
    for token in ("", api.token, "lb_none"):
        answer = api.ask(method, path, token=token)
        for name, value in (*ALWAYS, *PRIVATE):
            assert answer.headers[name] == value


def test_head_is_get_without_a_body(api: Asking) -> None:
    for path in (*OPEN, *CLOSED, "/none"):
        head, get = api.ask("HEAD", path), api.ask("GET", path)
        assert (head.status_code, head.headers, head.content) == (get.status_code, get.headers, b"")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/films/the-lamp/progress", "GET, HEAD, PUT"),
        ("POST", "/films", "GET, HEAD"),
        ("GET", UNDO, "POST"),
        ("HEAD", UNDO, "POST"),
        ("GET", "/tokens/x", "DELETE, PUT"),
        ("OPTIONS", "/export", "GET, HEAD"),
    ],
)
def test_what_an_address_allows_is_told(api: Asking, method: str, path: str, allowed: str) -> None:
    refused = api.ask(method, path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("path", ["/none", "/films/", "/Films", "", "/films/a/b", "/films/a%0Ab/c"])
def test_an_address_that_is_none_is_a_problem_too(api: Asking, path: str) -> None:
    refused = api.ask("GET", path)
    assert (refused.status_code, refused.json()["code"]) == (404, "not-found")
    assert refused.headers["content-type"] == "application/problem+json"


def test_what_breaks_is_told_without_its_cause(
    api: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(api.guide, "films", breaks)
    monkeypatch.setattr(api.client._transport, "raise_server_exceptions", False)
    told = api.ask("GET", "/films")
    assert (told.status_code, told.json()["code"]) == (500, "broken")
    assert "secret" not in told.text


NEEDLE = "needle in the request"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.sampled_from([NEEDLE, 1, None, True, 0.5]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([NEEDLE, "position", "choices", "2"]), inner, max_size=3
            )
        ),
    )
)
def test_no_problem_repeats_what_was_sent(api: Asking, said: object) -> None:
    id_ = "0" * 32
    for method, path in (
        ("PUT", "/films/the-lamp/progress"),
        ("POST", f"/imports/{id_}/confirm"),
        ("PUT", f"/tokens/{NEEDLE}!"),
        ("POST", f"/progress/{NEEDLE}/film?{NEEDLE}={NEEDLE}"),
    ):
        assert NEEDLE not in api.ask(method, path, json=said).text
    assert NEEDLE not in api.ask("GET", f"/films?limit={NEEDLE}&decade={NEEDLE}").text
