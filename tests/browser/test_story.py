"""A film's story in a real browser: asked, read by an interpretation, and voted on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect
from tests.browser.conftest import served, strict

pytestmark = pytest.mark.browser

FILM: Final = "/films/the-bell"
STORY: Final = f"{FILM}/story"
WHOLE: Final = f"{STORY}?at=ending"
PATHS: Final = (
    f"{STORY}?at=0:12",
    f"{WHOLE}&interpretation=self&ask=but-for&a=hears&b=silent&shares=1",
    f"{WHOLE}&ask=but-for&a=hears",
    f"{STORY}/rope?at=ending",
    f"{FILM}?at=ending",
    "/films/look-back/story?at=ending",
)


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample guide and a film with a bell are served."""
    page = Path(__file__).parent / "the-bell.md"
    with served(tmp_path_factory.mktemp("valley") / "guide.db", page) as at:
        yield at


@pytest.fixture(scope="module")
def ana(browser: Browser, valley: str) -> StorageState:
    """What the browser of a reader with an account keeps."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{valley}/sign-up")
        page.get_by_label("Name").fill("Ana")
        page.get_by_label("Password").fill("a lighthouse in the fog")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Settings").wait_for()
        return context.storage_state()


def finish(page: Page, address: str) -> None:
    """Go to the film, and have seen the end."""
    page.goto(address + FILM)
    if page.locator("#again").count() == 0:
        page.get_by_role("button", name="I have seen the end").click()
    page.locator("#again").wait_for()


def test_a_finished_reader_asks_switches_votes_and_sees_the_shares(
    browser: Browser, valley: str, ana: StorageState
) -> None:
    with browser.new_context(storage_state=ana) as context:
        page = strict(context)
        finish(page, valley)
        page.get_by_role("link", name="Ask the story").click()

        # Asks a what-if: the answers stand side by side, and the keyboard goes on from there.
        page.locator("#kind").select_option(label="Would B have happened without A?")
        page.locator("#event-a").select_option("hears")
        page.locator("#event-b").select_option("silent")
        page.get_by_role("button", name="Ask the story").click()
        expect(page.locator("#answer")).to_be_focused()
        expect(page.locator(".told .answer")).to_have_count(2)
        expect(page.locator(".told")).to_contain_text("would not have happened")

        # Switches the interpretation: the frame is drawn anew, and what is denied is listed.
        band = page.locator(".storyline .band-name").last
        expect(band).to_have_text("The night she slept: dreamt")
        expect(page.locator(".denied")).to_have_count(0)
        page.get_by_role("navigation", name="Read by").get_by_text("The valley answers").click()
        expect(band).to_contain_text(": another course of events")
        expect(page.locator(".denied")).to_contain_text("all of it happens")
        page.get_by_role("navigation", name="Read by").get_by_text("She rang it herself").click()
        expect(page.locator(".denied li")).to_contain_text(["Mara sleeps"])

        # Votes, and only then sees the shares; changes it, and takes it back.
        expect(page.locator(".shares")).to_have_count(0)
        page.get_by_role("radio", name="The valley answers").check()
        page.get_by_role("button", name="Vote").click()
        shares = page.locator(".shares li")
        expect(shares.nth(1)).to_contain_text("1 of 1 vote, 21 to 100 %")
        page.get_by_role("radio", name="Nobody knows").check()
        page.get_by_role("button", name="Change my vote").click()
        expect(shares.nth(2)).to_contain_text("1 of 1 vote")
        page.get_by_role("button", name="Withdraw it").click()
        expect(shares).to_have_count(0)


def test_a_reader_in_the_middle_sees_none_of_it(browser: Browser, valley: str) -> None:
    with browser.new_context() as context:
        page = strict(context)
        page.goto(valley + FILM)
        page.get_by_label("Minutes you have watched").first.fill("30")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name="The story so far as a chart").click()
        expect(page.locator(".storyline a.event")).to_have_count(2)
        main = page.locator("main")
        for hidden in (
            "What if",
            "vote",
            "Questions",
            "Interpretation",
            "Read by",
            "cuts",
            "dream",
        ):
            expect(main).not_to_contain_text(hidden)
        expect(main.locator("form")).to_have_count(0)
        for asked in ("interpretation=self", "ask=why&a=rope", "shares=1", "event=rope"):
            page.goto(f"{valley}{STORY}?{asked}")
            expect(main.locator("form, .answer, .shares, .denied")).to_have_count(0)


def test_the_keyboard_goes_from_event_to_event(browser: Browser, valley: str) -> None:
    with browser.new_context() as context:
        page = strict(context)
        page.goto(valley + WHOLE)
        page.locator(".storyline-scroll").focus()
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_attribute("href", f"{STORY}/hears?at=ending")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Mara climbs the hill")
        page.locator("main a").first.focus()
        for _ in range(2):  # past the way back, to the next event
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(heading).not_to_have_text("Mara climbs the hill")
        expect(page.locator(".storyline .chosen")).to_have_count(1)
        page.locator("a[rel=prev]").press("Enter")
        expect(heading).to_have_text("Mara climbs the hill")


def test_all_of_it_works_without_scripts(browser: Browser, valley: str, ana: StorageState) -> None:
    with browser.new_context(java_script_enabled=False, storage_state=ana) as context:
        page = context.new_page()
        finish(page, valley)
        page.get_by_role("link", name="Ask the story").click()
        page.locator("#kind").select_option("why")
        page.get_by_role("button", name="Ask the story").click()
        expect(page.get_by_role("alert")).to_have_text("Choose event A from the list.")
        expect(page.locator("#event-a")).to_have_attribute("aria-invalid", "true")
        page.locator("#event-a").select_option("rope")
        page.locator("#by").select_option(label="She rang it herself")
        page.get_by_role("button", name="Ask the story").click()
        expect(page.locator(".told .answer")).to_have_count(1)
        page.get_by_role("radio", name="Nobody knows").check()
        page.get_by_role("button", name="Vote").click()
        expect(page.locator(".shares")).to_be_visible()
        page.get_by_role("button", name="Withdraw it").click()
        page.locator(".storyline a.event").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mara hears a bell")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation(
    browser: Browser, valley: str, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = ViewportSize(width=width, height=900)
    with browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for path in PATHS:
            page.goto(valley + path)
            results = Axe().run(page)
            assert results.response["passes"], "axe checked nothing"
            assert not results.response["violations"], f"{path}: {results.generate_report()}"


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_of_a_story_scrolls_sideways(browser: Browser, valley: str, width: int) -> None:
    with browser.new_context(viewport=ViewportSize(width=width, height=800)) as context:
        page = context.new_page()
        for path in PATHS:
            page.goto(valley + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
