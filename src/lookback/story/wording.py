"""What an answer says about its events, in words. They are quoted as the page says them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lookback.firewall.story import Story
from lookback.story.answers import Answer, Cause

MOST: Final = 6
"""Events that are named in a list; the others are counted."""


def quoted(story: Story, event: str) -> str:
    """What happens, as the page says it, in quotation marks and without its full stop."""
    says = next(one.says for one in story.events if one.name == event)
    return f"“{says.strip().removesuffix('.')}”"


@dataclass(frozen=True, slots=True)
class Words:
    """Words for the events of one answer.

    Attributes:
        answer: to a question to this story.
        story: all that the reader may see.
    """

    answer: Answer
    story: Story

    @property
    def effect(self) -> str:
        """The event that the question is about."""
        return self.quote(self.answer.effect)

    def quote(self, event: str) -> str:
        """What happens, in quotation marks."""
        return quoted(self.story, event)

    def happens(self, event: str) -> bool:
        """Whether it does, in the answer's world."""
        return event in self.answer.happen

    def as_is(self, event: str) -> str:
        """The event, and that it does not happen where it does not."""
        return self.quote(event) + ("" if self.happens(event) else " does not happen")

    def called(self, characters: Iterable[str]) -> str:
        """What these characters are called, one after the other."""
        names = {one.name: one.called for one in self.story.characters}
        return joined(names.get(name, name) for name in characters)

    def way(self, events: Sequence[str], end: str = "") -> str:
        """How one event leads to another."""
        first, *rest = map(self.as_is, events)
        return f"How: {first}; {'; '.join(f'so {one}' for one in rest)}{end}."

    def shown(self, cause: Cause, fails: str) -> Iterator[str]:
        """How a cause shows.

        Args:
            fails: says that without it the effect would not have happened.
        """
        held = [
            f"{self.quote(name)} still {'happened' if self.happens(name) else 'did not happen'}"
            for name in cause.witness or ()
        ]
        even = f", if {joined(held)}" if held else ""
        yield f"{fails}{even}."
        if cause.witness is None:
            yield "What else has to stay as it is could not be settled in time."


def joined(parts: Iterable[object], last: str = "and") -> str:
    """One, or ``one, another and a third``."""
    *most, end = map(str, parts)
    return f"{', '.join(most)} {last} {end}" if most else end


def short(parts: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(parts) - MOST
    return list(parts) if more <= 1 else [*parts[:MOST], f"{more} more"]
