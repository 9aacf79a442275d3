"""What reports are put together from."""

from datetime import UTC, datetime

import pytest

from lookback.film.mention import Mention
from lookback.film.moment import START, Moment
from lookback.film.record import OutsideId, Runtime
from lookback.film.report import Act
from lookback.formats.players.facts import digest, instant, mention, position


def test_a_film_that_nobody_can_name_is_none() -> None:
    assert mention(title="") is None
    assert mention(title="", ids=[("imdb", "12"), ("tmdb", "")]) is None


def test_a_film_may_be_known_by_its_ids_alone() -> None:
    assert mention(title="", ids=[("tmdb", "211")]) == Mention("", ids=(OutsideId("tmdb", "211"),))


@pytest.mark.parametrize("value", ["12", "tt12", "TT0000011", "", "tt0000000", "a" * 5000])
def test_what_is_no_id_is_left_out(value: str) -> None:
    assert mention(title="A", ids=[("imdb", value), ("tvdb", "1")]) == Mention("A")


def test_zeros_are_no_id() -> None:
    assert mention(title="A", ids=[("tmdb", "0")]) == Mention("A")


def test_long_titles_are_cut() -> None:
    told = mention(title="a" * 299 + " bc", original="ü" * 400)
    assert told == Mention("a" * 299, "ü" * 300)


@pytest.mark.parametrize("year", [None, 0, -1, 1799, 3000, 10**18])
def test_what_is_no_year_is_not_said(year: int | None) -> None:
    assert mention(title="A", year=year) == Mention("A")


@pytest.mark.parametrize(
    ("seconds", "runtime"),
    [
        (5400, Runtime(90)),
        (5429, Runtime(90)),
        (5430, Runtime(91)),
        (30, Runtime(1)),
        (29, None),
        (0, None),
        (-60, None),
        (10**18, None),
        (None, None),
    ],
)
def test_a_running_time_is_in_whole_minutes(seconds: int | None, runtime: Runtime | None) -> None:
    assert mention(title="A", seconds=seconds) == Mention("A", runtime=runtime)


@pytest.mark.parametrize("act", [Act.BEGUN, Act.GOING, Act.STOPPED])
def test_a_position_is_within_a_day(act: Act) -> None:
    assert position(act, 1) == Moment(1)
    assert position(act, 24 * 3600) == Moment(24 * 3600)
    for seconds in (None, -1, 24 * 3600 + 1, 101 * 3600, 2**31 - 1, 10**18):
        assert position(act, seconds) is None


def test_zero_is_a_position_only_where_a_player_begins() -> None:
    assert position(Act.BEGUN, 0) == START
    assert position(Act.GOING, 0) is None
    assert position(Act.STOPPED, 0) is None


def test_who_marks_a_film_is_nowhere_in_it() -> None:
    assert position(Act.MARKED, 60) is None
    assert position(Act.UNMARKED, 60) is None


def test_players_are_told_apart_by_device_and_user() -> None:
    known = digest(user="a", device="b")
    assert len(known) == 16
    assert known == digest(user="a", device="b", names=["c"])
    others = [
        digest(user="b", device="a"),
        digest(user="", device="ab"),
        digest(user="a", device="", names=["b", "c"]),
        digest(user="a", device="", names=["bc"]),
    ]
    assert len({known, *others}) == 5


def test_no_device_is_no_player() -> None:
    assert digest(user="a", device="", names=["", ""]) == ""


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-01T20:15:30.1234567Z", datetime(2026, 3, 1, 20, 15, 30, 123456, UTC)),
        ("2026-03-01T21:15:30+01:00", datetime(2026, 3, 1, 20, 15, 30, tzinfo=UTC)),
        ("2026-03-01T20:15:30", datetime(2026, 3, 1, 20, 15, 30, tzinfo=UTC)),
        ("2026-03-01 20:15", datetime(2026, 3, 1, 20, 15, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_an_instant_is_in_utc(text: str, at: datetime | None) -> None:
    assert instant(text) == at
