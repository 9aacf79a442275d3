"""Gate markers at the beginning of a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import GateInvalid
from lookback.film.gate import CLOSED, Gate
from lookback.film.moment import Moment
from lookback.formats.marker import Marker, take_marker


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("@0:32 She reads.", Marker(Gate(Moment(1920))), "She reads."),
        ("@0:32:10\nShe reads.", Marker(Gate(Moment(1930))), "She reads."),
        ("@ending", Marker(CLOSED), ""),
        ("@32 She reads.", Marker(Gate(Moment(1920))), "She reads."),
        (
            "@ending @film:a-door@0:10 Both.",
            Marker(Gate(CLOSED.own, (("a-door", Moment(600)),))),
            "Both.",
        ),
        ("@0:10 name: stranger\nHe waits.", Marker(Gate(Moment(600)), "stranger"), "He waits."),
        ("@0:10 replaces:stranger He.", Marker(Gate(Moment(600)), "", "stranger"), "He."),
        ("@0:10 name: b replaces: a He.", Marker(Gate(Moment(600)), "b", "a"), "He."),
        ("@0:10 replaces: a name: b He.", Marker(Gate(Moment(600)), "b", "a"), "He."),
        ("@0:10 @ home", None, ""),
    ],
)
def test_a_marker_is_taken_with_its_gate_and_names(
    text: str, marker: Marker | None, rest: str
) -> None:
    if marker is None:
        with pytest.raises(GateInvalid):
            take_marker(text)
    else:
        assert take_marker(text) == (marker, rest)


@pytest.mark.parametrize("text", ["", "She reads.", "\\@0:10 at", " @0:10", "a@b.example"])
def test_a_text_that_does_not_begin_with_an_at_sign_has_no_marker(text: str) -> None:
    assert take_marker(text) == (None, text)


@pytest.mark.parametrize(
    "text",
    [
        "@", "@ 0:10", "@someone", "@0:75", "@0:10.", "@ending.", "@0:10 @0:20 Two.", "@0:10 name:",
        "@0:10 name: a name: b", "@0:10 name: a.b", "@0:10 @film:A@0:10", "@0:10 @film:a",
        "@0:10@film:a@0:10", "@Ending", f"@0:10 name: {'a' * 65}", "@0:10\n@0:20\nTwo.",
    ],
)  # fmt: skip
def test_an_at_sign_that_is_not_a_marker_is_refused(text: str) -> None:
    with pytest.raises(GateInvalid):
        take_marker(text)


@given(
    st.builds(
        Marker,
        st.builds(Gate, st.integers(0, 359_999).map(Moment) | st.just(CLOSED.own)),
        st.from_regex(r"[A-Za-z0-9_-]{0,9}", fullmatch=True),
        st.from_regex(r"[A-Za-z0-9_-]{0,9}", fullmatch=True),
    )
)
def test_a_marker_reads_back_from_what_it_writes(marker: Marker) -> None:
    assert take_marker(f"{marker} Text.") == (marker, "Text.")
