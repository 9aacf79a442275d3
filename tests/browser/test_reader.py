"""A reader's first evening in a real browser, from signing up to undoing a slip of the finger."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from tests.browser.conftest import FILM, served, strict
from tests.browser.evening import letterboxd, play

pytestmark = pytest.mark.browser

LAMP = "/films/the-lamp"
ENDING = "Ending explained"


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a guide is served that nobody has signed up to yet."""
    with served(tmp_path_factory.mktemp("evening") / "guide.db", FILM) as at:
        yield at


def ask(address: str, path: str, token: str) -> str:
    headers = {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(address + path, headers=headers)  # noqa: S310 - ours
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text


def test_the_first_evening_of_a_reader(browser: Browser, evening: str) -> None:
    viewport = ViewportSize(width=1280, height=900)
    # axe puts a script into each page, which the pages themselves forbid.
    with browser.new_context(viewport=viewport, bypass_csp=True) as context:
        page = strict(context)

        # Signs up, and what they watched as a visitor comes along.
        page.goto(f"{evening}/films/run-lola-run")
        page.get_by_label("Minutes you have watched").first.fill("20")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("#here-now")).to_contain_text("0:20")
        page.get_by_role("link", name="Sign in").click()
        page.get_by_label("Name").fill("Ana")
        page.get_by_label("Password").fill("a lighthouse in the fog")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="My films").click()
        expect(page.get_by_text("You have watched up to 0:20")).to_be_visible()

        # Imports a ZIP, and resolves the one row that is ambiguous.
        page.get_by_role("link", name="Bring a watch history").click()
        page.get_by_label("Your file").set_input_files(letterboxd())
        page.get_by_role("button", name="Look at it").click()
        expect(page.get_by_text("Nothing has been written yet")).to_be_visible()
        page.get_by_role("radio", name="Inception 2010").check()
        page.get_by_role("button", name=re.compile("^Take 1 row")).click()
        expect(page.get_by_text("2 films moved")).to_be_visible()

        # The film is open.
        page.goto(f"{evening}/films/inception")
        expect(page.get_by_role("heading", name=ENDING)).to_be_visible()

        # Sets a token, and a program sees what they see.
        page.goto(f"{evening}/settings")
        page.get_by_label("What is it for?").fill("a script of mine")
        page.get_by_role("button", name="Make a token").click()
        token = page.locator("#once").input_value()
        assert "dream" in ask(evening, "/api/v1/films/inception", token)

        # Their media server says that they stopped early, and calls it watched.
        page.goto(f"{evening}/settings")
        page.get_by_role("button", name="Make an address").click()
        hook = page.locator("#once").input_value()
        assert hook.startswith(f"{evening}/hooks/")
        play(hook, "The Lamp", 2003, 27 * 60, played=True)

        # One tap opens the ending, and undo closes it.
        page.goto(f"{evening}{LAMP}")
        expect(page.get_by_text("A boat answers").last).to_be_visible()
        expect(page.get_by_text("Did you see the ending?")).to_be_visible()
        expect(page.get_by_role("heading", name=ENDING)).to_have_count(0)
        page.get_by_role("button", name="Yes, I saw the ending").click()
        expect(page.get_by_role("heading", name=ENDING)).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("heading", name=ENDING)).to_have_count(0)
        expect(page.get_by_text("Did you see the ending?")).to_be_visible()
        looked_at(context, evening)

    with browser.new_context(java_script_enabled=False) as scriptless:
        by_keyboard_and_without_scripts(strict(scriptless), evening)


def by_keyboard_and_without_scripts(page: Page, evening: str) -> None:
    """The same reader, in a browser without scripts and without a mouse."""
    page.goto(f"{evening}/mine")
    assert page.url.endswith("/sign-in?next=/mine")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("ana")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type("a lighthouse in the fog")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My films")).to_be_visible()
    page.get_by_role("button", name="Yes, I saw the ending").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Did you see the ending?")).to_have_count(0)
    page.goto(f"{evening}{LAMP}")
    expect(page.get_by_role("heading", name=ENDING)).to_be_visible()
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=ENDING)).to_have_count(0)


def looked_at(context: BrowserContext, evening: str) -> None:
    """axe-core finds nothing to mend on the pages of a reader, and nothing is cut off."""
    paths = ("/mine", "/mine/1", "/mine/import", "/settings", "/settings/sessions", LAMP)
    page = context.new_page()
    for path in (*paths, "/settings/readers", "/api/docs"):
        for width in (320, 1280):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.goto(evening + path)
                results = Axe().run(page)
                assert results.response["passes"], "axe checked nothing"
                assert not results.response["violations"], f"{path}: {results.generate_report()}"
                wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                assert page.evaluate(wide) <= 0, f"{path} is wider than {width} pixels"
