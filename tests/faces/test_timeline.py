"""A film's timeline in a few lines of text."""

from tests.door import DOOR, SAID

from lookback.faces.timeline import CELLS, clock, timeline
from lookback.film.moment import ENDING, Moment
from lookback.film.timing import Basis, Estimate, Statement, Timing
from lookback.guide.drafting import Draft, time_page


def draft(*seconds: int, gate: int | None = None, dialogue: tuple[float, ...] = ()) -> Draft:
    """Sentences that are shown at these seconds of a film of 6000, and open then, or at a gate."""
    estimates = tuple(
        Estimate(
            one, ENDING if gate is None else Moment(gate), Basis.PLACE, 0.5, None, (1.0,)
        )
        for one in seconds
    )  # fmt: skip
    statements = tuple(Statement("A.") for _ in seconds)
    timing = Timing(6000.0, estimates, dialogue)
    return Draft("a", "A", "", statements, (1,) * len(seconds), 6000.0, timing)


def test_a_draft_that_is_not_timed_has_no_timeline() -> None:
    assert list(timeline(Draft("a", "A", "", (), (), 0.0))) == []


def test_sentences_are_counted_where_they_are_shown_and_where_they_open() -> None:
    told = list(timeline(draft(0, 50, 100, 6000, gate=3000)))
    shown = told[-2].removeprefix("shown   ")
    opens = told[-1].removeprefix("opens   ")
    assert (len(shown), len(opens)) == (CELLS, CELLS)
    assert (shown[0], shown[1], shown[-1]) == ("2", "1", "1")
    assert opens == "·" * 30 + "4" + "·" * 29


def test_more_than_nine_are_many() -> None:
    assert "+" in list(timeline(draft(*[60] * 10)))[-2]


def test_what_opens_at_the_ending_stands_behind_the_film() -> None:
    assert list(timeline(draft(60, 70)))[-1] == f"opens   {'·' * CELLS}  2 at the ending"


def test_speech_is_drawn_where_there_are_subtitles() -> None:
    assert not any(line.startswith("spoken") for line in timeline(draft(60)))
    told = list(timeline(draft(60, dialogue=(0.0, 1.0))))
    assert told[2] == f"spoken  {' ' * 30}{'█' * 30}"


def test_the_times_stand_above_their_cells() -> None:
    scale = list(timeline(draft(60)))[1]
    assert [scale.index(one) - 8 for one in ("0:00", "0:25", "0:50", "1:15", "1:40")] == [
        0, 15, 30, 45, 60,
    ]  # fmt: skip
    assert clock(59) == "0:01"


def test_a_timed_page_has_a_line_for_each_of_these() -> None:
    told = list(timeline(time_page("door.md", DOOR.encode(), [("door.srt", SAID)])))
    assert [line.split()[0] for line in told[2:]] == ["spoken", "shown", "opens"]
