"""Checking pages on the command line."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from lookback.faces.console import FORMAT, JSON, PATHS, REFUSED
from lookback.faces.reporting import plain, plain_refusal, tell
from lookback.film.leak import LIKELY, Leak
from lookback.guide.checking import Checked, Reviewed, check_reviews
from lookback.guide.checking import check as check_found
from lookback.guide.intake import gather

_MOST_REASONS: Final = 3


@click.command()
@PATHS
@FORMAT
@click.option(
    "--review",
    "are_reviews",
    is_flag=True,
    help="The files are no pages but reviews: judge each of their sentences by itself.",
)
@JSON
def check(paths: Sequence[Path], format_name: str, *, are_reviews: bool, in_json: bool) -> None:
    """Read pages without taking them, and tell their author what to mend and what gives away."""
    if are_reviews:
        if format_name:
            raise click.UsageError("--format is of pages, and --review of all other texts.")
        _check_reviews(paths, in_json=in_json)
    else:
        _check_pages(paths, format_name, in_json=in_json)


def _check_pages(paths: Sequence[Path], format_name: str, *, in_json: bool) -> None:
    read = list(check_found(gather(paths), format_name=format_name))
    if in_json:
        click.echo(json.dumps([_plain(one) for one in read], ensure_ascii=False, indent=2))
    else:
        for one in read:
            tell([one.taken], in_json=False)
            for leak in one.leaks:
                _tell_leak(one.taken.path, leak)
    if any(one.taken.refusal for one in read):
        sys.exit(REFUSED)
    if not in_json:
        click.echo(_summary(read))


def _summary(read: Sequence[Checked]) -> str:
    notes = sum(len(one.taken.notes) for one in read)
    leaks = sum(len(one.leaks) for one in read)
    answered = sum(len(one.answered) for one in read)
    told = f"{len(read)} page{'s'[: len(read) != 1]} readable, {notes} to look at"
    told += f", {leaks} that may tell too much" if leaks else ""
    told += f", {answered} answered" if answered else ""
    return f"{told}."


def _tell_leak(path: str, leak: Leak) -> None:
    """Where, how sure, what kind; then the words, why, and how to answer."""
    click.echo(
        f"{path}:{leak.line}: {leak.sureness} leak: {leak.kind.told} [{leak.kind}]", err=True
    )
    click.echo(f"    open from {leak.opens}: {leak.says}", err=True)
    for reason in leak.reasons[:_MOST_REASONS]:
        click.echo(f"    because {reason}", err=True)
    if leak.gives_away:
        click.echo(f"    gives away, until {leak.until}: {leak.gives_away}", err=True)
    click.echo(f"    to answer it: {answer(leak)}", err=True)


def answer(leak: Leak) -> str:
    """The line for ``checked:`` that says the passage is right as it is."""
    says = json.dumps(leak.says, ensure_ascii=False)
    return f"{{says: {says}, kind: {leak.kind}, because: your reason}}"


def _plain(one: Checked) -> dict[str, Any]:
    """One checked file as JSON has it."""
    leaks = [
        {
            "line": leak.line,
            "part": leak.part.value,
            "kind": leak.kind.value,
            "sureness": leak.sureness,
            "score": leak.score,
            "opens": str(leak.opens),
            "says": leak.says,
            "gives_away": leak.gives_away,
            "until": str(leak.until),
            "reasons": list(leak.reasons),
            "answer": answer(leak),
        }
        for leak in one.leaks
    ]
    answered = [
        {"line": each.line, "says": each.says, "kind": each.kind.value, "because": each.because}
        for each in one.answered
    ]
    return {**plain(one.taken), "leaks": leaks, "answered": answered}


def _check_reviews(paths: Sequence[Path], *, in_json: bool) -> None:
    read = list(check_reviews(gather(paths)))
    if in_json:
        click.echo(json.dumps(list(map(_plain_review, read)), ensure_ascii=False, indent=2))
    else:
        for one in read:
            _tell_review(one)
    if any(one.refusal for one in read):
        sys.exit(REFUSED)
    if not in_json:
        sentences = sum(len(one.sentences) for one in read)
        likely = sum(judged.score >= LIKELY for one in read for _, judged in one.sentences)
        told = f"{len(read)} review{'s'[: len(read) != 1]}"
        told += f", {sentences} sentence{'s'[: sentences != 1]}"
        click.echo(f"{told}, {likely} that may give something away.")


def _tell_review(one: Reviewed) -> None:
    """Where, how sure; then the sentence, and why."""
    if one.refusal is not None:
        click.echo(f"{one.refusal} [{one.refusal.code}]", err=True)
    for sentence, judged in one.sentences:
        if judged.score < LIKELY:
            continue
        why = [name for name, weight in judged.reasons if weight > 0][:_MOST_REASONS]
        click.echo(
            f"{one.path}:{sentence.line}: likely gives something away ({judged.score:.2f})",
            err=True,
        )
        click.echo(f"    {sentence.says}", err=True)
        if why:
            click.echo(f"    because of {', '.join(why)}", err=True)


def _plain_review(one: Reviewed) -> dict[str, Any]:
    """One checked review as JSON has it."""
    sentences = [
        {
            "line": sentence.line,
            "heading": sentence.heading,
            "says": sentence.says,
            "score": round(judged.score, 2),
            "reasons": [
                {"what": name, "weight": round(weight, 2)} for name, weight in judged.reasons
            ],
        }
        for sentence, judged in one.sentences
    ]
    return {
        "path": one.path,
        "sentences": sentences,
        "refusal": plain_refusal(one.refusal),
    }
