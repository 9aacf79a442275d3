import random
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.guides import RAIN, page, written

from lookback.errors import ArchiveInvalid, FileUnreadable, LookBackError, TooLarge
from lookback.formats.base import LARGEST
from lookback.guide import intake
from lookback.guide.intake import gather


def zipped(path: Path, entries: Mapping[str, str | bytes], **options: Any) -> Path:
    with zipfile.ZipFile(path, "w", **{"compression": zipfile.ZIP_DEFLATED, **options}) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def names(*paths: Path) -> list[str]:
    return [found.source.name for found in gather(paths)]


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    written(tmp_path, {"page.text": RAIN})
    (found,) = gather([tmp_path / "page.text"])
    assert found.source.data == RAIN.encode()
    assert (found.path, found.named) == (str(tmp_path / "page.text"), True)


def test_a_folder_gives_its_pages_from_all_depths_in_the_order_of_their_names(
    tmp_path: Path,
) -> None:
    files = ["b.md", "a/z.markdown", "a/b/c.txt", "C.MD", "a.md"]
    written(tmp_path, dict.fromkeys(files, RAIN))
    assert names(tmp_path) == ["C.MD", "c.txt", "z.markdown", "a.md", "b.md"]
    assert not any(found.named for found in gather([tmp_path]))


def test_hidden_files_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    hidden = [".a.md", ".git/b.md", "__MACOSX/c.md", "a/.trash/d.md", "e.jpg", "f", "g.md.bak"]
    written(tmp_path, dict.fromkeys([*hidden, "page.md"], RAIN))
    assert names(tmp_path) == ["page.md"]
    assert names(zipped(tmp_path / "a.zip", dict.fromkeys([*hidden, "page.md"], RAIN))) == [
        "page.md"
    ]


def test_a_folder_below_a_hidden_one_is_not_hidden_itself(tmp_path: Path) -> None:
    written(tmp_path, {".config/pages/a.md": RAIN})
    assert names(tmp_path / ".config" / "pages") == ["a.md"]


def test_a_folder_named_like_a_page_is_no_page(tmp_path: Path) -> None:
    written(tmp_path, {"folder.md/a.md": RAIN})
    assert names(tmp_path) == ["a.md"]


def test_a_zip_gives_its_pages_in_the_order_of_their_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "pages.zip", {"b/c.md": page("A Door"), "a.md": RAIN})
    told = [(found.path, found.source.data.decode(), found.named) for found in gather([path])]
    assert told == [(f"{path}/a.md", RAIN, False), (f"{path}/b/c.md", page("A Door"), False)]


def test_a_zip_is_known_by_its_bytes_too(tmp_path: Path) -> None:
    assert names(zipped(tmp_path / "pages.backup", {"a.md": RAIN})) == ["a.md"]


def test_paths_come_in_the_order_that_they_are_given_in(tmp_path: Path) -> None:
    written(tmp_path, {"b.md": RAIN, "a.md": RAIN})
    assert names(tmp_path / "b.md", tmp_path / "a.md") == ["b.md", "a.md"]


@pytest.mark.parametrize("name", ["none.md", "none", "none.zip"])
def test_a_path_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable, match="a folder or a zip that may be read") as refused:
        list(gather([tmp_path / name]))
    assert refused.value.file == str(tmp_path / name)


@pytest.mark.parametrize(
    "name", ["../../outside.md", "/outside.md", "a/../../outside.md", "..\\outside.md"]
)
def test_names_in_a_zip_never_lead_out_of_it(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: RAIN, "in.md": RAIN})
    before = sorted(tmp_path.rglob("*"))
    told = names(path)
    assert "in.md" in told
    assert all("/" not in one for one in told)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_that_unpacks_to_far_more_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {f"{n}.md": b"0" * 900_000 for n in range(10)})
    assert path.stat().st_size < 20_000
    with pytest.raises(ArchiveInvalid, match="far more than pages do"):
        next(gather([path]))


def test_an_entry_that_lies_about_its_size_does_not_get_past_the_limit(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": b"0" * 30_000_000})
    data = bytearray(path.read_bytes())
    claimed = (30_000_000).to_bytes(4, "little")
    small = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data).replace(claimed, small))
    with pytest.raises(ArchiveInvalid, match="a whole zip"):
        list(gather([path]))


def test_a_text_that_packs_well_is_still_taken(tmp_path: Path) -> None:
    text = page("A Door", story="It opens, it shuts. " * 20_000)
    assert names(zipped(tmp_path / "a.zip", {"a.md": text})) == ["a.md"]


def test_a_zip_of_too_many_pages_or_bytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}.md": RAIN for n in range(4)})
    monkeypatch.setattr(intake, "_MOST_FILES", 3)
    with pytest.raises(TooLarge, match="at most 3 pages"):
        list(gather([path]))
    monkeypatch.undo()
    monkeypatch.setattr(intake, "_LARGEST_ARCHIVE", len(RAIN) * 3)
    with pytest.raises(TooLarge):
        list(gather([path]))


def test_never_more_of_a_file_is_read_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    large = random.Random(1).randbytes(3 * LARGEST)  # noqa: S311 - no secret
    (tmp_path / "a.md").write_bytes(large)
    path = zipped(tmp_path / "a.zip", {"b.md": large})
    for where in (tmp_path / "a.md", path):
        (found,) = gather([where])
        assert len(found.source.data) == LARGEST + 1
        with pytest.raises(TooLarge):
            found.source.text()


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": RAIN}, compression=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1  # the flag that says: encrypted
    path.write_bytes(data)
    with pytest.raises(ArchiveInvalid, match="without a password"):
        list(gather([path]))


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.99])
def test_a_zip_that_was_cut_off_is_refused_as_one(tmp_path: Path, part: float) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}.md": RAIN for n in range(9)})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(ArchiveInvalid, match="a whole zip") as refused:
        list(gather([path]))
    assert refused.value.file == str(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_whose_entries_unpack_without_a_bound_is_refused(tmp_path: Path, method: int) -> None:
    path = zipped(tmp_path / "a.zip", {"a.md": RAIN}, compression=method)
    with pytest.raises(ArchiveInvalid, match="packed by deflate"):
        list(gather([path]))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_with_any_wrong_bytes_is_read_or_refused_and_never_crashes(
    tmp_path: Path, method: int
) -> None:
    whole = zipped(tmp_path / "a.zip", {"a.md": RAIN, "b.md": RAIN}, compression=method)
    data, chance = whole.read_bytes(), random.Random(method)  # noqa: S311 - no secret
    refused = 0
    for _ in range(300):
        torn = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        whole.write_bytes(torn)
        try:
            list(gather([whole]))
        except LookBackError:
            refused += 1
    assert refused > 100
