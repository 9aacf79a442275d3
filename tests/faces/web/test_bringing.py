import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.faces.web.asking import Asking, asking

from lookback.faces.web.bringing import MOST_ASKED
from lookback.guide.histories import LARGEST_UPLOAD

DIARY = """Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-05-02,The Lamp,2003,https://boxd.it/1,4,,,2024-05-01
2024-05-02,The Lamp,2004,https://boxd.it/1,4,,,2024-05-01
2024-05-03,"=HYPERLINK(""http://evil"")",1999,https://boxd.it/2,,,,2024-05-03
2024-05-03,<script>alert(1)</script>,1999,https://boxd.it/3,,,,2024-05-03
"""
ENDING = "lost as a boy"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Asking]:
    with asking(tmp_path) as made:
        yield made


@pytest.fixture
def browser(at: Asking) -> TestClient:
    return at.browser("Ana")


def send(browser: TestClient, data: bytes | str, name: str = "diary.csv") -> str:
    """Bring a file, and give the address of its preview."""
    content = data.encode() if isinstance(data, str) else data
    answer = browser.post("/mine/import", files={"file": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_form_says_where_each_service_has_its_file(browser: TestClient) -> None:
    page = browser.get("/mine/import")
    assert page.status_code == 200
    assert all(name in page.text for name in ("Letterboxd", "Trakt", "IMDb", "Kodi"))


def test_a_history_is_looked_at_then_taken(browser: TestClient) -> None:
    address = send(browser, DIARY)
    page = browser.get(address).text
    assert re.findall(r"<li><b>(\d+)</b> ([a-z ]+)<", page) == [
        ("3", "ready"), ("0", "already there"), ("0", "duplicate"), ("1", "needs review"),
    ]  # fmt: skip
    assert ENDING not in browser.get("/films/the-lamp").text
    assert browser.post(address, data={"row-2": "the-lamp"}).headers["location"] == address
    assert "<b>Taken.</b> 3 films moved." in browser.get(address).text
    assert ENDING in browser.get("/films/the-lamp").text


def test_nothing_is_chosen_for_the_reader(browser: TestClient) -> None:
    page = browser.get(send(browser, DIARY)).text
    assert re.findall(r'name="row-2" value="([^"]*)"( checked)?', page) == [
        ("the-lamp", ""), ("none", ""), ("-", " checked"),
    ]  # fmt: skip


def test_what_a_file_says_is_only_ever_text(browser: TestClient) -> None:
    address = send(browser, DIARY)
    assert "<script>alert" not in browser.get(address).text
    browser.post(address, data={})
    assert "<script>alert" not in browser.get("/mine").text
    # A spreadsheet must not run what somebody named a film.
    assert ",=HYPERLINK" not in browser.get("/mine/letterboxd.csv").text
    assert "'=HYPERLINK" in browser.get("/mine/letterboxd.csv").text


def test_a_broken_file_is_refused_with_its_line(browser: TestClient) -> None:
    answer = browser.post("/mine/import", files={"file": ("diary.csv", f"{DIARY}x,y\n".encode())})
    assert answer.status_code == 400
    assert "nothing was changed" in answer.text
    assert "diary.csv:6" in answer.text


def test_a_long_history_has_pages_and_asks_all_questions_on_the_first(
    browser: TestClient,
) -> None:
    rows = "".join(f"2024-01-01,Film {n},1990,https://boxd.it/{n}\n" for n in range(150))
    asks = "2024-01-01,The Lamp,2004,https://boxd.it/x\n"
    address = send(browser, f"Date,Name,Year,Letterboxd URI\n{rows}{asks}", "watched.csv")
    first = browser.get(address).text
    assert first.count("<tr><td>") == 100
    assert "row-151" in first
    assert browser.get(f"{address}?page=2").text.count("<tr><td>") == 51
    assert browser.get(f"{address}?page=x").status_code == 400


def test_not_more_is_asked_at_once_than_anybody_answers(browser: TestClient) -> None:
    rows = "".join(
        f"2024-01-01,The Lamp{'!' * n},2004,https://boxd.it/{n}\n" for n in range(MOST_ASKED + 7)
    )
    address = send(browser, f"Date,Name,Year,Letterboxd URI\n{rows}", "watched.csv")
    page = browser.get(address).text
    assert page.count("<legend>") == MOST_ASKED
    assert "7 more are asked about when you bring the file again" in page


def test_ratings_count_unless_the_reader_says_otherwise(browser: TestClient) -> None:
    ratings = "Date,Name,Year,Letterboxd URI,Rating\n2024-06-02,The Lamp,2003,https://x,4\n"
    address = send(browser, ratings, "ratings.csv")
    assert 'name="counts_ratings" value="1" checked' in browser.get(address).text
    browser.post(address, data={"rated": "1"})
    assert ENDING not in browser.get("/films/the-lamp").text


def test_another_readers_upload_looks_missing(at: Asking, browser: TestClient) -> None:
    address, other = send(browser, DIARY), at.browser("Bo")
    missing = other.get("/mine/import/none")
    for answer in (other.get(address), other.post(address, data={})):
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert at.guide.watching.items(at.reader("Ana")) == []


def test_a_form_without_a_file_is_refused(browser: TestClient) -> None:
    for answer in (
        browser.post("/mine/import", data={"file": "none"}),
        browser.post("/mine/import", files={"other": ("a.csv", b"x")}),
        browser.post("/mine/import", content=b"x", headers={"content-type": "multipart/form-data"}),
    ):
        assert answer.status_code == 400
        assert "nothing was changed" in answer.text


def test_a_file_that_is_too_large_is_not_read_to_its_end(browser: TestClient) -> None:
    read = 0

    def body() -> Iterator[bytes]:
        nonlocal read
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(2 * LARGEST_UPLOAD // 1_000_000):
            read += 1_000_000
            yield bytes(1_000_000)

    kind = {"content-type": "multipart/form-data; boundary=b"}
    answer = browser.post("/mine/import", content=body(), headers=kind)
    assert answer.status_code == 400
    assert "at most 50,000,000 bytes" in answer.text


def test_a_zip_bomb_is_refused(browser: TestClient) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("diary.csv", bytes(400_000_000))
    answer = browser.post("/mine/import", files={"file": ("a.zip", data.getvalue())})
    assert answer.status_code == 400
    assert "nothing was changed" in answer.text


def test_names_in_a_zip_lead_nowhere(browser: TestClient, tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("../../diary.csv", "/etc/watched.csv", "C:\\ratings.csv"):
            archive.writestr(name, DIARY)
    before = sorted(tmp_path.rglob("*"))
    answer = browser.post("/mine/import", files={"file": ("../../a.zip", data.getvalue())})
    assert answer.status_code in {303, 400}
    assert sorted(path for path in tmp_path.rglob("*") if "guide.db" not in path.name) == [
        path for path in before if "guide.db" not in path.name
    ]


def test_an_entity_bomb_is_refused(browser: TestClient) -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<movie><title>&b;</title><playcount>1</playcount></movie>"""
    answer = browser.post("/mine/import", files={"file": ("movie.nfo", bomb)})
    assert answer.status_code == 400
    assert "nothing was changed" in answer.text


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.zip", "a.csv", "a.json", "a.nfo"]))
def test_whatever_is_brought_is_taken_or_refused(
    shared: TestClient, data: bytes, name: str
) -> None:
    answer = shared.post("/mine/import", files={"file": (name, data)})
    assert answer.status_code in {303, 400}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with asking(tmp_path_factory.mktemp("shared")) as made:
        yield made.browser("Ana")
