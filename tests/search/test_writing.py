import gc
import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy
from tests.search.shelf import films

from lookback.errors import IndexBusy, IndexUnusable
from lookback.film.finding import Findable
from lookback.search.beginnings import Beginnings
from lookback.search.kept import KeptFilms
from lookback.search.reading import Reading
from lookback.search.writing import BEGINNINGS, KEPT, change, locked, write_all


def _reading(folder: Path) -> tuple[tantivy.Index, Reading]:
    index = tantivy.Index.open(str(folder))
    return index, _read(index, folder)


def _read(index: tantivy.Index, folder: Path) -> Reading:
    return Reading(index, Beginnings.read(folder / BEGINNINGS), KeptFilms(folder / KEPT))


def test_one_at_a_time_has_the_lock(tmp_path: Path) -> None:
    with locked(tmp_path / "index"), pytest.raises(IndexBusy), locked(tmp_path / "index"):
        pass
    with locked(tmp_path / "index"):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(IndexUnusable), locked(tmp_path / "file" / "index"):
        pass


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"garbage" * 200, bytes(4096)])
def test_a_lock_that_is_no_lock_is_made_anew(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "writing.lock").write_bytes(garbage)
    with locked(tmp_path), pytest.raises(IndexBusy), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_a_folder_in_the_place_of_the_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "writing.lock").mkdir()
    with pytest.raises(IndexUnusable), locked(tmp_path):
        pass


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, sqlite3.Error, ValueError])
def test_what_the_films_raise_is_left_as_it_is(tmp_path: Path, error: type[BaseException]) -> None:
    def shelf() -> Iterator[Findable]:
        yield from films()
        yield Findable(60, "sixty", "Sixty")
        raise error

    with pytest.raises(error):
        write_all(tmp_path / "broken", shelf())
    write_all(tmp_path / "words", films())
    index, reading = _reading(tmp_path / "words")
    with pytest.raises(error):
        change(index, reading, shelf(), [])
    with pytest.raises(error):
        change(index, reading, [], (film.number for film in shelf()))
    index.reload()
    assert _read(index, tmp_path / "words").searcher.num_docs == len(films())


def test_python_collects_garbage_again_after_writing(tmp_path: Path) -> None:
    write_all(tmp_path / "words", films())
    assert gc.isenabled()


def test_all_films_are_written(tmp_path: Path) -> None:
    write_all(tmp_path / "words", films())
    assert _reading(tmp_path / "words")[1].searcher.num_docs == len(films())


def test_hostile_texts_and_numbers_are_written(tmp_path: Path) -> None:
    odd = ['"', "\\", '"" \\', "a\nb\x00c", "\ud800", "'", "a'b\"c-d.e", "\u2028", "\U0010ffff"]
    shelf = [
        Findable(n, f"f{n}", one, [one], people=[one], roles=[one], genres=[one], texts=[one])
        for n, one in enumerate(odd)
    ]
    shelf += [
        Findable(100 + n, "odd", "Odd", score=score, votes=1)
        for n, score in enumerate((math.nan, math.inf, -math.inf, 7, 1e-9))
    ]
    write_all(tmp_path / "words", shelf)
    assert _reading(tmp_path / "words")[1].searcher.num_docs == len(shelf)


def test_a_change_tells_whether_there_was_any(tmp_path: Path) -> None:
    write_all(tmp_path / "words", films())
    index, reading = _reading(tmp_path / "words")
    assert not change(index, reading, films(), [1000])
    assert change(index, reading, films()[:1], [2])
    index.reload()
    assert _read(index, tmp_path / "words").searcher.num_docs == len(films()) - 1
