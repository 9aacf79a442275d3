import gzip
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from tests.formats.catalogues import samples
from tests.formats.catalogues.samples import tsv
from tests.guides import kept, opened, page, written

from lookback.errors import ArchiveInvalid, FileUnreadable, FormatAmbiguous, ValueInvalid
from lookback.formats.catalogues.imdb import LICENCE
from lookback.formats.catalogues.table import CATALOGUES
from lookback.guide import cataloguing
from lookback.guide.cataloguing import CatalogueFile, recognised, stock
from lookback.guide.composing import catalogued
from lookback.store.catalogue import Tally
from lookback.store.stock import people, stocks
from lookback.store.store import Store

IMDB: Mapping[str, bytes] = {
    "imdb-basics": samples.BASICS,
    "imdb-akas": samples.AKAS,
    "imdb-ratings": samples.RATINGS,
    "imdb-principals": samples.PRINCIPALS,
    "imdb-names": samples.NAMES,
}
FILMS = ("tt0000321", "tt10000324")
"""Of the tables; the others in them are an episode and a film for adults."""


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    """Five tables of IMDb, called so that their names tell nothing, nor their order."""
    return [
        put(tmp_path, f"{name}.tsv", data)
        for name, data in zip("edcba", IMDB.values(), strict=True)
    ]


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def kinds(files: Sequence[CatalogueFile]) -> list[tuple[str, str]]:
    return [(one.path.name, one.catalogue.name) for one in files]


def everything(store: Store) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    with store.read() as connection:
        return sorted((one.slug, one.rows) for one in stocks(connection))


def basics(*numbers: int, broken: int = 0) -> bytes:
    """A table of small films; a line that is no row of it stands in the place of one."""
    rows = [rf"tt{n:07}|movie|Film {n}|Film {n}|0|1990|\N|90|Drama" for n in numbers]
    return tsv(
        samples.BASICS_HEADER,
        *(
            "a line that is none" if n == broken else row
            for n, row in zip(numbers, rows, strict=True)
        ),
    )


# recognised


def test_each_kind_of_file_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    for number, (kind, name, data) in enumerate(samples.SAMPLES):
        for packed in (data, gzip.compress(data)):
            suffix = ".gz" if packed is not data else ""
            path = put(tmp_path, f"{number}/{name}{suffix}", packed)
            assert kinds(recognised([path])) == [(path.name, kind)]


def test_a_folder_is_looked_through_and_read_in_the_order_of_the_table(tmp_path: Path) -> None:
    put(tmp_path, "a/z.tsv", samples.RATINGS)
    put(tmp_path, "b.tsv.gz", gzip.compress(samples.BASICS))
    put(tmp_path, "c.tsv", samples.BASICS)
    put(tmp_path, "d.bin", samples.BASICS)
    put(tmp_path, ".hidden/e.tsv", samples.BASICS)
    put(tmp_path, "__MACOSX/f.tsv", samples.BASICS)
    assert kinds(recognised([tmp_path])) == [
        ("b.tsv.gz", "imdb-basics"), ("c.tsv", "imdb-basics"), ("z.tsv", "imdb-ratings"),
    ]  # fmt: skip


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, "b.tsv", samples.BASICS)
    assert len(recognised([path, tmp_path, path])) == 1


def test_a_file_that_is_named_by_itself_may_be_called_anything(tmp_path: Path) -> None:
    path = put(tmp_path, "titles", samples.BASICS)
    assert kinds(recognised([path])) == [("titles", "imdb-basics")]
    assert recognised([tmp_path]) == []


def test_a_format_that_is_named_is_not_looked_for(tmp_path: Path) -> None:
    path = put(tmp_path, "b.tsv", b"anything\n")
    assert recognised([path]) == []
    assert kinds(recognised([path], "imdb-ratings")) == [("b.tsv", "imdb-ratings")]
    assert kinds(recognised([tmp_path], "imdb-ratings")) == [("b.tsv", "imdb-ratings")]


@pytest.mark.parametrize("name", ["markdown", "letterboxd", "no-such-format"])
def test_of_another_format_there_are_no_catalogues(tmp_path: Path, name: str) -> None:
    assert recognised([put(tmp_path, "b.tsv", samples.BASICS)], name) == []


def test_pages_and_histories_are_no_catalogues(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "rain.md": page("The Rain Clerk"),
            "notes.txt": "Look at the rain.\n",
            "empty.txt": "",
            "diary.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n",
            "watched.csv": "Date,Name,Year,Letterboxd URI\n2024-05-01,The Fog Bell,1988,x\n",
            "history.json": '[{"watched_at": "2024-05-01T00:00:00Z", "movie": {"title": "A"}}]',
            "ratings.csv": "Const,Your Rating,Date Rated,Title\ntt0000321,7,2024-05-01,A\n",
        },
    )
    put(tmp_path, "broken.gz", b"\x1f\x8bno")
    assert recognised([tmp_path]) == []
    assert recognised(sorted(tmp_path.iterdir())) == []


