"""Kodi's add-ons."""

import pytest
from tests.formats.players.bodies import KODI, KODI_FLAT, report, told, with_changes, without

from lookback.film.mention import Mention
from lookback.film.moment import START, Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report

IMDB = OutsideId("imdb", "tt0000011")


def test_a_stop_is_read_whole() -> None:
    ids = (IMDB, OutsideId("tmdb", "211"))
    film = Mention("The Paper Boat", "紙の舟", 2001, ids, Runtime(90))
    assert report(KODI) == Report("kodi", "", film, Act.STOPPED, Moment(1800))


def test_a_flat_body_is_read_whole() -> None:
    read = report(KODI_FLAT)
    film = Mention("The Paper Boat", year=2001, ids=(IMDB,), runtime=Runtime(90))
    assert len(read.player) == 16
    assert read == Report("kodi", read.player, film, Act.GOING, Moment(1800))


@pytest.mark.parametrize(
    ("event", "act"),
    [
        ("Player.OnPlay", Act.BEGUN),
        ("Player.OnAVStart", Act.BEGUN),
        ("Player.OnResume", Act.BEGUN),
        ("Player.OnSeek", Act.BEGUN),
        ("Player.OnPause", Act.GOING),
        ("Player.OnAVChange", Act.GOING),
        ("Player.OnStop", Act.STOPPED),
        ("playback_started", Act.BEGUN),
        ("playback_resumed", Act.BEGUN),
        ("playback_seeked", Act.BEGUN),
        ("playback_paused", Act.GOING),
        ("playback_stopped", Act.STOPPED),
    ],
)
def test_each_event_is_an_act(event: str, act: Act) -> None:
    assert report(with_changes(KODI, method=event)).act is act
    assert report(with_changes(KODI_FLAT, event=event)).act is act


@pytest.mark.parametrize("event", ["Player.OnPropertyChanged", "Player.OnSpeedChanged"])
def test_other_events_say_nothing(event: str) -> None:
    assert told(with_changes(KODI, method=event)) is None


@pytest.mark.parametrize("kind", ["episode", "song", "channel", "musicvideo", "unknown", None])
def test_what_is_no_film_says_nothing(kind: object) -> None:
    assert told(with_changes(KODI, "item", type=kind)) is None


def test_a_stop_at_the_end_was_played() -> None:
    ended = with_changes(KODI, "params", "data", end=True)
    assert report(ended).played
    assert not report(with_changes(ended, method="Player.OnPause")).played


@pytest.mark.parametrize("place", [("data",), ("params", "data")])
def test_the_item_and_the_player_may_stand_deeper(place: tuple[str, ...]) -> None:
    body = without(KODI, "item", "player")
    body = with_changes(body, *place, item=KODI["item"], player=KODI["player"])
    assert report(body) == report(KODI)


def test_a_clock_counts_what_it_says() -> None:
    assert report(with_changes(KODI, "player", time={"hours": 1})).position == Moment(3600)
    assert report(with_changes(KODI, "player", time={})).position is None
    assert report(with_changes(KODI, player=None)).position is None
    begun = with_changes(KODI, method="Player.OnPlay")
    zero = {"hours": 0, "minutes": 0, "seconds": 0}
    assert report(with_changes(begun, "player", time=zero)).position == START


@pytest.mark.parametrize(("said", "minutes"), [(5400, 90), (90, 90), (599, 599), (600, 10)])
def test_a_short_running_time_is_in_minutes(said: int, minutes: int) -> None:
    body = with_changes(without(KODI, "player"), "item", runtime=said)
    assert report(body).mention.runtime == Runtime(minutes)


def test_the_length_that_the_player_knows_is_the_better_one() -> None:
    assert report(with_changes(KODI, "item", runtime=7)).mention.runtime == Runtime(90)
    assert report(with_changes(KODI_FLAT, "item", runtime=7)).mention.runtime == Runtime(90)


def test_a_number_of_another_site_is_no_imdb_number() -> None:
    body = with_changes(KODI, "item", uniqueid={}, imdbnumber="211")
    assert report(body).mention.ids == ()


def test_a_film_without_title_and_ids_is_none() -> None:
    assert told(with_changes(KODI, item={"type": "movie"})) is None
