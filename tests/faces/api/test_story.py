import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from httpx2 import Response
from tests.faces.api.asking import ALL, Asking, asking
from tests.guides import page, written
from tests.mill import MINUTES, SLUG, THE_MILL, hidden_at

from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOT_BEGUN, NOTHING, Progress
from lookback.film.reader import Reader, Scope

STORY = f"/films/{SLUG}/story"
DEAF, HEARD, HIDDEN = "nobody-heard-the-bell", "the-bell-woke-them-all", "the-river-decides"
READ = (
    "", "/interpretations", "/chart.svg", "/answers?ask=why&effect=flood",
    "/answers?ask=cut&effect=drown",
)  # fmt: skip


def with_the_mill(api: Asking, folder: Path) -> Asking:
    """With a film that has a story, which the reader has seen to the end."""
    pages = {"mill.md": THE_MILL, "another.md": page("Another Mill")}
    api.guide.take([written(folder, pages)], by="test")
    move(api, FINISHED)
    return api


@pytest.fixture
def api(api: Asking, tmp_path: Path) -> Asking:
    return with_the_mill(api, tmp_path / "more")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """For tests that change nothing."""
    folder = tmp_path_factory.mktemp("seen")
    with asking(folder) as made:
        yield with_the_mill(made, folder / "more")


def move(api: Asking, progress: Progress, reader: Reader | None = None, film: str = SLUG) -> None:
    api.guide.watching.move(reader or api.reader, film, progress)


def joined(api: Asking, name: str, progress: Progress = FINISHED) -> str:
    """Another reader's token for everything."""
    reader = api.guide.accounts.by_login("test", name.lower(), name)
    move(api, progress, reader)
    return api.guide.accounts.make_token(reader, "all", ALL)


def answers(api: Asking, asked: str) -> list[dict[str, Any]]:
    told = api.ask("GET", f"{STORY}/answers?{asked}")
    assert told.status_code == 200
    listed: list[dict[str, Any]] = told.json()["answers"]
    return listed


def votes(told: Any) -> dict[str, int]:
    assert told.status_code == 200
    return votes_of(told.json())


def votes_of(told: dict[str, Any]) -> dict[str, int]:
    return {share["anchor"]: share["votes"] for share in told["shares"]}


# The map


def test_a_story_is_told_as_far_as_its_reader_has_watched(api: Asking) -> None:
    for minute in (5, 29, 30, 59):
        move(api, Progress(Moment.minute(minute)))
        told = api.ask("GET", STORY).json()
        assert [one["name"] for one in told["events"]] == [
            name for name, opens in MINUTES.items() if opens <= minute
        ]
        assert told["questions"] == []
    move(api, FINISHED)
    assert len(api.ask("GET", STORY).json()["events"]) == 6


def test_the_same_story_is_part_of_the_film(seen: Asking) -> None:
    assert seen.ask("GET", f"/films/{SLUG}").json()["story"] == seen.ask("GET", STORY).json()


def test_interpretations_say_whether_they_agree_with_what_was_seen(api: Asking) -> None:
    told = api.ask("GET", f"{STORY}/interpretations").json()["interpretations"]
    assert [(one["name"], one["anchor"], one["agrees"]) for one in told] == [
        ("deaf", DEAF, True), ("heard", HEARD, True),
    ]  # fmt: skip
    move(api, Progress(Moment.minute(59)))
    assert api.ask("GET", f"{STORY}/interpretations").json() == {"interpretations": []}


# Questions


