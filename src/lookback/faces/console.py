"""What the commands share: options, refusals in one line, the opened guide, progress bars."""

import getpass
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from lookback.assemble import Settings, open_guide
from lookback.errors import LookBackError, SettingInvalid, SlugInvalid
from lookback.film.moment import Moment
from lookback.film.progress import Progress
from lookback.film.slug import parse_slug, slug_of
from lookback.guide.guide import Guide

REFUSED: Final = 1
WRONG_USAGE: Final = 2
PATHS: Final = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
FORMAT: Final = click.option(
    "--format", "format_name", default="", help="Read as this format instead of sniffing."
)
JSON: Final = click.option("--json", "in_json", is_flag=True, help="Answer in JSON.")


class MomentType(click.ParamType[Progress]):
    """``0:32``, ``32``, ``start`` or ``ending``."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Progress:
        """Text to progress."""
        if isinstance(value, Progress):
            return value
        try:
            return Progress.at(Moment.parse(value))
        except LookBackError as error:
            self.fail(str(error), param, ctx)


class Commands(click.Group):
    """Commands whose refusals are told in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours ends it with its exit code."""
        try:
            return super().invoke(ctx)
        except LookBackError as error:
            click.echo(f"lookback: {error} [{error.code}]", err=True)
            ctx.exit(WRONG_USAGE if isinstance(error, SettingInvalid) else REFUSED)


@contextmanager
def opened(settings: Settings, *, create: bool, for_preview: bool = False) -> Iterator[Guide]:
    """The guide that the settings name, closed at the end (see ``assemble.open_guide``)."""
    guide = open_guide(settings, create=create, for_preview=for_preview)
    try:
        yield guide
    finally:
        guide.close()


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], object]]:
    """A progress bar on a terminal, and silence elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def slug_of_film(film: str) -> str:
    """A film's address, or the one that a title makes."""
    try:
        return parse_slug(film)
    except SlugInvalid:
        return slug_of(film)


def width() -> int:
    """How wide lines are filled: not at all where another program reads them."""
    return min(shutil.get_terminal_size().columns, 80) if sys.stdout.isatty() else 0


def user() -> str:
    """Who runs the command, as the machine calls them, or empty."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
