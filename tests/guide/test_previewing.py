from collections.abc import Sequence
from datetime import date

import pytest
from tests.readers import mention

from lookback.film.entry import Entry, Sign
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress
from lookback.film.record import Runtime
from lookback.guide.matching import Match
from lookback.guide.previewing import Fate, Films, Row, foreseen, progress_of, viewing_of
from lookback.store.viewings import Viewing

MAY_DAY = date(2024, 5, 1)
FILM = mention("A", 1990)


def entry(sign: Sign, **more: object) -> Entry:
    return Entry("a.csv", 1, sign, FILM, **more)  # type: ignore[arg-type]


def rows(entries: Sequence[Entry], *matches: Match) -> list[Row]:
    found = matches or [Match("a")] * len(entries)
    return foreseen(entries, found, Films([], {}), {}, counts_ratings=True)


def fates(*entries: Entry) -> list[Fate]:
    return [row.fate for row in rows(entries)]


@pytest.mark.parametrize(
    ("told", "runtime", "counts", "expected"),
    [
        (entry(Sign.SEEN), None, False, FINISHED),
        (entry(Sign.RATED, rating=80), None, True, FINISHED),
        (entry(Sign.RATED, rating=80), None, False, NOT_BEGUN),
        (entry(Sign.NOTED, on=MAY_DAY), None, True, NOT_BEGUN),
        (entry(Sign.WANTED), None, True, NOT_BEGUN),
        (entry(Sign.STOPPED, position=Moment(90)), None, True, Progress(Moment(90))),
        (entry(Sign.STOPPED, percent=50.0), Runtime(100), True, Progress(Moment(3000))),
        (entry(Sign.STOPPED, percent=100.0), Runtime(100), True, Progress(Moment(6000))),
        (entry(Sign.STOPPED, percent=50.0), None, True, NOT_BEGUN),
    ],
)
def test_what_a_row_says_of_progress(
    told: Entry, runtime: Runtime | None, counts: bool, expected: Progress
) -> None:
    assert progress_of(told, runtime, counts_ratings=counts) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (entry(Sign.SEEN, on=MAY_DAY, rating=80), Viewing(MAY_DAY, 80, False, "x")),
        (entry(Sign.RATED, on=MAY_DAY, rating=80), Viewing(None, 80, False, "x")),
        (entry(Sign.SEEN), None),
        (entry(Sign.WANTED, on=MAY_DAY), None),
    ],
)
def test_the_day_of_a_rating_is_not_the_day_of_a_viewing(
    told: Entry, expected: Viewing | None
) -> None:
    assert viewing_of(told, "x") == expected


def test_rows_keep_their_order_and_those_that_say_most_count_first() -> None:
    assert fates(entry(Sign.WANTED), entry(Sign.SEEN), entry(Sign.SEEN, on=MAY_DAY)) == [
        Fate.DUPLICATE,
        Fate.DUPLICATE,
        Fate.READY,
    ]


def test_another_day_or_another_rating_is_news() -> None:
    other = entry(Sign.SEEN, on=date(2024, 6, 1))
    assert fates(entry(Sign.SEEN, on=MAY_DAY), other, other) == [
        Fate.READY,
        Fate.READY,
        Fate.DUPLICATE,
    ]
    assert fates(entry(Sign.RATED, rating=80), entry(Sign.RATED, rating=60)) == [
        Fate.READY,
        Fate.READY,
    ]


def test_a_position_is_news_only_where_it_lies_further_on() -> None:
    stops = [entry(Sign.STOPPED, position=Moment(at)) for at in (60, 30, 90)]
    assert fates(*stops) == [Fate.READY, Fate.DUPLICATE, Fate.READY]
    assert fates(entry(Sign.SEEN), *stops) == [Fate.READY, *[Fate.DUPLICATE] * 3]


def test_a_row_that_may_mean_several_films_says_nothing_of_any() -> None:
    told = rows([entry(Sign.SEEN)] * 2, Match(candidates=("a", "b")), Match("a"))
    assert [row.fate for row in told] == [Fate.REVIEW, Fate.READY]


def test_rows_of_a_film_that_the_guide_lacks_are_one_film_by_id_or_title() -> None:
    named = [mention("A", 1990, tmdb="7"), mention("B", 1990, tmdb="7"), mention("A", 1990)]
    told = rows([Entry("a", 1, Sign.SEEN, one) for one in named], *[Match()] * 3)
    assert [row.fate for row in told] == [Fate.READY, Fate.DUPLICATE, Fate.DUPLICATE]
    other = mention("A", 1990, tmdb="8")
    told = rows([Entry("a", 1, Sign.SEEN, one) for one in (named[0], other)], Match(), Match())
    assert [row.fate for row in told] == [Fate.READY, Fate.READY]
