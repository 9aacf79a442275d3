import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update
from tests.faces.line import Line
from tests.guides import RAIN, by_hand, kept, opened, page

from lookback import __version__
from lookback.assemble import Settings
from lookback.faces.cli import main
from lookback.faces.web import serving
from lookback.guide.guide import Guide
from lookback.store.tables import film

BROKEN = RAIN.replace("94 min", "long")
UNGATED = RAIN.replace("@0:06 ", "")


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.fixture
def filled(line: Line) -> Line:
    """With one film in its guide."""
    assert line("import", line.file()).exit_code == 0
    return line


def as_json(told: Result) -> Any:
    """What a program would read: the whole of standard output."""
    return json.loads(told.stdout)


def everything(line: Line) -> object:
    with opened(line.guide) as store:
        return kept(store)


# import


def test_import_tells_what_it_did(line: Line) -> None:
    for text, did in ((RAIN, "1 new"), (RAIN, "1 unchanged"), (UNGATED, "1 changed")):
        told = line("import", line.file(text))
        assert (told.exit_code, told.stdout) == (0, f"Done: {did}.\n")


def test_import_takes_files_folders_and_zips_together(line: Line) -> None:
    line.file(page("A Door"), "pages/a.md")
    line.file("notes", "pages/notes.txt")
    with zipfile.ZipFile(line.folder / "b.zip", "w") as archive:
        archive.writestr("b.md", page("A Stair"))
    told = line("import", line.file(), line.folder / "pages", line.folder / "b.zip")
    assert told.stdout == "Done: 3 new, 1 skipped: not a page.\n"


def test_import_warns_on_standard_error_with_file_line_and_code(line: Line) -> None:
    path = line.file(UNGATED)
    told = line("import", path)
    number = UNGATED.split("\n").index("He finds a drop that is dry.") + 1
    assert told.exit_code == 0
    assert told.stderr.startswith(f"{path}:{number}: warning: ")
    assert told.stderr.endswith("[gate-missing]\n")
    assert "dry" not in told.stderr


def test_import_refuses_with_file_line_and_code_and_changes_nothing(filled: Line) -> None:
    before = everything(filled)
    path = filled.file(BROKEN, "broken.md")
    told = filled("import", path, filled.file(page("A Door"), "door.md"))
    assert (told.exit_code, told.stdout) == (1, "")
    first, last = told.stderr.splitlines()
    assert first.startswith(f"{path}:4: ")
    assert first.endswith(" [value-invalid]")
    assert "long" not in first.removeprefix(str(path))
    assert last == "Nothing was changed."
    assert everything(filled) == before


def test_import_previews_without_changing_anything(filled: Line) -> None:
    before = everything(filled)
    more = filled.file(page("A Door"), "door.md")
    told = filled("import", "--preview", filled.file(UNGATED), more)
    assert (told.exit_code, told.stdout) == (0, "Would be: 1 new, 1 changed.\n")
    assert everything(filled) == before


def test_a_preview_makes_no_guide_where_there_is_none(line: Line) -> None:
    told = line("import", "--preview", line.file())
    assert (told.exit_code, told.stdout) == (0, "Would be: 1 new.\n")
    assert not Path(line.guide).exists()


def test_import_keeps_why_with_the_revision(filled: Line) -> None:
    filled("import", "--why", "a better wording", filled.file(UNGATED))
    with opened(filled.guide) as store:
        assert [one.why for one in store.sources(history=True)] == ["", "a better wording"]


def test_import_answers_in_json(line: Line) -> None:
    told = line("import", "--json", line.file(UNGATED))
    number = UNGATED.split("\n").index("He finds a drop that is dry.") + 1
    assert as_json(told) == [
        {
            "path": str(line.folder / "rain.md"),
            "outcome": "new",
            "film": "the-rain-clerk",
            "title": "The Rain Clerk",
            "notes": [{"code": "gate-missing", "line": number, "detail": ""}],
            "refusal": None,
        }
    ]


