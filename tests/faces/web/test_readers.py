from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faces.web.knocking import PASSWORD, Door, door
from tests.faces.web.test_settings import shown_once

from lookback.film.reader import Role

PAGE = "/settings/readers"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Door]:
    with door(tmp_path) as made:
        made.somebody("Ana")
        made.somebody("Bo", Role.AUTHOR)
        yield made


def test_only_operators_see_who_reads_here(at: Door) -> None:
    assert at.client.get(PAGE).status_code == 401
    bo = at.signed_in("Bo")
    assert bo.get(PAGE).status_code == 403
    for do in ("invite", "role", "password"):
        form = {"do": do, "name": "Bo", "role": "operator"}
        assert bo.post(PAGE, data=form).status_code == 403
    assert at.accounts.by_name("Bo").role is Role.AUTHOR
    assert PAGE not in bo.get("/settings").text
    ana = at.signed_in("Ana")
    assert PAGE in ana.get("/settings").text
    assert "Bo" in ana.get(PAGE).text


def test_an_invitation_is_shown_once_and_makes_a_reader_of_its_role(at: Door) -> None:
    ana = at.signed_in("Ana")
    link = shown_once(ana.post(PAGE, data={"do": "invite", "role": "author"}).text)
    assert link.startswith("http://guide/sign-up?invitation=")
    invitation = link.partition("=")[2]
    assert invitation not in ana.get(PAGE).text
    assert at.accounts.sign_up("Cy", PASSWORD, invitation=invitation).role is Role.AUTHOR


def test_a_link_lets_a_reader_set_another_password(at: Door) -> None:
    page = at.signed_in("Ana").post(PAGE, data={"do": "password", "name": "Bo"}).text
    invitation = shown_once(page).partition("=")[2]
    assert at.accounts.set_password(invitation, "another password").name == "Bo"


def test_a_role_is_given(at: Door) -> None:
    ana = at.signed_in("Ana")
    answer = ana.post(PAGE, data={"do": "role", "name": "Bo", "role": "operator"})
    assert answer.status_code == 303
    assert "Saved." in ana.get(answer.headers["location"]).text
    assert at.accounts.by_name("Bo").role is Role.OPERATOR


def test_the_last_operator_stays_one(at: Door) -> None:
    answer = at.signed_in("Ana").post(PAGE, data={"do": "role", "name": "Ana", "role": "reader"})
    assert answer.status_code == 403
    assert "another operator who stays" in answer.text
    assert at.accounts.by_name("Ana").role is Role.OPERATOR


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 400), ({"do": "x"}, 400), ({"do": "invite"}, 400),
        ({"do": "invite", "role": "king"}, 400), ({"do": "role", "name": "Bo"}, 400),
        ({"do": "role", "name": "Nobody", "role": "author"}, 403),
        ({"do": "password", "name": "\0"}, 403),
    ],
)  # fmt: skip
def test_what_the_page_does_not_offer_is_refused(
    at: Door, form: dict[str, str], status: int
) -> None:
    assert at.signed_in("Ana").post(PAGE, data=form).status_code == status
    assert len(at.accounts.readers()) == 2
