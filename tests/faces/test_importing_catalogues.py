import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.faces.line import Line
from tests.formats.catalogues import samples
from tests.formats.catalogues.samples import tsv
from tests.guides import RAIN, kept, opened, page, put

from lookback.formats.catalogues.imdb import LICENCE

PACKED = gzip.compress(samples.BASICS)
BROKEN = samples.BASICS.replace(b"tt0000323\tmovie", b"tt0000323\t")


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.fixture
def filled(line: Line) -> Line:
    """With two films of catalogues and one of an author in its guide."""
    put_file(line, "tables/b.tsv", samples.BASICS)
    put_file(line, "tables/m.json", samples.TMDB_MOVIE)
    assert line("import", line.folder / "tables", line.file()).exit_code == 0
    return line


def put_file(line: Line, name: str, data: bytes) -> Path:
    path = line.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def everything(line: Line) -> object:
    with opened(line.guide) as store:
        return kept(store)


def as_json(told: Result) -> Any:
    """What a program would read: the whole of standard output."""
    return json.loads(told.stdout)


def slugs(told: Result) -> list[str]:
    return [film["slug"] for film in as_json(told)["films"]]


# import


@pytest.mark.parametrize("data", [samples.BASICS, PACKED])
def test_a_catalogue_is_imported_and_a_second_time_changes_nothing(line: Line, data: bytes) -> None:
    path = put_file(line, "b.gz", data)
    first, second = line("import", path), line("import", path)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == (
        f"{path}: 2 rows, 2 films new, 2 rows changed [imdb-basics]\n{LICENCE}\n"
    )
    assert second.stdout.startswith(f"{path}: 2 rows, 0 films new, 0 rows changed [")
    assert (first.stderr, second.stderr) == ("", "")


def test_a_folder_of_catalogues_is_imported_in_their_order(line: Line) -> None:
    put_file(line, "all/a.tsv", samples.RATINGS)
    put_file(line, "all/b.tsv.gz", PACKED)
    told = line("import", line.folder / "all")
    files = [row.partition(":")[0] for row in told.stdout.splitlines()[:2]]
    assert files == [str(line.folder / "all/b.tsv.gz"), str(line.folder / "all/a.tsv")]
    assert "1 of films that the guide does not have" in told.stdout


def test_an_import_of_catalogues_answers_in_json(line: Line) -> None:
    path = put_file(line, "b.tsv", samples.BASICS)
    for changed in (2, 0):
        (told,) = as_json(line("import", "--json", path))
        assert told == {
            "path": str(path), "outcome": "stocked", "kind": "imdb-basics", "rows": 2,
            "films": changed, "changed": changed, "named": 0, "unknown": 0, "apart": 0,
            "licence": LICENCE, "error": None, "code": None,
        }  # fmt: skip


def test_catalogues_and_pages_together_are_one_answer_in_json(line: Line) -> None:
    put_file(line, "all/b.tsv", samples.BASICS)
    line.file(RAIN, "all/rain.md")
    told = as_json(line("import", "--json", line.folder / "all"))
    assert [one["outcome"] for one in told] == ["stocked", "new"]


def test_catalogues_and_pages_together_are_both_told(line: Line) -> None:
    put_file(line, "all/b.tsv", samples.BASICS)
    line.file(RAIN, "all/rain.md")
    told = line("import", line.folder / "all")
    assert told.exit_code == 0
    assert "2 films new" in told.stdout
    assert told.stdout.endswith("Done: 1 new.\n")


def test_a_preview_of_catalogues_makes_no_guide(line: Line) -> None:
    path = put_file(line, "b.tsv", samples.BASICS)
    told = line("import", "--preview", path)
    assert told.stdout == f"{path}: 2 rows can be read [imdb-basics]\n{LICENCE}\n"
    assert sorted(one.name for one in line.folder.iterdir()) == ["b.tsv"]


def test_a_preview_of_catalogues_changes_nothing(filled: Line) -> None:
    before = everything(filled)
    path = put_file(filled, "b.tsv", samples.BASICS.replace(b"Fog", b"Frog"))
    assert filled("import", "--preview", path).exit_code == 0
    assert everything(filled) == before


def test_a_row_that_is_refused_is_told_with_file_line_and_what_to_do(line: Line) -> None:
    path = put_file(line, "b.tsv", BROKEN)
    told = line("import", path, line.file())
    assert told.exit_code == 1
    first, last = told.stderr.splitlines()
    assert first.startswith(f"{path}:4: ")
    assert first.endswith("[value-invalid]")
    assert last == "The rows before it are kept: mend it, and run this again."
    assert "Traceback" not in told.output
    path.write_bytes(samples.BASICS)
    again = line("import", path, line.file())
    assert (again.exit_code, again.stderr) == (0, "")


def test_a_refused_row_is_told_in_json_too(line: Line) -> None:
    path = put_file(line, "b.tsv", BROKEN)
    told = line("import", "--json", path)
    assert told.exit_code == 1
    (one,) = as_json(told)
    assert (one["outcome"], one["code"]) == ("refused", "value-invalid")
    assert one["error"].startswith(f"{path}:4: ")


def test_a_preview_tells_what_will_be_refused_and_that_nothing_was_changed(line: Line) -> None:
    told = line("import", "--preview", put_file(line, "b.tsv", BROKEN))
    assert told.exit_code == 1
    assert told.stderr.endswith("Nothing was changed: mend it, and run this again.\n")


