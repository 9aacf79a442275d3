"""What of a sentence is measured."""

from hypothesis import given
from hypothesis import strategies as st

from lookback.leaks.features import measured


def test_classes_phrases_and_their_meeting_are_measured() -> None:
    told = measured("At the wedding Anna is killed by her father.")
    assert {"words of killing", "words of kin", "a name", "a name, and words of killing"} <= set(
        told
    )


@given(st.text(max_size=300))
def test_no_measure_runs_away(text: str) -> None:
    assert all(-10 < value < 20 for value in measured(text).values())
