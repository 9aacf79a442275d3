"""The OpenAPI document: what FastAPI makes of the operations, with every answer told in full."""

from collections.abc import Iterator, Sequence
from http import HTTPMethod, HTTPStatus
from typing import Any, Final

from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.routing import BaseRoute

import lookback
from lookback.faces.api.door import SCHEME
from lookback.faces.api.problems import MEDIA_TYPE, Problem
from lookback.faces.web.headers import ALWAYS, PRIVATE

Operation = dict[str, Any]
DESCRIPTION: Final = """
Films as far as you have watched them, your progress, and your histories in and out.

Without a token you are a visitor who has watched nothing. With one, every film is told as far as
you have watched it: how far that is, the guide knows, and no parameter can say. What is hidden
looks just like what does not exist.
""".strip()
TAGS: Final = {
    "films": "The catalogue, and film pages as far as you have watched.",
    "stories": "The story behind a film: its causes, its timelines, its interpretations.",
    "progress": "How far you have come.",
    "imports": "Histories of other services, and exports of this guide.",
    "export": "All that you gave, to take along.",
    "tokens": "What your programs ask with.",
    "health": "Whether the guide answers.",
}
_SCOPES: Final = (
    "A token of this guide, which begins with `lb_`. What it may be used for: `read` sees films, "
    "progress and exports as you do, `write` sets progress and imports histories, `tokens` makes "
    "and revokes tokens."
)
_TOLD: Final = {
    "304": "You have these bytes already.",
    "400": "The request does not fit the description, or its file cannot be read.",
    "401": "A token is needed, or the one that was sent is none.",
    "403": "The token may not be used for this.",
    "404": "There is no such thing, or not for you: the two look the same.",
    "413": "The body is larger than the guide takes.",
    "415": "The body is in another media type.",
    "503": "The guide does not answer now.",
}
_HEADERS: Final = {
    "ETag": "Names these bytes.",
    "WWW-Authenticate": "How to ask: with a bearer token.",
    "Cache-Control": "The answer is yours alone.",
    "Vary": "What the answer depends on.",
    "Content-Security-Policy": "What a browser may do with it.",
    "X-Content-Type-Options": "A browser must not guess what it is.",
}


def document(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """The document of all operations."""
    made = get_openapi(
        title="Look Back",
        version=lookback.__version__,
        description=DESCRIPTION,
        routes=routes,
        servers=[{"url": "/api", "description": "This guide."}],
        tags=[{"name": name, "description": told} for name, told in TAGS.items()],
    )
    components = made["components"]
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    for name, schema in components["schemas"].items():
        if name.startswith("Body_"):  # made by FastAPI, and no class of ours
            schema["description"] = "The fields of a form."
    components["schemas"].update(_problems())
    components["securitySchemes"] = {
        SCHEME: {"type": "http", "scheme": "bearer", "description": _SCOPES}
    }
    components["headers"] = {
        name: {"description": told, "required": True, "schema": {"type": "string"}}
        for name, told in _HEADERS.items()
    }
    components["responses"] = {
        status: _answer(status, {"description": told}, has_tag=True)
        for status, told in _TOLD.items()
    }
    for method, operation in operations(made):
        _complete(method, operation)
    return made


def operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Every operation with its method."""
    for item in document["paths"].values():
        for method, operation in item.items():
            yield method.upper(), operation


def _complete(method: str, operation: Operation) -> None:
    title, _, more = operation["description"].partition("\n\n")
    operation["summary"] = title.removesuffix(".")
    operation["description"] = more or title
    answers = operation["responses"]
    answers.pop("422", None)  # FastAPI's own shape of a refusal, which is never sent
    for status, answer in answers.items():
        if answer["description"] == "Successful Response":
            answer["description"] = "Here it is."
        answer.update(_answer(status, answer, has_tag=method == HTTPMethod.GET))
    for status in _can_be(method, operation):
        answers[status] = {"$ref": f"#/components/responses/{status}"}
    operation["responses"] = dict(sorted(answers.items()))
    if method == HTTPMethod.GET:
        operation.setdefault("parameters", []).append(IF_NONE_MATCH)


def _can_be(method: str, operation: Operation) -> Iterator[str]:
    """The answers that follow from what an operation takes."""
    takes = {parameter["in"] for parameter in operation.get("parameters", ())}
    yield from ("401", "503")
    if any(scopes for way in operation["security"] for scopes in way.values()):
        yield "403"
    if method == HTTPMethod.GET:
        yield "304"
    if "path" in takes:
        yield "404"
    if "query" in takes:
        yield "400"
    if "requestBody" in operation:
        yield from ("400", "413", "415")


def _answer(status: str, answer: dict[str, Any], *, has_tag: bool) -> dict[str, Any]:
    """An answer with all of its headers; refusals are problems."""
    names = [name for name, _ in (*ALWAYS, *PRIVATE)]
    if has_tag and status in {"200", "304"}:
        names.append("ETag")
    if status in {"401", "403"}:
        names.append("WWW-Authenticate")
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    told = {**answer, "headers": {**answer.get("headers", {}), **headers}}
    if int(status) >= HTTPStatus.BAD_REQUEST:
        told["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return told


IF_NONE_MATCH: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of an answer that you have: if it still holds, it is not sent again.",
}


def _problems() -> dict[str, Any]:
    template = "#/components/schemas/{model}"
    made = TypeAdapter(Problem).json_schema(mode="serialization", ref_template=template)
    return {**made.pop("$defs"), "Problem": made}
