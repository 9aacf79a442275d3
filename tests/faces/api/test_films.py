from datetime import timedelta

import pytest
from tests.faces.api.asking import Asking

from lookback.faces.showing import as_json
from lookback.film.moment import Moment
from lookback.film.progress import NOTHING, Progress


def slugs(answer: object) -> list[str]:
    assert isinstance(answer, dict)
    return [one["slug"] for one in answer["films"]]


def test_films_are_listed_by_title_in_what_everyone_may_see(api: Asking) -> None:
    told = api.ask("GET", "/films", token="").json()
    assert slugs(told) == ["a-door", "the-lamp", "the-rain-again", "the-rain"]
    assert (told["total"], told["next"]) == (4, "")
    assert told["films"][1] == {
        "slug": "the-lamp",
        "title": "The Lamp",
        "original_title": [],
        "release": ["4 May 2003 Japan"],
        "runtime": ["60 min"],
        "director": [],
        "logline": "A *keeper* lights the lamp.",
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("genre=Drama", ["a-door", "the-lamp"]),
        ("decade=1990", ["a-door", "the-rain-again"]),
        ("country=France&decade=1960", ["the-rain"]),
        ("genre=None", []),
    ],
)
def test_a_list_can_be_filtered(api: Asking, asked: str, found: list[str]) -> None:
    assert slugs(api.ask("GET", f"/films?{asked}").json()) == found


def test_titles_are_found_whatever_their_case(api: Asking) -> None:
    told = api.ask("GET", "/search?q=RAIN").json()
    assert slugs(told) == ["the-rain-again", "the-rain"]


@pytest.mark.parametrize("list_", ["/films?limit=1", "/search?q=a&limit=1"])
def test_pages_follow_one_another_until_the_end(api: Asking, list_: str) -> None:
    found, cursor = [], ""
    while True:
        told = api.ask("GET", f"{list_}&cursor={cursor}").json()
        found += slugs(told)
        cursor = told["next"]
        if not cursor:
            break
    assert found == ["a-door", "the-lamp", "the-rain-again", "the-rain"][: told["total"]]


@pytest.mark.parametrize(
    "list_", ["/films?limit=1", "/films?limit=2&genre=Drama", "/search?q=a&limit=2", "/progress"]
)
def test_a_cursor_goes_on_with_its_own_list_only(api: Asking, list_: str) -> None:
    cursor = api.ask("GET", "/films?limit=2").json()["next"]
    between = "&" if "?" in list_ else "?"
    refused = api.ask("GET", f"{list_}{between}cursor={cursor}")
    assert refused.status_code == 400
    assert refused.json()["detail"] == "expected a cursor of this list, asked the same way"


def test_a_film_is_told_as_far_as_its_reader_has_watched(api: Asking) -> None:
    start = api.ask("GET", "/films/the-lamp").json()
    assert start == api.ask("GET", "/films/the-lamp", token="").json()
    assert start["recap"] == []
    api.ask("PUT", "/films/the-lamp/progress", json={"position": "0:05"})
    told = api.ask("GET", "/films/the-lamp").json()
    assert [line["text"] for line in told["recap"]] == ["He carries the oil up the stairs."]
    assert told["ending_explained"] == []
    api.ask("PUT", "/films/the-lamp/progress", json={"position": "1:00", "finished": True})
    told = api.ask("GET", "/films/the-lamp").json()
    assert told["interpretations"][0]["heading"] == "He dreams"
    assert api.ask("GET", "/films/the-lamp", token="").json() == start


def test_a_margin_holds_back_what_is_near(api: Asking) -> None:
    api.guide.accounts.settle(api.reader, margin=timedelta(minutes=10), trusts_player=False)
    api.ask("PUT", "/films/the-lamp/progress", json={"position": "0:12"})
    assert api.ask("GET", "/films/the-lamp").json()["recap"] == []


def test_a_film_is_the_same_as_the_command_line_prints(api: Asking) -> None:
    told = api.ask("GET", "/films/the-lamp", token="").json()
    assert told == as_json(api.guide.view("the-lamp", NOTHING))
    api.guide.watching.move(api.reader, "the-lamp", Progress(Moment.minute(30), finished=True))
    reader = api.guide.accounts.by_name("Ana")
    watched = api.guide.watching.watched(reader)
    told = api.ask("GET", "/films/the-lamp").json()
    assert told == as_json(api.guide.view("the-lamp", watched))


def test_no_parameter_moves_the_position(api: Asking) -> None:
    start = api.ask("GET", "/films/the-lamp").content
    assert api.ask("GET", "/films/the-lamp?at=ending").content == start
    assert api.ask("GET", "/films/the-lamp?position=0:30&finished=true").content == start


@pytest.mark.parametrize("film", ["no-such-film", "%00", "The%20Lamp", "a" * 500])
@pytest.mark.parametrize("rest", ["", "/progress", "/progress/history"])
def test_a_film_that_is_not_there_is_missing(api: Asking, film: str, rest: str) -> None:
    refused = api.ask("GET", f"/films/{film}{rest}")
    assert refused.status_code == 404
    assert refused.json()["code"] == "film-missing"
