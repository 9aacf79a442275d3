"""Timing a page in the browser: for authors, and as if it were not there for everybody else."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from starlette.testclient import TestClient
from tests.faces.web.asking import Asking, asking
from tests.faces.web.signal_tower import PAGE, SENTENCES, SLUG, of_another_film, subtitles

from lookback.film.moment import Moment
from lookback.film.reader import Role, Scope

HERE = f"/films/{SLUG}/timing"
SRT = {"subtitles": ("tower.srt", subtitles())}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW")


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asking(tmp_path_factory.mktemp("timing")) as made:
        made.take(**{SLUG: PAGE})
        made.browser("Olga")  # the first one is the operator
        for name in ("Aki", "Bo"):
            made.browser(name)
            made.guide.accounts.give_role(name, Role.AUTHOR)
        yield made


@pytest.fixture
def page(at: Asking) -> Asking:
    """The page as it was at first."""
    at.take(**{SLUG: PAGE})
    return at


@pytest.fixture
def author(page: Asking) -> TestClient:
    return page.browser("Aki")


def hidden(text: str, name: str) -> str:
    found = re.search(f'type="hidden" name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


def saved(browser: TestClient, shown: httpx2.Response, **said: str) -> httpx2.Response:
    """Send the form of a page with these gates; ``g2`` is that of the second sentence."""
    fields = {"version": hidden(shown.text, "version"), "known": hidden(shown.text, "known")}
    entered = dict(re.findall(r'name="(gate-\d+)" value="([^"]*)"', shown.text))
    typed = {f"gate-{name[1:]}": value for name, value in said.items() if name[0] == "g"}
    ticked = {f"take-{name[1:]}": value for name, value in said.items() if name[0] == "t"}
    all_ = {"all": "1"} if "all" in said else {}
    return browser.post(HERE, data={**fields, **entered, **typed, **ticked, **all_})


def seen(at: Asking, minute: int) -> str:
    """The film's page as it is read at a minute."""
    return at.browser().get(f"/films/{SLUG}?at={minute // 60}:{minute % 60:02}").text


def same(one: httpx2.Response, other: httpx2.Response) -> bool:
    return (one.status_code, sorted(one.headers.items()), one.content) == (
        other.status_code, sorted(other.headers.items()), other.content,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["", "Rea"])
@pytest.mark.parametrize("origin", ["http://guide", "http://elsewhere", ""])
def test_for_everybody_else_the_addresses_are_missing_ones(
    page: Asking, name: str, origin: str
) -> None:
    browser = page.browser(name)
    browser.headers["origin"] = origin
    for method in METHODS:
        missing = browser.request(method, "/nothing")
        assert missing.status_code == 404
        for path in (HERE, f"{HERE}?written=1", "/films/none/timing", "/desk", "/desk?page=2"):
            assert same(browser.request(method, path), missing), (method, path)
    for given in ({"data": {"version": "x"}}, {"files": SRT}):
        missing = browser.post("/nothing", **given)
        assert same(browser.post(HERE, **given), missing)
        assert same(browser.post("/films/none/timing", **given), missing)


def test_a_token_opens_nothing_here(page: Asking) -> None:
    author = page.reader("Aki")
    token = page.guide.accounts.make_token(author, "all", frozenset(Scope))
    told = {"authorization": f"Bearer {token}"}
    assert page.browser().get(HERE, headers=told).status_code == 404


def test_whoever_is_no_author_any_more_finds_nothing(page: Asking) -> None:
    browser = page.browser("Cleo")
    page.guide.accounts.give_role("Cleo", Role.AUTHOR)
    assert browser.get(HERE).status_code == 200
    page.guide.accounts.give_role("Cleo", Role.READER)
    assert browser.get(HERE).status_code == 404


@pytest.mark.parametrize("name", ["Aki", "Olga"])
def test_authors_and_operators_see_every_sentence_with_its_gate(page: Asking, name: str) -> None:
    answer = page.browser(name).get(HERE)
    assert answer.status_code == 200
    assert all(sentence in answer.text for sentence in SENTENCES)
    assert "Your own gate: 0:05" in answer.text
    assert answer.text.count("No gate yet") == len(SENTENCES) - 1
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("slug", ["no-such-film", "none%00", "None"])
def test_a_film_that_is_not_there_is_missing_for_authors_too(author: TestClient, slug: str) -> None:
    for answer in (
        author.get(f"/films/{slug}/timing"),
        author.post(f"/films/{slug}/timing", data={"version": "x"}),
        author.post(f"/films/{slug}/timing", files=SRT),
    ):
        assert answer.status_code == 404


def test_forms_of_other_sites_do_nothing(page: Asking, author: TestClient) -> None:
    shown = author.get(HERE)
    author.headers["origin"] = "http://elsewhere"
    assert saved(author, shown, g2="0:10").status_code == 403
    assert author.post(HERE, files=SRT).status_code == 403
    assert SENTENCES[1] not in seen(page, 60)