def test_answers_differ_by_interpretation(seen: Asking) -> None:
    told = seen.ask("GET", f"{STORY}/answers?ask=but-for&event=sluice&effect=stand").json()
    assert (told["ask"], told["events"], told["differ"]) == ("but-for", ["sluice", "stand"], True)
    assert [(one["interpretation"], one["outcome"]) for one in told["answers"]] == [
        ("", "not needed"), ("deaf", "needed"), ("heard", "not needed"),
    ]  # fmt: skip
    assert all(len(one["sentences"]) > 1 for one in told["answers"])


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("ask=cut&effect=flood", "changes"),
        ("ask=cause&event=warn&effect=stand", "part of a cause"),
        ("ask=why&effect=warm", "found"),
        ("ask=degree&effect=stand", "found"),
    ],
)
@pytest.mark.parametrize("by", ["", "heard"])
def test_one_can_be_asked_alone(seen: Asking, asked: str, outcome: str, by: str) -> None:
    (answer,) = answers(seen, f"{asked}&interpretation={by}")
    assert (answer["interpretation"], answer["outcome"], answer["settled"]) == (by, outcome, True)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("ask=why&effect=nothing", "event-unknown"),
        ("ask=why&effect=warn&event=flood", "question-invalid"),
        ("ask=but-for&effect=warn", "question-invalid"),
        ("ask=why&effect=warn&interpretation=river", "interpretation-unknown"),
        ("ask=why&effect=warn&interpretation=nothing", "interpretation-unknown"),
        ("ask=what-if&effect=warn", "input-refused"),
        ("ask=why", "input-refused"),
        ("effect=warn", "input-refused"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(seen: Asking, asked: str, code: str) -> None:
    refused = seen.ask("GET", f"{STORY}/answers?{asked}")
    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_what_is_hidden_is_refused_in_the_same_words_as_what_is_not_there(api: Asking) -> None:
    move(api, Progress(Moment.minute(30)))
    for asked, hidden, missing in (
        ("ask=why&effect=", "warm", "warx"),
        ("ask=why&effect=", "drown", "none"),
        ("ask=cause&effect=stand&event=", "warm", "warx"),
        ("ask=why&effect=warn&interpretation=", "deaf", "none"),
    ):
        refused = [api.ask("GET", f"{STORY}/answers?{asked}{name}") for name in (hidden, missing)]
        assert refused[0].status_code == 400
        assert refused[0].content == refused[1].content


def test_an_unknown_event_is_told_with_names_near_it_that_are_seen(api: Asking) -> None:
    def detail(asked: str) -> str:
        refused = api.ask("GET", f"{STORY}/answers?{asked}").json()
        assert refused["code"] == "event-unknown"
        told: str = refused["detail"]
        return told

    expected = "expected the name of an event of this story, as its map has it"
    assert detail("ask=why&effect=warr") == f"{expected}; did you mean warn or warm?"
    assert detail("ask=cause&event=warr&effect=stand") == f"{expected}; did you mean warn or warm?"
    assert detail("ask=why&effect=none") == expected
    move(api, Progress(Moment.minute(30)))
    assert detail("ask=why&effect=warr") == f"{expected}; did you mean warn?"
    assert detail("ask=why&effect=warm") == f"{expected}; did you mean warn?"


# The chart


def test_the_chart_is_an_svg_that_carries_its_style(seen: Asking) -> None:
    told = seen.ask("GET", f"{STORY}/chart.svg")
    assert told.headers["content-type"].startswith("image/svg+xml")
    assert told.headers["cache-control"].startswith("private")
    root = ET.fromstring(told.text)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    style = root.find("{*}style")
    assert style is not None
    assert style.text


def test_the_chart_follows_what_is_asked_and_no_unknown_name(api: Asking) -> None:
    def drawn(asked: str = "") -> bytes:
        return api.ask("GET", f"{STORY}/chart.svg?{asked}").content

    assert drawn("interpretation=river&event=none") == drawn()
    assert drawn("time=film") == drawn()
    assert len({drawn(), drawn("time=story"), drawn("event=stand")}) == 3
    assert b"remembered" in drawn("interpretation=heard")
    move(api, Progress(Moment.minute(30)))
    assert drawn("event=warm&interpretation=deaf") == drawn()


def test_charts_are_drawn_a_few_at_a_time_and_wait_for_no_question(api: Asking) -> None:
    assert api.ask("GET", f"{STORY}/chart.svg").status_code == 200
    portal, go_on = api.client.portal, threading.Event()
    assert portal is not None
    app: Any = api.app
    turns = app._api.state.story_turns
    for crowd, full, free in (
        (turns.drawing, "/chart.svg", "/answers?ask=why&effect=stand"),
        (turns.asking, "/answers?ask=why&effect=stand", "/chart.svg"),
    ):
        go_on.clear()
        tasks = [portal.start_task_soon(crowd.run, lambda: go_on.wait(30)) for _ in range(36)]
        refused = api.ask("GET", f"{STORY}{full}")
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-tries")
        assert api.ask("GET", f"{STORY}{free}").status_code == 200
        go_on.set()
        assert all(task.result(30) for task in tasks)
        assert api.ask("GET", f"{STORY}{full}").status_code == 200


# Who sees what


SEEN_AT_30 = page(
    "The Mill",
    record="release: 1971 Norway\nruntime: 60 min\n",
    story="""A mill stands below a dam.

## Story so far

@0:05 The river rises.

## Story map

```yaml
characters:
  mara: Mara
  odo: {called: Odo, from: "0:20", before: the keeper}
events:
  flood: {at: "0:05", what: The river rises}
  warn: {at: "0:10", who: mara, what: Mara rings the bell, because: [flood], choice: yes}
  sluice: {at: "0:20", who: odo, what: Odo opens the sluice, because: [flood], choice: yes}
  stand: {at: "0:30", what: The mill still stands, any: [warn, sluice], quote: It holds}
```
""",
)
"""All of the mill that there is at its thirtieth minute."""


def asked_by_others(api: Asking) -> Iterator[tuple[str, str, Response]]:
    """What readers at the thirtieth minute and before it, and visitors, are answered."""
    names = (
        "warn",
        "warm",
        "warx",
        "drown",
        "none",
        "dream",
        "deaf",
        "river",
        "",
        "\x00",
        "x" * 65,
    )
    asked = ["", "/interpretations", "/chart.svg", "/votes", "/answers", "/vote", "/none"]
    for name in map(quote, names):
        asked += [
            f"/{name}",
            f"/answers?ask=why&effect={name}",
            f"/answers?ask=cause&effect=stand&event={name}",
            f"/answers?ask=why&effect=warn&interpretation={name}",
            f"/answers?ask=why&effect=none&interpretation={name}",
            f"/chart.svg?event={name}&interpretation={name}",
        ]
    for progress, token in ((30, None), (4, None), (30, "")):
        move(api, Progress(Moment.minute(progress)))
        for path in asked:
            yield f"{progress} {token} {path}", "GET", api.ask("GET", STORY + path, token=token)
        for anchor in (DEAF, HIDDEN, "none"):
            said = {"interpretation": anchor}
            answer = api.ask("PUT", f"{STORY}/vote", json=said, token=token)
            yield f"{progress} {anchor}", "PUT", answer
        yield f"{progress}", "DELETE", api.ask("DELETE", f"{STORY}/vote", token=token)


def test_what_is_hidden_changes_no_byte_of_any_answer(api: Asking, tmp_path: Path) -> None:
    # Somebody has seen it all, and voted.
    for anchor, more in ((DEAF, ()), (HIDDEN, ("another-mill",))):
        token = joined(api, anchor)
        for film in more:
            move(api, FINISHED, api.guide.accounts.by_name(anchor), film=film)
        api.ask("PUT", f"{STORY}/vote", json={"interpretation": anchor}, token=token)
    (tmp_path / "twin").mkdir()
    with asking(tmp_path / "twin") as twin:
        pages = {"mill.md": SEEN_AT_30, "another.md": page("Another Mill")}
        twin.guide.take([written(tmp_path / "less", pages)], by="test")
        for one, other in zip(asked_by_others(api), asked_by_others(twin), strict=True):
            assert one[:2] == other[:2]
            told = [(it.status_code, it.headers, it.content) for it in (one[2], other[2])]
            assert told[0] == told[1], one[:2]


@pytest.mark.parametrize("path", READ)
def test_a_hidden_story_is_missing_in_the_same_words_as_none(api: Asking, path: str) -> None:
    move(api, FINISHED, film="a-door")
    none = api.ask("GET", f"/films/a-door/story{path}")
    assert (none.status_code, none.json()["code"]) == (404, "story-missing")
    assert api.ask("GET", f"{STORY}{path}", token="").content == none.content
    for progress in (NOT_BEGUN, Progress(Moment.minute(4))):
        move(api, progress)
        assert api.ask("GET", f"{STORY}{path}").content == none.content


def test_nothing_is_told_before_its_moment_at_any_address(api: Asking) -> None:
    for minute in (5, 19, 20, 29, 30, 49, 50, 59):
        move(api, Progress(Moment.minute(minute)))
        for path in (*READ, "/answers?ask=degree&effect=warn", "/votes"):
            told = api.ask("GET", f"{STORY}{path}").text.partition("<style>")
            shown = told[0] + told[2].partition("</style>")[2]
            assert [word for word in hidden_at(minute) if word in shown] == [], (minute, path)


def test_a_story_needs_a_token_that_may_read_or_none(api: Asking) -> None:
    writes = api.token_for(Scope.WRITE)
    for path in READ:
        assert api.ask("GET", f"{STORY}{path}", token=writes).status_code == 403
        assert api.ask("GET", f"{STORY}{path}", token="").status_code == 404
    assert api.guide.view(SLUG, NOTHING).story is None


# Votes


def test_a_vote_is_cast_replaced_and_taken_back(api: Asking) -> None:
    def voted(anchor: str) -> Any:
        return api.ask("PUT", f"{STORY}/vote", json={"interpretation": anchor})

    told = voted(DEAF)
    assert (votes(told), told.json()["yours"]) == ({DEAF: 1, HEARD: 0}, DEAF)
    assert api.ask("GET", f"{STORY}/votes").json() == told.json()
    told = voted(HEARD)
    assert (votes(told), told.json()["yours"]) == ({DEAF: 0, HEARD: 1}, HEARD)
    for _ in range(2):  # also where there is none
        told = api.ask("DELETE", f"{STORY}/vote")
        assert (votes(told), told.json()["yours"]) == ({DEAF: 0, HEARD: 0}, "")


def test_shares_are_of_all_votes_with_their_interval(api: Asking) -> None:
    for name in ("Bo", "Cy", "Di"):
        token = joined(api, name)
        api.ask("PUT", f"{STORY}/vote", json={"interpretation": DEAF}, token=token)
    told = api.ask("PUT", f"{STORY}/vote", json={"interpretation": HEARD}).json()
    first, second = told["shares"]
    assert (first["heading"], first["votes"], first["part"]) == ("Nobody *heard* the bell", 3, 0.75)
    # Wilson's interval, worked out by hand.
    assert (round(first["low"], 3), round(first["high"], 3)) == (0.301, 0.954)
    assert second["part"] == 0.25


def test_without_votes_nothing_is_known(seen: Asking) -> None:
    for share in seen.ask("GET", f"{STORY}/votes").json()["shares"]:
        assert (share["part"], share["low"], share["high"]) == (0, 0, 1)


def test_a_vote_needs_a_token_that_may_write(api: Asking) -> None:
    said = {"interpretation": DEAF}
    reads, writes = api.token_for(Scope.READ), api.token_for(Scope.WRITE)
    for method, more in (("PUT", {"json": said}), ("DELETE", {})):
        assert api.ask(method, f"{STORY}/vote", token="", **more).status_code == 401
        assert api.ask(method, f"{STORY}/vote", token=reads, **more).status_code == 403
        assert api.ask(method, f"{STORY}/vote", token=writes, **more).status_code == 200
    assert api.ask("GET", f"{STORY}/votes", token="").status_code == 401
    assert api.ask("GET", f"{STORY}/votes", token=writes).status_code == 403


def test_before_the_end_nobody_votes_or_sees_votes(api: Asking) -> None:
    api.ask("PUT", f"{STORY}/vote", json={"interpretation": DEAF})
    early = joined(api, "Bo", Progress(Moment.minute(59)))
    for told in (
        api.ask("GET", f"{STORY}/votes", token=early),
        api.ask("PUT", f"{STORY}/vote", json={"interpretation": DEAF}, token=early),
        api.ask("DELETE", f"{STORY}/vote", token=early),
    ):
        assert told.status_code == 404
        assert told.content == api.ask("GET", "/films/no-such-film/story/votes").content
    assert votes(api.ask("GET", f"{STORY}/votes")) == {DEAF: 1, HEARD: 0}


def test_whoever_goes_back_takes_their_vote_back_and_sees_no_shares(api: Asking) -> None:
    api.ask("PUT", f"{STORY}/vote", json={"interpretation": DEAF})
    move(api, Progress(Moment.minute(10)))
    told = api.ask("DELETE", f"{STORY}/vote")
    assert (told.status_code, told.json()) == (200, {"shares": [], "yours": ""})
    assert api.ask("DELETE", f"{STORY}/vote").status_code == 404
    move(api, FINISHED)
    assert votes(api.ask("GET", f"{STORY}/votes")) == {DEAF: 0, HEARD: 0}


def test_a_film_that_is_not_there_takes_no_vote(seen: Asking) -> None:
    said = {"interpretation": DEAF}
    missing = seen.ask("GET", "/films/no-such-film/story/votes").content
    for film in ("no-such-film", "a-door", "%00", "the-mill-"):
        assert seen.ask("PUT", f"/films/{film}/story/vote", json=said).content == missing
        assert seen.ask("DELETE", f"/films/{film}/story/vote").content == missing


def test_votes_stay_where_they_are_when_a_reader_sees_more(api: Asking) -> None:
    api.ask("PUT", f"{STORY}/vote", json={"interpretation": HEARD})
    before = api.ask("GET", f"{STORY}/votes").json()
    move(api, FINISHED, film="another-mill")
    after = api.ask("GET", f"{STORY}/votes").json()
    assert (after["yours"], votes_of(after)) == (HEARD, {DEAF: 0, HEARD: 1, HIDDEN: 0})
    api.ask("PUT", f"{STORY}/vote", json={"interpretation": HIDDEN})
    move(api, NOT_BEGUN, film="another-mill")
    told = api.ask("GET", f"{STORY}/votes").json()
    assert (told["yours"], votes_of(told)) == ("", {DEAF: 0, HEARD: 0})
    assert before["yours"] == HEARD


@pytest.mark.parametrize("anchor", [HIDDEN, "none", "deaf", "\x00"])
def test_what_is_hidden_cannot_be_voted_for(seen: Asking, anchor: str) -> None:
    refused = seen.ask("PUT", f"{STORY}/vote", json={"interpretation": anchor})
    assert (refused.status_code, refused.json()["code"]) == (404, "film-missing")


@pytest.mark.parametrize("said", [{}, {"interpretation": ""}, {"interpretation": DEAF, "by": "Bo"}])
def test_a_vote_of_another_shape_is_refused(seen: Asking, said: dict[str, str]) -> None:
    refused = seen.ask("PUT", f"{STORY}/vote", json=said)
    assert (refused.status_code, refused.json()["code"]) == (400, "input-refused")


def test_votes_for_what_is_hidden_count_for_nobody_else(api: Asking) -> None:
    before = api.ask("GET", f"{STORY}/votes").content
    token = joined(api, "Bo")
    move(api, FINISHED, api.guide.accounts.by_name("Bo"), film="another-mill")
    told = api.ask("PUT", f"{STORY}/vote", json={"interpretation": HIDDEN}, token=token)
    assert votes(told) == {DEAF: 0, HEARD: 0, HIDDEN: 1}
    assert api.ask("GET", f"{STORY}/votes").content == before
