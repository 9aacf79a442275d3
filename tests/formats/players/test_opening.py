"""Bodies as they come: bare, or in a form."""

import logging
from urllib.parse import urlencode

import pytest

from lookback.errors import FormatUnknown, TextInvalid, TooLarge
from lookback.formats.players.base import Body
from lookback.formats.players.opening import LARGEST, LARGEST_WITH_PICTURES, opened

JSON = b'{"a": "The Paper Boat"}'
PARTS = "multipart/form-data; boundary=between"
FIELDS = "application/x-www-form-urlencoded"
PICTURE = b"\xff\xd8\x00\r\n--betwee"


def form(*parts: tuple[str, bytes], end: bytes = b"--between--\r\n") -> bytes:
    """A form of parts, each with what it says after ``form-data``."""
    head = b"--between\r\nContent-Disposition: form-data"
    return b"".join(head + a.encode() + b"\r\n\r\n" + b + b"\r\n" for a, b in parts) + end


def title(content_type: str, data: bytes) -> str:
    return opened(Body(content_type, data)).text("a")


@pytest.mark.parametrize(
    "content_type",
    ["", "application/json", "Application/JSON; charset=utf-8", "text/plain", "text/plain;a"],
)
def test_json_comes_bare(content_type: str) -> None:
    assert title(content_type, JSON) == "The Paper Boat"


@pytest.mark.parametrize("name", ["payload", "data"])
def test_json_comes_in_a_part_beside_a_picture(name: str) -> None:
    thumb = ('; name="thumb"; filename="a.jpg"\r\nContent-Type: image/jpeg', PICTURE)
    named = (f'; name="{name}"\r\nContent-Type: application/json', JSON)
    assert title(PARTS, form(named, thumb)) == "The Paper Boat"
    assert title(PARTS, form(thumb, named)) == "The Paper Boat"
    assert title(PARTS.replace("between", '"between"'), form(named)) == "The Paper Boat"


@pytest.mark.parametrize("name", ["payload", "data"])
def test_json_comes_in_a_field(name: str) -> None:
    assert title(FIELDS, urlencode({"b": "1", name: JSON}).encode()) == "The Paper Boat"


def test_of_two_parts_with_one_name_the_first_counts() -> None:
    assert title(PARTS, form(("; name=data", JSON), ("; name=data", b"{}"))) == "The Paper Boat"


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        (PARTS, b""),
        (PARTS, JSON),
        (PARTS, b"--other\r\n\r\n"),
        (PARTS, b"--between\r\nno colon\r\n\r\n"),
        (PARTS, b"--between\r\nA: " + b"b" * 100_000),
        (PARTS + "a" * 300, form(("; name=data", JSON))),
        ("multipart/form-data", form(("; name=data", JSON))),
        (PARTS, form(("; name=data", b"{"))),
        (FIELDS, b"data=%ff"),
        (FIELDS, b"data=\xff"),
        (FIELDS, b"&".join([b"a=b"] * 100)),
        (FIELDS, b"data=%7B"),
    ],
    ids=range(12),
)
def test_a_broken_form_is_refused(content_type: str, data: bytes) -> None:
    with pytest.raises((TextInvalid, FormatUnknown)):
        opened(Body(content_type, data))


def test_a_part_that_was_cut_off_does_not_count() -> None:
    with pytest.raises(FormatUnknown):
        opened(Body(PARTS, form(("; name=data", JSON), end=b"")[:-2]))


@pytest.mark.parametrize(
    ("content_type", "data"),
    [(PARTS, form(("; name=other", JSON))), (PARTS, form(("", JSON))), (FIELDS, b"other=1")],
)
def test_a_form_without_json_is_refused_and_the_fields_are_named(
    content_type: str, data: bytes
) -> None:
    with pytest.raises(FormatUnknown, match="payload or data"):
        opened(Body(content_type, data))


@pytest.mark.parametrize("content_type", ["image/jpeg", "text/html", "ü", "a" * 1000, ";", "/"])
def test_another_content_type_is_refused(content_type: str) -> None:
    with pytest.raises(FormatUnknown) if content_type != ";" else pytest.raises(TextInvalid):
        opened(Body(content_type, b"x"))


def test_more_than_servers_write_is_refused() -> None:
    picture = b"x" * (LARGEST_WITH_PICTURES - 1000)
    assert title(PARTS, form(("; name=data", JSON), ("; name=thumb", picture))) != ""
    for content_type, data in [
        ("", b" " * (LARGEST + 1)),
        (FIELDS, b" " * (LARGEST + 1)),
        (PARTS, b" " * (LARGEST_WITH_PICTURES + 1)),
        (PARTS, form(("; name=data", b" " * (LARGEST + 1)))),
        (PARTS, form(*[("; name=a", b"")] * 100)),
    ]:
        with pytest.raises(TooLarge):
            opened(Body(content_type, data))


def test_nothing_of_a_body_is_shown_by_accident(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    odd = '; name="data"\r\nContent-Transfer-Encoding: The Paper Boat\r\nX: The Paper Boat'
    assert title(PARTS, form((odd, JSON))) == "The Paper Boat"
    assert "Paper" not in repr(Body("", JSON))
    for content_type in (PARTS, FIELDS, "", "image/jpeg"):
        with pytest.raises((TextInvalid, FormatUnknown)) as refused:
            opened(Body(content_type, b"--between\r\nThe Paper Boat\r\n" + JSON))
        assert "Paper" not in str(refused.value)
        assert refused.value.__suppress_context__ or refused.value.__context__ is None
    assert "Paper" not in caplog.text
