import pytest
from tests.timing.stories import Story, story

from lookback.errors import SubtitlesAtAnotherSpeed
from lookback.timing.dialogue import Dialogue
from lookback.timing.fit import FEWEST, LEAST_FIT, check_length, fit, rescaling
from lookback.timing.words import names_in, terms_of_statement

MINUTES = 60.0


def fitness(told: Story, heard: Story, many: int = 99) -> float:
    texts = [statement.text for statement in told.statements[:many]]
    said = Dialogue(heard.subtitles.cues, heard.runtime, "en")
    scores = said.score([terms_of_statement(text) for text in texts], ())
    return fit(scores.of, names_in(texts), said.said)


def test_the_films_own_subtitles_fit() -> None:
    assert fitness(story(1), story(1)) > LEAST_FIT


@pytest.mark.parametrize("other", range(2, 12))
def test_those_of_another_film_fit_no_better_than_chance(other: int) -> None:
    assert fitness(story(1), story(other)) < LEAST_FIT


def test_a_film_told_backwards_does_not_look_like_another_by_its_names() -> None:
    names = frozenset({"marta", "ivo"})
    scores = Dialogue((), 100.0, "en").score([["lamp"]] * FEWEST, ()).of
    assert fit(scores, names, [["marta"], ["ivo"]]) > fit(scores, names, [["lamp"]])


def test_too_few_sentences_are_taken_unless_none_of_their_names_is_said() -> None:
    scores = Dialogue((), 100.0, "en").score([["lamp"]], ()).of
    assert fit(scores, frozenset(), [["rain"]]) >= LEAST_FIT
    assert fit(scores, frozenset({"marta", "ivo"}), [["ivo"]]) >= LEAST_FIT
    assert fit(scores, frozenset({"marta", "ivo"}), [["rain"]]) < LEAST_FIT


@pytest.mark.parametrize("last", [91, 95, 100, 100.4])
def test_a_last_line_within_the_film_is_at_its_speed(last: float) -> None:
    assert rescaling(last * MINUTES, 100 * MINUTES) == 1
    check_length(last * MINUTES, 100 * MINUTES)


@pytest.mark.parametrize(
    ("last", "by"), [(104.2, 24000 / 1001 / 25), (86.5, 25 / (24000 / 1001)), (60, 1), (150, 1)]
)
def test_another_frame_rate_is_put_right_where_it_explains_the_length(
    last: float, by: float
) -> None:
    assert rescaling(last * MINUTES, 100 * MINUTES) == pytest.approx(by, abs=0.002)


def test_what_a_frame_rate_explains_is_asked_about() -> None:
    with pytest.raises(SubtitlesAtAnotherSpeed, match=r"1:44:12 of 1:40: rescale them"):
        check_length(104.2 * MINUTES, 100 * MINUTES)


def test_what_no_frame_rate_explains_is_told_as_such() -> None:
    with pytest.raises(SubtitlesAtAnotherSpeed, match="no frame rate explains"):
        check_length(60 * MINUTES, 100 * MINUTES)


def test_short_subtitles_of_a_film_of_unknown_length_may_be_a_part_of_it() -> None:
    with pytest.raises(SubtitlesAtAnotherSpeed, match="how long the film is"):
        check_length(70 * MINUTES, 0)
    check_length(85 * MINUTES, 0)
    check_length(70 * MINUTES, 71 * MINUTES)
