"""Takes the pictures of docs/pictures: python -m tests.browser.pictures (scripts/pictures)."""

import tempfile
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import ViewportSize, sync_playwright
from tests.browser.conftest import chromium, served

_FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
_PAGES: Final = {
    "front": "/",
    "film-at-32": "/films/look-back?at=0:32",
    "film-finished": "/films/look-back?at=ending",
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
        for (width, height), scheme in product(_HEIGHTS.items(), _SCHEMES):
            viewport = ViewportSize(width=width, height=height)
            with browser.new_context(viewport=viewport, color_scheme=scheme) as context:
                page = context.new_page()
                for name, path in _PAGES.items():
                    page.goto(address + path)
                    page.evaluate("document.fonts.ready")
                    page.screenshot(path=_FOLDER / f"{name}-{width}-{scheme}.png")


if __name__ == "__main__":
    main()
