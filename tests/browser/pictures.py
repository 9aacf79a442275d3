"""Takes the pictures of docs/pictures: python -m tests.browser.pictures (scripts/pictures)."""

import tempfile
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tests.browser.conftest import chromium, served
from tests.browser.evening import letterboxd, play
from tests.faces.web.signal_tower import PAGE, SLUG, subtitles

from lookback.film.moment import Moment

_FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
_PAGES: Final = {
    "front": "/",
    "film-at-32": "/films/look-back?at=0:32",
    "film-finished": "/films/look-back?at=ending",
    "search": "/search?q=look",
    "story": "/films/look-back/story?at=ending&interpretation=grief",
    "event": "/films/look-back/story/death?at=ending",
}
_OF_A_READER: Final = {
    "my-films": "/mine",
    "history": "/mine/import",
}
_HEIGHTS: Final = {390: 844, 1280: 900}
_SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def main() -> None:
    """Every page at phone and desktop width, light and dark."""
    _FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder, "guide.db")) as address,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        with browser.new_context() as context:
            pages = {**_OF_A_READER, "history": signed_up(context.new_page(), address)}
            state = context.storage_state()
        for (width, height), scheme in product(_HEIGHTS.items(), _SCHEMES):
            viewport = ViewportSize(width=width, height=height)
            for shown, known in ((_PAGES, None), (pages, state)):
                with browser.new_context(
                    viewport=viewport, color_scheme=scheme, storage_state=known
                ) as context:
                    page = context.new_page()
                    for name, path in shown.items():
                        page.goto(address + path)
                        page.evaluate("document.fonts.ready")
                        page.screenshot(path=_FOLDER / f"{name}-{width}-{scheme}.png")
        desk(browser, Path(folder))


def desk(browser: Browser, folder: Path) -> None:
    """An author times a story of our own, in a guide of its own."""
    path = folder / f"{SLUG}.md"
    path.write_text(PAGE, "utf-8")
    with served(folder / "desk.db", path) as address:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{address}/sign-up")
            page.get_by_label("Name").fill("Ana")
            page.get_by_label("Password").fill("a lighthouse in the fog")
            page.keyboard.press("Enter")
            page.get_by_role("link", name="Settings").wait_for()
            state = context.storage_state()
        for (width, height), scheme in product(_HEIGHTS.items(), _SCHEMES):
            viewport = ViewportSize(width=width, height=height)
            with browser.new_context(
                viewport=viewport, color_scheme=scheme, storage_state=state
            ) as context:
                page = context.new_page()
                page.goto(f"{address}/films/{SLUG}/timing")
                page.get_by_label("The film's subtitles").set_input_files(
                    {
                        "name": "the-signal-tower.srt",
                        "mimeType": "application/x-subrip",
                        "buffer": subtitles(),
                    }
                )
                page.get_by_role("button", name="Time them").click()
                page.locator("#s9 .sureness").wait_for()
                for key in "jaa":
                    page.keyboard.press(key)
                page.evaluate("document.fonts.ready")
                page.evaluate("scrollTo(0, document.querySelector('.desk').offsetTop - 20)")
                page.screenshot(path=_FOLDER / f"timing-{width}-{scheme}.png")


def signed_up(page: Page, address: str) -> str:
    """A reader with some films, and a history that they look at; gives the path of that."""
    page.goto(f"{address}/sign-up")
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("Password").fill("a lighthouse in the fog")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Make an address").click()
    play(page.locator("#once").input_value(), "Run Lola Run", 1998, 76 * 60, played=True)
    for film, minutes in (("vertigo", 74), ("perfect-blue", 22)):
        page.goto(f"{address}/films/{film}")
        page.locator("#minutes").fill(str(minutes))
        page.locator("#show").click()
        page.get_by_text(f"You are at {Moment.minute(minutes).clock}").first.wait_for()
    page.goto(f"{address}/films/your-name")
    page.locator("#finished").click()
    page.get_by_role("heading", name="Ending explained").wait_for()
    page.goto(f"{address}/mine/import")
    page.get_by_label("Your file").set_input_files(letterboxd())
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("Nothing has been written yet").wait_for()
    return page.url.removeprefix(address)


if __name__ == "__main__":
    main()
