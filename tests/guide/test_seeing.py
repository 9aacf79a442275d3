"""Search in what a reader has seen."""

from pathlib import Path

from tests.guides import RAIN, opened_guide, written

from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Progress, Watched
from lookback.guide.guide import Guide

SLUG = "the-rain-clerk"


def places(guide: Guide, words: str, progress: Progress) -> list[str]:
    hits, total = guide.seeing.search(Watched({SLUG: progress}), words)
    assert total == len(hits)
    return [hit.shown.place for hit in hits]


def test_only_what_may_be_seen_is_found(database: str, tmp_path: Path) -> None:
    with opened_guide(database) as guide:
        guide.take([written(tmp_path, {"rain.md": RAIN})], by="ana")
        assert places(guide, "thief", Progress(Moment.minute(30))) == []
        assert places(guide, "thief", Progress(Moment.minute(50))) == ["recap"]
        assert places(guide, "ruth", Progress(Moment.minute(20))) == []
        assert places(guide, "ruth", Progress(Moment.minute(30))) == ["recap"]
        assert places(guide, "drought", FINISHED) == []  # it waits for another film


def test_a_film_that_was_not_begun_is_not_seen(database: str, tmp_path: Path) -> None:
    with opened_guide(database) as guide:
        guide.take([written(tmp_path, {"rain.md": RAIN})], by="ana")
        assert places(guide, "clerk", Progress()) == []
        assert places(guide, "clerk", Progress(Moment.minute(1))) == ["premise"]


def test_a_film_that_is_gone_or_never_was_is_passed_over(database: str) -> None:
    with opened_guide(database) as guide:
        assert places(guide, "clerk", FINISHED) == []


def test_a_page_that_was_changed_is_searched_anew(database: str, tmp_path: Path) -> None:
    with opened_guide(database) as guide:
        guide.take([written(tmp_path, {"rain.md": RAIN})], by="ana")
        assert places(guide, "clerk", FINISHED) == ["premise"]
        guide.take([written(tmp_path, {"rain.md": RAIN.replace("A clerk", "A judge")})], by="ana")
        assert places(guide, "judge", FINISHED) == ["premise"]


STORY = """
## Story map

```yaml
events:
  lamp: {at: "0:20", what: The lamplighter comes}
  flood: {at: "0:40", what: The lamplighter drowns}
```
"""


def test_what_happens_on_the_story_map_is_found_as_far_as_it_was_seen(
    database: str, tmp_path: Path
) -> None:
    with opened_guide(database) as guide:
        guide.take([written(tmp_path, {"rain.md": RAIN + STORY})], by="ana")
        assert places(guide, "lamplighter", Progress(Moment.minute(10))) == []
        assert places(guide, "lamplighter", Progress(Moment.minute(30))) == ["story map"]
        assert len(places(guide, "lamplighter", FINISHED)) == 2
