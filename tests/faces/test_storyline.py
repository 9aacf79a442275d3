import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.story.tales import THREE_LINES, TWO_HANDS, random_nouns, story_of, told_more

from lookback.faces import storyline
from lookback.faces.storyline import scrolling, svg
from lookback.film.moment import ENDING, Moment
from lookback.film.story import Event
from lookback.story.chart import chart
from lookback.story.drawn import Order

HANDS = story_of(TWO_HANDS)
SVG = "{http://www.w3.org/2000/svg}"


def address(name: str) -> str:
    return f"/films/the-strip/events/{name}"


def read(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 # our own


def test_each_event_is_a_link_in_the_order_of_time_that_says_number_time_and_sentence() -> None:
    drawn = read(svg(chart(HANDS), href=address))
    links = drawn.findall(f"{SVG}a")
    assert [link.get("href") for link in links][:2] == [address("strip"), address("praise")]
    assert links[7].get("aria-label") == "8, 0:23: The other runs out, and the two meet"
    assert len(links) == len(HANDS.events)


def test_the_chosen_event_is_told_as_the_current_one() -> None:
    drawn = read(svg(chart(HANDS, chosen="death"), href=address))
    current = [link for link in drawn.findall(f"{SVG}a") if link.get("aria-current")]
    assert [link.get("href") for link in current] == [address("death")]
    assert "unless" in {(path.get("class") or "").split()[-1] for path in drawn.iter(f"{SVG}path")}


def test_it_has_a_title_and_a_description_that_say_what_each_timeline_is() -> None:
    drawn = read(svg(chart(HANDS, patch="worlds"), href=address, id_="second"))
    assert drawn.get("role") == "group"
    assert drawn.get("aria-labelledby") == "second-title second-desc"
    told = drawn.findtext(f"{SVG}desc") or ""
    assert told.startswith("20 events, 3 characters.")
    assert "The life in which they never met: another course of events. Without 8." in told


def test_without_addresses_it_is_a_picture_without_links() -> None:
    drawn = read(svg(chart(HANDS)))
    assert drawn.get("role") == "img"
    assert not list(drawn.iter(f"{SVG}a"))
    assert drawn.find(f"{SVG}style") is None


def test_a_file_of_its_own_carries_its_colours_and_they_are_those_of_the_house() -> None:
    drawn = svg(chart(HANDS), alone=True)
    style = read(drawn).findtext(f"{SVG}style") or ""
    assert ".storyline .mark" in style
    assert "prefers-color-scheme:dark" in style
    look = (storyline.STATIC / "look.css").read_text("utf-8")
    for name in ("paper", "ink", "soft", "hair", "pencil", "wash", "mark", "card"):
        ours = re.findall(rf"--{name}:(#\w+)", style)
        assert len(ours) >= 2
        assert ours == re.findall(rf"--{name}: (#\w+)", look)


def test_nothing_in_it_is_a_script_a_style_of_an_element_or_unescaped() -> None:
    for seed in range(20):
        drawn = svg(chart(story_of(random_nouns(seed, 20, 7, 3)), chosen="e9"), href=str)
        assert " style=" not in drawn
        assert "<script" not in drawn
        assert "<more>" not in drawn
        read(drawn)


def test_in_a_page_it_goes_sideways_in_a_box_that_can_be_focused() -> None:
    box = scrolling(chart(HANDS), href=address)
    assert box.startswith('<div class="storyline-scroll" tabindex="0" role="region" aria-label=')


@pytest.mark.parametrize("order", Order)
def test_what_is_hidden_changes_no_byte(order: Order) -> None:
    """Law 1."""
    for nouns in [[*TWO_HANDS], [*THREE_LINES], *(random_nouns(n, 14, 5, 3) for n in range(15))]:
        one, other = (
            chart(story_of(twin, Moment.parse("9:00")), order=order, chosen="e1")
            for twin in (nouns, told_more(nouns))
        )
        assert svg(one, href=address) == svg(other, href=address)
        assert svg(one, alone=True) == svg(other, alone=True)


def test_what_is_known_at_the_end_only_has_no_time() -> None:
    nouns = [
        replace(noun, at=ENDING) if isinstance(noun, Event) and noun.name == "work" else noun
        for noun in TWO_HANDS
    ]
    drawn = chart(story_of(nouns))
    assert ">end</text>" in svg(drawn)
