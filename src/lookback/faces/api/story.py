"""Stories: their maps, answers to questions about them, and votes for interpretations."""

from dataclasses import asdict
from typing import Annotated, Any, Final, NamedTuple

from fastapi import Depends, Query
from fastapi.requests import Request
from fastapi.responses import Response

from lookback.faces.api.door import TheGuide, TheReader, TheVisitor, needs, noun, open_to_all
from lookback.faces.api.shapes import Film
from lookback.faces.api.story_shapes import (
    NewVote,
    StoryAnswers,
    StoryInterpretations,
    StoryMap,
    Votes,
    VoteShare,
)
from lookback.faces.storyline import svg
from lookback.faces.telling import patches_as_json, replies_as_json, story_as_json
from lookback.faces.web.turns import Turns
from lookback.film.progress import NOTHING, Watched
from lookback.film.reader import Reader, Scope
from lookback.film.story import Ask
from lookback.guide.guide import Guide
from lookback.guide.tales import Tale
from lookback.story.asking import Asked
from lookback.story.chart import chart
from lookback.story.drawn import Order

routes = noun("stories")
_Name = Annotated[
    str, Query(max_length=64, description="The name of an interpretation on the map.")
]
_Event = Annotated[str, Query(max_length=64, description="The name of an event on the map.")]
_TOO_MANY: Final[dict[int | str, dict[str, Any]]] = {
    429: {"description": "Too many are waiting for such answers already."}
}


class _Turns(NamedTuple):
    """What is slow is done a few at a time; charts do not wait for questions."""

    asking: Turns
    drawing: Turns


async def _turns(request: Request) -> _Turns:
    """Those of this application: nothing is awaited here, so all requests get the same."""
    state = request.app.state
    if not hasattr(state, "story_turns"):
        state.story_turns = _Turns(Turns(), Turns())
    turns: _Turns = state.story_turns
    return turns


_TheTurns = Annotated[_Turns, Depends(_turns)]


@routes.get("/films/{film}/story", response_model=StoryMap, openapi_extra=open_to_all(Scope.READ))
def show_story(film: Film, guide: TheGuide, visitor: TheVisitor) -> dict[str, Any]:
    """Show the story behind a film as far as you have watched it."""
    return story_as_json(_tale(guide, visitor, film).story)


@routes.get(
    "/films/{film}/story/interpretations",
    response_model=StoryInterpretations,
    openapi_extra=open_to_all(Scope.READ),
)
def list_interpretations(film: Film, guide: TheGuide, visitor: TheVisitor) -> dict[str, Any]:
    """List what interpretations make of a story.

    Each says whether it agrees with everything that you have seen.
    """
    tale = _tale(guide, visitor, film)
    return {"interpretations": patches_as_json(guide.tales, tale)}


@routes.get(
    "/films/{film}/story/answers",
    response_model=StoryAnswers,
    responses=_TOO_MANY,
    openapi_extra=open_to_all(Scope.READ),
)
async def ask_story(
    *,
    film: Film,
    guide: TheGuide,
    visitor: TheVisitor,
    turns: _TheTurns,
    ask: Annotated[Ask, Query(description="The kind of question.")],
    effect: Annotated[
        str, Query(max_length=64, description="The event that it is about, by its name.")
    ],
    event: Annotated[
        str,
        Query(max_length=64, description="The other event, for `but-for` and `cause`."),
    ] = "",
    interpretation: Annotated[
        str | None,
        Query(
            max_length=64,
            description="The name of an interpretation to answer by, empty for the map itself; "
            "without it, all of them answer.",
        ),
    ] = None,
) -> dict[str, Any]:
    """Ask a question about a story.

    Answers are computed from what you may see alone.
    """
    asked = Asked(ask, (event, effect) if event else (effect,))

    def answered() -> dict[str, Any]:
        tale = _tale(guide, visitor, film)
        return replies_as_json(guide.tales.ask(tale, asked, interpretation), tale)

    return await turns.asking.run(answered)


@routes.get(
    "/films/{film}/story/chart.svg",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}, **_TOO_MANY},
    openapi_extra=open_to_all(Scope.READ),
)
async def draw_story(
    *,
    film: Film,
    guide: TheGuide,
    visitor: TheVisitor,
    turns: _TheTurns,
    interpretation: _Name = "",
    event: _Event = "",
    time: Annotated[Order, Query(description="Whose time goes to the right.")] = Order.FILM,
) -> Response:
    """Draw the story as a chart.

    Names that the story does not have change nothing.
    """

    def drawn() -> str:
        tale = _tale(guide, visitor, film)
        end = tale.view.runtime.end if tale.view.runtime else None
        by = chart(tale.story, patch=interpretation, order=time, end=end, chosen=event)
        return svg(by, alone=True)

    return Response(await turns.drawing.run(drawn), media_type="image/svg+xml")


@routes.get("/films/{film}/story/votes", openapi_extra=needs(Scope.READ))
def show_votes(film: Film, guide: TheGuide, reader: TheReader) -> Votes:
    """Show how many hold each interpretation.

    Once you have seen the end; before that, there is nothing here.
    """
    return _votes(guide, reader, film)


@routes.put("/films/{film}/story/vote", openapi_extra=needs(Scope.WRITE))
def vote(film: Film, said: NewVote, guide: TheGuide, reader: TheReader) -> Votes:
    """Vote for the interpretation that you hold.

    It takes the place of your vote before.
    """
    guide.voting.vote(reader, guide.watching.watched(reader), film, said.interpretation)
    return _votes(guide, reader, film)


@routes.delete("/films/{film}/story/vote", openapi_extra=needs(Scope.WRITE))
def withdraw_vote(film: Film, guide: TheGuide, reader: TheReader) -> Votes:
    """Take your vote back.

    Also where you have gone back to watch the film again: then no shares are told.
    """
    watched = guide.watching.watched(reader)
    has_voted = guide.voting.held(reader, film, watched) is not None
    guide.voting.vote(reader, watched, film, "")
    if has_voted and not watched.of(film).finished:
        return Votes((), "")
    return _votes(guide, reader, film)


def _watched(guide: Guide, visitor: Reader | None) -> Watched:
    return NOTHING if visitor is None else guide.watching.watched(visitor)


def _tale(guide: Guide, visitor: Reader | None, film: str) -> Tale:
    return guide.tales.tale(film, _watched(guide, visitor))


def _votes(guide: Guide, reader: Reader, film: str) -> Votes:
    watched = guide.watching.watched(reader)
    shares = guide.voting.shares(film, watched)
    held = guide.voting.held(reader, film, watched)
    return Votes(tuple(VoteShare(**asdict(share)) for share in shares), held or "")
