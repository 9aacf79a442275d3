"""Questions to a story on its page: those that the page asks itself, and what a reader asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lookback.film.story import Ask
from lookback.guide.tales import Replies, Tale, Tales
from lookback.story.asking import Asked

KINDS: Final[Mapping[Ask, str]] = {
    Ask.BUT_FOR: "Would B have happened without A?",
    Ask.CUT: "What would be different without A?",
    Ask.CAUSE: "Is A a cause of B?",
    Ask.WHY: "Why does A happen?",
    Ask.DEGREE: "Which choices have a share in A, and how large?",
}
"""What can be asked, in words."""
BY_MAP: Final = "-"
"""How a form names the map itself: no interpretation is called so."""
_PATIENCE: Final = 4.0
"""Seconds after which a page answers no further question of its own."""


@dataclass(frozen=True, slots=True)
class Card:
    """One answer, and all who give it in the same words.

    Attributes:
        by: headings of the interpretations; empty for the map itself.
        short: the answer.
        reasons: for it.
    """

    by: tuple[str, ...]
    short: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the page's with its answers.

    Attributes:
        differ: whether the answers do; ``None`` where that could not be settled.
        cards: none where the page took too long already.
    """

    name: str
    says: str
    note: str
    asked: Asked
    differ: bool | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a reader asks.

    Attributes:
        ask, first, second, by: the fields of the form, as far as they name what is seen.
        wrong: what is wrong with it and what to do, or empty.
        field: the field that is wrong.
    """

    ask: str = ""
    first: str = ""
    second: str = ""
    by: str = ""
    wrong: str = ""
    field: str = ""
    asked: Asked | None = None
    replies: Replies | None = None
    cards: tuple[Card, ...] = ()

    @property
    def question(self) -> str:
        """The question in words, with A and B in it."""
        return KINDS[Ask(self.ask)] if self.ask else ""


def answered(
    tales: Tales, tale: Tale, clock: Callable[[], float], patience: float = _PATIENCE
) -> Iterator[Answered]:
    """The page's own questions with their answers.

    Args:
        clock: seconds that go forward.
        patience: after so many, the rest is left for the reader to ask.
    """
    end = clock() + patience
    for one in tale.story.questions:
        asked = Asked(one.ask, one.events)
        if clock() > end:
            yield Answered(one.name, one.says, one.note, asked, None, ())
            continue
        replies = tales.ask(tale, asked)
        yield Answered(one.name, one.says, one.note, asked, replies.differ, cards(replies, tale))


def what_if(tales: Tales, tale: Tale, form: Mapping[str, str]) -> WhatIf:
    """The answer to a form, or what is wrong with it; nothing is asked without a kind."""
    if "ask" not in form:
        return WhatIf()
    names = {event.name for event in tale.story.events}
    patches = {one.name for one in tale.story.patches}
    ask = form["ask"] if form["ask"] in set(Ask) else ""
    first, second = (form.get(field, "") for field in ("a", "b"))
    by = form.get("by", "")
    kept = WhatIf(
        ask,
        first if first in names else "",
        second if second in names else "",
        by if by in {BY_MAP, *patches} else "",
    )
    wrong = _wrong(form, kept)
    if wrong:
        return WhatIf(ask, kept.first, kept.second, kept.by, wrong[1], wrong[0])
    asked = Asked(Ask(ask), (first, second)[: Ask(ask).takes])
    patch = None if not by else "" if by == BY_MAP else by
    replies = tales.ask(tale, asked, patch)
    return WhatIf(
        ask, first, kept.second, by, asked=asked, replies=replies, cards=cards(replies, tale)
    )


def _wrong(form: Mapping[str, str], kept: WhatIf) -> tuple[str, str] | None:
    """The field that cannot be taken, and what to do."""
    if not kept.ask:
        return "ask", "Choose what you want to ask."
    if not kept.first:
        return "a", "Choose event A from the list."
    if Ask(kept.ask).takes > 1 and not kept.second:
        return "b", "This question is about two events: choose event B, too."
    if form.get("by") and not kept.by:
        return "by", "Choose from the list who shall answer."
    return None


def cards(replies: Replies, tale: Tale) -> tuple[Card, ...]:
    """Answers side by side; those that are the same in all their reasons on one card."""
    return tuple(
        Card(
            tuple(tale.heading(one.answer.patch) for one in same),
            same[0].sentences[0],
            same[0].sentences[1:],
        )
        for same in replies.distinct
    )
