"""What all kinds of files have in common."""

from functools import partial

import pytest
from tests.formats.catalogues.samples import BASICS, SAMPLES, File, found, read

from lookback.film.finding import Findable
from lookback.film.gate import OPEN
from lookback.formats.catalogues.base import Catalogue, nobody
from lookback.formats.catalogues.statements import find_open
from lookback.formats.catalogues.table import CATALOGUES, catalogue_named


def named(person: str) -> str:
    return f"Ida {person}"


def listening(asked: list[str], person: str) -> str:
    asked.append(person)
    return ""


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_a_film_is_found_by_what_everybody_may_see_and_by_no_more(sample: File) -> None:
    kind = catalogue_named(sample[0])
    for row in read(sample[0], sample[2]):
        film = Findable(1, "a")
        find_open([one for one in kind.passages(row.says, named) if one.gate == OPEN], film)
        assert found(kind, row.says, named) == film
        assert not film.themes


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_a_kind_asks_for_no_other_names_than_it_says(sample: File) -> None:
    kind = catalogue_named(sample[0])
    for row in read(sample[0], sample[2]):
        asked: list[str] = []
        kind.passages(row.says, partial(listening, asked))
        assert set(asked) <= set(kind.people(row.says))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one[1])
def test_stand_ins_are_named_after_their_catalogue_and_replaced_once(sample: File) -> None:
    kind = catalogue_named(sample[0])
    for row in read(sample[0], sample[2]):
        stated = kind.passages(row.says, named)
        names = [one.name for one in stated if one.name]
        assert all(name.startswith(kind.name) for name in names)
        assert sorted(names) == sorted({one.replaces for one in stated if one.replaces})


def test_nobody_is_known_where_no_file_of_people_was_read() -> None:
    assert nobody("nm0000001") == ""


@pytest.mark.parametrize("known", CATALOGUES, ids=lambda known: known.name)
def test_a_film_that_has_a_title_keeps_it(known: Catalogue) -> None:
    film = Findable(1, "a", title="Salt")
    for kind, _, data in SAMPLES:
        if kind == known.name:
            known.find([(1, read(kind, data)[0].says)], {1: film}, nobody)
    assert film.title == "Salt"
    assert "Salt" not in film.titles


def test_a_row_that_is_added_twice_says_nothing_new() -> None:
    kind, says = catalogue_named("imdb-basics"), read("imdb-basics", BASICS)[0].says
    film = found(kind, says)
    kind.find([(1, says)], {1: film}, nobody)
    assert film == found(kind, says)
