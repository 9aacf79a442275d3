"""A shelf of films to find, which the tests of the public index share."""

from collections.abc import Callable, Iterable
from pathlib import Path

from lookback.film.finding import Findable, Found
from lookback.search.index import Index


def films() -> list[Findable]:
    """The shelf, anew each time: a Findable can be changed."""
    return [
        Findable(
            1,
            "look-back",
            "Look Back",
            titles=["ルックバック", "Rukku Bakku"],
            years=[2024],
            minutes=58,
            people=["Kiyotaka Oshiyama", "Yumi Kawai"],
            roles=["Fujino", "Kyomoto"],
            genres=["Animation", "Drama"],
            themes=["Art", "Friendship"],
            countries=["Japan"],
            texts=["Two girls of one school draw comics for its newspaper."],
            score=8.1,
            votes=411,
            has_page=True,
        ),
        Findable(
            2,
            "spirited-away",
            "Spirited Away",
            titles=["千と千尋の神隠し"],
            years=[2001],
            minutes=125,
            people=["Hayao Miyazaki"],
            genres=["Animation", "Fantasy"],
            countries=["Japan"],
            score=8.6,
            votes=900_000,
        ),
        Findable(
            3,
            "the-matrix",
            "The Matrix",
            years=[1999, 2021],
            minutes=136,
            people=["Keanu Reeves", "Carrie-Anne Moss"],
            roles=["Neo"],
            genres=["Science Fiction", "Action"],
            themes=["Reality"],
            countries=["United States"],
            texts=["A programmer is told that what he takes for the world is none."],
            score=8.7,
            votes=2_000_000,
        ),
        Findable(4, "matrix", "Matrix", years=[1973], genres=["Drama"], score=5.0, votes=10),
        Findable(
            5,
            "amelie",
            "Amélie",
            titles=["Le Fabuleux Destin d'Amélie Poulain"],
            years=[2001],
            minutes=122,
            people=["Jean-Pierre Jeunet", "Audrey Tautou"],
            genres=["Comedy", "Romance"],
            countries=["France"],
            score=8.3,
            votes=750_000,
        ),
        Findable(
            6,
            "kung-fu-hustle",
            "Kung Fu Hustle",
            titles=["功夫"],
            years=[2004],
            minutes=99,
            people=["Stephen Chow"],
            genres=["Comedy", "Action"],
            countries=["Hong Kong"],
            score=7.7,
            votes=140_000,
        ),
        Findable(
            7,
            "the-matrix-revisited",
            "The Matrix Revisited",
            years=[2001],
            minutes=123,
            genres=["Documentary"],
            countries=["United States"],
            score=7.1,
            votes=3_000_000,
        ),
        Findable(
            8,
            "oceans-eleven",
            "Ocean's Eleven",
            years=[2001],
            minutes=116,
            score=7.7,
            votes=600_000,
        ),
        Findable(
            9,
            "spider-man",
            "Spider-Man",
            years=[2002],
            minutes=121,
            people=["Sam Raimi"],
            texts=["He draws webs over the matrix of the city."],
            score=7.4,
            votes=800_000,
        ),
        Findable(10, "dots", "...", titles=["人々"], years=[1950]),
        Findable(11, "duran-duran", "Duran Duran", score=6, votes=5),
        Findable(12, "duran", "Duran", score=6, votes=50),
    ]


def filled(folder: Path, shelf: Iterable[Findable] | None = None) -> Index:
    """An index of the shelf, or of other films."""
    index = Index.open(folder)
    index.rebuild(films() if shelf is None else shelf, "1")
    return index


def slugs(found: Found) -> list[str]:
    """What was found, in its order."""
    return [hit.slug for hit in found.hits]


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder, byte for byte."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


Finds = Callable[[str], list[str]]
"""Answers words with the slugs of the films that are found."""
