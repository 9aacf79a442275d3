import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from lookback.errors import TooLarge
from lookback.faces.web.forms import read_form


def sent(*chunks: bytes) -> Request:
    """A request whose body comes in these pieces."""
    left = list(chunks)

    async def receive() -> Message:
        body = left.pop(0) if left else b""
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


@pytest.mark.anyio
async def test_the_fields_that_were_filled_in_are_read() -> None:
    form = await read_form(sent(b"name=A%C3%A1+b&emp", b"ty=&name2=x&name2=y"))
    assert form == {"name": "Aá b", "name2": "y"}


@pytest.mark.anyio
async def test_a_long_form_is_refused_before_it_was_read_to_its_end() -> None:
    assert await read_form(sent(b"a=" + b"x" * 4094)) == {"a": "x" * 4094}
    for chunks in ([b"a=" + b"x" * 4095], [b"x" * 4000] * 1000):
        with pytest.raises(TooLarge):
            await read_form(sent(*chunks))
    assert await read_form(sent(b"a=" + b"x" * 9998), longest=10_000)


@pytest.mark.anyio
async def test_a_form_has_no_more_fields_than_are_asked_for() -> None:
    three = b"a=1&b=2&c=3"
    assert len(await read_form(sent(three), most=3)) == 3
    with pytest.raises(TooLarge, match="at most 2 fields"):
        await read_form(sent(three), most=2)


@given(st.binary(max_size=500))
@pytest.mark.anyio
async def test_any_bytes_are_a_form(body: bytes) -> None:
    assert isinstance(await read_form(sent(body)), dict)
