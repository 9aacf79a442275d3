"""Addresses, forms, headers and errors of the web application."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.faces.web.asking import THE_LAMP, Asking, asking

FILM = "/films/the-lamp"
PROGRESS = f"{FILM}/progress"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Asking]:
    with asking(tmp_path) as made:
        yield made


def _at(reader: Asking) -> str:
    """Where the page says that the reader is."""
    told = re.search(r'id="here-now">(.*?)</p>', reader.client.get(FILM).text)
    assert told is not None
    return re.sub(r"<.*?>", "", told[1])


def test_a_film_opens_at_the_start(reader: Asking) -> None:
    answered = reader.client.get(FILM)
    assert answered.status_code == 200
    assert "without a ship" in answered.text
    assert "carries the oil" not in answered.text


@pytest.mark.parametrize(
    ("form", "at"),
    [
        ({"minutes": "26"}, "You are at 0:26."),
        ({"at": "0:15"}, "You are at 0:15."),
        ({"step": "5"}, "You are at 0:05."),
        ({"finished": "1"}, "You have seen the end."),
        ({"at": "ending"}, "You have seen the end."),
    ],
)
def test_a_form_sets_the_progress_and_leads_back_to_the_film(
    reader: Asking, form: dict[str, str], at: str
) -> None:
    answered = reader.client.post(PROGRESS, data=form, follow_redirects=False)
    assert answered.status_code == 303
    assert answered.headers["location"] == FILM
    assert _at(reader) == at


def test_going_on_stops_at_the_last_minute_and_is_not_the_end(reader: Asking) -> None:
    reader.client.post(PROGRESS, data={"minutes": "58"})
    reader.client.post(PROGRESS, data={"step": "5"})
    assert _at(reader) == "You are at 1:00."
    assert "Ending explained" not in reader.client.get(FILM).text


def test_showing_the_minute_that_is_shown_changes_nothing(reader: Asking) -> None:
    reader.client.post(PROGRESS, data={"at": "0:26:40"})
    reader.client.post(PROGRESS, data={"minutes": "26"})
    assert _at(reader) == "You are at 0:26:40."
    reader.client.post(PROGRESS, data={"finished": "1"})
    reader.client.post(PROGRESS, data={"minutes": "60"})
    assert _at(reader) == "You have seen the end."


def test_a_reader_can_begin_again(reader: Asking) -> None:
    reader.client.post(PROGRESS, data={"finished": "1"})
    reader.client.post(PROGRESS, data={"at": "start"})
    assert "carries the oil" not in reader.client.get(FILM).text


def test_an_address_shows_a_state_and_changes_nothing(reader: Asking) -> None:
    reader.client.post(PROGRESS, data={"finished": "1"})
    shared = reader.client.get(f"{FILM}?at=0:05")
    assert "carries the oil" in shared.text
    assert "A boat answers" not in shared.text
    went_on = reader.client.post(f"{PROGRESS}?at=0:05", data={"step": "5"}, follow_redirects=False)
    assert went_on.headers["location"] == f"{FILM}?at=0%3A10"
    assert "set-cookie" not in went_on.headers
    assert _at(reader) == "You have seen the end."


def test_gated_pages_are_kept_by_no_shared_cache(reader: Asking) -> None:
    for path in (
        FILM,
        "/",
        f"{FILM}?at=ending",
        "/films/none",
        f"{FILM}/interpretations/he-dreams",
    ):
        headers = reader.client.get(path).headers
        assert headers["cache-control"] == "private, no-store", path
        assert headers["vary"] == "Cookie, Authorization", path


def test_no_answer_lets_a_page_run_scripts_of_its_own(reader: Asking) -> None:
    for path in (FILM, "/", "/none", f"{FILM}/", "/health", "/sitemap.xml", f"{FILM}?at=x"):
        policy = reader.client.get(path, follow_redirects=False).headers["content-security-policy"]
        assert "default-src 'self'" in policy, path
        assert "unsafe" not in policy, path


@pytest.mark.parametrize("warm", [False, True])
def test_a_page_that_the_browser_has_is_not_sent_again(reader: Asking, warm: bool) -> None:
    path = FILM if warm else f"{FILM}?at=0:05"
    etag = reader.client.get(path).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answered = reader.client.get(path, headers={"if-none-match": known})
        assert (answered.status_code, answered.content) == (304, b"")
        assert "content-length" not in answered.headers
    assert reader.client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_entity_tags_differ_wherever_pages_do(reader: Asking) -> None:
    paths = [FILM, *(f"{FILM}?at={at}" for at in ("start", "0:05", "0:06", "0:26", "ending"))]
    answers = [reader.client.get(path) for path in paths]
    tags = {answer.headers["etag"] for answer in answers}
    assert len(tags) == len({answer.content for answer in answers}) == len(paths)


def test_hidden_and_missing_are_the_same(reader: Asking) -> None:
    hidden = reader.client.get(f"{FILM}/interpretations/he-dreams")
    missing = reader.client.get(f"{FILM}/interpretations/she-dreams")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content == reader.client.get("/films/none").content
    shown = reader.client.get(f"{FILM}/interpretations/he-dreams?at=ending")
    assert "He never left the stairs." in shown.text


def test_an_edit_is_seen_at_once(reader: Asking) -> None:
    before = reader.client.get(FILM)
    reader.take(lamp=THE_LAMP.replace("without a ship", "without a moon"))
    after = reader.client.get(FILM)
    assert "without a moon" in after.text
    assert after.headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://guide"},
    ],
)
def test_forms_of_other_sites_are_refused(reader: Asking, headers: dict[str, str]) -> None:
    refused = reader.client.post(PROGRESS, data={"finished": "1"}, headers=headers)
    assert refused.status_code == 403
    assert _at(reader) == "You are at 0:00."


def test_a_proxy_that_changes_the_host_is_no_other_site(tmp_path: Path) -> None:
    with asking(tmp_path, public_url="https://films.example.org") as reader:
        headers = {"origin": "https://films.example.org"}
        answered = reader.client.post(
            PROGRESS, data={"finished": "1"}, headers=headers, follow_redirects=False
        )
        assert answered.status_code == 303
        assert "Secure" in answered.headers["set-cookie"]


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(reader: Asking) -> None:
    answered = reader.client.post(PROGRESS, data={"finished": "1"}, follow_redirects=False)
    cookie = answered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("form", [{}, {"minutes": "x"}, {"at": "0:75"}, {"minutes": "-1"}])
def test_a_form_that_cannot_be_read_says_what_was_expected(
    reader: Asking, form: dict[str, str]
) -> None:
    refused = reader.client.post(PROGRESS, data=form)
    assert refused.status_code == 400
    assert "Expected start, ending, hours and minutes" in refused.text


def test_a_huge_form_is_refused(reader: Asking) -> None:
    assert reader.client.post(PROGRESS, data={"minutes": "1" * 10_000}).status_code == 413


def test_a_method_that_is_not_there_names_those_that_are(reader: Asking) -> None:
    refused = reader.client.put(FILM)
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]


def test_a_head_request_has_the_headers_of_the_page(reader: Asking) -> None:
    got, head = reader.client.get(FILM), reader.client.head(FILM)
    assert head.headers == got.headers


def test_other_sites_are_told_of_the_start_alone_and_in_plain_words(reader: Asking) -> None:
    html = reader.client.get(f"{FILM}?at=ending").text
    assert 'property="og:description" content="A keeper lights the lamp' in html
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found is not None
    told = json.loads(found[1])
    assert told == {
        "@context": "https://schema.org",
        "@type": "Movie",
        "name": "The Lamp",
        "alternateName": ["灯り"],
        "description": "A keeper lights the lamp on a night without a ship in sight.",
        "director": [{"@type": "Person", "name": "Ida Example"}],
        "actor": [{"@type": "Person", "name": "Bo Sample"}],
        "genre": ["Drama"],
        "datePublished": "2003-05-04",
        "countryOfOrigin": [{"@type": "Country", "name": "Japan"}],
        "duration": "PT60M",
        "aggregateRating": [
            {
                "@type": "AggregateRating",
                "ratingValue": "7.5",
                "bestRating": "10",
                "ratingCount": 1200,
            }
        ],
    }


def test_the_sitemap_lists_films_and_no_moments(reader: Asking) -> None:
    xml = reader.client.get("/sitemap.xml").text
    assert re.findall(r"<loc>(.*?)</loc>", xml) == [f"http://guide{FILM}"]


def test_a_database_in_trouble_is_told_as_such(reader: Asking) -> None:
    assert reader.client.get("/health").text == "ok\n"
    reader.client.get(FILM)
    with closing(sqlite3.connect(reader.folder / "guide.db")) as connection:
        connection.execute("DROP TABLE guide")
    assert reader.client.get("/health").status_code == 503
    assert reader.client.get(FILM).status_code == 503


def test_static_files_are_kept_for_ever_since_their_addresses_change(reader: Asking) -> None:
    address = re.search(r'href="(/static/[^"]*look\.css)"', reader.client.get("/").text)
    assert address is not None
    answered = reader.client.get(address[1])
    assert answered.headers["cache-control"] == "public, max-age=31536000, immutable"
    for font in re.findall(r'url\("(/static/[^"]*)"\)', answered.text):
        assert reader.client.get(font).headers["content-type"] == "font/woff2"
