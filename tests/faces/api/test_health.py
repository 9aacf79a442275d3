from typing import NoReturn

import pytest
from tests.faces.api.asking import Asking

import lookback
from lookback.errors import GuideUnusable


def test_a_guide_that_answers_is_well(api: Asking) -> None:
    told = api.ask("GET", "/health", token="")
    assert told.json() == {"status": "ok", "version": lookback.__version__}


def test_a_guide_that_does_not_answer_says_so_and_not_why(
    api: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> NoReturn:
        raise GuideUnusable("a secret of the database")

    monkeypatch.setattr(api.guide, "check_alive", fails)
    told = api.ask("GET", "/health", token="")
    assert (told.status_code, told.json()["code"]) == (503, "guide-unusable")
    assert "secret" not in told.text
