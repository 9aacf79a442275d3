"""What of a story map one reader may see: filtered first, so that all is computed from this alone.

A hidden event is as if it did not exist: no rule, timeline, object, interpretation or question
speaks of it. An event whose timeline is hidden yet lies on the real one, as the film makes it look.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from lookback.film.gate import OPEN, Gate
from lookback.film.story import (
    REAL,
    Character,
    Event,
    Link,
    Noun,
    Patch,
    Question,
    Rule,
    Thing,
    Timeline,
    linked,
)


@dataclass(frozen=True, slots=True)
class Story:
    """All that one reader may see of a story map.

    Attributes:
        characters: those who are in an event here, in the author's order.
        timelines: those with an event here, the real one first.
        events: in the order of the story.
        patches: what the visible interpretations make of it, in the author's order.
        questions: those whose events are all here.
    """

    characters: tuple[Character, ...]
    timelines: tuple[Timeline, ...]
    events: tuple[Event, ...]
    things: tuple[Thing, ...] = ()
    patches: tuple[Patch, ...] = ()
    questions: tuple[Question, ...] = ()


def cleared_story(
    nouns: Iterable[Noun],
    *,
    opens: Callable[[Gate], bool],
    headings: Mapping[str, str],
    named: Set[str],
) -> Story | None:
    """What is left of a story map, or ``None`` where no event is.

    Args:
        nouns: the statements of the map that are open, in the order of the page.
        opens: whether the reader has reached all that a gate names.
        headings: the visible heading of each open patch, by the patch's name.
        named: names of the blocks of the page that the reader sees.
    """
    nouns = tuple(nouns)
    told = {REAL: Timeline(REAL, "")}
    told |= {noun.name: noun for noun in nouns if isinstance(noun, Timeline)}
    shown = (_on(noun, tuple(told)) for noun in nouns if isinstance(noun, Event))
    events = [event for event in shown if event.lines]
    if not events:
        return None
    names = {event.name for event in events}
    real = {event.name for event in events if REAL in event.lines}
    present = {name for event in events for name in event.who}
    characters = tuple(
        noun for noun in nouns if isinstance(noun, Character) and noun.name in present
    )
    known = {character.name for character in characters}

    def rule(whole: Rule) -> Rule:
        return linked(whole.where(visible), lambda _: OPEN)

    def visible(link: Link) -> bool:
        return link.event in names and opens(link.gate)

    def among(some: Iterable[str], these: Set[str] = names) -> tuple[str, ...]:
        return tuple(name for name in some if name in these)

    events = [
        replace(
            event,
            who=among(event.who, known),
            by=by,
            choice=event.choice and bool(by),
            rule=_plain(_as_drawn(kept, real) if event.name in real else kept),
        )
        for event in events
        for by, kept in [(among(event.by, known), rule(event.rule))]
    ]
    drawn = {REAL, *(line for event in events for line in event.lines)}
    timelines = tuple(
        replace(one, without=among(one.without), adds=among(one.adds))
        for one in told.values()
        if one.name in drawn
    )
    lines = {one.name for one in timelines}
    things = (replace(one, path=among(one.path)) for one in nouns if isinstance(one, Thing))
    patches = (
        replace(
            one,
            heading=headings[one.name],
            takes=tuple(pair for pair in one.takes if pair[0] in lines),
            rules=tuple((name, _plain(rule(to))) for name, to in one.rules if name in names),
            clues_for=tuple(clue for clue in one.clues_for if clue.at in names | named),
            clues_against=tuple(clue for clue in one.clues_against if clue.at in names | named),
        )
        for one in nouns
        if isinstance(one, Patch) and one.name in headings
    )
    return Story(
        characters,
        timelines,
        tuple(events),
        # One that goes nowhere yet would only tell that it matters.
        tuple(thing for thing in things if len(thing.path) > 1),
        tuple(patches),
        tuple(one for one in nouns if isinstance(one, Question) and names.issuperset(one.events)),
    )


def _on(event: Event, told: Sequence[str]) -> Event:
    """The event on those of its timelines that are told, in their order; none: it has to wait.

    It lies on the real one, too, while one that passes for it is not told.
    """
    real = REAL in event.lines or any(line not in told for line in event.as_real)
    lines = (line for line in told if line in event.lines or (line == REAL and real))
    return replace(event, lines=tuple(lines), as_real=())


def _as_drawn(rule: Rule, real: Set[str]) -> Rule:
    """The rule of an event on the real timeline, without what denies that it happens there.

    What passes for real may be denied by rules that hold; to tell them would tell that it is not.
    """
    kept = rule.where(lambda link: link.event in real)
    return Rule(
        kept.because,
        rule.any_of if kept.any_of else (),
        tuple(link for link in rule.unless if link.event not in real),
        rule.never,
    )


def _plain(rule: Rule) -> Rule:
    """The same rule without a choice of one, which would tell of others."""
    if len(rule.any_of) != 1:
        return rule
    return replace(rule, because=tuple(dict.fromkeys((*rule.because, *rule.any_of))), any_of=())
