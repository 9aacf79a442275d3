"""Wikidata's dump."""

import json

import pytest
from tests.formats.catalogues.samples import (
    WIKIDATA,
    entity,
    hidden,
    passages,
    read,
    refusal,
    shown,
    snak,
)

from lookback.film.record import OutsideId


def line(**more: object) -> bytes:
    return json.dumps(entity(**more)).encode()


def claims(**more: object) -> bytes:
    held = entity()["claims"]
    assert isinstance(held, dict)
    return line(claims={**held, **more})


def test_films_are_told_and_other_entities_are_left_out() -> None:
    assert [row.key for row in read("wikidata", WIKIDATA)] == ["q321"]


def test_a_film_has_the_ids_of_other_sites_and_its_article() -> None:
    (told,) = read("wikidata", WIKIDATA)
    assert told.ids == (
        OutsideId("imdb", "tt0000321"), OutsideId("tmdb", "321"),
        OutsideId("letterboxd", "the-fog-bell"), OutsideId("wikipedia", "The_Fog_Bell"),
    )  # fmt: skip


def test_labels_and_aliases_of_all_languages_are_titles() -> None:
    told = passages("wikidata", WIKIDATA)
    assert shown(told) == [
        ("title", "The Fog Bell"),
        ("original title", "Die Nebelglocke"),
        ("also known as", "Fog Bell"),
        ("release", "4 March 1988"),
        ("runtime", "94 min"),
    ]
    assert not hidden(told)


def test_entities_without_a_label_here_are_kept_and_not_shown() -> None:
    (told,) = read("wikidata", WIKIDATA)
    assert json.loads(told.says)["links"] == {"P57": ["Q99"]}


def test_a_film_without_an_english_label_has_another() -> None:
    labels = {"ja": {"value": "霧"}, "de": {"value": "Nebel"}}
    assert shown(passages("wikidata", line(labels=labels, aliases={})))[0] == ("title", "Nebel")


def test_a_preferred_value_comes_first_and_a_deprecated_one_not_at_all() -> None:
    data = claims(
        P345=[snak("tt0000001"), snak("tt0000002", "preferred")],
        P4947=[snak("5", "deprecated")],
    )
    (told,) = read("wikidata", data)
    assert told.ids[0] == OutsideId("imdb", "tt0000002")
    assert "tmdb" not in {known.site for known in told.ids}


@pytest.mark.parametrize(
    ("amount", "unit", "minutes"),
    [("+2", "Q25235", "120 min"), ("+5400", "Q11574", "90 min"), ("94.5", "Q7727", "94 min")],
)
def test_running_times_come_in_several_units(amount: str, unit: str, minutes: str) -> None:
    lasts = snak({"amount": amount, "unit": f"http://www.wikidata.org/entity/{unit}"})
    assert ("runtime", minutes) in shown(passages("wikidata", claims(P2047=[lasts])))


@pytest.mark.parametrize(
    ("time", "precision", "release"),
    [("+1988-00-00T00:00:00Z", 9, "1988"), ("+1988-03-00T00:00:00Z", 10, "March 1988")],
)
def test_a_release_is_as_exact_as_it_is_said_to_be(time: str, precision: int, release: str) -> None:
    data = claims(P577=[snak({"time": time, "precision": precision})])
    assert ("release", release) in shown(passages("wikidata", data))


def test_a_list_without_its_end_is_refused_and_one_without_brackets_is_none() -> None:
    assert refusal("wikidata", WIKIDATA.replace(b"\n]\n", b"\n")).line == 4
    assert len(read("wikidata", line() + b"\n" + line())) == 2


@pytest.mark.parametrize("broken", [b"x", b'{"a"', b"]\n{}", b"[", b'{"id" "Q11424"}'])
def test_a_line_that_is_no_entity_is_refused_with_its_line(broken: bytes) -> None:
    assert refusal("wikidata", b"[\n" + line() + b",\n" + broken + b"\n]\n").line in {3, 4}
