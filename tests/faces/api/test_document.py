import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faces.api.asking import Asking
from tests.faces.api.questions import api_questions

import lookback
from lookback.faces.api.problems import codes

TOLD = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")


@pytest.fixture
def document(api: Asking) -> dict[str, Any]:
    told: dict[str, Any] = api.client.get("/api/openapi.json").json()
    return told


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def test_the_document_says_which_version_it_is_of(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"] == lookback.__version__
    assert document["servers"][0]["url"] == "/api"


def test_every_operation_parameter_answer_and_shape_is_described(document: dict[str, Any]) -> None:
    lacking = []
    for name, operation in operations(document):
        parts = [operation, *operation.get("parameters", ())]
        parts += [one for one in operation["responses"].values() if "$ref" not in one]
        lacking += [name for one in parts if not one.get("description")]
        assert operation["summary"] != operation["operationId"]
    for kind in ("schemas", "responses", "headers", "securitySchemes"):
        lacking += [
            name for name, one in document["components"][kind].items() if not one.get("description")
        ]
    for name, shape in document["components"]["schemas"].items():
        lacking += [
            f"{name}.{field}"
            for field, one in shape.get("properties", {}).items()
            if not one.get("description")
        ]
    assert lacking == []


def test_every_operation_says_what_token_it_needs(document: dict[str, Any]) -> None:
    scopes = document["components"]["securitySchemes"]["token"]["description"]
    for name, operation in operations(document):
        for way in operation["security"]:
            assert all(f"`{scope}`" in scopes for scope in way.get("token", ())), name


def test_every_refusal_is_a_problem_and_every_answer_has_a_kind(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            if "$ref" in answer:
                answer = document["components"]["responses"][status]  # noqa: PLW2901 - the same
            kinds = list(answer.get("content", ()))
            if status >= "400":
                assert kinds == ["application/problem+json"], name
            elif status in {"204", "304"}:
                assert kinds == [], name
            else:
                assert kinds in (["application/json"], ["text/csv"], ["image/svg+xml"]), name
            assert {"Cache-Control", "Vary"} <= answer["headers"].keys()


def test_the_page_for_people_names_every_operation_and_every_code(
    api: Asking, document: dict[str, Any]
) -> None:
    page = api.client.get("/api/docs").text
    for _, operation in operations(document):
        assert f'id="{operation["operationId"]}"' in page
        assert operation["summary"] in page
    for shape in re.findall(r'href="#([A-Z]\w+)"', page):
        assert f'id="{shape}"' in page
    for code, _, _ in codes():
        assert f'id="{code}"' in page
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_for_people_runs_nothing_of_its_own(api: Asking) -> None:
    page = api.client.get("/api/docs")
    assert page.headers["content-security-policy"]
    assert not re.search(r"<style|\sstyle=|<script>|\son\w+=|https?://(?!your-guide)", page.text)


def test_what_is_the_same_for_all_may_be_kept(api: Asking) -> None:
    for path in ("/api/openapi.json", "/api/docs"):
        first = api.client.get(path)
        assert first.headers["cache-control"] == "no-cache"
        known = {"If-None-Match": first.headers["etag"]}
        assert api.client.get(path, headers=known).status_code == 304


def test_the_text_names_every_path_with_its_methods_and_no_other(
    document: dict[str, Any],
) -> None:
    rows = re.findall(r"^\| `/api([^`]+)` \| ([A-Z, ]+) \|", TOLD, re.MULTILINE)
    told = {path: set(methods.split(", ")) for path, methods in rows}
    paths = {path: {one.upper() for one in item} for path, item in document["paths"].items()}
    assert told == paths


def test_every_operation_is_among_the_questions(document: dict[str, Any]) -> None:
    asked = {
        (method, address.partition("?")[0])
        for method, address, _, _ in api_questions(["the-lamp"], imports=["0" * 32])
    }
    for path, item in document["paths"].items():
        shape = re.compile("/api" + re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
        for method in item:
            assert any(method.upper() == m and shape.fullmatch(a) for m, a in asked), (method, path)
