"""What went wrong, in one shape (RFC 9457), and never in the caller's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from lookback.errors import (
    ArchiveInvalid,
    EventUnknown,
    FilmMissing,
    FormatAmbiguous,
    FormatUnknown,
    GuideUnusable,
    InputRefused,
    InterpretationUnknown,
    ItemMissing,
    LookBackError,
    MomentInvalid,
    NameInvalid,
    NotAllowed,
    QuestionInvalid,
    SignInNeeded,
    StoryMissing,
    TextInvalid,
    TooLarge,
    TooManyTries,
    ValueInvalid,
)
from lookback.faces.api.shapes import Told
from lookback.faces.meant import meant
from lookback.faces.web.headers import ALWAYS, PRIVATE

MEDIA_TYPE: Final = "application/problem+json"
_DOCS: Final = "/api/docs"
_STATUS: Final[Mapping[type[LookBackError], int]] = {
    SignInNeeded: 401,
    NotAllowed: 403,
    FilmMissing: 404,
    ItemMissing: 404,
    TooLarge: 413,
    TooManyTries: 429,
    GuideUnusable: 503,
}
_WHERE_MISSING: Final[Mapping[str, type[LookBackError]]] = {
    "film": FilmMissing,
    "number": ItemMissing,
    "id": ItemMissing,
}
"""Parts of addresses that name something: what cannot be a name is the name of nothing."""
_CAUSES: Final[Sequence[type[LookBackError]]] = (
    InputRefused, MomentInvalid, ValueInvalid, NameInvalid, TextInvalid, ArchiveInvalid,
    FormatUnknown, FormatAmbiguous, QuestionInvalid, EventUnknown, InterpretationUnknown,
    StoryMissing, *_STATUS,
)  # fmt: skip
"""What this face can meet; the guide knows more."""


class Cause(NamedTuple):
    """Something that went wrong before the guide was asked."""

    code: str
    title: str
    detail: str


BY_STATUS: Final[Mapping[int, Cause]] = {
    404: Cause(
        "not-found", "there is nothing at this address", "see /api/docs for those there are"
    ),
    405: Cause("method-not-allowed", "this cannot be done here", "the header Allow says what can"),
    409: Cause(
        "conflict",
        "this is there already, and is something else",
        "expected the scopes that the token has, or another name",
    ),
    412: Cause(
        "precondition-failed",
        "this has changed since you looked",
        "expected the ETag of the latest answer in If-Match",
    ),
    415: Cause(
        "unsupported-media-type",
        "this cannot be read in this media type",
        "expected the media type that the operation names",
    ),
    500: Cause("broken", "something went wrong here", "the guide's operator finds it in the log"),
}


@dataclass(frozen=True, slots=True)
class Fault(Told):
    """One thing in a request that is not right."""

    where: str
    """The part of the request, such as `query.limit`."""
    expected: str
    """What would have been right."""


@dataclass(frozen=True, slots=True)
class Problem(Told):
    """Why something was not done (RFC 9457)."""

    type: str
    """Where the code is explained, from the guide's own address on."""
    title: str
    """What is wrong: the same sentence for every case of the code."""
    status: int
    """The answer's status again."""
    detail: str
    """What would have been right."""
    code: str
    """A stable name of the cause."""
    file: str = ""
    """For imports: the file that could not be read."""
    line: int = 0
    """For imports: the line in that file, counted from 1."""
    errors: tuple[Fault, ...] = ()
    """For requests that do not fit the description: what does not."""


_PROBLEM: Final = TypeAdapter(Problem)


def of_error(error: LookBackError) -> Problem:
    """The problem that one of our errors is."""
    status = next((_STATUS[kind] for kind in type(error).mro() if kind in _STATUS), 400)
    # What ails a database is for its operator.
    detail = "" if status == HTTPStatus.SERVICE_UNAVAILABLE else error.expected
    if isinstance(error, EventUnknown):
        detail = meant(error)
    return Problem(
        f"{_DOCS}#{error.code}",
        error.what,
        status,
        detail or "see the documentation of this code",
        error.code,
        error.file,
        error.line,
    )


def of_status(status: int) -> Problem:
    """The problem that is known by its status alone."""
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return of_error(TooLarge("expected a smaller body"))
    cause = BY_STATUS.get(status)
    if cause is None:
        return of_error(InputRefused("expected a body that can be read"))
    return Problem(f"{_DOCS}#{cause.code}", cause.title, status, cause.detail, cause.code)


def of_request(error: RequestValidationError) -> Problem:
    """The problem of a request that does not fit its description."""
    faults = error.errors()
    for fault in faults:
        kind = _WHERE_MISSING.get(str(fault["loc"][-1])) if fault["loc"][0] == "path" else None
        if kind is not None:
            return of_error(kind())
    refused = of_error(InputRefused("expected what the operation describes"))
    told = dict.fromkeys(Fault(_where(fault), _expected(fault)) for fault in faults)
    return Problem(
        refused.type,
        refused.title,
        refused.status,
        refused.detail,
        refused.code,
        errors=tuple(told),
    )


def answer(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """The problem as it is sent."""
    sent = dict((*ALWAYS, *PRIVATE))
    sent.update(headers or {})
    if problem.status == HTTPStatus.UNAUTHORIZED:
        is_bad = "authorization" in request.headers
        sent["WWW-Authenticate"] = 'Bearer error="invalid_token"' if is_bad else "Bearer"
    elif problem.status == HTTPStatus.FORBIDDEN:
        sent["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
    body = _PROBLEM.dump_json(problem, exclude_defaults=True)
    return Response(body, problem.status, sent, MEDIA_TYPE)


def codes() -> Sequence[tuple[str, int, str]]:
    """Every code with its status and what is wrong, the lowest status first."""
    told = [*(of_error(kind()) for kind in _CAUSES), *map(of_status, BY_STATUS)]
    return sorted([(one.code, one.status, one.title) for one in told], key=lambda one: one[1])


def _where(fault: Mapping[str, Any]) -> str:
    """The part of the request by names of ours: what lies deeper may be the caller's own word."""
    known = fault["loc"][: 1 if "unexpected" in fault["type"] else 2]
    return ".".join(part for part in known if isinstance(part, str))


def _expected(fault: Mapping[str, Any]) -> str:
    """The rule that was broken, which never holds what broke it."""
    if "unexpected" in fault["type"]:
        return "no other keys than those described"
    if fault["type"] == "json_invalid":
        return "a body in JSON"
    told = str(fault["msg"]).removeprefix("Input should be ").removeprefix("String should ")
    return told[:1].lower() + told[1:]
