"""The policy, rule by rule."""

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.test_visible import SLUGS, passages, watched

from lookback.film.gate import CLOSED, OPEN, Gate
from lookback.film.moment import ENDING, START, Moment
from lookback.film.page import Page, Passage
from lookback.film.part import Part
from lookback.film.progress import FINISHED, NOTHING, Progress, Watched
from lookback.film.prose import Prose, Veil
from lookback.film.record import Text
from lookback.firewall.rules import Reason, judge, needs


def _at(minute: int) -> Gate:
    return Gate(Moment.minute(minute))


def _said(gate: Gate, name: str = "", replaces: str = "", group: int = 0) -> Passage:
    part = Part.SECTION if group else Part.RECAP
    return Passage(part, Prose(("said",)), gate, group, name, replaces)


def _watched(minute: int, **others: Progress) -> Watched:
    return Watched({"film": Progress(Moment.minute(minute)), **others})


def _open(watched: Watched, *passages: Passage) -> list[bool]:
    return [bool(verdict.reason) for verdict in judge(Page("film", passages), watched)]


def test_a_passage_opens_at_its_moment_and_not_before() -> None:
    assert _open(_watched(31), _said(_at(32))) == [False]
    assert _open(_watched(32), _said(_at(32))) == [True]


def test_what_is_gated_at_the_start_is_open_to_everyone() -> None:
    assert _open(NOTHING, _said(OPEN)) == [True]


def test_the_ending_opens_only_to_whoever_has_finished() -> None:
    assert _open(_watched(6000), _said(CLOSED)) == [False]
    assert _open(Watched({"film": FINISHED}), _said(CLOSED)) == [True]


def test_a_gate_on_two_films_needs_both() -> None:
    both = Gate(Moment.minute(10), (("original", Moment.minute(50)),))
    assert _open(_watched(10), _said(both)) == [False]
    assert _open(Watched({"original": FINISHED}), _said(both)) == [False]
    assert _open(_watched(10, original=Progress(Moment.minute(50))), _said(both)) == [True]


def test_a_gate_that_names_its_own_film_elsewhere_means_that_film() -> None:
    own = Gate(Moment.minute(10), (("film", Moment.minute(50)),))
    (needed,) = needs(Page("film", (_said(own),)))
    assert needed == _at(50)


def test_a_hole_in_a_sentence_closes_all_of_it() -> None:
    hole = Passage(Part.RECAP, Prose(("It is ", Veil("she", _at(40)))), _at(10))
    assert _open(_watched(39), hole) == [False]
    assert _open(_watched(40), hole) == [True]


def test_words_with_a_stand_in_close_nothing() -> None:
    veiled = Passage(Part.RECAP, Prose(("It is ", Veil("she", _at(40), "someone"))), _at(10))
    assert _open(_watched(10), veiled) == [True]


def test_a_passage_waits_for_its_heading() -> None:
    heading = Passage(Part.HEADING, Prose(("Twins",)), _at(50), 1)
    assert _open(_watched(20), heading, _said(_at(10), group=1)) == [False, False]
    assert _open(_watched(50), heading, _said(_at(10), group=1)) == [True, True]


def test_a_passage_of_a_group_without_a_heading_is_closed() -> None:
    assert _open(_watched(90), _said(OPEN, group=7)) == [False]


def test_a_passage_is_gone_as_soon_as_another_replaces_it() -> None:
    page = (_said(_at(10), name="stranger"), _said(_at(40), replaces="stranger"))
    assert _open(_watched(39), *page) == [True, False]
    assert _open(_watched(40), *page) == [False, True]
    assert judge(Page("film", page), _watched(40))[0].reason is Reason.REPLACED


def test_what_is_replaced_by_something_replaced_stays_gone() -> None:
    page = (
        _said(_at(10), name="a"),
        _said(_at(20), name="b", replaces="a"),
        _said(_at(30), replaces="b"),
    )
    assert _open(_watched(30), *page) == [False, False, True]


def test_passages_that_replace_each_other_hide_each_other() -> None:
    page = (_said(OPEN, name="a", replaces="b"), _said(OPEN, name="b", replaces="a"))
    assert _open(NOTHING, *page) == [False, False]


def test_a_passage_does_not_replace_itself() -> None:
    assert _open(NOTHING, _said(OPEN, name="a", replaces="a")) == [True]


def test_a_name_that_nothing_has_replaces_nothing() -> None:
    assert _open(NOTHING, _said(OPEN), _said(OPEN, replaces="a")) == [True, True]


def test_values_of_the_record_are_gated_like_sentences() -> None:
    theme = Passage(Part.THEMES, Text("Grief"), _at(35))
    assert _open(_watched(34), theme) == [False]
    assert _open(_watched(35), theme) == [True]


@given(st.lists(passages, max_size=8), watched, st.integers(0, 9), st.booleans())
def test_watching_on_closes_nothing_but_what_is_replaced(
    told: list[Passage], reader: Watched, further: int, finished: bool
) -> None:
    page = Page("one", tuple(told))
    now = reader.of("one")
    later = Progress(Moment(now.position.seconds + further), finished=now.finished or finished)
    after = judge(page, Watched({**reader.films, "one": later}))
    for one, other in zip(judge(page, reader), after, strict=True):
        assert one.reason is Reason.NOT_REACHED or other.reason is not Reason.NOT_REACHED
        assert one.needs == other.needs


@given(st.lists(passages, max_size=8))
def test_whoever_has_finished_every_film_is_kept_from_nothing_but_what_is_replaced(
    told: list[Passage],
) -> None:
    everything = Watched(dict.fromkeys([*SLUGS, "unknown"], FINISHED))
    verdicts = judge(Page("one", tuple(told)), everything)
    assert all(verdict.reason is not Reason.NOT_REACHED for verdict in verdicts)


def test_only_an_open_passage_counts_as_true() -> None:
    assert [reason for reason in Reason if reason] == [Reason.OPEN]
    assert START < ENDING
