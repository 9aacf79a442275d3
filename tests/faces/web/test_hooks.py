import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.faces.web.asking import Asking, asking

from lookback.faces.web.hooks import LARGEST
from lookback.film.moment import Moment
from lookback.film.progress import NOT_BEGUN, Progress
from lookback.film.standing import Standing

STOP = {
    "NotificationType": "PlaybackStop",
    "ItemType": "Movie",
    "Name": "The Lamp",
    "Year": 2003,
    "UtcTimestamp": "2026-01-01T10:00:00Z",
    "DeviceId": "tv",
    "RunTimeTicks": 36_000_000_000,
    "PlaybackPositionTicks": 3_000_000_000,
    "PlayedToCompletion": False,
}


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Asking]:
    with asking(tmp_path) as made:
        made.browser("Ana")
        yield made


@pytest.fixture
def hook(at: Asking) -> str:
    return f"/hooks/{at.guide.accounts.turn_hook(at.reader('Ana'))}"


def post(at: Asking, hook: str, told: dict[str, Any]) -> int:
    # A media server sends no cookies and no origin.
    return TestClient(at.app).post(hook, json=told).status_code


def standing(at: Asking) -> Standing:
    kept = at.guide.watching.kept(at.reader("Ana"), "the-lamp")
    return kept.standing if kept else Standing()


def test_a_stop_moves_progress(at: Asking, hook: str) -> None:
    assert post(at, hook, STOP) == 204
    assert standing(at) == Standing(Progress(Moment(300)))


def test_what_a_server_calls_watched_early_opens_so_far_and_asks(at: Asking, hook: str) -> None:
    post(at, hook, {**STOP, "PlayedToCompletion": True})
    assert standing(at) == Standing(Progress(Moment(300)), asks_ending=True)


def test_a_whole_evening_opens_as_far_as_it_went(at: Asking, hook: str) -> None:
    for minute in range(0, 40, 10):
        kind = "PlaybackStart" if minute == 0 else "PlaybackProgress"
        told = {
            **STOP,
            "NotificationType": kind,
            "UtcTimestamp": f"2026-01-01T10:{minute:02}:00Z",
            "PlaybackPositionTicks": minute * 600_000_000,
        }
        assert post(at, hook, told) == 204
    assert standing(at).progress == Progress(Moment.minute(30))


def test_events_that_say_nothing_of_progress_are_taken_and_change_nothing(
    at: Asking, hook: str
) -> None:
    for told in ({**STOP, "ItemType": "Episode"}, {**STOP, "NotificationType": "ItemAdded"}):
        assert post(at, hook, told) == 204
    assert at.guide.watching.items(at.reader("Ana")) == []


def test_a_film_that_the_guide_does_not_have_is_kept(at: Asking, hook: str) -> None:
    assert post(at, hook, {**STOP, "Name": "Nobody Has It"}) == 204
    (kept,) = at.guide.watching.items(at.reader("Ana"))
    assert (kept.slug, kept.standing.progress) == ("", Progress(Moment(300)))
    at.take(it="---\ntitle: Nobody Has It\nrelease: 2003\n---\n")
    assert at.guide.watching.watched(at.reader("Ana")).of("nobody-has-it").position == Moment(300)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"a": 1}', b"\xff\xfe", b"null"])
def test_what_cannot_be_read_is_refused_in_words_of_ours(
    at: Asking, hook: str, body: bytes
) -> None:
    answer = TestClient(at.app).post(hook, content=body)
    assert answer.status_code == 400
    assert re.fullmatch(r"[^<>]+ \[(text-invalid|format-unknown)\]\n", answer.text)
    assert standing(at) == Standing(NOT_BEGUN)


def test_a_body_that_is_too_large_is_not_read_to_its_end(at: Asking, hook: str) -> None:
    answer = TestClient(at.app).post(hook, content=bytes(LARGEST + 1))
    assert answer.status_code == 413


def test_a_wrong_secret_looks_like_any_missing_page(at: Asking, hook: str) -> None:
    client = TestClient(at.app)
    missing = client.get("/nothing")
    secret = hook.rpartition("/")[2]
    for wrong in (secret[:-1], secret.swapcase(), f"{secret}x", "x", "%00", "a" * 5000):
        answer = client.post(f"/hooks/{wrong}", json=STOP)
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert client.get(hook).status_code == 405


def test_an_old_secret_is_dead_once_there_is_a_new_one(at: Asking, hook: str) -> None:
    new = f"/hooks/{at.guide.accounts.turn_hook(at.reader('Ana'))}"
    assert post(at, hook, STOP) == 404
    assert post(at, new, STOP) == 204


def test_nothing_of_a_body_is_logged(
    at: Asking, hook: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    secret_word = "a-device-nobody-should-know"
    told = {**STOP, "DeviceId": secret_word, "Overview": secret_word}
    post(at, hook, told)
    TestClient(at.app).post(hook, content=json.dumps(told).encode()[:-5])
    captured = capfd.readouterr()
    assert secret_word not in caplog.text + captured.out + captured.err
