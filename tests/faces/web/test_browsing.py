"""Browsing: what films can be listed by, and the films of each."""

import re
from collections.abc import Iterator

import pytest
from tests.faces.web.asking import Asking, asking
from tests.faces.web.shelf import many

KINDS = ("people", "themes", "genres", "decades", "countries")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("browsing")) as made:
        made.take(**many())
        yield made


def choices(html: str) -> dict[str, tuple[str, int]]:
    """Addresses with what they are called and how many films they say that they have."""
    listed = html.partition('<ul class="choices')[2]
    found = re.findall(r'<li><a href="([^"]+)">(.*?)</a> <span[^>]*>(\d+)<', listed)
    return {address: (name, int(count)) for address, name, count in found}


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_leads_to_as_many_films_as_it_says(reader: Asking, kind: str) -> None:
    told = choices(reader.client.get(f"/{kind}").text)
    assert told
    for address, (name, count) in told.items():
        answer = reader.client.get(address)
        assert answer.status_code == 200
        assert f"<h1>{name}</h1>" in answer.text
        assert f"{count} film{'s'[: count != 1]}" in answer.text


def test_names_in_any_script_have_addresses(reader: Asking) -> None:
    told = choices(reader.client.get("/people").text)
    assert told["/people/jose-angstrom"] == ("José Ångström", 20)


def test_decades_stand_in_their_order_with_their_runtimes(reader: Asking) -> None:
    html = reader.client.get("/decades").text
    names = [name for name, _ in choices(html).values()]
    assert names == ["1950s", "1960s", "1970s", "2000s"]
    assert 'id="runtime-chart-title"' in html


def test_a_genre_has_a_chart_of_its_ratings(reader: Asking) -> None:
    html = reader.client.get("/genres/comedy").text
    assert "15 rated films: Comedy." in html
    assert "This film" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_film_has_is_as_missing_as_a_film(reader: Asking, kind: str) -> None:
    missing = reader.client.get("/films/no-such-film")
    for key in ("none", "Drama", "%00", "%E7%81%AF", "a%2Fb", "1890"):
        answer = reader.client.get(f"/{kind}/{key}")
        assert (answer.status_code, answer.text) == (404, missing.text)
        assert answer.headers == missing.headers


def test_what_is_hidden_lists_no_film(reader: Asking) -> None:
    missing = reader.client.get("/films/no-such-film").text
    for address in ("/genres/ghost-story", "/themes/grief", "/people/wolfram-verborgen"):
        assert reader.client.get(address).text == missing
    for kind in KINDS:
        html = reader.client.get(f"/{kind}").text
        assert not {"Ghost story", "Grief", "Wolfram Verborgen"} & {
            name for name, _ in choices(html).values()
        }


def test_pages_of_a_list_lead_to_each_other(reader: Asking) -> None:
    first = reader.client.get("/people/ana-muster").text
    assert 'href="/people/ana-muster?page=2" rel="next"' in first
    second = reader.client.get("/people/ana-muster?page=2").text
    assert 'href="/people/ana-muster" rel="prev"' in second
    assert reader.client.get("/people/ana-muster?page=3").status_code == 404
    assert reader.client.get("/people/ana-muster?page=-1").status_code == 400


def test_a_list_is_narrowed_down_by_a_search(reader: Asking) -> None:
    html = reader.client.get("/people/jose-angstrom").text
    way = re.search(r'<a href="(/search[^"]+)" rel="nofollow">Comedy</a> <span[^>]*>(\d+)<', html)
    assert way is not None
    found = reader.client.get(way[1].replace("&#34;", '"')).text
    assert f"{way[2]} film" in found


def test_a_film_leads_to_lists_that_are_there_and_to_no_others(reader: Asking) -> None:
    """A theme that its reader may see by now is hidden from everyone else's lists."""
    html = reader.client.get("/films/harbour-03?at=ending").text
    record = html.partition('id="record"')[2]
    addresses = re.findall(r'href="(/[^"]+)"', record)
    assert set(addresses) == {
        "/films/harbour-03/kindred", "/people/eva-probe", "/people/ana-muster",
        "/genres/comedy", "/themes/the-sea",
    }  # fmt: skip
    assert all(reader.client.get(address).status_code == 200 for address in addresses)
    assert {"Wolfram Verborgen", "Grief", "Ghost story"} <= set(
        re.findall(r"<li>([^<]+)</li>", record)
    )


def test_the_front_page_leads_to_all_lists(reader: Asking) -> None:
    html = reader.client.get("/").text
    assert all(f'href="/{kind}"' in html for kind in (*KINDS, "find"))


def test_a_film_leads_to_its_kindred_and_why_they_are(reader: Asking) -> None:
    html = reader.client.get("/films/harbour-03/kindred").text
    assert '<a href="/films/harbour-03">Back to Harbour 03</a>' in html
    assert 'class="why"' in html
    kin = re.findall(r'<a href="(/films/[^"]+)">', html.partition('id="akin"')[2])
    assert kin
    assert all(reader.client.get(address).status_code == 200 for address in kin)


def test_a_film_that_is_not_there_has_no_kindred(reader: Asking) -> None:
    assert reader.client.get("/films/none/kindred").status_code == 404


def test_a_guide_without_films_has_empty_lists(tmp_path_factory: pytest.TempPathFactory) -> None:
    with asking(tmp_path_factory.mktemp("few")) as few:
        assert "No film of this guide says any yet." in few.client.get("/themes").text
