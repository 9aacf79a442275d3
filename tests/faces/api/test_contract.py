"""The API keeps what its document says, whatever it is asked: all checks of Schemathesis."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from tests.faces.api.asking import Asking, asking

MOST_EXAMPLES = 20
_ACCEPTED = ["2xx", "304", "401", "403", "404", "409", "412"]
_CHECKS: dict[str, Any] = {"positive_data_acceptance": {"expected-statuses": _ACCEPTED}}
_BEYOND_SCHEMAS = [
    {"include-name": name, "checks": {**_CHECKS, "positive_data_acceptance": {"enabled": False}}}
    for name in ("POST /v1/imports", "GET /v1/films/{film}/story/answers")
]
"""The document cannot say which bytes are a history, nor which names a story has."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("contract"), raises=False) as made:
        made.bring()
        yield made


def attacked(made: Asking, *, token: str = "", **pinned: str) -> tuple[list[str], Counter[int]]:
    """What Schemathesis finds wrong, and how often each status was answered.

    Args:
        pinned: parts of addresses that are always the same.
    """
    config = SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "headers": {"Authorization": f"Bearer {token}"} if token else {},
            "generation": {"max-examples": MOST_EXAMPLES, "deterministic": True},
            "parameters": {
                "query.cursor": "",  # none but the guide's own are cursors
                **{f"path.{name}": value for name, value in pinned.items()},
            },
            "checks": _CHECKS,
            "operations": _BEYOND_SCHEMAS,
        }
    )
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", made.app, config=config)
    wrong: list[str] = []
    statuses: Counter[int] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            answers = [one.response for one in event.recorder.interactions.values()]
            statuses.update(one.status_code for one in answers if one is not None)
            wrong += _failures(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(str(event))
    return wrong, statuses


def _failures(event: events.ScenarioFinished) -> Iterator[str]:
    for id_, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                asked = event.recorder.cases[id_].value.as_curl_command()
                yield f"{check.name}: {check.failure_info.failure.message}\n{asked}"


def test_every_answer_to_whoever_has_a_token_is_one_that_the_document_tells(made: Asking) -> None:
    wrong, statuses = attacked(made, token=made.token, film="the-lamp")
    assert wrong == []
    assert {200, 201, 204, 304, 400, 401, 404, 405, 409, 412, 415} <= set(statuses)


def test_every_answer_to_visitors_is_one_that_the_document_tells(made: Asking) -> None:
    wrong, statuses = attacked(made)
    assert wrong == []
    assert {200, 304, 400, 401, 404, 405} == set(statuses)
