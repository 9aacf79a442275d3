"""What became of an author's files, for people and for programs."""

import json
from collections.abc import Sequence
from typing import Any

import click

from lookback.errors import InputRefused
from lookback.guide.taking import Taken


def plain(one: Taken) -> dict[str, Any]:
    """One file of an import or a check as JSON has it."""
    return {
        "path": one.path,
        "outcome": one.outcome.name.lower(),
        "film": one.slug,
        "title": one.title,
        "notes": [
            {"code": note.notice.code, "line": note.line, "detail": note.detail}
            for note in one.notes
        ],
        "refusal": plain_refusal(one.refusal),
    }


def plain_refusal(refusal: InputRefused | None) -> dict[str, Any] | None:
    """Why a file was refused, as JSON has it."""
    if refusal is None:
        return None
    return {"code": refusal.code, "line": refusal.line, "expected": refusal.expected}


def tell(taken: Sequence[Taken], *, in_json: bool) -> None:
    """What became of each file; what its author must know goes to standard error."""
    if in_json:
        click.echo(json.dumps([plain(one) for one in taken], ensure_ascii=False, indent=2))
        return
    for one in taken:
        if one.refusal is not None:
            click.echo(f"{one.refusal} [{one.refusal.code}]", err=True)
        for note in one.notes:
            click.echo(f"{one.path}:{note}", err=True)