def test_of_a_mixed_folder_the_catalogues_are_told_alone(tmp_path: Path) -> None:
    written(tmp_path, {"rain.md": page("The Rain Clerk"), "notes.txt": "Rain.\n"})
    put(tmp_path, "b.tsv", samples.BASICS)
    assert kinds(recognised([tmp_path])) == [("b.tsv", "imdb-basics")]


def test_a_path_that_is_not_there_is_left_to_whoever_reads_pages(tmp_path: Path) -> None:
    assert recognised([tmp_path / "no.tsv"]) == []


def test_a_file_that_two_kinds_claim_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lookback.formats.catalogues.table.CATALOGUES", (*CATALOGUES, *CATALOGUES))
    with pytest.raises(FormatAmbiguous):
        recognised([put(tmp_path, "b.tsv", samples.BASICS)])


# stock


def test_tables_of_imdb_are_taken_in_together(database: str, tables: list[Path]) -> None:
    with opened(database) as store:
        told = {one.kind: one for one in stock(store, recognised(tables))}
        assert {kind: one.tally for kind, one in told.items()} == {
            "imdb-basics": Tally(rows=2, films=2, changed=2),
            "imdb-akas": Tally(rows=2, changed=2),
            "imdb-ratings": Tally(rows=3, changed=2, unknown=1),
            "imdb-principals": Tally(rows=2, changed=1, unknown=1),
            "imdb-names": Tally(rows=3),
        }
        assert told["imdb-names"].named == 3
        assert not any(one.refusal for one in told.values())
        rows = dict(everything(store))
        assert tuple(sorted(rows)) == FILMS
        assert [kind for kind, _ in rows[FILMS[0]]] == sorted(list(IMDB)[:4])
        with store.read() as connection:
            assert people(connection, ["nm0000003"]) == {"nm0000003": "Mette Holm"}
        made = catalogued(store, FILMS[0])
        assert made is not None
        assert made.page.title == "The Fog Bell"
        assert "Mette Holm as Anna Moor" in [str(one.says) for one in made.page.passages]


def test_the_order_in_which_files_are_named_does_not_matter(
    database: str, tables: list[Path]
) -> None:
    first, *others = permutations(tables)
    assert all(recognised(paths) == recognised(first) for paths in others)
    with opened(database) as store:
        stock(store, recognised(tables[::-1]))
        assert len(dict(everything(store))[FILMS[0]]) == 4


def test_the_same_files_again_change_nothing(database: str, tables: list[Path]) -> None:
    files = recognised(tables)
    with opened(database) as store:
        stock(store, files)
        before = kept(store)
        for one in stock(store, files):
            assert (one.tally.films, one.tally.changed, one.named) == (0, 0, 0)
        assert kept(store) == before


def test_a_row_that_says_something_else_changes_its_film_alone(
    database: str, tmp_path: Path
) -> None:
    path = put(tmp_path, "b.tsv", basics(1, 2, 3))
    with opened(database) as store:
        stock(store, recognised([path]))
        path.write_bytes(basics(1, 2, 3, 4).replace(b"Film 2\t0", b"Movie 2\t0"))
        assert stock(store, recognised([path]))[0].tally == Tally(rows=4, films=1, changed=2)


def test_a_preview_reads_everything_and_changes_nothing(database: str, tables: list[Path]) -> None:
    with opened(database) as store:
        before = kept(store)
        told = stock(store, recognised(tables), preview=True)
        assert [one.tally for one in told] == [Tally(rows=rows) for rows in (2, 2, 3, 2, 3)]
        assert kept(store) == before


def test_a_preview_tells_what_will_be_refused(database: str, tmp_path: Path) -> None:
    path = put(tmp_path, "b.tsv", basics(1, 2, broken=2))
    with opened(database) as store:
        (told,) = stock(store, recognised([path]), preview=True)
        assert told.refusal is not None
        assert everything(store) == []


