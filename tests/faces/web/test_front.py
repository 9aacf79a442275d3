"""The front page: films in what everyone may see of them, paged and filtered."""

import re
from collections.abc import Iterator

import pytest
from tests.faces.web.asking import Asking, asking

PAGE = """---
title: {title}
release: {release}
genres: [{genre}, {{genre: Ghost story, from: ending}}]
---

{logline}

@ending The {title} was a dream.
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("front")) as made:
        pages = {
            f"film{number}": PAGE.format(
                title=f"The Film {number:02}",
                release=f"{1950 + number} {'France' if number % 2 else 'Japan'}",
                genre="Comedy" if number < 10 else "Drama",
                logline=f"Somebody counts to {number}.",
            )
            for number in range(30)
        }
        made.take(**pages)
        yield made


def _titles(html: str) -> list[str]:
    return re.findall(r'<h2[^>]*><a href="/films/[^"]*">(.*?)</a></h2>', html)


def test_films_stand_in_the_order_of_the_alphabet_without_articles(reader: Asking) -> None:
    titles = _titles(reader.client.get("/").text)
    assert titles == [f"The Film {number:02}" for number in range(24)]
    assert _titles(reader.client.get("/?page=2").text)[-1] == "The Lamp"


def test_nothing_but_safe_lines_is_listed(reader: Asking) -> None:
    html = reader.client.get("/").text
    assert "Somebody counts to 3." in html
    assert "was a dream" not in html
    assert "Ghost story" not in html


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("genre=Comedy", 10),
        ("genre=Drama", 21),
        ("decade=1950", 10),
        ("country=France", 15),
        ("genre=Drama&country=France&decade=1970", 5),
        ("genre=Ghost+story", 0),
    ],
)
def test_films_are_filtered_by_what_everyone_may_see(
    reader: Asking, query: str, count: int
) -> None:
    html = reader.client.get(f"/?{query}").text
    if count:
        assert f"{count} film" in html
        assert len(_titles(html)) == count
    else:
        assert "No film of this guide fits." in html


def test_pages_lead_to_each_other_and_keep_the_filter(reader: Asking) -> None:
    assert 'href="/?page=2" rel="next"' in reader.client.get("/").text
    assert 'href="/" rel="prev"' in reader.client.get("/?page=2").text
    assert reader.client.get("/?page=3").status_code == 404
    assert reader.client.get("/?page=0").status_code == 400


def test_a_card_shows_how_far_its_film_has_been_watched(reader: Asking) -> None:
    reader.client.post("/films/the-lamp/progress", data={"minutes": "30"})
    assert 'aria-label="You have watched up to 0:30"' in reader.client.get("/?page=2").text
    reader.client.post("/films/the-lamp/progress", data={"finished": "1"})
    assert 'aria-label="You have seen the end"' in reader.client.get("/?page=2").text
