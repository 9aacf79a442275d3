"""Imports: histories of other services, looked at first and taken when the reader says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from fastapi import File, Form, Query, Response, UploadFile
from fastapi import Path as InPath
from pydantic import Field, StrictBool

from lookback.faces.api.door import TheCursors, TheGuide, TheReader, needs, noun
from lookback.faces.api.shapes import SOME, Asked, Cursor, Limit, Told
from lookback.film.reader import Scope
from lookback.guide.histories import Preview
from lookback.guide.previewing import Fate, Row

routes = noun("imports")

Id = Annotated[
    str,
    InPath(
        pattern="^[0-9a-f]{32}$",
        description="The id that the upload was answered with.",
        examples=["0123456789abcdef0123456789abcdef"],
    ),
]
CountsRatings = Annotated[
    bool, Query(description="Whether a film that you have rated counts as seen to its end.")
]
RowNumber = Annotated[str, Field(pattern="^[1-9][0-9]{0,5}$")]


class RowFate(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    ALREADY_THERE = "already_there"
    DUPLICATE = "duplicate"
    NEEDS_REVIEW = "needs_review"

    @classmethod
    def of(cls, fate: Fate) -> "RowFate":
        """As one word."""
        return cls(fate.value.replace(" ", "_"))


@dataclass(frozen=True, slots=True)
class Counts(Told):
    """How many rows of each kind there are."""

    ready: int
    """Rows that are taken when you confirm."""
    already_there: int
    """Rows that say what your guide knows."""
    duplicate: int
    """Rows that say what another row says."""
    needs_review: int
    """Rows whose film you must choose; without a choice they are left out."""

    @classmethod
    def of(cls, counts: Mapping[Fate, int] | Mapping[str, int]) -> "Counts":
        """The counts by fate, or by its name."""
        return cls(*(counts[fate] for fate in Fate))


@dataclass(frozen=True, slots=True)
class Import(Told):
    """A history that waits for your word, or was taken."""

    id: str
    """Names the import; nobody can guess it. It is kept for seven days."""
    source: str
    """The service that it comes from."""
    counts: Counts
    """How many rows of each kind it has."""
    confirmed: bool
    """Whether it has been taken."""

    @classmethod
    def of(cls, preview: Preview) -> "Import":
        """A preview as it is told; of one that was taken, what it was taken with."""
        counts = preview.counts if preview.outcome is None else preview.outcome
        return cls(preview.id, preview.source, Counts.of(counts), preview.outcome is not None)


@dataclass(frozen=True, slots=True)
class ImportRow(Told):
    """One row of a history, and what becomes of it."""

    number: int
    """Counted from 1."""
    fate: RowFate
    """What becomes of it."""
    title: str
    """The film as the history names it."""
    year: int
    """The year of its release, or 0."""
    film: str
    """The film of the guide that it means, or empty."""
    candidates: tuple[str, ...]
    """Films of the guide that it may mean."""
    sign: str
    """What it is a sign of: `seen`, `rated`, `stopped` or `wanted`."""
    on: str
    """The day, such as `2026-01-31`, or empty."""
    rating: int | None
    """From 0 to 100, or null."""
    file: str
    """The file that it stands in."""
    line: int
    """The line in that file, or the place in its list."""

    @classmethod
    def of(cls, row: Row) -> "ImportRow":
        """A row as it is told."""
        entry = row.entry
        return cls(
            number=row.number,
            fate=RowFate.of(row.fate),
            title=entry.mention.title,
            year=entry.mention.year,
            film=row.slug,
            candidates=row.candidates,
            sign=entry.sign.value,
            on=entry.on.isoformat() if entry.on else "",
            rating=entry.rating,
            file=entry.file,
            line=entry.line,
        )


@dataclass(frozen=True, slots=True)
class ImportRows(Told):
    """Some rows of a history, in its order."""

    rows: tuple[ImportRow, ...]
    """The rows."""
    next: str
    """The cursor of what follows, or empty at the end."""


@dataclass(frozen=True, slots=True)
class Confirmation(Asked):
    """Your word that a history may be taken."""

    choices: Annotated[
        dict[RowNumber, Annotated[str, Field(max_length=200)]],
        Field(
            examples=[{"12": "look-back", "15": "-"}],
            json_schema_extra={"additionalProperties": False},
        ),
    ] = field(default_factory=dict)
    """For rows that need review, by their numbers: the last part of a film's address, or empty
    for a film that the guide does not have, or `-` to leave the row out."""
    counts_ratings: StrictBool = True
    """Whether a film that you have rated counts as seen to its end."""


@dataclass(frozen=True, slots=True)
class Outcome(Told):
    """What was done."""

    counts: Counts
    """How many rows of each kind there were."""
    films: int
    """How many films moved."""


_LINKED = ("show_import", "list_rows", "confirm_import")
_ID = {"id": "$response.body#/id"}


@routes.post(
    "/imports",
    status_code=201,
    openapi_extra=needs(Scope.WRITE),
    responses={
        201: {
            "description": "It is kept to be looked at.",
            "headers": {
                "Location": {
                    "description": "Where it can be looked at.",
                    "required": True,
                    "schema": {"type": "string"},
                }
            },
            "links": {name: {"operationId": name, "parameters": _ID} for name in _LINKED},
        }
    },
)
def bring_history(
    guide: TheGuide,
    reader: TheReader,
    response: Response,
    file: Annotated[UploadFile, File(description="The file, as the other service gave it.")],
    format: Annotated[  # noqa: A002 - the name of a field
        str, Form(description="What it is read as, where the guide cannot tell by itself.")
    ] = "",
) -> Import:
    """Bring a history to be looked at.

    Nothing of it counts before you confirm it. The same file again is the same import. A file
    that cannot be read is refused, with its line.
    """
    data = file.file.read()
    id_ = guide.histories.bring(reader, file.filename or "", data, format_name=format)
    response.headers["Location"] = f"/api/v1/imports/{id_}"
    return Import.of(guide.histories.preview(reader, id_))


@routes.get("/imports/{id}", openapi_extra=needs(Scope.READ))
def show_import(
    id: Id,  # noqa: A002 - the name of a part of the address
    guide: TheGuide,
    reader: TheReader,
    counts_ratings: CountsRatings = True,
) -> Import:
    """Show what would become of a history."""
    return Import.of(guide.histories.preview(reader, id, counts_ratings=counts_ratings))


@routes.get("/imports/{id}/rows", openapi_extra=needs(Scope.READ))
def list_rows(
    *,
    id: Id,  # noqa: A002 - the name of a part of the address
    guide: TheGuide,
    reader: TheReader,
    cursors: TheCursors,
    fate: Annotated[RowFate | None, Query(description="Rows with this fate only.")] = None,
    counts_ratings: CountsRatings = True,
    cursor: Cursor = "",
    limit: Limit = SOME,
) -> ImportRows:
    """List the rows of a history.

    Each with what would become of it. Once the history is taken there are none.
    """
    question = ("rows", id, fate, counts_ratings)
    last = cursors.place(cursor, *question, first=0)
    preview = guide.histories.preview(reader, id, counts_ratings=counts_ratings)
    rows = list(_fitting(preview.rows, fate, last))
    shown, rest = rows[:limit], rows[limit:]
    return ImportRows(
        tuple(map(ImportRow.of, shown)),
        cursors.after(shown[-1].number, *question) if rest else "",
    )


@routes.post("/imports/{id}/confirm", openapi_extra=needs(Scope.WRITE))
def confirm_import(
    id: Id,  # noqa: A002 - the name of a part of the address
    said: Confirmation,
    guide: TheGuide,
    reader: TheReader,
) -> Outcome:
    """Take a history.

    Said again, this does nothing more and tells the same.
    """
    choices = {int(number): film for number, film in said.choices.items()}
    outcome = guide.histories.confirm(reader, id, choices, counts_ratings=said.counts_ratings)
    return Outcome(Counts.of(outcome), outcome["films"])


def _fitting(rows: Iterable[Row], fate: RowFate | None, last: int) -> Iterable[Row]:
    """The rows of a fate, or of any, that come after the last one."""
    after = (row for row in rows if row.number > last)
    return (row for row in after if fate in {None, RowFate.of(row.fate)})
