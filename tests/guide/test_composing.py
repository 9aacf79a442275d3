import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.formats.catalogues import samples
from tests.formats.catalogues.samples import read
from tests.guides import opened, page, put

from lookback.film.gate import OPEN
from lookback.film.part import Part
from lookback.film.progress import FINISHED, NOTHING, Watched
from lookback.film.prose import Prose
from lookback.firewall.view import View, clear
from lookback.formats.catalogues.base import nobody
from lookback.guide.cataloguing import recognised, stock
from lookback.guide.composing import Composed, catalogued, composed, current
from lookback.store.stock import Stock
from lookback.store.store import Store

SLUG = "tt0000321"
NAMES = {"nm0000001": "Ida Brandt", "nm0000003": "Mette Holm", "nm0000004": "Jon Vik"}
FULL: Sequence[tuple[str, bytes]] = (
    ("imdb-akas", samples.AKAS),
    ("imdb-basics", samples.BASICS),
    ("imdb-principals", samples.PRINCIPALS),
    ("imdb-ratings", samples.RATINGS),
    ("kodi-nfo", samples.NFO),
    ("schema-org", json.dumps(samples.SCHEMA).encode()),
    ("themes", samples.STORIES),
    ("tmdb-movie", samples.TMDB_MOVIE),
    ("wikidata", samples.WIKIDATA),
    ("wikipedia", samples.WIKIPEDIA),
)
"""All that nine catalogues say of one film, which each tells of first."""


def made(*files: tuple[str, bytes], addresses: Sequence[str] = ()) -> Composed:
    """The page that the first row of each file makes."""
    rows = tuple((kind, read(kind, data)[0].says) for kind, data in files)
    stocked = Stock(1, SLUG, has_page=False, rows=rows)
    return composed(stocked, addresses, lambda person: NAMES.get(person, ""))


def start(one: Composed) -> View:
    return clear(one.page, NOTHING)


def said(view: View, part: Part) -> list[str]:
    return [str(value) for value in view.record[part]]


def tmdb(**more: object) -> tuple[str, bytes]:
    return "tmdb-movie", json.dumps({**samples.TMDB_FILM, **more}).encode()


def basics(**cells: str) -> tuple[str, bytes]:
    row = dict(zip(samples.BASICS_HEADER.split("|"), samples.FILM.split("|"), strict=True), **cells)
    return "imdb-basics", samples.tsv(samples.BASICS_HEADER, "|".join(row.values()))


def stocked(store: Store, folder: Path, *files: tuple[str, bytes]) -> None:
    for kind, data in files:
        path = folder / f"{kind}.gz"
        path.write_bytes(gzip.compress(data))
        assert not any(one.refusal for one in stock(store, recognised([path], kind)))


def test_the_weightiest_catalogue_decides_the_title_and_others_add_theirs() -> None:
    told = made(tmdb(title="Bell of Fog"), basics())
    view = start(told)
    assert view.title == told.page.title == "The Fog Bell"
    assert said(view, Part.TITLE) == ["The Fog Bell"]
    assert said(view, Part.ORIGINAL_TITLE) == ["Die Nebelglocke"]
    assert said(view, Part.ALSO_KNOWN_AS) == ["Bell of Fog", "La cloche"]


def test_another_original_title_is_one_more_title() -> None:
    view = start(made(tmdb(original_title="Die Glocke im Nebel"), basics()))
    assert said(view, Part.ORIGINAL_TITLE) == ["Die Nebelglocke"]
    assert "Die Glocke im Nebel" in said(view, Part.ALSO_KNOWN_AS)


def test_no_title_is_said_twice_however_it_is_written() -> None:
    rows = ("1|THE FOG BELL", "2|Die Nebelglocke", "3|La Cloche", "4|Fog Bell")
    akas = samples.tsv(
        samples.AKAS_HEADER, *(rf"tt0000321|{row}|US|\N|imdbDisplay|\N|0" for row in rows)
    )
    view = start(made(basics(), ("imdb-akas", akas), tmdb()))
    assert said(view, Part.ALSO_KNOWN_AS) == ["La Cloche", "Fog Bell"]


