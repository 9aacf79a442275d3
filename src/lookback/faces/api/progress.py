"""Progress: how far a reader has come, set by their own word, and undone."""

from typing import Annotated, Any

from fastapi import Header
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException

from lookback.errors import ItemMissing
from lookback.faces.api.door import (
    TheCursors,
    TheGuide,
    TheReader,
    etag_of,
    has_tag,
    needs,
    noun,
)
from lookback.faces.api.progress_shapes import (
    Choice,
    NewAnswer,
    NewProgress,
    Progress,
    ProgressChange,
    ProgressHistory,
    ProgressList,
    Undoing,
)
from lookback.faces.api.shapes import SOME, Cursor, Film, Limit, Number
from lookback.film import progress as film_progress
from lookback.film.moment import Moment
from lookback.film.reader import Reader, Scope
from lookback.guide.guide import Guide
from lookback.guide.watching import Item, Kept

routes = noun("progress")
_PROGRESS = TypeAdapter(Progress)


@routes.get("/films/{film}/progress", openapi_extra=needs(Scope.READ))
def show_progress(film: Film, guide: TheGuide, reader: TheReader) -> Progress:
    """Show how far you have come in a film."""
    return _progress(guide, reader, film)


@routes.put(
    "/films/{film}/progress",
    openapi_extra=needs(Scope.WRITE),
    responses={412: {"description": "It has changed since the answer that `If-Match` names."}},
)
def set_progress(
    film: Film,
    said: NewProgress,
    guide: TheGuide,
    reader: TheReader,
    if_match: Annotated[
        str,
        Header(alias="If-Match", description="Set it only if it is still as this ETag says."),
    ] = "",
) -> Progress:
    """Set how far you have come in a film.

    This may go back, too. What waited for your word is settled by it.
    """
    view = guide.start(film)

    def is_still(kept: Kept | None) -> bool:
        now = _PROGRESS.dump_json(Progress.of(kept, view))
        return not if_match or has_tag(if_match, etag_of(now), weakly=False)

    told = film_progress.Progress(Moment.parse(said.position), said.finished)
    if guide.watching.move(reader, film, told, only_if=is_still) is None:
        raise HTTPException(412)
    return _progress(guide, reader, film)


@routes.get("/films/{film}/progress/history", openapi_extra=needs(Scope.READ))
def list_changes(film: Film, guide: TheGuide, reader: TheReader) -> ProgressHistory:
    """List what changed your progress in a film.

    The newest change comes first.
    """
    kept = guide.watching.kept(reader, film)
    changes = guide.watching.history(reader, kept.id) if kept else ()
    return ProgressHistory(tuple(map(ProgressChange.of, changes)))


@routes.post("/films/{film}/progress/answer", openapi_extra=needs(Scope.WRITE))
def answer_question(film: Film, said: NewAnswer, guide: TheGuide, reader: TheReader) -> Progress:
    """Answer what your player made the guide ask.

    Where nothing is asked, nothing happens. Say the position that you confirm, too: your player
    may have skipped on since you were asked.
    """
    kept = _kept(guide, reader, film)
    held = Moment.parse(said.held) if said.held else None
    guide.watching.answer(reader, kept.id, said.answer, held=held)
    return _progress(guide, reader, film)


@routes.post("/films/{film}/progress/undo", openapi_extra=needs(Scope.WRITE))
def undo_change(film: Film, said: Undoing, guide: TheGuide, reader: TheReader) -> Progress:
    """Take your latest change back.

    To undo the undoing brings it back. Said again, this changes nothing more.
    """
    kept = _kept(guide, reader, film)
    guide.watching.undo(reader, kept.id, said.change)
    return _progress(guide, reader, film)


@routes.get("/progress", openapi_extra=needs(Scope.READ))
def list_progress(
    guide: TheGuide,
    reader: TheReader,
    cursors: TheCursors,
    cursor: Cursor = "",
    limit: Limit = SOME,
) -> ProgressList:
    """List all films in your keeping.

    Also those that the guide does not have yet. The one that changed last comes first.
    """
    question = ("progress", reader.id)
    place = cursors.place(cursor, *question, first=None)
    items = guide.watching.items(reader)
    if place is not None:
        items = [one for one in items if _place(one) < place]
    shown, rest = items[:limit], items[limit:]
    return ProgressList(
        tuple(_item(guide, one) for one in guide.watching.shown(shown)),
        cursors.after(_place(shown[-1]), *question) if rest else "",
    )


@routes.post("/progress/{number}/film", openapi_extra=needs(Scope.WRITE))
def choose_film(number: Number, said: Choice, guide: TheGuide, reader: TheReader) -> Progress:
    """Say which film of the guide is meant.

    For films in your keeping that have no address yet.
    """
    guide.watching.choose(reader, number, said.film)
    return _progress(guide, reader, said.film)


def _kept(guide: Guide, reader: Reader, film: str) -> Kept:
    kept = guide.watching.kept(reader, film)
    if kept is None:
        raise ItemMissing
    return kept


def _progress(guide: Guide, reader: Reader, film: str) -> Progress:
    return Progress.of(guide.watching.kept(reader, film), guide.start(film))


def _item(guide: Guide, item: Item) -> Progress:
    candidates = () if item.view else guide.watching.candidates(item.kept)
    return Progress.of(item.kept, item.view, candidates)


def _place(kept: Kept) -> list[Any]:
    """Where a film stands in the list: the one that changed last has the largest."""
    return [kept.touched.timestamp(), kept.id]
