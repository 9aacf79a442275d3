"""Asking an application over ASGI, without a client that might tidy up what it gets."""

import asyncio
from typing import Any, Final
from urllib.parse import unquote

from starlette.types import ASGIApp

Question = tuple[str, str, dict[str, str], bytes]
"""Method, address, headers and body."""
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
"""Status, headers in order of their names, and body."""
_AGAIN: Final = 4
"""Of so many answers one is asked for again."""


def ask(app: ASGIApp, asked: list[Question]) -> list[Answer]:
    """One answer after the other, some asked for again with the tags that have been seen so far.

    What a cache keeps from one question to the next must not tell, either.
    """
    return asyncio.run(_asked(app, asked))


async def _asked(app: ASGIApp, asked: list[Question]) -> list[Answer]:
    answers: list[Answer] = []
    tags: dict[str, bytes] = {}
    for method, address, headers, body in asked:
        answer = await _one(app, (method, address, headers, body))
        answers.append(answer)
        tag = dict(answer[1]).get(b"etag")
        if method == "GET" and tags and tag is not None and len(answers) % _AGAIN == 0:
            known = {"if-none-match": ", ".join(one.decode() for one in tags.values())}
            answers.append(await _one(app, (method, address, {**headers, **known}, body)))
        if tag is not None:
            tags[address] = tag
    return answers


async def _one(app: ASGIApp, question: Question) -> Answer:
    _, _, headers, body = question
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope_of(question), receive, send)
    content = b"".join(message.get("body", b"") for message in sent)
    assert headers.keys() >= {"host"}
    return sent[0]["status"], sorted(sent[0]["headers"]), content


def scope_of(question: Question) -> dict[str, Any]:
    """The question as ASGI puts it."""
    method, address, headers, _ = question
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("guide", 80),
        "client": ("192.0.2.7", 1),
    }
