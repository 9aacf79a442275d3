"""From an upload to the files in it, with limits."""

import io
import zipfile

import pytest
from tests.formats.histories.samples import DIARY, LETTERBOXD, refusal, table, titles, zipped

from lookback.errors import InputRefused
from lookback.formats.histories import archive
from lookback.formats.histories.archive import LARGEST_UPLOAD, MOST_FILES, unpack
from lookback.formats.histories.base import Upload
from lookback.formats.histories.table import read_history

ROWS = f"{DIARY}\n2024-05-02,Salt,2001,,,,,2024-05-01\n"


def refused(upload: Upload) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        unpack(upload)
    return caught.value


def test_a_file_that_is_no_zip_is_itself() -> None:
    upload = table("diary.csv", DIARY)
    assert unpack(upload) == (upload,)


def test_only_files_that_can_be_histories_are_unpacked() -> None:
    names = [file.name for file in unpack(LETTERBOXD)]
    assert names == [
        "diary.csv", "watched.csv", "ratings.csv", "reviews.csv", "watchlist.csv", "comments.csv",
        "profile.csv",
    ]  # fmt: skip


def test_pictures_hidden_files_and_the_extras_of_a_mac_are_left_alone() -> None:
    upload = zipped(
        ("poster.jpg", b"\xff"), ("__MACOSX/._diary.csv", b"\xff"), (".diary.csv", b"\xff"),
        ("inner.zip", b"PK"), ("folder.csv/", b""),
    )  # fmt: skip
    assert unpack(upload) == ()


@pytest.mark.parametrize(
    "path",
    [
        "../../../diary.csv", "/etc/diary.csv", "C:\\Windows\\diary.csv", "..\\diary.csv",
        "a/" * 5_000 + "diary.csv", "//host/share/diary.csv", "./diary.csv", "LETTERBOXD/Diary.CSV",
    ],
)  # fmt: skip
def test_a_path_is_nothing_but_its_last_name(path: str) -> None:
    (file,) = unpack(zipped((path, ROWS)))
    assert file.name.lower() == "diary.csv"
    assert titles(read_history(zipped((path, ROWS)))) == ["Salt"]


def test_a_name_that_cannot_be_shown_is_made_so() -> None:
    assert Upload("a\x1b[31m\n\u202eb\ud800.csv", b"").name == "a?[31m??b?.csv"
    assert Upload("a" * 5000 + ".csv", b"").name == "a" * 96 + ".csv"
    assert Upload("C:\\films\\a.csv", b"").name == "a.csv"


def test_a_name_that_ends_early_is_harmless() -> None:
    data = zipped(("diary.csvXevil.csv", ROWS)).data.replace(b"csvXevil", b"csv\x00evil")
    assert titles(read_history(Upload("a.zip", data))) == ["Salt"]


def test_a_bomb_is_refused_for_what_it_unpacks_to() -> None:
    error = refused(zipped(("diary.csv", b"a" * 60_000_000)))
    assert (error.code, error.file, error.line) == ("archive-invalid", "export.zip", 1)


def test_many_entries_that_share_their_bytes_are_refused_all_the_same() -> None:
    # One packed megabyte, which five hundred entries of the directory point to.
    whole = zipped(("a.csv", bytes(1_000_000)))
    start = whole.data.index(b"PK\x01\x02")
    end = whole.data.index(b"PK\x05\x06")
    body, entry = whole.data[:start], whole.data[start:end]
    tail = bytearray(whole.data[end:])
    tail[8:12] = (500).to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * 500).to_bytes(4, "little")
    assert refused(Upload("a.zip", body + entry * 500 + bytes(tail))).code == "archive-invalid"


def test_a_small_file_of_one_letter_is_taken_however_well_it_packs() -> None:
    (file,) = unpack(zipped(("diary.csv", b"a" * 900_000)))
    assert len(file.data) == 900_000


def test_a_size_that_the_directory_claims_is_not_believed() -> None:
    whole = zipped(("diary.csv", b"a" * 5_000_000))
    for claimed in (0, 10, 2**31):
        lie = whole.data.replace((5_000_000).to_bytes(4, "little"), claimed.to_bytes(4, "little"))
        assert refused(Upload("a.zip", lie)).code == "archive-invalid"


def test_limits_hold_for_each_file_and_for_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = bytes(range(250)) * 12
    three = zipped(*((f"{n}.csv", noise) for n in range(3)))
    monkeypatch.setattr(archive, "LARGEST_FILE", 3_000)
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 9_000)
    assert len(unpack(three)) == 3
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 8_999)
    assert refused(three).code == "too-large"
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 9_000)
    monkeypatch.setattr(archive, "LARGEST_FILE", 2_999)
    assert refused(three).code == "too-large"


def test_more_entries_than_are_taken_are_refused() -> None:
    most = zipped(*((f"{n}.txt", "") for n in range(MOST_FILES)), kind=zipfile.ZIP_STORED)
    assert unpack(most) == ()
    more = zipped(*((f"{n}.txt", "") for n in range(MOST_FILES + 1)), kind=zipfile.ZIP_STORED)
    assert refused(more).code == "too-large"


def test_an_upload_that_is_too_large_is_refused_unread() -> None:
    assert refused(Upload("a.csv", b"a" * (LARGEST_UPLOAD + 1))).code == "too-large"


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_end_are_refused_unread(kind: int) -> None:
    assert refused(zipped(("diary.csv", ROWS), kind=kind)).code == "archive-invalid"


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(zipped(("diary.csv", ROWS)).data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refused(Upload("a.zip", bytes(data))).code == "archive-invalid"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"a,b\n", LETTERBOXD.data[:-30]])
def test_a_broken_zip_is_refused(data: bytes) -> None:
    assert refused(Upload("a.zip", data)).code == "archive-invalid"


def test_a_zip_in_a_zip_is_left_alone() -> None:
    assert refusal(zipped(("inner.zip", LETTERBOXD.data))).code == "format-unknown"


def test_an_empty_zip_is_no_history() -> None:
    data = io.BytesIO()
    zipfile.ZipFile(data, "w").close()
    assert refusal(Upload("a.zip", data.getvalue())).code == "format-unknown"


def test_a_zip_is_one_whatever_it_is_called() -> None:
    assert titles(read_history(Upload("export", zipped(("diary.csv", ROWS)).data))) == ["Salt"]


def test_a_refused_file_in_a_zip_is_named() -> None:
    error = refusal(zipped(("watched.csv", "Date,Name,Letterboxd URI\n,Salt,\n,,x\n")))
    assert (error.file, error.line) == ("watched.csv", 3)
