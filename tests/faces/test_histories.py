import json
from pathlib import Path

import pytest
from tests.faces.line import Line
from tests.guides import opened_guide, page

from lookback.film.progress import FINISHED, NOT_BEGUN

DIARY = """Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-05-02,The Rain Clerk,1961,https://boxd.it/1,4,,,2024-05-01
2024-05-03,A Door,1981,https://boxd.it/2,,,,2024-05-03
"""
RATINGS = """Date,Name,Year,Letterboxd URI,Rating
2024-06-02,The Rain Clerk,1961,https://boxd.it/a,4
"""


@pytest.fixture
def line(tmp_path: Path) -> Line:
    """With two films in its guide, and a reader."""
    made = Line(tmp_path)
    made("import", made.file(), made.file(page("A Door", record="release: 1980\n"), "door.md"))
    with opened_guide(made.guide) as guide:
        guide.accounts.by_login("test", "ana", "Ana")
    return made


def watched(line: Line) -> dict[str, object]:
    with opened_guide(line.guide) as guide:
        items = guide.watching.items(guide.accounts.by_name("ana"))
        return {one.slug or one.mention.title: one.standing.progress for one in items}


def test_a_history_is_taken_where_it_is_certain_and_the_rest_is_asked_about(line: Line) -> None:
    told = line("import", line.file(DIARY, "diary.csv"), "--reader", "ana")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "2: A Door (1981), seen on 2024-05-03: is it one of these?",
        "    --choose 2=a-door",
        "    --choose 2=none",
        f"{line.folder}/diary.csv: Letterboxd: 1 ready, 1 needs review.",
        "Done: 1 film moved.",
    ]
    assert watched(line) == {"the-rain-clerk": FINISHED}


@pytest.mark.parametrize(("film", "key"), [("a-door", "a-door"), ("none", "A Door")])
def test_a_choice_says_which_film_a_row_means(line: Line, film: str, key: str) -> None:
    line("import", line.file(DIARY, "diary.csv"), "--reader", "ANA", "--choose", f"2={film}")
    assert watched(line) == {"the-rain-clerk": FINISHED, key: FINISHED}


def test_a_history_without_its_reader_is_told_how_to_name_them(line: Line) -> None:
    told = line("import", line.file(DIARY, "diary.csv"))
    assert told.exit_code == 1
    assert "A watch history is taken in with --reader NAME." in told.stderr


def test_a_preview_changes_nothing(line: Line) -> None:
    told = line("import", line.file(DIARY, "diary.csv"), "--reader", "ana", "--preview")
    assert told.stdout.endswith("Nothing was changed.\n")
    assert watched(line) == {}


def test_ratings_count_unless_it_is_said_otherwise(line: Line) -> None:
    path = line.file(RATINGS, "ratings.csv")
    line("import", path, "--reader", "ana", "--no-ratings")
    assert watched(line) == {"the-rain-clerk": NOT_BEGUN}


def test_programs_are_answered_in_json(line: Line) -> None:
    told = line("import", line.file(DIARY, "diary.csv"), "--reader", "ana", "--json")
    (one,) = json.loads(told.stdout)
    assert one["counts"] == {
        "ready": 1, "already there": 0, "duplicate": 0, "needs review": 1,
    }  # fmt: skip
    assert one["outcome"]["films"] == 1
    assert [(row["row"], row["candidates"]) for row in one["review"]] == [(2, ["a-door"])]


def test_one_broken_history_of_several_changes_nothing(line: Line) -> None:
    good, bad = line.file(DIARY, "diary.csv"), line.file(f"{RATINGS}x,A,1,2,99\n", "ratings.csv")
    told = line("import", good, bad, "--reader", "ana")
    assert told.exit_code == 1
    assert "ratings.csv:3" in told.stderr
    assert watched(line) == {}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--reader", "nobody"], 1, "reader-missing"),
        (["--reader", "ana", "--choose", "x"], 2, "expected ROW=FILM"),
        (["--reader", "ana", "--choose", "1=a-door"], 1, "expected rows that need review"),
        (["--reader", "ana", "--choose", "2=no-such-film"], 1, "film-missing"),
        (["--reader", "ana", "--format", "imdb"], 1, "diary.csv:1"),
        (["--reader", ""], 1, "reader-missing"),
        (["--reader", "ana", "--choose", "2=none", "--choose", "2=a-door"], 2, "ROW=FILM"),
        (["--choose", "1=a-door"], 2, "go with --reader"),
        (["--no-ratings"], 2, "go with --reader"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    line: Line, words: list[str], code: int, says: str
) -> None:
    told = line("import", line.file(DIARY, "diary.csv"), *words)
    assert told.exit_code == code
    assert says in told.stderr
    assert watched(line) == {}


def test_what_a_reader_gave_is_written_and_never_over_a_file(line: Line) -> None:
    line("import", line.file(DIARY, "diary.csv"), "--reader", "ana")
    whole, table = line.folder / "ana.json", line.folder / "ana.csv"
    for path in (whole, table):
        assert line("export", path, "--reader", "ana").exit_code == 0
        assert line("export", path, "--reader", "ana").exit_code == 1
    assert json.loads(whole.read_text("utf-8"))["films"][0]["title"] == "The Rain Clerk"
    assert "The Rain Clerk,1961,2024-05-01" in table.read_text("utf-8")
    told = line("export", line.folder / "b", "--reader", "ana", "--history")
    assert (told.exit_code, "go with pages" in told.stderr) == (2, True)


def test_an_invitation_lets_somebody_sign_up_or_set_a_new_password(line: Line) -> None:
    told = line("invite", "--role", "author")
    address, _, invitation = told.stdout.strip().partition("?invitation=")
    assert address == "http://127.0.0.1:8000/sign-up"
    with opened_guide(line.guide) as guide:
        made = guide.accounts.sign_up("Bo", "a long password", invitation=invitation)
        assert made.role == "author"
    again = line("invite", "--reader", "bo").stdout.strip().partition("?invitation=")[2]
    with opened_guide(line.guide) as guide:
        guide.accounts.set_password(again, "another password")
        assert guide.accounts.sign_in("bo", "another password", where="").name == "Bo"
    for name in ("nobody", ""):
        assert line("invite", "--reader", name).exit_code == 1
    assert line("invite", "--reader", "bo", "--role", "author").exit_code == 2


def test_a_new_password_for_nobody_makes_no_guide(tmp_path: Path) -> None:
    line = Line(tmp_path)
    assert line("invite", "--reader", "ana").exit_code == 1
    assert not Path(line.guide).exists()
