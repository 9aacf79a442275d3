"""A story map as a whole: do all names lead somewhere, and does it yield what the film shows?"""

from collections.abc import Iterable, Mapping, Set
from itertools import product
from typing import Final

from lookback.film.part import Part
from lookback.film.story import REAL, Event, Patch, Timeline
from lookback.formats.story_map.entries import Mention
from lookback.formats.story_map.faults import Faults
from lookback.formats.story_map.nouns import Draft, Drafts
from lookback.formats.story_map.worlds import Worlds
from lookback.notices import Notice

MOST: Final = {
    Part.EVENT: 500, Part.CHARACTER: 200, Part.TIMELINE: 12, Part.THING: 200, Part.PATCH: 20,
    Part.QUESTION: 100,
}  # fmt: skip
"""The most entries of each kind: three times what the longest film has needed."""
MOST_MENTIONS: Final = 5_000
"""The most names in all entries together: each is looked up, and each world follows them."""
MOST_DRAWN: Final = 15_000
"""Events times characters, each on each of their timelines: so many points a chart may have."""


def check(drafts: Drafts, blocks: Set[str]) -> None:
    """Add the faults that only show when the map is read whole.

    Args:
        blocks: the names of blocks of the page.
    """
    faults = drafts.entries.faults
    if not _is_small(drafts):
        return
    names = {part: list(some) for part, some in drafts.names.items()}
    if REAL not in names[Part.TIMELINE]:
        names[Part.TIMELINE].append(REAL)
    mentions = drafts.entries.mentions
    _look_up(mentions, names, blocks, faults)
    _check_order([d for d in drafts.drafts if d.part is Part.EVENT], mentions, faults)
    if not faults.notes:
        _check_worlds(drafts.drafts, faults)


def _is_small(drafts: Drafts) -> bool:
    faults = drafts.entries.faults
    for part, most in MOST.items():
        some = [draft for draft in drafts.drafts if draft.part is part]
        if len(some) > most:
            faults.add(Notice.MAP_TOO_LARGE, some[most].line, f"{part}s: at most {most}")
            return False
    if len(drafts.entries.mentions) > MOST_MENTIONS:
        line = drafts.entries.mentions[MOST_MENTIONS].line
        faults.add(Notice.MAP_TOO_LARGE, line, f"names: at most {MOST_MENTIONS:,}")
        return False
    events = [draft.noun for draft in drafts.drafts if isinstance(draft.noun, Event)]
    drawn = {pair for event in events for pair in product(event.who, event.lines)}
    if len(events) * len(drawn) > MOST_DRAWN:
        most = MOST_DRAWN // len(events)
        detail = f"characters with so many events: at most {most}, each on each of their timelines"
        first = next(draft.line for draft in drafts.drafts if draft.part is Part.EVENT)
        faults.add(Notice.MAP_TOO_LARGE, first, detail)
        return False
    return True


def _look_up(
    mentions: Iterable[Mention],
    names: Mapping[Part, list[str]],
    blocks: Set[str],
    faults: Faults,
) -> None:
    known = {part: (set(some), some) for part, some in names.items()}
    events = set(names[Part.EVENT])
    known[Part.FOR] = (events | blocks, [*names[Part.EVENT], *sorted(blocks)])
    for mention in mentions:
        has, some = known[mention.within]
        if mention.name not in has:
            faults.unknown(mention.notice, mention.line, mention.name, some)
        elif mention.within is Part.FOR and mention.name in events & blocks:
            faults.add(Notice.MAP_NAME_TWICE, mention.line, mention.name)


def _check_order(events: list[Draft], mentions: Iterable[Mention], faults: Faults) -> None:
    place = {draft.noun.name: index for index, draft in enumerate(events)}
    causes = [one for one in mentions if one.effect in place and one.name in place]
    by_effect: dict[int, set[int]] = {}
    for one in causes:
        if not one.patch:
            by_effect.setdefault(place[one.effect], set()).add(place[one.name])
    circles = _circles(by_effect)
    told: set[int] = set()
    for one in causes:
        effect, cause = place[one.effect], place[one.name]
        if effect == cause:
            faults.add(Notice.MAP_CAUSE_ITSELF, one.line, one.name)
        elif effect < cause and not one.patch and circles.get(effect, -1) == circles.get(cause, -2):
            if circles[effect] not in told:
                told.add(circles[effect])
                members = [draft.noun.name for i, draft in enumerate(events)
                           if circles.get(i) == circles[effect]]  # fmt: skip
                faults.add(Notice.MAP_CAUSES_IN_CIRCLE, one.line, ", ".join(members))
        elif effect < cause:
            faults.add(Notice.MAP_CAUSE_LATER, one.line, f"{one.name} after {one.effect}")


def _circles(causes: Mapping[int, Set[int]]) -> dict[int, int]:
    """For each event that hangs on itself by way of others, a number that they share.

    Two events share one where each can be reached from the other (Kosaraju).
    """
    effects: dict[int, set[int]] = {}
    for effect, some in causes.items():
        for cause in some:
            effects.setdefault(cause, set()).add(effect)
    left: list[int] = []
    seen: set[int] = set()
    for start in causes:
        left += _walk(start, causes, seen)
    circle: dict[int, int] = {}
    seen = set()
    for start in reversed(left):
        members = _walk(start, effects, seen)
        circle |= dict.fromkeys(members, start) if len(members) > 1 else {}
    return circle


def _walk(start: int, edges: Mapping[int, Set[int]], seen: set[int]) -> list[int]:
    """What is newly reached from an event, each after all that it leads to."""
    if start in seen:
        return []
    seen.add(start)
    done: list[int] = []
    stack = [(start, iter(sorted(edges.get(start, ()))))]
    while stack:
        at, more = stack[-1]
        following = next((one for one in more if one not in seen), None)
        if following is None:
            done.append(at)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(sorted(edges.get(following, ())))))
    return done


def _check_worlds(drafts: Iterable[Draft], faults: Faults) -> None:
    lines = {draft.noun.name: draft.line for draft in drafts}
    nouns = [draft.noun for draft in drafts]
    worlds = Worlds.of(
        (noun for noun in nouns if isinstance(noun, Event)),
        (noun for noun in nouns if isinstance(noun, Timeline)),
    )
    for event, line, is_drawn in worlds.faults():
        notice = Notice.MAP_NOT_YIELDED if is_drawn else Notice.MAP_YIELDED_UNDRAWN
        faults.add(notice, lines[event.name], f"{event.name} on {line}")
    if faults.notes:
        return
    for patch in (noun for noun in nouns if isinstance(noun, Patch)):
        for event, line in worlds.contradictions(patch):
            detail = f"{patch.name}: {event.name} on {line}"
            faults.add(Notice.MAP_CONTRADICTS_FILM, lines[patch.name], detail)
