import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.conftest import NewDatabase
from tests.guides import RAIN, kept, opened, page, put
from tests.readers import THE_DAY, Bench, made_reader, mention, report

from lookback.errors import FilmMissing, InputRefused, ItemMissing
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress
from lookback.film.reader import Reader
from lookback.film.report import Act
from lookback.guide.histories import LEFT_OUT, LOOKED_AT_FOR, NONE_OF_THEM
from lookback.guide.previewing import Fate
from lookback.store.viewings import Viewing, viewings

DIARY = """Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-05-02,The Rain Clerk,1961,https://boxd.it/1,4,,,2024-05-01
2024-06-02,The Rain Clerk,1961,https://boxd.it/2,4.5,Yes,,2024-06-01
2024-06-03,A Door,1981,https://boxd.it/3,,,,2024-06-03
2024-06-04,Nobody Has It,1999,https://boxd.it/4,,,,2024-06-04
"""
WATCHED = """Date,Name,Year,Letterboxd URI
2024-05-02,The Rain Clerk,1961,https://boxd.it/a
2024-06-04,Nobody Has It,1999,https://boxd.it/b
"""
RATINGS = """Date,Name,Year,Letterboxd URI,Rating
2024-06-02,The Rain Clerk,1961,https://boxd.it/a,4.5
2024-06-02,Two Winters,1990,https://boxd.it/c,3
"""
WATCHLIST = """Date,Name,Year,Letterboxd URI
2024-06-02,The Long Wait,1970,https://boxd.it/d
"""
PLAYBACK = b"""[
 {"progress": 50, "paused_at": "2026-01-03T20:00:00Z", "type": "movie", "movie":
  {"title": "A Door", "year": 1980, "ids": {"trakt": 1, "imdb": "tt0000980"}}},
 {"progress": 50, "paused_at": "2026-01-03T20:00:00Z", "type": "movie", "movie":
  {"title": "Timeless", "year": 2000, "ids": {"trakt": 2}}}
]"""


@pytest.fixture(scope="module")
def bench(new_database: NewDatabase) -> Iterator[Bench]:
    with opened(new_database()) as store:
        pages = (
            RAIN,
            page("A Door", record="release: 1980\nruntime: 100 min\nids: {imdb: tt0000980}\n"),
            page("Two Winters", record="release: 1990\n"),
            page("The Long Wait", record="release: 1970\n"),
            page("Timeless", record="release: 2000\n"),
        )
        assert not [one.refusal for one in put(store, *pages) if one.refusal]
        yield Bench(store)


@pytest.fixture
def reader(bench: Bench) -> Reader:
    return made_reader(bench.store)


