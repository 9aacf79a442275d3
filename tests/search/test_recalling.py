"""The index of half-remembered films: what it finds, and that a build comes whole or not at all."""

import resource
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookback.errors import IndexUnusable
from lookback.film.finding import Findable, Hit, Remembered
from lookback.search.recalling import Memory

LINES = """
The Salt Road | 1994 | Ida Brandt; Tom Okafor | Drama | Widow Marguerite leads a mule train over
 the pass. Her son Anselm hides a wounded deserter in the cellar.
Nine Lanterns | 2003 | Kei Mori; Ana Pires | Mystery | A lighthouse keeper counts nine lanterns at
 sea. Detective Rosalba does not believe in the tenth.
The Clockmaker's Goat | 2011 | Lou Fenn | Comedy | A goat swallows the key of the town clock, and
 the mayor's speech will not end.
Harbour Lights Again | 1951 | Vera Stone; Hal Green | Romance | Two dancers miss the last ferry.
Ash and Amber | 1978 | Piet Vos; Ines Abreu; Jo Lind | Thriller | A forger paints her own escape.
Below the Orchard | 2016 | Mina Sato | Horror | Children dig beneath the apple trees. Little Tobias
 hears knocking.
The Seventh Understudy | 1987 | Carl Rook; Dora Lane | Drama | An actress learns every part.
Cold Ferry | 1999 | Nils Berg; Asta Holm | Crime | A body is found on the ferry to the islands.
Paper Cranes for Otis | 2008 | June Park; Abe Cole | Drama | Otis folds cranes for a girl in the
 next ward.
The Last Cartographer | 2019 | Lea Wolf; Ben Adeyemi | Adventure | Explorer Quillon maps a valley
 that moves.
Sparrow's Wager | 1964 | Flo Hart | Western | A gambler bets his horse against the rain.
Night Bus to Lund | 2021 | Siri Dahl; Omar Aziz | Drama | Strangers share one night and a thermos.
""".strip().replace("\n ", " ")
CATALOGUE = [
    (title, int(year), people.split("; "), genre, text)
    for title, year, people, genre, text in (line.split(" | ") for line in LINES.splitlines())
]


def films(*, sealed: bool = True) -> Iterator[Remembered]:
    for number, (title, year, people, genre, text) in enumerate(CATALOGUE, 1):
        film = Findable(
            number, f"film-{number}", title=title, years=[year], people=people, genres=[genre]
        )
        yield Remembered(film, (text,) if sealed else ())


def titles(hits: tuple[Hit, ...]) -> list[str]:
    return [CATALOGUE[hit.number - 1][0] for hit in hits]


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    made = Memory.open(tmp_path_factory.mktemp("memory"))
    made.build(films(), "first")
    return made


def test_a_film_is_found_by_what_happens_in_it(memory: Memory) -> None:
    found = memory.recall("There was an animal that ate a key, and the clocks all stopped.")
    assert titles(found)[0] == "The Clockmaker's Goat"


def test_a_film_is_found_by_a_characters_name(memory: Memory) -> None:
    found = memory.recall("Rosalba interviews a man by the sea. Then Rosalba is on a ferry.")
    assert titles(found)[0] == "Nine Lanterns"


def test_a_name_is_found_in_small_letters_and_in_capitals(memory: Memory) -> None:
    for words in ("tobias was scared", "TOBIAS WAS SCARED", "Tobias was scared"):
        assert titles(memory.recall(words))[0] == "Below the Orchard"


def test_a_film_is_found_by_its_title_by_people_and_without_accents(memory: Memory) -> None:
    assert titles(memory.recall("nine lanterns"))[0] == "Nine Lanterns"
    assert titles(memory.recall("the one with Ines Abreu"))[0] == "Ash and Amber"
    assert titles(memory.recall("the one with Inés Ábreu"))[0] == "Ash and Amber"


