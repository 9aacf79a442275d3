from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.guides import NOW, RAIN, kept, opened, page, put

from lookback.errors import FilmAmbiguous, FilmTwice, FormatUnknown, InputRefused
from lookback.formats.base import Source
from lookback.guide.intake import Found
from lookback.guide.taking import Outcome, Taken, take
from lookback.notices import Notice
from lookback.store.store import Store

OUTLINE = """The Rain Clerk

A clerk counts the rain.
3 May 1961 France 94 min
Director: Anne Example

The Rain Clerk - Ending Explained

The drought was his.
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(str(tmp_path / "guide.db")) as made:
        yield made


def found(text: str, *, named: bool = True, path: str = "folder/a.md") -> Found:
    return Found(path, Source(Path(path).name, text.encode()), named=named)


def refusals(told: list[Taken]) -> list[type[InputRefused] | None]:
    return [type(taken.refusal) if taken.refusal else None for taken in told]


def slugs(told: list[Taken]) -> list[str]:
    return [taken.slug for taken in told]


def test_one_file_is_told_with_its_path_its_film_and_its_notes(store: Store) -> None:
    text = RAIN.replace("@0:06 ", "")
    (told,) = take(store, [found(text)], at=NOW, by="")
    assert (told.path, told.outcome, told.slug) == ("folder/a.md", Outcome.NEW, "the-rain-clerk")
    assert told.title == "The Rain Clerk"
    assert [note.notice for note in told.notes] == [Notice.GATE_MISSING]
    assert told.notes[0].line == text.split("\n").index("He finds a drop that is dry.") + 1


def test_a_refusal_names_the_file_and_the_line(store: Store) -> None:
    (told,) = take(store, [found(RAIN.replace("94 min", "long"))], at=NOW, by="")
    assert told.refusal is not None
    assert (told.refusal.file, told.refusal.line) == ("folder/a.md", 4)
    assert (told.refusal.code, told.outcome) == ("value-invalid", Outcome.REFUSED)


def test_a_file_named_by_itself_must_be_a_page_and_one_in_a_folder_need_not(store: Store) -> None:
    told = take(store, [found("notes", named=False)], at=NOW, by="")
    assert [(one.outcome, one.refusal) for one in told] == [(Outcome.SKIPPED, None)]
    told = take(store, [found("notes")], at=NOW, by="")
    assert refusals(told) == [FormatUnknown]


def test_every_refusal_of_an_import_is_told_at_once(store: Store) -> None:
    told = put(store, RAIN.replace("94 min", "long"), page("A Door"), "---\n---\n", "\x00")
    assert [one.outcome is Outcome.REFUSED for one in told] == [True, False, True, True]


def test_a_film_can_come_only_once_in_an_import(store: Store) -> None:
    told = put(store, RAIN, page("A Door"), RAIN.replace("counts", "weighs"))
    assert refusals(told) == [None, None, FilmTwice]
    assert kept(store)["film"] == []


def test_a_forced_format_is_used_for_every_file_and_must_be_one(store: Store) -> None:
    told = take(store, [found(OUTLINE)], at=NOW, by="", format_name="outline")
    assert slugs(told) == ["the-rain-clerk"]
    told = take(store, [found(OUTLINE)], at=NOW, by="", format_name="markdown")
    assert told[0].outcome is Outcome.REFUSED
    with pytest.raises(FormatUnknown, match="one of markdown, outline"):
        take(store, [found(OUTLINE)], at=NOW, by="", format_name="runes")


def test_the_format_is_found_out_file_by_file(store: Store) -> None:
    take(store, [found(OUTLINE), found(page("A Door"))], at=NOW, by="")
    told = [(one.slug, one.format_name) for one in store.sources(history=True)]
    assert told == [("a-door", "markdown"), ("the-rain-clerk", "outline")]


def test_a_page_in_another_format_is_about_the_same_film(store: Store) -> None:
    put(store, RAIN)
    (told,) = take(store, [found(OUTLINE)], at=NOW, by="")
    assert (told.outcome, told.slug) == (Outcome.CHANGED, "the-rain-clerk")


def test_an_outside_id_says_which_film_is_meant_whatever_the_title(store: Store) -> None:
    put(store, RAIN)
    (told,) = put(store, page("Le commis de la pluie", record="ids: {imdb: tt0000611}\n"))
    assert (told.outcome, told.slug) == (Outcome.CHANGED, "the-rain-clerk")


def test_another_year_is_another_film_and_says_so_in_its_address(store: Store) -> None:
    put(store, page("A Door", record="release: 1931\n"))
    told = put(store, page("A Door", record="release: 1961\n"))
    assert slugs(told) == ["a-door-1961"]


def test_a_page_that_could_be_about_two_films_must_say_which(store: Store) -> None:
    for year in (1931, 1961):
        put(store, page("A Door", record=f"release: {year}\n"))
    before = kept(store)
    told = put(store, page("A Door"))
    assert refusals(told) == [FilmAmbiguous]
    assert kept(store) == before
    told = put(store, page("A Door", record="slug: a-door-1961\n"))
    assert (told[0].slug, told[0].outcome) == ("a-door-1961", Outcome.CHANGED)


def test_an_id_of_two_films_is_never_guessed(store: Store) -> None:
    put(store, page("A Door", record="ids: {imdb: tt0000001}\n"))
    put(store, page("A Stair", record="ids: {tmdb: 2}\n"))
    told = put(store, page("A Window", record="ids: {imdb: tt0000001, tmdb: 2}\n"))
    assert refusals(told) == [FilmAmbiguous]


def test_a_third_film_of_a_title_and_year_needs_an_address_of_its_own(store: Store) -> None:
    for number in (1, 2):
        put(store, page("A Door", record=f"release: 1931\nids: {{imdb: tt000000{number}}}\n"))
    third = "release: 1931\nids: {imdb: tt0000003}\n"
    assert refusals(put(store, page("A Door", record=third))) == [FilmAmbiguous]
    told = put(store, page("A Door", record=f"slug: third-door\n{third}"))
    assert (told[0].slug, told[0].outcome) == ("third-door", Outcome.NEW)


def test_what_is_hidden_identifies_no_film(store: Store) -> None:
    hidden = "ids: {imdb: {value: tt0000611, from: ending}}\n"
    put(store, RAIN)
    told = put(store, page("Le commis de la pluie", record=hidden))
    assert told[0].outcome is Outcome.NEW


def test_progress_is_told_step_by_step_to_the_end(store: Store) -> None:
    steps: list[tuple[int, int]] = []
    take(
        store,
        [found(page(title)) for title in ("A Door", "A Stair")],
        at=NOW,
        by="",
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
