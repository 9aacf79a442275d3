from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import TooLarge
from lookback.faces.web.drafting import (
    listed,
    mark,
    numbers,
    read_entries,
    sentences,
    settled,
    sure,
    timed,
    told,
)
from lookback.film.moment import ENDING, Moment
from lookback.film.timing import Basis, Estimate, Statement, Timing
from lookback.guide.timing import Draft

STATEMENTS = (
    Statement("He carries the oil.", Moment(300)),
    Statement("A boat answers."),
    Statement("Nobody is in it."),
    Statement("He rows out."),
)
DRAFT = Draft("the-lamp", "The Lamp", "v1", STATEMENTS, (9, 11, 11, 13), 3600.0)
CHANCES = (0.25,) * 4
TIMED = replace(
    DRAFT,
    timing=Timing(
        3600.0,
        (
            Estimate(250.0, Moment(300), Basis.AUTHOR, 1.0, None, CHANCES),
            Estimate(900.0, Moment(1200), Basis.SUBTITLES, 0.9, 3, CHANCES),
            Estimate(1500.0, Moment(2000), Basis.PLACE, 0.2, None, CHANCES),
            Estimate(3300.0, ENDING, Basis.ENDING, 0.5, None, CHANCES),
        ),
        (0.5,) * 4,
    ),
    spoken=("", "There is a lamp out there!", "", ""),
)


def form(draft: Draft, **said: str) -> dict[str, str]:
    """The form as the page of a draft would send it, with some fields changed."""
    assert draft.timing
    shown = sentences(draft, draft.timing, read_entries({}))
    fields = {f"gate-{one.number}": one.entered for one in shown if not one.own and one.entered}
    given = {name.replace("_", "-"): value for name, value in said.items()}
    return {"known": " ".join(one.known for one in shown), **fields, **given}


def test_what_is_known_of_each_sentence_is_shown() -> None:
    assert TIMED.timing
    own, second, third, last = sentences(TIMED, TIMED.timing, read_entries({}))
    assert (own.own, own.entered, own.shown) == ("0:05", "", "")
    assert (second.entered, second.shown, second.sure) == ("0:20", "0:15", "Very sure")
    assert (second.share, second.spoken) == (90, "There is a lamp out there!")
    assert (third.entered, third.sure) == ("0:33:20", "A guess")
    assert third.basis == "by its place in the story alone"
    assert last.entered == "ending"


def test_before_it_is_timed_the_present_gates_are_shown_and_nothing_is_guessed() -> None:
    shown = sentences(DRAFT, timed(DRAFT), read_entries({}))
    assert [one.own for one in shown] == ["0:05", "", "", ""]
    assert [one.entered + one.shown + one.sure + one.spoken for one in shown] == [""] * 4
    assert timed(replace(DRAFT, runtime=0.0)).runtime == 300


def test_nothing_is_taken_unless_its_author_says_so() -> None:
    assert read_entries(form(TIMED)).gates(TIMED) == {}


def test_a_ticked_proposal_and_a_typed_gate_are_taken() -> None:
    entries = read_entries(form(TIMED, take_2="1", gate_3=" 0:30 "))
    assert entries.gates(TIMED) == {1: Moment(1200), 2: Moment(1800)}


def test_all_proposals_can_be_taken_at_once_and_own_gates_stay() -> None:
    gates = read_entries(form(TIMED, all="1")).gates(TIMED)
    assert gates == {1: Moment(1200), 2: Moment(2000), 3: ENDING}
    assert read_entries(form(TIMED, gate_1="0:01", take_1="1")).gates(TIMED) == {}


@pytest.mark.parametrize("text", ["soon", "1:99", "-3", "", "٣", "0:1"])
def test_what_is_no_moment_is_told_beside_its_sentence(text: str) -> None:
    entries = read_entries(form(TIMED, take_2="1", gate_2=text, take_3="1"))
    entries.gates(TIMED)
    assert list(entries.errors) == [1]
    assert TIMED.timing
    shown = sentences(DRAFT, timed(DRAFT), entries)
    assert shown[1].error
    assert [one.is_taken for one in shown] == [False, True, True, False]
    assert shown[2].entered == "0:33:20"


def test_entries_go_with_their_sentences_when_the_page_has_changed() -> None:
    entries = read_entries(form(TIMED, take_2="1", gate_3="0:30", take_4="1", gate_4="0:50"))
    now = replace(
        DRAFT,
        statements=(
            STATEMENTS[3],
            Statement("A new one."),
            Statement(STATEMENTS[1].text, Moment(60)),
            STATEMENTS[2],
        ),
    )
    moved = entries.moved_to(now)
    assert moved.gates(now) == {0: Moment(3000), 3: Moment(1800)}
    assert moved.gone == [(2, "0:20")]


def test_sentences_of_the_same_words_keep_their_order() -> None:
    twice = replace(DRAFT, statements=(Statement("He waits."),) * 2, lines=(1, 2))
    known = f"{mark(twice.statements[0])}/ " * 2
    entries = read_entries({"known": known, "gate-1": "0:10", "gate-2": "0:20"})
    assert entries.moved_to(twice).gates(twice) == {0: Moment(600), 1: Moment(1200)}


def test_a_gate_that_the_page_could_not_take_is_told() -> None:
    gates = {1: Moment(60), 2: Moment(90), 9: Moment(1)}
    now = replace(DRAFT, statements=(*STATEMENTS[:2], replace(STATEMENTS[2], gate=Moment(90))))
    assert settled(gates, now) == ([3], [2, 10])


def test_how_sure_is_said_in_words() -> None:
    words = ["Very sure", "Fairly sure", "Not sure", "A guess"]
    assert [sure(one) for one in (0.9, 0.7, 0.4, 0.1)] == words
    assert [sure(one) for one in (1.0, 0.0)] == ["Very sure", "A guess"]


def test_numbers_are_listed_in_short() -> None:
    assert listed([1, 2, 3, 4, 6, 9, 10]) == "1-4,6,9,10"
    assert listed([3], ", ") == "3"
    assert listed([]) == ""


@given(st.sets(st.integers(1, 5000)))
def test_listed_numbers_are_read_again(told: set[int]) -> None:
    assert numbers(listed(sorted(told))) == told


@given(st.text("0123456789-,x") | st.text())
def test_whatever_is_no_list_of_numbers_is_passed_over(text: str) -> None:
    assert all(0 <= number <= 99_999 for number in numbers(text))


def test_a_list_of_numbers_is_never_long() -> None:
    assert len(numbers("0-99999," * 2000)) <= 6000
    assert numbers("123456,7-,8,-9,x10") == {8, 10}


def test_what_is_too_large_is_told_apart() -> None:
    refused = TooLarge("expected at most 5 of them")
    long = replace(DRAFT, statements=STATEMENTS * 501)
    advice = [
        told(refused, DRAFT, are_files=True).advice,
        told(refused, DRAFT, are_files=False).advice,
        told(refused, long, are_files=True).advice,
    ]
    assert ["Is it the right file?" in one for one in advice] == [True, False, False]
    assert ["one marker such as @0:32" in one for one in advice] == [False, True, True]
    assert told(refused, DRAFT, are_files=True).expected == "Expected at most 5 of them."
