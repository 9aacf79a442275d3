"""Timing pages on the command line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.door import DOOR, OTHERS_SAID, SAID, SENTENCES
from tests.faces.line import Line
from tests.guides import page

from lookback.formats.markdown import Markdown
from lookback.formats.synopsis import read_synopsis

TUTORIAL = Path(__file__).parents[2] / "docs" / "timing.md"


@pytest.fixture
def line(tmp_path: Path) -> Line:
    line = Line(tmp_path)
    line.file(DOOR, "door.md")
    (tmp_path / "door.srt").write_bytes(SAID)
    return line


def time(line: Line, *words: object) -> Result:
    return line("time", line.folder / "door.md", "--subtitles", line.folder / "door.srt", *words)


def as_json(told: Result) -> Any:
    return json.loads(told.stdout)


def door(line: Line) -> str:
    return (line.folder / "door.md").read_text("utf-8")


def test_each_sentence_is_told_with_its_gate_and_what_it_rests_on(line: Line) -> None:
    told = time(line)
    assert told.exit_code == 0, told.output
    rows = [row for row in told.stdout.split("\n") if re.match(r" +\d+ ", row)]
    assert [int(row.split()[0]) for row in rows] == list(range(1, SENTENCES + 1))
    assert re.match(r" +1 +(?:\d:\d\d(?::\d\d)?|ending) +\d:\d\d +\d+% ", rows[0])
    assert "Paul Orme" in rows[0]
    assert "your own gate" in rows[-1]
    assert "He built this house" in told.stdout
    assert {"shown", "opens", "spoken"} <= set(re.findall(r"^\w+", told.stdout, re.MULTILINE))
    assert told.stdout.endswith(
        "9 gates found, 1 of your own kept.\n"
        "Nothing was changed: --write writes them into the page.\n"
    )
    assert max(map(len, told.stdout.split("\n"))) <= 120
    assert door(line) == DOOR


def test_write_writes_the_gates_that_were_told(line: Line) -> None:
    gates = [one["gate"] for one in as_json(time(line, "--json"))["sentences"]]
    told = time(line, "--write")
    assert told.stdout.endswith("9 gates written, 1 of your own kept.\n")
    assert [str(one.gate) for one in read_synopsis(door(line)).statements] == gates
    assert Markdown().read(door(line)).notes == ()


def test_writing_again_changes_nothing(line: Line) -> None:
    time(line, "--write")
    before = door(line)
    told = time(line, "--write")
    assert told.stdout.endswith("0 gates written, 10 of your own kept.\n")
    assert door(line) == before


def test_it_answers_in_json(line: Line) -> None:
    told = as_json(time(line, "--json", "--write"))
    assert told["film"] == "the-third-door"
    assert told["written"] is True
    assert told["refusal"] is None
    assert told["gates"] == {"new": 9, "kept": 1, "hidden": 0}
    assert set(told["sentences"][0]) == {
        "number", "line", "gate", "shown", "confidence", "basis", "text", "spoken",
    }  # fmt: skip
    assert [one["number"] for one in told["sentences"]] == list(range(1, SENTENCES + 1))
    assert told["sentences"][-1]["basis"] == "author"


def test_text_of_the_page_is_no_markup_of_the_terminal(line: Line) -> None:
    line.file(DOOR.replace("Paul Orme", "[red]\\[b] *Paul* [/]"), "door.md")
    told = time(line)
    assert told.exit_code == 0
    assert "[red][b] Paul [/]" in told.stdout


def test_without_subtitles_the_place_counts_and_it_is_said(line: Line) -> None:
    told = line("time", line.folder / "door.md")
    assert told.exit_code == 0
    assert "its place" in told.stdout
    assert "no subtitles: only the place in the story counts" in told.stderr


def test_strict_rescale_as_is_chapters_and_runtime_are_taken(line: Line) -> None:
    chapters = line.folder / "chapters.txt"
    chapters.write_text("0:00:00 The letter\n0:30:00 The clocks\n", "utf-8")
    for words in (["--strict"], ["--chapters", chapters], ["--runtime", "1:30:00"]):
        assert time(line, *words).exit_code == 0
    assert time(line, "--runtime", "1:25:00", "--rescale").exit_code == 0
    assert time(line, "--runtime", "1:25:00", "--as-is").exit_code == 0


def test_subtitles_of_another_speed_tell_what_to_do(line: Line) -> None:
    told = time(line, "--runtime", "1:25:00", "--write")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "--rescale" in told.stderr
    assert "--as-is" in told.stderr
    assert told.stderr.endswith("[subtitles-at-another-speed]\n")
    assert door(line) == DOOR


def test_subtitles_of_another_film_are_refused(line: Line) -> None:
    (line.folder / "door.srt").write_bytes(OTHERS_SAID)
    told = time(line, "--write")
    assert (told.exit_code, told.stdout) == (1, "")
    assert str(line.folder / "door.srt") in told.stderr
    assert told.stderr.endswith("[subtitles-of-another-film]\n")
    assert door(line) == DOOR


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (page("A Stair"), "synopsis-missing"),
        (page("A Stair", story="## Story so far\n\nOne. Two."), "synopsis-missing"),
        ("no page", "format-unknown"),
        (DOOR.replace("94 min", "long"), "value-invalid"),
    ],
)
def test_what_cannot_be_timed_is_refused_with_its_file(line: Line, text: str, code: str) -> None:
    told = line("time", line.file(text, "other.md"))
    assert (told.exit_code, told.stdout) == (1, "")
    assert str(line.folder / "other.md") in told.stderr
    assert told.stderr.endswith(f"[{code}]\n")


def test_a_file_that_is_not_there_is_refused(line: Line) -> None:
    for words in (["nowhere.md"], [line.folder / "door.md", "--subtitles", "nowhere.srt"]):
        told = line("time", *words)
        assert told.exit_code == 1
        assert "nowhere" in told.stderr
        assert told.stderr.endswith("[file-unreadable]\n")


@pytest.mark.parametrize(
    "words",
    [
        ["door.md", "--rescale", "--as-is"],
        ["door.md", "--subtitles-in", "."],
        ["."],
        [".", "--all", "--subtitles", "door.srt"],
        [".", "--all", "--chapters", "door.srt"],
        [".", "--all", "--runtime", "1:30"],
        ["door.md", "--runtime", "ending"],
        ["door.md", "--runtime", "start"],
        ["door.md", "--runtime", "soon"],
    ],
)
def test_wrong_usage_is_told(line: Line, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(line.folder)
    assert line("time", *words).exit_code == 2


def test_all_pages_of_a_folder_are_timed_and_the_refused_ones_are_named(line: Line) -> None:
    line.file("# Notes\n", "notes.md")
    line.file(DOOR, "penguins.md")
    (line.folder / "penguins.srt").write_bytes(OTHERS_SAID)
    told = line("time", line.folder, "--all", "--write")
    assert told.exit_code == 1
    first, last = told.stdout.splitlines()
    assert first == f"{line.folder / 'door.md'}: 9 gates written, 1 of your own kept"
    assert last == "1 of 2 pages written."
    assert told.stderr.startswith(str(line.folder / "penguins.srt"))
    assert told.stderr.endswith("[subtitles-of-another-film]\n")
    assert (line.folder / "penguins.md").read_text("utf-8") == DOOR
    assert door(line) != DOOR


def test_all_pages_answer_in_json(line: Line) -> None:
    apart = line.folder / "said"
    apart.mkdir()
    (line.folder / "door.srt").rename(apart / "door.srt")
    told = line("time", line.folder, "--all", "--subtitles-in", apart, "--json")
    assert told.exit_code == 0
    (one,) = as_json(told)
    assert one["subtitles"] == str(apart / "door.srt")
    assert one["written"] is False
    assert one["gates"] == {"new": 9, "kept": 1, "hidden": 0}
    assert door(line) == DOOR


def test_the_tutorial_does_what_it_says(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(line.folder)
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", TUTORIAL.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    look, take, _ = (block.strip().split("\n") for block in blocks)
    for command in [*look, *take]:
        name, *words = command.split()
        assert name == "lookback"
        told = line(*words)
        assert told.exit_code == 0, told.output
    # "as much of the story as one may know after an hour"
    assert "train to Varenne" in told.stdout
    assert "His father" not in told.stdout
    checked = line("check", "--json", "door.md")
    assert "gate-missing" not in checked.stdout
    before = door(line)
    assert line(*take[0].split()[1:]).exit_code == 0
    assert door(line) == before
