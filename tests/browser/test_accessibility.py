"""axe-core, the standard checker, finds nothing to mend."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/films/look-back",
    "/films/look-back?at=0:32",
    "/films/look-back?at=ending",
    "/films/look-back/interpretations/the-two-worlds-touch?at=ending",
    "/nothing",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = {"width": width, "height": 900}
    with browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        for path in PATHS:
            page.goto(address + path)
            results = Axe().run(page)
            assert results.response["passes"], "axe checked nothing"
            assert not results.response["violations"], f"{path}: {results.generate_report()}"
