from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lookback.film.moment import START, Moment
from lookback.film.progress import FINISHED, Progress
from lookback.film.record import Runtime
from lookback.film.report import Act
from lookback.film.standing import FASTEST, SKIPPED_UNASKED, Heard, Standing, weighed

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HUNDRED = Runtime(100)


def said(
    act: Act,
    position: int | None,
    at: float = 0,
    *,
    played: bool = False,
    player: str = "tv",
    settled: bool = False,
) -> Heard:
    """A report: position in seconds, and when, in seconds after noon."""
    moment = None if position is None else Moment(position)
    when = NOON + timedelta(seconds=at)
    return Heard(("jellyfin", player), when, act, moment, played, settled)


NOWHERE = Standing()


def stands(*heard: Heard, standing: Standing = NOWHERE, trusts: bool = False) -> Standing:
    return weighed(standing, heard, runtime=HUNDRED, trusts_player=trusts)


def at(position: int, *, held: int = 0, asks: bool = False, said: int = 0) -> Standing:
    return Standing(Progress(Moment(position)), Moment(said), Moment(held), asks)


# Positions


def test_a_stop_opens_up_to_where_it_was() -> None:
    assert stands(said(Act.STOPPED, 454)) == at(454)


def test_what_was_watched_from_the_start_counts() -> None:
    heard = [said(Act.BEGUN, 0), said(Act.GOING, 600, 600), said(Act.STOPPED, 1200, 1210)]
    assert stands(*heard) == at(1200)


def test_a_jump_ahead_is_held() -> None:
    heard = [said(Act.BEGUN, 0), said(Act.GOING, 60, 60), said(Act.GOING, 4800, 70)]
    assert stands(*heard) == at(60, held=4800)


def test_what_is_watched_after_a_jump_is_held_too() -> None:
    heard = [
        said(Act.BEGUN, 0),
        said(Act.GOING, 60, 60),
        said(Act.GOING, 4800, 70),
        said(Act.STOPPED, 5400, 10_000),
    ]
    assert stands(*heard) == at(60, held=5400)


def test_whoever_comes_back_from_a_jump_goes_on_from_where_they_were() -> None:
    heard = [
        said(Act.BEGUN, 0),
        said(Act.GOING, 60, 60),
        said(Act.GOING, 4800, 70),
        said(Act.BEGUN, 60, 80),
        said(Act.GOING, 360, 380),
    ]
    assert stands(*heard) == at(360, held=4800)


def test_the_first_that_is_heard_of_a_player_shows_nothing_while_it_plays() -> None:
    assert stands(said(Act.GOING, 3000)) == at(0, held=3000)
    heard = [said(Act.GOING, 3005, 5), said(Act.BEGUN, 3000)]
    assert stands(heard[0]) == at(0, held=3005)
    assert stands(*heard) == at(0, held=3005)


def test_a_position_after_the_end_is_none() -> None:
    assert stands(said(Act.STOPPED, 80_000)) == at(0)
    assert stands(said(Act.STOPPED, 80_000, played=True)) == at(0, asks=True)


def test_a_beginning_in_the_middle_shows_nothing() -> None:
    assert stands(said(Act.BEGUN, 3000)) == at(0, held=3000)


def test_a_beginning_without_a_position_is_one_at_the_start() -> None:
    assert stands(said(Act.BEGUN, None), said(Act.STOPPED, 3000, 60)) == at(0, held=3000)
    assert stands(said(Act.BEGUN, None), said(Act.STOPPED, 3000, 3000)) == at(3000)


def test_a_beginning_where_the_reader_was_goes_on_from_there() -> None:
    heard = [said(Act.BEGUN, 3000), said(Act.STOPPED, 3600, 700)]
    assert stands(*heard, standing=at(3000, said=3000)) == at(3600, said=3000)


def test_another_player_may_go_on_where_one_has_stopped() -> None:
    heard = [
        said(Act.STOPPED, 3000, 9_000, player="tv"),
        said(Act.BEGUN, 3000, 0, player="phone"),
        said(Act.STOPPED, 3300, 300, player="phone"),
    ]
    assert stands(*heard) == at(3300)


def test_small_skips_are_not_asked_about_until_they_add_up() -> None:
    hops = [said(Act.GOING, 40 * step, 10 * step) for step in range(1, 9)]
    after = stands(said(Act.BEGUN, 0), *hops)
    assert after.progress.position.seconds <= 10 * 8 * FASTEST + SKIPPED_UNASKED
    assert after.held == Moment(320)


def test_small_skips_add_up_also_when_they_come_one_by_one() -> None:
    hops = [said(Act.BEGUN, 0)]
    standing = Standing()
    for step in range(1, 9):
        hops.append(said(Act.GOING, 40 * step, 10 * step))
        standing = stands(*hops, standing=standing)
    assert standing == stands(*hops)


def test_a_stop_at_the_beginning_takes_nothing_back() -> None:
    before = at(3000, said=3000)
    assert stands(said(Act.STOPPED, 0, played=True), standing=before) == at(
        3000, asks=True, said=3000
    )


def test_a_report_without_a_position_moves_nothing() -> None:
    assert stands(said(Act.GOING, None, played=True)) == at(0, asks=True)


def test_whoever_trusts_their_player_is_not_asked_about_jumps() -> None:
    heard = [said(Act.BEGUN, 0), said(Act.GOING, 4800, 70)]
    assert stands(*heard, trusts=True) == at(4800)


