from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from lookback.faces.web.outlook import Outlook
from lookback.film.moment import Moment
from lookback.film.story import Event, Patch
from lookback.firewall.story import Story
from lookback.story.drawn import Order

STORY = Story((), (), (Event("rope", Moment(60), "It is cut"),), (), (Patch("self", "Herself"),))


def test_what_an_address_asks_for_is_kept_in_the_addresses_that_it_leads_to() -> None:
    asked = {"at": "0:12", "interpretation": "self", "time": "story"}
    look = Outlook.of("the-bell", asked, STORY)
    for there in (look.event("rope"), look.story("chart"), look.vote):
        assert parse_qs(urlsplit(there).query) == {name: [value] for name, value in asked.items()}
    assert look.film == "/films/the-bell?at=0%3A12"
    assert look.film_as_watched == "/films/the-bell"
    assert look.interpretation("a/b") == "/films/the-bell/interpretations/a%2Fb?at=0%3A12"


def test_what_is_asked_for_and_not_seen_is_not_kept() -> None:
    look = Outlook.of("the-bell", {"interpretation": "other", "time": "none"}, STORY)
    assert look == Outlook("the-bell")
    assert look.story() == "/films/the-bell/story"
    assert look.story("vote", shares="1") == "/films/the-bell/story?shares=1#vote"


def test_another_way_to_look_changes_that_and_nothing_else() -> None:
    look = Outlook("the-bell", "ending")
    assert look.read_by("self").in_order_of("story") == Outlook(
        "the-bell", "ending", "self", Order.STORY
    )


@given(st.dictionaries(st.sampled_from(("interpretation", "time", "other")), st.text()))
def test_any_address_is_looked_at_somehow(asked: dict[str, str]) -> None:
    look = Outlook.of("the-bell", asked, STORY)
    assert look.patch in {"", "self"}
    assert urlsplit(look.story()).path == "/films/the-bell/story"