def test_no_more_than_the_limit_are_found(memory: Memory) -> None:
    everything = " ".join(title for title, *_rest in CATALOGUE)
    assert len(memory.recall(everything, 3)) == 3
    assert memory.recall(everything, 3) == memory.recall(everything, 100)[:3]
    assert memory.recall(everything, 0) == memory.recall(everything, -1) == ()


def test_words_that_no_film_has_find_nothing(memory: Memory) -> None:
    assert memory.recall("xylophone quark") == memory.recall("the of and") == ()


def test_without_sealed_texts_nothing_is_found_by_their_words(tmp_path: Path) -> None:
    public = Memory.open(tmp_path)
    public.build(films(sealed=False), "public")
    assert public.recall("goat key mayor speech Rosalba Tobias") == (Hit(3, "film-3"),)
    assert public.recall("Rosalba") == public.recall("swallows the key") == ()
    assert titles(public.recall("a comedy with Lou Fenn"))[0] == "The Clockmaker's Goat"


def test_the_answer_depends_on_nothing_but_what_was_built(memory: Memory, tmp_path: Path) -> None:
    other = Memory.open(tmp_path / "other")
    other.build(films(sealed=False), "something else before")
    other.build(films(), "again")
    backwards = Memory.open(tmp_path / "backwards")
    backwards.build(reversed(list(films())), "backwards")
    for title, _year, people, genre, text in CATALOGUE:
        for words in (title, text, f"{genre} with {people[0]}", "ferry night drama"):
            answers = {each.recall(words) for each in (memory, other, backwards)}
            assert len(answers) == 1
            assert memory.recall(words) in answers


def test_films_that_are_told_the_same_of_come_in_the_order_of_their_numbers(
    tmp_path: Path,
) -> None:
    twins = Memory.open(tmp_path)
    order = [4, 900, 12, 1, 77]
    twins.build((Remembered(Findable(n, f"twin-{n}", title="Twin")) for n in order), "")
    assert [hit.number for hit in twins.recall("twin")] == sorted(order)


def test_of_films_that_are_told_the_same_of_the_better_known_comes_first(tmp_path: Path) -> None:
    twins = Memory.open(tmp_path)
    votes = {1: 0, 2: 90_000, 3: 40}
    twins.build((Remembered(Findable(n, "", "Twin", votes=v)) for n, v in votes.items()), "")
    assert [hit.number for hit in twins.recall("twin")] == [2, 3, 1]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [*LINES.split(), "AND", "(", '"', "*", "title:", "\ud800", "\0", "ß", "東京"]
        )
    ).map(" ".join),
    st.integers(-2, 20),
)
def test_any_text_gives_different_films_and_at_most_the_limit(
    memory: Memory, words: str, limit: int
) -> None:
    found = memory.recall(words, limit)
    assert isinstance(found, tuple)
    assert len(found) == len(set(found)) <= max(limit, 0)


