"""Which kind of file of a catalogue a file is."""

import io

import pytest
from tests.formats.catalogues.samples import SAMPLES, head, read
from tests.formats.histories.samples import SAMPLES as HISTORIES
from tests.formats.hostile import OUTLINES, PAGES

from lookback.errors import FormatUnknown
from lookback.film.slug import parse_slug
from lookback.formats.catalogues.base import Catalogue, Head
from lookback.formats.catalogues.table import CATALOGUES, catalogue_named, claimant
from lookback.formats.histories.archive import unpack
from lookback.formats.histories.base import Upload


@pytest.mark.parametrize(("kind", "name", "data"), SAMPLES)
def test_each_file_has_exactly_one_claimant(kind: str, name: str, data: bytes) -> None:
    claiming = [known.name for known in CATALOGUES if known.claims(head(name, data))]
    assert claiming == [kind]
    assert claimant(head(name, data)) is catalogue_named(kind)


@pytest.mark.parametrize(("kind", "name", "data"), SAMPLES)
def test_a_file_is_told_by_what_is_in_it_and_not_by_its_name(
    kind: str, name: str, data: bytes
) -> None:
    for other in ("x", name.upper(), "title.ratings.tsv", "movie.nfo"):
        assert claimant(head(other, data)) is catalogue_named(kind)


@pytest.mark.parametrize(("kind", "name", "data"), SAMPLES)
def test_a_byte_order_mark_and_ends_of_lines_of_windows_change_nothing(
    kind: str, name: str, data: bytes
) -> None:
    marked = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    assert claimant(head(name, marked)) is catalogue_named(kind)
    assert read(kind, marked) == read(kind, data)


@pytest.mark.parametrize(("kind", "name", "data"), SAMPLES)
def test_what_is_kept_is_the_same_for_the_same_row(kind: str, name: str, data: bytes) -> None:
    assert name
    assert read(kind, data) == read(kind, data)


@pytest.mark.parametrize(("kind", "name", "data"), SAMPLES)
def test_every_key_has_the_shape_of_a_slug(kind: str, name: str, data: bytes) -> None:
    rows = read(kind, data)
    assert name
    assert rows
    for row in rows:
        assert parse_slug(row.key) == row.key
        assert row.key not in [known.address for known in row.ids]


@pytest.mark.parametrize(("kind", "name", "data"), SAMPLES)
def test_rows_tell_how_far_they_have_read(kind: str, name: str, data: bytes) -> None:
    told = [row for row in catalogue_named(kind).rows(io.BytesIO(data)) if isinstance(row, int)]
    assert name
    assert told == sorted(told)
    assert all(row <= len(data) for row in told)


def test_every_kind_has_a_sample_and_a_name_of_its_own() -> None:
    names = [known.name for known in CATALOGUES]
    assert len(set(names)) == len(names)
    assert {kind for kind, _, _ in SAMPLES} == set(names)


@pytest.mark.parametrize("data", [*PAGES, *OUTLINES])
def test_no_page_is_claimed(data: bytes) -> None:
    assert claimant(head("page.md", data)) is None


@pytest.mark.parametrize(("service", "upload"), HISTORIES)
def test_no_history_is_claimed_but_a_film_of_kodi(service: str, upload: Upload) -> None:
    for file in (upload, *unpack(upload)):
        claiming = claimant(head(file.name, file.data))
        # Kodi writes what was watched into the file that describes the film.
        assert claiming is None or (service, claiming.name) == ("kodi", "kodi-nfo")


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"[", b"[]", b"{}", b"[1]", b"<movies>", b"<tvshow>", b"tconst\tx\n", b"\xff\xfe",
     b"<html><script>1</script>", b"movieId,title\n", b"a\n===\n\ntext\n", b"PK\x03\x04"],
)  # fmt: skip
def test_what_no_catalogue_writes_is_unknown(data: bytes) -> None:
    assert claimant(Head("a", data)) is None


def test_a_name_that_no_kind_has_is_refused() -> None:
    with pytest.raises(FormatUnknown):
        catalogue_named("netflix")


@pytest.mark.parametrize("known", CATALOGUES, ids=lambda known: known.name)
def test_every_kind_says_whose_facts_it_has(known: Catalogue) -> None:
    assert known.source
    assert known.name == known.name.lower()
