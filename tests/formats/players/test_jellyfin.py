"""Jellyfin's official plugin."""

from datetime import UTC, datetime

import pytest
from tests.formats.players.bodies import JELLYFIN, as_text, report, told, with_changes, without

from lookback.film.mention import Mention
from lookback.film.moment import START, Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report

FILM = Mention(
    "The Paper Boat",
    year=2001,
    ids=(OutsideId("imdb", "tt0000011"), OutsideId("tmdb", "211")),
    runtime=Runtime(90),
)


def test_a_stop_is_read_whole() -> None:
    read = report(JELLYFIN)
    assert len(read.player) == 16
    assert read == Report(
        "jellyfin",
        read.player,
        FILM,
        Act.STOPPED,
        Moment(1800),
        played=False,
        at=datetime(2026, 3, 1, 20, 15, 30, 123456, UTC),
    )


@pytest.mark.parametrize(
    ("event", "act"),
    [
        ("PlaybackStart", Act.BEGUN),
        ("PlaybackProgress", Act.GOING),
        ("PlaybackStop", Act.STOPPED),
    ],
)
def test_each_event_is_an_act(event: str, act: Act) -> None:
    assert report(with_changes(JELLYFIN, NotificationType=event)).act is act


def test_a_pause_is_progress() -> None:
    paused = with_changes(JELLYFIN, NotificationType="PlaybackProgress", IsPaused=True)
    assert report(paused).act is Act.GOING


def test_only_a_stop_says_that_a_film_was_played() -> None:
    played = with_changes(JELLYFIN, PlayedToCompletion=True)
    assert report(played).played
    assert not report(with_changes(played, NotificationType="PlaybackProgress")).played


@pytest.mark.parametrize(("played", "act"), [(True, Act.MARKED), ("False", Act.UNMARKED)])
def test_a_mark_by_hand_has_no_position(played: object, act: Act) -> None:
    saved = with_changes(
        JELLYFIN, NotificationType="UserDataSaved", SaveReason="TogglePlayed", Played=played
    )
    read = report(without(saved, "DeviceId", "DeviceName", "ClientName"))
    assert (read.act, read.position, read.player, read.played) == (act, None, "", False)
    assert told(without(saved, "Played")) is None


@pytest.mark.parametrize("reason", ["PlaybackFinished", "UpdateUserRating", "", None])
def test_other_data_of_a_user_says_nothing(reason: object) -> None:
    saved = with_changes(JELLYFIN, NotificationType="UserDataSaved", Played=True)
    assert told(with_changes(saved, SaveReason=reason)) is None


@pytest.mark.parametrize("event", ["ItemAdded", "Generic", "SessionStart", "ItemDeleted"])
def test_other_events_say_nothing(event: str) -> None:
    assert told(with_changes(JELLYFIN, NotificationType=event)) is None
    assert told({"NotificationType": event}) is None


@pytest.mark.parametrize("kind", ["Episode", "Audio", "Trailer", "TvChannel", "MusicVideo", None])
def test_what_is_no_film_says_nothing(kind: object) -> None:
    assert told(with_changes(JELLYFIN, ItemType=kind)) is None


def test_a_template_may_write_everything_as_text() -> None:
    written = as_text(with_changes(JELLYFIN, PlayedToCompletion=True))
    assert isinstance(written, dict)
    assert report(written) == report(with_changes(JELLYFIN, PlayedToCompletion=True))


def test_without_ticks_the_clock_tells_the_position() -> None:
    assert report(without(JELLYFIN, "PlaybackPositionTicks")).position == Moment(1800)
    late = with_changes(JELLYFIN, PlaybackPositionTicks="", PlaybackPosition="01:02:03")
    assert report(late).position == Moment(3723)
    unread = with_changes(JELLYFIN, PlaybackPositionTicks=None, PlaybackPosition="later")
    assert report(unread).position is None


def test_a_start_at_zero_is_the_start_and_a_stop_at_zero_is_nowhere() -> None:
    zero = with_changes(JELLYFIN, PlaybackPositionTicks=0, PlaybackPosition="00:00:00")
    assert report(zero).position is None
    assert report(with_changes(zero, NotificationType="PlaybackStart")).position == START


def test_a_device_without_an_id_is_known_by_its_names() -> None:
    read = report(without(JELLYFIN, "DeviceId"))
    assert len(read.player) == 16
    assert read.player != report(JELLYFIN).player
    assert report(with_changes(JELLYFIN, UserId="other")).player != report(JELLYFIN).player


def test_the_quotation_marks_of_a_title_are_as_they_were() -> None:
    read = report(with_changes(JELLYFIN, Name='The \\"Paper\\" Boat'))
    assert read.mention.title == 'The "Paper" Boat'


def test_a_film_without_title_and_ids_is_none() -> None:
    assert told(without(JELLYFIN, "Name", "Provider_imdb", "Provider_tmdb")) is None
