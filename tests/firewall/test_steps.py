"""Classes of progress: whoever is of one class sees one view."""

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_visible import passages, watched

from lookback.film.gate import OPEN
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import Watched
from lookback.film.record import Runtime, Text
from lookback.firewall.steps import Steps
from lookback.firewall.view import clear

TITLE = Passage(Part.TITLE, Text("One"), OPEN)
RUNTIME = Passage(Part.RUNTIME, Runtime(1), OPEN)
pages = st.builds(
    lambda told, has_runtime: Page("one", (TITLE, *([RUNTIME] if has_runtime else []), *told)),
    st.lists(passages, max_size=6),
    st.booleans(),
)


@given(pages, st.lists(watched, min_size=2, max_size=8))
def test_readers_of_one_class_see_the_same_view(page: Page, readers: list[Watched]) -> None:
    steps = Steps.of(page)
    views: dict[tuple[int, ...], object] = {}
    for reader in readers:
        view = clear(page, reader)
        assert views.setdefault(steps.class_of(reader), view) == view


@given(pages, watched)
def test_whoever_has_finished_is_never_of_a_class_with_somebody_who_has_not(
    page: Page, reader: Watched
) -> None:
    steps = Steps.of(page)
    progress = reader.of("one")
    other = Watched({**reader.films, "one": type(progress)(progress.position, True)})
    if not progress.finished:
        assert steps.class_of(reader) != steps.class_of(other)
