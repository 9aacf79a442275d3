"""Tautulli, by the template of the documents."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.formats.players.bodies import TAUTULLI, report, told, with_changes, without

from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report

DOCUMENT = Path(__file__).parents[3] / "docs" / "players.md"


def test_a_stop_is_read_whole() -> None:
    read = report(TAUTULLI)
    ids = (OutsideId("imdb", "tt0000011"), OutsideId("tmdb", "211"))
    film = Mention("The Paper Boat", year=2001, ids=ids, runtime=Runtime(90))
    at = datetime(2026, 3, 1, 20, 15, 30, 123456, UTC)
    assert len(read.player) == 16
    assert read == Report("tautulli", read.player, film, Act.STOPPED, Moment(1800), at=at)


def test_the_template_of_the_documents_makes_such_a_body() -> None:
    written = re.findall(
        r"^```json\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(written) == 1
    template = json.loads(written[0])
    values = {"{" + key + "}": value for key, value in TAUTULLI.items()}
    assert {key: values.get(value, value) for key, value in template.items()} == TAUTULLI
    assert [key for key, value in template.items() if value != f"{{{key}}}"] == ["source"]


@pytest.mark.parametrize(
    ("action", "act", "played"),
    [
        ("play", Act.BEGUN, False),
        ("resume", Act.BEGUN, False),
        ("pause", Act.GOING, False),
        ("watched", Act.GOING, True),
        ("stop", Act.STOPPED, False),
    ],
)
def test_each_action_is_an_act(action: str, act: Act, played: bool) -> None:
    read = report(with_changes(TAUTULLI, action=action))
    assert (read.act, read.played) == (act, played)


@pytest.mark.parametrize("action", ["buffer", "change", "error", "created", "{action}", ""])
def test_other_actions_say_nothing(action: str) -> None:
    assert told(with_changes(TAUTULLI, action=action)) is None


@pytest.mark.parametrize("kind", ["episode", "track", "clip", ""])
def test_what_is_no_film_says_nothing(kind: str) -> None:
    assert told(with_changes(TAUTULLI, media_type=kind)) is None


def test_live_television_says_nothing() -> None:
    assert told(with_changes(TAUTULLI, live="1")) is None


def test_parameters_without_a_value_are_not_said() -> None:
    empty = dict.fromkeys(("year", "imdb_id", "themoviedb_id", "duration_sec", "utctime"), "")
    read = report(with_changes(TAUTULLI, **empty, progress_duration_sec="{progress_duration_sec}"))
    assert read.mention == Mention("The Paper Boat")
    assert (read.position, read.at) == (None, None)


def test_a_film_without_title_and_ids_is_none() -> None:
    assert told(without(TAUTULLI, "title", "imdb_id", "themoviedb_id")) is None
