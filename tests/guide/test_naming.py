import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookback.errors import NameInvalid
from lookback.guide.naming import LONGEST, fitting, key_of, parse_name, parse_token_name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Ana", "Ana"), ("Ana M. O'Neil-2", "Ana M. O'Neil-2"), ("押山", "押山"), ("x", "x"),
     ("ﬁlm", "film"), (" Ana ", "Ana"), ("e\u0301", "\xe9"), ("a" * 40, "a" * 40)],
)  # fmt: skip
def test_a_name_is_kept_in_one_way_of_writing_it(text: str, name: str) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["", " ", "a" * 41, "a\nb", "a\tb", "a\0", "a\u200bb", "a\u202eb", "a\u2028b", "\ud800", "...",
     "\u0301", "Operator", "LOOK BACK", "reader", "\ue000", "\u0378"],
)  # fmt: skip
def test_impossible_and_reserved_names_are_refused_in_the_same_words(text: str) -> None:
    with pytest.raises(NameInvalid) as told:
        parse_name(text)
    assert told.value.expected == "expected 1 to 40 letters and signs that nobody here goes by"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana", "aNA"), ("STRASSE", "straße"), ("ﬁ", "FI"), ("Ｑ", "q"), ("Σίσυφος", "ΣΊΣΥΦΟΣ")],
)
def test_names_that_differ_in_case_alone_are_one_name(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@given(st.text())
def test_what_is_taken_as_a_name_is_taken_again_as_it_is(text: str) -> None:
    try:
        name = parse_name(text)
    except NameInvalid:
        return
    assert parse_name(name) == name
    assert key_of(key_of(name)) == key_of(name)
    assert name.isprintable()
    assert name == name.strip()


@given(st.text(), st.integers(1, 10**6))
def test_whatever_a_provider_calls_somebody_becomes_a_name(text: str, number: int) -> None:
    fitted = fitting(text, number)
    assert 1 <= len(fitted) <= LONGEST
    if number > 1:
        assert fitted.endswith(f" {number}")
        assert parse_name(fitted) == fitted


def test_a_token_may_have_a_longer_name() -> None:
    assert parse_token_name("k" * 64) == "k" * 64
    for text in ("", "k" * 65, "a\nb"):
        with pytest.raises(NameInvalid):
            parse_token_name(text)
