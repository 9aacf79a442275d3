"""Checking pages without taking them."""

from pathlib import Path

import pytest
from tests.guides import RAIN, page

from lookback.errors import FormatUnknown
from lookback.film.leak import LeakKind
from lookback.formats.base import Source
from lookback.guide.checking import check
from lookback.guide.intake import Found
from lookback.guide.taking import Outcome
from lookback.notices import Notice

LEAKY = page("The Lamp", story="In the last scene it was all a dream.")
KNOWN = "checked: {says: All a Dream, kind: twist, because: the poster says so}\n"


def found(text: str, *, named: bool = True, path: str = "folder/a.md") -> Found:
    return Found(path, Source(Path(path).name, text.encode()), named=named)


def test_checking_tells_what_taking_would_tell_and_needs_no_guide() -> None:
    files = [found(RAIN.replace("@0:06 ", "")), found("\x00"), found("notes", named=False)]
    readable, refused, skipped = (one.taken for one in check(files))
    assert (readable.outcome, readable.slug) == (Outcome.READABLE, "the-rain-clerk")
    assert [note.notice for note in readable.notes] == [Notice.GATE_MISSING]
    assert refused.refusal is not None
    assert refused.refusal.code == "text-invalid"
    assert skipped.outcome is Outcome.SKIPPED


def test_checking_with_a_format_that_is_none_is_refused() -> None:
    with pytest.raises(FormatUnknown):
        list(check([found(RAIN)], format_name="runes"))


def test_leaks_are_told_beside_the_notes() -> None:
    [one] = check([found(LEAKY)])
    assert [leak.kind for leak in one.leaks] == [LeakKind.TWIST]
    assert one.answered == ()


def test_a_leak_that_the_author_has_answered_is_not_told_again() -> None:
    [one] = check([found(LEAKY.replace("title: The Lamp\n", f"title: The Lamp\n{KNOWN}"))])
    assert (one.leaks, one.taken.notes) == ((), ())
    assert [answer.because for answer in one.answered] == ["the poster says so"]


@pytest.mark.parametrize("other", ["kind: death", "says: All a Ream"])
def test_an_answer_to_no_warning_is_told_with_its_line(other: str) -> None:
    key = other.partition(":")[0]
    answer = ", ".join(
        other if part.strip().startswith(key) else part
        for part in ("says: All a Dream", "kind: twist", "because: why not")
    )
    text = LEAKY.replace("title: The Lamp\n", f"title: The Lamp\nchecked: {{{answer}}}\n")
    [one] = check([found(text)])
    assert [(note.notice, note.line) for note in one.taken.notes] == [(Notice.SILENCES_NOTHING, 3)]
    assert len(one.leaks) == 1
