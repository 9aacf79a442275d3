"""An author times a story in a real browser: by keyboard, and without scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from tests.browser.conftest import served, strict
from tests.faces.web.signal_tower import PAGE, SENTENCES, TITLE, subtitles

pytestmark = pytest.mark.browser

COUNT = len(SENTENCES)


@dataclass(frozen=True)
class Tower:
    """Where a guide with the story is served, once for each test that changes it.

    Attributes:
        known: the cookies of its author.
    """

    browser: Browser
    address: str
    known: Any

    @contextmanager
    def opened(self, path: str, **options: Any) -> Iterator[Page]:
        """A page that its author opens; a message of its console is an error."""
        with self.browser.new_context(storage_state=self.known, **options) as context:
            page = strict(context)
            page.goto(self.address + path)
            yield page

    def read_at(self, page: Page, slug: str, minute: int) -> str:
        """The story as it is read at a minute."""
        page.goto(f"{self.address}/films/{slug}?at={minute // 60}:{minute % 60:02}")
        return page.locator("#main").inner_text()


@pytest.fixture(scope="module")
def tower(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tower]:
    folder = tmp_path_factory.mktemp("tower")
    pages = [folder / f"tower-{number}.md" for number in range(4)]
    for number, path in enumerate(pages):
        path.write_text(PAGE.replace(TITLE, f"Tower {number}"), "utf-8")
    with served(folder / "guide.db", *pages) as at:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{at}/sign-up")  # the first one runs the guide, and may write
            page.get_by_label("Name").fill("Ana")
            page.get_by_label("Password").fill("a lighthouse in the fog")
            page.keyboard.press("Enter")
            page.get_by_role("link", name="Settings").wait_for()
            known = context.storage_state()
        yield Tower(browser, at, known)


def given(page: Page, *, speed: float = 1.0) -> None:
    """Give the film's subtitles."""
    data = subtitles(speed=speed)
    file: FilePayload = {"name": "t.srt", "mimeType": "application/x-subrip", "buffer": data}
    page.get_by_label("The film's subtitles").set_input_files(file)
    page.get_by_role("button", name="Time them").click()


def timed(page: Page) -> None:
    """Give them, and wait for what they tell."""
    given(page)
    page.locator("#s9 .sureness").wait_for()


def gate(page: Page, number: int) -> str:
    return page.locator(f"#gate-{number}").input_value()


def stroke(page: Page, number: int) -> float:
    """How far right a gate stands in the drawing of the whole film."""
    told = page.locator(f"#lane-{number} .gate").get_attribute("transform") or ""
    return float(told.removeprefix("translate(").split()[0])


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_an_author_comes_from_the_settings_to_the_timeline_and_moves_in_it(tower: Tower) -> None:
    with tower.opened("/settings", viewport=ViewportSize(width=1280, height=900)) as page:
        page.get_by_role("link", name="Desk").click()
        page.get_by_role("link", name="Tower 3").click()
        timed(page)
        expect(page.locator("#s1")).to_be_focused()
        expect(page.locator(".lane")).to_have_count(COUNT)
        expect(page.locator(".timeline .ridge")).to_have_count(COUNT)
        expect(page.locator(".timeline .dialogue")).to_have_count(1)
        expect(page.locator("#s3 .why q")).not_to_be_empty()

        press(page, "j", "ArrowDown")
        expect(page.locator("#s3")).to_be_focused()
        press(page, "k")
        expect(page.locator("#s2")).to_be_focused()
        expect(page.locator("#lane-2")).to_have_class(re.compile(r"\bhere\b"))
        expect(page.locator(".lane.here")).to_have_count(1)
        page.locator("#lane-5 .hit").click()
        expect(page.locator("#s5")).to_be_focused()
        press(page, "?")
        expect(page.get_by_text("a minute later, earlier")).to_be_visible()


def test_gates_are_shifted_and_taken_back_by_keyboard_and_by_buttons(tower: Tower) -> None:
    with tower.opened("/films/tower-0/timing") as page:
        timed(page)
        page.locator("#s4").click(position={"x": 10, "y": 10})
        press(page, "p")
        page.keyboard.type("0:35")
        press(page, "Escape")
        before = stroke(page, 4)
        press(page, "+", "]", "ArrowRight", "Shift+ArrowRight", "-")
        assert gate(page, 4) == "0:37:10"
        assert stroke(page, 4) > before
        press(page, "u", "u")
        assert gate(page, 4) == "0:38"
        expect(page.locator("#told")).to_contain_text("Undone. Sentence 4: 0:38")
        page.get_by_role("button", name="A minute later, sentence 4").click()
        page.get_by_role("button", name="A minute earlier, sentence 4").click(modifiers=["Shift"])
        assert gate(page, 4) == "0:38:50"
        page.get_by_role("checkbox", name="Accept sentence 4").uncheck()
        expect(page.get_by_role("button", name="Save 0 gates")).to_be_visible()
        # Behind the film's last minute comes its ending, and nothing comes before its start.
        page.locator("#gate-4").fill("1:29")
        press(page, "Escape", "ArrowRight")
        assert gate(page, 4) == "1:30"
        press(page, "ArrowRight")
        assert gate(page, 4) == "ending"
        press(page, "ArrowLeft", "p")
        page.keyboard.type("0:00:30")
        press(page, "Escape", "ArrowLeft")
        assert gate(page, 4) == "start"


