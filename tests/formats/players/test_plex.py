"""Plex, and Tautulli in its shape."""

import pytest
from tests.formats.players.bodies import PLEX, as_text, report, told, with_changes

from lookback.film.mention import Mention
from lookback.film.moment import START, Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act, Report

FILM = Mention(
    "The Paper Boat",
    "紙の舟",
    2001,
    (OutsideId("imdb", "tt0000011"), OutsideId("tmdb", "211")),
    Runtime(90),
)


def test_a_stop_is_read_whole() -> None:
    read = report(PLEX)
    assert len(read.player) == 16
    assert read == Report("plex", read.player, FILM, Act.STOPPED, Moment(1800))


@pytest.mark.parametrize(
    ("event", "act", "played"),
    [
        ("media.play", Act.BEGUN, False),
        ("media.resume", Act.BEGUN, False),
        ("media.pause", Act.GOING, False),
        ("media.stop", Act.STOPPED, False),
        ("media.scrobble", Act.GOING, True),
        ("media.watched", Act.GOING, True),
    ],
)
def test_each_event_is_an_act(event: str, act: Act, played: bool) -> None:
    read = report(with_changes(PLEX, event=event))
    assert (read.act, read.played) == (act, played)


@pytest.mark.parametrize(
    "event", ["media.rate", "library.new", "library.on.deck", "playback.started", "device.new"]
)
def test_other_events_say_nothing(event: str) -> None:
    assert told(with_changes(PLEX, event=event)) is None
    assert told({"event": event}) is None


def test_a_scrobble_without_an_offset_has_no_position() -> None:
    body = with_changes(PLEX, "Metadata", viewOffset=None)
    assert report(with_changes(body, event="media.scrobble")).position is None


def test_a_play_at_zero_is_the_start() -> None:
    body = with_changes(PLEX, "Metadata", viewOffset=0)
    assert report(with_changes(body, event="media.play")).position == START
    assert report(body).position is None


@pytest.mark.parametrize("kind", ["episode", "track", "clip", "photo", None])
def test_what_is_no_film_says_nothing(kind: object) -> None:
    assert told(with_changes(PLEX, "Metadata", type=kind)) is None


@pytest.mark.parametrize("live", [True, 1, "1", "true"])
def test_live_television_says_nothing(live: object) -> None:
    assert told(with_changes(PLEX, "Metadata", live=live)) is None


def test_what_somebody_else_watches_on_the_same_server_says_nothing() -> None:
    assert told(with_changes(PLEX, user=False)) is None
    assert told(with_changes(PLEX, user="undefined")) is not None


@pytest.mark.parametrize(
    ("guid", "known"),
    [
        ("com.plexapp.agents.imdb://tt0000011?lang=en", "imdb tt0000011"),
        ("com.plexapp.agents.themoviedb://211?lang=en", "tmdb 211"),
    ],
)
def test_the_older_agents_name_one_id(guid: str, known: str) -> None:
    read = report(with_changes(PLEX, "Metadata", guid=guid, Guid=None))
    assert [str(one) for one in read.mention.ids] == [known]


@pytest.mark.parametrize("guid", ["plex://movie/1", "local://3", "imdb://", "imdb://12", 3, None])
def test_other_guids_are_left_out(guid: object) -> None:
    assert report(with_changes(PLEX, "Metadata", guid=guid, Guid=[{"id": guid}])).mention.ids == ()


def test_a_template_may_write_everything_as_text() -> None:
    written = as_text(PLEX)
    assert isinstance(written, dict)
    assert report(written) == report(PLEX)


def test_words_in_place_of_numbers_are_not_said() -> None:
    words = dict.fromkeys(("year", "duration", "viewOffset", "originalTitle"), "undefined")
    read = report(with_changes(PLEX, "Metadata", **words))
    assert (read.mention.year, read.mention.runtime, read.position) == (0, None, None)


def test_players_differ_by_device_and_account() -> None:
    players = {
        report(PLEX).player,
        report(with_changes(PLEX, "Account", id=8)).player,
        report(with_changes(PLEX, "Player", uuid="other")).player,
    }
    assert len(players) == 3
    assert report(with_changes(PLEX, Player=None)).player == ""


def test_a_film_without_title_and_ids_is_none() -> None:
    assert told(with_changes(PLEX, "Metadata", title="", Guid=[])) is None
