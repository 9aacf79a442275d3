from pathlib import Path

import pytest
import tantivy
from tests.search.shelf import films

from lookback.errors import IndexBusy, IndexUnusable
from lookback.search.reading import Reading
from lookback.search.writing import change, locked, write_all


def _reading(folder: Path) -> tuple[tantivy.Index, Reading]:
    index = tantivy.Index.open(str(folder))
    return index, Reading(index)


def test_one_at_a_time_has_the_lock(tmp_path: Path) -> None:
    with locked(tmp_path / "index"), pytest.raises(IndexBusy), locked(tmp_path / "index"):
        pass
    with locked(tmp_path / "index"):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(IndexUnusable), locked(tmp_path / "file" / "index"):
        pass


def test_a_lock_that_is_no_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "writing.lock").write_text("garbage" * 200, "utf-8")
    with pytest.raises(IndexUnusable), locked(tmp_path):
        pass


def test_all_films_are_written(tmp_path: Path) -> None:
    write_all(tmp_path / "words", films())
    assert _reading(tmp_path / "words")[1].searcher.num_docs == len(films())


def test_a_change_tells_whether_there_was_any(tmp_path: Path) -> None:
    write_all(tmp_path / "words", films())
    index, reading = _reading(tmp_path / "words")
    assert not change(index, reading, films(), [1000])
    assert change(index, reading, films()[:1], [2])
    index.reload()
    assert Reading(index).searcher.num_docs == len(films()) - 1
