from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.faces.web.knocking import HOST, PASSWORD, Door, door, key_in, sign_in

from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.identity import COOKIE
from lookback.film.reader import Role
from lookback.guide.accounts import SignUp

OTHER = "another password"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Door]:
    """A guide with an operator, which takes readers by invitation."""
    with door(tmp_path) as made:
        made.somebody("Ana")
        yield made


@pytest.fixture
def open_at(tmp_path: Path) -> Iterator[Door]:
    """The same, open to everybody."""
    with door(tmp_path, sign_up=SignUp.OPEN) as made:
        made.somebody("Ana")
        yield made


def test_the_first_to_come_opens_the_guide(tmp_path: Path) -> None:
    with door(tmp_path) as made:
        assert made.client.get("/sign-in").headers["location"] == "/sign-up"
        assert "Whoever does it first runs this guide" in made.client.get("/sign-up").text
        answer = made.client.post("/sign-up", data={"name": "Ana", "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert made.accounts.by_name("Ana").role is Role.OPERATOR
        assert made.client.get("/settings").status_code == 200
        assert made.came_in == ["Ana"]


def test_a_reader_signs_in_and_out(at: Door) -> None:
    answer = sign_in(at.client, "Ana")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert at.client.get("/settings").status_code == 200
    out = at.client.post("/sign-out")
    assert out.headers["location"] == "/"
    assert f"{COOKIE}=; Path=/; Max-Age=0" in out.headers["set-cookie"]
    assert at.client.get("/settings").status_code == 401


def test_after_signing_out_the_key_is_dead(at: Door) -> None:
    key = key_in(sign_in(at.client, "Ana"))
    at.client.post("/sign-out")
    assert at.accounts.of_session(key) is None


def test_the_cookie_is_for_this_guide_and_no_script(at: Door) -> None:
    cookie = sign_in(at.client, "Ana").headers["set-cookie"]
    assert cookie.endswith("; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax")
    secure = sign_in(at.browser(url="https://guide"), "Ana").headers["set-cookie"]
    assert secure.endswith("; Secure")


def test_each_sign_in_makes_a_new_key_and_ends_the_old_one(at: Door) -> None:
    first = key_in(sign_in(at.client, "Ana"))
    second = key_in(sign_in(at.client, "Ana"))
    assert first != second
    assert at.accounts.of_session(first) is None


def test_a_key_that_somebody_planted_is_not_the_one_after_signing_in(at: Door) -> None:
    at.somebody("Mallory")
    planted = at.accounts.open_session(at.accounts.by_name("Mallory"), "")
    at.client.cookies.set(COOKIE, planted, domain="guide.local")
    key = key_in(sign_in(at.client, "Ana"))
    assert key != planted
    assert at.accounts.of_session(planted) is None
    never = "A" * 43
    fresh = at.browser()
    fresh.cookies.set(COOKIE, never, domain="guide.local")
    assert key_in(sign_in(fresh, "Ana")) != never
    assert at.accounts.of_session(never) is None


def test_an_unknown_name_and_a_wrong_password_get_the_same_bytes(at: Door) -> None:
    known, unknown = sign_in(at.client, "Ana", OTHER), sign_in(at.client, "Bea", OTHER)
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("Ana", "Bea") == unknown.text
    assert known.headers == unknown.headers
    assert "belong together" in known.text
    assert OTHER not in known.text


def test_too_many_tries_look_the_same_for_every_name_and_end(at: Door) -> None:
    told = {}
    for name in ("Ana", "Bea"):
        answers = [sign_in(at.browser(where=f"192.0.2.{n}"), name, OTHER) for n in range(11)]
        assert [one.status_code for one in answers] == [401] * 10 + [429]
        assert answers[10].headers["retry-after"] == "900"
        told[name] = answers[10].text.replace(name, "")
    assert told["Ana"] == told["Bea"]
    assert sign_in(at.client, "Ana").status_code == 429
    at.clock.move(timedelta(minutes=15))
    assert sign_in(at.client, "Ana").status_code == 303


@pytest.mark.parametrize("there", ["/mine?show=going", "/films/the-lamp"])
def test_whoever_signs_in_goes_on_to_where_they_were(at: Door, there: str) -> None:
    assert f'value="{there}"' in at.client.get("/sign-in", params={"next": there}).text
    assert f'value="{there}"' in sign_in(at.client, "Ana", OTHER, next=there).text
    assert sign_in(at.client, "Ana", next=there).headers["location"] == there
    assert at.client.get("/sign-in", params={"next": there}).headers["location"] == there


@pytest.mark.parametrize(
    "there",
    ["//evil.example", "/\\evil.example", "https://evil.example", "https:evil.example",
     "/\t/evil.example", "javascript:alert(1)", "\\/evil.example"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(at: Door, there: str) -> None:
    assert "evil" not in at.client.get("/sign-in", params={"next": there}).text
    assert sign_in(at.client, "Ana", next=there).headers["location"] == "/"
    assert at.client.get("/sign-in", params={"next": there}).headers["location"] == "/"


def test_without_an_invitation_the_page_says_how_to_get_one(at: Door) -> None:
    for answer in (
        at.client.get("/sign-up"),
        at.client.post("/sign-up", data={"name": "Ana", "password": PASSWORD}),
    ):
        assert answer.status_code == 403
        assert "can send you an invitation" in answer.text
        assert 'action="/sign-up"' not in answer.text


def test_an_invitation_lets_one_reader_in(at: Door) -> None:
    link = at.accounts.invite(Role.AUTHOR)
    shown = at.client.get("/sign-up", params={"invitation": link})
    assert "You were invited" in shown.text
    form = {"name": "Bo", "password": PASSWORD, "invitation": link}
    assert at.client.post("/sign-up", data=form).headers["location"] == "/"
    assert at.accounts.by_name("Bo").role is Role.AUTHOR
    for answer in (
        at.browser().get("/sign-up", params={"invitation": link}),
        at.browser().post("/sign-up", data=form | {"name": "Cy"}),
        at.browser().get("/sign-up", params={"invitation": "made-up"}),
    ):
        assert answer.status_code == 400
        assert "older than seven days" in answer.text


def test_an_expired_invitation_looks_like_a_used_one(at: Door) -> None:
    used, expired = at.accounts.invite(), at.accounts.invite()
    at.accounts.sign_up("Bo", PASSWORD, invitation=used)
    at.clock.move(timedelta(days=7))
    pages = {at.client.get("/sign-up", params={"invitation": one}).text for one in (used, expired)}
    assert len(pages) == 1


def test_what_was_filled_in_is_kept_but_the_password(at: Door) -> None:
    link = at.accounts.invite()
    form = {"name": "Bo <b>", "password": "short", "invitation": link}
    answer = at.client.post("/sign-up", data=form)
    assert answer.status_code == 400
    assert 'value="Bo &lt;b&gt;"' in answer.text
    assert f'value="{link}"' in answer.text
    assert "short" not in answer.text
    assert "expected 10 to 1,000 characters" in answer.text


def test_a_taken_name_is_told_beside_its_field(open_at: Door) -> None:
    told = set()
    for name in ("ana", "operator"):
        answer = open_at.client.post("/sign-up", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 400
        assert 'id="name-says">This name cannot be used' in answer.text
        told.add(answer.text.replace(name, ""))
    assert len(told) == 1


def test_ten_an_hour_sign_up_from_one_place(open_at: Door) -> None:
    form = {"name": "Ana", "password": PASSWORD}
    answers = [open_at.client.post("/sign-up", data=form) for _ in range(11)]
    assert [one.status_code for one in answers] == [400] * 10 + [429]
    assert answers[10].headers["retry-after"] == "3600"
    open_at.clock.move(timedelta(hours=1))
    assert open_at.client.post("/sign-up", data=form | {"name": "Bo"}).status_code == 303


def test_a_lost_password_is_set_anew_by_the_link(at: Door) -> None:
    old = at.signed_in("Ana")
    link = at.accounts.invite_again("Ana")
    shown = at.client.get("/sign-up", params={"invitation": link})
    assert "For Ana." in shown.text
    form = {"set": "1", "invitation": link, "password": "short"}
    assert at.client.post("/sign-up", data=form).status_code == 400
    assert at.client.post("/sign-up", data=form | {"password": OTHER}).status_code == 303
    assert at.client.get("/settings").status_code == 200
    assert old.get("/settings").status_code == 401
    assert sign_in(at.browser(), "Ana", OTHER).status_code == 303
    assert at.browser().post("/sign-up", data=form | {"password": OTHER}).status_code == 400


def test_every_form_of_another_site_is_refused(at: Door) -> None:
    browser = at.signed_in("Ana")
    paths = [route.path for route in at.pages.routes() if "POST" in (route.methods or ())]
    assert len(paths) >= 10
    before = at.accounts.tokens(at.accounts.by_name("Ana"))
    for path in paths:
        for headers in (
            {"origin": "http://evil.example"},
            {"sec-fetch-site": "cross-site", "origin": HOST},
            {"sec-fetch-site": "same-site", "origin": HOST},
            {"origin": "null"},
        ):
            form = {"name": "Kodi", "scope-read": "1", "password": PASSWORD, "do": "invite"}
            answer = browser.post(path, data=form, headers=headers)
            assert answer.status_code == 403, (path, headers)
            assert "set-cookie" not in answer.headers
        del browser.headers["origin"]
        assert browser.post(path, data=form).status_code == 403, path
        browser.headers["origin"] = HOST
    assert at.accounts.tokens(at.accounts.by_name("Ana")) == before
    assert browser.get("/settings").status_code == 200


def test_every_page_is_private_and_carries_the_policy(at: Door) -> None:
    browser = at.signed_in("Ana")
    answers = [browser.get("/settings"), browser.get("/settings/sessions"),
               browser.get("/settings/readers"), at.client.get("/sign-in"),
               at.client.get("/sign-up"), sign_in(at.browser(), "Ana", OTHER),
               sign_in(at.browser(), "Ana"), browser.post("/settings/webhook"),
               browser.post("/sign-out")]  # fmt: skip
    for answer in answers:
        for name, value in (*ALWAYS, *PRIVATE):
            assert answer.headers[name] == value


def test_no_page_has_a_script_or_style_in_it(at: Door) -> None:
    browser = at.signed_in("Ana")
    for page in (at.client.get("/sign-in"), browser.get("/settings")):
        assert "style=" not in page.text
        assert "<style" not in page.text
        assert page.text.count("<script") == page.text.count("<script src=")


def test_browsers_and_password_managers_know_the_fields(at: Door) -> None:
    form = at.client.get("/sign-in").text
    assert 'autocomplete="username"' in form
    assert 'autocomplete="current-password"' in form
    form = at.client.get("/sign-up", params={"invitation": at.accounts.invite()}).text
    assert 'autocomplete="new-password"' in form


def test_a_form_that_is_too_long_is_refused(at: Door) -> None:
    for path in ("/sign-in", "/sign-up"):
        assert at.client.post(path, data={"name": "x" * 5000}).status_code == 413


def test_there_is_no_way_to_a_provider_that_nobody_set(at: Door) -> None:
    assert at.client.get("/sign-in/oidc").status_code == 404
    assert not any("oidc" in one.path for one in at.pages.routes())


@pytest.fixture(scope="module")
def wide_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with door(tmp_path_factory.mktemp("accounts")) as made:
        made.somebody("Ana")
        yield made


@given(body=st.binary(max_size=300), name=st.text(max_size=50), word=st.text(max_size=50))
@settings(max_examples=40)
def test_whatever_is_sent_is_answered(wide_door: Door, body: bytes, name: str, word: str) -> None:
    wide_door.clock.move(timedelta(hours=1))
    browser = wide_door.browser()
    reader = wide_door.signed_in("Ana")
    for route in wide_door.pages.routes():
        if "POST" in (route.methods or ()):
            assert browser.post(route.path, content=body).status_code < 500
            assert reader.post(route.path, content=body).status_code < 500
    assert sign_in(browser, name, word).status_code in {401, 429}
    for path in ("/sign-in", "/sign-up"):
        for key in ("next", "invitation"):
            assert browser.get(path, params={key: name}).status_code < 500