def test_a_title_that_was_said_as_another_one_is_still_the_title() -> None:
    akas = samples.tsv(samples.AKAS_HEADER, r"tt0000321|1|The Fog Bell|US|\N|\N|\N|0")
    view = start(made(("imdb-akas", akas), tmdb()))
    assert view.title == "The Fog Bell"
    assert said(view, Part.TITLE) == ["The Fog Bell"]


def test_a_film_without_a_title_is_called_by_its_address() -> None:
    told = made(("imdb-ratings", samples.RATINGS))
    assert start(told).title == SLUG
    assert told.shown(NOTHING) == {"IMDb": [Part.RATING]}


def test_rows_of_unknown_kinds_say_nothing() -> None:
    stocked = Stock(1, SLUG, has_page=False, rows=(("no-such-kind", "says"), ("imdb-basics", "")))
    assert [one.part for one in composed(stocked, (), nobody).page.passages] == [Part.TITLE]


def test_of_several_running_times_the_weightiest_is_said() -> None:
    view = start(made(tmdb(runtime=90), basics(), ("wikidata", samples.WIKIDATA)))
    assert said(view, Part.RUNTIME) == ["94 min"]
    view = start(made(tmdb(runtime=90), basics(runtimeMinutes=r"\N")))
    assert said(view, Part.RUNTIME) == ["90 min"]


def test_each_source_rates_for_itself_and_once() -> None:
    view = start(made(*FULL))
    ratings = said(view, Part.RATING)
    assert len(ratings) == len(set(ratings))
    assert "7.1 of 10 from 1,204 votes, IMDb" in ratings
    assert any(one.endswith("from 85 votes, TMDB") for one in ratings)


@pytest.mark.parametrize("turned", [False, True])
def test_no_bare_year_stands_beside_a_date_of_that_year(turned: bool) -> None:
    # The bare year is of the weightier catalogue, or of the other one.
    files = [basics(), tmdb()] if turned else [tmdb(), ("wikipedia", samples.WIKIPEDIA)]
    told = made(*files)
    assert said(start(told), Part.RELEASE) == ["4 March 1988", "1988 Germany"]
    assert Part.RELEASE not in told.shown(NOTHING).get("IMDb", ())


def test_a_bare_year_stands_beside_a_date_of_another_year() -> None:
    view = start(made(basics(startYear="1987"), tmdb()))
    assert said(view, Part.RELEASE) == ["1987", "4 March 1988", "1988 Germany"]


def test_nothing_of_what_is_hidden_is_shown_to_who_has_not_seen_the_film() -> None:
    told = made(*FULL)
    everyone, seen = repr(start(told)), repr(clear(told.page, Watched({SLUG: FINISHED})))
    for words in (
        "hears a bell that nobody rings",  # the overview
        "rings the bell himself", "The keeper rings it",  # plots
        "lighthouse", "guilt",  # themes
        "Who rings it?",  # the tagline
        "The Twin Brother", "Older Anna", "Keeper / Twin",  # roles that tell
        "The Keeper Did It", "Der Bruder",  # titles that only the makers used
    ):  # fmt: skip
        assert words not in everyone
    for words in ("hears a bell that nobody rings", "rings the bell himself", "guilt"):
        assert words in seen


def test_a_text_that_begins_like_another_one_is_kept() -> None:
    long = "A keeper of a lighthouse on an island in the north hears a bell that nobody rings, and "
    told = made(tmdb(overview=long + "looks for it."), (
        "schema-org",
        json.dumps({**samples.SCHEMA, "description": long + "finds his brother."}).encode(),
    ))  # fmt: skip
    texts = [str(one.says) for one in told.page.passages if isinstance(one.says, Prose)]
    assert any("looks for it" in text for text in texts)
    assert any("finds his brother" in text for text in texts)


