"""The YAML of a record, as plain words with their lines."""

import pytest

from lookback.errors import FrontMatterInvalid, TooLarge
from lookback.formats.front_matter import Mapping, Scalar, Sequence, read_front_matter


def test_keys_and_values_are_words_with_the_lines_of_the_file() -> None:
    assert read_front_matter("title: A Door\ngenres: [Drama, Crime]\nids:\n  imdb: tt1") == Mapping(
        2,
        (
            (Scalar(2, "title"), Scalar(2, "A Door")),
            (Scalar(3, "genres"), Sequence(3, (Scalar(3, "Drama"), Scalar(3, "Crime")))),
            (Scalar(4, "ids"), Mapping(5, ((Scalar(5, "imdb"), Scalar(5, "tt1")),))),
        ),
    )


@pytest.mark.parametrize(
    "word",
    ["NO", "on", "yes", "~", "null", "1:02:03", "0x1F", "1e3", "012", "1_000", "2024-06-28", ".inf",
     "=", "<<"],
)  # fmt: skip
def test_no_word_is_taken_for_something_else(word: str) -> None:
    _, value = read_front_matter(f"a: {word}").items[0]
    assert value == Scalar(2, word)
    key, _ = read_front_matter(f"{word}: a").items[0]
    assert key == Scalar(2, word)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment"])
def test_no_keys_are_an_empty_record(text: str) -> None:
    assert read_front_matter(text).items == ()


def test_a_value_over_several_lines_is_one_value() -> None:
    for written in (">-\n  one\n  two", "one\n  two", '"one\n  two"'):
        _, value = read_front_matter(f"a: {written}\nb: c").items[0]
        assert value == Scalar(2, "one two")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x b", 2), ("a: b\nc: *x", 3), ("a: b\nc: !!str d", 3), ("a: !x b", 2),
        ("a: &x [b]\nc: [*x]", 2), ("a: &x {b: c}\nd:\n  <<: *x", 2), ("&x a: b", 2),
        ("a: b\n\nc: [d", 4), ("a: b: c", 2), ("a:\tb\n\t- c", 3), ("- a\n- b", 2), ("a", 2),
        ("a: b\na: c", 3), ("a: b\nA : c", 3),
         ("a: b\n? [c]\n: d", 3), ("a: b\n'': c", 3), ("a: {b: c, b: d}", 2),
        ('a: b\nc: "\\x00"', 3), ('a: "\\ud800"', 2), ('a: "\\e[31m"', 2), ("a: [[[[[b]]]]]", 2),
        ("a: b\n--- \nc: d", 1), ("%YAML 1.1\na: b", 2), ('a: "\\q"', 2), ("a: @b", 2),
        ("a: `b`", 2),
    ],
)  # fmt: skip
def test_what_is_not_one_plain_mapping_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FrontMatterInvalid) as refused:
        read_front_matter(text)
    assert abs(refused.value.line - line) <= 1
    assert refused.value.line >= 1


def test_a_record_of_more_than_a_hundred_thousand_characters_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_front_matter("a: " + "b" * 100_000)


def test_ten_levels_are_refused_before_they_are_built() -> None:
    with pytest.raises(FrontMatterInvalid):
        read_front_matter("a: " + "[" * 10 + "]" * 10)
