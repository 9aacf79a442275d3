import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from tests.guide.test_taking import OUTLINE
from tests.guides import NOW, RAIN, by_hand, kept, opened, page, put

from lookback.errors import FileUnreadable, GuideUnusable
from lookback.film.page import same_but_lines
from lookback.formats.base import Source
from lookback.formats.markdown import Markdown
from lookback.formats.outline import Outline
from lookback.guide.exporting import export
from lookback.guide.intake import Found, gather
from lookback.guide.taking import take
from lookback.store.store import Store
from lookback.store.tables import revision

ODD = b"\xef\xbb\xbf" + RAIN.replace("\n", "\r\n").encode() + b"\r\n\r\n  "


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three films: one with odd bytes, one in another format, one with a history."""
    with opened(str(tmp_path / "guide.db")) as made:
        files = [
            Source("my rain.md", ODD),
            Source("b.txt", OUTLINE.replace("Rain Clerk", "Sun Clerk").encode()),
            Source("c.md", page("雨").encode()),
        ]
        take(made, [Found(one.name, one, named=True) for one in files], at=NOW, by="")
        put(made, page("雨", story="Rain."))
        yield made


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


CURRENT = {
    "the-rain-clerk.md": ODD,
    "the-sun-clerk.txt": OUTLINE.replace("Rain Clerk", "Sun Clerk").encode(),
    "雨.md": page("雨", story="Rain.").encode(),
}
HISTORY = {**CURRENT, "history/雨/0001.md": page("雨").encode()}


def test_every_byte_that_was_put_in_comes_out(store: Store, tmp_path: Path) -> None:
    assert export(store, tmp_path / "out" / "deep") == 3
    assert files(tmp_path / "out" / "deep") == CURRENT
    assert export(store, tmp_path / "out.ZIP") == 3
    assert unzipped(tmp_path / "out.ZIP") == CURRENT


def test_with_its_history_every_revision_comes_out(store: Store, tmp_path: Path) -> None:
    assert export(store, tmp_path / "out", history=True) == 4
    assert files(tmp_path / "out") == HISTORY
    assert export(store, tmp_path / "out.zip", history=True) == 4
    assert unzipped(tmp_path / "out.zip") == HISTORY


def test_what_was_exported_makes_the_same_guide_again(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out.zip")
    with opened(str(tmp_path / "second.db")) as second:
        take(second, gather([tmp_path / "out.zip"]), at=NOW, by="")
        for slug in store.slugs():
            assert second.current(slug) == store.current(slug)
        assert [row[1:3] for row in kept(second)["film"]] == [
            row[1:3] for row in kept(store)["film"]
        ]


def test_a_page_of_another_format_is_written_in_the_page_format(
    store: Store, tmp_path: Path
) -> None:
    export(store, tmp_path / "out", as_markdown=True)
    written = files(tmp_path / "out")
    assert set(written) == {"the-rain-clerk.md", "the-sun-clerk.md", "雨.md"}
    outline = Outline().read(CURRENT["the-sun-clerk.txt"].decode()).page
    markdown = Markdown().read(written.pop("the-sun-clerk.md").decode()).page
    assert same_but_lines(markdown.passages, outline.passages)
    assert written == {name: CURRENT[name] for name in written}


@pytest.mark.parametrize("name", ["full", "file.zip", "file"])
def test_nothing_that_is_there_is_overwritten(store: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "full":
        path.mkdir()
        (path / "mine.md").write_text("mine")
    else:
        path.write_text("mine")
    before = files(tmp_path)
    with pytest.raises(FileUnreadable, match="new or an empty folder") as refused:
        export(store, path)
    assert refused.value.file == str(path)
    assert files(tmp_path) == before


def test_an_empty_folder_may_be_there(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert export(store, tmp_path / "out") == 3


def test_a_path_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for name in ("file/out", "none/out.zip"):
        with pytest.raises(FileUnreadable):
            export(store, tmp_path / name)


def test_damaged_bytes_are_not_given_back_as_if_they_were_whole(
    store: Store, tmp_path: Path
) -> None:
    with by_hand(store) as connection:
        connection.execute(update(revision).values(source=b"torn"))
    with pytest.raises(GuideUnusable, match="lookback doctor tells more"):
        export(store, tmp_path / "out")
