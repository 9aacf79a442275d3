"""Rendered pages are kept by class of progress, and what differs within one is spliced in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.faces.web.asking import THE_LAMP, asking

from lookback.faces.web.assets import Assets
from lookback.faces.web.film_pages import FilmPages
from lookback.faces.web.pages import Renderer
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress, Watched

SLUG = "the-lamp"


def _watched(minute: int) -> Watched:
    return Watched({SLUG: Progress(Moment.minute(minute))})


def test_readers_between_two_gates_share_one_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asking(tmp_path) as reader:
        pages = FilmPages(reader.guide, Renderer(Assets()))
        rendered = []
        film = Renderer.film

        def counted(self: Renderer, *told: object, **more: object) -> str:
            rendered.append(told)
            return film(self, *told, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Renderer, "film", counted)
        bodies = {
            pages.answer(SLUG, _watched(minute), from_address=False).body
            for minute in (6, 7, 9, 14)
        }
        assert len(rendered) == len(pages) == 1
        assert len(bodies) == 4
        pages.answer(SLUG, _watched(16), from_address=False)
        assert len(rendered) == 2, "the second panel has begun"


def test_a_spliced_page_is_the_page_that_would_be_rendered(tmp_path: Path) -> None:
    with asking(tmp_path) as reader:
        warm = FilmPages(reader.guide, Renderer(Assets()))
        for minute in range(70):
            cold = FilmPages(reader.guide, Renderer(Assets()))
            watched = _watched(minute)
            assert warm.answer(SLUG, watched, from_address=False) == cold.answer(
                SLUG, watched, from_address=False
            )


def test_what_is_kept_is_bounded_and_the_least_recently_used_leaves_first(tmp_path: Path) -> None:
    with asking(tmp_path) as reader:
        pages = FilmPages(reader.guide, Renderer(Assets()), size=3)
        hot = reader.guide.place(SLUG, _watched(1))
        for minute in (1, 6, 16, 27, 31, 46):
            pages.answer(SLUG, _watched(minute), from_address=False)
            pages.answer(SLUG, _watched(1), from_address=False)
        assert len(pages) == 3
        assert hot in pages._kept


def test_a_state_that_comes_back_by_a_restore_is_never_answered_with_another_page(
    tmp_path: Path,
) -> None:
    with asking(tmp_path) as reader:
        pages = FilmPages(reader.guide, Renderer(Assets()))
        finished = Watched({SLUG: FINISHED})
        database = tmp_path / "guide.db"
        _copied(database, tmp_path / "kept.db")
        reader.take(lamp=THE_LAMP.replace("lost as a boy", "stolen"))
        assert b"stolen" in pages.answer(SLUG, finished, from_address=False).body
        _copied(tmp_path / "kept.db", database)
        reader.take(lamp=THE_LAMP.replace("lost as a boy", "sold"))
        assert b"sold" in pages.answer(SLUG, finished, from_address=False).body


def _copied(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
