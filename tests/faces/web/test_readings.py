from functools import cache

from tests.mill import SLUG, THE_MILL

from lookback.faces.web.events import Events
from lookback.faces.web.readings import WIDE, Reading, bars, readings
from lookback.film.progress import FINISHED, Watched
from lookback.firewall.view import clear
from lookback.formats.markdown import Markdown
from lookback.guide.tales import Tale
from lookback.guide.voting import Share, wilson
from lookback.story.chart import chart
from lookback.story.worlds import agreeing


@cache
def side_by_side() -> dict[str, Reading]:
    """What the interpretations make of a film with a dream, by heading."""
    view = clear(Markdown().read(THE_MILL).page, Watched({SLUG: FINISHED}))
    assert view.story is not None
    tale, events = Tale(view, view.story), Events(view.story, chart(view.story))
    found = readings(tale, events, agreeing(view.story))
    return {one.interpretation.heading: one for one in found}


def test_readings_are_the_interpretations_that_are_seen_and_what_each_makes_of_the_story() -> None:
    deaf, heard = side_by_side().values()
    assert (deaf.patch, heard.patch) == ("deaf", "heard")
    assert [(one.called, one.what) for one in heard.takes] == [
        ("The dream of the miller", "remembered")
    ]
    assert [one.event.name for one in deaf.rules] == ["stand"]
    assert deaf.rules[0].says == "happens because of “Odo opens the sluice”"


def test_a_clue_leads_to_the_event_that_it_points_at() -> None:
    deaf, _ = side_by_side().values()
    [clue] = deaf.clues_for
    assert clue.says == "It makes a sound like a spoon"
    assert clue.event is not None
    assert (clue.event.name, clue.event.says) == ("warn", "Mara rings the bell")
    [against] = deaf.clues_against
    assert against.event is not None
    assert against.event.name == "warm"


def test_an_interpretation_that_agrees_with_all_denies_nothing() -> None:
    assert all(one.denied == () for one in side_by_side().values())


def shares(*votes: int) -> list[Share]:
    total = sum(votes)
    return [
        Share(f"a{place}", f"Heading {place}", count, count / total if total else 0.0,
              *wilson(count, total))
        for place, count in enumerate(votes)
    ]  # fmt: skip


def test_a_bar_is_as_long_as_its_share() -> None:
    three, one = bars(shares(3, 1))
    assert (three.part, one.part) == (0.75 * WIDE, 0.25 * WIDE)
    assert three.low < three.part < three.high <= WIDE
    assert three.words == "3 of 4 votes, 30 to 95 %"
    assert one.heading == "Heading 1"


def test_one_vote_is_one() -> None:
    first, second = bars(shares(1, 0))
    assert first.words == "1 of 1 vote, 21 to 100 %"
    assert second.words == "0 of 1 vote, 0 to 79 %"


def test_without_votes_nothing_lies_between() -> None:
    assert [(one.part, one.low, one.high, one.words) for one in bars(shares(0, 0))] == [
        (0.0, 0.0, 0.0, "no votes yet")
    ] * 2