def test_what_an_author_saves_opens_to_readers_at_its_minute(tower: Tower) -> None:
    with tower.opened("/films/tower-1/timing") as page:
        timed(page)
        press(page, "j", "a")
        expect(page.locator("#s3")).to_be_focused()
        press(page, "p")
        expect(page.locator("#gate-3")).to_be_focused()
        page.keyboard.type("0:25")
        press(page, "Enter")
        expect(page.locator("#s4")).to_be_focused()
        page.get_by_role("button", name="Save 2 gates").click()
        expect(page.get_by_text("Sentences 2, 3 open")).to_be_visible()
        assert SENTENCES[2] not in tower.read_at(page, "tower-1", 24)
        told = tower.read_at(page, "tower-1", 25)
        assert SENTENCES[2] in told
        assert SENTENCES[3] not in told
        assert SENTENCES[3] not in tower.read_at(page, "tower-1", 90)


def test_an_author_times_a_story_without_scripts(tower: Tower) -> None:
    with tower.opened("/films/tower-2/timing", java_script_enabled=False) as page:
        expect(page.get_by_role("button", name="A minute later, sentence 2")).to_have_count(0)
        timed(page)
        expect(page.locator(".lane")).to_have_count(COUNT)
        page.locator("#lane-6 .hit").click()
        assert page.url.endswith("#s6")
        page.get_by_role("checkbox", name="Accept sentence 2").check()
        page.get_by_label("Gate of sentence 3").fill("0:25")
        page.get_by_role("button", name="Save what was accepted").click()
        expect(page.get_by_text("Sentences 2, 3 open")).to_be_visible()
        assert SENTENCES[2] not in tower.read_at(page, "tower-2", 24)
        assert SENTENCES[2] in tower.read_at(page, "tower-2", 25)

        # Then all that is left.
        page.goto(f"{tower.address}/films/tower-2/timing")
        timed(page)
        page.get_by_role("button", name="Accept all, and save").click()
        expect(page.locator(".sentence.own")).to_have_count(COUNT)


def test_subtitles_of_another_speed_are_asked_about_and_not_chosen_again(tower: Tower) -> None:
    with tower.browser.new_context(storage_state=tower.known) as context:
        page = context.new_page()  # its console tells of the refusal
        page.goto(f"{tower.address}/films/tower-3/timing")
        given(page, speed=25 / 23.976)
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("alert")).to_contain_text("another speed")
        page.locator("#gate-9").fill("1:29")
        page.keyboard.press("Enter")
        page.get_by_role("radio", name="For a faster or slower copy").check()
        page.get_by_role("button", name="Time them").click()
        expect(page.locator("#s2 .why")).to_contain_text("Shown about 0:12")
        # Nor is what was entered before, and not saved, lost.
        assert gate(page, 9) == "1:29"
        expect(page.get_by_role("button", name="Save 1 gate")).to_be_visible()


def test_a_reader_finds_no_such_page(tower: Tower) -> None:
    with tower.browser.new_context() as context:
        page = context.new_page()
        for path in ("/films/tower-3/timing", "/desk"):
            answer = page.goto(tower.address + path)
            assert answer
            assert answer.status == 404
            expect(page.get_by_role("heading", name="Not here")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_nothing_is_cut_off(
    tower: Tower, width: int, scheme: Literal["light", "dark"]
) -> None:
    viewport = ViewportSize(width=width, height=900)
    # axe puts a script into each page, which the pages themselves forbid.
    options: dict[str, Any] = {"viewport": viewport, "color_scheme": scheme, "bypass_csp": True}
    with tower.opened("/desk", **options) as page:
        looked_at(page, "desk")
        page.goto(f"{tower.address}/films/tower-3/timing")
        looked_at(page, "untimed")
        timed(page)
        page.get_by_text("The same in numbers").click()
        page.locator("#keys summary").click()
        looked_at(page, "timed")
        size = page.evaluate(
            "document.querySelector('.timeline svg').getScreenCTM().a * "
            "parseFloat(getComputedStyle(document.querySelector('.timeline .tick')).fontSize)"
        )
        assert size >= 11  # pixels: small, and still read on a phone


def looked_at(page: Page, where: str) -> None:
    """axe-core finds nothing to mend, and nothing is cut off."""
    results = Axe().run(page)
    assert results.response["passes"], "axe checked nothing"
    assert not results.response["violations"], f"{where}: {results.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