@pytest.mark.parametrize("piece", ["ferry ", "A", "Zo\u0301. ", "'", "1 2 ", "\ud800", "東京"])
def test_a_megabyte_of_text_is_answered_quickly(memory: Memory, piece: str) -> None:
    words = piece * (1_000_000 // len(piece))
    before = time.process_time()
    memory.recall(words)
    assert time.process_time() - before < 0.5


def test_a_film_may_have_any_texts(tmp_path: Path) -> None:
    strange = Memory.open(tmp_path)
    film = Findable(7, "strange", title="\ud800 \0", titles=["", "東京"], roles=["'", "Ωmega"])
    strange.build([Remembered(film, ("", "A.", "\udfff" * 10)), Remembered(Findable(8, ""))], "")
    assert strange.recall("ωmega") == strange.recall("東京") == (Hit(7, "strange"),)


def test_an_index_is_opened_again_with_its_stamp(memory: Memory, tmp_path: Path) -> None:
    Memory.open(tmp_path).build(films(), "snow \N{SNOWMAN}")
    again = Memory.open(tmp_path)
    assert again.stamp == "snow \N{SNOWMAN}"
    assert again.recall("goat") == memory.recall("goat")


def test_a_folder_without_an_index_is_an_empty_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere" / "at all"):
        empty = Memory.open(folder)
        assert empty.stamp == ""
        assert empty.recall("goat") == ()


def test_an_index_of_no_films_finds_none(tmp_path: Path) -> None:
    empty = Memory.open(tmp_path)
    empty.build([], "none")
    assert Memory.open(tmp_path).stamp == "none"
    assert empty.recall("goat") == ()


def damaged_copies(whole: Path, into: Path) -> Iterator[Path]:
    """Copies of a folder, each with one of its files cut short or gone."""
    for place, path in enumerate(sorted(each for each in whole.rglob("*") if each.is_file())):
        if path.name.startswith(".") or path.suffix == ".lock":
            continue
        for kept in (0, path.stat().st_size // 2, None):
            copy = into / f"{place}-{kept}"
            shutil.copytree(whole, copy)
            damaged = copy / path.relative_to(whole)
            if kept is None:
                damaged.unlink()
            else:
                damaged.write_bytes(path.read_bytes()[:kept])
                assert damaged.stat().st_size == kept
            if path.stat().st_size:
                yield copy


def test_a_damaged_index_is_empty_and_can_be_built_again(memory: Memory, tmp_path: Path) -> None:
    Memory.open(tmp_path / "whole").build(films(), "whole")
    copies = list(damaged_copies(tmp_path / "whole", tmp_path))
    assert len(copies) > 5
    for copy in copies:
        damaged = Memory.open(copy)
        assert damaged.stamp == ""
        assert damaged.recall("goat") == ()
    damaged.build(films(), "again")
    assert Memory.open(copies[-1]).recall("goat") == memory.recall("goat")


@pytest.mark.parametrize("note", ["", "[]", "null", '{"version": 0}', "\0", '{"build": 3}'])
def test_a_note_that_is_none_of_ours_is_as_no_index(tmp_path: Path, note: str) -> None:
    (tmp_path / "current.json").write_text(note)
    assert Memory.open(tmp_path).stamp == ""


def test_an_index_of_another_version_is_as_none(tmp_path: Path) -> None:
    Memory.open(tmp_path).build(films(), "old")
    note = tmp_path / "current.json"
    note.write_text(note.read_text().replace('"version": 1', '"version": 999'))
    assert Memory.open(tmp_path).stamp == ""


def test_a_build_that_fails_half_way_leaves_the_old_one_answering(tmp_path: Path) -> None:
    def breaks_off() -> Iterator[Remembered]:
        yield from list(films())[:5]
        raise KeyboardInterrupt

    standing = Memory.open(tmp_path)
    standing.build(films(), "old")
    before = standing.recall("goat ferry")
    kept = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        standing.build(breaks_off(), "new")
    for each in (standing, Memory.open(tmp_path)):
        assert each.stamp == "old"
        assert each.recall("goat ferry") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_a_full_disk_leaves_the_old_one_answering(tmp_path: Path) -> None:
    standing = Memory.open(tmp_path)
    standing.build(films(), "old")
    before = standing.recall("goat ferry")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, limits[1]))
        with pytest.raises(IndexUnusable):
            standing.build(films(), "new")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    for each in (standing, Memory.open(tmp_path)):
        assert each.stamp == "old"
        assert each.recall("goat ferry") == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexUnusable):
        Memory.open(tmp_path / "file" / "index").build(films(), "")


def test_searching_goes_on_while_a_build_is_made(tmp_path: Path) -> None:
    standing = Memory.open(tmp_path)
    standing.build(films(), "old")
    elsewhere = Memory.open(tmp_path)
    before = standing.recall("goat ferry")

    def asks() -> Iterator[Remembered]:
        for film in films(sealed=False):
            assert standing.recall("goat ferry") == before
            yield film

    standing.build(asks(), "new")
    assert standing.recall("goat ferry") != before
    assert elsewhere.recall("goat ferry") == standing.recall("goat ferry")
    assert len(list(tmp_path.glob("build-*"))) == 1
