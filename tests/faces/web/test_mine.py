import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.faces.web.asking import Asking, asking
from tests.readers import THE_DAY, mention, report

from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress
from lookback.film.report import Act
from lookback.guide.watching import Kept

LAMP = "/films/the-lamp"
AT_26 = "A boat answers"
ENDING = "lost as a boy"
FILM = mention("The Lamp", 2003)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Asking]:
    with asking(tmp_path) as made:
        yield made


@pytest.fixture
def browser(at: Asking) -> TestClient:
    return at.browser("Ana")


def kept(at: Asking) -> Kept:
    return at.guide.watching.items(at.reader("Ana"))[0]


def test_a_visitor_is_led_to_sign_in_and_back(at: Asking) -> None:
    answer = at.browser().get("/mine")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/mine")


def test_a_reader_sets_their_progress_and_it_is_the_same_everywhere(
    at: Asking, browser: TestClient
) -> None:
    answer = browser.post(f"{LAMP}/progress", data={"minutes": "30"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (303, False)
    assert AT_26 in browser.get(LAMP).text
    assert AT_26 in at.browser("Ana").get(LAMP).text
    assert AT_26 not in at.browser().get(LAMP).text
    assert AT_26 not in at.browser("Bo").get(LAMP).text


def test_a_page_of_one_reader_is_never_another_ones(at: Asking, browser: TestClient) -> None:
    browser.post(f"{LAMP}/progress", data={"finished": "1"})
    tag = browser.get(LAMP).headers["etag"]
    other = at.browser("Bo").get(LAMP, headers={"if-none-match": tag})
    assert other.status_code == 200
    assert ENDING not in other.text
    assert browser.get(LAMP, headers={"if-none-match": tag}).status_code == 304


def test_after_signing_out_a_page_is_that_of_a_visitor(browser: TestClient) -> None:
    browser.post(f"{LAMP}/progress", data={"finished": "1"})
    assert ENDING in browser.get(LAMP).text
    browser.post("/sign-out")
    assert ENDING not in browser.get(LAMP).text


def test_a_film_page_asks_about_the_ending_and_one_tap_opens_it(
    at: Asking, browser: TestClient
) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM, played=True))
    page = browser.get(LAMP).text
    assert "Did you see the ending?" in page
    assert ENDING not in page
    number = kept(at).id
    answer = browser.post(f"/mine/{number}/answer", data={"answer": "seen", "next": LAMP})
    assert answer.headers["location"] == LAMP
    assert ENDING in browser.get(LAMP).text
    change = re.search(r'name="change" value="(\d+)"', browser.get(LAMP).text)
    assert change
    browser.post(f"/mine/{number}/undo", data={"change": change[1], "next": LAMP})
    page = browser.get(LAMP).text
    assert ENDING not in page
    assert "Did you see the ending?" in page


def test_what_an_address_shows_asks_nothing(at: Asking, browser: TestClient) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM, played=True))
    page = browser.get(f"{LAMP}?at=0:26").text
    assert AT_26 in page
    assert "Did you see the ending?" not in page
    assert 'id="undo"' not in page


def test_a_margin_holds_back_and_the_position_stays(at: Asking, browser: TestClient) -> None:
    browser.post(f"{LAMP}/progress", data={"minutes": "27"})
    browser.post("/settings", data={"margin": "3"})
    page = browser.get(LAMP).text
    assert AT_26 not in page
    assert "You are at <b>0:27</b>" in page


def test_going_on_begins_where_the_reader_is_and_not_where_the_margin_is(
    at: Asking, browser: TestClient
) -> None:
    browser.post("/settings", data={"margin": "3"})
    for _ in range(2):
        browser.post(f"{LAMP}/progress", data={"step": "5"})
    assert kept(at).standing.progress == Progress(Moment(600))


def test_films_stand_in_the_section_that_they_belong_to(at: Asking, browser: TestClient) -> None:
    page = browser.get("/mine").text
    assert "Nothing here yet" in page
    ana = at.reader("Ana")
    at.take(door="---\ntitle: A Door\n---\n")
    at.guide.watching.move(ana, "a-door", FINISHED)
    at.guide.watching.hear(ana, report(300, film=FILM, played=True))
    at.guide.watching.hear(ana, report(300, film=mention("Nobody Has It")))
    page = browser.get("/mine").text
    headings = re.findall(r"<h2 id=\"[a-z]+\">([^<]+)</h2>", page)
    assert headings == ["To confirm", "Not in this guide yet", "Finished"]
    assert "A Door" not in browser.get("/mine?show=pending").text
    assert browser.get("/mine?show=none").status_code == 404
    assert browser.get("/mine?page=x").status_code == 400


def test_a_long_list_has_pages(at: Asking, browser: TestClient) -> None:
    ana = at.reader("Ana")
    for number in range(30):
        at.guide.watching.hear(ana, report(300, film=mention(f"Film {number}")))
    first = browser.get("/mine").text
    assert "/mine?show=pending&amp;page=2" in first
    second = browser.get("/mine?show=pending&page=2").text
    assert ">Film 0 " in second
    assert ">Film 0 " not in first


def test_a_film_has_a_history_that_says_where_each_change_came_from(
    at: Asking, browser: TestClient
) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM, source="plex"))
    browser.post(f"{LAMP}/progress", data={"finished": "1"})
    page = browser.get(f"/mine/{kept(at).id}").text
    assert "Watched up to 0:05, says Plex" in page
    assert "Up to the end, you say" in page


