"""Films in JSON-LD."""

import json

import pytest
from tests.formats.catalogues.samples import (
    GRAPH,
    HTML,
    SCHEMA,
    hidden,
    listed,
    passages,
    read,
    refusal,
    shown,
)

from lookback.film.record import OutsideId

FILM = json.dumps(SCHEMA).encode()


def film(**more: object) -> bytes:
    return json.dumps({**SCHEMA, **more}).encode()


def test_a_film_states_its_record() -> None:
    assert shown(passages("schema-org", FILM)) == [
        ("title", "The Fog Bell & Co"),
        ("also known as", "Die Nebelglocke"),
        ("release", "4 March 1988"),
        ("release", "1988 Germany"),
        ("runtime", "94 min"),
        ("rating", "7.1 of 10 from 1,204 votes, IMDb"),
        ("director", "Ida Brandt"),
        ("cast", "Mette Holm"),
        ("cast", "Jon Vik as Keeper"),
        ("genres", "Drama"),
        ("genres", "Mystery"),
    ]


def test_a_description_and_keywords_wait() -> None:
    assert hidden(passages("schema-org", FILM)) == [
        ("themes", "lighthouse"),
        ("themes", "bell"),
        ("premise", "A keeper of a lighthouse hears a bell that nobody rings."),
    ]


def test_addresses_of_other_sites_are_ids() -> None:
    (told,) = read("schema-org", FILM)
    assert (told.key, told.ids) == ("tt0000321", (OutsideId("wikidata", "Q321"),))


def test_an_object_a_list_and_a_page_in_html_read_the_same() -> None:
    (told,) = read("schema-org", FILM)
    assert read("schema-org", listed(SCHEMA, SCHEMA)) == [told, told]
    assert read("schema-org", HTML) == [told]


def test_a_graph_is_looked_through_and_other_things_are_left_out() -> None:
    (told,) = read("schema-org", GRAPH)
    assert told.key.startswith("low-tide-")
    assert not read("schema-org", b'{"@type": "Book", "name": "Salt"}')


def test_words_in_the_place_of_a_site_or_a_genre_are_not_shown() -> None:
    told = passages("schema-org", film(url="https://he-left.example/", genre="Plot: he left"))
    assert ("rating", "7.1 of 10 from 1,204 votes") in shown(told)
    assert "genres" not in dict(shown(told))
    assert ("genres", "Plot: he left") in hidden(told)


@pytest.mark.parametrize(
    ("duration", "minutes"), [("PT2H", 120), ("PT95M", 95), ("PT1H34M5S", 94), ("P1D", 0), ("", 0)]
)
def test_a_duration_is_read_in_minutes(duration: str, minutes: int) -> None:
    told = dict(shown(passages("schema-org", film(duration=duration))))
    assert told.get("runtime", "0 min") == f"{minutes} min"


@pytest.mark.parametrize(
    "data", [FILM[:-1], film(name=""), HTML[:200], HTML.replace(b"}</s", b"</s"), b"<html>\xff"]
)
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    assert refusal("schema-org", data).line >= 1


def test_a_page_beyond_the_limit_is_refused() -> None:
    assert refusal("schema-org", HTML + b" " * 8_000_000).code == "too-large"
