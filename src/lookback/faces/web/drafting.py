"""The sentences of a draft as the timing page shows them, and what its author enters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import Final, NamedTuple

from markupsafe import Markup

from lookback.errors import (
    ChaptersInvalid,
    LookBackError,
    MomentInvalid,
    PageChanged,
    SubtitlesInvalid,
    SubtitlesOfAnotherFilm,
    SynopsisMissing,
    TooLarge,
    TooManyTries,
    ValueInvalid,
)
from lookback.faces.timeline import clock
from lookback.faces.web.timeline import BASES, strip
from lookback.film.moment import ENDING, Moment
from lookback.film.timing import Basis, Estimate, Statement, Timing
from lookback.guide.timing import Draft
from lookback.timing.placing import MOST_STATEMENTS

_LONGEST: Final = 16
_SPAN: Final = re.compile(r"(?<![0-9-])([0-9]{1,5})(?:-([0-9]{1,5}))?(?![0-9-])")
_MOST_SPANS: Final = 1000
_LONGEST_SPAN: Final = 5000
_SURE: Final = ((0.85, "Very sure"), (0.6, "Fairly sure"), (0.35, "Not sure"), (0.0, "A guess"))

_ADVICE: Final[dict[type[LookBackError], str]] = {
    ChaptersInvalid: "Give a list with a time and a name on each line, or leave the file out.",
    PageChanged: (
        "Somebody else saved it. Your gates are below, each with its sentence as it is now: "
        "look them over, and save again."
    ),
    SubtitlesInvalid: "Give SubRip (.srt), WebVTT (.vtt) or another file of subtitles, unpacked.",
    SubtitlesOfAnotherFilm: (
        "They fit the story no better than chance would. Look whether it is the right file, and "
        "in the language of the story. Without a file, the sentences are timed by their place."
    ),
    SynopsisMissing: "Write its story so far first, and its runtime; then come back.",
    TooManyTries: "Others are timing pages just now. Try again in a minute.",
    ValueInvalid: "Nothing was changed.",
}
_LARGE_FILE: Final = "Subtitles have some hundred thousand bytes. Is it the right file?"
_LONG_STORY: Final = (
    "Without that, gates can still be written into the page's file: there, one marker such as "
    "@0:32 before a block is the gate of all that stands in it."
)


class Told(NamedTuple):
    """What went wrong, what would have been right, and what to do."""

    what: str
    expected: str
    advice: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as the page shows it.

    Attributes:
        number: counted from 1.
        entered: what stands in its field.
        known: its mark and its proposal, which come back with the form (see ``Entries``).
        own: the gate that it has in the page, which stays; empty where it has none.
        is_taken: whether its box is ticked.
        shown: where the film shows it by the best guess, to the minute; empty where there is
            none.
        share: how sure that is, in percent.
    """

    number: int
    text: str
    line: int
    entered: str
    known: str
    is_taken: bool
    own: str
    shown: str
    sure: str
    share: int
    basis: str
    spoken: str
    drawn: Markup
    error: str


@dataclass(slots=True)
class Entries:
    """What an author entered, by the number of the sentence from 0.

    Attributes:
        proposed: what stood in each field before.
        entered: what stands in it now.
        taken: those that are to be written.
        marks: which sentence each number was: a digest of its text.
        errors: what cannot be read, by its number.
        gone: entries whose sentences the page has no more, or has a gate for.
    """

    proposed: dict[int, str] = field(default_factory=dict)
    entered: dict[int, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    marks: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    gone: list[tuple[int, str]] = field(default_factory=list)

    def gates(self, draft: Draft) -> Mapping[int, Moment]:
        """The gates to write, of what was taken. Fills in ``errors``."""
        gates: dict[int, Moment] = {}
        for index in sorted(self.taken):
            try:
                gate = Moment.parse(self.entered[index])
            except MomentInvalid as refused:
                self.errors[index] = refused.expected
                continue
            if index < len(draft.statements) and draft.statements[index].gate is None:
                gates[index] = gate
        return gates

    def moved_to(self, draft: Draft) -> "Entries":
        """The same entries with the same sentences, wherever they stand in another draft."""
        moved = Entries()
        there: dict[str, list[int]] = {}
        for index, statement in enumerate(draft.statements):
            if statement.gate is None:
                there.setdefault(mark(statement), []).append(index)
        for index in sorted(self.taken):
            places = there.get(self.marks.get(index, ""), [])
            if places:
                at = places.pop(0)
                moved.entered[at] = self.entered[index]
                moved.taken.add(at)
            else:
                moved.gone.append((index + 1, self.entered[index]))
        return moved


def read_entries(form: Mapping[str, str]) -> Entries:
    """What a form says: a sentence is taken if its box is ticked or its field was changed."""
    entries = Entries()
    for index, known in enumerate(form.get("known", "").split()):
        digest, _, proposed = known.partition("/")
        text = form.get(f"gate-{index + 1}", "").strip()[:_LONGEST].lower()
        entries.marks[index], entries.proposed[index] = digest, proposed
        entries.entered[index] = text
        is_changed = text != proposed
        if f"take-{index + 1}" in form or is_changed or ("all" in form and text):
            entries.taken.add(index)
    return entries


def settled(gates: Mapping[int, Moment], draft: Draft) -> tuple[list[int], list[int]]:
    """Which gates a page has after they were written, and which it could not take, from 1."""
    have = [
        index + 1
        for index in sorted(gates)
        if index < len(draft.statements) and draft.statements[index].gate is not None
    ]
    return have, [index + 1 for index in sorted(gates) if index + 1 not in have]


def listed(told: Sequence[int], between: str = ",") -> str:
    """Numbers in rising order, in short: ``1-4,6,7``."""
    spans: list[tuple[int, int]] = []
    for number in told:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], number
        else:
            spans.append((number, number))
    return between.join(
        f"{first}-{last}" if last - first > 1 else between.join(map(str, range(first, last + 1)))
        for first, last in spans
    )


