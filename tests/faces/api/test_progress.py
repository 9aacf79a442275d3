from datetime import timedelta
from typing import Any

import pytest
from tests.faces.api.asking import Asking
from tests.guides import NOW
from tests.readers import mention, report

from lookback.film.reader import Scope
from lookback.film.report import Act

LAMP = "/films/the-lamp/progress"


def put(api: Asking, position: str, **more: Any) -> Any:
    return api.ask("PUT", LAMP, json={"position": position, **more}).json()


def ahead(api: Asking) -> None:
    """A player jumps ahead, and says that it is over."""
    film = mention("The Lamp", 2003, imdb="tt0000711")
    for minute, act, seconds in ((0, Act.GOING, 60), (1, Act.STOPPED, 3000)):
        at = NOW + timedelta(minutes=minute)
        said = report(seconds, act=act, film=film, at=at, played=act is Act.STOPPED)
        api.guide.watching.hear(api.reader, said)


def test_a_film_is_not_begun_at_first(api: Asking) -> None:
    assert api.ask("GET", LAMP).json() == {
        "film": "the-lamp",
        "number": 0,
        "title": "The Lamp",
        "year": 0,
        "position": "0:00",
        "finished": False,
        "held": "",
        "asks_ending": False,
        "changed": None,
        "candidates": [],
    }


@pytest.mark.parametrize(
    ("said", "position"),
    [("0:32", "0:32"), ("0:32:10", "0:32:10"), ("32", "0:32"), ("start", "0:00")],
)
def test_the_position_is_set_by_the_readers_word(api: Asking, said: str, position: str) -> None:
    told = put(api, said)
    assert (told["position"], told["finished"]) == (position, False)
    assert told == api.ask("GET", LAMP).json()


def test_a_reader_can_finish_a_film_and_begin_again(api: Asking) -> None:
    assert put(api, "1:00", finished=True)["finished"]
    again = put(api, "0:10")
    assert (again["position"], again["finished"]) == ("0:10", False)


def test_setting_the_same_again_changes_nothing(api: Asking) -> None:
    assert put(api, "0:10") == put(api, "0:10")
    assert len(api.ask("GET", f"{LAMP}/history").json()["changes"]) == 1


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"position": "ending"},
        {"position": "0:99"},
        {"position": 32},
        {"position": "0:10", "finished": "yes"},
        {"position": "0:10", "at": "0:20"},
        [],
        None,
    ],
)
def test_what_is_no_position_is_refused(api: Asking, said: object) -> None:
    refused = api.ask("PUT", LAMP, json=said)
    assert (refused.status_code, refused.json()["code"]) == (400, "input-refused")
    assert api.ask("GET", LAMP).json()["changed"] is None


def test_a_position_is_set_only_if_it_is_still_the_one_that_was_seen(api: Asking) -> None:
    put(api, "0:10")
    seen = {"If-Match": api.ask("GET", LAMP).headers["etag"]}
    assert api.ask("PUT", LAMP, json={"position": "0:20"}, headers=seen).status_code == 200
    refused = api.ask("PUT", LAMP, json={"position": "0:30"}, headers=seen)
    assert (refused.status_code, refused.json()["code"]) == (412, "precondition-failed")
    assert api.ask("GET", LAMP).json()["position"] == "0:20"
    weak = {"If-Match": f"W/{api.ask('GET', LAMP).headers['etag']}"}
    assert api.ask("PUT", LAMP, json={"position": "0:30"}, headers=weak).status_code == 412
    some = {"If-Match": "*"}
    assert api.ask("PUT", LAMP, json={"position": "0:30"}, headers=some).status_code == 200


def test_what_waits_is_told_and_answered(api: Asking) -> None:
    ahead(api)
    told = api.ask("GET", LAMP).json()
    assert (told["position"], told["held"], told["asks_ending"]) == ("0:01", "0:50", True)
    said = api.ask("POST", f"{LAMP}/answer", json={"answer": "confirm"}).json()
    assert (said["position"], said["held"], said["asks_ending"]) == ("0:50", "", True)
    assert api.ask("POST", f"{LAMP}/answer", json={"answer": "seen"}).json()["finished"]


def test_an_answer_said_again_changes_nothing_more(api: Asking) -> None:
    ahead(api)
    for word in ("decline", "unseen"):
        first = api.ask("POST", f"{LAMP}/answer", json={"answer": word})
        assert first.json() == api.ask("POST", f"{LAMP}/answer", json={"answer": word}).json()
    assert first.json()["position"] == "0:01"


def test_an_answer_to_nothing_is_missing(api: Asking) -> None:
    refused = api.ask("POST", f"{LAMP}/answer", json={"answer": "seen"})
    assert (refused.status_code, refused.json()["code"]) == (404, "item-missing")


