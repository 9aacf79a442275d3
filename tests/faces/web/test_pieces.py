"""Pages with holes."""

from hypothesis import given
from hypothesis import strategies as st

from lookback.faces.web.pieces import Pieces, hole

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(texts, min_size=1), st.binary())
def test_holes_are_filled_and_all_else_stays(texts_: list[str], value: bytes) -> None:
    cut = Pieces.cut(hole("clock").join(texts_))
    assert cut.filled({"clock": value}) == value.join(text.encode() for text in texts_)


@given(texts, texts)
def test_pages_that_differ_have_different_tags(one: str, other: str) -> None:
    assert (Pieces.cut(one).tag == Pieces.cut(other).tag) == (one == other)
