"""The desk: timing the pages of a guide."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.door import DOOR, OTHERS_SAID, SAID, SENTENCES, SLUG
from tests.guides import NOW, RAIN, kept, opened, opened_guide, page, put

from lookback.errors import (
    ChaptersInvalid,
    FilmMissing,
    InputRefused,
    PageChanged,
    SubtitlesAtAnotherSpeed,
    SubtitlesInvalid,
    SubtitlesOfAnotherFilm,
    SynopsisMissing,
    TooLarge,
)
from lookback.film.moment import ENDING, Moment
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.film.timing import Basis
from lookback.formats.base import Source
from lookback.formats.synopsis import read_synopsis
from lookback.guide.intake import Found
from lookback.guide.taking import take
from lookback.guide.timing import Desk, Draft, Speed
from lookback.store.store import Store

OUTLINES = sorted((Path(__file__).parent.parent / "examples" / "outline").glob("*.txt"))


def at(minutes: int) -> Moment:
    return Moment.minute(minutes)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """With the door, the rain, and a film without a story."""
    with opened(database) as store:
        put(store, DOOR, RAIN, page("A Stair"))
        yield store


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, lambda: NOW)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One for tests that change nothing."""
    with opened(str(tmp_path_factory.mktemp("desk") / "guide.db")) as store:
        loft = "Text.\n\n## Story so far\n\nOne. Two."
        put(
            store,
            DOOR,
            page("A Stair"),
            page("A Loft", story=loft),
            page("A Roof", record="runtime: {value: 80 min, from: ending}\n", story=loft),
            DOOR.replace("The Third Door", "The Fast Door").replace("94 min", "85 min"),
        )
        yield store


@pytest.fixture(scope="module")
def reading_desk(shelf: Store) -> Desk:
    return Desk(shelf, lambda: NOW)


def text(store: Store, slug: str = SLUG) -> str:
    revision = store.source(slug)
    assert revision is not None
    return revision.source.decode()


def timed(desk: Desk, *, speed: Speed = Speed.ASK, strict: bool = False) -> Draft:
    return desk.time(SLUG, SAID, "door.srt", speed=speed, strict=strict)


def test_a_draft_has_the_sentences_of_the_story_with_their_lines(
    reading_desk: Desk, shelf: Store
) -> None:
    draft = reading_desk.draft(SLUG)
    assert (draft.slug, draft.title, draft.runtime) == (SLUG, "The Third Door", 94 * 60)
    assert len(draft.statements) == len(draft.lines) == SENTENCES
    assert (draft.timing, draft.spoken) == (None, ())
    last = draft.statements[-1]
    assert (last.gate, last.is_last) == (ENDING, True)
    assert [one.gate for one in draft.statements[:-1]] == [None] * (SENTENCES - 1)
    lines = text(shelf).split("\n")
    for statement, line in zip(draft.statements, draft.lines, strict=True):
        assert statement.text.split()[0] in lines[line - 1]


def test_timing_says_when_each_sentence_is_safe_and_what_it_rests_on(
    reading_desk: Desk, shelf: Store
) -> None:
    before = kept(shelf)
    draft = timed(reading_desk)
    assert draft.timing is not None
    assert len(draft.timing.estimates) == len(draft.spoken) == SENTENCES
    assert draft.timing.estimates[-1].basis is Basis.AUTHOR
    assert sorted(draft.gates) == list(range(SENTENCES - 1))
    assert draft.version == reading_desk.draft(SLUG).version
    assert any("third door alone" in words for words in draft.spoken)
    assert kept(shelf) == before


def test_without_subtitles_the_place_in_the_story_counts(reading_desk: Desk) -> None:
    draft = reading_desk.time(SLUG, None, "")
    assert draft.timing is not None
    assert {one.basis for one in draft.timing.estimates} == {Basis.PLACE, Basis.AUTHOR}
    assert set(draft.spoken) == {""}


def test_saving_writes_a_new_revision_with_the_gates(desk: Desk, store: Store) -> None:
    draft = timed(desk)
    desk.save(SLUG, {0: at(15), 1: at(15), 3: ENDING}, version=draft.version, by="Ana", why="timed")
    new = read_synopsis(text(store)).statements
    assert [one.text for one in new] == [one.text for one in draft.statements]
    assert [one.gate for one in new[:5]] == [at(15), at(15), None, ENDING, None]
    revisions = [one for one in store.sources(history=True) if one.slug == SLUG]
    assert [(one.number, one.by, one.why) for one in revisions] == [
        (1, "ana", ""),
        (2, "Ana", "timed"),
    ]
    assert revisions[0].source.decode() == DOOR
    assert (revisions[1].format_name, revisions[1].filename) == ("markdown", "page0.md")
    assert revisions[1].at == NOW


def test_a_page_whose_gates_are_all_set_stays_as_it_is(desk: Desk, store: Store) -> None:
    draft = timed(desk)
    desk.save(SLUG, draft.gates, version=draft.version, by="Ana")
    before = kept(store)
    again = timed(desk)
    assert again.gates == {}
    desk.save(SLUG, dict.fromkeys(range(SENTENCES), at(1)), version=again.version, by="Ana")
    assert kept(store) == before


def test_subtitles_are_never_kept(desk: Desk, store: Store) -> None:
    draft = timed(desk)
    desk.save(SLUG, draft.gates, version=draft.version, by="Ana")
    assert "One ticket" not in repr(kept(store))
    assert "One ticket" not in text(store)


def test_gates_for_a_page_that_was_changed_meanwhile_are_refused(desk: Desk, store: Store) -> None:
    draft = timed(desk)
    put(store, DOOR.replace("night train", "slow train"))
    before = kept(store)
    with pytest.raises(PageChanged):
        desk.save(SLUG, draft.gates, version=draft.version, by="Ana")
    assert kept(store) == before


