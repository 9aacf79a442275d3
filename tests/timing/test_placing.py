import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.timing.stories import SCENE, story

from lookback.errors import (
    InputRefused,
    SubtitlesAtAnotherSpeed,
    SubtitlesOfAnotherFilm,
    SynopsisMissing,
    TooLarge,
)
from lookback.film.moment import ENDING, START, Moment
from lookback.film.subtitle import Chapter, Cue, Subtitles
from lookback.film.timing import Basis, Estimate, Statement, Timing
from lookback.timing.placing import MOST_STATEMENTS, Speed, place

STORY = story(1)


def timed(**how: object) -> Timing:
    return place(STORY.statements, STORY.subtitles, **how)  # type: ignore[arg-type] # as given


def shown_before(estimate: Estimate) -> bool:
    return estimate.gate == ENDING or estimate.gate.seconds >= estimate.shown


def test_each_sentence_is_placed_in_its_scene() -> None:
    timing = timed()
    errors = [STORY.error(at, estimate.shown) for at, estimate in enumerate(timing.estimates)]
    assert max(errors) < 0.05
    assert sum(errors) / len(errors) < 0.01


def test_a_sentence_told_out_of_order_is_found() -> None:
    told = (4, 8, 12, 30, 2, 34, 38, 42)
    film = story(3, told=told)
    shown = [one.shown for one in place(film.statements, film.subtitles).estimates]
    assert film.error(4, shown[4]) < 0.02


def test_a_gate_is_never_before_its_sentence_is_shown_and_in_tens_of_seconds() -> None:
    for estimate in timed().estimates:
        assert shown_before(estimate)
        assert estimate.gate == ENDING or estimate.gate.seconds % 10 == 0


def test_gates_by_what_is_said_are_rarely_early_and_wait_less_than_those_by_place() -> None:
    by_place = place(STORY.statements, None, runtime=STORY.runtime)
    ends = [(scene + 1) * SCENE for scene in STORY.told]
    gates = [min(one.gate.seconds, STORY.runtime) for one in timed().estimates]
    wider = [min(one.gate.seconds, STORY.runtime) for one in by_place.estimates]
    assert sum(gate < end - 60 for gate, end in zip(gates, ends, strict=True)) == 0
    assert sum(gates) < sum(wider)


def test_a_sentence_rests_on_a_line_that_has_its_words() -> None:
    for statement, estimate in zip(STORY.statements, timed().estimates, strict=True):
        assert estimate.cue is not None
        said = STORY.subtitles.cues[estimate.cue].text
        assert set(statement.text.split()) & set(said.replace("!", "").split()) - {"the", "Then"}


def test_the_authors_own_gate_is_kept_and_pulls_the_rest() -> None:
    by_place = [Statement(f"{number} happens") for number in ("One", "Two", "Three", "Four")]
    anchored = [*by_place]
    anchored[1] = replace(by_place[1], gate=Moment.minute(70))
    free = place(by_place, None, runtime=6000)
    pulled = place(anchored, None, runtime=6000)
    assert pulled.estimates[1].gate == Moment.minute(70)
    assert pulled.estimates[1].basis is Basis.AUTHOR
    assert pulled.estimates[2].shown > free.estimates[2].shown


@pytest.mark.parametrize("gate", [START, ENDING])
def test_a_gate_that_is_no_moment_is_kept_and_pulls_nothing(gate: Moment) -> None:
    statements = [replace(STORY.statements[0], gate=gate), *STORY.statements[1:]]
    timing = place(statements, STORY.subtitles)
    assert timing.estimates[0].gate == gate
    assert timing.estimates[1:] == timed().estimates[1:]


def test_what_tells_the_ending_stays_at_the_ending() -> None:
    statements = [*STORY.statements[:-1], replace(STORY.statements[-1], is_last=True)]
    estimate = place(statements, STORY.subtitles).estimates[-1]
    assert (estimate.gate, estimate.basis) == (ENDING, Basis.ENDING)


def test_what_nobody_says_a_word_of_stays_at_the_ending() -> None:
    statements = [*STORY.statements, Statement("Quux xyzzy plugh.")]
    estimate = place(statements, STORY.subtitles).estimates[-1]
    assert (estimate.gate, estimate.basis, estimate.cue) == (ENDING, Basis.ENDING, None)


def test_strict_gates_are_never_the_earlier_ones() -> None:
    for usual, strict in zip(timed().estimates, timed(strict=True).estimates, strict=True):
        assert strict.gate >= usual.gate
        assert strict.shown == usual.shown


def test_the_same_film_is_timed_the_same_each_time() -> None:
    assert timed() == timed()


def test_subtitles_of_another_film_are_refused() -> None:
    with pytest.raises(SubtitlesOfAnotherFilm):
        place(STORY.statements, story(2).subtitles)


def test_an_author_who_has_timed_a_page_is_still_told_of_wrong_subtitles() -> None:
    pairs = zip(STORY.statements, timed().estimates, strict=True)
    anchored = [replace(statement, gate=one.gate) for statement, one in pairs]
    with pytest.raises(SubtitlesOfAnotherFilm):
        place(anchored, story(2).subtitles)


