import numpy as np
import pytest

from lookback.film.subtitle import Chapter, Cue
from lookback.timing.dialogue import SLICES, Dialogue, density, slice_at

END = 6000.0


def cues(*lines: tuple[float, str]) -> tuple[Cue, ...]:
    return tuple(Cue(start, start + 5, text) for start, text in lines)


def peak(dialogue: Dialogue, terms: list[str]) -> float:
    """Where a sentence of these terms fits best, in seconds."""
    row = dialogue.score([terms], ()).of[0]
    return (int(row.argmax()) + 0.5) / SLICES * END


def test_a_sentence_fits_where_its_words_are_said() -> None:
    said = Dialogue(cues((600, "The lamp!"), (3000, "A letter."), (5000, "Rain.")), END, "en")
    assert peak(said, ["letter"]) == pytest.approx(3000, abs=30)


def test_a_rare_word_counts_more_than_a_frequent_one() -> None:
    often = [(float(at), "the lamp") for at in range(0, 6000, 300)]
    said = Dialogue(cues(*often, (4000, "a letter")), END, "en")
    assert peak(said, ["lamp", "letter"]) == pytest.approx(4000, abs=60)


def test_words_said_close_together_fit_better_than_apart() -> None:
    apart = cues((500, "lamp"), (2000, "letter"), (4000, "lamp"), (4030, "letter"))
    assert peak(Dialogue(apart, END, "en"), ["lamp", "letter"]) == pytest.approx(4015, abs=40)


def test_a_word_that_many_sentences_share_places_none() -> None:
    said = Dialogue(cues((1000, "Marta"), (4000, "lamp")), END, "en")
    sentences = [["marta", "lamp"], ["marta", "rain"], ["marta", "letter"]]
    weights = said.score(sentences, ()).weights
    assert weights["lamp"] > weights["marta"]


def test_who_speaks_and_what_is_heard_are_words_too() -> None:
    heard = (Cue(1000, 1005, "Go on.", speaker="MARTA"), Cue(4000, 4005, "", sounds="thunder"))
    said = Dialogue(heard, END, "en")
    assert peak(said, ["marta"]) == pytest.approx(1000, abs=30)
    assert peak(said, ["thunder"]) == pytest.approx(4000, abs=30)


def test_the_name_of_a_chapter_speaks_for_its_first_minutes() -> None:
    scores = Dialogue((), END, "en").score([["storm"]], [Chapter(2000, "The Storm")])
    assert 2000 <= (int(scores.of[0].argmax()) + 0.5) / SLICES * END <= 2150


def test_what_nobody_says_fits_nowhere() -> None:
    said = Dialogue(cues((1000, "lamp")), END, "en")
    assert not said.score([["letter"], []], ()).of.any()


def test_the_cue_that_supports_a_sentence_is_where_it_may_be_shown() -> None:
    said = Dialogue(cues((500, "a lamp"), (4000, "the lamp")), END, "en")
    late = np.zeros(SLICES)
    late[slice_at(4000, END)] = 1
    assert said.best_cue(["lamp"], {"lamp": 1.0}, late) == 1
    assert said.best_cue(["rain"], {"rain": 1.0}, late) is None


def test_the_density_of_a_slice_is_the_share_that_is_spoken() -> None:
    slice_length = END / SLICES
    spoken = density([Cue(0, slice_length / 2, "x"), Cue(slice_length, 2 * slice_length, "y")], END)
    assert spoken[:3] == pytest.approx([0.5, 1.0, 0.0])


def test_lines_at_once_are_not_more_than_all_of_a_slice() -> None:
    assert density([Cue(0, END, "x"), Cue(0, END, "y")], END).max() == 1


@pytest.mark.parametrize(("seconds", "at"), [(-5, 0), (0, 0), (END, SLICES - 1), (9e9, SLICES - 1)])
def test_every_moment_is_in_a_slice(seconds: float, at: int) -> None:
    assert slice_at(seconds, END) == at
