import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.faces.web.knocking import PASSWORD, Door, door, sign_in

from lookback.faces.web.identity import COOKIE
from lookback.film.reader import Reader, Scope

OTHER = "another password"
READ = frozenset({Scope.READ})


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Door]:
    with door(tmp_path) as made:
        made.somebody("Ana")
        made.somebody("Bo")
        yield made


@pytest.fixture
def browser(at: Door) -> TestClient:
    return at.signed_in("Ana")


@pytest.fixture
def ana(at: Door) -> Reader:
    return at.accounts.by_name("Ana")


def shown_once(text: str) -> str:
    """What a page shows for copying."""
    found = re.search('id="once" type="text" value="([^"]*)"', text)
    assert found
    return found[1]


def test_only_readers_have_settings(at: Door) -> None:
    for route in at.pages.routes():
        if route.path.startswith("/settings"):
            for method in route.methods or ():
                assert at.client.request(method, route.path).status_code == 401


def test_how_one_reads_is_kept(at: Door, browser: TestClient) -> None:
    answer = browser.post("/settings", data={"margin": "5", "trusts_player": "1"})
    assert answer.headers["location"] == "/settings?done=reading"
    ana = at.accounts.by_name("Ana")
    assert (ana.margin, ana.trusts_player) == (timedelta(minutes=5), True)
    page = browser.get("/settings?done=reading").text
    assert "Saved." in page
    assert 'value="5"' in page
    browser.post("/settings", data={"margin": "0"})
    assert not at.accounts.by_name("Ana").trusts_player


@pytest.mark.parametrize("margin", ["61", "-1", "", "x", "5.5", "٥", "9" * 4000])
def test_a_margin_that_is_none_is_told_beside_its_field(
    at: Door, browser: TestClient, margin: str
) -> None:
    answer = browser.post("/settings", data={"margin": margin})
    assert answer.status_code == 400
    assert 'id="margin-says">Say whole minutes, from 0 to 60.' in answer.text
    assert at.accounts.by_name("Ana").margin == timedelta()


def test_a_changed_password_signs_the_other_browsers_out(at: Door, browser: TestClient) -> None:
    elsewhere = at.signed_in("Ana")
    answer = browser.post("/settings/password", data={"old": PASSWORD, "new": OTHER})
    assert answer.headers["location"] == "/settings?done=password"
    assert browser.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 401
    assert sign_in(at.client, "Ana", OTHER).status_code == 303


def test_a_password_stays_where_the_old_one_is_wrong_or_the_new_one_short(
    at: Door, browser: TestClient
) -> None:
    answer = browser.post("/settings/password", data={"old": "guess", "new": OTHER})
    assert answer.status_code == 401
    assert "This is not the password that you have." in answer.text
    answer = browser.post("/settings/password", data={"old": PASSWORD, "new": "short"})
    assert answer.status_code == 400
    assert "expected 10 to 1,000 characters" in answer.text
    assert PASSWORD not in answer.text
    assert sign_in(at.client, "Ana").status_code == 303


def test_passwords_cannot_be_tried_for_long(browser: TestClient) -> None:
    form = {"old": "guess", "new": OTHER}
    answers = [browser.post("/settings/password", data=form) for _ in range(11)]
    assert answers[10].status_code == 429
    assert answers[10].headers["retry-after"] == "900"


def test_a_token_is_shown_once_and_works(at: Door, browser: TestClient, ana: Reader) -> None:
    form = {"name": "Kodi", "scope-read": "1", "scope-write": "1"}
    token = shown_once(browser.post("/settings/tokens", data=form).text)
    assert at.accounts.of_token(token) == (ana, frozenset({Scope.READ, Scope.WRITE}))
    page = browser.get("/settings").text
    assert "Kodi" in page
    assert token not in page
    again = browser.post("/settings/tokens", data=form)
    assert again.status_code == 400
    assert "none of your tokens has" in again.text
    browser.post("/settings/tokens/revoke", data={"name": "Kodi"})
    assert at.accounts.of_token(token) is None


