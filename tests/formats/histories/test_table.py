"""Which history an upload is."""

import pytest
from tests.formats.histories.samples import (
    DIARY,
    IMDB,
    KODI,
    SAMPLES,
    listed,
    refusal,
    table,
    zipped,
)

from lookback.errors import FormatUnknown
from lookback.formats.histories import base
from lookback.formats.histories.archive import unpack
from lookback.formats.histories.base import MOST_ROWS, MOST_VALUES, Skipped, Upload
from lookback.formats.histories.table import HISTORIES, history_named, read_history, sniff


@pytest.mark.parametrize(("name", "upload"), SAMPLES)
def test_each_upload_has_exactly_one_claimant(name: str, upload: Upload) -> None:
    assert [known.name for known in HISTORIES if known.claims(unpack(upload))] == [name]
    assert sniff(upload) is history_named(name)
    assert read_history(upload) == read_history(upload, name)
    assert read_history(upload).source == name


def test_every_history_has_a_sample() -> None:
    assert {name for name, _ in SAMPLES} == {known.name for known in HISTORIES}


@pytest.mark.parametrize(
    "upload",
    [
        Upload("", b""), Upload("a.csv", b"Title,Year\nSalt,1988\n"), Upload("a.json", b"{}"),
        Upload("watched-history-1.json", b"{}"), listed("a.json"), Upload("a", b"\n\n"),
        Upload("a.xml", b"<tvshow/>"), Upload("a.csv", b"Letterboxd list export v7\n"),
    ],
)  # fmt: skip
def test_what_no_service_writes_is_unknown(upload: Upload) -> None:
    error = refusal(upload)
    assert (error.code, error.file, error.line) == ("format-unknown", upload.name, 1)
    assert "letterboxd, trakt, imdb, kodi, lookback" in error.expected


def test_an_archive_of_two_services_is_ambiguous_until_one_is_named() -> None:
    both = zipped(("ratings.csv", IMDB.data), ("diary.csv", f"{DIARY}\n,Salt,,,,,,\n"))
    error = refusal(both)
    assert (error.code, error.expected) == ("format-ambiguous", "say which of letterboxd, imdb")
    assert len(read_history(both, "imdb").entries) == 1
    assert len(read_history(both, "letterboxd").entries) == 1


def test_a_history_that_is_not_the_named_one_is_refused() -> None:
    error = refusal(KODI, "letterboxd")
    assert (error.code, error.file) == ("format-unknown", "export.zip")


def test_a_name_that_no_history_has_is_refused() -> None:
    with pytest.raises(FormatUnknown):
        history_named("netflix")
    assert refusal(IMDB, "netflix").code == "format-unknown"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding_is_told_even_where_no_service_is_known(encoding: str) -> None:
    error = refusal(Upload("ratings.csv", IMDB.data.decode().encode(encoding)))
    assert (error.code, error.file, error.line) == ("text-invalid", "ratings.csv", 1)


def test_bytes_that_are_not_utf_8_are_refused_with_their_line() -> None:
    data = table("diary.csv", DIARY, ",Salt,,,,,,").data + b",Caf\xe9,,,,,,\n"
    error = refusal(Upload("diary.csv", data))
    assert (error.code, error.file, error.line) == ("text-invalid", "diary.csv", 3)


def test_more_rows_than_are_taken_are_refused_and_the_most_are_not() -> None:
    header, row = b"Const,Title,Title Type\n", b"tt0000321,Salt,Video Game\n"
    most = read_history(Upload("r.csv", header + row * MOST_ROWS))
    assert most.skipped == {Skipped.OTHER: MOST_ROWS}
    error = refusal(Upload("r.csv", header + row * (MOST_ROWS + 1)))
    assert (error.code, error.file) == ("too-large", "r.csv")


def test_rows_are_counted_in_all_files_and_whether_skipped_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(base, "MOST_ROWS", 3)
    rows = "Const,Title,Title Type\ntt0000321,Salt,\ntt0000321,Salt,TV Series\n"
    assert len(read_history(zipped(("a.csv", rows))).entries) == 1
    assert refusal(zipped(("a.csv", rows), ("b.csv", rows))).code == "too-large"


@pytest.mark.parametrize(
    ("name", "start", "unit"),
    [("r.csv", b"Const,Title\n", b","), ("watched-history-1.json", b"[", b"[],")],
)
def test_more_values_than_any_history_has_are_refused_before_they_take_memory(
    name: str, start: bytes, unit: bytes
) -> None:
    assert refusal(Upload(name, start + unit * (MOST_VALUES + 1))).code == "too-large"


def test_an_error_never_repeats_what_was_refused() -> None:
    broken = table("diary.csv", DIARY, ",Secret,secret,,secret,secret,secret,secret")
    assert "ecret" not in str(refusal(broken))
