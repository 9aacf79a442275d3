"""Laws of what a reader gets of a story map, which all that is told of a story is worked out from.

A story is cheap to clear: far more pairs are tried here than can be asked about at each address.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from tests.laws.pairs import Pair, pairs, progresses

from lookback.film.gate import OPEN, Gate
from lookback.film.page import Page
from lookback.film.progress import Progress, Watched
from lookback.film.story import REAL, Event, Rule
from lookback.firewall import story as story_module
from lookback.firewall.story import Story
from lookback.firewall.view import clear
from lookback.formats.markdown import Markdown
from lookback.formats.story_map import gates as gates_module
from lookback.notices import Notice

stories = pairs(only_stories=True)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def whole(text: str) -> Page:
    """A page, of whose story map nothing was left out."""
    reading = Markdown().read(text)
    assert Notice.MAP_LEFT_OUT not in {note.notice for note in reading.notes}
    return reading.page


def agree(pair: Pair) -> None:
    """Fail unless the reader sees the same of both guides' pages."""
    for film in pair.films:
        one, other = (clear(whole(text), pair.reader) for text in (film.one, film.other))
        assert one == other


@settings(max_examples=80, phases=PHASES)
@given(pair=stories)
def test_a_reader_sees_the_same_of_a_story_whatever_is_hidden(pair: Pair) -> None:
    agree(pair)


def follows(story: Story) -> None:
    """Fail if something in a story would tell that it is not all."""
    names = {event.name for event in story.events}
    real = {event.name for event in story.events if REAL in event.lines}
    order = [timeline.name for timeline in story.timelines]
    assert order[0] == REAL
    for event in story.events:
        assert event.choice == bool(event.by)
        assert set(event.by) <= set(event.who) <= {one.name for one in story.characters}
        assert list(event.lines) == [line for line in order if line in event.lines] != []
        assert event.as_real == ()
        if event.name in real:
            assert not real & {link.event for link in event.rule.unless}
            assert real >= {link.event for link in event.rule.because}
    rules = [event.rule for event in story.events]
    rules += [rule for patch in story.patches for _, rule in patch.rules]
    for rule in rules:
        assert len(rule.any_of) != 1
        assert names >= {link.event for link in rule.links}
        assert all(link.gate == OPEN for link in rule.links)
    for timeline in story.timelines:
        assert timeline.name == REAL or any(timeline.name in one.lines for one in story.events)
        assert names >= {*timeline.without, *timeline.adds}
    assert all(len(thing.path) > 1 and names >= set(thing.path) for thing in story.things)
    assert all(names >= set(question.events) for question in story.questions)


@settings(max_examples=60, phases=PHASES)
@given(pair=stories, progress=progresses())
def test_nothing_in_a_story_tells_that_it_is_not_all(pair: Pair, progress: Progress) -> None:
    """Also for readers whom the pair was not made for."""
    (film,) = pair.films
    page = whole(film.one)
    for reader in (pair.reader, Watched({**pair.reader.films, film.slug: progress})):
        story = clear(page, reader).story
        if story is not None:
            follows(story)


def _as_it_is(rule: Rule, *_: Any) -> Rule:
    return rule


def _first(gates: Iterable[Gate], closing: Callable[[Gate], Gate]) -> Gate | None:
    """The gate that opens first by the film's own time, whoever has seen the other films."""
    return min(map(closing, gates), key=lambda gate: (gate.own, gate.elsewhere), default=None)


def _still_chosen(noun: Any, **changes: Any) -> Any:
    return replace(noun, **{name: to for name, to in changes.items() if name != "choice"})


def _all_for_real(event: Event, told: Sequence[str]) -> Event:
    """Draws an event on the real timeline for each that is hidden."""
    lines = dict.fromkeys(line if line in told else REAL for line in event.lines)
    return replace(event, lines=tuple(line for line in told if line in lines), as_real=())


def _in_their_own_order(event: Event, told: Sequence[str]) -> Event:
    shown = on(event, told)
    lines = [line for line in event.lines if line in shown.lines]
    return replace(shown, lines=tuple(dict.fromkeys([*lines, *shown.lines])))


on = story_module._on
MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "one of several is told as one of several": (story_module, "_plain", _as_it_is),
    "what passes for real is denied": (story_module, "_as_drawn", _as_it_is),
    "somebody hidden decides": (story_module, "replace", _still_chosen),
    "every hidden timeline passes for the real one": (story_module, "_on", _all_for_real),
    "timelines stand as each event has them": (story_module, "_on", _in_their_own_order),
    "a hidden event opens who is in it": (gates_module, "met", _first),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_law_is_broken_when(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(max_examples=80, database=None, derandomize=True, phases=[Phase.generate])
    @given(pair=stories)
    def law(pair: Pair) -> None:
        agree(pair)

    monkeypatch.setattr(*MUTANTS[mutant])
    with pytest.raises(AssertionError):
        law()