def test_a_packed_file_that_breaks_off_is_refused(line: Line) -> None:
    path = put_file(line, "all/b.tsv.gz", PACKED[:-6])
    for paths in (path, line.folder / "all"):
        told = line("import", paths)
        assert told.exit_code == 1
        assert f"{path}: " in told.stderr
        assert "[archive-invalid]" in told.stderr


def test_pages_that_are_refused_leave_the_catalogues_that_were_taken_in(line: Line) -> None:
    path = put_file(line, "b.tsv", samples.BASICS)
    told = line("import", path, line.file(RAIN.replace("94 min", "long")))
    assert told.exit_code == 1
    assert told.stderr.endswith("No page was changed.\n")
    assert slugs(line("search", "--json", "fog bell")) == ["tt0000321"]


def test_a_format_that_is_named_is_read_as_that(line: Line) -> None:
    path = put_file(line, "titles", b"\n" + samples.BASICS)
    told = line("import", "--format", "imdb-basics", path)
    assert told.exit_code == 1
    assert told.stderr.startswith(f"{path}:1: ")


def test_a_file_that_is_not_there_is_refused(line: Line) -> None:
    path = line.folder / "no.tsv"
    for words in ((path,), ("--format", "imdb-basics", path)):
        told = line("import", *words)
        assert told.exit_code == 1
        assert "[file-unreadable]" in told.stderr


# search, find, index


def test_films_of_catalogues_are_found_by_words(filled: Line) -> None:
    told = filled("search", "fog", "bell")
    assert told.exit_code == 0
    assert told.stdout == "The Fog Bell (1988)  tt0000321\n"
    assert slugs(filled("search", "--json", "扉")) == ["tt10000324"]
    assert slugs(filled("search", "--json", "rain clerk")) == ["the-rain-clerk"]


def test_a_search_answers_in_json(filled: Line) -> None:
    assert as_json(filled("search", "--json", "nebelglocke")) == {
        "total": 1,
        "instead": "",
        "films": [{"slug": "tt0000321", "title": "The Fog Bell", "year": 1988}],
    }


def test_what_is_not_there_is_not_found(filled: Line) -> None:
    told = filled("search", "qqqqqqqq")
    assert (told.exit_code, told.stdout) == (0, "Nothing found.\n")


def test_what_is_found_comes_page_by_page(line: Line) -> None:
    rows = [rf"tt{n:07}|movie|Tide {n}|Tide {n}|0|1990|\N|90|Drama" for n in range(1, 31)]
    line("import", put_file(line, "b.tsv", tsv(samples.BASICS_HEADER, *rows)))
    first, second = line("search", "tide"), line("search", "tide", "--page", 2)
    assert first.stdout.endswith("\n1 to 24 of 30; more with --page 2.\n")
    found = first.stdout.splitlines()[:-1] + second.stdout.splitlines()[:6]
    assert len(set(found)) == 30


def test_hidden_words_of_a_catalogue_are_not_found(filled: Line) -> None:
    for words in ("nobody rings", "lighthouse", "Twin"):
        assert slugs(filled("search", "--json", words)) == []
        assert slugs(filled("find", "--json", words)) == []


def test_a_half_remembered_film_is_found(filled: Line) -> None:
    told = filled("find", "it was called something with fog and a bell")
    assert told.stdout.startswith("The Fog Bell (1988)  tt0000321\n")
    assert "--endings looks in all of it" in told.stdout


def test_endings_are_looked_in_by_the_readers_word_alone(filled: Line) -> None:
    memory = "a keeper of a lighthouse hears a bell that nobody rings"
    assert "tt0000321" in slugs(filled("find", "--endings", "--json", memory))
    told = filled("find", "--endings", "the drought was his")
    assert told.stdout.startswith("The Rain Clerk (1961)  the-rain-clerk\n")
    assert told.stdout.endswith("Endings and plots were looked in, too; only titles are told.\n")
    assert "drought" not in told.stdout
    assert as_json(filled("find", "--endings", "--json", memory))["looked_in_endings"] is True


@pytest.mark.parametrize("options", [(), ("--rebuild",)])
def test_an_index_that_is_gone_is_made_anew(filled: Line, options: tuple[str, ...]) -> None:
    folder = Path(f"{filled.guide}.index")
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    told = filled("index", *options)
    assert (told.exit_code, told.stdout) == (0, "The index is up to date.\n")
    assert slugs(filled("search", "--json", "fog bell")) == ["tt0000321"]


def test_a_rebuilt_index_answers_the_same(filled: Line) -> None:
    asked = [("search", "drama"), ("search", "fog"), ("find", "a bell in the fog")]
    before = [filled(*words).stdout for words in asked]
    assert filled("index", "--rebuild").exit_code == 0
    assert [filled(*words).stdout for words in asked] == before


def test_the_index_takes_in_what_another_process_changed(filled: Line) -> None:
    with opened(filled.guide) as store:
        put(store, page("The Drowned Bell"))
    assert slugs(filled("search", "--json", "drowned")) == ["the-drowned-bell"]


@pytest.mark.parametrize("words", [("search", "a"), ("find", "a"), ("index",)])
def test_without_a_guide_nothing_is_looked_for(line: Line, words: tuple[str, ...]) -> None:
    told = line(*words)
    assert told.exit_code == 1
    assert list(line.folder.iterdir()) == []