def test_a_reader_says_which_film_a_pending_one_is(at: Asking, browser: TestClient) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=mention("The Lamp", 2004)))
    number = kept(at).id
    assert 'value="the-lamp"' in browser.get(f"/mine/{number}").text
    answer = browser.post(f"/mine/{number}/film", data={"film": "the-lamp"})
    assert answer.headers["location"] == f"/mine/{number}"
    assert kept(at).slug == "the-lamp"
    assert browser.post(f"/mine/{number}/film", data={"film": "none"}).status_code == 404


def test_all_that_a_reader_gave_can_be_taken_away(at: Asking, browser: TestClient) -> None:
    browser.post(f"{LAMP}/progress", data={"finished": "1"})
    whole = browser.get("/mine/export.json")
    assert json.loads(whole.text)["films"][0]["title"] == "The Lamp"
    assert whole.headers["content-disposition"].startswith("attachment")
    table = browser.get("/mine/letterboxd.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "The Lamp,2003" in table.text


# Attacks


POSTS = ("/mine/1/answer", "/mine/1/undo", "/mine/1/film", "/mine/import", "/mine/import/none")


@pytest.mark.parametrize("path", [*POSTS, f"{LAMP}/progress"])
@pytest.mark.parametrize(
    "sent", [{"origin": "http://evil"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}, {}]
)
def test_another_sites_form_does_nothing(
    at: Asking, browser: TestClient, path: str, sent: dict[str, str]
) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM, played=True))
    before = at.guide.watching.items(at.reader("Ana"))
    del browser.headers["origin"]
    answer = browser.post(path, data={"answer": "seen", "finished": "1"}, headers=sent)
    assert answer.status_code == 403
    assert at.guide.watching.items(at.reader("Ana")) == before


def test_another_readers_film_looks_missing(at: Asking, browser: TestClient) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM, played=True))
    number, other = kept(at).id, at.browser("Bo")
    missing = other.get("/mine/999999")
    assert missing.status_code == 404
    assert other.get(f"/mine/{number}").content == missing.content
    for path, form in (
        (f"/mine/{number}/answer", {"answer": "seen"}),
        (f"/mine/{number}/undo", {"change": "1"}),
        (f"/mine/{number}/film", {"film": "the-lamp"}),
    ):
        answer = other.post(path, data=form)
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert kept(at).standing.asks_ending


def test_the_button_confirms_what_its_page_showed(at: Asking, browser: TestClient) -> None:
    ana = at.reader("Ana")
    at.guide.watching.hear(ana, report(0, film=FILM, act=Act.BEGUN, at=THE_DAY))
    at.guide.watching.hear(
        ana, report(1500, film=FILM, act=Act.GOING, at=THE_DAY + timedelta(seconds=5))
    )
    shown = re.search(r'name="held" value="([^"]+)"', browser.get(LAMP).text)
    assert shown
    assert shown[1] == "0:25"
    at.guide.watching.hear(
        ana, report(3300, film=FILM, act=Act.GOING, at=THE_DAY + timedelta(seconds=9))
    )
    path = f"/mine/{kept(at).id}/answer"
    browser.post(path, data={"answer": "confirm", "held": shown[1]})
    assert kept(at).standing.progress == Progress()
    browser.post(path, data={"answer": "confirm", "held": "0:55"})
    assert kept(at).standing.progress == Progress(Moment(3300))


@pytest.mark.parametrize("number", ["x", "0", "9" * 20, "9" * 5000, "%C2%B2", "1.5"])
def test_a_number_that_is_none_looks_missing(browser: TestClient, number: str) -> None:
    assert browser.get(f"/mine/{number}").status_code == 404
    assert browser.post(f"/mine/{number}/undo", data={"change": "1"}).status_code == 404


@pytest.mark.parametrize("there", ["//evil", "https://evil", "/\\evil", "javascript:x", "\t//a"])
def test_an_answer_leads_to_a_page_of_the_guide(
    at: Asking, browser: TestClient, there: str
) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM, played=True))
    number = kept(at).id
    answer = browser.post(f"/mine/{number}/answer", data={"answer": "unseen", "next": there})
    assert answer.headers["location"] == f"/mine/{number}"


@pytest.mark.parametrize("change", ["", "x", "0", "-1", "9" * 40])
def test_a_change_that_is_no_number_is_refused(
    at: Asking, browser: TestClient, change: str
) -> None:
    at.guide.watching.hear(at.reader("Ana"), report(300, film=FILM))
    answer = browser.post(f"/mine/{kept(at).id}/undo", data={"change": change})
    assert answer.status_code == 400


def test_signing_up_takes_a_visitors_positions_along(at: Asking) -> None:
    browser = at.browser()
    browser.post(f"{LAMP}/progress", data={"minutes": "30"})
    at.guide.accounts.by_login("test", "first", "first")
    answer = browser.post("/sign-up", data={"name": "Cy", "password": "a long password"})
    assert answer.status_code == 303
    assert AT_26 in browser.get(LAMP).text
    assert browser.get("/").text.count("You have watched up to 0:30") == 1
    # The cookie is done with: whoever signs in here next gets nothing of it.
    browser.post("/sign-out")
    assert AT_26 not in browser.get(LAMP).text


def test_signing_in_takes_nothing_along_where_there_is_something(at: Asking) -> None:
    browser = at.browser()
    at.guide.accounts.by_login("test", "first", "first")
    browser.post("/sign-up", data={"name": "Cy", "password": "a long password"})
    browser.post(f"{LAMP}/progress", data={"minutes": "10"})
    browser.post("/sign-out")
    browser.post(f"{LAMP}/progress", data={"finished": "1"})
    browser.post("/sign-in", data={"name": "Cy", "password": "a long password"})
    assert ENDING not in browser.get(LAMP).text