def test_a_token_for_nothing_is_told(browser: TestClient) -> None:
    answer = browser.post("/settings/tokens", data={"name": "Kodi"})
    assert answer.status_code == 400
    assert "Choose at least one." in answer.text
    assert 'value="Kodi"' in answer.text


def test_another_readers_token_looks_missing(at: Door, browser: TestClient) -> None:
    at.accounts.make_token(at.accounts.by_name("Bo"), "Kodi", READ)
    answers = [
        browser.post("/settings/tokens/revoke", data={"name": name})
        for name in ("Kodi", "None", "")
    ]
    assert {(one.status_code, one.text) for one in answers} == {(404, "Not Found")}
    assert len(at.accounts.tokens(at.accounts.by_name("Bo"))) == 1


def test_a_token_is_no_session(at: Door, ana: Reader) -> None:
    token = at.accounts.make_token(ana, "Kodi", frozenset(Scope))
    at.client.cookies.set(COOKIE, token, domain="guide.local")
    for headers in ({}, {"authorization": f"Bearer {token}"}):
        assert at.client.get("/settings", headers=headers).status_code == 401


def test_the_address_of_the_webhook_is_shown_once_with_what_to_do(
    at: Door, browser: TestClient, ana: Reader
) -> None:
    page = browser.post("/settings/webhook").text
    address = shown_once(page)
    secret = address.removeprefix("http://guide/hooks/")
    assert at.accounts.of_hook(secret) == ana
    for server in ("Jellyfin", "Emby", "Plex", "Kodi", "Tautulli"):
        assert f"<dt>{server}</dt>" in page
    assert secret not in browser.get("/settings").text
    browser.post("/settings/webhook")
    assert at.accounts.of_hook(secret) is None


def test_the_address_is_the_one_from_outside(tmp_path: Path) -> None:
    with door(tmp_path, public_url="https://films.example.org") as made:
        made.somebody("Ana")
        page = made.signed_in("Ana").post("/settings/webhook").text
        assert shown_once(page).startswith("https://films.example.org/hooks/")


def test_sessions_are_listed_and_ended(at: Door, browser: TestClient, ana: Reader) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    key = at.accounts.open_session(ana, agent)
    page = browser.get("/settings/sessions").text
    assert "Firefox on Linux" in page
    assert page.count("this browser ·") == 1
    newest = at.accounts.sessions(ana)[0]
    assert browser.post("/settings/sessions/revoke", data={"id": newest.id}).status_code == 303
    assert at.accounts.of_session(key) is None
    assert browser.get("/settings").status_code == 200


def test_ending_the_own_session_signs_out(at: Door, browser: TestClient, ana: Reader) -> None:
    (session,) = at.accounts.sessions(ana)
    answer = browser.post("/settings/sessions/revoke", data={"id": session.id})
    assert answer.headers["location"] == "/sign-in"
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_another_readers_session_looks_missing(at: Door, browser: TestClient) -> None:
    at.signed_in("Bo")
    (bos,) = at.accounts.sessions(at.accounts.by_name("Bo"))
    answers = [
        browser.post("/settings/sessions/revoke", data={"id": number})
        for number in (str(bos.id), "999", "0", "-1", "", "x", "9" * 19, "9" * 30, "١")
    ]
    assert {(one.status_code, one.text) for one in answers} == {(404, "Not Found")}
    assert len(at.accounts.sessions(at.accounts.by_name("Bo"))) == 1


def test_what_a_browser_calls_itself_is_no_markup(at: Door, ana: Reader) -> None:
    at.accounts.open_session(ana, '<script>"&')
    page = at.signed_in("Ana").get("/settings/sessions").text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_whoever_signs_in_elsewhere_is_not_asked_for_a_password(tmp_path: Path) -> None:
    with door(tmp_path) as made:
        ana = made.accounts.by_login("proxy", "ana", "Ana")
        assert 'action="/settings/password"' not in made.signed_in(ana.name).get("/settings").text
