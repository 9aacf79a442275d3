"""Reading forms, no further than they may be long."""

from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request

from lookback.errors import TooLarge

LONGEST: Final = 4096
MOST_FIELDS: Final = 1000


async def read_form(
    request: Request, *, longest: int = LONGEST, most: int = MOST_FIELDS
) -> dict[str, str]:
    """The fields that were filled in; of a field that comes twice, the last one.

    Args:
        longest: in bytes.
        most: how many fields there may be.

    Raises:
        TooLarge: the form is longer, or has more.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            raise TooLarge("expected a short form")
    try:
        fields = parse_qs(body.decode("latin-1"), max_num_fields=most)
    except ValueError:
        raise TooLarge(f"expected at most {most:,} fields") from None
    return {key: values[-1] for key, values in fields.items()}
