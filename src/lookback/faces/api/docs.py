"""The document as a page for people: every operation, with an example that can be tried."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lookback.faces.api.document import IF_NONE_MATCH, TAGS, Operation, operations
from lookback.faces.api.door import SCHEME
from lookback.faces.api.problems import codes
from lookback.faces.web.pages import Renderer

Schema = dict[str, Any]
_HOST: Final = "https://your-guide"
_KINDS: Final = {
    "boolean": "true or false",
    "integer": "whole number",
    "null": "nothing",
    "string": "text",
}
_OF_OBJECTS: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body or of a shape.

    Attributes:
        type: in words.
        shape: the name of the shape that it has, or empty.
        place: for parameters, the part of the request.
    """

    name: str
    type: str
    shape: str
    text: str
    is_required: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation can answer."""

    status: str
    text: str
    media_type: str
    shape: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One operation as the page shows it.

    Attributes:
        needs: what a token must be allowed, or empty.
        is_open: whether it also answers those who have no token.
        problems: statuses that mean the same for every operation.
    """

    id: str
    method: str
    path: str
    summary: str
    text: str
    needs: str
    is_open: bool
    parameters: tuple[Field, ...]
    body_type: str
    body: tuple[Field, ...]
    answers: tuple[Answer, ...]
    problems: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of JSON."""

    name: str
    text: str
    fields: tuple[Field, ...]
    values: tuple[str, ...]


def docs_page(document: dict[str, Any], renderer: Renderer) -> str:
    """The whole page."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    shown = [
        (operation["tags"][0], _shown(method, path, operation, schemas))
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]
    groups = [(tag, told, [one for its, one in shown if its == tag]) for tag, told in TAGS.items()]
    bodies = {name for _, one in operations(document) if (name := _body(one)[1])}
    shapes = [_shape(name, schemas[name]) for name in sorted(schemas.keys() - bodies)]
    return renderer.page(
        "api_docs.html",
        signed_in=False,
        about=document["info"]["description"].split("\n\n"),
        version=document["info"]["version"],
        scopes=document["components"]["securitySchemes"][SCHEME]["description"],
        groups=groups,
        shapes=shapes,
        problems=[
            (status, told["description"])
            for status, told in document["components"]["responses"].items()
        ],
        codes=codes(),
        host=_HOST,
    )


def _shown(method: str, path: str, operation: Operation, schemas: dict[str, Schema]) -> Shown:
    scopes = [scope for way in operation["security"] for scope in way.get(SCHEME, ())]
    media_type, body = _body(operation)
    answers = operation["responses"]
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        path=f"/api{path}",
        summary=operation["summary"],
        text=operation["description"],
        needs=", ".join(scopes),
        is_open={} in operation["security"],
        parameters=tuple(
            _parameter(told)
            for told in operation.get("parameters", ())
            if told != IF_NONE_MATCH  # told once, on top
        ),
        body_type=media_type,
        body=_fields(schemas[body]) if body else (),
        answers=tuple(_answer(*told) for told in answers.items() if "$ref" not in told[1]),
        problems=tuple(status for status, told in answers.items() if "$ref" in told),
        example=_example(method.upper(), f"/api{path}", operation, schemas),
    )


def _body(operation: Operation) -> tuple[str, str]:
    """The media type and the name of the shape of what an operation is sent."""
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        return media_type, _name(content["schema"])
    return "", ""


def _parameter(told: dict[str, Any]) -> Field:
    schema = told["schema"]
    return Field(
        told["name"],
        _type(schema),
        _name(schema),
        told["description"],
        told["required"],
        told["in"],
    )


def _fields(schema: Schema) -> tuple[Field, ...]:
    required = schema.get("required", ())
    return tuple(
        Field(name, _type(field), _name(field), field.get("description", ""), name in required)
        for name, field in schema.get("properties", {}).items()
    )


def _answer(status: str, answer: dict[str, Any]) -> Answer:
    contents: dict[str, Any] = answer.get("content", {})
    media_type = next(iter(contents), "")
    return Answer(
        status,
        answer["description"],
        media_type,
        _name(contents[media_type]["schema"]) if contents else "",
    )


def _shape(name: str, schema: Schema) -> Shape:
    return Shape(name, schema["description"], _fields(schema), tuple(schema.get("enum", ())))


def _name(schema: Schema) -> str:
    """The shape that a schema is, or is a list of."""
    named: list[Schema] = [schema, _items(schema), *schema.get("anyOf", ())]
    refs = [str(one["$ref"]).removeprefix(_OF_OBJECTS) for one in named if "$ref" in one]
    return refs[0] if refs else ""


def _items(schema: Schema) -> Schema:
    """What a list holds."""
    first: Schema = next(iter(schema.get("prefixItems", ())), {})
    return schema.get("items") or first


def _type(schema: Schema) -> str:
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "$ref" in schema:
        return _name(schema)
    kind = str(schema.get("type", ""))
    if kind == "array":
        return f"list of {_type(_items(schema))}"
    if "contentMediaType" in schema:
        return "file"
    return "time" if schema.get("format") == "date-time" else _KINDS.get(kind, kind)


def _example(method: str, path: str, operation: Operation, schemas: dict[str, Schema]) -> str:
    """A command that can be tried."""
    asked: list[str] = []
    for told in operation.get("parameters", ()):
        example = next(iter(told["schema"].get("examples", ())), "")
        if told["in"] == "path":
            path = path.replace(f"{{{told['name']}}}", str(example))
        elif told["required"]:
            asked.append(f"{told['name']}={example}")
    query = f"?{'&'.join(asked)}" if asked else ""
    media_type, body = _body(operation)
    lines = [f"curl '{_HOST}{path}{query}'"]
    if method not in {"GET", "POST"} or (method == "POST" and not body):
        lines[0] = f"curl -X {method} '{_HOST}{path}{query}'"
    if {} not in operation["security"]:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if media_type == "application/json":
        lines.append("--json '" + json.dumps(dict(_said(schemas[body])), ensure_ascii=False) + "'")
    elif media_type:
        lines.append("-F file=@history.zip")
    return " \\\n  ".join(lines)


def _said(schema: Schema) -> Iterator[tuple[str, Any]]:
    for name, field in schema["properties"].items():
        if examples := field.get("examples"):
            yield name, examples[0]
        elif name in schema.get("required", ()):
            yield name, ""
