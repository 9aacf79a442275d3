"""The story of a film on its pages: what is seen of it, what can be asked, and votes."""

import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.faces.web.asking import Asking, asking

from lookback.film.progress import NOT_BEGUN

SLUG = "the-bell"
PAGE = (Path(__file__).parents[2] / "browser" / "the-bell.md").read_text("utf-8")
FILM = f"/films/{SLUG}"
STORY = f"{FILM}/story"
WHOLE = f"{STORY}?at=ending"
TOWER = "she-rang-it-herself"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("story")) as made:
        made.take(bell=PAGE)
        yield made


@pytest.fixture
def client(reader: Asking) -> TestClient:
    return reader.client


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.told: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.told.append((tag, dict(attrs)))


def finished(reader: Asking, name: str) -> TestClient:
    """A browser of somebody with an account who has seen the end."""
    browser = reader.browser(name)
    assert browser.post(f"{FILM}/progress", data={"finished": "1"}).status_code == 303
    return browser


# What is seen of it.


def test_a_film_without_anything_of_a_story_to_see_has_no_story_page(client: TestClient) -> None:
    missing = client.get("/films/no-such-film/story")
    for path in (STORY, f"{STORY}?at=0:04", "/films/the-lamp/story?at=ending"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (404, missing.text)


def test_a_reader_in_the_middle_sees_the_chart_and_nothing_to_ask_or_vote(
    client: TestClient,
) -> None:
    text = client.get(f"{STORY}?at=0:12").text
    assert text.count('<a class="event"') == 2
    assert "Mara climbs the hill" in text
    assert "A man with a rope" in text
    for hidden in ("Odo", "rope.", "She rang", "What if", "<form method", "Questions", "dreamt"):
        assert hidden not in text.partition('<main id="main"')[2], hidden


def test_the_list_says_what_the_chart_shows(client: TestClient) -> None:
    text = client.get(WHOLE).text
    listed = text.partition('<h2 id="events">')[2]
    for said in (
        "The night she slept: dreamt. Without 1.",
        "Odo cuts the rope",
        "The village is &lt;silent&gt;",
        "The end of the rope goes from",
        f'<a href="{STORY}/rope?at=ending"',
    ):
        assert said in listed


def test_links_keep_the_moment_the_interpretation_and_the_order(client: TestClient) -> None:
    text = client.get(f"{WHOLE}&interpretation=valley&time=story").text
    state = "?at=ending&amp;interpretation=valley&amp;time=story"
    assert f'href="{STORY}/rope{state}"' in text
    assert f'href="{FILM}?at=ending"' in text
    assert text.count('aria-current="true"') == 2
    assert "another course of events" in text


def test_an_interpretation_that_is_not_seen_is_none(client: TestClient) -> None:
    answers = {
        client.get(f"{STORY}?at=0:12&interpretation={name}").text for name in ("self", "none", "")
    }
    assert len(answers) == 1


def test_what_an_interpretation_denies_is_listed(client: TestClient) -> None:
    text = client.get(f"{WHOLE}&interpretation=self").text
    denied = text.partition('<div class="denied"')[2].partition("</div>")[0]
    assert "Mara sleeps" in denied
    assert "Odo cuts the rope" not in denied
    assert "all of it happens" in client.get(f"{WHOLE}&interpretation=valley").text


def test_japanese_titles_have_their_language(reader: Asking) -> None:
    reader.take(
        kane=PAGE.replace("title: The Bell", "title: 鐘の音がする").replace(
            "original ", "also known as: x\noriginal "
        )
    )
    slug = next(one for one in reader.guide.slugs() if one not in {SLUG, "the-lamp"})
    text = reader.client.get(f"/films/{slug}/story?at=0:12").text
    assert '<span lang="ja">鐘の音がする</span>' in text


def test_pages_of_a_story_are_private_and_search_engines_are_told_to_stay_away(
    client: TestClient,
) -> None:
    for path in (WHOLE, f"{STORY}/rope?at=ending"):
        answer = client.get(path)
        assert answer.headers["cache-control"] == "private, no-store"
        assert '<meta name="robots" content="noindex">' in answer.text
        assert "style=" not in answer.text
    assert "Disallow: /films/*/story\n" in client.get("/robots.txt").text


def test_headings_are_in_order(client: TestClient) -> None:
    for path in (
        f"{STORY}?at=0:12",
        f"{WHOLE}&ask=why&a=rope&shares=1",
        f"{STORY}/rope?at=ending",
        f"{FILM}?at=ending",
    ):
        levels = [int(level) for level in re.findall(r"<h(\d)", client.get(path).text)]
        assert levels[0] == 1
        assert all(two <= one + 1 for one, two in pairwise(levels)), path


def test_attributes_say_what_they_say_and_no_quotes_around_it(client: TestClient) -> None:
    for path in (
        f"{STORY}?at=0:12",
        f"{WHOLE}&ask=why&a=rope&shares=1&interpretation=self",
        f"{STORY}/rope?at=ending&interpretation=self",
        f"{STORY}/climbs?at=0:12",
    ):
        for tag, told in Tags(client.get(path).text).told:
            for name, said in told.items():
                where = (path, tag, name, said)
                assert re.fullmatch(r"[A-Za-z][\w:-]*", name), where
                assert name == "content" or not {'"', "'"} & set(said or ""), where
                assert name != "aria-current" or said in {"true", "page"}, where


# The film's page.


def test_the_story_map_of_a_film_page_grows_and_leads_on(client: TestClient) -> None:
    assert "story-map" not in client.get(FILM).text
    early, late = client.get(f"{FILM}?at=0:12").text, client.get(f"{FILM}?at=ending").text
    assert f'href="{STORY}?at=0%3A12"' in early
    assert f'href="{STORY}/climbs?at=0%3A12"' in early
    assert "Odo cuts" not in early
    assert "Ask the story" not in early
    assert f'href="{STORY}?at=ending#ask">Ask the story' in late
    assert f'href="{STORY}?at=ending#vote">Which interpretation' in late
    assert "A map with <em>one</em> bell" in late


def test_the_links_of_a_film_page_by_progress_name_no_moment(reader: Asking) -> None:
    browser = finished(reader, "links")
    text = browser.get(FILM).text
    assert f'href="{STORY}/rope"' in text
    assert f'href="{STORY}#ask"' in text


# One event.


def test_an_event_page_tells_what_it_hangs_on_and_what_hangs_on_it(client: TestClient) -> None:
    text = client.get(f"{STORY}/rope?at=ending").text
    because, _, hanging = text.partition('<h2 id="because">')[2].partition('<h2 id="hanging">')
    assert "Mara climbs the hill" in because
    assert "It does not happen where there is" in because
    assert "Mara sleeps" in because
    assert "The village is &lt;silent&gt;" in hanging
    assert "The end of the rope goes by here" in hanging
    assert "From far above" in text
    assert 'class="event chosen"' in text
    assert "Who is ringing?" in client.get(f"{STORY}/hears?at=ending").text


def test_an_event_page_leads_to_the_events_beside_it(client: TestClient) -> None:
    text = client.get(f"{STORY}/climbs?at=ending").text
    assert re.search(rf'rel="prev"[^>]*href="{STORY}/hears\?at=ending"', text)
    assert re.search(rf'rel="next"[^>]*href="{STORY}/(rope|sleeps)\?at=ending"', text)
    assert 'rel="prev"' not in client.get(f"{STORY}/hears?at=ending").text
    assert 'rel="next"' not in client.get(f"{STORY}/climbs?at=0:12").text


def test_an_event_marks_itself_on_the_way_of_a_thing(client: TestClient) -> None:
    tags = Tags(client.get(f"{STORY}/rope?at=ending").text).told
    assert [
        told["aria-current"] for tag, told in tags if tag == "li" and "aria-current" in told
    ] == ["true"]


def test_a_hidden_event_is_a_missing_one(client: TestClient) -> None:
    missing = client.get(f"{STORY}/none?at=0:12")
    hidden = client.get(f"{STORY}/rope?at=0:12")
    assert (hidden.status_code, hidden.text) == (404, missing.text)


def test_an_event_page_says_where_interpretations_put_another_rule(client: TestClient) -> None:
    assert (
        "She rang it herself</a>, it does not happen"
        in client.get(f"{STORY}/sleeps?at=ending").text
    )
    read = client.get(f"{STORY}/sleeps?at=ending&interpretation=self").text
    assert "Read by <b>She rang it herself</b>, it does not happen" in read


def test_pages_are_drawn_a_few_at_a_time_and_wait_for_no_question(reader: Asking) -> None:
    portal, go_on = reader.client.portal, threading.Event()
    assert portal is not None
    inner: Any = reader.app
    pages = next(one.endpoint.__self__ for one in inner._rest.routes if one.path.endswith("/story"))
    event, early = f"{STORY}/rope?at=ending", f"{STORY}?at=0:12"
    for crowd, full, free in (
        (pages._drawing, (event, early), (WHOLE,)),
        (pages._asking, (WHOLE,), (event, early)),
    ):
        go_on.clear()
        tasks = [portal.start_task_soon(crowd.run, lambda: go_on.wait(30)) for _ in range(36)]
        assert [reader.client.get(path).status_code for path in full] == [429] * len(full)
        assert [reader.client.get(path).status_code for path in free] == [200] * len(free)
        go_on.set()
        assert all(task.result(30) for task in tasks)
        assert [reader.client.get(path).status_code for path in full] == [200] * len(full)


# What can be asked.


def test_the_questions_of_the_page_are_answered_side_by_side(client: TestClient) -> None:
    text = client.get(WHOLE).text
    first = text.partition("Would it be silent had she heard nothing?")[2].partition("</section>")[
        0
    ]
    differing, agreeing = first.split("without the bell?")
    assert "The answers differ" in differing
    assert "The map itself and The valley answers" in differing
    assert "It hangs on sleep." in differing
    assert "All interpretations agree, for reasons of their own" in agreeing
    assert agreeing.count('class="answer"') == 2


def test_interpretations_stand_side_by_side_with_what_they_make_of_the_story(
    client: TestClient,
) -> None:
    text = client.get(WHOLE).text
    one, other, last = text.partition('<h2 id="readings">')[2].split('<section class="reading">')[
        1:
    ]
    assert "Most common" in one
    assert "Mara sleeps</a>” does not happen" in one
    assert "The night she slept: <b>dreamt</b>" in one
    assert "She is always near it" in one
    assert "Agrees with everything" in one
    assert "The night she slept: <b>another course of events</b>" in other
    assert "The film never shows a clapper" in last
    assert "Agrees" not in last.partition("</section>")[0]


def test_a_what_if_is_answered_by_each_or_by_one(client: TestClient) -> None:
    asked = f"{WHOLE}&ask=but-for&a=hears&b=silent"
    answer = client.get(asked).text.partition('<h3 id="answer" tabindex="-1">')[2]
    assert answer.partition("</section>")[0].count('class="answer"') == 2
    for by, name in (("-", "The map itself"), ("self", "She rang it herself")):
        answer = client.get(f"{asked}&by={by}").text.partition('<h3 id="answer"')[2]
        answer = answer.partition("</section>")[0]
        assert answer.count('class="answer"') == 1
        assert f"<h4>{name}</h4>" in answer


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ask=none&a=rope", "Choose what you want to ask."),
        ("ask=why", "Choose event A from the list."),
        ("ask=why&a=none", "Choose event A from the list."),
        ("ask=cause&a=rope", "This question is about two events: choose event B, too."),
        ("ask=cause&a=rope&b=none", "This question is about two events: choose event B, too."),
        ("ask=why&a=rope&by=none", "Choose from the list who shall answer."),
    ],
)
def test_a_question_that_cannot_be_read_is_told_what_to_do(
    client: TestClient, asked: str, told: str
) -> None:
    answer = client.get(f"{WHOLE}&{asked}")
    assert answer.status_code == 400
    assert told in answer.text
    assert answer.text.count('aria-invalid="true"') == 1


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("ask", "a", "b", "by", "event", "interpretation", "time")),
        st.text() | st.sampled_from(("why", "cause", "rope", "hears", "self", "-")),
    )
)
def test_any_question_is_answered_or_told_what_to_do(reader: Asking, asked: dict[str, str]) -> None:
    answer = reader.client.get(STORY, params={**asked, "at": "ending"})
    assert answer.status_code in {200, 400}
    assert "The story of" in answer.text