def test_ids_are_made_from_the_addresses() -> None:
    known = ["the-fog-bell-1988-0a1b2c3d", "tt0000321", "q321", "tmdb-321", "letterboxd-fog-bell",
             "wikipedia-0123456789ab", "movielens-1", "quiet", "tt", "tmdb-x"]  # fmt: skip
    view = start(made(basics(), addresses=known))
    assert sorted(said(view, Part.IDS)) == [
        "imdb tt0000321", "letterboxd fog-bell", "tmdb 321", "wikidata Q321",
    ]  # fmt: skip


def test_each_passage_has_its_source() -> None:
    told = made(*FULL, addresses=[SLUG])
    assert len(told.sources) == len(told.page.passages)
    assert set(told.sources) > {"IMDb", "TMDB", "Wikidata", "Wikipedia", ""}


def test_a_source_whose_facts_are_all_hidden_is_not_named() -> None:
    themes = samples.STORIES.replace(b"1988-03-04", b"1988")
    told = made(basics(), ("themes", themes), ("imdb-ratings", samples.RATINGS))
    hidden = {
        source
        for passage, source in zip(told.page.passages, told.sources, strict=True)
        if passage.gate != OPEN
    }
    assert len(hidden) == 1
    assert hidden.isdisjoint(told.shown(NOTHING))
    assert hidden <= set(told.shown(Watched({SLUG: FINISHED})))
    assert told.shown(NOTHING)["IMDb"].count(Part.GENRES) == 1


def test_what_a_hidden_row_says_changes_nothing_that_everyone_sees() -> None:
    one = made(basics(), tmdb(overview="He is a ghost.", tagline="", keywords={}))
    other = made(basics(), tmdb(overview="They all live.", tagline="Boo", keywords={}))
    assert start(one) == start(other)
    assert one.shown(NOTHING) == other.shown(NOTHING)


def test_a_film_of_the_guide_is_composed_of_all_its_rows(database: str, tmp_path: Path) -> None:
    with opened(database) as store:
        stocked(store, tmp_path, basics(), tmdb(), ("imdb-names", samples.NAMES),
                ("imdb-principals", samples.PRINCIPALS))  # fmt: skip
        told = catalogued(store, SLUG)
        assert told is not None
        view = start(told)
        assert said(view, Part.IDS) == ["wikidata Q321", "tmdb 321", "imdb tt0000321"]
        assert said(view, Part.CAST)[0] == "Mette Holm as Anna Moor"
        assert catalogued(store, "tmdb-321") is None  # it leads to the film, which is not there
        assert catalogued(store, "no-such-film") is None
        now = current(store, SLUG)
        assert now is not None
        assert now.page == told.page


def test_the_state_of_a_page_changes_with_what_it_says_alone(database: str, tmp_path: Path) -> None:
    with opened(database) as store:
        states = []
        for file in (basics(), basics(endYear="1990"), basics(startYear="1989")):
            stocked(store, tmp_path, file)
            now = current(store, SLUG)
            assert now is not None
            states.append(now.state)
        assert states[0] == states[1] != states[2]


def test_an_authors_page_stands_alone(database: str, tmp_path: Path) -> None:
    with opened(database) as store:
        stocked(store, tmp_path, basics(), tmdb())
        put(store, page("The Bell", record="ids: {imdb: tt0000321}\n"))
        assert catalogued(store, "the-bell") is None
        assert catalogued(store, SLUG) is None
        now = current(store, "the-bell")
        assert now is not None
        view = clear(now.page, Watched({"the-bell": FINISHED}))
        assert view.title == "The Bell"
        assert not any(
            said(view, part) for part in (Part.RUNTIME, Part.GENRES, Part.ORIGINAL_TITLE)
        )
        assert "Germany" not in repr(view)
