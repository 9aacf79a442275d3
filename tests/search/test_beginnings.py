from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import IndexUnusable
from lookback.search.beginnings import Beginnings, Filling
from lookback.search.damage import DAMAGE


def _made() -> Beginnings:
    filling = Filling()
    filling.add(
        [30, 50], ["the red sun", "red moon\nルック バック"], ["jo moon", ""], [[7, 8], [8, 8]]
    )
    filling.add([40], [""], ["jo sun\nan moon"], [[]])
    return filling.made()


def _asked(films: Beginnings) -> list[list[int]]:
    return [
        films.best("title", (("red",),), 9, ended=True),
        films.best("title", (("red",), ("mo",)), 9, ended=False),
        films.best("title", (("バック",),), 9, ended=False),
        films.best("person", (("jo",), ("s",)), 9, ended=False),
        films.best("person", (("jo",), ("s",)), 9, ended=True),
        films.exactly(8, (("red",),), 9),
        films.exactly(7, (("moon",),), 9),
    ]


_ANSWERS = [[50, 30], [50], [50], [40], [], [50, 30], []]


def test_the_best_known_come_first() -> None:
    assert _asked(_made()) == _ANSWERS


def test_films_are_told_by_a_whole_title() -> None:
    films = _made()
    assert [films.exact(whole, 9) for whole in (6, 7, 8)] == [[], [30], [50, 30]]
    assert films.exact(8, 1) == [50]


def test_it_can_be_written_and_read(tmp_path: Path) -> None:
    _made().write(tmp_path / "beginnings")
    assert _asked(Beginnings.read(tmp_path / "beginnings")) == _ANSWERS


def test_none_at_all_can_be_written_and_read(tmp_path: Path) -> None:
    Filling().made().write(tmp_path / "beginnings")
    films = Beginnings.read(tmp_path / "beginnings")
    assert films.best("title", (("red",),), 9, ended=False) == []
    assert films.exactly(7, (("red",),), 9) == []


def test_a_file_that_ends_too_soon_or_too_late_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "beginnings"
    _made().write(path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexUnusable), DAMAGE:
            Beginnings.read(path)
    path.write_bytes(whole + b"\0" * 8)
    with pytest.raises(IndexUnusable), DAMAGE:
        Beginnings.read(path)
    with pytest.raises(IndexUnusable), DAMAGE:
        Beginnings.read(tmp_path / "none")


@given(st.binary(max_size=600), st.integers(0, 2000))
def test_garbage_is_refused_or_answers_something(
    tmp_path_factory: pytest.TempPathFactory, garbage: bytes, at: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "garbage"
    _made().write(path)
    with path.open("r+b") as file:
        file.seek(min(at, path.stat().st_size))
        file.write(garbage)
    with suppress(ValueError):
        _asked(Beginnings.read(path))
