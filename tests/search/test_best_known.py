import random
from pathlib import Path

import pytest
from tests.search.shelf import filled

from lookback.film.finding import Findable
from lookback.search.index import Index

_TYPED = ("r", "re", "red", "red s", "red m", "jo", "jo m", "moon", "千", "x")


def _shelf(chance: random.Random, films: int) -> list[Findable]:
    return [
        Findable(
            number,
            f"f{number}",
            chance.choice(("Red Sun", "Red Moon", "The Moon", "千と")),
            people=[chance.choice(("Jo Sun", "Jo Moon", "An Orr"))],
            votes=chance.randrange(50) ** 3,
        )
        for number in range(1, films + 1)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_films_written_later_are_suggested_as_if_all_were_written_at_once(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    shelf = {film.number: film for film in _shelf(chance, 120)}
    index = filled(tmp_path / "index", shelf.values())
    for step in range(4):
        changed = chance.sample(sorted(shelf), 10 + 20 * (seed % 3))
        new = {film.number: film for film in _shelf(chance, 140) if film.number in changed}
        gone = set(chance.sample(sorted(shelf), 15)) - new.keys()
        shelf = {number: film for number, film in (shelf | new).items() if number not in gone}
        index.feed(new.values(), sorted(gone), str(step + 2))
        anew = filled(tmp_path / f"anew{step}", shelf.values())
        for typed in _TYPED:
            assert index.suggest(typed) == anew.suggest(typed), typed


def test_a_film_that_is_gone_leaves_its_place_to_the_next(tmp_path: Path) -> None:
    shelf = [Findable(n, f"f{n}", f"Red {n:03}", votes=1000 - n) for n in range(1, 60)]
    index = filled(tmp_path / "index", shelf)
    index.feed([], range(1, 40), "2")
    assert [one.key for one in index.suggest("red")] == [f"f{n}" for n in range(40, 48)]
    index.feed([], range(40, 60), "3")
    assert index.suggest("red") == ()


def test_another_process_suggests_what_was_written(tmp_path: Path) -> None:
    index = filled(tmp_path / "index")
    other = Index.open(tmp_path / "index")
    assert other.suggest("newc") == ()
    index.feed([Findable(50, "new", "Newcomer")], [], "2")
    assert [one.key for one in other.suggest("newc")] == ["new"]
    index.feed([Findable(50, "new", "Stranger")], [], "3")
    assert other.suggest("newc") == ()
    assert [one.key for one in other.suggest("stra")] == ["new"]