def test_import_refuses_in_json_too(line: Line) -> None:
    told = line("import", "--json", line.file(BROKEN))
    (one,) = as_json(told)
    assert told.exit_code == 1
    assert (one["outcome"], one["refusal"]["code"]) == ("refused", "value-invalid")
    assert one["refusal"]["line"] == 4


def test_import_with_a_format_reads_every_file_in_it(line: Line) -> None:
    path = line.file("The Rain Clerk\n\nA clerk counts the rain.\n", "rain.txt")
    assert line("import", path).exit_code == 1
    assert line("import", "--format", "outline", path).exit_code == 0
    told = line("import", "--format", "runes", path)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "markdown, outline" in told.stderr
    assert told.stderr.endswith("[format-unknown]\n")


def test_import_of_a_path_that_is_not_there_is_refused(line: Line) -> None:
    told = line("import", line.folder / "none.md")
    assert told.exit_code == 1
    assert told.stderr.startswith(f"lookback: {line.folder / 'none.md'}: ")
    assert told.stderr.endswith("[file-unreadable]\n")


# show


@pytest.mark.parametrize(
    ("words", "shown", "hidden"),
    [
        ([], ["A clerk counts the rain.", "94 minutes", "Ana Muster"], ["dry", "thief", "Ghost"]),
        (["--at", "0"], ["A clerk counts the rain."], ["dry", "thief"]),
        (["--at", "start"], ["A clerk counts the rain."], ["dry", "thief"]),
        (["--at", "0:32"], ["0:06 · He finds a drop", "called Ruth"], ["thief", "with a name"]),
        (["--at", "32"], ["0:06 · He finds a drop", "called Ruth"], ["thief"]),
        (["--at", "0:29:59"], ["with a name"], ["Ruth"]),
        (["--at", "1:34"], ["Ana Muster as the thief", "The guest is a thief."], ["Ghost", "Ruth"]),
        (["--finished"], ["Ghost story", "The guest is a thief."], ["Ruth", "drought"]),
        (["--at", "ending"], ["Ghost story", "The guest is a thief."], ["Ruth", "drought"]),
    ],
)
def test_show_prints_what_may_be_seen_and_nothing_else(
    filled: Line, words: list[str], shown: list[str], hidden: list[str]
) -> None:
    for shape in ("text", "markdown", "json"):
        told = filled("show", "the-rain-clerk", *words, "--format", shape)
        assert (told.exit_code, told.stderr) == (0, "")
        for text in shown:
            if shape == "text":
                assert text in told.stdout
        assert [text for text in hidden if text in told.stdout] == []


def test_show_takes_a_title_for_a_film(filled: Line) -> None:
    by_title = filled("show", "The Rain Clerk", "--at", "0:32")
    assert by_title.stdout == filled("show", "the-rain-clerk", "--at", "0:32").stdout
    assert by_title.stdout.startswith("The Rain Clerk\n")


def test_show_answers_in_json(filled: Line) -> None:
    told = filled("show", "the-rain-clerk", "--at", "0:32", "--json")
    said = as_json(told)
    assert said["recap"] == [
        {"at": "0:06", "text": "He finds a drop that is dry."},
        {"at": "0:20", "text": "A guest called Ruth comes in."},
    ]
    assert (said["slug"], said["title"]) == ("the-rain-clerk", "The Rain Clerk")
    assert as_json(filled("show", "the-rain-clerk", "--at", "32", "--format", "json")) == said


def test_show_explains_every_passage_to_its_author(filled: Line) -> None:
    told = filled("show", "the-rain-clerk", "--at", "0:45", "--explain").stdout
    number = RAIN.split("\n").index("@0:50 replaces: guest") + 1
    assert f"{number}: story so far @0:50: " in told
    assert "The guest is a thief." in told
    assert "The drought was his." in told


def test_show_of_a_film_that_is_not_there_is_refused_in_the_same_words(filled: Line) -> None:
    told = filled("show", "none", "--finished")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == "lookback: the guide has no such film [film-missing]\n"


