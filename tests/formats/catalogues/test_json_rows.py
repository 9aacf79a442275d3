"""Objects in JSON files of any length."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.hostile import tried

from lookback.errors import TextInvalid, TooLarge, ValueInvalid
from lookback.formats.catalogues.json_rows import (
    Fields,
    fields_of,
    kept,
    keys_of,
    number,
    objects,
    text,
)

OBJECTS = st.lists(
    st.dictionaries(
        st.text(max_size=5), st.text(max_size=9) | st.integers(0, 99) | st.none() | st.booleans()
    ),
    max_size=5,
)


def read(data: bytes) -> list[Fields]:
    return [row.fields for row in objects(io.BytesIO(data))]


@given(OBJECTS, st.sampled_from([None, 1]))
def test_a_list_of_objects_gives_them_back(items: list[Fields], indent: int | None) -> None:
    assert read(json.dumps(items, indent=indent).encode()) == items


@given(OBJECTS)
def test_objects_on_lines_of_their_own_come_back(items: list[Fields]) -> None:
    assert read("\n".join(map(json.dumps, items)).encode()) == items


@given(st.binary(), st.sampled_from([b"", b"[", b"{", b"[{", b'{"a":']))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    _, refused = tried(lambda: read(start + data))
    assert refused is None or refused.line >= 1


def test_objects_beyond_what_is_read_at_once_keep_their_lines() -> None:
    items = [{"a": "扉" * 1000, "b": count} for count in range(500)]
    rows = list(objects(io.BytesIO(b"[\n" + ",\n".join(map(json.dumps, items)).encode() + b"]")))
    assert [row.fields for row in rows] == items
    assert [row.line for row in rows] == list(range(2, 502))


@pytest.mark.parametrize(
    "data",
    [b"[", b"[{}", b"[{},", b"[{} {}]", b"[{}]x", b"{", b'{"a"', b"}", b"[,]", b"\xff", b"{}\xff",
     b"\xff\xfe{\0}\0", b'{"a":' * 100_000, b"[{}]]"],
)  # fmt: skip
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    with pytest.raises(TextInvalid):
        read(data)


@pytest.mark.parametrize("data", [b"[1]", b"[[]]", b'["a"]', b"[null]", b"1", b"true"])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(ValueInvalid):
        read(data)


def test_an_object_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        list(objects(io.BytesIO(b'{"a": "' + b"x" * 100 + b'"}'), 50))
    with pytest.raises(TooLarge):
        list(objects(io.BytesIO(b'{"a": "' + b"x" * 1_000_000), 50))


@pytest.mark.parametrize("value", ["NaN", "1e999", "-Infinity", "9" * 60, "9" * 5000])
def test_numbers_that_nothing_real_needs_are_none(value: str) -> None:
    (fields,) = read(f'{{"a": {value}}}'.encode())
    assert not fields["a"]


def test_keys_are_those_of_the_first_object_and_of_nothing_in_it() -> None:
    assert keys_of(b'[ {"a": {"b": 1}, "c\\"d": ["e", {"f": 1}], "g') == {"a", 'c\\"d'}
    assert keys_of(b'{"a": ":", "b": "{"} {"c": 1}') == {"a", "b"}
    assert keys_of(b"[1]") == keys_of(b"") == keys_of(b"[[{") == frozenset()


@given(st.dictionaries(st.text(), st.text(min_size=1) | st.integers(1)))
def test_what_is_kept_is_read_back_and_written_the_same(fields: dict[str, object]) -> None:
    assert fields_of(kept(fields)) == fields
    assert kept(dict(reversed(fields.items()))) == kept(fields)


@pytest.mark.parametrize("says", ["", "[", "1", "[]", "[" * 100_000, "9" * 5000])
def test_what_somebody_broke_is_read_as_nothing(says: str) -> None:
    assert fields_of(says) == {}


def test_a_value_of_another_type_is_none() -> None:
    fields: Fields = {"a": True, "b": 1.5, "c": -1, "d": "x"}
    assert [text(fields, name) for name in "abcde"] == ["", "1.5", "-1", "x", ""]
    assert [number(fields, name) for name in "abcde"] == [0, 0, 0, 0, 0]
