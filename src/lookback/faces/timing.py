"""Timing pages on the command line."""

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lookback.errors import (
    FormatUnknown,
    InputRefused,
    LookBackError,
    SubtitlesAtAnotherSpeed,
)
from lookback.faces.console import JSON, REFUSED, bar
from lookback.faces.timeline import clock, timeline
from lookback.film.moment import ENDING, START, Moment
from lookback.film.timing import Basis
from lookback.guide.drafting import Draft
from lookback.guide.timing import Speed
from lookback.guide.timing_files import Asked, Timed, Wish, asked_of, time_file, time_files, write

BASES: Final = {
    Basis.AUTHOR: "your own gate",
    Basis.SUBTITLES: "what is said",
    Basis.PLACE: "its place",
    Basis.ENDING: "no support",
}
_BY: Final = max(map(len, BASES.values()))
_ADVICE: Final = (
    "--rescale fits the times of the subtitles to the film's running time; "
    "--as-is takes them as they are; --runtime 1:47:30 says how long the film is."
)
_WIDE: Final = 120
"""Characters of a line where no terminal says how wide it is."""


class RuntimeType(click.ParamType[float]):
    """``1:47:30`` or ``107`` (minutes), in seconds."""

    name = "runtime"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Text to seconds."""
        try:
            moment = Moment.parse(str(value))
        except LookBackError:
            moment = START
        if moment in {START, ENDING}:
            self.fail("expected hours, minutes and seconds such as 1:47:30", param, ctx)
        return float(moment.seconds)


@click.command()
@click.argument("page", type=click.Path(path_type=Path), metavar="PAGE")
@click.option(
    "--subtitles",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The film's subtitles; of several files, those in the language of the page are used.",
)
@click.option("--chapters", type=click.Path(path_type=Path), help="A list of its chapters.")
@click.option(
    "--runtime",
    type=RuntimeType(),
    metavar="1:47:30",
    help="How long the film is. [default: what the page says]",
)
@click.option("--write", "writes", is_flag=True, help="Write the gates into the page.")
@click.option("--strict", is_flag=True, help="At most 1 % of the gates too early, instead of 5 %.")
@click.option("--rescale", is_flag=True, help="Fit the subtitles' times to the running time.")
@click.option("--as-is", is_flag=True, help="Take the subtitles' times as they are.")
@click.option("--all", "takes_all", is_flag=True, help="PAGE is a folder: time all pages in it.")
@click.option(
    "--subtitles-in",
    type=click.Path(path_type=Path),
    help="With --all: the folder with the subtitles, named like the pages.",
)
@JSON
def time(
    page: Path,
    subtitles: tuple[Path, ...],
    chapters: Path | None,
    runtime: float | None,
    subtitles_in: Path | None,
    *,
    writes: bool,
    strict: bool,
    rescale: bool,
    as_is: bool,
    takes_all: bool,
    in_json: bool,
) -> None:
    """Find out from which minute each sentence of a page is safe. Needs no guide.

    Prints hidden text: it is for the author of the page.
    """
    if rescale and as_is:
        raise click.UsageError("say --rescale or --as-is, not both")
    speed = Speed.RESCALE if rescale else Speed.AS_IS if as_is else Speed.ASK
    wish = Wish(strict=strict, speed=speed, runtime=runtime)
    if not takes_all:
        if subtitles_in is not None:
            raise click.UsageError("--subtitles-in goes with --all")
        if page.is_dir():
            raise click.UsageError("this is a folder: say --all to time all pages in it")
        _one(Asked(page, subtitles, chapters), wish, writes=writes, in_json=in_json)
        return
    if subtitles or chapters is not None or runtime is not None:
        raise click.UsageError("--subtitles, --chapters and --runtime go with one page")
    _all(asked_of(page, subtitles_in), wish, writes=writes, in_json=in_json)


def _one(asked: Asked, wish: Wish, *, writes: bool, in_json: bool) -> None:
    timed = time_file(asked, wish)
    if timed.refusal is not None:
        if isinstance(timed.refusal, SubtitlesAtAnotherSpeed):
            click.echo(_ADVICE, err=True)
        raise timed.refusal
    if writes:
        write(timed)
    _warn(timed)
    if in_json:
        _print(_plain(timed, writes=writes))
        return
    assert timed.draft is not None  # noqa: S101 - what is not refused has one
    console = _console()
    with console.capture() as captured:
        console.print(_table(timed.draft))
    click.echo("\n".join(line.rstrip() for line in captured.get().split("\n")), nl=False)
    click.echo("\n".join(timeline(timed.draft)))
    click.echo(f"\n{_counts(timed, writes=writes)}.")
    if not writes and timed.gated is not None and timed.gated.gated:
        click.echo("Nothing was changed: --write writes them into the page.")


def _all(asked: Sequence[Asked], wish: Wish, *, writes: bool, in_json: bool) -> None:
    with _workers(len(asked)) as executor, bar("Timing") as progress:
        told = time_files(asked, wish, executor, progress=lambda done: progress(done, len(asked)))
    told = [one for one in told if not isinstance(one.refusal, FormatUnknown)]
    told = [_written(one) if writes else one for one in told]
    refused = sum(one.refusal is not None for one in told)
    for one in told:
        if one.refusal is not None:
            click.echo(f"{one.refusal} [{one.refusal.code}]", err=True)
        else:
            _warn(one)
            if not in_json:
                click.echo(f"{one.asked.path}: {_counts(one, writes=writes)}")
    if any(isinstance(one.refusal, SubtitlesAtAnotherSpeed) for one in told):
        click.echo(_ADVICE, err=True)
    if in_json:
        _print([_plain(one, writes=writes) for one in told])
    else:
        did = "written" if writes else "timed; --write writes the gates into them"
        click.echo(f"{len(told) - refused} of {len(told)} pages {did}.")
    if refused:
        sys.exit(REFUSED)


def _workers(pages: int) -> Executor:
    """Who does the work: for one page no other process has to be started."""
    if pages <= 1:
        return ThreadPoolExecutor(1)
    # Each worker begins anew: what this process has opened is not handed on to it.
    context = multiprocessing.get_context("spawn")
    # Ctrl-C is for this process, which then ends them.
    return ProcessPoolExecutor(
        min(pages, os.cpu_count() or 1),
        mp_context=context,
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )


def _written(timed: Timed) -> Timed:
    if timed.refusal is not None:
        return timed
    try:
        write(timed)
    except InputRefused as error:
        return Timed(timed.asked, refusal=error)
    return timed


def _warn(timed: Timed) -> None:
    """What the author must know, on standard error."""
    path, draft, gated = timed.asked.path, timed.draft, timed.gated
    if draft is None or draft.timing is None or gated is None:
        return
    has_fit = any(one.basis is Basis.SUBTITLES for one in draft.timing.estimates)
    if not timed.asked.subtitles:
        click.echo(f"{path}: no subtitles: only the place in the story counts", err=True)
    elif draft.gates and not has_fit and not draft.timing.fit:
        told = "the subtitles are in another language: only the place in the story counts"
        click.echo(f"{path}: {told}", err=True)
    if gated.hidden:
        many = f"{gated.hidden} sentence{'s'[: gated.hidden != 1]}"
        told = f"{many} cannot be marked where they stand, and stay hidden until the ending"
        click.echo(f"{path}: {told}", err=True)


def _counts(timed: Timed, *, writes: bool) -> str:
    if timed.gated is None:
        return ""
    gated, kept = timed.gated.gated, timed.gated.kept
    did = "written" if writes else "found"
    return f"{gated} gate{'s'[: gated != 1]} {did}, {kept} of your own kept"


def _console() -> Console:
    is_terminal = sys.stdout.isatty()
    return Console(width=None if is_terminal else _WIDE, no_color=not is_terminal)


def _table(draft: Draft) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    for name, width in (("", 3), ("gate", 7), ("shown", 5), ("sure", 4)):
        table.add_column(name, justify="right", width=width, no_wrap=True)
    table.add_column("by", width=_BY, no_wrap=True)
    table.add_column("sentence", ratio=3, no_wrap=True, overflow="ellipsis")
    table.add_column("rests on the line", ratio=2, no_wrap=True, overflow="ellipsis")
    for row in _rows(draft):
        table.add_row(
            str(row["number"]),
            row["gate"],
            clock(row["shown"]),
            f"{row['confidence']:.0%}",
            BASES[Basis[row["basis"].upper()]],
            _escaped(row["text"]),
            _escaped(row["spoken"]),
        )
    return table


def _escaped(text: str) -> str:
    """Text that rich takes for text."""
    return escape("".join(char if char.isprintable() else " " for char in text))


def _rows(draft: Draft) -> Iterator[dict[str, Any]]:
    estimates = draft.timing.estimates if draft.timing else ()
    told = zip(draft.statements, draft.lines, estimates, draft.spoken, strict=True)
    for number, (statement, line, estimate, spoken) in enumerate(told, 1):
        gate = estimate.gate if statement.gate is None else statement.gate
        yield {
            "number": number,
            "line": line,
            "gate": str(gate),
            "shown": round(estimate.shown),
            "confidence": round(estimate.confidence, 2),
            "basis": estimate.basis.name.lower(),
            "text": statement.text,
            "spoken": spoken,
        }


def _plain(timed: Timed, *, writes: bool) -> dict[str, Any]:
    """One page as JSON has it."""
    refusal, draft, gated = timed.refusal, timed.draft, timed.gated
    return {
        "path": str(timed.asked.path),
        "subtitles": draft.heard if draft and draft.heard else None,
        "film": draft.slug if draft else "",
        "runtime": round(draft.timing.runtime) if draft and draft.timing else 0,
        "fit": round(draft.timing.fit, 2) if draft and draft.timing else 0,
        "written": writes and refusal is None,
        "gates": gated and {"new": gated.gated, "kept": gated.kept, "hidden": gated.hidden},
        "sentences": list(_rows(draft)) if draft else [],
        "refusal": refusal
        and {"code": refusal.code, "line": refusal.line, "expected": refusal.expected},
    }


def _print(told: object) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))
