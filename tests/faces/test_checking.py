"""``lookback check``: what it prints of leaks."""

import json
from pathlib import Path

import pytest
from tests.faces.line import Line
from tests.guides import page

LEAKY = page("The Lamp", story="In the last scene it was all a dream.")


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


def test_a_leak_is_told_with_its_place_its_reasons_and_how_to_answer_it(line: Line) -> None:
    path = line.file(LEAKY, "lamp.md")
    told = line("check", path)
    assert told.exit_code == 0
    assert told.stdout == "1 page readable, 0 to look at, 1 that may tell too much.\n"
    first, *rest = told.stderr.splitlines()
    assert first == (f"{path}:5: likely leak: tells of a twist, or that there is one [twist]")
    assert rest[0] == "    open from start: In the last scene it was all a dream."
    assert any(one.startswith("    because “all a dream”") for one in rest)
    assert rest[-1].startswith('    to answer it: {says: "In the last scene')


def test_the_line_that_answers_a_leak_can_be_pasted_into_the_record(line: Line) -> None:
    told = line("check", line.file(LEAKY, "lamp.md"))
    answer = told.stderr.splitlines()[-1].removeprefix("    to answer it: ")
    text = LEAKY.replace("title: The Lamp\n", f"title: The Lamp\nchecked:\n  - {answer}\n")
    told = line("check", line.file(text, "lamp.md"))
    assert told.stdout == "1 page readable, 0 to look at, 1 answered.\n"
    assert told.stderr == ""


def test_leaks_are_told_in_json(line: Line) -> None:
    told = line("check", "--json", line.file(LEAKY, "lamp.md"))
    [one] = json.loads(told.stdout)
    [leak] = one["leaks"]
    assert (leak["kind"], leak["line"], leak["opens"], leak["until"]) == (
        "twist", 5, "start", "ending",
    )  # fmt: skip
    assert leak["sureness"] == "likely"
    assert leak["reasons"]
    assert one["answered"] == []


def test_a_refused_file_has_no_leaks(line: Line) -> None:
    told = line("check", "--json", line.file("---\n---\n", "lamp.md"))
    [one] = json.loads(told.stdout)
    assert (one["outcome"], one["leaks"], told.exit_code) == ("refused", [], 1)


def test_answers_are_told_in_json_with_their_reasons(line: Line) -> None:
    record = "checked: {says: all a dream, kind: twist, because: the poster says so}\n"
    text = LEAKY.replace("title: The Lamp\n", f"title: The Lamp\n{record}")
    [one] = json.loads(line("check", "--json", line.file(text, "lamp.md")).stdout)
    assert one["leaks"] == []
    assert one["answered"] == [
        {"line": 3, "says": "all a dream", "kind": "twist", "because": "the poster says so"}
    ]


REVIEW = """\
The film was made in Rome on a small budget.

## The ending

In the end she kills her own father.
"""


def test_a_review_is_checked_sentence_by_sentence(line: Line) -> None:
    path = line.file(REVIEW, "review.md")
    told = line("check", "--review", path)
    assert told.exit_code == 0
    assert told.stdout == "1 review, 2 sentences, 1 that may give something away.\n"
    first, says, why = told.stderr.splitlines()
    assert first.startswith(f"{path}:5: likely gives something away (0.")
    assert says == "    In the end she kills her own father."
    assert why.startswith("    because of ")


def test_a_review_is_told_in_json_with_every_sentence_and_its_heading(line: Line) -> None:
    told = line("check", "--review", "--json", line.file(REVIEW, "review.md"))
    [one] = json.loads(told.stdout)
    assert one["refusal"] is None
    safe, telling = one["sentences"]
    assert (safe["line"], safe["heading"], safe["says"]) == (
        1,
        "",
        "The film was made in Rome on a small budget.",
    )
    assert (telling["line"], telling["heading"]) == (5, "The ending")
    assert safe["score"] < 0.5 < telling["score"]
    assert telling["reasons"][0].keys() == {"what", "weight"}


def test_a_review_that_is_no_text_is_refused_and_the_others_are_told(line: Line) -> None:
    bad = line.file("x", "bad.md")
    Path(bad).write_bytes(b"\xff\xfe")
    told = line("check", "--review", "--json", line.file(REVIEW, "review.md"), bad)
    good, refused = json.loads(told.stdout)
    assert len(good["sentences"]) == 2
    assert (refused["sentences"], refused["refusal"]["code"]) == ([], "text-invalid")
    assert told.exit_code == 1


def test_a_format_is_of_pages_and_not_of_reviews(line: Line) -> None:
    told = line("check", "--review", "--format", "markdown", line.file(REVIEW, "review.md"))
    assert told.exit_code == 2
    assert "--format" in told.stderr