def test_a_row_that_is_refused_ends_the_reading_and_the_rows_before_it_are_kept(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cataloguing, "_AT_ONCE", 3)
    path = put(tmp_path, "b.tsv", basics(*range(1, 9), broken=6))
    after = put(tmp_path, "c.tsv", samples.RATINGS)
    with opened(database) as store:
        (told,) = stock(store, recognised([path, after]))
        assert isinstance(told.refusal, ValueInvalid)
        assert (told.refusal.line, told.refusal.file) == (7, str(path))
        assert told.tally == Tally(rows=5, films=5, changed=5)
        assert [slug for slug, _ in everything(store)] == [f"tt{n:07}" for n in range(1, 6)]
        path.write_bytes(basics(*range(1, 9)))
        mended, ratings = stock(store, recognised([path, after]))
        assert mended.tally == Tally(rows=8, films=3, changed=3)
        assert ratings.refusal is None


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_a_packed_file_that_breaks_off_is_told(database: str, tmp_path: Path, share: float) -> None:
    packed = gzip.compress(basics(*range(1, 200)))
    cut = int(len(packed) * share)
    path = put(tmp_path, "b.tsv.gz", packed[:cut])
    with opened(database) as store:
        files = recognised([path], "imdb-basics")
        # In a folder it is told by its head, as far as it has one.
        assert recognised([tmp_path]) == (files if share > 0.1 else [])
        (told,) = stock(store, files)
        assert isinstance(told.refusal, ArchiveInvalid)
        assert told.refusal.file == str(path)
        assert everything(store) == []


@pytest.mark.parametrize("wound", ["middle", "checksum", "end"])
def test_a_packed_file_that_is_damaged_is_told(database: str, tmp_path: Path, wound: str) -> None:
    packed = bytearray(gzip.compress(basics(*range(1, 5000))))
    if wound == "end":
        packed += b"more"
    else:
        packed[len(packed) // 2 if wound == "middle" else -6] ^= 0xFF
    path = put(tmp_path, "b.tsv.gz", bytes(packed))
    with opened(database) as store:
        (told,) = stock(store, recognised([path], "imdb-basics"))
        assert told.refusal is not None


def test_a_file_of_several_packed_parts_is_read_to_its_end(database: str, tmp_path: Path) -> None:
    data = basics(*range(1, 50))
    packed = gzip.compress(data[:700]) + gzip.compress(data[700:])
    with opened(database) as store:
        (told,) = stock(store, recognised([put(tmp_path, "b.gz", packed)]))
        assert (told.tally.rows, told.refusal) == (49, None)


def test_a_file_that_is_not_there_is_told(database: str, tmp_path: Path) -> None:
    with opened(database) as store:
        (told,) = stock(store, recognised([tmp_path / "no.tsv"], "imdb-basics"))
        assert isinstance(told.refusal, FileUnreadable)


@pytest.mark.parametrize("packs", [False, True])
def test_progress_grows_up_to_the_size_of_all_files(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packs: bool
) -> None:
    monkeypatch.setattr(cataloguing, "_AT_ONCE", 500)
    told: list[tuple[int, int]] = []
    for name, numbers in (("a", range(1, 12_000)), ("b", range(12_000, 15_000))):
        data = basics(*numbers)
        put(tmp_path, f"{name}.tsv", gzip.compress(data) if packs else data)
    files = recognised([tmp_path])
    whole = sum(one.path.stat().st_size for one in files)
    with opened(database) as store:
        stock(store, files, progress=lambda done, total: told.append((done, total)))
    done = [one for one, _ in told]
    assert len(done) >= 10
    assert done == sorted(done)
    assert {total for _, total in told} == {whole}
    assert done[-1] == whole


def test_the_licence_is_told(database: str, tmp_path: Path) -> None:
    paths = [put(tmp_path, "b.tsv", samples.BASICS), put(tmp_path, "l.csv", samples.LINKS)]
    with opened(database) as store:
        told = {one.kind: one.licence for one in stock(store, recognised(paths))}
    assert told["imdb-basics"] == LICENCE


def test_themes_and_their_kinds_are_told_of(database: str, tmp_path: Path) -> None:
    path = put(tmp_path, "primary.th.txt", samples.HIERARCHY)
    with opened(database) as store:
        (told,) = stock(store, recognised([path]))
        assert told.named == told.tally.rows == 2
        assert stock(store, recognised([path]))[0].named == 0


def test_whoever_keeps_a_copy_hears_of_changes_alone(database: str, tables: list[Path]) -> None:
    files = recognised(tables)
    with opened(database) as store:
        before = store.changes()
        stock(store, files)
        after = store.changes()
        stock(store, files)
        assert before != after == store.changes()


def test_every_kind_of_file_can_be_taken_in_twice(database: str, tmp_path: Path) -> None:
    for number, (_, name, data) in enumerate(samples.SAMPLES):
        put(tmp_path, f"{number}/{name}" if "." in name else f"{number}/{name}.tsv", data)
    files = recognised([tmp_path])
    assert len(files) == len(samples.SAMPLES)
    with opened(database) as store:
        assert not any(one.refusal for one in stock(store, files))
        whole = everything(store)
        stock(store, files)
        assert [slug for slug, _ in everything(store)] == [slug for slug, _ in whole]
