"""Export: all that a reader gave, to take along."""

from fastapi import Response
from starlette.responses import JSONResponse

from lookback.faces.api.door import TheGuide, TheReader, needs, noun
from lookback.film.reader import Scope

routes = noun("export")


class Csv(Response):
    """A table."""

    media_type = "text/csv"


def _saved_as(name: str) -> str:
    return f'attachment; filename="{name}"'


_HEADER = {
    "Content-Disposition": {
        "description": "The name to save it under.",
        "required": True,
        "schema": {"type": "string"},
    }
}


@routes.get(
    "/export",
    openapi_extra=needs(Scope.READ),
    response_class=JSONResponse,
    responses={
        200: {
            "description": "All that you gave, in the format of docs/histories.md.",
            "headers": _HEADER,
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    },
)
def export_history(guide: TheGuide, reader: TheReader) -> Response:
    """Take along all that you gave this guide.

    Any Look Back can bring it back: send it to `imports`.
    """
    headers = {"Content-Disposition": _saved_as("look-back.json")}
    return Response(guide.histories.as_json(reader), 200, headers, "application/json")


@routes.get(
    "/export/letterboxd",
    openapi_extra=needs(Scope.READ),
    response_class=Csv,
    responses={200: {"description": "A table with a row for each viewing.", "headers": _HEADER}},
)
def export_for_letterboxd(guide: TheGuide, reader: TheReader) -> Response:
    """Take along what you have seen, for Letterboxd.

    A table that Letterboxd imports.
    """
    headers = {"Content-Disposition": _saved_as("look-back-for-letterboxd.csv")}
    return Csv(guide.histories.as_letterboxd(reader), headers=headers)