def numbers(text: str) -> frozenset[int]:
    """What ``listed`` makes, read again; what is no number is passed over."""
    found: set[int] = set()
    for match in islice(_SPAN.finditer(text), _MOST_SPANS):
        first, last = int(match[1]), int(match[2] or match[1])
        found.update(range(first, min(last, first + _LONGEST_SPAN) + 1))
    return frozenset(found)


def mark(statement: Statement) -> str:
    """Tells sentences apart, without saying what they say."""
    return blake2b(statement.text.encode(), digest_size=6).hexdigest()


def told(refused: LookBackError, draft: Draft, *, are_files: bool) -> Told:
    """What went wrong with a draft.

    Args:
        are_files: files were sent, and not gates.
    """
    what, expected = refused.what, refused.expected
    advice = _ADVICE.get(type(refused), "")
    if isinstance(refused, ValueInvalid):
        what = "not everything can be read"
    elif isinstance(refused, TooLarge):
        is_story = not are_files or len(draft.statements) > MOST_STATEMENTS
        advice = _LONG_STORY if is_story else _LARGE_FILE
    return Told(
        f"{what[:1].upper()}{what[1:]}.",
        f"{expected[:1].upper()}{expected[1:]}." if expected else "",
        advice,
    )


def timed(draft: Draft) -> Timing:
    """The gates that a draft has, as a timing in which nothing is estimated."""
    gates = [statement.gate or ENDING for statement in draft.statements]
    runtime = draft.runtime or max((gate.seconds for gate in gates if gate != ENDING), default=0)
    bases = [Basis.AUTHOR if one.gate is not None else Basis.ENDING for one in draft.statements]
    return Timing(
        float(runtime),
        tuple(
            Estimate(0.0 if gate == ENDING else gate.seconds, gate, basis, 1.0, None, ())
            for gate, basis in zip(gates, bases, strict=True)
        ),
    )


def sentences(draft: Draft, timing: Timing, entries: Entries) -> list[Sentence]:
    """All sentences, with what was entered for them where something was."""
    return [
        _sentence(draft, timing, entries, index, statement)
        for index, statement in enumerate(draft.statements)
    ]


def sure(confidence: float) -> str:
    """How sure an estimate is, in words."""
    return next(words for least, words in _SURE if confidence >= least)


def _sentence(
    draft: Draft, timing: Timing, entries: Entries, index: int, statement: Statement
) -> Sentence:
    one = timing.estimates[index]
    is_own = statement.gate is not None
    is_estimated = draft.timing is not None and not is_own
    proposed = str(one.gate) if is_estimated else ""
    proposed = entries.proposed.get(index, proposed)
    entered = entries.entered.get(index, proposed)
    try:
        drawn = one.gate if is_own else Moment.parse(entered)
    except MomentInvalid:
        drawn = one.gate
    return Sentence(
        number=index + 1,
        text=statement.text,
        line=draft.lines[index] if index < len(draft.lines) else 0,
        entered=entered,
        known=f"{mark(statement)}/{proposed}",
        is_taken=index in entries.taken,
        own=str(statement.gate) if is_own else "",
        shown=clock(one.shown) if is_estimated else "",
        sure=sure(one.confidence) if is_estimated else "",
        share=round(100 * one.confidence),
        basis=BASES[one.basis],
        spoken=draft.spoken[index] if is_estimated and index < len(draft.spoken) else "",
        drawn=strip(timing, index, drawn, draft.runtime),
        error=entries.errors.get(index, ""),
    )