def letterboxd(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return data.getvalue()


WHOLE = letterboxd(diary=DIARY, watched=WATCHED, ratings=RATINGS, watchlist=WATCHLIST)


def brought(bench: Bench, reader: Reader, data: bytes = WHOLE, name: str = "export.zip") -> str:
    return bench.histories.bring(reader, name, data)


def fates(bench: Bench, reader: Reader, id_: str) -> list[tuple[str, int, Fate]]:
    rows = bench.histories.preview(reader, id_).rows
    return [(row.entry.file, row.entry.line, row.fate) for row in rows]


def progress(bench: Bench, reader: Reader) -> dict[str, Progress]:
    return {
        one.slug or one.mention.title: one.standing.progress for one in bench.watching.items(reader)
    }


def by_name(bench: Bench, reader: Reader) -> dict[tuple[str, int], Progress]:
    items = bench.watching.items(reader)
    return {(one.mention.title, one.mention.year): one.standing.progress for one in items}


# The preview


def test_the_four_kinds_of_row_are_told_apart(bench: Bench, reader: Reader) -> None:
    told = dict.fromkeys(fates(bench, reader, brought(bench, reader)))
    assert set(told) == {
        ("diary.csv", 2, Fate.READY),
        ("diary.csv", 3, Fate.READY),
        ("diary.csv", 4, Fate.REVIEW),
        ("diary.csv", 5, Fate.READY),
        ("ratings.csv", 2, Fate.DUPLICATE),
        ("ratings.csv", 3, Fate.READY),
        ("watched.csv", 2, Fate.DUPLICATE),
        ("watched.csv", 3, Fate.DUPLICATE),
        ("watchlist.csv", 2, Fate.READY),
    }


def test_a_preview_writes_nothing_of_the_reader(bench: Bench, reader: Reader) -> None:
    id_ = brought(bench, reader)
    before = kept(bench.store)
    bench.histories.preview(reader, id_)
    assert kept(bench.store) == before
    assert bench.watching.items(reader) == []


def test_the_same_file_is_looked_at_once(bench: Bench, reader: Reader) -> None:
    assert brought(bench, reader) == brought(bench, reader)
    assert brought(bench, reader) != brought(bench, made_reader(bench.store))


def test_a_row_that_could_be_several_films_names_them(bench: Bench, reader: Reader) -> None:
    rows = bench.histories.preview(reader, brought(bench, reader)).rows
    (row,) = [row for row in rows if row.fate is Fate.REVIEW]
    assert (row.slug, row.candidates) == ("", ("a-door",))


def test_a_broken_file_changes_nothing_and_says_which_line(bench: Bench, reader: Reader) -> None:
    before = kept(bench.store)
    broken = letterboxd(diary=DIARY + "2024-06-05,Broken,1999,x,,,,2024-13-45\n", watched=WATCHED)
    with pytest.raises(InputRefused) as refused:
        brought(bench, reader, broken)
    assert (refused.value.file, refused.value.line) == ("diary.csv", 6)
    assert kept(bench.store) == before


def test_what_nobody_comes_back_to_is_forgotten(bench: Bench, reader: Reader) -> None:
    id_ = brought(bench, reader)
    bench.now += LOOKED_AT_FOR + timedelta(seconds=1)
    brought(bench, reader, letterboxd(watched=WATCHED))
    with pytest.raises(ItemMissing):
        bench.histories.preview(reader, id_)


# Taking it


def test_what_is_ready_is_taken_and_the_rest_is_left(bench: Bench, reader: Reader) -> None:
    outcome = bench.histories.confirm(reader, brought(bench, reader), {})
    assert outcome == {
        "ready": 5, "already there": 0, "duplicate": 3, "needs review": 1, "films": 3,
    }  # fmt: skip
    assert progress(bench, reader) == {
        "the-rain-clerk": FINISHED,
        "two-winters": FINISHED,
        "Nobody Has It": FINISHED,
        "the-long-wait": NOT_BEGUN,
    }


def test_to_take_it_twice_does_it_once_and_says_the_same(bench: Bench, reader: Reader) -> None:
    id_ = brought(bench, reader)
    first = bench.histories.confirm(reader, id_, {})
    before = kept(bench.store)
    assert bench.histories.confirm(reader, id_, {3: "a-door"}) == first
    assert kept(bench.store) == before
    assert bench.histories.preview(reader, id_).outcome == first


def test_what_was_taken_once_is_already_there(bench: Bench, reader: Reader) -> None:
    bench.histories.confirm(reader, brought(bench, reader), {})
    told = fates(bench, reader, brought(bench, reader))
    assert {fate for _, _, fate in told} == {Fate.THERE, Fate.REVIEW}


@pytest.mark.parametrize(
    ("choice", "found"),
    [("a-door", {"a-door": FINISHED}), (NONE_OF_THEM, {"A Door": FINISHED}), (LEFT_OUT, {})],
)
def test_the_reader_says_what_a_row_means(
    bench: Bench, reader: Reader, choice: str, found: dict[str, Progress]
) -> None:
    id_ = brought(bench, reader, letterboxd(diary=DIARY))
    bench.histories.confirm(reader, id_, {3: choice})
    others = {"the-rain-clerk": FINISHED, "Nobody Has It": FINISHED}
    assert progress(bench, reader) == {**others, **found}


def test_a_readers_choice_counts_for_more_than_what_the_guide_has_learnt_since(
    bench: Bench, reader: Reader
) -> None:
    first = "\n".join(DIARY.splitlines()[:2]) + "\n"
    for choice, found in (
        ("two-winters", {"two-winters": FINISHED}),
        (NONE_OF_THEM, {"The Rain Clerk": FINISHED}),
        (LEFT_OUT, {}),
    ):
        other = made_reader(bench.store)
        id_ = brought(bench, other, letterboxd(diary=first))
        bench.histories.confirm(other, id_, {1: choice})
        assert progress(bench, other) == found


def test_the_same_bytes_under_another_name_are_another_history(
    bench: Bench, reader: Reader
) -> None:
    data = WATCHLIST.encode()
    wrong = brought(bench, reader, data, "watched.csv")
    right = brought(bench, reader, data, "watchlist.csv")
    assert wrong != right
    bench.histories.confirm(reader, right, {})
    assert progress(bench, reader) == {"the-long-wait": NOT_BEGUN}


def test_the_same_diary_again_ends_nothing_that_is_watched_again(
    bench: Bench, reader: Reader
) -> None:
    bench.histories.confirm(reader, brought(bench, reader), {})
    bench.watching.move(reader, "the-rain-clerk", Progress(Moment(60)))
    id_ = brought(bench, reader)
    assert Fate.READY not in {fate for _, _, fate in fates(bench, reader, id_)}
    bench.histories.confirm(reader, id_, {})
    assert progress(bench, reader)["the-rain-clerk"] == Progress(Moment(60))


def test_a_choice_that_the_guide_does_not_have_is_refused(bench: Bench, reader: Reader) -> None:
    id_ = brought(bench, reader)
    with pytest.raises(FilmMissing):
        bench.histories.confirm(reader, id_, {3: "no-such-film"})
    assert bench.watching.items(reader) == []


def test_days_and_ratings_are_kept_once_each(bench: Bench, reader: Reader) -> None:
    bench.histories.confirm(reader, brought(bench, reader), {})
    item = next(one.id for one in bench.watching.items(reader) if one.slug == "the-rain-clerk")
    with bench.store.read() as connection:
        assert viewings(connection, reader.id)[item] == [
            Viewing(date(2024, 5, 1), 80, False, "letterboxd"),
            Viewing(date(2024, 6, 1), 90, True, "letterboxd"),
        ]


def test_who_says_so_has_not_seen_what_they_only_rated(bench: Bench, reader: Reader) -> None:
    id_ = brought(bench, reader, letterboxd(ratings=RATINGS))
    bench.histories.confirm(reader, id_, {}, counts_ratings=False)
    assert progress(bench, reader) == {"the-rain-clerk": NOT_BEGUN, "two-winters": NOT_BEGUN}


def test_where_somebody_stopped_is_a_share_of_the_running_time(
    bench: Bench, reader: Reader
) -> None:
    id_ = brought(bench, reader, PLAYBACK, "watched-playback.json")
    bench.histories.confirm(reader, id_, {})
    # The guide does not know how long the second one runs, so that a share of it says nothing.
    assert progress(bench, reader) == {"a-door": Progress(Moment(3000)), "timeless": NOT_BEGUN}


def test_a_history_takes_nothing_back(bench: Bench, reader: Reader) -> None:
    bench.watching.move(reader, "a-door", Progress(Moment(4000)))
    bench.watching.move(reader, "two-winters", FINISHED)
    bench.histories.confirm(reader, brought(bench, reader), {})
    id_ = brought(bench, reader, PLAYBACK, "watched-playback.json")
    bench.histories.confirm(reader, id_, {})
    now = progress(bench, reader)
    assert (now["a-door"], now["two-winters"]) == (Progress(Moment(4000)), FINISHED)


def test_an_import_can_be_undone_film_by_film(bench: Bench, reader: Reader) -> None:
    bench.watching.hear(reader, report(300))
    bench.histories.confirm(reader, brought(bench, reader), {})
    item = next(one for one in bench.watching.items(reader) if one.slug == "the-rain-clerk")
    (imported, _) = bench.watching.history(reader, item.id)
    assert (imported.source, imported.why) == ("letterboxd", "imported")
    undone = bench.watching.undo(reader, item.id)
    assert undone.standing.progress == Progress(Moment(300))


def test_another_readers_upload_looks_missing(bench: Bench, reader: Reader) -> None:
    id_, other = brought(bench, reader), made_reader(bench.store)
    with pytest.raises(ItemMissing):
        bench.histories.preview(other, id_)
    with pytest.raises(ItemMissing):
        bench.histories.confirm(other, id_, {})
    assert bench.watching.items(other) == []


# Giving it back


def everything(bench: Bench) -> Reader:
    """A reader with films in every state."""
    reader = made_reader(bench.store)
    bench.histories.confirm(reader, brought(bench, reader), {3: NONE_OF_THEM})
    bench.watching.move(reader, "two-winters", Progress(Moment(600)))
    bench.watching.hear(reader, report(300, film=mention("A Door", 1980, imdb="tt0000980")))
    jump = THE_DAY + timedelta(seconds=5)
    timeless = mention("Timeless", 2000)
    bench.watching.hear(reader, report(0, film=timeless, act=Act.BEGUN, at=THE_DAY))
    bench.watching.hear(reader, report(4000, film=timeless, at=jump, played=True))
    return reader


def test_what_is_given_back_makes_the_same_progress_in_an_empty_guide(
    bench: Bench, new_database: NewDatabase
) -> None:
    reader = everything(bench)
    given = bench.histories.as_json(reader)
    expected = by_name(bench, reader)
    assert len(expected) == 7
    # In a guide without a single film, and in one that has some of them.
    for pages in ((), (RAIN, page("Two Winters", record="release: 1990\n"))):
        with opened(new_database()) as store:
            put(store, *pages)
            other = Bench(store)
            stranger = made_reader(store)
            other.histories.confirm(stranger, brought(other, stranger, given, "a.json"), {})
            assert by_name(other, stranger) == expected


def test_giving_back_and_taking_again_in_the_same_guide_changes_nothing(bench: Bench) -> None:
    reader = everything(bench)
    id_ = brought(bench, reader, bench.histories.as_json(reader), "a.json")
    told = fates(bench, reader, id_)
    assert {fate for _, _, fate in told} <= {Fate.THERE, Fate.REVIEW}
    before = progress(bench, reader)
    bench.histories.confirm(reader, id_, {})
    assert progress(bench, reader) == before


def test_the_table_for_letterboxd_is_read_back_as_seen(bench: Bench) -> None:
    reader = everything(bench)
    table = bench.histories.as_letterboxd(reader)
    assert table.startswith(b"tmdbID,imdbID,Title,Year,WatchedDate,Rating10,Rewatch")
    other = made_reader(bench.store)
    bench.histories.confirm(other, brought(bench, other, table, "a.csv"), {})
    assert progress(bench, other)["the-rain-clerk"] == FINISHED
