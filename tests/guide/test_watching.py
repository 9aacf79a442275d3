from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conftest import NewDatabase
from tests.guides import RAIN, opened, page, put
from tests.readers import THE_DAY, Bench, made_reader, mention, report

from lookback.errors import FilmMissing, ItemMissing
from lookback.film.moment import START, Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress, Watched
from lookback.film.reader import Reader
from lookback.film.report import Act
from lookback.guide.watching import Answer, Kept
from lookback.store import reports
from lookback.store.reports import heard

RAIN_CLERK = "the-rain-clerk"


@pytest.fixture(scope="module")
def bench(new_database: NewDatabase) -> Iterator[Bench]:
    with opened(new_database()) as store:
        put(store, RAIN, page("A Door", record="release: 1980\nruntime: 100 min\n"))
        yield Bench(store)


@pytest.fixture
def reader(bench: Bench) -> Reader:
    return made_reader(bench.store)


def there(bench: Bench, reader: Reader, slug: str = RAIN_CLERK) -> Kept:
    kept = bench.watching.kept(reader, slug)
    assert kept is not None
    return kept


def again(reader: Reader) -> Reader:
    """The same reader as a later request finds them: nothing remembered counts."""
    return replace(reader, changes=reader.changes + 1)


# By hand


def test_a_reader_says_how_far_they_are(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, RAIN_CLERK, Progress(Moment(600)))
    assert bench.watching.watched(reader).of(RAIN_CLERK) == Progress(Moment(600))


def test_only_the_reader_goes_back(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, RAIN_CLERK, FINISHED)
    bench.watching.hear(reader, report(60))
    assert there(bench, reader).standing.progress == FINISHED
    bench.watching.move(reader, RAIN_CLERK, Progress(Moment(60)))
    assert there(bench, reader).standing.progress == Progress(Moment(60))
    assert [one.why for one in bench.watching.history(reader, there(bench, reader).id)] == [
        "again",
        "finished",
    ]


def test_to_say_the_same_again_changes_nothing(bench: Bench, reader: Reader) -> None:
    for _ in range(2):
        bench.watching.move(reader, RAIN_CLERK, Progress(Moment(600)))
    assert len(bench.watching.history(reader, there(bench, reader).id)) == 1


def test_a_film_that_the_guide_does_not_have_cannot_be_moved(bench: Bench, reader: Reader) -> None:
    with pytest.raises(FilmMissing):
        bench.watching.move(reader, "no-such-film", FINISHED)


def test_a_margin_holds_back_what_is_near(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, RAIN_CLERK, Progress(Moment(600)))
    careful = replace(again(reader), margin=timedelta(minutes=4))
    assert bench.watching.watched(careful).of(RAIN_CLERK) == Progress(Moment(360))
    bench.watching.move(reader, RAIN_CLERK, Progress(Moment(60)))
    assert bench.watching.watched(replace(careful, changes=99)).of(RAIN_CLERK) == NOT_BEGUN
    bench.watching.move(reader, RAIN_CLERK, FINISHED)
    assert bench.watching.watched(replace(careful, changes=100)).of(RAIN_CLERK).finished


def test_what_is_remembered_of_a_reader_is_old_after_a_change(bench: Bench, reader: Reader) -> None:
    assert bench.watching.watched(reader).films == {}
    bench.watching.move(reader, RAIN_CLERK, FINISHED)
    with bench.store.read() as connection:
        from lookback.store.accounts import find_reader

        now = find_reader(connection, reader.name)
    assert now is not None
    assert now.changes != reader.changes
    assert bench.watching.watched(now).of(RAIN_CLERK) == FINISHED


# Players


def test_a_stop_early_that_is_called_watched_opens_so_far_and_asks(
    bench: Bench, reader: Reader
) -> None:
    bench.watching.hear(reader, report(454, played=True))
    standing = there(bench, reader).standing
    assert standing.progress == Progress(Moment(454))
    assert standing.asks_ending