def test_subtitles_give_every_sentence_a_gate_a_reason_and_a_place_in_the_drawing(
    author: TestClient,
) -> None:
    answer = author.post(HERE, files=SRT)
    assert answer.status_code == 200
    assert answer.text.count('class="lane ') == len(SENTENCES)
    assert answer.text.count('class="own-lane"') == len(SENTENCES)
    assert answer.text.count("Shown about") == len(SENTENCES) - 1
    assert answer.headers["cache-control"] == "private, no-store"


def test_without_subtitles_sentences_are_timed_by_their_place(author: TestClient) -> None:
    body = '--b\r\nContent-Disposition: form-data; name="strict"\r\n\r\n1\r\n--b--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=b"}
    answer = author.post(HERE, content=body, headers=kind)
    assert answer.status_code == 200
    assert "by its place in the story alone" in answer.text
    assert 'name="strict" value="1" checked' in answer.text


def test_nothing_of_the_subtitles_is_kept(page: Asking, author: TestClient) -> None:
    shown = author.post(HERE, files=SRT)
    saved(author, shown, all="1")
    database = (page.folder / "guide.db").read_bytes()
    wal = page.folder / "guide.db-wal"
    database += wal.read_bytes() if wal.exists() else b""
    assert SENTENCES[5].encode() in database
    assert b"Is there any tea left" not in database


def test_saved_gates_open_to_readers_at_their_minute(page: Asking, author: TestClient) -> None:
    assert SENTENCES[2] not in seen(page, 89)
    answer = saved(author, author.get(HERE), g3="0:25", g4="ending")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?written=3,4")
    assert SENTENCES[2] not in seen(page, 24)
    assert SENTENCES[2] in seen(page, 25)
    assert SENTENCES[3] not in seen(page, 89)
    told = author.get(answer.headers["location"]).text
    assert "Sentences 3, 4 open at the gates below" in told
    assert "Your own gate: 0:25" in told


def test_only_what_was_ticked_is_written(page: Asking, author: TestClient) -> None:
    shown = author.post(HERE, files=SRT)
    assert saved(author, shown, t2="1").headers["location"].endswith("?written=2")
    drafted = page.guide.desk.draft(SLUG).statements
    assert [one.gate is not None for one in drafted[:4]] == [True, True, False, False]


def test_all_can_be_accepted_at_once(page: Asking, author: TestClient) -> None:
    saved(author, author.post(HERE, files=SRT), all="1")
    assert all(one.gate is not None for one in page.guide.desk.draft(SLUG).statements)


def test_saving_nothing_writes_nothing(page: Asking, author: TestClient) -> None:
    before = page.guide.desk.draft(SLUG).version
    answer = saved(author, author.get(HERE))
    assert "Nothing was written" in author.get(answer.headers["location"]).text
    assert page.guide.desk.draft(SLUG).version == before


def test_the_revision_names_its_author(page: Asking, author: TestClient) -> None:
    saved(author, author.get(HERE), g2="0:15")
    revision = page.guide._store.source(SLUG)
    assert revision
    assert (revision.by, revision.why) == ("Aki", "timed on the web")


def test_a_page_that_somebody_else_changed_keeps_what_was_entered(
    page: Asking, author: TestClient
) -> None:
    shown = author.get(HERE)
    saved(page.browser("Bo"), shown, g2="0:14")
    answer = saved(author, shown, g2="0:16", g3="0:26", t3="1")
    assert answer.status_code == 409
    assert "The page was changed meanwhile." in answer.text
    assert 'name="gate-3" value="0:26"' in answer.text
    assert 'name="take-3" value="1" checked' in answer.text
    assert "The gate 0:16 was for what was sentence 2" in answer.text
    assert SENTENCES[2] not in seen(page, 89)
    again = saved(author, answer, t3="1")
    assert again.headers["location"] == f"{HERE}?written=3"
    assert SENTENCES[2] in seen(page, 26)
    assert "Your own gate: 0:14" in author.get(HERE).text


def test_what_is_no_moment_is_told_and_the_rest_is_kept(page: Asking, author: TestClient) -> None:
    answer = saved(author, author.get(HERE), g2="soon", g3="0:26")
    assert answer.status_code == 400
    assert 'id="error-2"' in answer.text
    assert 'name="gate-2" value="soon"' in answer.text
    assert 'name="gate-3" value="0:26"' in answer.text
    assert SENTENCES[2] not in seen(page, 89)


def test_a_file_that_is_none_is_told_with_what_to_do(author: TestClient) -> None:
    for name in ("subtitles", "chapters"):
        answer = author.post(HERE, files={name: ("x.srt", b"\x00\x01nothing at all")})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert all(sentence in answer.text for sentence in SENTENCES)


def test_files_that_are_too_large_are_refused(author: TestClient) -> None:
    answer = author.post(HERE, files={"subtitles": ("x.srt", b"1\n" * 7_000_000)})
    assert answer.status_code == 413
    assert "Is it the right file?" in answer.text


