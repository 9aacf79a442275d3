from typing import Any

import pytest
from tests.faces.api.asking import DIARY, Asking

COUNTS = {"ready": 2, "already_there": 0, "duplicate": 1, "needs_review": 1}


def test_a_history_is_kept_to_be_looked_at(api: Asking) -> None:
    made = api.bring()
    assert made.status_code == 201
    told = made.json()
    assert (told["source"], told["counts"], told["confirmed"]) == ("letterboxd", COUNTS, False)
    assert made.headers["location"] == f"/api/v1/imports/{told['id']}"
    assert api.client.get(made.headers["location"], headers=way_in(api)).json() == told
    assert api.ask("GET", "/progress").json()["films"] == []


def way_in(api: Asking) -> dict[str, str]:
    return {"Authorization": f"Bearer {api.token}"}


def test_the_same_file_again_is_the_same_import(api: Asking) -> None:
    assert api.bring().json() == api.bring().json()


def test_rows_are_told_with_what_becomes_of_them(api: Asking) -> None:
    path = f"/imports/{api.bring().json()['id']}/rows"
    rows = api.ask("GET", path).json()["rows"]
    assert [one["fate"] for one in rows] == ["ready", "needs_review", "ready", "duplicate"]
    assert [one["film"] for one in rows] == ["the-lamp", "", "", ""]
    review = api.ask("GET", f"{path}?fate=needs_review").json()["rows"]
    assert [one["candidates"] for one in review] == [["the-rain", "the-rain-again"]]
    assert (review[0]["file"], review[0]["line"], review[0]["on"]) == ("diary.csv", 3, "2026-01-02")


def test_pages_of_rows_follow_one_another(api: Asking) -> None:
    path = f"/imports/{api.bring().json()['id']}/rows?limit=3"
    first = api.ask("GET", path).json()
    second = api.ask("GET", f"{path}&cursor={first['next']}").json()
    assert [one["number"] for one in first["rows"] + second["rows"]] == [1, 2, 3, 4]
    assert second["next"] == ""


def test_ratings_can_be_no_sign_of_the_end(api: Asking) -> None:
    rated = "Date,Name,Year,Letterboxd URI,Rating\n2026-01-02,The Lamp,2003,https://boxd.it/a,4\n"
    told = api.bring(rated, "ratings.csv").json()
    kept = api.ask("POST", f"/imports/{told['id']}/confirm", json={"counts_ratings": False})
    assert kept.status_code == 200
    assert not api.ask("GET", "/films/the-lamp/progress").json()["finished"]


def test_a_confirmed_history_counts_and_once_only(api: Asking) -> None:
    path = f"/imports/{api.bring().json()['id']}"
    said = {"choices": {"2": "the-rain-again"}}
    outcome = api.ask("POST", f"{path}/confirm", json=said).json()
    assert outcome == {"counts": {**COUNTS, "ready": 3, "needs_review": 0}, "films": 3}
    assert api.ask("POST", f"{path}/confirm", json={}).json() == outcome
    assert api.ask("GET", "/films/the-rain-again/progress").json()["finished"]
    told = api.ask("GET", path).json()
    assert (told["confirmed"], told["counts"]) == (True, outcome["counts"])
    assert api.ask("GET", f"{path}/rows").json() == {"rows": [], "next": ""}


@pytest.mark.parametrize(("choice", "films"), [("", 3), ("-", 2)])
def test_a_row_can_mean_no_film_of_the_guide_or_be_left_out(
    api: Asking, choice: str, films: int
) -> None:
    path = f"/imports/{api.bring().json()['id']}/confirm"
    assert api.ask("POST", path, json={"choices": {"2": choice}}).json()["films"] == films


def test_a_choice_must_be_a_film_of_the_guide(api: Asking) -> None:
    path = f"/imports/{api.bring().json()['id']}/confirm"
    refused = api.ask("POST", path, json={"choices": {"2": "no-such-film"}})
    assert (refused.status_code, refused.json()["code"]) == (404, "film-missing")


@pytest.mark.parametrize("choices", [{"x": "the-rain"}, {"0": "the-rain"}, {"2": 1}, []])
def test_choices_that_cannot_be_read_are_refused(api: Asking, choices: object) -> None:
    path = f"/imports/{api.bring().json()['id']}/confirm"
    refused = api.ask("POST", path, json={"choices": choices})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["where"] == "body.choices"


def test_what_is_no_history_is_refused_with_its_place(api: Asking) -> None:
    refused = api.bring("a secret\n", "notes.txt")
    told = refused.json()
    assert (refused.status_code, told["code"], told["file"]) == (400, "format-unknown", "notes.txt")
    assert "secret" not in refused.text
    bad = api.bring(DIARY.replace("2026-01-02\n", "yesterday\n"))
    assert (bad.json()["code"], bad.json()["line"]) == ("value-invalid", 3)


def test_a_history_can_be_said_to_be_of_a_service(api: Asking) -> None:
    assert api.bring(data={"format": "letterboxd"}).json()["source"] == "letterboxd"
    refused = api.bring(data={"format": "none"})
    assert (refused.status_code, refused.json()["code"]) == (400, "format-unknown")


def test_a_form_without_a_file_is_refused(api: Asking) -> None:
    refused = api.ask("POST", "/imports", files={"other": ("x", b"x")})
    assert (refused.status_code, refused.json()["code"]) == (400, "input-refused")
    broken = {"Content-Type": "multipart/form-data"}
    assert api.ask("POST", "/imports", content=b"x", headers=broken).status_code == 400


def test_another_readers_import_looks_missing(api: Asking, other: str) -> None:
    id_ = api.bring().json()["id"]
    for kind, rest in (("GET", ""), ("GET", "/rows"), ("POST", "/confirm")):
        said: dict[str, Any] = {"json": {}} if kind == "POST" else {}
        theirs = api.ask(kind, f"/imports/{id_}{rest}", token=other, **said)
        never = api.ask(kind, f"/imports/{'0' * 32}{rest}", token=other, **said)
        none = api.ask(kind, f"/imports/none{rest}", token=other, **said)
        assert (theirs.status_code, theirs.json()["code"]) == (404, "item-missing")
        assert theirs.content == never.content == none.content
    assert api.ask("GET", f"/imports/{id_}").json()["confirmed"] is False
