"""Taking in pages, catalogues and watch histories on the command line."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from lookback.assemble import Settings
from lookback.errors import FormatUnknown, IndexBusy, IndexUnusable
from lookback.faces import histories, reporting, stocking
from lookback.faces.console import FORMAT, JSON, PATHS, REFUSED, bar, opened, user
from lookback.guide.cataloguing import CatalogueFile, Stocked, recognised
from lookback.guide.guide import Guide
from lookback.guide.taking import Outcome, Taken


@click.command("import")
@PATHS
@FORMAT
@click.option("--preview", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option("--why", default="", help="A word on why, kept with the revisions.")
@click.option("--reader", metavar="NAME", help="Take in this reader's watch history.")
@click.option(
    "--choose",
    multiple=True,
    metavar="ROW=FILM",
    help="For a row of a history that needs review: the film, or none.",
)
@click.option("--no-ratings", is_flag=True, help="Films that were only rated are not finished.")
@JSON
@click.pass_obj
def import_(
    settings: Settings,
    paths: Sequence[Path],
    format_name: str,
    *,
    preview: bool,
    why: str,
    reader: str | None,
    choose: Sequence[str],
    no_ratings: bool,
    in_json: bool,
) -> None:
    """Take pages in: files, folders, zips, all or none. Or catalogues, or a watch history."""
    if reader is not None:
        with opened(settings, create=False) as guide, bar("Looking"):
            brought = list(
                histories.bring(
                    guide,
                    guide.accounts.by_name(reader),
                    paths,
                    format_name=format_name,
                    choices=_choices(choose, paths),
                    counts_ratings=not no_ratings,
                    preview=preview,
                )
            )
        if in_json:
            shown = [histories.plain(one) for one in brought]
            click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(line for one in brought for line in histories.lines(one)))
        return
    if choose or no_ratings:
        raise click.UsageError("--choose and --no-ratings go with --reader")
    files = recognised(paths, format_name)
    with opened(settings, create=True, for_preview=preview) as guide:
        stocked = _stocked(guide, files, preview=preview, tells=not in_json) if files else []
        if {file.path for file in files} >= set(paths) or any(one.refusal for one in stocked):
            taken = []
        else:
            with bar("Importing") as progress:
                taken = guide.take(
                    paths,
                    by=user(),
                    why=why,
                    format_name="" if files else format_name,
                    preview=preview,
                    without={file.path for file in files},
                    progress=progress,
                )
    if in_json:
        shown = [*map(stocking.plain, stocked), *map(reporting.plain, taken)]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    if any(one.refusal for one in stocked):
        kept = "Nothing was changed" if preview else "The rows before it are kept"
        click.echo(f"{kept}: mend it, and run this again.", err=True)
        sys.exit(REFUSED)
    if not stocked or any(one.slug or one.refusal for one in taken):
        _tell(taken, preview=preview, in_json=in_json, beside=bool(stocked))


def _tell(taken: Sequence[Taken], *, preview: bool, in_json: bool, beside: bool) -> None:
    """What became of pages; ``beside`` catalogues."""
    if not in_json:
        reporting.tell(taken, in_json=False)
    refused = any(one.refusal for one in taken)
    if not taken or any(isinstance(one.refusal, FormatUnknown) for one in taken):
        click.echo("A watch history is taken in with --reader NAME.", err=True)
    if refused:
        click.echo("No page was changed." if beside else "Nothing was changed.", err=True)
        sys.exit(REFUSED)
    if not in_json:
        counts = {kind: sum(one.outcome is kind for one in taken) for kind in Outcome}
        told = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
        click.echo(f"{'Would be' if preview else 'Done'}: {told or 'no pages found'}.")


def _choices(told: Sequence[str], paths: Sequence[Path]) -> dict[int, str]:
    if told and len(paths) != 1:
        raise click.UsageError("--choose goes with one history at a time")
    try:
        return histories.parse_choices(told)
    except ValueError:
        raise click.UsageError("--choose: expected ROW=FILM, such as 12=vertigo") from None


def _stocked(
    guide: Guide, files: Sequence[CatalogueFile], *, preview: bool, tells: bool
) -> list[Stocked]:
    """Take catalogues in, bring the index up to date, and tell."""
    with bar("Importing") as progress:
        stocked = guide.stock(files, preview=preview, progress=progress)
    if not preview:
        _index(guide)
    if tells:
        click.echo("\n".join(stocking.lines(stocked, preview=preview)))
        for one in stocked:
            if one.refusal is not None:
                click.echo(f"{one.refusal} [{one.refusal.code}]", err=True)
    return stocked


def _index(guide: Guide) -> None:
    """Bring the index up to date. What was taken in stays, whatever becomes of the index."""
    try:
        with bar("Indexing") as progress:
            guide.finding.refresh(progress=progress)
    except (IndexBusy, IndexUnusable) as error:
        click.echo(f"{error}; it takes in the rest later [{error.code}]", err=True)
