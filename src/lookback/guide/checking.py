"""Checking pages without taking them: what to mend, and what tells more than its gate allows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lookback.errors import InputRefused
from lookback.film.leak import Judgement, Leak, Silence
from lookback.formats.review import Sentence, read_review
from lookback.guide.intake import Found
from lookback.guide.taking import Outcome, Ready, Taken, prepared
from lookback.leaks.judging import judge
from lookback.leaks.page import find_leaks
from lookback.notices import Note, Notice


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was checked, for the author's eyes.

    Attributes:
        leaks: that the author has not answered.
        answered: the author's answers to others, from the page's own record.
    """

    taken: Taken
    leaks: tuple[Leak, ...] = ()
    answered: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One review that was checked, for its author's eyes.

    Attributes:
        path: of the file, as it was given.
        sentences: in their order, each with what it looks like by itself.
        refusal: why it could not be read, or ``None``.
    """

    path: str
    sentences: tuple[tuple[Sentence, Judgement], ...] = ()
    refusal: InputRefused | None = None


def check(found: Iterable[Found], *, format_name: str = "") -> Iterator[Checked]:
    """What the author of each file would be told; needs no guide.

    Raises:
        FormatUnknown: ``format_name`` is none of ours.
    """
    for item in prepared(found, format_name):
        yield Checked(item) if isinstance(item, Taken) else _checked(item)


def _checked(ready: Ready) -> Checked:
    page = ready.page
    leaks = find_leaks(page)
    told = tuple(leak for leak in leaks if not any(s.is_about(leak) for s in ready.silences))
    answered = tuple(s for s in ready.silences if any(map(s.is_about, leaks)))
    idle = [
        Note(Notice.SILENCES_NOTHING, silence.line)
        for silence in ready.silences
        if silence not in answered
    ]
    notes = sorted([*ready.notes, *idle], key=lambda note: note.line)
    taken = Taken(ready.found.path, Outcome.READABLE, page.slug, page.title, tuple(notes))
    return Checked(taken, told, answered)


def check_reviews(found: Iterable[Found]) -> Iterator[Reviewed]:
    """What each sentence of these texts looks like: no page tells what is told when."""
    for file in found:
        try:
            told = tuple(read_review(file.source.text()))
        except InputRefused as error:
            yield Reviewed(file.path, refusal=error.at(file=file.path))
        else:
            judged = ((one, judge(one.says, one.heading)) for one in told)
            yield Reviewed(file.path, tuple(judged))
