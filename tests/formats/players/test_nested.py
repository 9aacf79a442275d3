"""Emby, and Jellyfin's unofficial plugin."""

from datetime import UTC, datetime

import pytest
from tests.formats.players.bodies import (
    EMBY,
    UNOFFICIAL,
    Json,
    as_text,
    report,
    told,
    with_changes,
    without,
)

from lookback.film.mention import Mention
from lookback.film.moment import Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report

FILM = Mention(
    "The Paper Boat",
    "紙の舟",
    2001,
    (OutsideId("imdb", "tt0000011"), OutsideId("tmdb", "211")),
    Runtime(90),
)


def test_a_stop_of_emby_is_read_whole() -> None:
    read = report(EMBY)
    at = datetime(2026, 3, 1, 20, 15, 30, 123456, UTC)
    assert len(read.player) == 16
    assert read == Report("emby", read.player, FILM, Act.STOPPED, Moment(1800), at=at)


def test_a_stop_of_the_unofficial_plugin_is_read_whole() -> None:
    read = report(UNOFFICIAL)
    assert read.player == report(EMBY).player
    assert read == Report("jellyfin", read.player, FILM, Act.STOPPED, Moment(1800))


@pytest.mark.parametrize(
    ("event", "act"),
    [
        ("playback.start", Act.BEGUN),
        ("playback.unpause", Act.BEGUN),
        ("playback.progress", Act.GOING),
        ("playback.pause", Act.GOING),
        ("playback.stop", Act.STOPPED),
        ("item.markplayed", Act.MARKED),
        ("item.markunplayed", Act.UNMARKED),
    ],
)
def test_each_event_of_emby_is_an_act(event: str, act: Act) -> None:
    read = report(with_changes(EMBY, Event=event))
    assert (read.source, read.act) == ("emby", act)


@pytest.mark.parametrize(
    ("event", "act"),
    [
        ("Play", Act.BEGUN),
        ("Resume", Act.BEGUN),
        ("Progress", Act.GOING),
        ("Pause", Act.GOING),
        ("Scrobble", Act.GOING),
        ("Stop", Act.STOPPED),
        ("MarkPlayed", Act.MARKED),
        ("MarkUnplayed", Act.UNMARKED),
    ],
)
def test_each_event_of_the_unofficial_plugin_is_an_act(event: str, act: Act) -> None:
    read = report(with_changes(UNOFFICIAL, Event=event))
    assert (read.source, read.act, read.played) == ("jellyfin", act, event == "Scrobble")


@pytest.mark.parametrize("event", ["library.new", "system.notificationtest", "Rate", "ItemAdded"])
def test_other_events_say_nothing(event: str) -> None:
    assert told(with_changes(EMBY, Event=event)) is None
    assert told({"Event": event}) is None


@pytest.mark.parametrize("kind", ["Episode", "Audio", "Trailer", "TvChannel", None])
def test_what_is_no_film_says_nothing(kind: object) -> None:
    assert told(with_changes(EMBY, "Item", Type=kind)) is None


def test_the_best_of_three_places_tells_the_position() -> None:
    body: Json = with_changes(EMBY, "Session", PositionTicks=10_000_000)
    body = with_changes(body, "Session", "PlayState", PositionTicks=20_000_000)
    assert report(body).position == Moment(1800)
    body = without(body, "PlaybackInfo")
    assert report(body).position == Moment(2)
    body = with_changes(body, "Session", PlayState=None)
    assert report(body).position == Moment(1)
    assert report(without(body, "Session")).position is None


def test_a_mark_without_a_session_has_no_player_and_no_position() -> None:
    body = with_changes(UNOFFICIAL, Event="MarkPlayed", Session=None)
    assert (report(body).player, report(body).position) == ("", None)


def test_a_stop_says_whether_it_was_played_to_its_end() -> None:
    played = with_changes(EMBY, "PlaybackInfo", PlayedToCompletion=True)
    assert report(played).played
    assert not report(with_changes(played, Event="playback.pause")).played


def test_where_that_is_not_said_it_counts_whether_it_is_watched() -> None:
    assert report(with_changes(UNOFFICIAL, "Item", UserData={"Played": True})).played
    # A film that was watched long ago is not played to its end today.
    assert not report(with_changes(EMBY, "Item", UserData={"Played": True})).played


def test_a_template_may_write_everything_as_text() -> None:
    written = as_text(EMBY)
    assert isinstance(written, dict)
    assert report(written) == report(EMBY)


def test_a_film_without_title_and_ids_is_none() -> None:
    assert told(with_changes(EMBY, "Item", Name=" ", ProviderIds={"Imdb": "12"})) is None
