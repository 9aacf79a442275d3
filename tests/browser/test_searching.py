"""The search box and the pages of searching in a real browser: by keyboard, without scripts."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect
from tests.browser.conftest import strict

pytestmark = pytest.mark.browser

PATHS = (
    "/search", "/search?q=dream", "/search?q=zzzz", "/find", "/people", "/decades",
    "/genres/drama",
)  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which any message of the console is an error."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield strict(context)


def suggested(page: Page) -> Locator:
    return page.locator("#suggestions").get_by_role("option")


def test_films_are_suggested_and_opened_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    box = page.get_by_role("combobox", name="Search films, people and themes")
    box.focus()
    page.keyboard.type("lamp")
    options = suggested(page)
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#told")).to_have_text("1 suggestion")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    assert chosen is not None
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The Lamp")).to_be_visible()
    assert page.url == f"{address}/films/the-lamp"


def test_arrows_go_round_through_the_box_itself(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    box = page.locator("#q")
    box.press_sequentially("r")
    options = suggested(page)
    expect(options.nth(1)).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_escape_closes_the_suggestions_and_then_empties_the_box(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    box = page.locator("#q")
    box.press_sequentially("lamp")
    expect(suggested(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(suggested(page)).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("lamp")
    page.keyboard.press("ArrowDown")
    expect(suggested(page)).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")


def test_enter_without_a_choice_searches(page: Page, address: str) -> None:
    page.goto(f"{address}/films/the-lamp")
    page.locator("#q").press_sequentially("lamp")
    expect(suggested(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search?q=lamp")
    expect(page.locator("#q")).to_have_value("lamp")


def test_a_click_opens_a_suggestion(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("#q").press_sequentially("lamp")
    suggested(page).first.click()
    page.wait_for_url(f"{address}/films/the-lamp")


def test_suggestions_close_when_the_box_is_left(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.locator("#q").press_sequentially("lamp")
    expect(suggested(page)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_an_answer_that_comes_too_late_is_not_shown(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.url.endswith("q=lo"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/suggest?*", hold)
    page.goto(f"{address}/")
    box = page.locator("#q")
    box.fill("lo")
    page.wait_for_timeout(300)
    assert held
    box.fill("lamp")
    expect(suggested(page)).to_have_count(1)
    held[0].continue_()
    page.wait_for_timeout(200)
    expect(suggested(page)).to_have_count(1)
    expect(suggested(page)).to_contain_text("The Lamp")


def test_a_fast_typist_is_asked_about_once(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/suggest" in one.url else None)
    page.goto(f"{address}/")
    page.locator("#q").press_sequentially("the lamp")
    expect(suggested(page).first).to_be_visible()
    assert len(asked) < len("the lamp")


def test_the_box_is_a_plain_form_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = strict(context)
        page.goto(f"{address}/")
        page.get_by_role("searchbox").fill("lamp")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", name="The Lamp")).to_be_visible()

        page.goto(f"{address}/find")
        page.get_by_label("What do you remember?").fill("a keeper lights a lamp")
        page.get_by_label("I have seen it").check()
        page.get_by_role("button", name="Find it").click()
        expect(
            page.get_by_text("looked in, too").or_(page.get_by_text("still being made")).first
        ).to_be_visible()
        assert page.url == f"{address}/find"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation_and_nothing_is_cut_off(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = ViewportSize(width=width, height=900)
    with browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True) as context:
        page = strict(context)

        def check(what: str) -> None:
            results = Axe().run(page)
            assert results.response["passes"], "axe checked nothing"
            assert not results.response["violations"], f"{what}: {results.generate_report()}"
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(wide) <= 0, f"{what} is wider than {width} pixels"

        for path in PATHS:
            page.goto(address + path)
            for numbers in page.locator(".chart summary").all():
                numbers.click()
            check(path)
        page.locator("#q").press_sequentially("r")
        expect(suggested(page).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        check("suggestions")


def test_print_has_the_chart_and_not_the_controls(page: Page, address: str) -> None:
    page.goto(f"{address}/decades")
    page.emulate_media(media="print")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator(".chart svg")).to_be_visible()
