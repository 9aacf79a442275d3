"""Finding films on the command line."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress

import click

from lookback.assemble import Settings
from lookback.errors import IndexBusy
from lookback.faces.console import JSON, bar, opened
from lookback.faces.wording import year_of
from lookback.firewall.view import View
from lookback.guide.finding import PER_PAGE


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--page", type=click.IntRange(min=1), default=1, help="Which page of what is found.")
@JSON
@click.pass_obj
def search(settings: Settings, words: Sequence[str], *, page: int, in_json: bool) -> None:
    """Films with these words: titles, people, roles, genres, themes, years. Safe for all."""
    with opened(settings, create=False) as guide:
        with bar("Indexing") as progress, suppress(IndexBusy):
            guide.finding.refresh(progress=progress)
        found = guide.finding.search(" ".join(words), number=page)
    if in_json:
        told = {"total": found.total, "instead": found.instead, "films": _plain(found.views)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if found.instead:
        click.echo(f"Nothing has all of that. Films with {found.instead}:")
    _print(found.views)
    first = (page - 1) * PER_PAGE + 1
    if found.total > len(found.views):
        last = first + len(found.views) - 1
        click.echo(f"{first} to {last} of {found.total:,}; more with --page {page + 1}.")
    elif not found.total:
        click.echo("Nothing found.")


@click.command()
@click.argument("memory", nargs=-1, required=True)
@click.option(
    "--endings",
    is_flag=True,
    help="You have seen it: look in endings and plots, too. Titles only come back.",
)
@JSON
@click.pass_obj
def find(settings: Settings, memory: Sequence[str], *, endings: bool, in_json: bool) -> None:
    """A half-remembered film, from a few sentences of what you remember of it."""
    with opened(settings, create=False) as guide, bar("Indexing") as progress:
        recalled = guide.finding.recall(
            " ".join(memory), endings=endings, waits=True, progress=progress
        )
    if in_json:
        told = {"looked_in_endings": recalled.looked_in_endings, "films": _plain(recalled.views)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _print(recalled.views)
    if not recalled.views:
        click.echo("Nothing found.")
    if recalled.looked_in_endings:
        click.echo("Endings and plots were looked in, too; only titles are told.")
    else:
        click.echo("Only what is safe for all was looked in: --endings looks in all of it.")


@click.command()
@click.option("--rebuild", is_flag=True, help="Throw the index away, and make it anew.")
@click.pass_obj
def index(settings: Settings, *, rebuild: bool) -> None:
    """Bring the index that films are found by up to date; it also does that by itself."""
    with opened(settings, create=False) as guide, bar("Indexing") as progress:
        guide.finding.refresh(anew=rebuild, progress=progress)
    click.echo("The index is up to date.")


def _print(views: Iterable[View]) -> None:
    for view in views:
        year = year_of(view)
        click.echo(f"{view.title}{f' ({year})' if year else ''}  {view.slug}")


def _plain(views: Iterable[View]) -> list[dict[str, object]]:
    return [
        {"slug": view.slug, "title": view.title, "year": year_of(view) or None} for view in views
    ]
