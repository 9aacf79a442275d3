"""Classes of progress: whoever is of one class sees one view."""

from itertools import chain, pairwise, product

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_visible import gates, passages, watched

from lookback.film.gate import OPEN, Gate
from lookback.film.moment import ENDING, Moment
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import Progress, Watched
from lookback.film.prose import Prose, Veil
from lookback.film.record import Runtime, Text
from lookback.firewall.steps import Steps
from lookback.firewall.view import clear

TITLE = Passage(Part.TITLE, Text("One"), OPEN)
SAID = Prose(("said",))
RUNTIME = Passage(Part.RUNTIME, Runtime(1), OPEN)
pages = st.builds(
    lambda told, has_runtime: Page("one", (TITLE, *([RUNTIME] if has_runtime else []), *told)),
    st.lists(passages, max_size=6),
    st.booleans(),
)
# The quarters of a film of so many minutes begin at a multiple of 15 seconds.
seconds = st.builds(
    lambda begins, after: 15 * begins + after, st.integers(0, 24), st.integers(0, 1)
)
timed = st.one_of(seconds.map(Moment), st.just(ENDING)).map(Gate)
panelled = st.builds(
    lambda *told: Page("one", (TITLE, *chain.from_iterable(told))),
    st.lists(st.builds(Passage, st.just(Part.RUNTIME), st.integers(1, 6).map(Runtime), timed)),
    st.lists(st.builds(Passage, st.sampled_from([Part.PANELS, Part.RECAP]), st.just(SAID), timed)),
)
veiled = st.builds(
    lambda gate: Passage(Part.RECAP, Prose((Veil("words", gate, "others"),)), OPEN), gates
)


@given(pages, st.lists(watched, min_size=2, max_size=8))
def test_readers_of_one_class_see_the_same_view(page: Page, readers: list[Watched]) -> None:
    steps = Steps.of(page)
    views: dict[tuple[int, ...], object] = {}
    for reader in readers:
        view = clear(page, reader)
        assert views.setdefault(steps.class_of(reader), view) == view


@given(panelled, st.lists(seconds, min_size=2).map(sorted))
def test_the_panels_change_only_at_steps(page: Page, positions: list[int]) -> None:
    steps = Steps.of(page)
    readers = [Watched({"one": Progress(Moment(at))}) for at in positions]
    for one, other in pairwise(readers):
        if steps.class_of(one) == steps.class_of(other):
            assert clear(page, one).panels == clear(page, other).panels


@given(st.lists(veiled, min_size=1, max_size=2))
def test_words_under_veils_change_only_at_steps(told: list[Passage]) -> None:
    page = Page("one", (TITLE, *told))
    steps = Steps.of(page)
    views: dict[tuple[int, ...], object] = {}
    for here, there in product(map(Progress, map(Moment, range(8))), repeat=2):
        reader = Watched({"one": here, "two": there})
        view = clear(page, reader)
        assert views.setdefault(steps.class_of(reader), view) == view


@given(pages, watched, watched)
def test_films_that_the_page_does_not_tell_of_make_no_class(
    page: Page, reader: Watched, other: Watched
) -> None:
    steps = Steps.of(page)
    told = {slug for slug, _ in steps.by_film}
    elsewhere = {slug: at for slug, at in other.films.items() if slug not in told}
    assert steps.class_of(Watched({**reader.films, **elsewhere})) == steps.class_of(reader)


@given(pages, watched)
def test_whoever_has_finished_is_never_of_a_class_with_somebody_who_has_not(
    page: Page, reader: Watched
) -> None:
    steps = Steps.of(page)
    progress = reader.of("one")
    other = Watched({**reader.films, "one": type(progress)(progress.position, True)})
    if not progress.finished:
        assert steps.class_of(reader) != steps.class_of(other)
