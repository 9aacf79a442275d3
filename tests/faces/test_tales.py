import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from tests.faces.line import Line
from tests.guides import page
from tests.mill import MINUTES, SLUG, THE_MILL, hidden_at

import lookback
from lookback.faces.cli import main

DIFFERENT = """The interpretations differ.

The map itself; The bell woke them all:
  “The mill still stands” would have happened even without “Odo opens the sluice”.
  “Mara rings the bell” would have been enough.

Nobody heard the bell:
  Without “Odo opens the sluice”, “The mill still stands” would not have happened.
  Would not have happened: “Mara sits by the stove”.
"""
EVENTS = """flood      0:05  The river rises [What happens]
warn       0:10  Mara rings the bell [What happens]
sluice     0:20  Odo opens the sluice [What happens]
stand      0:30  The mill still stands [What happens]
drown      0:45  Odo is swept away [The dream of the miller]
warm       0:50  Mara sits by the stove [What happens]
"""
INTERPRETATIONS = """deaf: Nobody heard the bell (common)
  The bell is cracked.
  “The mill still stands” happens because of “Odo opens the sluice”.
  For: It makes a sound like a spoon [warn]
  Against: She looks as if they had thanked her [warm]
  Of what you have seen it agrees with all.
heard: The bell woke them all
  Takes “The dream of the miller” to be remembered.
  Of what you have seen it agrees with all.
"""
QUESTIONS = (
    ["but-for", "flood", "stand"], ["cut", "flood"], ["cause", "warn", "stand"], ["why", "stand"],
    ["degree", "stand"], ["events"], ["questions"], ["interpretations"], ["chart"],
    ["why", "warm"], ["why", "drown"],
)  # fmt: skip
"""Every form once."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """With a film that has a story, and one that has none."""
    line = Line(tmp_path_factory.mktemp("line"))
    told = line("import", line.file(THE_MILL), line.file(page("A Door"), "door.md"))
    assert told.stderr == ""
    return line


def told(line: Line, *words: str) -> str:
    """What somebody is told who has seen the end."""
    result = line("story", SLUG, *words, "--finished")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def plain(line: Line, *words: str) -> Any:
    return json.loads(told(line, *words, "--json"))


def refused(result: Result, code: str) -> str:
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(f" [{code}]\n")
    return result.stderr


# Questions


def test_answers_differ_by_interpretation_and_each_has_its_reason(line: Line) -> None:
    assert told(line, "but-for", "sluice", "stand") == DIFFERENT


def test_interpretations_that_answer_alike_in_all_are_told_once(line: Line) -> None:
    assert told(line, "cut", "sluice", "--interpretation", "heard").splitlines() == [
        "Without “Odo opens the sluice”, everything else would have happened just the same."
    ]
    assert told(line, "cut", "flood").splitlines() == [
        "All interpretations answer alike.",
        "Without “The river rises”, 4 things would not have happened.",
        (
            "Would not have happened: “Mara rings the bell”, “Odo opens the sluice”, "
            "“The mill still stands”, “Mara sits by the stove”."
        ),
    ]


def test_who_agrees_for_another_reason_gives_it(line: Line) -> None:
    lines = told(line, "but-for", "flood", "stand").splitlines()
    assert lines[0] == "All interpretations answer alike, for reasons of their own."
    assert (
        "  How: “The river rises”; so “Mara rings the bell”; so “The mill still stands”." in lines
    )
    assert (
        "  How: “The river rises”; so “Odo opens the sluice”; so “The mill still stands”." in lines
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["cut", "warn"], "Without “Mara rings the bell”, everything else would have happened"),
        (["cause", "warn", "stand"], "“Mara rings the bell” is part of a cause of"),
        (
            ["why", "warm"],
            "“Mara sits by the stove” hangs on these together: “Mara rings the bell” and",
        ),
        (["degree", "stand"], "The largest causal share in “The mill still stands” is 1/2:"),
    ],
)
def test_every_kind_of_question_is_answered_in_words(
    line: Line, words: list[str], says: str
) -> None:
    first, *reasons = told(line, *words, "--interpretation", "heard").splitlines()
    assert first.startswith(says)
    assert reasons or words[0] == "cut"


def test_an_interpretation_is_named_as_on_the_map_or_in_the_address(line: Line) -> None:
    words = ("but-for", "sluice", "stand", "--interpretation")
    by_name = told(line, *words, "deaf")
    assert by_name == told(line, *words, "nobody-heard-the-bell")
    assert by_name.startswith("Without “Odo opens the sluice”, “The mill still stands” would not")


@pytest.mark.parametrize("name", ["nothing", "river", "the-river-decides", ""])
def test_an_interpretation_that_is_not_seen_is_unknown(line: Line, name: str) -> None:
    words = ("story", SLUG, "why", "stand", "--finished", "--interpretation", name)
    known = line("story", SLUG, "why", "stand", "--finished", "--interpretation", "moon")
    assert refused(line(*words), "interpretation-unknown") == known.stderr


def test_answers_come_in_json(line: Line) -> None:
    said = plain(line, "but-for", "sluice", "stand")
    assert (said["ask"], said["events"], said["differ"]) == ("but-for", ["sluice", "stand"], True)
    assert [(one["interpretation"], one["heading"], one["outcome"]) for one in said["answers"]] == [
        ("", "", "not needed"),
        ("deaf", "Nobody *heard* the bell", "needed"),
        ("heard", "The bell woke them all", "not needed"),
    ]
    assert "\n".join(f"  {line}" for line in said["answers"][1]["sentences"]) in DIFFERENT


@pytest.mark.parametrize(
    "words", [["why"], ["why", "flood", "warn"], ["cause", "flood"], ["but-for", "a", "b", "c"]]
)
def test_a_question_with_too_few_or_too_many_events_says_how_many(
    line: Line, words: list[str]
) -> None:
    said = refused(line("story", SLUG, *words, "--finished"), "question-invalid")
    assert f" after {words[0]}, by names of the map" in said
    # Also where nothing of the story is seen yet: it is the question that is wrong.
    assert refused(line("story", SLUG, *words), "question-invalid") == said


def test_a_name_that_is_near_is_suggested_where_it_is_seen(line: Line) -> None:
    early = refused(line("story", SLUG, "why", "warr", "--at", "0:30"), "event-unknown")
    assert "did you mean warn?" in early
    assert "warm" not in early
    late = refused(line("story", SLUG, "why", "warr", "--finished"), "event-unknown")
    assert "did you mean warn or warm?" in late


def test_a_hidden_event_is_unknown_in_the_same_words(line: Line) -> None:
    for command in (["why"], ["cut"], ["cause", "flood"], ["chart", "--event"]):
        hidden, missing = (
            refused(line("story", SLUG, *command, name, "--at", "0:20"), "event-unknown")
            for name in ("drown", "q-q-q")
        )
        assert hidden == missing


# Lists


def test_events_are_listed_with_the_names_to_ask_with(line: Line) -> None:
    assert told(line, "events") == EVENTS
    said = plain(line, "events")
    assert [one["name"] for one in said["events"]] == [
        "flood", "warn", "sluice", "stand", "drown", "warm",
    ]  # fmt: skip
    assert [one["name"] for one in said["timelines"]] == ["real", "dream"]


def test_interpretations_tell_their_rules_and_clues_and_whether_they_agree(line: Line) -> None:
    assert told(line, "interpretations") == INTERPRETATIONS
    first, second = plain(line, "interpretations")["interpretations"]
    assert (first["name"], first["anchor"]) == ("deaf", "nobody-heard-the-bell")
    assert second["takes"] == [{"timeline": "dream", "is": "remembered"}]


def test_questions_of_the_page_are_answered(line: Line) -> None:
    lines = told(line, "questions").split("\n")
    assert lines[0] == "Did it take the sluice?"
    assert "\n".join(lines[1:]).startswith(
        "".join(f"  {one}".rstrip() + "\n" for one in DIFFERENT.splitlines())
    )
    assert "  Only the bell could have done without it." in lines
    assert "Why does Mara sit by the stove?" in lines
    assert not [one for one in lines if one.endswith(" ")]
    first, second = plain(line, "questions")["questions"]
    assert first["answers"] == plain(line, "but-for", "sluice", "stand")["answers"]
    assert (second["says"], second["note"]) == ("Why does Mara sit by the stove?", "")


def test_questions_can_be_answered_by_one_interpretation(line: Line) -> None:
    lines = told(line, "questions", "--interpretation", "deaf").splitlines()
    assert lines[:2] == [
        "Did it take the sluice?",
        "  Without “Odo opens the sluice”, “The mill still stands” would not have happened.",
    ]


@pytest.mark.parametrize("listed", ["questions", "interpretations"])
def test_a_list_of_nothing_says_so(line: Line, listed: str) -> None:
    result = line("story", SLUG, listed, "--at", "0:59")
    assert result.stdout == "There are none, or none of what you have watched.\n"
    assert json.loads(line("story", SLUG, listed, "--at", "0:59", "--json").stdout) == {listed: []}


# The chart


def test_the_chart_is_an_svg_that_carries_its_style(line: Line) -> None:
    chart = told(line, "chart")
    root = ET.fromstring(chart)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    style = root.find("{*}style")
    assert style is not None
    assert style.text
    assert ".mark" in style.text
    assert "--ink:" in style.text
    assert "Mara" in "".join(root.itertext())


def test_the_chart_goes_by_the_time_of_the_film_or_of_the_story(line: Line) -> None:
    charts = {told(line, "chart", "--time", order) for order in ("film", "story")}
    assert len(charts) == 2
    assert told(line, "chart") in charts


def test_the_chart_shows_causes_and_an_interpretation(line: Line) -> None:
    charts = [
        told(line, "chart", *more)
        for more in ([], ["--event", "stand"], ["--event", "stand", "--interpretation", "deaf"])
    ]
    assert [chart.count('class="arrow ') for chart in charts] == [0, 2, 1]
    assert "dreamt" in charts[0]
    assert "remembered" in told(line, "chart", "--interpretation", "the-bell-woke-them-all")


# Who sees what


def test_nothing_is_told_before_its_moment(line: Line) -> None:
    for minute in (5, 9, 10, 19, 20, 29, 30, 49, 50, 59):
        at = ("--at", f"0:{minute:02}")
        for words in QUESTIONS:
            for shape in ([], ["--json"])[: 1 if words == ["chart"] else 2]:
                result = line("story", SLUG, *words, *at, *shape)
                # A name that was typed is no news; only the chart's own style is called so.
                said = (result.stdout + result.stderr).partition("<style>")
                shown = said[0] + said[2].partition("</style>")[2]
                assert [word for word in hidden_at(minute) if word in shown] == [], (minute, words)
        said_ = json.loads(line("story", SLUG, "events", *at, "--json").stdout)
        assert [one["name"] for one in said_["events"]] == [
            name for name, opens in MINUTES.items() if opens <= minute
        ]


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_hidden_story_is_missing_in_the_same_words_as_none(line: Line, words: list[str]) -> None:
    none = refused(line("story", "a-door", *words, "--finished"), "story-missing")
    assert none == (
        "lookback: the guide has no story of this film, or none of what you have watched "
        "[story-missing]\n"
    )
    for state in ([], ["--at", "0:04"]):
        assert refused(line("story", SLUG, *words, *state), "story-missing") == none


def test_a_film_that_is_not_there_is_missing(line: Line) -> None:
    refused(line("story", "no-such-film", "events", "--finished"), "film-missing")


def test_a_title_is_taken_for_a_film(line: Line) -> None:
    assert line("story", "The Mill", "events", "--finished").stdout == EVENTS


# Usage


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Missing argument"),
        (["what-if", "flood"], "expected but-for, cut, cause, why, degree, events, questions"),
        (["events", "flood"], "events takes no names of events"),
        (["events", "--at", "0:10", "--finished"], "say --at or --finished, not both"),
        (["events", "--interpretation", "deaf"], "events takes no --interpretation"),
        (["why", "flood", "--time", "story"], "--time and --event are for the chart"),
        (["cut", "flood", "--event", "warn"], "--time and --event are for the chart"),
        (["chart", "--json"], "the chart is an SVG, and has no other form"),
        (["chart", "--time", "moon"], "'film', 'story'"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(
    line: Line, words: list[str], says: str
) -> None:
    result = line("story", SLUG, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


# The sample guide


def test_whether_kyomoto_would_have_lived_is_answered_by_each_interpretation(
    tmp_path: Path,
) -> None:
    sample = Path(lookback.__file__).parent / "sample" / "look-back.md"
    guide = ["--guide", str(tmp_path / "guide.db")]
    assert CliRunner().invoke(main, [*guide, "import", str(sample)]).exit_code == 0
    words = [*guide, "story", "look-back", "but-for", "meet", "death", "--finished"]
    answers = json.loads(CliRunner().invoke(main, [*words, "--json"]).stdout)
    assert answers["differ"] is True
    grief, touch = answers["answers"][1:]
    assert (grief["interpretation"], grief["outcome"]) == ("grief", "not needed")
    assert (touch["interpretation"], touch["outcome"]) == ("touch", "needed")
    assert any("never happens" in reason for reason in grief["sentences"][1:])
    assert any(reason.startswith("How: ") for reason in touch["sentences"][1:])
    said = CliRunner().invoke(main, words).stdout
    assert said.startswith("The interpretations differ.\n")
    assert "\nGrief draws the other life:\n" in said
