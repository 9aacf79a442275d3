"""Timing many files side by side, and writing them safely."""

import itertools
import multiprocessing
import stat
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from pathlib import Path

import pytest
from tests.door import DOOR, OTHERS_SAID, SAID, SLUG

from lookback.errors import (
    FileUnreadable,
    FormatUnknown,
    PageChanged,
    SubtitlesOfAnotherFilm,
    ValueInvalid,
)
from lookback.guide.timing_files import Asked, Wish, asked_of, time_file, time_files, write

LONG = Wish(runtime=94 * 60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages with subtitles, one with another film's, one that is broken, one that is none."""
    for name in ("door", "gate", "penguins"):
        (tmp_path / f"{name}.md").write_text(DOOR, "utf-8")
    (tmp_path / "broken.md").write_text(DOOR.replace("94 min", "long"), "utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n", "utf-8")
    (tmp_path / "door.srt").write_bytes(SAID)
    (tmp_path / "gate.en.srt").write_bytes(SAID)
    (tmp_path / "penguins.srt").write_bytes(OTHERS_SAID)
    return tmp_path


def outcomes(folder: Path, executor: Executor) -> dict[str, object]:
    told = time_files(asked_of(folder), Wish(runtime=5640), executor)
    return {
        one.asked.path.stem: type(one.refusal) if one.refusal else one.gated and one.gated.gated
        for one in told
    }


EXPECTED = {
    "broken": ValueInvalid,
    "door": 9,
    "gate": 9,
    "notes": FormatUnknown,
    "penguins": SubtitlesOfAnotherFilm,
}


def test_the_subtitles_of_a_page_are_called_like_it(folder: Path) -> None:
    (folder / "door.vtt").write_bytes(SAID)
    (folder / "door.xml").write_bytes(b"")
    found = {one.path.name: [path.name for path in one.subtitles] for one in asked_of(folder)}
    assert found == {
        "broken.md": [],
        "door.md": ["door.srt", "door.vtt"],
        "gate.md": ["gate.en.srt"],
        "notes.md": [],
        "penguins.md": ["penguins.srt"],
    }


def test_files_in_several_languages_all_belong_to_their_page(folder: Path) -> None:
    (folder / "gate.de.srt").write_bytes(SAID)
    (folder / "gate.cd2.srt").write_bytes(SAID)  # a part of the film is no language
    (folder / "gate.way.md").write_bytes(b"")
    asked = {one.path.stem: [path.name for path in one.subtitles] for one in asked_of(folder)}
    assert asked["gate"] == ["gate.de.srt", "gate.en.srt"]
    assert asked["gate.way"] == []


def test_subtitles_may_be_in_a_folder_of_their_own(folder: Path, tmp_path: Path) -> None:
    apart = tmp_path / "said"
    apart.mkdir()
    (apart / "broken.vtt").write_bytes(SAID)
    found = {one.path.stem: one.subtitles for one in asked_of(folder, apart) if one.subtitles}
    assert found == {"broken": (apart / "broken.vtt",)}


def test_a_folder_that_is_none_is_refused(folder: Path) -> None:
    for path in (folder / "nowhere", folder / "door.md"):
        with pytest.raises(FileUnreadable):
            asked_of(path)


@pytest.mark.parametrize("name", ["gone.md", "door.en.srt"])
def test_a_link_that_leads_nowhere_is_refused_and_not_passed_over(folder: Path, name: str) -> None:
    link = folder / name
    link.symlink_to("nowhere")
    refused = [one.refusal for one in map(time_file, asked_of(folder), itertools.repeat(Wish()))]
    assert [one.file for one in refused if isinstance(one, FileUnreadable)] == [str(link)]


def test_a_refusal_does_not_stop_the_others(folder: Path) -> None:
    with ThreadPoolExecutor(1) as executor:
        assert outcomes(folder, executor) == EXPECTED


def test_processes_work_side_by_side(folder: Path) -> None:
    steps: list[int] = []
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        assert outcomes(folder, executor) == EXPECTED
        asked = [Asked(folder / "door.md", (folder / "door.srt",))] * 3
        told = time_files(asked, Wish(), executor, progress=steps.append)
    assert steps == [1, 2, 3]
    assert [one.draft.slug for one in told if one.draft] == [SLUG] * 3


class OneAfterTheOther(Executor):
    """An executor of somebody else's."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def] # as it comes
        future: Future[object] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Ended(OneAfterTheOther):
    """One whose workers are gone: the first while it works, then it takes nothing more."""

    asked = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def] # as it comes
        self.asked += 1
        if self.asked > 1:
            raise BrokenExecutor
        future: Future[object] = Future()
        future.set_exception(BrokenExecutor())
        return future


def test_where_the_workers_are_gone_the_work_is_done_here(folder: Path) -> None:
    assert outcomes(folder, Ended()) == EXPECTED


def test_any_executor_does(folder: Path) -> None:
    assert outcomes(folder, OneAfterTheOther()) == EXPECTED


def test_more_pages_than_are_read_ahead_keep_their_order(folder: Path) -> None:
    asked = [Asked(folder / f"no{number}.md") for number in range(100)]
    asked[70] = Asked(folder / "broken.md")
    told = time_files(asked, Wish(), OneAfterTheOther())
    assert [one.asked for one in told] == asked
    kinds = [type(one.refusal) for one in told]
    assert kinds == [FileUnreadable] * 70 + [ValueInvalid] + [FileUnreadable] * 29


def test_a_page_is_written_whole_and_keeps_its_mode(folder: Path) -> None:
    path = folder / "door.md"
    path.chmod(0o640)
    timed = time_file(Asked(path, (folder / "door.srt",)), Wish())
    assert path.read_text("utf-8") == DOOR
    before = sorted(one.name for one in folder.iterdir())
    write(timed)
    assert timed.gated is not None
    assert path.read_bytes() == timed.gated.data != DOOR.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(one.name for one in folder.iterdir()) == before


def test_a_link_to_a_page_stays_one(folder: Path) -> None:
    link = folder / "link.md"
    link.symlink_to("door.md")
    write(time_file(Asked(link, (folder / "door.srt",)), Wish()))
    assert link.is_symlink()
    assert (folder / "door.md").read_text("utf-8") != DOOR


def test_a_page_that_was_changed_meanwhile_is_left_alone(folder: Path) -> None:
    path = folder / "door.md"
    timed = time_file(Asked(path, (folder / "door.srt",)), Wish())
    path.write_text(DOOR + "\nMore.\n", "utf-8")
    with pytest.raises(PageChanged) as told:
        write(timed)
    assert told.value.file == str(path)
    assert path.read_text("utf-8") == DOOR + "\nMore.\n"


def test_a_page_that_is_gone_cannot_be_written(folder: Path) -> None:
    path = folder / "door.md"
    timed = time_file(Asked(path, (folder / "door.srt",)), Wish())
    path.unlink()
    with pytest.raises(FileUnreadable):
        write(timed)


def test_what_was_refused_is_not_written(folder: Path) -> None:
    before = (folder / "broken.md").read_bytes()
    write(time_file(Asked(folder / "broken.md"), LONG))
    assert (folder / "broken.md").read_bytes() == before
