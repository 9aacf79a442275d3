"""Searching: by words, by what one types, and by what one half remembers."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.faces.web.asking import HOST, Asking, asking
from tests.faces.web.shelf import many

from lookback.faces.web.assets import Assets
from lookback.faces.web.pages import Renderer
from lookback.faces.web.searching import LONGEST
from lookback.guide.finding import Recalled


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("searching")) as made:
        made.take(**many())
        for endings in (False, True):
            made.guide.finding.recall("a lamp", endings=endings, waits=True)
        yield made


def titles(html: str) -> list[str]:
    return re.findall(r'<h2[^>]*><a href="/films/[^"]*">(.*?)</a></h2>', html)


def test_films_are_found_by_their_words(reader: Asking) -> None:
    html = reader.client.get("/search?q=lamp").text
    assert titles(html) == ["The Lamp"]
    assert "1 film" in html
    assert 'value="lamp"' in html


def test_no_search_engine_keeps_a_search(reader: Asking) -> None:
    for path in ("/search", "/search?q=lamp", "/find"):
        answer = reader.client.get(path)
        assert '<meta name="robots" content="noindex">' in answer.text
        assert answer.headers["cache-control"] == "private, no-store"


def test_a_misspelt_word_is_searched_for_as_it_was_meant(reader: Asking) -> None:
    html = reader.client.get("/search?q=harbuor").text
    assert "No film has “harbuor”" in html
    assert len(titles(html)) == 24


def test_pages_of_a_search_lead_to_each_other(reader: Asking) -> None:
    first = reader.client.get("/search?q=harbour+sea").text
    later = re.search(r'href="([^"]+)" rel="next"', first)
    assert later is not None
    assert later[1] == "/search?q=harbour+sea&amp;page=2"
    second = reader.client.get("/search?q=harbour+sea&page=2").text
    assert 'href="/search?q=harbour+sea" rel="prev"' in second
    assert len(set(titles(first) + titles(second))) == 30
    assert reader.client.get("/search?q=harbour+sea&page=3").status_code == 404
    assert reader.client.get("/search?q=harbour&page=0").status_code == 400


def test_a_search_is_narrowed_down_to_as_many_films_as_it_says(reader: Asking) -> None:
    html = reader.client.get("/search?q=harbour").text
    narrowed = html.partition('id="narrow"')[2]
    ways = re.findall(r'<a href="([^"]+)" rel="nofollow">(.*?)</a> <span[^>]*>(\d+)<', narrowed)
    assert {name for _, name, _ in ways} >= {"Comedy", "France", "1960s"}
    for address, name, count in ways:
        found = reader.client.get(address.replace("&#34;", '"').replace("&amp;", "&")).text
        assert f"{count} film" in found, name


def test_nothing_that_everyone_has_narrows_a_search(reader: Asking) -> None:
    html = reader.client.get("/search?q=harbour").text
    assert "Ana Muster</a> <span" not in html.partition('id="narrow"')[2]


def test_what_is_hidden_is_not_found(reader: Asking) -> None:
    for words in ("grief", "lighthouse", "verborgen", "genre:ghost"):
        html = reader.client.get(f"/search?q={words}").text
        assert not titles(html), words
        assert "No film of this guide has all of that." in html


def test_an_empty_search_tells_how_to_search(reader: Asking) -> None:
    html = reader.client.get("/search").text
    assert "What the box understands" in html
    assert reader.client.get("/search?q=++").text == html


def test_what_is_typed_stays_words(reader: Asking) -> None:
    html = reader.client.get('/search?q="><script>alert(1)</script>').text
    assert "<script>alert" not in html


def test_suggestions_are_films_and_names(reader: Asking) -> None:
    told = reader.client.get("/suggest?q=lam").json()
    assert told == [
        {"says": "The Lamp", "address": "/films/the-lamp", "kind": "film", "year": 2003}
    ]
    named = reader.client.get("/suggest?q=ång").json()
    assert {"says": "José Ångström", "kind": "person", "year": 0} in [
        {key: value for key, value in one.items() if key != "address"} for one in named
    ]
    for one in (*told, *named):
        assert reader.client.get(one["address"]).status_code == 200


def test_nothing_typed_suggests_nothing(reader: Asking) -> None:
    assert reader.client.get("/suggest").json() == []
    assert reader.client.get("/suggest?q=zzzz").json() == []


def test_a_film_is_found_by_a_memory(reader: Asking) -> None:
    html = reader.client.post("/find", data={"memory": "a keeper lights a lamp at night"}).text
    assert titles(html)[0] == "The Lamp"
    assert "The endings were looked in" not in html
    assert "a keeper lights a lamp at night</textarea>" in html


def test_a_memory_of_an_ending_finds_only_by_the_readers_word(reader: Asking) -> None:
    memory = {"memory": "sunk by a lighthouse"}
    assert "Harbour" not in reader.client.post("/find", data=memory).text
    html = reader.client.post("/find", data={**memory, "endings": "yes"}).text
    assert "The endings were looked in" in html
    assert re.search(r'<li><a href="/films/harbour-\d\d">Harbour \d\d</a> <span', html)


def test_titles_and_years_are_all_that_is_said_of_endings(reader: Asking) -> None:
    told = {"memory": "sunk by a lighthouse", "endings": "yes"}
    html = reader.client.post("/find", data=told).text
    listed = re.search(r'<ol class="titles">(.*?)</ol>', html, re.DOTALL)
    assert listed is not None
    words = re.sub(r"<[^>]+>", " ", listed[1]).split()
    assert all(re.fullmatch(r"Harbour|The|Lamp|\d\d|\d{4}", word) for word in words)
    assert not titles(html)


def test_a_memory_stands_in_no_address(reader: Asking) -> None:
    html = reader.client.get("/find?memory=a+lamp&endings=yes").text
    assert 'method="post" action="/find"' in html
    assert "a lamp" not in html
    answer = reader.client.post("/find", data={"memory": "a lamp"})
    assert answer.headers["cache-control"] == "private, no-store"
    assert not answer.history


def test_an_empty_memory_shows_the_form_again(reader: Asking) -> None:
    assert reader.client.post("/find", data={"memory": " "}).text == reader.client.get("/find").text


def test_a_memory_from_another_site_is_refused(reader: Asking) -> None:
    with reader.browser() as browser:
        headers = {"origin": "https://elsewhere.example"}
        answer = browser.post("/find", data={"memory": "a lamp"}, headers=headers)
        assert answer.status_code == 403
        assert browser.post("/find", data={"memory": "a"}, headers={"origin": HOST}).is_success


def test_a_memory_is_read_no_further_than_it_may_be_long(reader: Asking) -> None:
    japanese = "灯" * LONGEST
    assert japanese in reader.client.post("/find", data={"memory": japanese + "り"}).text
    assert reader.client.post("/find", data={"memory": "灯" * 20_000}).status_code == 413


def test_a_guide_that_has_no_index_of_memories_yet_says_so() -> None:
    html = Renderer(Assets()).page(
        "find.html",
        signed_in=False,
        memory="a lamp",
        endings=False,
        longest=LONGEST,
        recalled=Recalled((), looked_in_endings=False, is_ready=False),
        cards=[],
    )
    assert "is still being made" in html
    assert "Other words for the same scene" not in html


@given(words=st.text(max_size=60), number=st.text(max_size=4))
def test_any_words_are_answered(reader: Asking, words: str, number: str) -> None:
    asked = urlencode({"q": words, "page": number}, errors="replace")
    assert reader.client.get(f"/search?{asked}").status_code in {200, 400, 404}
    assert reader.client.get(f"/suggest?{asked}").status_code in {200, 400}
    told = urlencode({"memory": words}, errors="replace")
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert reader.client.post("/find", content=told, headers=kind).status_code in {200, 400}
