"""Reading forms that bring files, no further than they may be long."""

from collections.abc import AsyncGenerator
from typing import Final, NamedTuple

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.types import Message, Receive

from lookback.errors import TooLarge, ValueInvalid

_AROUND_FILES: Final = 10_000
_MOST_FIELDS: Final = 16


class File(NamedTuple):
    """A file as a browser sends it.

    Attributes:
        name: that it has on the reader's own machine.
    """

    name: str
    data: bytes


def is_with_files(request: Request) -> bool:
    """Whether a form comes in the way that files do."""
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def read_files(
    request: Request, *, longest: int, most: int
) -> tuple[dict[str, str], dict[str, File]]:
    """The fields that were filled in, and the files that were chosen.

    Args:
        longest: how long all files together may be, in bytes.
        most: how many files there may be.

    Raises:
        TooLarge: they are longer.
        ValueInvalid: it is no such form, or was cut off on its way.
    """
    if not is_with_files(request):
        raise ValueInvalid("expected a form with a file")
    bounded = Request(request.scope, _up_to(longest, request.receive))
    fields: dict[str, str] = {}
    files: dict[str, File] = {}
    parser = _Parser(request.headers, bounded.stream(), max_files=most, max_fields=_MOST_FIELDS)
    parser.stream = parser.to_the_end(parser.stream)
    try:
        form = await parser.parse()
    except MultiPartException:
        raise ValueInvalid("expected a form with a file") from None
    try:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[key] = File(value.filename, await value.read())
            else:
                fields[key] = value
    finally:
        await form.close()
    return fields, files


class _Parser(MultiPartParser):
    """Starlette's, which passes over a last part without an end: here that is refused."""

    _is_whole = False

    def on_end(self) -> None:
        """The line that ends all parts has come."""
        self._is_whole = True

    async def to_the_end(self, stream: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
        """The same, and an error where it is over before that line came.

        Here, and not when all is read, since Starlette closes its files after an error only.
        """
        async for chunk in stream:
            yield chunk
        if not self._is_whole:
            raise ValueInvalid("expected a whole form: this one was cut off on its way")


def _up_to(longest: int, receive: Receive) -> Receive:
    """The same body, and an error where it goes on for longer."""
    left = longest + _AROUND_FILES

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooLarge(f"expected files of at most {longest:,} bytes")
        return message

    return bounded
