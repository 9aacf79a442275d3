"""Films: lists of them, and each as far as its reader has watched."""

from typing import Annotated, Any

from fastapi import Query

from lookback.faces.api.cursors import Cursors
from lookback.faces.api.door import TheCursors, TheGuide, TheVisitor, noun, open_to_all
from lookback.faces.api.film_shapes import Card, FilmList, FilmPage
from lookback.faces.api.shapes import SOME, Cursor, Film, Limit, Words
from lookback.faces.showing import as_json
from lookback.film.part import Part
from lookback.film.progress import NOTHING
from lookback.film.reader import Scope
from lookback.firewall.view import View
from lookback.guide.guide import Listing

routes = noun("films")


@routes.get("/films", openapi_extra=open_to_all(Scope.READ))
def list_films(
    *,
    guide: TheGuide,
    cursors: TheCursors,
    genre: Annotated[Words, Query(description="Films of this genre only.")] = "",
    decade: Annotated[
        str,
        Query(
            pattern="^([0-9]{4})?$",
            description="Films of the ten years from this one on.",
            examples=["1990"],
        ),
    ] = "",
    country: Annotated[Words, Query(description="Films first shown in this country only.")] = "",
    cursor: Cursor = "",
    limit: Limit = SOME,
) -> FilmList:
    """List the films of the guide.

    By title, and in what everyone may see of them.
    """
    question = ("films", genre, decade, country, limit)
    number = cursors.place(cursor, *question, first=1)
    films = guide.films(number=number, genre=genre, decade=decade, country=country, per_page=limit)
    return _cards(films, number, cursors, question)


@routes.get("/search", openapi_extra=open_to_all(Scope.READ))
def search_titles(
    guide: TheGuide,
    cursors: TheCursors,
    q: Annotated[
        Words,
        Query(min_length=1, description="Words of a title, in any script.", examples=["vertigo"]),
    ],
    cursor: Cursor = "",
    limit: Limit = SOME,
) -> FilmList:
    """Find films by their titles.

    A title fits that has these words in it, whatever their case and accents.
    """
    question = ("search", q, limit)
    number = cursors.place(cursor, *question, first=1)
    films = guide.search_titles(q, number=number, per_page=limit)
    return _cards(films, number, cursors, question)


@routes.get("/films/{film}", response_model=FilmPage, openapi_extra=open_to_all(Scope.READ))
def show_film(film: Film, guide: TheGuide, visitor: TheVisitor) -> dict[str, Any]:
    """Show a film as far as you have watched it.

    Without a token, that is what everyone may see. How far you have watched is what the guide
    keeps of you: no parameter moves it.
    """
    watched = NOTHING if visitor is None else guide.watching.watched(visitor)
    return as_json(guide.view(film, watched))


def _cards(films: Listing, number: int, cursors: Cursors, question: tuple[Any, ...]) -> FilmList:
    limit = question[-1]
    has_more = number * limit < films.total
    return FilmList(
        tuple(map(_card, films.views)),
        films.total,
        cursors.after(number + 1, *question) if has_more else "",
    )


def _card(view: View) -> Card:
    def facts(part: Part) -> tuple[str, ...]:
        return tuple(str(value) for value in view.record[part])

    return Card(
        slug=view.slug,
        title=view.title,
        original_title=facts(Part.ORIGINAL_TITLE),
        release=facts(Part.RELEASE),
        runtime=facts(Part.RUNTIME),
        director=facts(Part.DIRECTOR),
        logline=view.logline,
    )
