"""Names and sounds in brackets."""

import pytest

from lookback.formats.subtitles.sound import is_name


@pytest.mark.parametrize(
    "inside",
    ["Ada", "ADA", "Ada Lind", "Mary Ann", "MAN 2", "MRS. LIND", "Old Man", "Dr. Lind",
    "Ada and Max",
     "Woman #1", "King", "O'Hara", "エイダ", "여자"],
)  # fmt: skip
def test_a_name_is_a_name(inside: str) -> None:
    assert is_name(inside)


@pytest.mark.parametrize(
    "inside",
    ["", "sighs", "Sighs", "SIGHS", "Door slams", "Bell Rings", "Laughing", "In French",
     "ENGINE REVS", "Ada laughs", "speaking Dutch", "The rain falls on the roof", "10:30",
     "電話の音", "笑い声", "Ada, whispering", "Phone", "..."],
)  # fmt: skip
def test_a_sound_is_no_name(inside: str) -> None:
    assert not is_name(inside)