# Votes.


def test_who_has_finished_votes_and_then_sees_the_shares(reader: Asking) -> None:
    browser = finished(reader, "voter")
    before = browser.get(STORY).text
    assert "See how others voted" in before
    assert 'class="shares"' not in before
    there = browser.post(f"{FILM}/vote", data={"anchor": TOWER}).headers["location"]
    assert there == f"{STORY}#vote"
    after = browser.get(STORY).text
    assert "1 of 1 vote, 21 to 100 %" in after
    assert re.search(rf'value="{TOWER}" required checked', after)
    browser.post(f"{FILM}/vote", data={"anchor": "nobody-knows"})
    assert re.search('value="nobody-knows" required checked', browser.get(STORY).text)
    browser.post(f"{FILM}/vote", data={"withdraw": "1"})
    assert 'class="shares"' not in browser.get(STORY).text
    assert "no votes yet" in browser.get(f"{STORY}?shares=1").text


def test_visitors_who_have_finished_see_the_shares_on_request_and_sign_in_to_vote(
    reader: Asking,
) -> None:
    text = reader.client.get(WHOLE).text
    assert 'class="shares"' not in text
    assert f'/sign-in?next={STORY}%3Fat%3Dending%23vote"' in text
    assert 'class="shares"' in reader.client.get(f"{WHOLE}&shares=1").text
    answer = reader.browser().post(f"{FILM}/vote", data={"anchor": TOWER})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_who_has_not_finished_votes_no_more_than_on_what_is_missing(reader: Asking) -> None:
    browser = reader.browser("early")
    missing = browser.post("/films/no-such-film/vote", data={"anchor": TOWER})
    for path, anchor in ((FILM, TOWER), (FILM, "none"), ("/films/the-lamp", "he-dreams")):
        answer = browser.post(f"{path}/vote", data={"anchor": anchor})
        assert (answer.status_code, answer.text) == (404, missing.text)
    assert "Say so on the film" in browser.get(WHOLE).text
    assert '<form method="post"' not in browser.get(WHOLE).text