def test_the_history_tells_what_changed_the_newest_first(api: Asking) -> None:
    assert api.ask("GET", f"{LAMP}/history").json() == {"changes": []}
    put(api, "0:10")
    put(api, "0:20")
    newest, oldest = api.ask("GET", f"{LAMP}/history").json()["changes"]
    assert newest["before"] == oldest["after"] == {"position": "0:10", "finished": False}
    assert (newest["source"], newest["why"]) == ("reader", "set")


def test_a_change_is_undone_once(api: Asking) -> None:
    put(api, "0:10")
    put(api, "0:20")
    change = api.ask("GET", f"{LAMP}/history").json()["changes"][0]["id"]
    for _ in range(2):
        undone = api.ask("POST", f"{LAMP}/undo", json={"change": change})
        assert undone.json()["position"] == "0:10"


@pytest.mark.parametrize("change", [99, 2**53 - 1])
def test_a_change_that_is_not_there_is_missing(api: Asking, change: int) -> None:
    put(api, "0:10")
    assert api.ask("POST", f"{LAMP}/undo", json={"change": change}).status_code == 404


@pytest.mark.parametrize("change", [0, "1", True, 1.5, 2**53, None])
def test_what_is_no_number_of_a_change_is_refused(api: Asking, change: object) -> None:
    put(api, "0:10")
    assert api.ask("POST", f"{LAMP}/undo", json={"change": change}).status_code == 400


def pending(api: Asking) -> Any:
    api.guide.watching.hear(api.reader, report(60, film=mention("The Rain", 0)))
    return api.ask("GET", "/progress").json()["films"][0]


def test_films_that_the_guide_does_not_have_are_listed_with_their_candidates(api: Asking) -> None:
    told = pending(api)
    assert (told["film"], told["title"], told["position"]) == ("", "The Rain", "0:01")
    assert told["candidates"] == ["the-rain", "the-rain-again"]


def test_a_reader_says_which_film_is_meant(api: Asking) -> None:
    path = f"/progress/{pending(api)['number']}/film"
    assert api.ask("POST", path, json={"film": "no-such-film"}).json()["code"] == "film-missing"
    told = api.ask("POST", path, json={"film": "the-rain"}).json()
    assert (told["film"], told["position"]) == ("the-rain", "0:01")
    again = api.ask("POST", path, json={"film": "the-rain-again"})
    assert (again.status_code, again.json()["code"]) == (404, "item-missing")


@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "1.5", str(2**70)])
def test_a_number_that_is_not_there_is_missing(api: Asking, number: str) -> None:
    refused = api.ask("POST", f"/progress/{number}/film", json={"film": "the-rain"})
    assert (refused.status_code, refused.json()["code"]) == (404, "item-missing")


def test_pages_of_progress_follow_one_another(api: Asking) -> None:
    for film in ("the-lamp", "a-door", "the-rain"):
        api.ask("PUT", f"/films/{film}/progress", json={"position": "0:10"})
    first = api.ask("GET", "/progress?limit=2").json()
    second = api.ask("GET", f"/progress?limit=2&cursor={first['next']}").json()
    assert [one["film"] for one in first["films"]] == ["the-rain", "a-door"]
    assert [one["film"] for one in second["films"]] == ["the-lamp"]
    assert second["next"] == ""


def test_another_readers_progress_looks_missing(api: Asking, other: str) -> None:
    put(api, "0:10")
    number = pending(api)["number"]
    change = api.ask("GET", f"{LAMP}/history").json()["changes"][0]["id"]
    mine = api.ask("GET", "/progress?limit=1").json()["next"]
    assert api.ask("GET", "/progress", token=other).json() == {"films": [], "next": ""}
    assert api.ask("GET", LAMP, token=other).json()["number"] == 0
    assert api.ask("GET", f"/progress?cursor={mine}", token=other).status_code == 400
    for path, said in (
        (f"/progress/{number}/film", {"film": "the-rain"}),
        (f"{LAMP}/undo", {"change": change}),
        (f"{LAMP}/answer", {"answer": "seen"}),
    ):
        theirs = api.ask("POST", path, json=said, token=other)
        never = api.ask("POST", "/progress/99/film", json={"film": "the-rain"}, token=other)
        assert (theirs.status_code, theirs.content) == (404, never.content)
    assert api.ask("GET", LAMP).json()["position"] == "0:10"


def test_who_may_read_may_not_write(api: Asking) -> None:
    reads, writes = api.token_for(Scope.READ), api.token_for(Scope.WRITE)
    said = {"position": "0:10"}
    assert api.ask("PUT", LAMP, json=said, token=reads).status_code == 403
    assert api.ask("GET", LAMP, token=writes).status_code == 403
    assert api.ask("PUT", LAMP, json=said, token=writes).status_code == 200
    assert api.ask("GET", LAMP, token=reads).status_code == 200
