"""Asking the story of a film on the command line."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from lookback.assemble import Settings
from lookback.errors import EventUnknown, InterpretationUnknown
from lookback.faces.chart_words import line_called
from lookback.faces.console import JSON, MomentType, opened, slug_of_film, width
from lookback.faces.markup import words
from lookback.faces.meant import meant
from lookback.faces.showing import filled
from lookback.faces.storyline import svg
from lookback.faces.telling import patches_as_json, replies_as_json, story_as_json
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress, Watched
from lookback.film.story import Ask, Question
from lookback.guide.guide import Guide
from lookback.guide.tales import Replies, Tale
from lookback.story.asking import Asked
from lookback.story.chart import chart
from lookback.story.drawn import WORDS, Order

_CHART = "chart"
_AS_IT_IS = ("events", "interpretations")
"""These are told without asking anything."""
_LISTS = ("events", "questions", "interpretations", _CHART)
_AN_EVENT = "expected a name that story FILM events lists"
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
    what, *names = asked
    wrong = {
        "say --at or --finished, not both": finished and progress is not None,
        f"expected {_ASK}": what not in {*Ask, *_LISTS},
        f"{what} takes no names of events": what in _LISTS and names,
        f"{what} takes no --interpretation": what in _AS_IT_IS and interpretation is not None,
        "--time and --event are for the chart": (event or order != Order.FILM) and what != _CHART,
        "the chart is an SVG, and has no other form": what == _CHART and in_json,
    }
    for message, is_so in wrong.items():
        if is_so:
            raise click.UsageError(message)
    if what in set(Ask):
        Asked(Ask(what), tuple(names)).check()
    with opened(settings, create=False) as guide:
        slug = slug_of_film(film)
        slug = guide.moved(slug) or slug
        watched = Watched({slug: FINISHED if finished else progress or NOT_BEGUN})
        tale = guide.tales.tale(slug, watched)
        patch = None if interpretation is None else _patch(tale, interpretation)
        if what == _CHART:
            if event and event not in {one.name for one in tale.story.events}:
                raise EventUnknown(_AN_EVENT)
            end = tale.view.runtime.end if tale.view.runtime else None
            by = {"patch": patch or "", "chosen": event}
            click.echo(svg(chart(tale.story, order=Order(order), end=end, **by), alone=True))
        elif what == "events":
            _print(story_as_json(tale.story), _events(tale), in_json=in_json)
        elif what == "interpretations":
            told = patches_as_json(guide.tales, tale)
            _print({what: told}, _interpretations(tale, told), in_json=in_json)
        elif what == "questions":
            answers = [
                (one, _asked(guide, tale, Asked(one.ask, one.events), patch))
                for one in tale.story.questions
            ]
            plain = [
                {"says": one.says, "note": one.note, **replies_as_json(replies, tale)}
                for one, replies in answers
            ]
            _print({what: plain}, _questions(tale, answers), in_json=in_json)
        else:
            replies = _asked(guide, tale, Asked(Ask(what), tuple(names)), patch)
            _print(replies_as_json(replies, tale), _replies(tale, replies), in_json=in_json)


def _patch(tale: Tale, name: str) -> str:
    """The interpretation that is meant, by its name on the map or its anchor in the page."""
    anchors = {one.anchor: one.patch for one in tale.view.interpretations if one.patch}
    names = {one.name for one in tale.story.patches}
    if name not in names and name not in anchors:
        raise InterpretationUnknown("expected a name that story FILM interpretations lists")
    return name if name in names else anchors[name]


def _asked(guide: Guide, tale: Tale, asked: Asked, patch: str | None) -> Replies:
    try:
        return guide.tales.ask(tale, asked, patch)
    except EventUnknown as error:
        raise EventUnknown(meant(error, _AN_EVENT)) from None


def _print(plain: object, told: Iterable[str], *, in_json: bool) -> None:
    if in_json:
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        lines = list(told) or ["There are none, or none of what you have watched."]
        click.echo("\n".join(filled(line, width(), _indent(line)) for line in lines))


def _indent(line: str) -> str:
    """What goes on in the next line stands to the right of where it began."""
    return " " * (len(line) - len(line.lstrip()) + 2)


def _events(tale: Tale) -> Iterator[str]:
    called = {one.name: line_called(one.name, one.called) for one in tale.story.timelines}
    longest = max(len(event.name) for event in tale.story.events)
    for event in sorted(tale.story.events, key=lambda event: event.at):
        lines = ", ".join(called[line] for line in event.lines)
        yield f"{event.name:{longest}}  {event.at!s:>7}  {event.says} [{lines}]"


def _replies(tale: Tale, replies: Replies) -> Iterator[str]:
    """Every answer below the interpretations that give it; once where it is that of all."""
    distinct = replies.distinct
    if len(replies.told) > 1:
        reasons = "" if len(distinct) == 1 else ", for reasons of their own"
        yield {
            True: "The interpretations differ.",
            False: f"All interpretations answer alike{reasons}.",
            None: "Whether the interpretations differ could not be settled in time.",
        }[replies.differ]
    if len(distinct) == 1:
        yield from distinct[0][0].sentences
        return
    for same in distinct:
        headings = (words(tale.heading(one.answer.patch)) or "The map itself" for one in same)
        yield ""
        yield f"{'; '.join(headings)}:"
        yield from (f"  {sentence}" for sentence in same[0].sentences)


def _questions(tale: Tale, answers: Iterable[tuple[Question, Replies]]) -> Iterator[str]:
    for number, (question, replies) in enumerate(answers):
        if number:
            yield ""
        yield question.says
        yield from (f"  {line}" if line else "" for line in _replies(tale, replies))
        if question.note:
            yield f"  {question.note}"


def _interpretations(tale: Tale, told: Iterable[dict[str, Any]]) -> Iterator[str]:
    called = {one.name: line_called(one.name, one.called) for one in tale.story.timelines}
    for one in told:
        common = f" ({one['how_common']})" if one["how_common"] else ""
        yield f"{one['name']}: {words(one['heading'])}{common}"
        yield from (f"  {line}" for text in one["claim"] for line in words(text).split("\n"))
        for line in one["takes"]:
            yield f"  Takes “{called[line['timeline']]}” to be {WORDS[line['is']]}."
        yield from (f"  {rule}" for rule in one["rules"])
        yield from (f"  For: {clue['says']} [{clue['at']}]" for clue in one["for"])
        yield from (f"  Against: {clue['says']} [{clue['at']}]" for clue in one["against"])
        denied = f"denies {', '.join(one['denies'])}"
        yield f"  Of what you have seen it {'agrees with all' if one['agrees'] else denied}."
