"""Indexes: they follow the guide, and heal whatever becomes of their files."""

import hashlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.formats.catalogues.samples import BASICS
from tests.guides import NOW, opened, page, put

from lookback.errors import IndexBusy
from lookback.film.finding import Kind
from lookback.guide import indexing
from lookback.guide.cataloguing import recognised
from lookback.guide.guide import Guide
from lookback.search.writing import locked
from lookback.store.store import Store

COMMAND = (sys.executable, "-c", "from lookback.faces.cli import main; main()")
RAIN = page("The Rain Clerk", record="genres: [Drama]\n", story="A clerk counts the rain.")


class Clock:
    """Seconds that go on with each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@contextmanager
def guided(store: Store, folder: Path) -> Iterator[Guide]:
    guide = Guide(store, now=lambda: NOW, clock=Clock(), index=folder)
    try:
        yield guide
    finally:
        guide._indexes.close()


def found(guide: Guide, words: str) -> list[str]:
    return [view.slug for view in guide.finding.search(words).views]


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "current.json"
    }


def test_a_page_is_found_by_the_next_question(database: str, tmp_path: Path) -> None:
    with opened(database) as store, guided(store, tmp_path / "index") as guide:
        assert found(guide, "clerk") == []
        put(store, RAIN)
        assert found(guide, "clerk") == ["the-rain-clerk"]
        put(store, RAIN.replace("A clerk counts", "A thief steals"))
        assert found(guide, "text:clerk") == []
        assert found(guide, "text:thief") == ["the-rain-clerk"]
        assert guide.finding.listed(Kind.GENRE, "drama").total == 1


def test_what_another_process_wrote_is_found_too(database: str, tmp_path: Path) -> None:
    with opened(database) as store, guided(store, tmp_path / "index") as guide:
        with opened(database) as other, guided(other, tmp_path / "index") as second:
            put(other, RAIN)
            assert found(second, "clerk") == ["the-rain-clerk"]
        assert found(guide, "clerk") == ["the-rain-clerk"]


def test_a_hidden_edit_leaves_the_index_as_it_is(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with opened(database) as store, guided(store, folder) as guide:
        put(store, RAIN, page("The Thief"))
        found(guide, "clerk")
        before = state(folder)
        put(store, RAIN + "\n## Ending explained\n\nThe thief was the clerk.\n")
        assert found(guide, "clerk") == ["the-rain-clerk"]
        assert state(folder) == before


def test_hidden_words_are_found_only_with_the_readers_word(database: str, tmp_path: Path) -> None:
    with opened(database) as store, guided(store, tmp_path / "index") as guide:
        put(store, RAIN + "\n## Ending explained\n\nThe umbrella was a lighthouse.\n")
        assert found(guide, "lighthouse") == []
        assert guide.finding.recall("an umbrella is a lighthouse").views == ()
        told = guide.finding.recall("an umbrella is a lighthouse", endings=True)
        assert [view.slug for view in told.views] == ["the-rain-clerk"]
        assert told.looked_in_endings


def deleted(folder: Path) -> None:
    shutil.rmtree(folder)


def truncated(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            os.truncate(path, path.stat().st_size // 2)


def emptied(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)


def overwritten(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff not an index \x00" * 20)


@pytest.mark.parametrize("harm", [deleted, truncated, emptied, overwritten])
@pytest.mark.parametrize("is_open", [True, False])
def test_an_index_that_was_harmed_heals_by_the_next_question(
    tmp_path: Path, harm: object, is_open: bool
) -> None:
    assert callable(harm)
    folder = tmp_path / "index"
    with opened(str(tmp_path / "guide.db")) as store, guided(store, folder) as guide:
        put(store, RAIN)
        assert found(guide, "clerk") == ["the-rain-clerk"]
        assert guide.finding.recall("rain clerk").views
        harm(folder)
        if is_open:
            assert found(guide, "clerk") == ["the-rain-clerk"]
            assert guide.finding.recall("rain clerk").views
        with guided(store, folder) as again:
            assert found(again, "clerk") == ["the-rain-clerk"]
            assert again.finding.recall("rain clerk").views


def run(*arguments: str, largest: int = 0) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        if largest:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, check=False, preexec_fn=limit
    )


def test_a_full_disk_is_told_and_leaves_no_wrong_answer(tmp_path: Path) -> None:
    guide, folder = tmp_path / "guide.db", tmp_path / "pages"
    folder.mkdir()
    for number in range(300):
        words = " ".join(f"word{number}x{place}" for place in range(40))
        (folder / f"{number}.md").write_text(page(f"Film {number}", story=words))
    assert run("--guide", str(guide), "import", str(folder)).returncode == 0
    refused = run("--guide", str(guide), "index", largest=40_000)
    assert refused.returncode == 1
    assert "[index-unusable]" in refused.stderr
    assert "Traceback" not in refused.stderr
    asked = run("--guide", str(guide), "search", "word7x3")
    assert (asked.returncode, asked.stdout) == (0, "Film 7  film-7\n")


def test_a_database_that_another_process_has_locked_is_still_searched(tmp_path: Path) -> None:
    path = tmp_path / "guide.db"
    with opened(str(path)) as store, guided(store, tmp_path / "index") as guide:
        put(store, RAIN)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert found(guide, "clerk") == ["the-rain-clerk"]
            assert guide.finding.recall("rain clerk").views
            other.execute("ROLLBACK")


def test_what_was_hidden_is_not_told_while_another_process_writes_the_index(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "index"
    told = RAIN.replace("genres: [Drama]", "genres: [Drama, Ghost story]")
    with opened(str(tmp_path / "guide.db")) as store, guided(store, folder) as guide:
        put(store, told)
        assert found(guide, "ghost") == ["the-rain-clerk"]
        with locked(folder / "public"):
            put(store, RAIN)
            with pytest.raises(IndexBusy):
                guide.finding.search("ghost")
            with pytest.raises(IndexBusy):
                guide.finding.suggest("gho")
        assert found(guide, "ghost") == []


def test_films_of_catalogues_may_be_found_a_little_later(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with opened(str(tmp_path / "guide.db")) as store, guided(store, folder) as guide:
        put(store, RAIN)
        assert found(guide, "clerk") == ["the-rain-clerk"]
        path = tmp_path / "title.ratings.tsv"
        path.write_bytes(BASICS)
        with locked(folder / "public"):
            guide.stock(recognised([path]))
            assert found(guide, "clerk") == ["the-rain-clerk"]
        assert len(guide.finding.search("year:1800-2100").views) > 0


def test_a_large_guide_tells_nothing_that_was_hidden_while_it_is_indexed_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 0)
    told = RAIN.replace("genres: [Drama]", "genres: [Drama, Ghost story]")
    with (
        opened(str(tmp_path / "guide.db")) as store,
        guided(store, tmp_path / "index") as guide,
    ):
        put(store, told)
        guide.finding.refresh()
        guide.finding.recall("ghost story", waits=True)
        assert found(guide, "ghost") == ["the-rain-clerk"]
        put(store, RAIN)
        with pytest.raises(IndexBusy):
            guide.finding.search("ghost")
        assert guide.finding.recall("ghost story").views == ()
        guide._indexes.close()
        assert found(guide, "ghost") == []
        assert guide.finding.recall("ghost story").views == ()


@pytest.mark.parametrize(("most", "is_anew"), [(0, True), (1000, False)])
def test_where_very_many_were_taken_in_one_by_one_all_are_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, is_anew: bool
) -> None:
    monkeypatch.setattr(indexing, "_MOST_LATER", most)
    folder = tmp_path / "index"
    tsv = tmp_path / "title.basics.tsv"
    tsv.write_bytes(BASICS)
    with (
        opened(str(tmp_path / "guide.db")) as store,
        guided(store, folder) as guide,
    ):
        put(store, *(page(f"Film {number}") for number in range(30)))
        guide.finding.refresh()
        before = words_of(folder)
        guide.stock(recognised([tsv]))
        assert guide.finding.suggest("film") != ()
        assert len(guide.finding.search("year:1800-2100").views) > 0
        assert (words_of(folder) != before) is is_anew
        # What an author may hide never waits for all the others.
        before = words_of(folder)
        put(store, page("Film 3", story="A film of rain."))
        assert found(guide, "rain") == ["film-3"]
        assert words_of(folder) == before


def words_of(folder: Path) -> str:
    """The name of the folder of words that answers."""
    name: str = json.loads((folder / "public" / "current.json").read_text("utf-8"))["name"]
    return name
