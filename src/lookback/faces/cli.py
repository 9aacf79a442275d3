"""The command line. It reads words, calls the guide, and writes what comes back."""

import json
import os
import sys
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import click

import lookback
from lookback.assemble import DEFAULT_GUIDE, Settings
from lookback.errors import GuideUnusable
from lookback.faces import checking, finding, importing, tales, timing
from lookback.faces.console import (
    JSON,
    REFUSED,
    Commands,
    MomentType,
    opened,
    slug_of_film,
    width,
)
from lookback.faces.showing import as_json, as_markdown, as_text
from lookback.film.progress import FINISHED, NOT_BEGUN, Progress, Watched
from lookback.film.reader import Role


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--guide",
    metavar="FILE.db|URL",
    help="The guide: a file for SQLite, or postgresql://... [default: lookback.db]",
)
@click.version_option(lookback.__version__, prog_name="lookback")
@click.pass_context
def main(ctx: click.Context, guide: str | None) -> None:
    """A film guide that knows how far you have watched."""
    settings = Settings.read(os.environ)
    ctx.obj = replace(settings, guide=guide) if guide else settings


for _command in (
    importing.import_,
    checking.check,
    finding.search,
    finding.find,
    finding.index,
    timing.time,
    tales.story,
):
    main.add_command(_command)


@main.command()
@click.argument("film")
@click.option("--at", "progress", type=MomentType(), help="How far you have watched: 0:32.")
@click.option("--finished", is_flag=True, help="You have seen the end.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How to print it.",
)
@JSON
@click.option("--explain", is_flag=True, help="For authors: every passage, hidden or not, and why.")
@click.pass_obj
def show(
    settings: Settings,
    film: str,
    progress: Progress | None,
    *,
    finished: bool,
    shape: str,
    in_json: bool,
    explain: bool,
) -> None:
    """Print what may be seen of a film: what is safe for all, unless you say how far you are."""
    if finished and progress is not None:
        raise click.UsageError("say --at or --finished, not both")
    slug = slug_of_film(film)
    with opened(settings, create=False) as guide:
        slug = guide.moved(slug) or slug
        watched = Watched({slug: FINISHED if finished else progress or NOT_BEGUN})
        if explain:
            for one in guide.explain(slug, watched):
                passage, verdict = one.passage, one.verdict
                told = f"{passage.line}: {passage.part} @{verdict.needs}: {verdict.reason.value}"
                click.echo(f"{told}\n    {passage.says}")
            return
        view = guide.view(slug, watched)
    if in_json or shape == "json":
        click.echo(json.dumps(as_json(view), ensure_ascii=False, indent=2))
    else:
        told = as_markdown(view) if shape == "markdown" else as_text(view, width())
        click.echo(told, nl=False)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--history", is_flag=True, help="Every revision, too.")
@click.option("--as-markdown", is_flag=True, help="Pages of other formats in the page format.")
@click.option("--reader", metavar="NAME", help="All that this reader gave, instead.")
@click.pass_obj
def export(
    settings: Settings, path: Path, *, history: bool, as_markdown: bool, reader: str | None
) -> None:
    """Write every page as it was put in, into a new folder or a .zip; or a reader's history."""
    if reader is not None and (history or as_markdown):
        raise click.UsageError("--history and --as-markdown go with pages, not with --reader")
    with opened(settings, create=False) as guide:
        if reader is not None:
            guide.histories.write(guide.accounts.by_name(reader), path)
            click.echo(f"Written to {path}.")
            return
        count = guide.export(path, history=history, as_markdown=as_markdown)
    click.echo(f"{count} file{'s'[: count != 1]} written to {path}.")


@main.command()
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    help="What they may do. [default: reader]",
)
@click.option("--reader", metavar="NAME", help="Let this reader set a new password.")
@click.pass_obj
def invite(settings: Settings, role: str | None, reader: str | None) -> None:
    """Print an address by which somebody may sign up, once, within seven days."""
    if role is not None and reader is not None:
        raise click.UsageError("say --role for somebody new, or --reader for a new password")
    with opened(settings, create=reader is None) as guide:
        if reader is not None:
            invitation = guide.accounts.invite_again(reader)
        else:
            invitation = guide.accounts.invite(Role(role or Role.READER))
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"{address}/sign-up?invitation={invitation}")


@main.command()
@JSON
@click.pass_obj
def doctor(settings: Settings, *, in_json: bool) -> None:
    """Look whether the guide is whole."""
    with opened(settings, create=False) as guide:
        damages = list(guide.damages())
    if in_json:
        told = [{"code": damage.code, "film": damage.slug} for damage in damages]
        click.echo(json.dumps({"damages": told}))
    else:
        for damage in damages:
            click.echo(f"{damage.slug or 'the guide'}: {damage.code}")
        many = f"{len(damages)} things are" if len(damages) != 1 else "1 thing is"
        click.echo(f"{many if damages else 'Nothing is'} wrong.")
    if damages:
        sys.exit(REFUSED)


@main.command()
@click.option("--host", help="The address to listen on. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port. [default: 8000]")
@click.option("--sample", is_flag=True, help="Serve the sample guide, in sample.db or --guide.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None, *, sample: bool) -> None:
    """Serve the guide to browsers."""
    from lookback.faces.web.serving import serve as run

    settings = replace(
        settings, host=host or settings.host, port=settings.port if port is None else port
    )
    if sample:
        settings = _with_sample(settings)
    with opened(settings, create=True) as guide:
        run(guide, settings, announce=click.echo)


def _with_sample(settings: Settings) -> Settings:
    if settings.guide == DEFAULT_GUIDE:
        settings = replace(settings, guide="sample.db")
    with as_file(files(lookback) / "sample") as folder, opened(settings, create=True) as guide:
        refused = [one for one in guide.take([folder], by="sample") if one.refusal]
    if refused:
        raise GuideUnusable("the sample pages cannot be read")
    return settings
