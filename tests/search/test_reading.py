from tantivy import Query

from lookback.film.finding import Kind
from lookback.search.asking import Run
from lookback.search.index import Index
from lookback.search.reading import Reading, all_of, any_of


def _reading(index: Index) -> Reading:
    assert index._reading is not None
    return index._reading


def test_an_answer_is_worked_out_once(index: Index) -> None:
    reading = _reading(index)
    made: list[int] = []
    for _ in range(2):
        assert reading.once("a test", lambda: made.append(1)) is None
    assert made == [1]


def test_films_are_counted_by_a_word_or_by_words_in_a_row(index: Index) -> None:
    reading = _reading(index)
    assert reading.films(Run(("matrix",))) == 4
    assert reading.films(Run(("the", "matrix"))) == 3
    assert reading.films(Run(("matrix", "the"))) == 0


def test_the_most_prominent_come_first(index: Index) -> None:
    reading = _reading(index)
    places, count = reading.best(Query.all_query(), 2)
    assert count == 12
    assert [reading.kept(place).slug for place in places] == [
        "the-matrix-revisited",
        "the-matrix",
    ]


def test_queries_can_be_joined(index: Index) -> None:
    reading = _reading(index)
    one, other = reading.term("title", "matrix"), reading.term("title", "spirited")
    assert reading.best(all_of([one, other]), 1)[1] == 0
    assert reading.best(any_of([one, other]), 1)[1] == 4


def test_keys_are_read_with_their_words(index: Index) -> None:
    assert _reading(index).keys(Kind.GENRE)["science-fiction"] == ("science", "fiction")