def test_of_several_who_save_at_once_one_is_heard(database: str) -> None:
    with opened(database) as store:
        put(store, DOOR)
        version = Desk(store, lambda: NOW).draft(SLUG).version

        def save(minute: int) -> str:
            with opened(database) as own:
                try:
                    gates = dict.fromkeys(range(9), at(minute))
                    Desk(own, lambda: NOW).save(SLUG, gates, version=version, by=f"author {minute}")
                except PageChanged:
                    return "changed"
                return "saved"

        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(save, range(1, 9)))
        assert sorted(told) == ["changed"] * 7 + ["saved"]
        winner = told.index("saved") + 1
        assert {one.gate for one in read_synopsis(text(store)).statements[:-1]} == {at(winner)}
        assert [one.number for one in store.sources(history=True)] == [1, 2]


def test_readers_see_a_sentence_from_its_gate_on_at_once(database: str) -> None:
    with opened_guide(database) as guide:
        with opened(database) as store:
            put(store, DOOR)

        def recap(progress: Progress) -> list[str]:
            view = guide.view(SLUG, Watched({SLUG: progress}))
            return [line.text for line in view.recap]

        assert recap(Progress.at(at(90))) == []
        draft = guide.desk.draft(SLUG)
        guide.desk.save(SLUG, {0: at(10)}, version=draft.version, by="Ana")
        assert recap(Progress.at(at(9))) == []
        assert [text.split()[0] for text in recap(Progress.at(at(10)))] == ["Paul"]
        assert len(recap(FINISHED)) == 5


def test_line_ends_and_names_of_files_are_kept(store: Store, desk: Desk) -> None:
    odd = Source("Door (final).MD", ("\ufeff" + DOOR.replace("\n", "\r\n")).encode())
    take(store, [Found("x", odd, named=True)], at=NOW, by="ana")
    draft = desk.draft(SLUG)
    desk.save(SLUG, {0: at(15), 1: at(16)}, version=draft.version, by="Ana")
    new = text(store)
    assert new.startswith("\ufeff---\r\n")
    assert new.count("\n") == new.count("\r\n")
    revision = store.source(SLUG)
    assert revision is not None
    assert revision.filename == "Door (final).md"


def test_the_revision_has_the_time_of_the_desk_s_clock(store: Store) -> None:
    later: datetime = NOW + timedelta(hours=1)
    desk = Desk(store, lambda: later)
    desk.save(SLUG, {0: at(15)}, version=desk.draft(SLUG).version, by="Ana")
    revision = store.source(SLUG)
    assert revision is not None
    assert revision.at == later


def test_a_film_that_is_not_there_has_no_draft(reading_desk: Desk) -> None:
    for ask in (
        lambda: reading_desk.draft("no-such-film"),
        lambda: reading_desk.time("no-such-film", SAID, "door.srt"),
        lambda: reading_desk.save("no-such-film", {}, version="", by="Ana"),
    ):
        with pytest.raises(FilmMissing):
            ask()


def test_a_page_without_a_story_says_where_to_write_it(reading_desk: Desk) -> None:
    with pytest.raises(SynopsisMissing, match="## Story so far"):
        reading_desk.draft("a-stair")


def test_a_page_in_the_plain_layout_has_no_timed_part(desk: Desk, store: Store) -> None:
    source = Source(OUTLINES[0].name, OUTLINES[0].read_bytes())
    (taken,) = take(store, [Found("x", source, named=True)], at=NOW, by="ana")
    with pytest.raises(SynopsisMissing, match="--as-markdown"):
        desk.draft(taken.slug)


def test_without_subtitles_the_running_time_must_be_known(reading_desk: Desk) -> None:
    with pytest.raises(SynopsisMissing, match="running time"):
        reading_desk.time("a-loft", None, "")


def test_a_running_time_that_readers_do_not_see_yet_counts_for_authors(reading_desk: Desk) -> None:
    assert reading_desk.draft("a-roof").runtime == 4800


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", SubtitlesInvalid),
        (b"\x00\xff no subtitles", SubtitlesInvalid),
        (OTHERS_SAID, SubtitlesOfAnotherFilm),
        (b" " * 10_000_000, TooLarge),
    ],
)
def test_other_files_are_refused_by_name(
    reading_desk: Desk, data: bytes, refusal: type[InputRefused]
) -> None:
    with pytest.raises(refusal) as told:
        reading_desk.time(SLUG, data, "said.srt", speed=Speed.AS_IS)
    assert told.value.file == "said.srt"


def test_chapters_are_read_or_refused(reading_desk: Desk) -> None:
    plain = b"0:00:00 The letter\n0:30:00 The clocks\n1:00:00 The widow\n"
    assert reading_desk.time(SLUG, SAID, "door.srt", chapters=plain).timing is not None
    with pytest.raises(ChaptersInvalid):
        reading_desk.time(SLUG, SAID, "door.srt", chapters=b"no chapters at all")


def test_subtitles_of_another_speed_are_asked_about_and_rescaled(reading_desk: Desk) -> None:
    with pytest.raises(SubtitlesAtAnotherSpeed) as told:
        reading_desk.time("the-fast-door", SAID, "door.srt")
    assert told.value.file == "door.srt"
    for speed in (Speed.RESCALE, Speed.AS_IS):
        assert reading_desk.time("the-fast-door", SAID, "door.srt", speed=speed).timing


def test_strict_gates_are_no_earlier(reading_desk: Desk) -> None:
    usual, strict = timed(reading_desk).gates, timed(reading_desk, strict=True).gates
    assert all(strict[number] >= gate for number, gate in usual.items())
