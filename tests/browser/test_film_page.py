"""A film page in a real browser: by keyboard, without scripts, on a phone, in print."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import strict

pytestmark = pytest.mark.browser

FILM = "/films/the-lamp"
AT_26 = "A boat answers"
AT_31 = "Nobody is in the boat"
ENDING = "Ending explained"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which any message of the console is an error."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield strict(context)


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield strict(context)


def _tab_to(page: Page, target: str) -> None:
    """Reach an element as somebody without a mouse does."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == target:
            return
    raise AssertionError(f"{target} cannot be reached by the Tab key")


def test_progress_is_set_by_keyboard_up_to_the_end(page: Page, address: str) -> None:
    page.goto(f"{address}{FILM}")
    expect(page.get_by_text(AT_26)).to_have_count(0)
    page.evaluate("window.stayed = true")

    _tab_to(page, "minutes")
    page.keyboard.press("Control+A")
    page.keyboard.type("26")
    page.keyboard.press("Enter")
    expect(page.get_by_text(AT_26).last).to_be_visible()
    expect(page.get_by_text(AT_31)).to_have_count(0)

    _tab_to(page, "step")
    page.keyboard.press("Enter")
    expect(page.get_by_text(AT_31).last).to_be_visible()
    expect(page.locator("#step")).to_be_focused()

    _tab_to(page, "finished")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name=ENDING)).to_be_visible()
    assert page.evaluate("window.stayed"), "the page was loaded anew"


def test_the_same_works_without_scripts(scriptless: Page, address: str) -> None:
    page = scriptless
    page.goto(f"{address}{FILM}")
    expect(page.get_by_text(AT_26)).to_have_count(0)
    expect(page.locator("#slider")).to_be_hidden()

    page.locator("#minutes").fill("26")
    page.locator("#minutes").press("Enter")
    expect(page.get_by_text(AT_26).last).to_be_visible()
    expect(page.get_by_text(AT_31)).to_have_count(0)

    page.locator("#step").press("Enter")
    expect(page.get_by_text(AT_31).last).to_be_visible()

    page.locator("#finished").press("Enter")
    expect(page.get_by_role("heading", name=ENDING)).to_be_visible()


def test_the_slider_moves_by_arrow_keys(page: Page, address: str) -> None:
    page.goto(f"{address}{FILM}?at=0:25")
    _tab_to(page, "slider")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(AT_26).last).to_be_visible()
    expect(page.locator("#slider")).to_be_focused()


def test_each_panel_is_a_button_to_its_end(page: Page, address: str) -> None:
    page.goto(f"{address}{FILM}")
    page.locator("#panel-2").click()
    expect(page.get_by_text(AT_26).last).to_be_visible()
    expect(page.get_by_text(AT_31)).to_have_count(0)


def test_progress_is_remembered_and_kept_apart_from_shared_addresses(
    page: Page, address: str
) -> None:
    film = f"{address}{FILM}"
    page.goto(film)
    page.locator("#panel-2").click()
    expect(page.get_by_text(AT_26).last).to_be_visible()
    page.goto(f"{film}?at=0:05")
    expect(page.get_by_text(AT_26)).to_have_count(0)
    page.locator("#step").click()
    expect(page.locator("#here-now")).to_have_text("You are at 0:10.")
    page.get_by_text("Back to where you are in this film").click()
    expect(page.get_by_text(AT_26).last).to_be_visible()


def test_whoever_is_past_the_end_can_still_press_the_buttons(page: Page, address: str) -> None:
    page.goto(f"{address}{FILM}?at=1:30")
    page.locator("#finished").click()
    expect(page.get_by_role("heading", name=ENDING)).to_be_visible()


def test_what_is_hidden_was_never_sent(page: Page, address: str) -> None:
    answered = page.goto(f"{address}{FILM}?at=0:26")
    assert answered is not None
    sent = answered.text()
    assert AT_26 in sent
    assert AT_31 not in sent
    assert ENDING not in sent


@pytest.mark.parametrize("path", ["/", FILM, f"{FILM}?at=ending"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_the_screen(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = strict(context)
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_panels_are_of_one_size_whatever_they_hide(
    browser: Browser, address: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = strict(context)
        sizes = set()
        for at in ("start", "0:32", "ending"):
            page.goto(f"{address}{FILM}?at={at}")
            for panel in page.locator(".panel").all():
                box = panel.bounding_box()
                assert box is not None
                sizes.add((round(box["width"]), round(box["height"])))
        assert len(sizes) == 1


@pytest.mark.parametrize("path", ["/", f"{FILM}?at=0:32"])
def test_nothing_shifts_while_a_page_loads(page: Page, address: str, path: str) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shift += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address + path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") == 0


def test_no_other_site_is_asked_for_anything(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{FILM}?at=ending")
    page.wait_for_load_state("networkidle")
    assert asked
    assert all(url.startswith(address) for url in asked)


def test_print_leaves_the_controls_out_and_the_story_in(page: Page, address: str) -> None:
    page.goto(f"{address}{FILM}?at=0:32")
    page.emulate_media(media="print")
    expect(page.locator(".strip")).to_be_hidden()
    expect(page.get_by_text(AT_31).last).to_be_visible()