def test_an_upload_that_is_cut_off_is_refused_and_not_timed_by_place(author: TestClient) -> None:
    sent = author.build_request("POST", HERE, files=SRT)
    kind = {"content-type": sent.headers["content-type"]}
    whole = sent.read()
    for size in (0, 300, len(whole) // 2, len(whole) - 4):
        answer = author.post(HERE, content=whole[:size], headers=kind)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert "Shown about" not in answer.text
    assert author.post(HERE, content=whole, headers=kind).status_code == 200


def of_sentences(count: int) -> str:
    """The page with a story of that many sentences, none of them gated."""
    head, _, _ = PAGE.partition("@0:05")
    told = "\n\n".join(f"A train with {number} wagons passes." for number in range(count))
    return f"{head}{told}\n"


def test_a_long_page_is_saved_at_once(page: Asking, author: TestClient) -> None:
    page.take(**{SLUG: of_sentences(520)})
    filled = {f"{name}{number}": "0:40" for number in range(1, 521) for name in "gt"}
    answer = saved(author, author.get(HERE), **filled)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?written=1-520")
    assert all(one.gate == Moment(2400) for one in page.guide.desk.draft(SLUG).statements)


def test_a_form_beyond_all_pages_is_told_what_helps(page: Asking, author: TestClient) -> None:
    for fields in (
        {f"gate-{number}": "0:01" for number in range(11_000)},
        {"known": "x" * 500_000},
    ):
        answer = author.post(HERE, data=fields)
        assert answer.status_code == 413
        assert "at most 5,000 sentences at once" in answer.text
        assert "one marker such as @0:32 before a block" in answer.text


def test_subtitles_of_another_film_are_refused(author: TestClient) -> None:
    answer = author.post(HERE, files={"subtitles": ("x.srt", of_another_film())})
    assert answer.status_code == 400
    assert "another film" in answer.text


def test_subtitles_for_a_faster_copy_are_asked_about_and_stretched(author: TestClient) -> None:
    fast = {"subtitles": ("x.srt", subtitles(speed=25 / 23.976))}
    asked = author.post(HERE, files=fast)
    assert asked.status_code == 400
    assert "How are they timed?" in asked.text
    for answer in ("rescale", "as it is"):
        timed = author.post(HERE, files=fast, data={"speed": answer})
        assert timed.status_code == 200
        assert "Shown about" in timed.text


def test_a_story_that_is_timed_shows_its_gates(author: TestClient) -> None:
    answer = author.get("/films/the-lamp/timing")
    assert answer.status_code == 200
    assert "Your own gate: 0:26" in answer.text


def test_a_page_without_a_story_says_so(page: Asking, author: TestClient) -> None:
    page.take(bare="---\ntitle: Bare\n---\n\nNothing but a line.\n")
    answer = author.get("/films/bare/timing")
    assert answer.status_code == 200
    assert "no story to time" in answer.text
    assert author.post("/films/bare/timing", files=SRT).status_code == 400
    assert author.post("/films/bare/timing", data={"version": ""}).status_code == 400


def test_the_desk_lists_pages_with_what_waits(page: Asking, author: TestClient) -> None:
    page.take(bare="---\ntitle: Bare\n---\n\nNothing but a line.\n")
    text = author.get("/desk").text
    assert f'<a href="{HERE}">The Signal Tower</a>' in text
    assert f"<b>{len(SENTENCES) - 1}</b> to time" in text
    assert "2 sentences, all timed" in text
    assert "No story to time" in text
    assert "The Lamp" not in author.get("/desk?q=signal").text
    assert "No page has such a title" in author.get("/desk?q=zeppelin").text
    assert author.get("/desk?page=x").status_code == 404


def test_settings_lead_authors_to_the_desk_and_nobody_else(page: Asking) -> None:
    for name, leads in (("Aki", True), ("Olga", True), ("Rea", False)):
        assert ('href="/desk"' in page.browser(name).get("/settings").text) is leads
        assert "timing" not in page.browser(name).get(f"/films/{SLUG}").text


def test_a_story_cannot_put_markup_into_the_page(page: Asking, author: TestClient) -> None:
    page.take(**{SLUG: PAGE.replace("crushes a handcart", "crushes `<script>` &amp; a cart")})
    assert "<script>` " not in author.get(HERE).text
    assert "&lt;script&gt;" in author.get(HERE).text


def test_another_address_of_a_film_leads_to_its_timing(page: Asking, author: TestClient) -> None:
    page.take(
        salt=PAGE.replace("The Signal Tower", "Salt").replace(
            "runtime:", "ids: {imdb: tt0000901}\nruntime:"
        )
    )
    answer = author.get("/films/tt0000901/timing")
    assert (answer.status_code, answer.headers["location"]) == (308, "/films/salt/timing")
    missing = page.browser().get("/nothing")
    assert same(page.browser().get("/films/tt0000901/timing"), missing)
