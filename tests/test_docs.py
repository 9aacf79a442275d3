"""What the documents say is so: names, options, codes, links and examples are all there."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from lookback import errors
from lookback.assemble import PREFIX, Settings
from lookback.errors import LookBackError
from lookback.faces.cli import main
from lookback.film.leak import LeakKind
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.firewall.view import View, clear
from lookback.formats.base import Reading, Source
from lookback.formats.catalogues.table import CATALOGUES
from lookback.formats.checked import CHECKED
from lookback.formats.record_keys import KEYS, SLUG
from lookback.formats.sections import SECTIONS
from lookback.formats.table import FORMATS, read, sniff
from lookback.notices import Notice
from lookback.search.asking import FIELDS
from lookback.store.health import CODES

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_ROW = re.compile(r"^\| *`([^`]+)`", re.MULTILINE)
_OPTION = re.compile(r"`(--[a-z-]+)")
_PICTURES = ("film-at-32", "film-finished", "front", "my-films", "history", "story", "event")


def document(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def chapters(text: str, level: int = 2) -> dict[str, str]:
    """The text below each heading of a level."""
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def markdown_blocks(text: str) -> list[str]:
    """What stands in fences that say ``markdown``."""
    return re.findall(r"^```markdown\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# Commands and settings


def commands() -> dict[str, str]:
    told = chapters(document("docs/commands.md"))
    return {title.strip("`").split()[1]: text for title, text in told.items()}


def options(command: click.Command) -> set[str]:
    return {
        name
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
        if name not in {"--help", "-h"}
    }


def test_the_commands_are_those_of_the_document() -> None:
    assert set(commands()) == set(main.commands)


@pytest.mark.parametrize("name", main.commands)
def test_the_options_of_a_command_are_those_of_the_document(name: str) -> None:
    command = main.commands[name]
    title = next(t for t in chapters(document("docs/commands.md")) if f" {name}" in t)
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    assert set(_OPTION.findall(commands()[name])) - {"--guide"} == options(command)
    assert title.strip("`").split()[2:] == [one.make_metavar(context(command)) for one in arguments]


def context(command: click.Command) -> click.Context:
    return click.Context(command)


def test_the_options_before_a_command_are_those_of_the_document() -> None:
    usage = document("docs/commands.md").split("\n\n")[1]
    assert set(re.findall(r"--[a-z]+", usage)) == options(main)


def test_the_formats_that_can_be_forced_are_those_of_the_document() -> None:
    told = re.search(r"`--format NAME` \| read as (.*) instead", commands()["import"])
    assert told is not None
    assert re.findall("`([a-z]+)`", told[1]) == [known.name for known in FORMATS]


def test_the_kinds_of_catalogues_are_those_of_the_document() -> None:
    told = _ROW.findall(
        chapters(document("docs/catalogues.md"))["Which files, and where to get them"]
    )
    assert told == [known.name for known in CATALOGUES]


def test_the_fields_of_a_search_are_those_of_the_document() -> None:
    rows = re.findall(r"^\| `.*", chapters(document("docs/search.md"))["Search"], re.MULTILINE)
    assert set(re.findall(r"`([a-z]+):", "".join(rows))) == set(FIELDS)


def test_the_settings_are_those_of_the_document() -> None:
    told = _ROW.findall(document("docs/settings.md"))
    assert told == [PREFIX + field.name.upper() for field in fields(Settings)]


def test_the_defaults_of_the_settings_are_those_of_the_document() -> None:
    rows = re.findall(
        r"^\| `LOOKBACK_(\w+)` .* \| `([^`]+)` \|$", document("docs/settings.md"), re.MULTILINE
    )
    assert {name.lower(): value for name, value in rows} == {
        name: str(getattr(Settings(), name)) for name in ("guide", "host", "port")
    }


# Codes


def tree(root: type[LookBackError]) -> Iterator[type[LookBackError]]:
    yield root
    for one in root.__subclasses__():
        yield from tree(one)


def codes(chapter: str) -> list[str]:
    return _ROW.findall(chapters(document("docs/errors.md"))[chapter])


def test_the_codes_of_errors_are_those_of_the_document() -> None:
    ours = [one.code for one in tree(LookBackError) if one.__module__ == errors.__name__]
    assert sorted(codes("Errors")) == sorted(ours)


def test_the_codes_of_notices_are_those_of_the_document() -> None:
    warnings = [notice.code for notice in Notice if not notice.asks]
    assert sorted(codes("Warnings")) == sorted(warnings)
    assert codes("Questions") == [notice.code for notice in Notice if notice.asks]


def test_the_codes_of_doctor_are_those_of_the_document() -> None:
    assert codes("What `doctor` finds") == list(CODES)


def test_the_kinds_of_leaks_are_those_of_the_document() -> None:
    told = _ROW.findall(chapters(document("docs/checking.md"))["What is warned of"])
    assert told == [kind.value for kind in LeakKind]


# The page format


def page_format() -> str:
    return document("docs/page-format.md")


def test_the_keys_of_the_record_are_those_of_the_document() -> None:
    assert set(_ROW.findall(chapters(page_format())["The record"])) == {*KEYS, SLUG, CHECKED}


def test_the_sections_of_the_story_are_those_of_the_document() -> None:
    told = re.findall(r"^\| `## ([^`]+)`", chapters(page_format())["The story"], re.MULTILINE)
    assert {one.lower() for one in told} == set(SECTIONS)


def reading(text: str) -> Reading:
    source = Source("page.md", text.encode())
    return read(source, sniff(source))


def view(text: str, progress: Progress) -> View:
    page = reading(text).page
    return clear(page, Watched({page.slug: progress}))


def example() -> str:
    return markdown_blocks(page_format())[0]


def tutorial() -> str:
    return "\n".join(markdown_blocks(document("docs/tutorial.md")))


@pytest.mark.parametrize("text", [example(), tutorial()], ids=["page format", "tutorial"])
def test_the_pages_in_the_documents_are_read_without_a_word(text: str) -> None:
    assert [str(note) for note in reading(text).notes] == []


def test_every_block_that_says_markdown_is_part_of_a_page_that_is_read() -> None:
    blocks = {path.name: markdown_blocks(path.read_text("utf-8")) for path in DOCUMENTS}
    found = {name: len(told) for name, told in blocks.items() if told}
    assert found == {"page-format.md": 1, "timing.md": 1, "tutorial.md": 3}


def test_the_tutorial_shows_what_it_says_that_it_shows() -> None:
    def recap(minute: int) -> list[str]:
        said = view(tutorial(), Progress(Moment.minute(minute)))
        return [line.text for line in said.recap]

    assert "housekeeper" not in str(recap(14))
    assert "housekeeper" in recap(15)[-1]
    assert not any("housekeeper" in text for text in recap(40))
    assert recap(81)[-1].startswith("Somebody has been living")
    assert recap(82)[-1].startswith("Paul's father has been living")
    assert view(tutorial(), Progress(Moment.minute(94))).ending == ()
    assert view(tutorial(), FINISHED).interpretations[0].heading == "The house is his memory"


@pytest.mark.parametrize(
    ("written", "seconds"), [("0:32", 1920), ("0:32:10", 1930), ("32", 1920), ("start", 0)]
)
def test_the_moments_of_the_document_mean_what_it_says(written: str, seconds: int) -> None:
    assert f"\n| `{written}` | " in chapters(page_format())["Moments"]
    assert Moment.parse(written).seconds == seconds


# Links and files


def anchor(heading: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {anchor(one) for one in re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_something_that_is_there(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, part = link.partition("#")
        file = path.parent / target if target else path
        if not file.exists() or (part and part not in anchors(file)):
            broken.append(link)
    assert broken == []


def test_every_page_of_the_documents_is_reached_from_the_first() -> None:
    reached = {link.partition("#")[0] for link in _LINK.findall(document("README.md"))}
    assert {f"docs/{path.name}" for path in ROOT.glob("docs/*.md")} <= reached


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_script_that_a_document_names_is_there(path: Path) -> None:
    named = set(re.findall(r"scripts/\w+", path.read_text("utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("name", ["bench", "check", "run", "setup", "test"])
def test_every_script_explains_itself_and_stands_in_a_document(name: str) -> None:
    assert document(f"scripts/{name}").startswith("#!/bin/sh\n# ")
    assert any(f"scripts/{name}" in path.read_text("utf-8") for path in DOCUMENTS)


def test_the_pictures_show_both_themes_on_a_desk_and_on_a_phone() -> None:
    wanted = {
        f"{what}-{width}-{theme}.png"
        for what in _PICTURES
        for width in (390, 1280)
        for theme in ("light", "dark")
    }
    there = {path.name: path for path in ROOT.glob("docs/pictures/*.png")}
    assert wanted <= set(there)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in there.values())


def test_the_benchmarks_are_told() -> None:
    modules = ROOT.glob("bench/*.py")
    benchmarks = [path.stem for path in modules if "def main(" in path.read_text("utf-8")]
    told = document("docs/benchmarks.md")
    assert [name for name in benchmarks if f"scripts/bench {name}" not in told] == []


def kept_files() -> list[Path]:
    """The files that belong to the project, by git where there is one."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False
    )
    if asked.returncode == 0:
        return [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    folders = ("src", "tests", "docs", "bench", "scripts")
    return [path for name in folders for path in (ROOT / name).rglob("*") if path.is_file()]


def test_no_file_knows_the_machine_that_it_was_written_on() -> None:
    places = rb"(?:" + rb"|".join((rb"wor" + rb"k", rb"roo" + rb"t", rb"home/[a-z]+")) + rb")"
    needle = re.compile(rb"(?<![\w.~/}])/" + places + rb"/")
    files = [path for path in kept_files() if path.is_file()]
    assert len(files) > 50
    assert [str(path) for path in files if needle.search(path.read_bytes())] == []
