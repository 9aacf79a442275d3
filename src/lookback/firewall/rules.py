"""The whole policy: what may be shown to whom. Pure, total, and closed where nothing says open.

1. A passage needs its gate, the gate of each veil in it that has no stand-in, and all that its
   heading needs. A gate that names the page's own film among the others means that film.
2. It is open when the reader has reached every moment of that.
3. It is gone as soon as another open passage replaces it by name.
4. Words under a veil with a stand-in need the veil's own gate, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import reduce

from lookback.film.gate import CLOSED, Gate
from lookback.film.page import Page, Passage
from lookback.film.part import HEADINGS
from lookback.film.progress import Watched
from lookback.film.prose import Prose


class Reason(Enum):
    """Why a passage is shown or not."""

    OPEN = "open"
    NOT_REACHED = "its gate has not been reached"
    REPLACED = "another open passage replaces it"

    def __bool__(self) -> bool:
        """True only where the passage may be shown."""
        return self is Reason.OPEN


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one passage, and why.

    Attributes:
        needs: the gate that the passage needs in all (rule 1).
    """

    needs: Gate
    reason: Reason


def opens(gate: Gate, slug: str, watched: Watched) -> bool:
    """Rule 2: whether the reader has reached every moment that the gate names."""
    return watched.of(slug).reached(gate.own) and (
        not gate.elsewhere
        or all(watched.of(film).reached(moment) for film, moment in gate.elsewhere)
    )


def needs(page: Page) -> list[Gate]:
    """Rule 1: what each passage of the page needs in all."""
    headings = {
        passage.group: _alone(passage) for passage in page.passages if passage.part in HEADINGS
    }
    return [
        _folded(
            _alone(passage).join(headings.get(passage.group, CLOSED))
            if passage.group
            else _alone(passage),
            page.slug,
        )
        for passage in page.passages
    ]


def judge(page: Page, watched: Watched) -> Sequence[Verdict]:
    """The verdict for each passage of the page, in its order."""
    needed = needs(page)
    return list(map(Verdict, needed, reasons(page, needed, watched)))


def reasons(page: Page, needed: Sequence[Gate], watched: Watched) -> Sequence[Reason]:
    """Why each passage of the page is shown or not, in its order.

    Args:
        needed: what ``needs`` says of the page, which is the same for all readers.
    """
    open_ = [opens(gate, page.slug, watched) for gate in needed]
    replacing: dict[str, list[int]] = {}
    for index, passage in enumerate(page.passages):
        if passage.replaces and open_[index]:
            replacing.setdefault(passage.replaces, []).append(index)
    return [
        _reason(is_open, replacing.get(passage.name, ()), index)
        for index, (passage, is_open) in enumerate(zip(page.passages, open_, strict=True))
    ]


def _alone(passage: Passage) -> Gate:
    if not isinstance(passage.says, Prose):
        return passage.gate
    holes = (veil.gate for veil in passage.says.veils if veil.stand_in is None)
    return reduce(Gate.join, holes, passage.gate)


def _folded(gate: Gate, slug: str) -> Gate:
    if all(film != slug for film, _ in gate.elsewhere):
        return gate
    own = max(gate.own, *(moment for film, moment in gate.elsewhere if film == slug))
    return Gate(own, tuple(pair for pair in gate.elsewhere if pair[0] != slug))


def _reason(is_open: bool, replaced_by: Sequence[int], index: int) -> Reason:
    if not is_open:
        return Reason.NOT_REACHED
    if replaced_by and any(other != index for other in replaced_by):
        return Reason.REPLACED
    return Reason.OPEN
