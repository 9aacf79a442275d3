from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.guides import NOW, RAIN, opened_guide, page, written

from lookback.errors import FilmMissing, GuideUnusable
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOTHING, Progress, Watched
from lookback.firewall.rules import Reason
from lookback.firewall.view import View
from lookback.guide.guide import PER_PAGE, Guide
from lookback.guide.taking import Outcome

SLUG = "the-rain-clerk"


@pytest.fixture
def guide(tmp_path: Path) -> Iterator[Guide]:
    written(tmp_path / "pages", {"rain.md": RAIN, "notes.md": "notes"})
    with opened_guide(str(tmp_path / "guide.db")) as made:
        made.take([tmp_path / "pages"], by="ana", why="first")
        yield made


def at(minute: int) -> Watched:
    return Watched({SLUG: Progress(Moment.minute(minute))})


def recap(view: View) -> list[str]:
    return [line.text for line in view.recap]


def test_a_reader_sees_what_they_have_reached(guide: Guide) -> None:
    assert recap(guide.view(SLUG, at(5))) == []
    assert recap(guide.view(SLUG, at(6))) == ["He finds a drop that is dry."]
    assert recap(guide.view(SLUG, at(20)))[1:] == ["A guest with a name comes in."]
    assert recap(guide.view(SLUG, at(30)))[1:] == ["A guest called Ruth comes in."]
    assert recap(guide.view(SLUG, at(50)))[1:] == ["The guest is a thief."]
    assert guide.view(SLUG, at(94)).ending == ()


def test_the_start_is_what_everyone_may_see(guide: Guide) -> None:
    assert guide.start(SLUG) == guide.view(SLUG, NOTHING) == guide.view(SLUG, at(0))


def test_a_gate_on_another_film_waits_for_that_film(guide: Guide) -> None:
    assert guide.view(SLUG, Watched({SLUG: FINISHED})).ending == ()
    both = Watched({SLUG: FINISHED, "the-dry-year": Progress(Moment.minute(10))})
    assert guide.view(SLUG, both).ending == ("The drought was his.",)


def test_readers_at_the_same_place_see_the_same_view(guide: Guide) -> None:
    by_place: dict[object, View] = {}
    for minute in range(95):
        place, view = guide.place(SLUG, at(minute)), guide.view(SLUG, at(minute))
        assert by_place.setdefault(place, view) == view
    assert len(by_place) <= 15  # 5 gates, and 3 quarters of 94 minutes, and of 120


def test_a_place_is_another_one_after_the_page_has_changed(guide: Guide, tmp_path: Path) -> None:
    before = guide.place(SLUG, NOTHING)
    written(tmp_path, {"rain.md": RAIN.replace("counts", "weighs")})
    guide.take([tmp_path / "rain.md"], by="")
    assert guide.place(SLUG, NOTHING) != before
    assert guide.view(SLUG, NOTHING).logline == "A clerk weighs the rain."


def test_a_film_that_is_not_there_is_missing_for_every_question(guide: Guide) -> None:
    for ask in (guide.view, guide.place, guide.explain):
        with pytest.raises(FilmMissing):
            ask("none", NOTHING)
    with pytest.raises(FilmMissing):
        guide.start("none")


def test_an_author_is_told_why_each_passage_is_shown_or_not(guide: Guide) -> None:
    told = {str(one.passage.says): one.verdict for one in guide.explain(SLUG, at(45))}
    assert told["Ana Muster as the thief"].reason is Reason.OPEN
    assert told["Ana Muster"].reason is Reason.REPLACED
    assert told["The guest is a thief."].reason is Reason.NOT_REACHED
    assert str(told["The guest is a thief."].needs) == "0:50"


def test_a_revision_is_kept_under_the_time_that_the_guide_was_given(guide: Guide) -> None:
    (kept,) = guide._store.sources(history=True)
    assert (kept.at, kept.by, kept.why) == (NOW, "ana", "first")


def test_the_catalogue_comes_in_pages(guide: Guide, tmp_path: Path) -> None:
    films = {f"{n}.md": page(f"Film {n:03}") for n in range(PER_PAGE)}
    guide.take([written(tmp_path / "more", films)], by="")
    first, second, third = (guide.films(number=number) for number in (1, 2, 3))
    assert [len(one.views) for one in (first, second, third)] == [PER_PAGE, 1, 0]
    assert {one.total for one in (first, second, third)} == {PER_PAGE + 1}
    assert second.views[0].title == "The Rain Clerk"
    assert guide.films(genre="Drama").views == second.views
    assert guide.films(genre="Ghost story").total == 0
    assert list(guide.slugs())[-1] == SLUG


def test_files_in_a_folder_that_are_no_pages_are_skipped(guide: Guide, tmp_path: Path) -> None:
    told = guide.take([tmp_path / "pages"], by="")
    assert [one.outcome for one in told] == [Outcome.SKIPPED, Outcome.UNCHANGED]


def test_a_preview_leaves_everything_as_it_was(guide: Guide, tmp_path: Path) -> None:
    state = guide.state
    written(tmp_path, {"rain.md": RAIN.replace("counts", "weighs")})
    told = guide.take([tmp_path / "rain.md"], by="", preview=True)
    assert told[0].outcome is Outcome.CHANGED
    assert guide.view(SLUG, NOTHING).logline == "A clerk counts the rain."
    assert guide.state == state is not None


def test_a_guide_that_lives_says_so_and_one_that_is_gone_does_not(
    guide: Guide, tmp_path: Path
) -> None:
    guide.check_alive()
    assert list(guide.damages()) == []
    guide.close()
    (tmp_path / "guide.db").write_text("gone" * 2000)
    with pytest.raises(GuideUnusable):
        guide.check_alive()
