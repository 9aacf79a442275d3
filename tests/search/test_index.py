import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.search.shelf import files, filled, films, slugs

from lookback.errors import IndexBusy, IndexUnusable
from lookback.film.finding import Findable, Found, Kind
from lookback.search.index import Index


def _words(folder: Path) -> Path:
    """The folder of words that answers."""
    name: str = json.loads((folder / "current.json").read_text("utf-8"))["name"]
    return folder / name


def test_an_index_that_is_not_there_is_empty(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "none" / "index")
    assert index.stamp == ""
    assert index.search("matrix") == Found()
    assert index.suggest("m") == ()
    assert index.listed(Kind.GENRE, "drama") == Found()
    assert index.choices(Kind.GENRE) == ()
    assert index.scores("") == (0,) * 10
    assert index.runtimes() == {}
    assert not (tmp_path / "none").exists()


def test_what_was_fed_is_found_after_opening_again(tmp_path: Path) -> None:
    Index.open(tmp_path / "index").feed(films(), [], "a stamp")
    index = Index.open(tmp_path / "index")
    assert index.stamp == "a stamp"
    assert slugs(index.search("neo")) == ["the-matrix"]


def test_feeding_replaces_and_forgets(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")
    index.feed([Findable(3, "the-matrix", "Other Name", votes=2)], [4, 99], "2")
    assert slugs(index.search("matrix")) == ["the-matrix-revisited", "spider-man"]
    assert slugs(index.search("other name")) == ["the-matrix"]
    assert index.stamp == "2"
    assert index.search("-zzzz").total == len(films()) - 1


def test_a_film_that_is_as_it_was_is_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = filled(folder)
    before = files(folder)
    index.feed(films(), [77], "1")
    assert files(folder) == before
    index.feed(reversed(films()), [], "2")
    after = files(folder)
    assert {name for name in after if after[name] != before.get(name)} == {"current.json"}
    assert index.stamp == "2"


def test_feeding_again_changes_no_answer(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")
    asked = ["matrix", "matrx", "-matrix", "there were two girls of some school with many comics"]
    before = [index.search(words) for words in asked]
    for _ in range(3):
        shelf = films()
        for film in shelf:
            film.texts = [*film.texts, "hidden once"]
        index.feed(shelf, [], "2")
        index.feed([*films(), Findable(88, "more", "Matrix Girls Comics")], [], "3")
        index.feed([], [88], "4")
    assert [index.search(words) for words in asked] == before


def test_what_another_process_committed_is_seen(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")
    other = Index.open(tmp_path / "index")
    index.feed([Findable(50, "new", "Newcomer")], [], "2")
    assert other.stamp == "2"
    assert slugs(other.search("newcomer")) == ["new"]
    index.rebuild([Findable(51, "newer", "Newcomer")], "3")
    assert other.stamp == "3"
    assert slugs(other.search("newcomer")) == ["newer"]


def test_the_old_index_answers_while_a_new_one_is_built(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")

    def shelf() -> Iterator[Findable]:
        for number in range(1, 3000):
            if number % 1000 == 0:
                assert slugs(index.search("neo")) == ["the-matrix"]
                assert Index.open(tmp_path / "index").stamp == "1"
            yield Findable(number, f"film-{number}", "Only These")

    index.rebuild(shelf(), "2")
    assert index.search("only these").total == 2999
    assert index.search("neo").total == 0


@pytest.mark.parametrize("error", [ValueError, OSError, sqlite3.Error, KeyboardInterrupt])
def test_a_rebuild_that_fails_leaves_the_old_index(
    tmp_path: Path, error: type[BaseException]
) -> None:
    folder = tmp_path / "index"
    index = filled(folder)
    before = files(folder)

    def shelf() -> Iterator[Findable]:
        yield Findable(1, "one", "One")
        raise error

    with pytest.raises(error):
        index.rebuild(shelf(), "2")
    with pytest.raises(error):
        index.feed(shelf(), [], "2")
    assert files(folder) == before
    assert slugs(index.search("neo")) == ["the-matrix"]
    index.feed([Findable(50, "new", "Newcomer")], [], "2")
    assert index.search("newcomer").total == 1


def test_what_a_killed_rebuild_left_is_cleaned_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from lookback.film.finding import Findable\n"
        "from lookback.search.index import Index\n"
        "def shelf():\n"
        "    yield Findable(1, 'one', 'One')\n"
        "    os._exit(9)\n"
        "Index.open(Path(sys.argv[1])).rebuild(shelf(), '2')\n"
    )
    index = filled(folder)
    ran = subprocess.run([sys.executable, "-c", script, folder], check=False)
    assert ran.returncode == 9
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 2
    assert Index.open(folder).stamp == "1"
    index.rebuild(films(), "3")
    assert [path for path in folder.iterdir() if path.is_dir()] == [_words(folder)]
    assert slugs(index.search("neo")) == ["the-matrix"]


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"{",
        b"\xff\x00",
        b"[]",
        b"null",
        b'{"version": 1, "name": "a", "stamp": "1"}',
        b'{"version": 2, "name": "../a", "stamp": "1"}',
        b'{"version": 2, "name": 5, "stamp": "1"}',
        b'{"version": 2, "name": "nosuch", "stamp": "1"}',
    ],
)
def test_a_foreign_or_older_folder_is_empty_and_can_be_filled(tmp_path: Path, told: bytes) -> None:
    folder = tmp_path / "index"
    filled(folder)
    (folder / "current.json").write_bytes(told)
    index = Index.open(folder)
    assert index.stamp == ""
    assert index.search("neo") == Found()
    index.feed(films(), [], "2")
    assert slugs(index.search("neo")) == ["the-matrix"]


def test_truncated_files_are_noticed(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    filled(whole)
    for number, path in enumerate(sorted(_words(whole).iterdir())):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        broken = _words(folder) / path.name
        os.truncate(broken, broken.stat().st_size // 2)
        index = Index.open(folder)
        if index.stamp:
            with suppress(IndexUnusable):
                assert slugs(index.search("neo")) in (["the-matrix"], [])
                index.suggest("ma")
        if path.name == "meta.json":
            index.feed(films(), [], "2")
            assert slugs(index.search("neo")) == ["the-matrix"]


def test_files_of_garbage_are_noticed(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    filled(whole)
    for number, path in enumerate(sorted(_words(whole).iterdir())):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        (_words(folder) / path.name).write_bytes(b"garbage" * 50)
        index = Index.open(folder)
        if index.stamp:
            with suppress(IndexUnusable):
                assert slugs(index.search("neo")) in (["the-matrix"], [])


def test_a_folder_that_is_gone_is_noticed_and_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = filled(folder)
    shutil.rmtree(folder)
    assert index.stamp == ""
    assert index.search("neo") == Found()
    index.feed(films(), [], "2")
    assert slugs(index.search("neo")) == ["the-matrix"]


def test_two_cannot_write_at_once(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")
    other = Index.open(tmp_path / "index")

    def shelf() -> Iterator[Findable]:
        with pytest.raises(IndexBusy):
            other.feed(films(), [], "3")
        with pytest.raises(IndexBusy):
            other.rebuild(films(), "3")
        yield Findable(60, "sixty", "Sixty")

    index.feed(shelf(), [], "2")
    assert other.stamp == "2"
    other.feed([], [60], "3")
    assert index.search("sixty").total == 0


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    filled(folder)
    before = files(folder)

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    script = (
        "import signal, sys\n"
        "from pathlib import Path\n"
        "from lookback.errors import IndexUnusable\n"
        "from lookback.film.finding import Findable\n"
        "from lookback.search.index import Index\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "index = Index.open(Path(sys.argv[1]))\n"
        "shelf = [Findable(n, f'f{n}', f'Title {n}') for n in range(100, 2000)]\n"
        "for write in (lambda: index.rebuild(shelf, '2'), lambda: index.feed(shelf, [], '2')):\n"
        "    try:\n"
        "        write()\n"
        "    except IndexUnusable:\n"
        "        print('unusable')\n"
        "    print([hit.slug for hit in index.search('neo').hits], index.stamp)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, folder],
        preexec_fn=confine,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stdout == "unusable\n['the-matrix'] 1\nunusable\n['the-matrix'] 1\n", ran.stderr
    index = Index.open(folder)
    assert (index.stamp, slugs(index.search("neo"))) == ("1", ["the-matrix"])
    index.feed(films(), [], "2")
    assert files(folder)["current.json"] != before["current.json"]
    index.feed([Findable(70, "new", "Newcomer")], [], "3")
    assert index.search("newcomer").total == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_goes_on_answering(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = filled(folder)
    folder.chmod(0o500)
    try:
        with pytest.raises(IndexUnusable):
            index.rebuild(films(), "2")
        assert slugs(index.search("neo")) == ["the-matrix"]
    finally:
        folder.chmod(0o700)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("a file", "utf-8")
    index = Index.open(path)
    assert index.stamp == ""
    with pytest.raises(IndexUnusable):
        index.feed(films(), [], "1")
