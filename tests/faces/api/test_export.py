import json

from tests.faces.api.asking import Asking

from lookback.film.reader import Scope


def test_all_that_was_given_can_be_taken_along_and_brought_back(api: Asking, other: str) -> None:
    api.ask("POST", f"/imports/{api.bring().json()['id']}/confirm", json={})
    told = api.ask("GET", "/export")
    assert told.headers["content-disposition"] == 'attachment; filename="look-back.json"'
    assert json.loads(told.content)["reader"]["name"] == "Ana"
    theirs = api.bring(told.text, "look-back.json", token=other).json()
    assert theirs["source"] == "lookback"
    assert theirs["counts"]["ready"] == 2


def test_letterboxd_gets_a_table(api: Asking) -> None:
    api.ask("POST", f"/imports/{api.bring().json()['id']}/confirm", json={})
    told = api.ask("GET", "/export/letterboxd")
    assert told.headers["content-type"] == "text/csv; charset=utf-8"
    assert told.headers["content-disposition"].startswith("attachment; ")
    assert told.text.splitlines()[1] == ",tt0000711,The Lamp,2003,2026-01-01,8,false"


def test_an_export_needs_a_token_that_may_read(api: Asking) -> None:
    for path in ("/export", "/export/letterboxd"):
        assert api.ask("GET", path, token="").status_code == 401
        assert api.ask("GET", path, token=api.token).status_code == 200
    assert api.ask("GET", "/export", token=api.token_for(Scope.WRITE)).status_code == 403