# The ending


def test_watched_says_the_server_and_the_reader_is_asked() -> None:
    heard = [said(Act.BEGUN, 0), said(Act.STOPPED, 5500, 5600, played=True)]
    assert stands(*heard) == at(5500, asks=True)


def test_whoever_trusts_their_player_has_seen_the_end_when_it_says_so() -> None:
    after = stands(said(Act.STOPPED, 5500, played=True), trusts=True)
    assert after.progress == Progress(Moment(5500), finished=True)
    assert not after.waits


def test_a_mark_by_hand_is_the_readers_word() -> None:
    assert stands(said(Act.MARKED, None, played=True)).progress.finished


def test_a_stop_near_the_end_is_asked_about_whatever_the_server_calls_it() -> None:
    assert stands(said(Act.STOPPED, 5500)).asks_ending
    assert not stands(said(Act.STOPPED, 5300)).asks_ending
    assert not weighed(Standing(), [said(Act.STOPPED, 5500)]).asks_ending


def test_who_has_seen_the_end_is_not_moved_by_players() -> None:
    finished = Standing(FINISHED)
    assert stands(said(Act.BEGUN, 0), said(Act.STOPPED, 60, 60), standing=finished) == finished


# The reader's word


def test_to_confirm_opens_what_was_held() -> None:
    assert at(60, held=4800, asks=True).confirmed() == at(4800, asks=True, said=4800)


def test_to_decline_leaves_the_position() -> None:
    assert at(60, held=4800).declined() == at(60, said=60)


def test_who_has_declined_is_asked_again_only_when_the_player_stops() -> None:
    before = [
        said(Act.BEGUN, 0, settled=True),
        said(Act.GOING, 60, 60, settled=True),
        said(Act.GOING, 4800, 70, settled=True),
    ]
    standing = at(60, said=60)
    assert stands(*before, said(Act.GOING, 4860, 130), standing=standing) == standing
    after = stands(*before, said(Act.STOPPED, 4920, 190), standing=standing)
    assert after == at(60, held=4920, said=60)


def test_who_has_confirmed_goes_on_from_there() -> None:
    before = [said(Act.BEGUN, 0, settled=True), said(Act.GOING, 4800, 70, settled=True)]
    standing = at(4800, said=4800)
    assert stands(*before, said(Act.GOING, 4860, 130), standing=standing) == at(4860, said=4800)


def test_to_have_seen_the_ending_keeps_the_position() -> None:
    assert at(5400, asks=True).ended(seen=True).progress == Progress(Moment(5400), finished=True)
    assert at(5400, asks=True).ended(seen=False) == at(5400, said=5400)


def test_one_film_kept_as_two_is_where_either_says() -> None:
    assert at(60, held=4800).joined(at(600, held=100, asks=True)) == at(600, held=4800, asks=True)
    assert at(60).joined(Standing(FINISHED)).progress == Progress(Moment(60), finished=True)


# Order


@st.composite
def plays(draw: st.DrawFn) -> list[list[Heard]]:
    """What up to three players say, each in the order of its own clock, which may be off."""
    told = []
    for player in ("tv", "phone", "desk")[: draw(st.integers(1, 3))]:
        clock = draw(st.sampled_from([0, -86_400, 10**7]))
        steps = st.tuples(
            st.sampled_from(list(Act)[:3]),
            st.one_of(st.none(), st.integers(0, 6000)),
            st.integers(0, 4000),
            st.booleans(),
        )
        stream = []
        for act, position, later, played in draw(st.lists(steps, max_size=8)):
            clock += later
            stream.append(said(act, position, clock, played=played, player=player))
        told.append(stream)
    return told


def interleaved(streams: Sequence[Sequence[Heard]], data: st.DataObject) -> list[Heard]:
    """All reports in some order, those of each player in theirs; some are said twice."""
    left = [list(stream) for stream in streams if stream]
    told: list[Heard] = []
    while left:
        stream = left[data.draw(st.integers(0, len(left) - 1))]
        told.append(stream.pop(0))
        if data.draw(st.booleans()):
            told.append(told[data.draw(st.integers(0, len(told) - 1))])
        left = [stream for stream in left if stream]
    return told


@given(streams=plays(), trusts=st.booleans(), data=st.data())
def test_players_end_at_the_same_place_in_whatever_order_they_are_heard(
    streams: list[list[Heard]], trusts: bool, data: st.DataObject
) -> None:
    ends = []
    for _ in range(2):
        standing, heard = Standing(), []
        for one in interleaved(streams, data):
            heard.append(one)
            before = standing
            standing = stands(*heard, standing=standing, trusts=trusts)
            assert standing.progress.position >= before.progress.position
            assert standing.progress.finished >= before.progress.finished
        ends.append((standing.progress.finished, not trusts and standing))
    assert ends[0] == ends[1]


@given(
    stops=st.lists(st.integers(1, 900), min_size=1, max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_what_was_watched_without_a_jump_may_be_heard_in_any_order(
    stops: list[int], order: object
) -> None:
    position, heard = 0, [said(Act.BEGUN, 0)]
    for step in stops:
        position += step
        heard.append(said(Act.GOING, position, position * 1.05))
    mixed = list(heard)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    standing = Standing()
    for count in range(1, len(mixed) + 1):
        standing = stands(*mixed[:count], standing=standing)
    assert standing.progress == Progress(Moment(position))
    assert standing.held == START