def test_the_same_event_twice_counts_once(bench: Bench, reader: Reader) -> None:
    for at in (THE_DAY, None):
        for _ in range(3):
            bench.watching.hear(reader, report(454, played=True, at=at))
    assert len(bench.watching.history(reader, there(bench, reader).id)) == 1


def test_a_player_that_reports_every_few_seconds_makes_one_change(
    bench: Bench, reader: Reader
) -> None:
    bench.watching.hear(reader, report(0, act=Act.BEGUN, at=THE_DAY))
    for second in range(10, 600, 10):
        at = THE_DAY + timedelta(seconds=second)
        bench.watching.hear(reader, report(second, act=Act.GOING, at=at))
    (change,) = bench.watching.history(reader, there(bench, reader).id)
    assert change.before.progress == NOT_BEGUN
    assert change.after.progress == Progress(Moment(590))
    assert change.source == "jellyfin"


def test_a_night_of_reports_is_kept_in_a_few_rows_and_opens_nothing(
    bench: Bench, reader: Reader
) -> None:
    bench.watching.hear(reader, report(0, act=Act.BEGUN, at=THE_DAY))
    for second, position in ((60, 60), (61, 4800)):
        at = THE_DAY + timedelta(seconds=second)
        bench.watching.hear(reader, report(position, act=Act.GOING, at=at))
    before = there(bench, reader)
    assert (before.standing.progress, before.standing.held) == (
        Progress(Moment(60)),
        Moment(4800),
    )
    for second in range(62, 262):
        at = THE_DAY + timedelta(seconds=second * 10)
        bench.watching.hear(reader, report(4800, act=Act.GOING, at=at))
    assert there(bench, reader).standing == before.standing
    with bench.store.read() as connection:
        assert len(heard(connection, before.id)) <= 6