def test_subtitles_in_another_language_tell_no_more_than_the_place() -> None:
    foreign = replace(STORY.subtitles, language="fr")
    timing = place(STORY.statements, foreign, language="en")
    assert {one.basis for one in timing.estimates} == {Basis.PLACE}
    by_place = place(STORY.statements, None, runtime=STORY.runtime)
    assert [one.gate for one in timing.estimates] == [one.gate for one in by_place.estimates]


def test_chapters_pull_the_sentences_that_name_them() -> None:
    statements = [Statement(text) for text in ("They meet.", "The storm comes.", "They part.")]
    free = place(statements, None, runtime=6000)
    named = place(statements, None, runtime=6000, chapters=[Chapter(4500, "The Storm")])
    assert abs(named.estimates[1].shown - 4550) < abs(free.estimates[1].shown - 4550)


def test_another_speed_is_asked_about_and_put_right_on_request() -> None:
    slow = tuple(
        replace(cue, start=cue.start * 1.0427, end=cue.end * 1.0427) for cue in STORY.subtitles.cues
    )
    harmed = replace(STORY.subtitles, cues=slow)
    runtime = STORY.runtime + 20
    with pytest.raises(SubtitlesAtAnotherSpeed):
        place(STORY.statements, harmed, runtime=runtime)
    mended = place(STORY.statements, harmed, runtime=runtime, speed=Speed.RESCALE)
    kept = place(STORY.statements, harmed, runtime=runtime, speed=Speed.AS_IS)
    assert mended.runtime == pytest.approx(STORY.runtime, rel=0.001)
    assert kept.runtime == pytest.approx(STORY.runtime * 1.0427, rel=0.001)


def test_the_second_part_of_a_film_opens_nothing_early_without_a_word() -> None:
    film = story(4, scenes=60)
    half = film.runtime / 2
    second = tuple(
        replace(cue, start=cue.start - half, end=cue.end - half)
        for cue in film.subtitles.cues
        if cue.start >= half
    )
    for runtime in (0.0, film.runtime):
        with pytest.raises(SubtitlesAtAnotherSpeed):
            place(film.statements, Subtitles(second, "en"), runtime=runtime)


def test_nothing_to_time_and_nothing_to_time_it_by_are_told() -> None:
    with pytest.raises(SynopsisMissing, match="Story so far"):
        place([], STORY.subtitles)
    with pytest.raises(SynopsisMissing, match="running time"):
        place(STORY.statements, None)
    with pytest.raises(TooLarge):
        place([Statement("x")] * (MOST_STATEMENTS + 1), None, runtime=100)


@pytest.mark.parametrize("seed", range(15))
def test_a_tenth_of_the_cues_damaged_opens_nothing_before_it_is_shown(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    cues = list(STORY.subtitles.cues)
    for at in chance.sample(range(len(cues)), len(cues) // 10):
        moved = chance.uniform(0, STORY.runtime - 3)
        cues[at] = chance.choice(
            [
                replace(cues[at], text=""),
                replace(cues[at], text=chance.choice(cues).text),
                replace(cues[at], start=moved, end=moved + 2),
            ]
        )
    cues.sort(key=lambda cue: cue.start)
    harmed = place(STORY.statements, replace(STORY.subtitles, cues=tuple(cues)))
    for clean, now in zip(timed().estimates, harmed.estimates, strict=True):
        assert now.gate.seconds >= clean.shown


_TEXTS = st.text(max_size=30) | st.sampled_from(["lamp", "the letter", "Marta", "雨"])
_CUES = st.builds(
    lambda start, length, text: Cue(start, start + length, text),
    st.floats(0, 20_000),
    st.floats(0.01, 500),
    _TEXTS,
)
_GATES = st.none() | st.sampled_from([START, ENDING, Moment(1), Moment.minute(50)])
_STATEMENTS = st.lists(st.builds(Statement, _TEXTS, _GATES, st.booleans()), max_size=12)


@settings(max_examples=80)
@given(
    _STATEMENTS,
    st.lists(_CUES, min_size=1, max_size=30),
    st.sampled_from(["", "en", "ja", "xx"]),
    st.sampled_from([0.0, 1.0, 5400.0, 1e6]),
    st.sampled_from(Speed),
)
def test_whatever_is_given_there_is_a_timing_or_a_refusal(
    statements: list[Statement], cues: list[Cue], language: str, runtime: float, speed: Speed
) -> None:
    cues.sort(key=lambda cue: cue.start)
    subtitles = Subtitles(tuple(cues), language)
    try:
        timing = place(statements, subtitles, runtime=runtime, language="en", speed=speed)
    except InputRefused:
        return
    assert len(timing.estimates) == len(statements)
    for statement, estimate in zip(statements, timing.estimates, strict=True):
        assert sum(estimate.chances) == pytest.approx(1)
        assert 0 <= estimate.confidence <= 1.000001
        assert statement.gate is not None or shown_before(estimate)
