"""Asking the story of a film on the command line."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from lookback.assemble import Settings
from lookback.errors import EventUnknown, InterpretationUnknown
from lookback.faces.console import JSON, MomentType, opened, slug_of_film, width
from lookback.faces.showing import filled
from lookback.faces.storyline import svg
from lookback.faces.telling import patches_as_json, replies_as_json, story_as_json
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress, Watched
from lookback.film.story import Ask, Question
from lookback.guide.guide import Guide
from lookback.guide.tales import Replies, Tale
from lookback.story.asking import Asked
from lookback.story.chart import chart
from lookback.story.drawn import Order

_LISTS = ("events", "questions", "interpretations", "chart")
_ASK = f"{', '.join(ask.value for ask in Ask)}, {', '.join(_LISTS[:-1])} or {_LISTS[-1]}"


@click.command()
@click.argument("film")
@click.argument("asked", nargs=-1, required=True)
@click.option("--at", "progress", type=MomentType(), help="How far you have watched: 0:32.")
@click.option("--finished", is_flag=True, help="You have seen the end.")
@click.option("--interpretation", metavar="NAME", help="Answer as this interpretation has it.")
@click.option(
    "--time",
    "order",
    type=click.Choice([order.value for order in Order]),
    default=Order.FILM.value,
    help="Of the chart: by the film's time, or by the story's.",
)
@click.option("--event", default="", help="Of the chart: the event whose causes are drawn.")
@JSON
@click.pass_obj
def story(
    settings: Settings,
    film: str,
    asked: Sequence[str],
    progress: Progress | None,
    *,
    finished: bool,
    interpretation: str | None,
    order: str,
    event: str,
    in_json: bool,
) -> None:
    """Ask the story of a film, as far as you have watched it.

    ASKED is but-for A B, cut A, cause A B, why B or degree B, with names of events; or events,
    questions, interpretations, or chart, which prints an SVG.
    """
    if finished and progress is not None:
        raise click.UsageError("say --at or --finished, not both")
    what, *names = asked
    if what not in {*Ask, *_LISTS}:
        raise click.UsageError(f"expected {_ASK}, not {what}")
    if what in _LISTS and names:
        raise click.UsageError(f"{what} takes no names of events")
    with opened(settings, create=False) as guide:
        slug = slug_of_film(film)
        slug = guide.moved(slug) or slug
        watched = Watched({slug: FINISHED if finished else progress or NOT_BEGUN})
        tale = guide.tales.tale(slug, watched)
        patch = None if interpretation is None else _patch(tale, interpretation)
        if what == "chart":
            end = tale.view.runtime.end if tale.view.runtime else None
            by = {"patch": patch or "", "chosen": event}
            click.echo(svg(chart(tale.story, order=Order(order), end=end, **by), alone=True))
        elif what == "events":
            _print(story_as_json(tale.story), _events(tale), in_json=in_json)
        elif what == "interpretations":
            told = patches_as_json(guide.tales, tale)
            _print(told, _interpretations(told), in_json=in_json)
        elif what == "questions":
            answers = [
                (one, _asked(guide, tale, Asked(one.ask, one.events), patch))
                for one in tale.story.questions
            ]
            plain = [
                {"says": one.says, "note": one.note, **replies_as_json(replies, tale)}
                for one, replies in answers
            ]
            _print(plain, _questions(tale, answers), in_json=in_json)
        else:
            replies = _asked(guide, tale, Asked(Ask(what), tuple(names)), patch)
            _print(replies_as_json(replies, tale), _replies(tale, replies), in_json=in_json)


def _patch(tale: Tale, name: str) -> str:
    """The interpretation that is meant, by its name on the map or its anchor in the page."""
    anchors = {one.anchor: one.patch for one in tale.view.interpretations if one.patch}
    names = {one.name for one in tale.story.patches}
    if name not in names and name not in anchors:
        raise InterpretationUnknown("a name that story FILM interpretations lists")
    return name if name in names else anchors[name]


def _asked(guide: Guide, tale: Tale, asked: Asked, patch: str | None) -> Replies:
    try:
        return guide.tales.ask(tale, asked, patch)
    except EventUnknown as error:
        near = f"; did you mean {' or '.join(error.near)}?" if error.near else ""
        raise EventUnknown(f"a name that story FILM events lists{near}") from None


def _print(plain: object, told: Iterable[str], *, in_json: bool) -> None:
    if in_json:
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(filled(line, width(), "  ") for line in told))


def _events(tale: Tale) -> Iterator[str]:
    called = {one.name: one.called or one.name for one in tale.story.timelines}
    longest = max(len(event.name) for event in tale.story.events)
    for event in sorted(tale.story.events, key=lambda event: event.at):
        lines = ", ".join(called[line] for line in event.lines)
        yield f"{event.name:{longest}}  {event.at!s:>7}  {event.says} [{lines}]"


def _replies(tale: Tale, replies: Replies) -> Iterator[str]:
    """Every answer below the interpretation that gives it; alike, the map's own stands for all."""
    if replies.differ is False:
        if len(replies.told) > 1:
            yield "All interpretations answer alike."
        yield from replies.told[0].sentences
        return
    if replies.differ:
        yield "The interpretations differ."
    for told in replies.told:
        yield ""
        yield f"{tale.heading(told.answer.patch) or 'The map itself'}:"
        yield from (f"  {sentence}" for sentence in told.sentences)


def _questions(tale: Tale, answers: Iterable[tuple[Question, Replies]]) -> Iterator[str]:
    for number, (question, replies) in enumerate(answers):
        if number:
            yield ""
        yield question.says
        yield from (f"  {line}" for line in _replies(tale, replies))
        if question.note:
            yield f"  {question.note}"


def _interpretations(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in told:
        common = f" ({one['how_common']})" if one["how_common"] else ""
        yield f"{one['name']}: {one['heading']}{common}"
        yield from (f"  {text}" for text in one["claim"])
        yield from (f"  Takes {line['timeline']} to be {line['is']}." for line in one["takes"])
        yield from (f"  {rule}" for rule in one["rules"])
        yield from (f"  For: {clue['says']} [{clue['at']}]" for clue in one["for"])
        yield from (f"  Against: {clue['says']} [{clue['at']}]" for clue in one["against"])
        denied = f"denies {', '.join(one['denies'])}"
        yield f"  Of what you have seen it {'agrees with all' if one['agrees'] else denied}."
