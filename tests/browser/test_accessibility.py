"""axe-core, the standard checker, finds nothing to mend."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/films/the-lamp",
    "/films/the-lamp?at=0:32",
    "/films/the-lamp?at=ending",
    "/films/the-lamp/interpretations/he-dreams?at=ending",
    "/nothing",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = ViewportSize(width=width, height=900)
    with browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for path in PATHS:
            page.goto(address + path)
            results = Axe().run(page)
            assert results.response["passes"], "axe checked nothing"
            assert not results.response["violations"], f"{path}: {results.generate_report()}"
