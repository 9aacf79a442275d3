from collections.abc import Iterator
from itertools import count

import pytest
from tests.guides import opened, page, put
from tests.mill import MINUTES, SLUG, THE_MILL

from lookback.errors import (
    EventUnknown,
    FilmMissing,
    InterpretationUnknown,
    QuestionInvalid,
    StoryMissing,
)
from lookback.film.moment import Moment
from lookback.film.progress import FINISHED, NOTHING, Progress, Watched
from lookback.film.story import Ask
from lookback.firewall.view import View, clear
from lookback.guide.composing import current
from lookback.guide.tales import Tale, Tales
from lookback.store.store import Store
from lookback.story.answers import Outcome
from lookback.story.asking import Asked

ALL = Watched({SLUG: FINISHED})


def at(minute: int) -> Watched:
    return Watched({SLUG: Progress(Moment.minute(minute))})


class Shelf:
    """All that readers see of the films of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, slug: str, watched: Watched) -> View:
        made = current(self._store, slug)
        if made is None:
            raise FilmMissing
        return clear(made.page, watched)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with opened(str(tmp_path_factory.mktemp("tales") / "guide.db")) as store:
        put(store, THE_MILL, page("A Door"))
        yield Shelf(store)


@pytest.fixture
def tales(shelf: Shelf) -> Tales:
    return Tales(shelf)


@pytest.fixture
def whole(tales: Tales) -> Tale:
    """The tale as it is told to whoever has seen the end."""
    return tales.tale(SLUG, ALL)


def asked(tales: Tales, tale: Tale, question: str, patch: str | None = None) -> list[Outcome]:
    return [one.answer.outcome for one in tales.ask(tale, Asked.parse(question), patch).told]


def test_a_tale_grows_with_what_its_reader_has_watched(tales: Tales) -> None:
    for minute in range(5, 60):
        story = tales.tale(SLUG, at(minute)).story
        assert {event.name for event in story.events} == {
            name for name, opens in MINUTES.items() if opens <= minute
        }
        assert (story.patches, story.questions) == ((), ())


def test_there_is_no_tale_of_a_film_that_is_not_there(tales: Tales) -> None:
    with pytest.raises(FilmMissing) as missing:
        tales.tale("no-such-film", ALL)
    assert not isinstance(missing.value, StoryMissing)


def test_a_hidden_tale_is_missing_like_one_that_nobody_wrote(tales: Tales) -> None:
    told = []
    for slug, watched in (
        ("a-door", Watched({"a-door": FINISHED})),
        (SLUG, at(4)),
        (SLUG, NOTHING),
    ):
        with pytest.raises(StoryMissing) as missing:
            tales.tale(slug, watched)
        told.append((str(missing.value), missing.value.code))
    assert len(set(told)) == 1


def test_the_map_answers_first_and_then_each_interpretation(tales: Tales, whole: Tale) -> None:
    replies = tales.ask(whole, Asked.parse("but-for sluice stand"))
    assert [one.answer.patch for one in replies.told] == ["", "deaf", "heard"]
    assert [one.answer.outcome for one in replies.told] == [
        Outcome.NOT_NEEDED, Outcome.NEEDED, Outcome.NOT_NEEDED,
    ]  # fmt: skip
    assert replies.differ is True
    assert all(len(one.sentences) > 1 for one in replies.told)


def test_one_interpretation_answers_alone(tales: Tales, whole: Tale) -> None:
    question = "but-for sluice stand"
    assert asked(tales, whole, question, "deaf") == [Outcome.NEEDED]
    assert asked(tales, whole, question, "") == [Outcome.NOT_NEEDED]
    assert tales.ask(whole, Asked.parse(question), "deaf").differ is False


def test_answers_with_the_same_reasons_are_told_together(tales: Tales, whole: Tale) -> None:
    def together(question: str) -> list[list[str]]:
        replies = tales.ask(whole, Asked.parse(question))
        return [[one.answer.patch for one in same] for same in replies.distinct]

    assert together("but-for flood sluice") == [["", "deaf", "heard"]]
    assert together("but-for sluice stand") == [["", "heard"], ["deaf"]]


def test_who_agrees_for_another_reason_is_told_apart(tales: Tales, whole: Tale) -> None:
    replies = tales.ask(whole, Asked.parse("but-for flood stand"))
    assert replies.differ is False
    paths = [same[0].answer.path for same in replies.distinct]
    assert paths == [("flood", "warn", "stand"), ("flood", "sluice", "stand")]


def test_an_answer_is_of_what_is_seen_alone(tales: Tales) -> None:
    early = tales.tale(SLUG, at(29))
    assert asked(tales, early, "cut warn") == [Outcome.NO_CHANGE]
    assert asked(tales, tales.tale(SLUG, at(30)), "cut flood") == [Outcome.CHANGES]


@pytest.mark.parametrize("question", ["why warm", "cut drown", "but-for flood stand"])
def test_a_hidden_event_is_as_unknown_as_one_that_is_not_there(tales: Tales, question: str) -> None:
    told = []
    for one in (question, f"{question.rpartition(' ')[0]} nothing"):
        with pytest.raises(EventUnknown) as unknown:
            tales.ask(tales.tale(SLUG, at(20)), Asked.parse(one))
        told.append(str(unknown.value))
    assert len(set(told)) == 1


def test_near_names_are_names_that_are_seen(tales: Tales, whole: Tale) -> None:
    near = []
    for tale in (tales.tale(SLUG, at(30)), whole):
        with pytest.raises(EventUnknown) as unknown:
            tales.ask(tale, Asked.parse("why warr"))
        near.append(unknown.value.near)
    assert near == [("warn",), ("warn", "warm")]


@pytest.mark.parametrize(("patch", "minute"), [("deaf", 59), ("river", 60), ("none", 60)])
def test_an_interpretation_that_is_not_seen_is_unknown(
    tales: Tales, patch: str, minute: int
) -> None:
    tale = tales.tale(SLUG, ALL if minute == 60 else at(minute))
    with pytest.raises(InterpretationUnknown):
        tales.ask(tale, Asked.parse("why stand"), patch)


def test_a_question_names_as_many_events_as_it_takes(tales: Tales, whole: Tale) -> None:
    for question in (Asked(Ask.WHY, ("warn", "stand")), Asked(Ask.CAUSE, ("stand",))):
        with pytest.raises(QuestionInvalid):
            tales.ask(whole, question)


def test_what_is_not_settled_in_time_says_so(shelf: Shelf) -> None:
    hours = count(0, 3600)
    tales = Tales(shelf, clock=lambda: float(next(hours)))
    replies = tales.ask(tales.tale(SLUG, ALL), Asked.parse("why warm"))
    assert replies.differ is None
    assert not any(one.answer.settled for one in replies.told)


def test_interpretations_say_whether_they_agree_with_what_is_seen(
    tales: Tales, whole: Tale
) -> None:
    assert [(one.patch, one.agrees) for one in tales.agreements(whole)] == [
        ("deaf", True), ("heard", True),
    ]  # fmt: skip
    assert tales.agreements(tales.tale(SLUG, at(59))) == ()


def test_a_heading_is_that_of_the_interpretation_and_none_of_the_map(whole: Tale) -> None:
    assert whole.heading("heard") == "The bell woke them all"
    assert whole.heading("") == whole.heading("river") == ""
