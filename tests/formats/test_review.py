"""A review is cut into its sentences, each with its line and its heading."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lookback.errors import TooLarge
from lookback.formats.review import MOST_SENTENCES, Sentence, read_review

REVIEW = """\
A fine film. See it
twice!

## The Ending

- She walks away. **He** stays.
- ||He is the father.|| So it goes.

> Nobody told me.

# The *music*
It is loud.
"""


def test_each_sentence_has_its_line_and_the_heading_that_it_stands_under() -> None:
    assert list(read_review(REVIEW)) == [
        Sentence(1, "", "A fine film."),
        Sentence(1, "", "See it twice!"),
        Sentence(6, "The Ending", "She walks away."),
        Sentence(6, "The Ending", "He stays."),
        Sentence(7, "The Ending", "… So it goes."),
        Sentence(9, "The Ending", "Nobody told me."),
        Sentence(12, "The music", "It is loud."),
    ]


def test_what_is_hidden_between_bars_already_is_not_told() -> None:
    assert "father" not in " ".join(one.says for one in read_review(REVIEW))


def test_front_matter_is_passed_over_and_lines_are_those_of_the_file() -> None:
    text = "---\ntitle: The Lamp\n---\n\nIt burns.\n"
    assert list(read_review(text)) == [Sentence(5, "", "It burns.")]


def test_what_only_looks_like_front_matter_is_read() -> None:
    assert list(read_review("---\nIt burns.\n")) == [Sentence(2, "", "It burns.")]


def test_more_sentences_than_anybody_would_write_are_refused_with_the_line() -> None:
    with pytest.raises(TooLarge) as refused:
        list(read_review("Go on.\n\n" * (MOST_SENTENCES + 1)))
    assert refused.value.line == 2 * MOST_SENTENCES + 1


@given(st.text(alphabet=st.sampled_from("ab.! \n#-*>|`[]()_~\\1@…é語"), max_size=200))
@example("||a||")
@example("# \n\n||")
def test_any_text_is_cut_into_sentences_in_the_order_of_their_lines(text: str) -> None:
    told = list(read_review(text))
    lines = [one.line for one in told]
    assert lines == sorted(lines)
    assert not lines or 1 <= lines[0] <= lines[-1] <= text.count("\n") + 1
