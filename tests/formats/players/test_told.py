"""Objects of JSON in which any value may be of another kind."""

import pytest

from lookback.errors import TextInvalid
from lookback.formats.players.told import Told


def value(json: str) -> Told:
    return Told.parse(f'{{"a": {json}}}'.encode())


@pytest.mark.parametrize(
    ("json", "text"),
    [
        ('"two  words\\n"', "two words"),
        ('"a\\u0000b\\ud800\\u009f"', "ab"),
        ("12", "12"),
        ("true", ""),
        ("1.5", ""),
        ("null", ""),
        ("[1]", ""),
    ],
)
def test_text_is_even_and_holds_no_control_characters(json: str, text: str) -> None:
    assert value(json).text("a") == text


@pytest.mark.parametrize(
    ("json", "number"),
    [
        ("12", 12),
        ("12.9", 12),
        ("-0.5", -1),
        ('"12"', 12),
        ('" 12.9 "', 12),
        ('"-3"', -3),
        ("true", None),
        ("null", None),
        ('""', None),
        ('"1e5"', None),
        ('"undefined"', None),
        ('"१२"', None),
        ("{}", None),
    ],
)
def test_numbers_are_read_from_text_too_and_rounded_down(json: str, number: int | None) -> None:
    assert value(json).whole("a") == number


@pytest.mark.parametrize(
    ("json", "flag"),
    [
        ("true", True),
        ("false", False),
        ('"True"', True),
        ('"False"', False),
        ('"1"', True),
        ("0", False),
        ('"undefined"', None),
        ("null", None),
        ("2", None),
    ],
)
def test_yes_and_no_are_read_from_text_too(json: str, flag: bool | None) -> None:
    assert value(json).flag("a") is flag


def test_a_part_that_is_not_there_is_an_empty_one() -> None:
    told = value('{"b": {"c": 1}}')
    assert told.part("a", "b").whole("c") == 1
    assert not told.part("a", "b", "c")
    assert not told.part("x", "y")
    assert told.part() == told


def test_the_parts_of_a_list_are_its_objects() -> None:
    assert [part.whole("b") for part in value('[{"b": 1}, 2, {"b": 3}]').parts("a")] == [1, 3]
    assert value('{"b": 1}').parts("a") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"12",
        b'{"a": 1} x',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"1" * 5000 + b"}",
        b'{"a": 1' + b"0" * 20 + b"}",
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a":' * 100_000,
        b"[" * 900_000,
        '{"a": "é"}'.encode("latin-1"),
        '{"a": 1}'.encode("utf-16"),
        '{"a": 1}'.encode("utf-32"),
        b'{"a": "\n"}',
    ],
    ids=range(17),
)
def test_what_is_no_plain_object_is_refused(data: bytes) -> None:
    with pytest.raises(TextInvalid):
        Told.parse(data)


def test_a_byte_order_mark_is_left_out() -> None:
    assert Told.parse(b'\xef\xbb\xbf{"a": 1}').whole("a") == 1


def test_nothing_of_it_is_shown_by_accident() -> None:
    assert "secret" not in repr(value('"secret"'))
