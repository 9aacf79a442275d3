"""What an interpretation of a plain-text page is called, and how common it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.formats.outline_names import commonness, interprets, name_of


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("One theory is that it is a shared dream. It is lit so.", "Shared dream"),
        ("Another reading sees the film as an elegy for the trade.", "Elegy for the trade"),
        ("Some viewers believe that the bridge was never built.", "The bridge was never built"),
        ("Others argue that both brothers are right, each in turn.", "Both brothers are right"),
        ("Critics have taken the flood for a memory.", "First interpretation"),
        ("A second theory takes the flood to be a memory.", "The flood as a memory"),
        ("Theory 2: The flood is a memory. It smells of salt.", "The flood is a memory"),
        ("3) The flood is a memory, and an old one.", "The flood is a memory"),
        ("One could suggest a quieter theory.", "First interpretation"),
        ("This reading could suggest a flood.", "Flood"),
        ("There is another reading.", "First interpretation"),
    ],
)
def test_a_name_is_what_the_paragraph_claims(paragraph: str, name: str) -> None:
    assert name_of(paragraph, 1) == name


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "First interpretation"), (8, "Eighth interpretation"), (9, "9th interpretation")],
)
def test_without_a_claim_a_name_counts(number: int, name: str) -> None:
    assert name_of("Or not.", number) == name


def test_a_long_claim_ends_with_a_whole_word_that_does_not_hang() -> None:
    claim = "the river remembers every boat that has ever been lost in the narrow bend of it"
    name = name_of(f"One theory holds that {claim}.", 1)
    assert name == "The river remembers every boat that has ever been lost"


@given(st.text(), st.integers(1, 99))
def test_a_name_is_never_empty_and_never_long(paragraph: str, number: int) -> None:
    assert 0 < len(name_of(paragraph, number)) <= 60


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("The most common reading is grim.", "most common"),
        ("By far the most widely held view.", "most common"),
        ("A less popular theory.", "less common"),
        ("Another (though rarer) view.", "less common"),
        ("Many critics agree.", "common"),
        ("A theory.", ""),
        ("An uncommonly long theory.", ""),
    ],
)
def test_how_common_it_is_is_said_only_where_the_paragraph_says_it(
    paragraph: str, said: str
) -> None:
    assert commonness(paragraph) == said


@pytest.mark.parametrize(
    "paragraph",
    ["One interpretation is plain.", "Others disagree.", "Theory 1: a", "2. A dream.",
     "A third, stranger reading.", "The most popular theory.", "Alternatively, he lied."],
)  # fmt: skip
def test_such_a_paragraph_begins_an_interpretation(paragraph: str) -> None:
    assert interprets(paragraph)


@pytest.mark.parametrize("paragraph", ["The ending has been debated.", "It is lit so.", "2001 was"])
def test_any_other_paragraph_goes_on_with_the_one_before(paragraph: str) -> None:
    assert not interprets(paragraph)