def test_a_vote_for_nothing_is_told_what_to_do(reader: Asking) -> None:
    answer = finished(reader, "empty").post(f"{FILM}/vote", data={})
    assert answer.status_code == 400
    assert "Choose one of the interpretations, then vote." in answer.text


@pytest.mark.parametrize("at", ["nonsense", "", "-1", "1:99"])
def test_a_vote_with_a_moment_that_cannot_be_read_is_not_kept(reader: Asking, at: str) -> None:
    browser = finished(reader, "nonsense")
    for said in ({"anchor": TOWER}, {"withdraw": "1"}):
        before = browser.get(f"{STORY}?shares=1").text
        assert browser.post(f"{FILM}/vote?at={at}", data=said).status_code == 400
        assert browser.get(f"{STORY}?shares=1").text == before
        browser.post(f"{FILM}/vote", data={"anchor": "nobody-knows"})
    browser.post(f"{FILM}/vote", data={"withdraw": "1"})


def test_a_vote_for_what_is_not_seen_any_more_can_be_taken_back(reader: Asking) -> None:
    reader.take(
        gong=PAGE.replace("title: The Bell", "title: The Gong").replace(
            "### The valley answers", "### @ending @film:the-lamp@ending The valley answers"
        )
    )
    browser = reader.browser("forgets")
    for film in ("the-gong", "the-lamp"):
        browser.post(f"/films/{film}/progress", data={"finished": "1"})
    browser.post("/films/the-gong/vote", data={"anchor": "the-valley-answers"})
    assert "1 of 1 vote" in browser.get("/films/the-gong/story").text
    reader.guide.watching.move(reader.reader("forgets"), "the-lamp", NOT_BEGUN)
    text = browser.get("/films/the-gong/story").text
    assert "The valley" not in text
    assert "Withdraw it" in text
    assert 'class="shares"' not in text
    assert "1 of 1" not in browser.get("/films/the-gong/story?shares=1").text
    browser.post("/films/the-gong/vote", data={"withdraw": "1"})
    assert "Withdraw it" not in browser.get("/films/the-gong/story").text


def test_another_site_cannot_vote(reader: Asking) -> None:
    browser = finished(reader, "elsewhere")
    answer = browser.post(f"{FILM}/vote", data={"anchor": TOWER}, headers={"origin": "http://evil"})
    assert answer.status_code == 403


def test_a_vote_leads_back_to_what_was_looked_at(reader: Asking) -> None:
    browser = finished(reader, "back")
    text = browser.get(f"{WHOLE}&interpretation=self&time=story").text
    action = re.search(r'method="post" action="([^"]+)"', text)
    assert action
    there = browser.post(action[1].replace("&amp;", "&"), data={"anchor": TOWER})
    assert there.headers["location"] == (f"{STORY}?at=ending&interpretation=self&time=story#vote")
    browser.post(f"{FILM}/vote", data={"withdraw": "1"})


def test_shares_are_shown_to_nobody_who_has_not_finished(reader: Asking) -> None:
    assert 'class="shares"' not in reader.client.get(f"{STORY}?at=0:12&shares=1").text
