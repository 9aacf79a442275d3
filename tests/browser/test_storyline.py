"""The storyline chart as a real browser draws it."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from itertools import combinations
from typing import Any, Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from tests.browser.conftest import strict
from tests.story.tales import THREE_LINES, TWO_HANDS, random_nouns, story_of

import lookback
from lookback.faces.chart_words import described
from lookback.faces.storyline import STATIC, scrolling, svg
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, Watched
from lookback.firewall.view import clear
from lookback.formats.markdown import Markdown
from lookback.story.chart import Chart, chart
from lookback.story.drawn import Order

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
CSS: Final = "".join((STATIC / name).read_text("utf-8") for name in ("look.css", "storyline.css"))
HANDS: Final = chart(story_of(TWO_HANDS), patch="grief", chosen="death", end=Moment.parse("0:58"))
BY_STORY: Final = chart(story_of(TWO_HANDS), order=Order.STORY, chosen="back")
LINES: Final = chart(story_of(THREE_LINES), chosen="light")
MEASURE: Final = """() => {
  const all = [...document.querySelectorAll("svg.storyline text")].map(text => {
    const box = text.getBBox();
    return [text.textContent, box.x, box.y, box.x + box.width, box.y + box.height];
  });
  const box = document.querySelector("svg.storyline").viewBox.baseVal;
  return [box.width, box.height, all];
}"""
"""In the drawing's own pixels, whatever is scrolled."""


def charts() -> Iterator[Chart]:
    yield from (HANDS, BY_STORY, LINES)
    for seed in range(6):
        story = story_of(random_nouns(seed, 4 + 36 * seed // 5, seed % 8, 1 + seed % 3))
        yield chart(story, order=list(Order)[seed % 2], chosen="e3", end=Moment.parse("3:00"))


def samples() -> Iterator[Chart]:
    """The charts of the sample films, as those see them who have finished, in both orders."""
    with as_file(files(lookback) / "sample") as folder:
        for path in sorted(folder.glob("*.md")):
            page = Markdown().read(path.read_text("utf-8")).page
            view = clear(page, Watched({page.slug: FINISHED}))
            assert view.story is not None, path.name
            end = view.runtime.end if view.runtime else None
            for order in Order:
                last = view.story.events[-1].name
                yield chart(view.story, order=order, end=end, chosen=last)


@contextmanager
def opened(browser: Browser, width: int, scheme: Scheme, **more: Any) -> Iterator[Page]:
    viewport = ViewportSize(width=width, height=800)
    with browser.new_context(viewport=viewport, color_scheme=scheme, **more) as context:
        yield strict(context)


def show(page: Page, drawn: Chart) -> None:
    told = "".join(f"<li>{_escaped(one)}</li>" for one in described(drawn))
    page.set_content(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>A chart</title>'
        f"<style>{CSS}</style></head><body><main class=front><h1>A chart</h1>"
        f"{scrolling(drawn, href=lambda name: f'#{name}')}<ol>{told}</ol></main></body></html>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def unreadable(page: Page) -> list[str]:
    """Words that lie on others, or that the drawing's edge cuts off."""
    width, height, boxes = page.evaluate(MEASURE)
    assert boxes
    wrong = [
        f"{text} is cut off"
        for text, left, top, right, bottom in boxes
        if left < 0 or top < 0 or right > width or bottom > height
    ]
    for one, other in combinations(boxes, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        down = min(one[4], other[4]) - max(one[2], other[2])
        if across > 0.1 and down > 0.1:
            wrong.append(f"{one[0]} lies on {other[0]}")
    return wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_words_lie_on_others_or_are_cut_off_and_the_page_stays(
    browser: Browser, width: int, scheme: Scheme
) -> None:
    with opened(browser, width, scheme) as page:
        for drawn in charts():
            show(page, drawn)
            assert unreadable(page) == []
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, "the page goes sideways"


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_charts_of_the_sample_films_can_be_read(
    browser: Browser, width: int, scheme: Scheme
) -> None:
    with opened(browser, width, scheme) as page:
        for drawn in samples():
            show(page, drawn)
            assert unreadable(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation(browser: Browser, width: int, scheme: Scheme) -> None:
    with opened(browser, width, scheme, bypass_csp=True) as page:
        for drawn in (HANDS, LINES):
            show(page, drawn)
            results = Axe().run(page)
            assert results.response["passes"], "axe checked nothing"
            assert not results.response["violations"], results.generate_report()


def test_the_focus_goes_from_event_to_event_in_time_and_each_comes_into_view(
    browser: Browser,
) -> None:
    with opened(browser, 390, "light") as page:
        show(page, HANDS)
        page.keyboard.press("Tab")
        box = page.locator(".storyline-scroll")
        assert box.evaluate("box => box === document.activeElement")
        for column in HANDS.columns:
            page.keyboard.press("Tab")
            focused = page.locator("a:focus")
            assert focused.get_attribute("href") == f"#{column.event.name}"
            assert box.evaluate(
                """(box, link) => {
                  const [outer, inner] = [box, link].map(one => one.getBoundingClientRect());
                  return outer.left <= inner.left && inner.right <= outer.right;
                }""",
                focused.element_handle(),
            )


def test_a_desk_shows_twenty_five_events_without_going_sideways(browser: Browser) -> None:
    nouns = [one for one in random_nouns(3, 25, 3, 1) if getattr(one, "called", "") != "MWMWMWMW"]
    with opened(browser, 1280, "light") as page:
        show(page, chart(story_of(nouns)))
        assert page.evaluate("document.querySelector('.storyline').clientWidth") <= 1184


def test_a_file_of_its_own_is_drawn_in_the_theme_s_colours(browser: Browser) -> None:
    for scheme, ink in (("light", "rgb(27, 26, 24)"), ("dark", "rgb(236, 231, 220)")):
        with opened(browser, 1280, scheme) as page:  # type: ignore[arg-type] # a scheme
            page.set_content(svg(HANDS, alone=True))
            name = page.locator("text.who").first
            assert name.evaluate("name => getComputedStyle(name).fill") == ink
            assert unreadable(page) == []


def test_it_prints_within_the_page(browser: Browser) -> None:
    with opened(browser, 700, "light") as page:
        show(page, HANDS)
        page.emulate_media(media="print")
        box = page.locator(".storyline").bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 700
