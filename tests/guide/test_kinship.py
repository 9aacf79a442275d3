"""Kindred films, and why."""

from pathlib import Path

import pytest
from tests.guides import opened_guide, page, written

from lookback.errors import FilmMissing
from lookback.guide.cataloguing import recognised
from lookback.guide.guide import Guide

LAMP = page(
    "The Lamp", record="director: Ana Muster\ngenres: [Drama]\nthemes: [loss of a friend]\n"
)
DOOR = page("The Door", record="director: Ana Muster\ngenres: [Drama]\n", story="A key.")
WELL = page("The Well", record="director: Bo Alt\nthemes: [loss of a parent]\n", story="A bucket.")
PIER = page("The Pier", record="director: Bo Alt\nthemes: [loss of a friend]\n", story="A rope.")
HIDDEN = page("The Salt", record="themes: [{theme: loss of a friend, from: ending}]\n")
FAR = page("The Sea", record="director: Cy Neu\ngenres: [Drama]\n")
THEMES = b"""loss of a friend
================

:: Parents
grief


loss of a parent
================

:: Parents
grief


grief
=====

:: Parents
emotion
"""


def told(guide: Guide, slug: str) -> dict[str, tuple[str, ...]]:
    return {kin.view.slug: kin.reasons for kin in guide.finding.kindred(slug)}


def filled(guide: Guide, folder: Path) -> None:
    texts = {"lamp": LAMP, "door": DOOR, "well": WELL, "pier": PIER, "salt": HIDDEN, "sea": FAR}
    pages = written(folder, {f"{name}.md": text for name, text in texts.items()})
    guide.take([pages], by="ana")


def test_films_of_one_director_are_kin_and_why_is_told(database: str, tmp_path: Path) -> None:
    with opened_guide(database) as guide:
        filled(guide, tmp_path)
        assert told(guide, "the-door") == {"the-lamp": ("both with Ana Muster", "both Drama")}


def test_themes_under_one_parent_bind_once_the_hierarchy_is_known(
    database: str, tmp_path: Path
) -> None:
    with opened_guide(database) as guide:
        filled(guide, tmp_path)
        assert told(guide, "the-well") == {"the-pier": ("both with Bo Alt",)}
        path = tmp_path / "primary.th.txt"
        path.write_bytes(THEMES)
        guide.stock(recognised([path]))
        bound = ("both with Bo Alt", "both about a kind of grief")
        assert told(guide, "the-well") == {"the-pier": bound}


def test_a_hidden_theme_makes_no_kin(database: str, tmp_path: Path) -> None:
    with opened_guide(database) as guide:
        filled(guide, tmp_path)
        assert "the-salt" not in told(guide, "the-lamp")
        assert told(guide, "the-salt") == {}


def test_a_film_that_is_not_there_has_no_kin(database: str) -> None:
    with opened_guide(database) as guide, pytest.raises(FilmMissing):
        guide.finding.kindred("the-lamp")