@pytest.mark.parametrize("words", [["--at", "0:75"], ["--at", "soon"], ["--at", "-5"]])
def test_show_at_something_that_is_no_moment_says_how_to_write_one(
    filled: Line, words: list[str]
) -> None:
    told = filled("show", "the-rain-clerk", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "such as 0:32" in told.stderr


def test_show_is_told_one_progress_only(filled: Line) -> None:
    told = filled("show", "the-rain-clerk", "--at", "0:32", "--finished")
    assert told.exit_code == 2
    assert "say --at or --finished, not both" in told.stderr


# check


def test_check_needs_no_guide_and_makes_none(line: Line) -> None:
    told = line("check", line.file(UNGATED))
    assert (told.exit_code, told.stdout) == (0, "1 page readable, 1 to look at.\n")
    assert told.stderr.endswith("[gate-missing]\n")
    assert not Path(line.guide).exists()


def test_check_refuses_what_import_would_refuse(line: Line) -> None:
    told = line("check", line.file(BROKEN))
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.endswith("[value-invalid]\n")


def test_check_answers_in_json(line: Line) -> None:
    line.file(UNGATED, "pages/a.md")
    line.file(BROKEN, "pages/b.md")
    told = line("check", "--json", line.folder / "pages")
    assert [one["outcome"] for one in as_json(told)] == ["readable", "refused"]
    assert told.exit_code == 1


def test_check_reads_in_the_format_that_it_is_told(line: Line) -> None:
    path = line.file("The Rain Clerk\n\nA clerk counts the rain.\n", "rain.txt")
    assert line("check", path).exit_code == 1
    assert line("check", "--format", "outline", path).exit_code == 0


# export


def test_export_gives_the_bytes_back_in_a_folder_and_in_a_zip(filled: Line) -> None:
    filled("import", filled.file(UNGATED))
    told = filled("export", filled.folder / "out")
    assert (told.exit_code, told.stdout) == (0, f"1 file written to {filled.folder / 'out'}.\n")
    assert (filled.folder / "out" / "the-rain-clerk.md").read_text("utf-8") == UNGATED
    told = filled("export", "--history", filled.folder / "out.zip")
    assert told.stdout.startswith("2 files written")
    with zipfile.ZipFile(filled.folder / "out.zip") as archive:
        assert archive.read("history/the-rain-clerk/0001.md").decode() == RAIN


def test_export_as_markdown_writes_the_page_format(line: Line) -> None:
    text = "The Sun Clerk\n\nA clerk counts the sun.\n"
    line("import", "--format", "outline", line.file(text, "sun.txt"))
    line("export", line.folder / "plain")
    line("export", "--as-markdown", line.folder / "out")
    assert (line.folder / "plain" / "the-sun-clerk.txt").read_text("utf-8") == text
    assert (line.folder / "out" / "the-sun-clerk.md").read_text("utf-8").startswith("---\n")


def test_export_overwrites_nothing(filled: Line) -> None:
    before = everything(filled)
    told = filled("export", filled.folder)
    assert told.exit_code == 1
    assert told.stderr.endswith("[file-unreadable]\n")
    assert everything(filled) == before


# doctor


def test_doctor_says_that_all_is_well(filled: Line) -> None:
    told = filled("doctor")
    assert (told.exit_code, told.stdout) == (0, "Nothing is wrong.\n")
    assert as_json(filled("doctor", "--json")) == {"damages": []}


def test_doctor_exits_with_1_where_something_is_wrong(filled: Line) -> None:
    with opened(filled.guide) as store, by_hand(store) as connection:
        connection.execute(update(film).values(sort="?"))
    told = filled("doctor")
    assert told.exit_code == 1
    assert told.stdout == "the-rain-clerk: public-rows-differ\n1 thing is wrong.\n"
    told = filled("doctor", "--json")
    assert told.exit_code == 1
    damages = [{"code": "public-rows-differ", "film": "the-rain-clerk"}]
    assert as_json(told) == {"damages": damages}


# serve


@dataclass
class Served:
    """What ``serve`` was asked to serve."""

    settings: Settings
    films: list[str]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Served]:
    told: list[Served] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        serving,
        "serve",
        lambda guide, settings, announce: told.append(Served(settings, list(Guide.slugs(guide)))),
    )
    return told


