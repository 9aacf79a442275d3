"""Films that only catalogues tell of, and the addresses that lead to films."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faces.web.asking import Asking, asking

from lookback.guide.cataloguing import recognised

BASICS = (
    "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\t"
    "runtimeMinutes\tgenres\n"
    "tt0000901\tmovie\tThe Salt Road\tThe Salt Road\t0\t1961\t\\N\t94\tDrama\n"
)
WIKIPEDIA = [
    {
        "title": "The Salt Road",
        "year": 1961,
        "cast": ["Ana Muster"],
        "genres": ["Drama"],
        "href": "The_Salt_Road",
        "extract": "She was dead all along and nobody told her.",
    }
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("catalogues")) as made:
        take(made, "title.basics.tsv", BASICS)
        yield made


def take(asked: Asking, name: str, text: str) -> None:
    path = Path(asked.folder, name)
    path.write_text(text, "utf-8")
    asked.guide.stock(recognised([path]))


def test_a_film_of_a_catalogue_has_a_page_that_names_its_source(reader: Asking) -> None:
    html = reader.client.get("/films/tt0000901").text
    assert "<h1>The Salt Road</h1>" in html
    assert "From IMDb (title, release, runtime, genres)." in html
    assert "Information courtesy of IMDb (https://www.imdb.com). Used with permission." in html


def test_what_waits_in_a_catalogue_is_told_to_those_who_have_seen_the_film(
    reader: Asking,
) -> None:
    take(reader, "movies.json", json.dumps(WIKIPEDIA))
    (view,) = reader.guide.finding.search('person:"ana muster"').views
    address = f"/films/{view.slug}"
    assert "dead all along" not in reader.client.get(address).text
    assert "premise" not in reader.client.get(address).text.partition('class="sources"')[2]
    told = reader.client.get(f"{address}?at=ending").text
    assert "dead all along" in told
    assert "premise" in told.partition('class="sources"')[2]


def test_another_address_of_a_film_leads_to_it(reader: Asking) -> None:
    reader.take(salt="---\ntitle: Salt\nids: {imdb: tt0000901}\n---\n\nA road.\n")
    answer = reader.client.get("/films/tt0000901?at=0:10", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/films/salt?at=0:10")
    assert "<h1>Salt</h1>" in reader.client.get("/films/tt0000901").text
    assert 'class="sources"' not in reader.client.get("/films/salt").text


@pytest.mark.parametrize("address", ["/films/tt0000902", "/films/%00", "/films/a%00b"])
def test_an_address_that_leads_nowhere_is_missing(reader: Asking, address: str) -> None:
    assert reader.client.get(address).status_code == 404
