import pytest
from tests.readers import mention

from lookback.film.mention import Mention
from lookback.film.record import OutsideId

IMDB, TMDB = OutsideId("imdb", "tt0000001"), OutsideId("tmdb", "7")


def test_ids_stand_in_order_and_each_site_once() -> None:
    other = OutsideId("tmdb", "8")
    assert Mention("A", ids=(TMDB, IMDB, other)).ids == (IMDB, TMDB)
    assert Mention("A", ids=(TMDB, IMDB)) == Mention("A", ids=(IMDB, TMDB))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (mention("A", 1990, tmdb="7"), mention("B", 2000, tmdb="7"), True),
        (mention("A", 1990, tmdb="7"), mention("A", 1990, tmdb="8"), False),
        (mention("A", 1990, tmdb="7", imdb="tt0000001"), mention("A", 1990, tmdb="7"), True),
        (
            mention("A", 1990, tmdb="7", imdb="tt0000001"),
            mention("A", 1990, tmdb="7", imdb="tt0000002"),
            False,
        ),
        (mention("A", 1990, tmdb="7"), mention("a", 1990, imdb="tt0000001"), True),
        (mention("A", 1990), mention("A", 1991), False),
        (mention("A", 1990), mention("B", 1990), False),
    ],
)
def test_ids_that_both_give_decide_else_title_and_year(
    one: Mention, other: Mention, same: bool
) -> None:
    assert one.is_same(other) is same
    assert other.is_same(one) is same