def test_serve_listens_where_its_options_say_then_its_settings(
    line: Line, served: list[Served]
) -> None:
    environ = {"LOOKBACK_HOST": "::1", "LOOKBACK_PORT": "8001"}
    line("serve")
    line("serve", environ=environ)
    line("serve", "--host", "0.0.0.0", "--port", "0", environ=environ)  # noqa: S104 - not listened on
    assert [(one.settings.host, one.settings.port) for one in served] == [
        ("127.0.0.1", 8000), ("::1", 8001), ("0.0.0.0", 0),  # noqa: S104
    ]  # fmt: skip


def test_serve_makes_a_guide_where_there_is_none(line: Line, served: list[Served]) -> None:
    assert line("serve").exit_code == 0
    assert served[0].films == []
    assert Path(line.guide).is_file()


def test_serve_takes_the_sample_in_first(line: Line, served: list[Served]) -> None:
    assert line("serve", "--sample").exit_code == 0
    assert len(served[0].films) == 12
    assert "look-back" in served[0].films


def test_the_sample_goes_into_a_guide_of_its_own(served: list[Served], tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["serve", "--sample"]).exit_code == 0
    assert served[0].settings.guide == "sample.db"
    assert (tmp_path / "sample.db").is_file()
    assert not (tmp_path / "lookback.db").exists()


# all of them


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["import"], "Missing argument 'PATH...'"),
        (["show"], "Missing argument 'FILM'"),
        (["show", "a", "--format", "pdf"], "text"),
        (["export"], "Missing argument 'PATH'"),
        (["serve", "--port", "99999"], "65535"),
        (["import", "--prewiew", "a.md"], "--preview"),
        (["shwo"], "No such command 'shwo'"),
        ([], "Usage: "),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(
    line: Line, words: list[str], told: str
) -> None:
    result = line(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize("words", [["show", "a"], ["doctor"], ["export", "out"]])
def test_where_there_is_no_guide_it_is_told_how_to_make_one(line: Line, words: list[str]) -> None:
    told = line(*words)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "lookback import" in told.stderr
    assert told.stderr.endswith("[guide-unusable]\n")
    assert not Path(line.guide).exists()


def test_a_misspelt_setting_is_refused_before_anything_is_done(line: Line) -> None:
    told = line("import", line.file(), environ={"LOOKBACK_GIUDE": "other.db"})
    assert (told.exit_code, told.stdout) == (2, "")
    assert "LOOKBACK_GIUDE" in told.stderr
    assert "LOOKBACK_GUIDE" in told.stderr
    assert told.stderr.endswith("[setting-invalid]\n")
    assert not Path(line.guide).exists()


def test_the_guide_is_the_one_of_the_option_then_of_the_settings(
    filled: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled.folder)
    (filled.folder / "secret").write_text(f"{filled.guide}\n")
    words = ["show", "the-rain-clerk"]

    def code(**environ: str) -> int:
        return CliRunner().invoke(main, words, env=environ).exit_code

    assert code() == 1
    assert code(LOOKBACK_GUIDE=filled.guide) == 0
    assert code(LOOKBACK_GUIDE_FILE="secret") == 0
    assert filled(*words, environ={"LOOKBACK_GUIDE": "none.db"}).exit_code == 0


def test_the_version_is_told(line: Line) -> None:
    assert line("--version").stdout == f"lookback, version {__version__}\n"


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(line: Line, command: list[str], option: str) -> None:
    told = line(*command, option)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("Usage: ")
    assert len(told.stdout.splitlines()[2]) > 20