def test_not_more_than_so_many_reports_are_kept(
    bench: Bench, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_REPORTS", 20)
    for second in range(60):
        at = THE_DAY + timedelta(seconds=second)
        bench.watching.hear(reader, report(second % 2 * 3000, act=Act.GOING, at=at))
    with bench.store.read() as connection:
        assert len(heard(connection, there(bench, reader).id)) == 20


def test_an_answer_is_to_what_was_asked_and_to_nothing_else(bench: Bench, reader: Reader) -> None:
    bench.watching.hear(reader, report(0, act=Act.BEGUN, at=THE_DAY))
    for second, position in ((5, 1200), (10, 5000)):
        at = THE_DAY + timedelta(seconds=second)
        bench.watching.hear(reader, report(position, act=Act.GOING, at=at))
    item = there(bench, reader).id
    # The page asked about 0:20; by now the player has skipped on.
    asked = Moment(1200)
    after = bench.watching.answer(reader, item, Answer.CONFIRM, held=asked)
    assert after.standing.progress == NOT_BEGUN
    # And nobody has asked about the ending.
    assert not bench.watching.answer(reader, item, Answer.SEEN).standing.progress.finished
    after = bench.watching.answer(reader, item, Answer.CONFIRM, held=Moment(5000))
    assert after.standing.progress == Progress(Moment(5000))


@pytest.mark.parametrize("word", list(Answer))
def test_what_waits_is_gone_once_the_reader_has_answered(
    bench: Bench, reader: Reader, word: Answer
) -> None:
    bench.watching.hear(reader, report(0, act=Act.BEGUN, at=THE_DAY))
    late = THE_DAY + timedelta(seconds=10)
    bench.watching.hear(reader, report(4800, act=Act.GOING, at=late, played=True))
    kept = there(bench, reader)
    assert (kept.standing.held, kept.standing.asks_ending) == (Moment(4800), True)
    after = bench.watching.answer(reader, kept.id, word).standing
    assert there(bench, reader).standing == after
    match word:
        case Answer.CONFIRM:
            assert after.progress == Progress(Moment(4800))
        case Answer.SEEN:
            assert after.progress.finished
        case Answer.DECLINE | Answer.UNSEEN:
            assert after.progress == NOT_BEGUN
    # The same event, delivered late, asks nothing again.
    bench.watching.hear(reader, report(4800, act=Act.GOING, at=late, played=True))
    assert there(bench, reader).standing == after


def test_a_reader_who_trusts_their_player_has_seen_the_end_when_it_says_so(bench: Bench) -> None:
    trusting = made_reader(bench.store, trusts_player=True)
    bench.watching.hear(trusting, report(5100, played=True))
    assert there(bench, trusting).standing.progress.finished


def test_to_take_a_mark_back_on_the_server_changes_nothing(bench: Bench, reader: Reader) -> None:
    bench.watching.hear(reader, report(None, act=Act.MARKED, played=True))
    bench.watching.hear(reader, report(None, act=Act.UNMARKED))
    assert there(bench, reader).standing.progress.finished


# Undo


def test_undo_takes_the_latest_change_back_and_again_brings_it_back(
    bench: Bench, reader: Reader
) -> None:
    bench.watching.hear(reader, report(454, played=True))
    kept = there(bench, reader)
    bench.watching.answer(reader, kept.id, Answer.SEEN)
    undone = bench.watching.undo(reader, kept.id)
    assert undone.standing.progress == Progress(Moment(454))
    assert undone.standing.asks_ending
    assert bench.watching.undo(reader, kept.id).standing.progress.finished


def test_undo_of_a_change_that_is_not_the_latest_does_nothing(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, RAIN_CLERK, Progress(Moment(60)))
    kept = there(bench, reader)
    (first,) = bench.watching.history(reader, kept.id)
    bench.watching.move(reader, RAIN_CLERK, FINISHED)
    assert bench.watching.undo(reader, kept.id, first.id).standing.progress == FINISHED
    (second, _) = bench.watching.history(reader, kept.id)
    for _ in range(2):
        bench.watching.undo(reader, kept.id, second.id)
        assert there(bench, reader).standing.progress == Progress(Moment(60))
    with pytest.raises(ItemMissing):
        bench.watching.undo(reader, kept.id, 10**9)


# What belongs to others


def test_another_readers_film_looks_missing(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, RAIN_CLERK, Progress(Moment(60)))
    kept, other = there(bench, reader), made_reader(bench.store)
    bench.watching.hear(other, report(60, film=mention("Elsewhere", 2001)))
    with pytest.raises(ItemMissing):
        bench.watching.item(other, kept.id)
    with pytest.raises(ItemMissing):
        bench.watching.history(other, kept.id)
    with pytest.raises(ItemMissing):
        bench.watching.undo(other, kept.id)
    with pytest.raises(ItemMissing):
        bench.watching.answer(other, kept.id, Answer.SEEN)
    with pytest.raises(ItemMissing):
        bench.watching.choose(other, kept.id, RAIN_CLERK)
    assert bench.watching.kept(other, RAIN_CLERK) is None


# Films that the guide does not have


def test_a_film_that_comes_later_is_found(bench: Bench, reader: Reader) -> None:
    named = mention("The Late Arrival", 1999, tmdb="4711")
    bench.watching.hear(reader, report(300, film=named))
    (kept,) = bench.watching.items(reader)
    assert (kept.slug, kept.mention) == ("", named)
    put(bench.store, page("The Late Arrival", record="ids: {tmdb: 4711}\n"))
    bench.watching.settle_pending()
    assert bench.watching.watched(again(reader)).of("the-late-arrival") == Progress(Moment(300))
    bench.watching.hear(reader, report(600, film=named, at=THE_DAY + timedelta(hours=1)))
    assert there(bench, reader, "the-late-arrival").standing.progress == Progress(Moment(600))


def test_two_sources_of_one_missing_film_are_kept_as_one(bench: Bench, reader: Reader) -> None:
    bench.watching.hear(
        reader, report(300, film=mention("Unknown", 1999, tmdb="1", imdb="tt0000007"))
    )
    bench.watching.hear(reader, report(400, film=mention("Onbekend", 1999, imdb="tt0000007")))
    assert len(bench.watching.items(reader)) == 1
    bench.watching.hear(reader, report(400, film=mention("Unknown", 1999, imdb="tt0000008")))
    assert len(bench.watching.items(reader)) == 2


def test_a_reader_says_which_film_is_meant(bench: Bench, reader: Reader) -> None:
    named = mention("A Door", 1981)
    bench.watching.hear(reader, report(300, film=named))
    (kept,) = bench.watching.items(reader)
    assert bench.watching.candidates(kept) == ("a-door",)
    bench.watching.choose(reader, kept.id, "a-door")
    assert bench.watching.watched(again(reader)).of("a-door") == Progress(Moment(300))
    with pytest.raises(ItemMissing):
        bench.watching.choose(reader, kept.id, "a-door")


def test_what_was_kept_as_two_films_becomes_one_with_all_its_history(
    bench: Bench, reader: Reader
) -> None:
    bench.watching.move(reader, "a-door", Progress(Moment(900)))
    named = mention("A Door", 1981)
    bench.watching.hear(reader, report(300, film=named, played=True))
    pending = next(kept for kept in bench.watching.items(reader) if not kept.slug)
    bench.watching.choose(reader, pending.id, "a-door")
    (kept,) = bench.watching.items(reader)
    assert kept.standing.progress == Progress(Moment(900))
    assert kept.standing.asks_ending
    assert bench.watching.history(reader, kept.id)[0].why == "found"
    bench.watching.hear(reader, report(960, film=named, at=THE_DAY))
    assert len(bench.watching.items(reader)) == 1


def test_two_films_that_look_the_same_are_not_told_apart_by_which_the_reader_has(
    bench: Bench, reader: Reader
) -> None:
    twins = [page("Twin", record=f"slug: twin-{n}\nrelease: 1970\n") for n in (1, 2)]
    put(bench.store, *twins)
    bench.watching.move(reader, "twin-1", Progress(Moment(60)))
    bench.watching.hear(reader, report(3000, film=bench.watching.items(reader)[0].mention))
    assert there(bench, reader, "twin-1").standing.progress == Progress(Moment(60))
    assert [kept.slug for kept in bench.watching.items(reader)] == ["", "twin-1"]


def test_films_that_are_named_by_ids_of_different_sites_are_two(
    bench: Bench, reader: Reader
) -> None:
    for ids in ({"imdb": "tt0000901"}, {"tmdb": "901"}):
        bench.watching.hear(reader, report(300, film=mention("", 0, **ids)))
    assert len(bench.watching.items(reader)) == 2


def test_to_undo_a_choice_brings_back_nothing_of_another_film(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, "a-door", Progress(Moment(300)))
    named = mention("A Door", 1981)
    bench.watching.hear(reader, report(None, act=Act.MARKED, played=True, film=named))
    pending = next(kept for kept in bench.watching.items(reader) if not kept.slug)
    bench.watching.undo(reader, pending.id)
    bench.watching.choose(reader, pending.id, "a-door")
    kept = there(bench, reader, "a-door")
    undone = bench.watching.undo(reader, kept.id)
    assert undone.standing.progress == Progress(Moment(300))


# A visitor who signs up


def test_a_visitors_positions_come_along_where_there_are_none(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, "a-door", Progress(Moment(60)))
    visitor = Watched({RAIN_CLERK: FINISHED, "a-door": FINISHED, "no-such-film": FINISHED})
    bench.watching.take_along(reader, visitor)
    watched = bench.watching.watched(again(reader))
    assert watched.of(RAIN_CLERK) == FINISHED
    assert watched.of("a-door") == Progress(Moment(60))
    assert watched.of("no-such-film").position == START
